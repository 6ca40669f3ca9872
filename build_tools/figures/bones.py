"""The bones of the spine as numbers: how large each is, and where the natural curves put it.

The body looks to the left. A line is followed from the head down, and each bone is set on it, as large and as
tilted as there. Sizes are in millimetres, the drawing has a few units for each of them. No bone is meant to be
measured.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from build_tools.figures.curves import Point

_TOP = (492.0, 286.0)
_UNITS = 3.3
_WIDER = 1.12
"""Bones are drawn a little deeper than they are: on a phone they would be threads."""


class _Size(NamedTuple):
    """Height and depth of a body, the gap below it, and where the spine leads there: 0 is down, + is back."""

    name: str
    height: float
    depth: float
    gap: float
    tilt: float


_BONES = (
    _Size("C2", 18, 16, 5, -5),
    _Size("C3", 14, 17, 5, -2),
    _Size("C4", 14, 17, 5, 4),
    _Size("C5", 14, 17, 5, 10),
    _Size("C6", 14, 18, 5.5, 15),
    _Size("C7", 15, 18, 5.5, 20),
    _Size("T1", 17, 18, 4.5, 23),
    _Size("T2", 18, 19, 4.5, 22),
    _Size("T3", 18, 20, 4.5, 19),
    _Size("T4", 19, 22, 4.5, 15),
    _Size("T5", 19, 23, 4.5, 11),
    _Size("T6", 20, 25, 4.5, 6),
    _Size("T7", 20, 26, 4.5, 1),
    _Size("T8", 21, 27, 4.5, -4),
    _Size("T9", 21, 28, 5, -8),
    _Size("T10", 22, 29, 5, -12),
    _Size("T11", 23, 30, 5.5, -15),
    _Size("T12", 24, 31, 6.5, -17),
    _Size("L1", 26, 33, 8, -16),
    _Size("L2", 27, 34, 9, -12),
    _Size("L3", 27, 35, 10, -5),
    _Size("L4", 27, 36, 11, 5),
    _Size("L5", 27, 36, 10, 19),
    _Size("S1", 29, 33, 0, 38),
    _Size("S2", 25, 25, 0, 34),
    _Size("S3", 22, 18, 0, 20),
    _Size("S4", 18, 13, 0, 5),
    _Size("S5", 15, 11, 3.5, -8),
    _Size("Co1", 10, 10, 2.5, -24),
    _Size("Co2", 8, 8, 2.5, -36),
    _Size("Co3", 7, 6, 2.5, -46),
    _Size("Co4", 6, 5, 0, -54),
)

REGIONS = {
    "neck": ("C1", "C2", "C3", "C4", "C5", "C6", "C7"),
    "upper-back": ("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11", "T12"),
    "lower-back": ("L1", "L2", "L3", "L4", "L5"),
    "sacrum": ("S1", "S2", "S3", "S4", "S5"),
    "tailbone": ("Co1", "Co2", "Co3", "Co4"),
}


@dataclass(frozen=True)
class Bone:
    """A bone in the drawing: the middle of its body, and its size."""

    size: _Size
    x: float
    y: float

    def at(self, back: float, down: float, *, is_corner: bool = False) -> Point:
        """A point so many millimetres behind and below the middle of the body, in its own tilt."""
        turn = math.radians(self.size.tilt)
        back *= _WIDER
        return Point(
            round(self.x + _UNITS * (back * math.cos(turn) + down * math.sin(turn))),
            round(self.y + _UNITS * (down * math.cos(turn) - back * math.sin(turn))),
            is_corner,
        )

    @property
    def half_height(self) -> float:
        return self.size.height / 2

    @property
    def half_depth(self) -> float:
        return self.size.depth / 2


@cache
def bones() -> dict[str, Bone]:
    """Every bone but the first, which hangs on the second."""
    placed = {}
    x, y = _TOP
    for size, below in zip(_BONES, (*_BONES[1:], _BONES[-1]), strict=True):
        turn = math.radians(size.tilt)
        half = _UNITS * size.height / 2
        placed[size.name] = Bone(size, x + half * math.sin(turn), y + half * math.cos(turn))
        between = math.radians((size.tilt + below.tilt) / 2)
        x += 2 * half * math.sin(turn) + _UNITS * size.gap * math.sin(between)
        y += 2 * half * math.cos(turn) + _UNITS * size.gap * math.cos(between)
    return placed


def region_of(name: str) -> str:
    """The part of the spine that a bone belongs to."""
    return next(region for region, names in REGIONS.items() if name in names)


@cache
def levels() -> tuple[str, ...]:
    """Where two bones meet, from the top; a disc lies at each but the first."""
    names = [*REGIONS["neck"], *REGIONS["upper-back"], *REGIONS["lower-back"], "S1"]
    return tuple(f"{above}-{below}" for above, below in pairwise(names))


@cache
def extent(region: str) -> tuple[int, int]:
    """How far down a part of the spine begins and ends."""
    names = [name for name in REGIONS[region] if name in bones()]
    first, last = bones()[names[0]], bones()[names[-1]]
    above = 24 if region == "neck" else first.half_height
    return first.at(0, -above).y, last.at(0, last.half_height).y
