"""What studies measured over time: one mark for each number, never joined."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from build_tools.records.condition import Milestone
from build_tools.words import Words

_HEIGHT = 300
_TOP, _BOTTOM = 26, 262
_LEFT, _RIGHT = 12.0, 90.0
_REFERENCE_WIDTH = 300
"""Marks are kept apart as they would stand on the narrowest phone; wider charts only have more room."""
_TICK_GAP = 20.0

_SHAPES = (
    '<circle r="15"/>',
    '<rect x="-14" y="-14" width="28" height="28" rx="3"/>',
    '<path d="M0-19 19 0 0 19-19 0z"/>',
    '<path d="M-9-16H9L18 0 9 16H-9L-18 0z"/>',
)
_DISC = '<circle r="10.5"/>'
_SHAPES_APART, _DISCS_APART = 32, 24


@dataclass(frozen=True)
class Study:
    """The milestones of one study in one group of people, with the mark that stands for it."""

    mark: Markup
    """An SVG to stand beside the study's name."""
    group: str
    people: int | None
    cite: tuple[str, ...]
    milestones: tuple[Milestone, ...]


def studies(milestones: Sequence[Milestone]) -> tuple[Study, ...]:
    """*milestones* by study and group, in order of first mention: the legend of the chart."""
    groups: dict[tuple[tuple[str, ...], str], list[Milestone]] = {}
    for milestone in milestones:
        groups.setdefault((milestone.cite, milestone.group), []).append(milestone)
    is_lettered = len(groups) > len(_SHAPES)
    return tuple(
        Study(
            Markup(
                '<svg class="atlas-outlook__mark" viewBox="{}" width="26" height="26" aria-hidden="true"'
                ' focusable="false">{}</svg>'
            ).format("-12 -12 24 24" if is_lettered else "-20 -20 40 40", _mark(number, is_lettered, "")),
            group,
            found[0].people,
            cite,
            tuple(found),
        )
        for number, ((cite, group), found) in enumerate(groups.items())
    )


def outlook_chart(words: Words, milestones: Sequence[Milestone]) -> Markup:
    """Shares of people out of 100 (upwards) by time (to the right, each step longer than the last).

    Positions are shares of the width and heights in pixels, so that words keep their size on any screen.
    Empty without milestones.
    """
    if not milestones:
        return Markup("")
    figures = words.figures
    scale = _Scale.covering(
        milestones, [(float(tick["weeks"]), str(tick["name"])) for tick in figures.outlook_ticks]
    )
    said = "; ".join(
        str(figures.outlook_point).format(share=m.share, when=m.when, outcome=m.outcome) for m in milestones
    )
    return Markup(
        '<svg class="atlas-outlook__chart" width="100%" height="{height}" role="img"><title>{title}</title>'
        '<text class="atlas-outlook__axis" x="0" y="10">{axis}</text>{grid}{ticks}{points}</svg>'
    ).format(
        height=_HEIGHT,
        title=str(figures.outlook_alt).format(text=said),
        axis=figures.outlook_axis,
        grid=Markup("").join(_grid_line(share) for share in (0, 25, 50, 75, 100)),
        ticks=Markup("").join(_tick(x, name) for x, name in scale.ticks()),
        points=_points(scale, milestones),
    )


@dataclass(frozen=True)
class _Scale:
    """Time on a logarithmic scale, in per cent of the chart's width, from one named time to another."""

    times: tuple[tuple[float, str], ...]

    @classmethod
    def covering(cls, milestones: Sequence[Milestone], times: Sequence[tuple[float, str]]) -> _Scale:
        first = min(m.weeks for m in milestones)
        last = max(m.weeks for m in milestones)
        start = max((at for at, (weeks, _) in enumerate(times) if weeks <= first), default=0)
        end = min((at for at, (weeks, _) in enumerate(times) if weeks >= last), default=len(times) - 1)
        if end - start < 2:
            start, end = max(0, start - 1), min(len(times) - 1, end + 1)
        return cls(tuple(times[start : end + 1]))

    def x(self, weeks: float) -> float:
        low, high = math.log(self.times[0][0]), math.log(self.times[-1][0])
        share = (math.log(weeks) - low) / (high - low)
        return round(_LEFT + min(max(share, 0), 1) * (_RIGHT - _LEFT), 1)

    def ticks(self) -> list[tuple[float, str]]:
        """Named times that have room for their names; the last is always there."""
        kept: list[tuple[float, str]] = []
        for weeks, name in reversed(self.times):
            x = self.x(weeks)
            if not kept or kept[-1][0] - x >= _TICK_GAP:
                kept.append((x, name))
        return kept[::-1]


def _y(share: int) -> int:
    return round(_BOTTOM - share / 100 * (_BOTTOM - _TOP))


def _grid_line(share: int) -> Markup:
    return Markup(
        '<line class="atlas-outlook__grid" x1="8%" x2="100%" y1="{y}" y2="{y}"/>'
        '<text class="atlas-outlook__tick" x="0" y="{y}" dy=".35em">{share}</text>'
    ).format(y=_y(share), share=share)


def _tick(x: float, name: str) -> Markup:
    return Markup(
        '<line class="atlas-outlook__grid" x1="{x}%" x2="{x}%" y1="{bottom}" y2="{end}"/>'
        '<text class="atlas-outlook__tick" x="{x}%" y="{text}" text-anchor="middle">{name}</text>'
    ).format(x=x, bottom=_BOTTOM, end=_BOTTOM + 6, text=_BOTTOM + 22, name=name)


def _points(scale: _Scale, milestones: Sequence[Milestone]) -> Markup:
    groups = studies(milestones)
    is_lettered = len(groups) > len(_SHAPES)
    study_of = {milestone: number for number, study in enumerate(groups) for milestone in study.milestones}
    placed: list[tuple[float, int]] = []
    points = Markup("")
    for milestone in sorted(study_of, key=lambda m: (m.weeks, -m.share, study_of[m])):
        x, y = scale.x(milestone.weeks), _y(milestone.share)
        middle = x / 100 * _REFERENCE_WIDTH
        shift = _free_shift(middle, y, placed, _DISCS_APART if is_lettered else _SHAPES_APART)
        placed.append((middle + shift, y))
        points += Markup(
            '<svg x="{x}%" y="{y}" overflow="visible">{leader}<g transform="translate({shift})">{mark}</g></svg>'
        ).format(
            x=x,
            y=y,
            shift=shift,
            leader=Markup('<path class="atlas-outlook__leader" d="M0-6V6M0 0H{}"/>').format(shift)
            if shift
            else "",
            mark=_mark(study_of[milestone], is_lettered, str(milestone.share)),
        )
    return points


def _free_shift(middle: float, y: int, placed: Sequence[tuple[float, int]], apart: int) -> int:
    """The shortest way to the side on which a mark meets no other; the roomiest where there is none."""

    def room(shift: int) -> float:
        return min((math.hypot(middle + shift - px, y - py) for px, py in placed), default=apart)

    inward = 1 if middle < _REFERENCE_WIDTH / 2 else -1
    steps = [0, *(sign * step for step in range(4, 121, 4) for sign in (inward, -inward))]
    inside = [step for step in steps if 30 < middle + step < _REFERENCE_WIDTH - 14]
    free = next((step for step in inside if room(step) >= apart), None)
    return max(inside, key=room) if free is None else free


def _mark(number: int, is_lettered: bool, share: str) -> Markup:
    """The mark of a study: a shape with the share in it, or, where studies outnumber shapes, a letter."""
    text = _letter(number) if is_lettered else share
    shape = Markup('<g class="atlas-outlook__shape atlas-outlook__shape--{}">{}</g>').format(
        number % len(_SHAPES) + 1, Markup(_DISC if is_lettered else _SHAPES[number])
    )
    if not text:
        return shape
    return shape + Markup(
        '<text class="atlas-outlook__share" text-anchor="middle" dy=".36em">{}</text>'
    ).format(text)


def _letter(number: int) -> str:
    """A to Z, then AA."""
    rest, place = divmod(number, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("A") + place)
