"""How far a build is, on a terminal or in a log, and where its time went."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path
from typing import TextIO

from build_tools.progress import Progress

_PAUSE = 0.1
"""Seconds between two lines on a terminal: more often only costs time."""
_SHOWN = 10
"""How many of the slowest and of the largest are named."""


@dataclass(frozen=True)
class Phase:
    """A phase that has ended."""

    name: str
    count: int
    seconds: float

    def __str__(self) -> str:
        counts = f"{self.count:,} in " if self.count else ""
        rate = f", {self.count / self.seconds:,.0f} a second" if self.count and self.seconds >= 1 else ""
        return f"{self.name}: {counts}{self.seconds:.1f} s{rate}"


class Display(Progress):
    """Writes to *stream*: a line a phase, and if it *is_live* the line of the open phase again and again.

    `phases` and `parts` keep the times, by *clock*, which counts seconds.
    """

    def __init__(
        self, stream: TextIO, clock: Callable[[], float], *, is_live: bool = False, width: int = 80
    ) -> None:
        self._stream, self._clock, self._is_live, self._width = stream, clock, is_live, width
        self.phases: list[Phase] = []
        self.parts: dict[str, float] = {}
        """Seconds by the name of the part."""
        self._name = ""
        self._total = self._count = self._drawn = 0
        self._started = self._shown = self._part = 0.0

    def phase(self, name: str, total: int = 0) -> None:
        self.end()
        self._name, self._total, self._count = name, total, 0
        self._started = self._part = self._clock()
        self._draw(f"{name} ...")

    def reached(self, count: int) -> None:
        self._count = count
        if self._is_live and self._clock() - self._shown >= _PAUSE:
            self._draw(self._state())

    def timed(self, name: str) -> None:
        now = self._clock()
        self.parts[name] = self.parts.get(name, 0) + now - self._part
        self._part = now

    def end(self) -> None:
        if not self._name:
            return
        ended = Phase(self._name, self._count, self._clock() - self._started)
        self.phases.append(ended)
        self._draw("")
        self._stream.write(f"{ended}\n")
        self._stream.flush()
        self._name = ""

    def _state(self) -> str:
        passed = self._clock() - self._started
        if not self._total or not self._count or passed < 1:
            return f"{self._name}: {self._count:,}" + (f" of {self._total:,}" if self._total else "")
        left = max(0, self._total - self._count) * passed / self._count
        return f"{self._name}: {self._count:,} of {self._total:,}, {self._count / passed:,.0f} a second, {left:.0f} s left"

    def _draw(self, line: str) -> None:
        if not self._is_live:
            return
        self._shown = self._clock()
        line = line[: self._width - 1]
        # Blanks, and not a control code, since not every terminal knows one.
        self._stream.write(f"\r{line}{' ' * (self._drawn - len(line))}" + ("" if line else "\r"))
        self._stream.flush()
        self._drawn = len(line)


def profile(display: Display, site: Path) -> Iterator[str]:
    """Lines about where the time of a build went, and about the largest pages of *site*."""
    yield "Time by phase:"
    yield from (f"{phase.seconds:8.2f} s  {phase.name}" for phase in display.phases)
    yield "Slowest checks (the first to need something pays for those after it):"
    for name, seconds in nlargest(_SHOWN, display.parts.items(), key=lambda part: part[1]):
        yield f"{seconds:8.2f} s  {name}"
    yield "Largest pages:"
    sizes = ((path.stat().st_size, path.relative_to(site).as_posix()) for path in site.rglob("*.html"))
    for size, path in nlargest(_SHOWN, sizes):
        yield f"{size / 1000:7,.0f} KB  {path}"
