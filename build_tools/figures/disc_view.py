"""A disc from above: its parts with their names, and a picture for each stage that asks for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from build_tools.figures import disc
from build_tools.figures.curves import Point, mirrored, points, smooth
from build_tools.records.condition import Stage, StageFigure
from build_tools.words import Words

_MIDDLE = disc.HALF_WIDTH
_WIDTH = 2 * disc.HALF_WIDTH
_LEADERS = (
    ("edge", 126, 59),
    ("ring", 196, 142),
    ("core", 80, 225),
    ("root", 148, 430),
    ("nerves", 62, 512),
    ("arch", 42, 594),
)
"""What is named beside the parts of a disc, and where each leader ends."""


@dataclass(frozen=True)
class PartName:
    """A part of the picture as it is named beside it, at the height of its leader."""

    id: str
    name: str


@dataclass(frozen=True)
class ShownStage:
    """The picture of a stage: its number in the list of stages, its name, and its shape in a few words."""

    number: int
    name: str
    shape: str
    view: Markup


def part_names(words: Words) -> tuple[PartName, ...]:
    """The parts of a disc that keeps its place, from the top, to stand beside `parts_view`."""
    return tuple(PartName(id, words.figures.disc.parts[id]) for id, _, _ in _LEADERS)


def parts_view(words: Words) -> Markup:
    """A disc that keeps its place, with a leader to each name of `part_names`."""
    leaders = Markup("").join(
        Markup(
            '<path class="atlas-disc__leader" d="M{} {}H{}"/><circle class="atlas-disc__end" cx="{}" cy="{}" r="9"/>'
        ).format(_MIDDLE + x, y, _WIDTH, _MIDDLE + x, y)
        for _, x, y in _LEADERS
    )
    named = ", ".join(part.name for part in part_names(words))
    title = str(words.figures.disc.parts_alt).format(text=named)
    return _figure(title, "disc-plain", leaders)


def shown_stages(words: Words, stages: Iterable[Stage]) -> tuple[ShownStage, ...]:
    """Those of *stages* that ask for a picture, each with its place in the list of all."""
    shapes = words.figures.disc.shapes
    return tuple(
        ShownStage(
            number,
            stage.name,
            shapes[stage.figure].short,
            _figure(f"{stage.name}. {shapes[stage.figure].alt}", stage.figure),
        )
        for number, stage in enumerate(stages, 1)
        if stage.figure
    )


def _figure(title: str, figure: StageFigure, above: str = "") -> Markup:
    shape = disc.SHAPES[figure]
    out = (
        Markup('<path class="atlas-disc__out" d="{}"/>').format(smooth(points(shape.out, _MIDDLE)))
        if shape.out
        else Markup("")
    )
    return Markup(
        '<svg class="atlas-disc" viewBox="0 0 {width} {height}" role="img"><title>{title}</title>'
        '{behind}{out}<path class="atlas-disc__ring" d="{edge}"/><path class="atlas-disc__layers" d="{layers}"/>'
        '<path class="atlas-disc__core" d="{core}"/><path class="atlas-disc__edge" d="{edge}"/>{above}</svg>'
    ).format(
        width=_WIDTH,
        height=disc.HEIGHT,
        title=title,
        behind=_behind(),
        out=out,
        edge=_whole(disc.EDGE),
        layers=_layers(),
        core=smooth(points(shape.core, _MIDDLE)) if shape.core else _whole(disc.CORE),
        above=above,
    )


@cache
def _behind() -> Markup:
    """The bone behind the canal, and the nerves in it."""
    x, y, thick = disc.ROOT
    nerves = "".join(_circle(_MIDDLE + side * x, y, 8) for x, y in disc.NERVES for side in (1, -1))
    roots = "".join(_circle(_MIDDLE + side * x, y, thick) for side in (1, -1))
    joint = _there_and_back(points(disc.JOINT, _MIDDLE))
    return Markup(
        '<path class="atlas-disc__arch" d="{}"/><path class="atlas-disc__joint" d="{}"/>'
        '<path class="atlas-disc__sac" d="{}"/><path class="atlas-disc__nerve" d="{}"/>'
    ).format(
        _whole(disc.ARCH),
        smooth(joint) + smooth([point.mirrored(_MIDDLE) for point in joint]),
        _whole(disc.SAC),
        nerves + roots,
    )


@cache
def _layers() -> str:
    return "".join(
        smooth(
            [
                Point(
                    round(_MIDDLE + share * (point.x - _MIDDLE)),
                    round(disc.CENTRE + share * (point.y - disc.CENTRE)),
                )
                for point in mirrored(points(disc.EDGE, _MIDDLE), _MIDDLE)
            ]
        )
        for share in disc.LAYERS
    )


@cache
def _whole(half: str) -> str:
    return smooth(mirrored(points(half, _MIDDLE), _MIDDLE))


def _there_and_back(line: list[Point]) -> list[Point]:
    """An open line as a shape that can be smoothed."""
    return [*line, *line[-2:0:-1]]


def _circle(x: int, y: int, radius: int) -> str:
    return f"M{x - radius} {y}a{radius} {radius} 0 1 0 {2 * radius} 0a{radius} {radius} 0 1 0-{2 * radius} 0z"
