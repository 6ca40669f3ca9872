"""The spine from the side: the outline of each bone, disc and joint where it sits.

Bones are not drawn one by one: the shape for each part of the spine is set on the bones that `bones` places.
What every figure shows is worked out once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from build_tools.figures.bones import REGIONS, Bone, bones, region_of
from build_tools.figures.curves import Point, points, polyline, smooth

WIDTH, HEIGHT = 960, 2780

_ARCHES = {
    "neck": (14, "-3,-4 5,-5 6,-10 12,-9 15,-3 20,-1 27,2 30,6 27,9 18,7 14,11 7,10 6,5 4,2 -3,3"),
    "upper-back": (
        21,
        "-3,-8 5,-8 6,-14 10,-15 12,-9 15,-5 21,2 29,14 31,20 27,22 19,14 14,12 10,13 9,5 5,-1 -3,-1",
    ),
    "last-ribs": (
        23,
        "-3,-9 5,-8 6,-15 11,-16 13,-9 17,-5 25,-1 33,6 33,12 27,13 19,12 15,17 10,16 9,7 5,0 -3,-1",
    ),
    "lower-back": (
        27,
        "-3,-11 6,-10 9,-19 14,-20 16,-13 19,-9 27,-8 40,-6 44,2 40,11 28,9 22,11 19,21 13,20 13,11 10,4"
        " 5,0 -3,-1",
    ),
}
"""The height of a body and the arch that belongs to it, from the back of the body round to it again."""

_JOINTS_BEHIND = {"neck": 10, "upper-back": 11, "lower-back": 14}
"""How far behind the body of a bone the joint between the arches lies."""

_AXIS = "-9,8 -9,-3 -5,-9 -6,-20 -2,-25 3,-22 4,-9 9,-3 8,9 0,8"
"""The second bone with its peg, from its middle; the peg stands in the ring of the first."""
_ATLAS = ("-13,-14 -9,-19 -7,-14 -9,-9", "11,-20 17,-20 24,-17 26,-13 22,-9 15,-11 10,-13")
"""The ring of the first bone, cut in front and behind."""

_ROUND, _WAIST = 2.2, 1.6
"""How round the edges of a body are, and how much thinner it is in the middle."""

SKIN = (
    "706,-30! 712,60 708,170 690,290 682,400 694,500 738,600 812,750 866,940 888,1140 878,1340 846,1560"
    " 824,1740 820,1880 832,2030 860,2200 892,2400 912,2600 908,2810! 168,2810! 172,2640 160,2500 120,2330"
    " 84,2140 66,1940 76,1740 92,1560 84,1400 66,1240 74,1080 122,900 214,742 310,668 344,600 342,510"
    " 318,420 270,372 190,352 130,330 112,280 124,226 108,196 118,160 106,128 118,96 72,62 84,20 104,-30!"
)
"""The outline of the body, cut off above the mouth and below the hip."""


@cache
def bone(name: str) -> str:
    """The body of a bone; for the first bone its ring in front."""
    if name == "C1":
        return smooth(_shape(bones()["C2"], _ATLAS[0]))
    if name == "C2":
        return smooth(_shape(bones()["C2"], _AXIS))
    frame = bones()[name]
    high, deep = frame.half_height, frame.half_depth
    if region_of(name) == "tailbone":
        return smooth(
            [
                frame.at(x, y)
                for x, y in ((-deep, -high), (deep, -high), (deep * 0.8, high), (-deep * 0.8, high))
            ]
        )
    quarter = ((deep - _WAIST, 0), (deep, high - _ROUND), (deep - _ROUND, high), (0, high - _WAIST / 2))
    half = [*quarter, *((-x, y) for x, y in quarter[2::-1])]
    return smooth([frame.at(*corner) for corner in (*half, *((-x, -y) for x, y in half[1:-1]))])


@cache
def arch(name: str) -> str:
    """The back part of a bone, which lies partly behind its body; the sacrum and the tailbone have none."""
    if name == "C1":
        return smooth(_shape(bones()["C2"], _ATLAS[1]))
    frame = bones()[name]
    kind = "last-ribs" if name in ("T11", "T12") else region_of(name)
    height, text = _ARCHES[kind]
    longer = 1.2 if name in ("C2", "C7") else 1.0
    taller = frame.size.height / height
    return smooth(
        [
            frame.at(frame.half_depth + point.x / 10 * longer, point.y / 10 * taller)
            for point in points(_tenths(text), 0)
        ]
    )


def _tenths(text: str) -> str:
    return " ".join(",".join(str(int(number) * 10) for number in pair.split(",")) for pair in text.split())


def _shape(frame: Bone, text: str) -> list[Point]:
    return [frame.at(point.x, point.y) for point in points(text, 0)]


@cache
def sacrum() -> str:
    """The bones that are grown together, as one, with the ridge on their back."""
    frames = [bones()[name] for name in REGIONS["sacrum"]]
    front = [frame.at(-frame.half_depth, -frame.half_height) for frame in frames]
    ridge = [
        frame.at(frame.half_depth + bump, 0) for frame, bump in zip(frames, (7, 8, 8, 6, 2), strict=True)
    ]
    last = frames[-1]
    top = frames[0]
    return smooth(
        [
            top.at(top.half_depth + 3, -top.half_height - 1, is_corner=True),
            *ridge,
            last.at(last.half_depth - 1, last.half_height, is_corner=True),
            last.at(-last.half_depth + 1, last.half_height, is_corner=True),
            *front[:0:-1],
            front[0]._replace(is_corner=True),
        ]
    )


@cache
def seams() -> str:
    """Where the bones of the sacrum have grown together."""
    names = REGIONS["sacrum"][:-1]
    return "".join(
        polyline([frame.at(-frame.half_depth + 4, frame.half_height), frame.at(1, frame.half_height)])
        for frame in map(bones().__getitem__, names)
    )


@cache
def disc(level: str) -> str:
    """The disc between two bones, a little proud of them in front and behind."""
    above, below = (bones()[name] for name in level.split("-"))
    upper = [above.at(sign * (above.half_depth - 1), above.half_height - 0.6) for sign in (-1, 1)]
    lower = [below.at(sign * (below.half_depth - 1), -below.half_height + 0.6) for sign in (-1, 1)]

    def between(one: Point, other: Point, out: int) -> Point:
        return Point((one.x + other.x) // 2 + out, (one.y + other.y) // 2)

    return smooth(
        [
            upper[0]._replace(is_corner=True),
            upper[1]._replace(is_corner=True),
            between(upper[1], lower[1], 5),
            lower[1]._replace(is_corner=True),
            lower[0]._replace(is_corner=True),
            between(upper[0], lower[0], -6),
        ]
    )


@cache
def facet_joint(level: str) -> str:
    """The joint between two arches."""
    if level == "C1-C2":
        return smooth(_shape(bones()["C2"], "-3,-12 3,-15 9,-12 10,-8 4,-9 -2,-7"))
    above, below = (bones()[name] for name in level.split("-"))
    region = region_of(above.size.name)
    scale = above.size.height / _ARCHES[region][0]
    middle = below.at(below.half_depth + _JOINTS_BEHIND[region], -below.half_height - 2.5 * scale)
    turn = math.radians(above.size.tilt)
    length, width = 23 + (12 * scale if region == "lower-back" else 0), 11
    return smooth(
        [
            Point(
                round(middle.x + x * math.cos(turn) + y * math.sin(turn)),
                round(middle.y + y * math.cos(turn) - x * math.sin(turn)),
            )
            for x, y in ((0, -length), (width, 0), (0, length), (-width, 0))
        ]
    )


@cache
def nerve_root(level: str) -> str:
    """A root where it leaves between two bones, cut off soon after."""
    above, _ = (bones()[name] for name in level.split("-"))
    deep, high = above.half_depth, above.half_height + above.size.gap / 2
    long = 15 if above.size.name[0] == "L" else 10
    outline = (
        (deep + 8, high - 4),
        (deep + 3, high - 3.5),
        (deep - long * 0.5, high + long * 0.45),
        (deep - long, high + long * 1.05),
        (deep - long + 3, high + long * 1.05 + 3),
        (deep - long * 0.4, high + long * 0.45 + 3.6),
        (deep + 3, high + 1.5),
        (deep + 8, high + 1),
    )
    corners = (0, 3, 4, 7)
    return smooth([above.at(*point, is_corner=at in corners) for at, point in enumerate(outline)])


@cache
def sacroiliac_joint() -> str:
    """The ear-shaped face on the side of the sacrum that meets the pelvis."""
    top = bones()["S1"]
    return smooth(_shape(top, "-9,-8 -2,-10 7,-6 9,2 8,14 8,27 3,30 -2,22 -3,10 -9,3"))


def canal(names: Sequence[str], *, near: float = 3.2, far: float = 12.5) -> str:
    """The canal behind the bodies of neighbouring bones."""
    frames = [bones()[name] for name in names if name in bones()]
    ends = [(frames[0], -frames[0].half_height - frames[0].size.gap / 2)]
    ends += [(frame, 0.0) for frame in frames]
    ends += [(frames[-1], frames[-1].half_height + frames[-1].size.gap / 2)]
    front = [frame.at(frame.half_depth + near, down) for frame, down in ends]
    back = [frame.at(frame.half_depth + far * min(1, frame.size.depth / 17), down) for frame, down in ends]
    sharp = (0, len(ends) - 1)
    front = [point._replace(is_corner=at in sharp) for at, point in enumerate(front)]
    back = [point._replace(is_corner=at in sharp) for at, point in enumerate(back)]
    return smooth([*front, *reversed(back)])


CORD_END = "L1"
"""The bone at which the cord ends."""


def cord(names: Sequence[str]) -> str:
    """The spinal cord along neighbouring bones, a little narrower than the canal."""
    return canal(names, near=4.6, far=10.6)


def roots(names: Sequence[str]) -> str:
    """The roots that run on in the canal below the cord."""
    frames = [bones()[name] for name in names]
    return "".join(
        polyline([frame.at(frame.half_depth + back - at * 0.3, 0) for at, frame in enumerate(frames)])
        for back in (5.2, 7.6, 10.0)
    )
