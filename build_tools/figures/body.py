"""The body as data: one outline for front and back, and a patch for each area that the figure knows.

Measures are in tenths of a unit from the midline of the body and from the top of the figure. Every
outline describes the right half, from the midline out and back to it, and is mirrored: nothing here says
whether the body is a woman's or a man's. A patch may run over the edge of the body; what lies outside the
outline is covered when the figure is drawn. Neighbours share their corners, so that no gap opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

View = Literal["front", "back"]

HEIGHT = 2440
HALF_WIDTH = 470

OUTLINE = """
0,24 70,42 108,98 112,172 100,252 68,322 60,352 63,405 100,448 180,478 245,508 283,570 297,660
306,780 326,900 356,1020 380,1150 404,1230 414,1310 402,1378 378,1384 362,1330 346,1262 337,1170
296,1020 266,910 240,780 212,664! 207,740 182,890 182,960 208,1090 221,1200 216,1340 190,1520
160,1680 157,1740 168,1860 154,2000 114,2190 113,2250 148,2330 154,2368 112,2384 52,2376 40,2340
46,2260 52,2190 42,2000 34,1860 46,1740 42,1680 24,1500 12,1330 0,1252!
"""
"""From the top of the head to the crotch. An exclamation mark keeps a corner sharp."""


@dataclass(frozen=True)
class Patch:
    """One area in one view."""

    points: str
    paired: bool = False
    """Left and right are two shapes, not one across the midline."""


_SHOULDER_TIP = Patch("180,455 340,455 340,618 212,604 184,535", paired=True)
_ARM = Patch("212,604 340,618 460,620 460,1450 270,1450 240,1100 222,920 222,780 212,664", paired=True)
_KNEE = Patch("0,1606 90,1590 260,1606 260,1772 90,1796 0,1772", paired=True)

FRONT = {
    "jaw": Patch("0,262 60,256 120,222 120,290 72,322 0,352"),
    "neck": Patch("0,352 72,322 90,350 90,425 108,450 50,482 0,496"),
    "shoulder-tip": _SHOULDER_TIP,
    "arm": _ARM,
    "chest": Patch("0,496 50,482 108,450 180,455 184,535 212,604 212,664 222,705 120,718 0,735"),
    "ribs": Patch("0,735 120,718 222,705 240,860 176,892 110,822 52,762", paired=True),
    "upper-belly": Patch("0,735 52,762 110,822 176,892 240,860 240,930 100,944 0,946"),
    "lower-belly": Patch("0,946 100,944 240,930 240,985 186,1000 172,1085 100,1146 40,1182 0,1188"),
    "groin": Patch("172,1085 182,1180 110,1226 60,1256 40,1222 40,1182 100,1146", paired=True),
    "hip": Patch("186,1000 280,980 280,1290 196,1276 182,1180 172,1085", paired=True),
    "testicle": Patch("0,1188 40,1182 40,1222 0,1238"),
    "saddle-area": Patch("0,1238 40,1222 60,1256 64,1344 0,1344"),
    "inner-thigh": Patch("0,1344 64,1344 78,1410 80,1500 62,1594 0,1606", paired=True),
    "front-of-thigh": Patch(
        "60,1256 110,1226 182,1180 196,1276 280,1290 280,1606 90,1590 62,1594 80,1500 78,1410 64,1344",
        paired=True,
    ),
    "knee": _KNEE,
    "shin": Patch("0,1772 90,1796 260,1772 260,2196 80,2212 0,2196", paired=True),
    "foot": Patch("0,2196 80,2212 260,2196 260,2420 0,2420", paired=True),
}

BACK = {
    "neck": Patch("0,322 72,312 90,350 90,425 108,450 50,482 0,496"),
    "shoulder-tip": _SHOULDER_TIP,
    "arm": _ARM,
    "upper-back": Patch("0,496 50,482 108,450 180,455 184,535 212,604 212,664 222,730 110,758 0,746"),
    "mid-back": Patch("0,746 110,758 222,730 240,870 104,886 0,890"),
    "side": Patch("104,886 240,870 240,985 186,1008 108,1030", paired=True),
    "lower-back": Patch("0,890 104,886 108,1030 0,1046"),
    "sacrum": Patch("0,1046 108,1030 84,1090 36,1158 0,1166"),
    "tailbone": Patch("0,1166 36,1158 24,1206 0,1222"),
    "buttock": Patch(
        "108,1030 186,1008 200,1110 196,1276 150,1312 96,1318 58,1300 44,1248 24,1206 36,1158 84,1090",
        paired=True,
    ),
    "hip": Patch("186,1008 280,980 280,1290 196,1276 200,1110", paired=True),
    "saddle-area": Patch("0,1222 24,1206 44,1248 58,1300 62,1352 0,1352"),
    "inner-thigh": Patch("0,1352 62,1352 76,1420 78,1500 62,1594 0,1606", paired=True),
    "back-of-thigh": Patch(
        "58,1300 96,1318 150,1312 196,1276 280,1290 280,1606 90,1590 62,1594 78,1500 76,1420 62,1352",
        paired=True,
    ),
    "knee": _KNEE,
    "calf": Patch("0,1772 90,1796 260,1772 260,2180 80,2200 0,2180", paired=True),
    "foot": Patch("0,2180 80,2200 260,2180 260,2420 0,2420", paired=True),
    "heel": Patch("30,2262 80,2244 124,2268 128,2340 108,2420 30,2420", paired=True),
}

PATCHES: dict[View, dict[str, Patch]] = {"front": FRONT, "back": BACK}
"""Areas by id, in the order in which they are painted."""

LINES: dict[View, tuple[Patch, ...]] = {
    "front": (
        Patch("18,500 70,486 150,492", paired=True),
        Patch("0,930 0,940"),
        Patch("74,1640 98,1626 122,1640", paired=True),
    ),
    "back": (
        Patch("0,400 0,1046"),
        Patch("62,580 70,660 108,716", paired=True),
        Patch("62,1302 96,1318 146,1312", paired=True),
        Patch("66,1690 96,1698 126,1690", paired=True),
    ),
}
"""Faint strokes that show at a glance which way the body faces."""
