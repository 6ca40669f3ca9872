"""Numbers in a few shades, each for numbers some two or three times as large as those of the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

STRONGEST = 4


class Step(NamedTuple):
    """From which number to which a shade goes; shades count from 1, the weakest."""

    first: int
    last: int
    shade: int


def steps(numbers: Iterable[int]) -> tuple[Step, ...]:
    """The shades that *numbers* need. The largest has the strongest; nothing at all has none."""
    most = max(numbers, default=0)
    if most < 1:
        return ()
    ends = sorted({round(most ** (step / STRONGEST)) for step in range(1, STRONGEST + 1)})
    starts = [1, *(end + 1 for end in ends)]
    weakest = STRONGEST - len(ends) + 1
    return tuple(
        Step(start, end, shade) for shade, (start, end) in enumerate(zip(starts, ends, strict=False), weakest)
    )


def shade_of(number: int, steps: Sequence[Step]) -> int:
    """The shade for *number*; 0 where it has none."""
    return next((step.shade for step in steps if step.first <= number <= step.last), 0)
