"""From points to path data, as short as it gets: whole numbers, relative commands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple


class Point(NamedTuple):
    """A point of an outline, in the units of its drawing."""

    x: int
    y: int
    is_corner: bool = False

    def mirrored(self, middle: int) -> Point:
        """The same point on the other side of the line at *middle*."""
        return self._replace(x=2 * middle - self.x)


def points(text: str, middle: int) -> list[Point]:
    """`12,30 40,50!` as points, counted from *middle*; an exclamation mark makes a corner."""
    found = []
    for part in text.split():
        x, _, y = part.rstrip("!").partition(",")
        found.append(Point(middle + int(x), int(y), part.endswith("!")))
    return found


def mirrored(half: Sequence[Point], middle: int) -> list[Point]:
    """The whole of a shape of which the right half is given, from the midline back to the midline."""
    other = [point.mirrored(middle) for point in reversed(half) if point.x != middle]
    return [*half, *other]


def polygon(shape: Sequence[Point]) -> str:
    """Straight edges, closed."""
    return polyline(shape) + "z"


def polyline(shape: Sequence[Point]) -> str:
    """Straight edges, open."""
    data = f"M{shape[0].x} {shape[0].y}"
    for before, point in pairwise(shape):
        data += _step("l", (point.x - before.x, point.y - before.y))
    return data


def smooth(shape: Sequence[Point]) -> str:
    """A closed curve through all points (Catmull-Rom), with corners where the points say so."""
    data = f"M{shape[0].x} {shape[0].y}"
    count = len(shape)
    for at in range(count):
        before, start, end, after = (shape[(at + step) % count] for step in (-1, 0, 1, 2))
        first = (0, 0) if start.is_corner else ((end.x - before.x) // 6, (end.y - before.y) // 6)
        second = (0, 0) if end.is_corner else ((after.x - start.x) // 6, (after.y - start.y) // 6)
        way = (end.x - start.x, end.y - start.y)
        data += _step("c", first, (way[0] - second[0], way[1] - second[1]), way)
    return data + "z"


def _step(command: str, *pairs: tuple[int, int]) -> str:
    numbers = [number for pair in pairs for number in pair]
    return command + "".join(
        f"{' ' if at and number >= 0 else ''}{number}" for at, number in enumerate(numbers)
    )
