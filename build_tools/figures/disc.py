"""A disc from above as data: its ring and core, the bone and nerves behind it, and what can leave it.

Measures are in tenths of a millimetre from the midline of the body and from the top of the drawing; the
front of the body is at the top. What lies past the edge of the bone is a shape of its own, drawn before
the disc, so that only that part of it shows. Shapes are those of the agreed words for discs; no size is
meant to be measured.
"""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.records.condition import StageFigure

HALF_WIDTH = 300
HEIGHT = 670

EDGE = "0,40 84,46 162,74 220,128 246,196 240,258 204,312 146,342 72,349 0,340"
"""The edge of the bones above and below, where a disc ends that keeps its place. The right half."""

CORE = "0,136 66,142 112,174 118,214 84,252 0,262"
"""The soft core, a little nearer to the back than to the front. The right half."""

CENTRE = 200
"""How far down the middle of the disc is."""

LAYERS = (0.62, 0.75, 0.88)
"""The layers of the ring, as shares of the way from the middle to the edge."""

ARCH = (
    "0,552 60,538 116,506 160,470 176,440 200,412 240,406 272,430 268,472 228,512 154,550 74,590 38,624"
    " 26,656 0,662"
)
"""The back part of the bone, from the canal to the tip that can be felt. The right half."""

JOINT = "182,446! 202,430 226,430 248,444 260,464!"
"""Where two arches meet."""

SAC = "0,442 56,445 94,470 82,508 44,530 0,536"
"""The bag with the nerves in the canal. The right half."""

NERVES = ((14, 466), (46, 468), (72, 480), (26, 494), (62, 510), (12, 516))
"""Nerves in the bag, on the right side."""

ROOT = (148, 430, 20)
"""The root that leaves on the right side, and how thick it is."""


@dataclass(frozen=True)
class Shape:
    """How a disc differs from one that keeps its place. Points are of the whole shape, not of a half."""

    out: str = ""
    """What reaches past the edge; it may begin anywhere inside."""
    core: str = ""
    """The core, where it is not the usual one."""


_TORN_CORE = (
    "0,136 66,142 112,174 120,210 104,246 82,284 76,349! 46,350! 40,290 14,264 -40,263 -84,252 -118,214"
    " -112,174 -66,142"
)
"""The core with a way through the ring, which ends at the edge."""

SHAPES: dict[StageFigure, Shape] = {
    "disc-plain": Shape(),
    "disc-bulge": Shape(
        out=(
            "0,20 92,26 176,56 240,114 270,194 264,268 222,332 156,368 74,378 0,369 -74,378 -156,368"
            " -222,332 -264,268 -270,194 -240,114 -176,56 -92,26"
        )
    ),
    "disc-protrusion": Shape(
        out="-70,310! -28,351 10,378 36,394 62,399 88,393 114,375 146,346 176,300!",
        core=(
            "0,136 66,142 112,174 124,214 118,260 98,300 66,319 38,304 12,276 -36,263 -84,252 -118,214"
            " -112,174 -66,142"
        ),
    ),
    "disc-extrusion": Shape(
        out="44,320! 46,340 47,362 16,374 -4,396 8,424 58,436 106,424 118,396 104,374 76,362 76,340 78,320!",
        core=_TORN_CORE,
    ),
    "disc-sequestration": Shape(
        out="14,410 28,394 60,387 94,391 110,408 100,428 64,435 26,430",
        core=_TORN_CORE,
    ),
}
