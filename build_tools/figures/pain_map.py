"""The body from front and back: where a condition hurts, where an area is, and figures to choose from."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cache

from markupsafe import Markup

from build_tools.figures.body import HALF_WIDTH, HEIGHT, LINES, OUTLINE, PATCHES, Patch, View
from build_tools.figures.curves import mirrored, points, polygon, polyline, smooth
from build_tools.figures.shades import Step, shade_of, steps
from build_tools.records import BodyArea
from build_tools.words import Words

_MIDDLES: dict[View, int] = {"front": HALF_WIDTH, "back": 3 * HALF_WIDTH + 20}
_WIDTH = 4 * HALF_WIDTH + 20
_STRONG = ("usual", "common")


def pain_map(words: Words, areas: Sequence[tuple[BodyArea, str]]) -> Markup:
    """Front and back with *areas* shaded: strongly where pain is usual or common, lightly where it is not.

    The two shades differ in outline as well as in colour. Areas that the figure does not know are left
    out; where it knows none of them, there is no figure at all.
    """
    drawn = [(area, frequency in _STRONG) for area, frequency in areas if knows(area)]
    if not drawn:
        return Markup("")
    figures = words.figures
    shades = [
        (shade, [area for area, is_strong in drawn if is_strong == (shade == "usual")])
        for shade in ("sometimes", "usual")
    ]
    said = [
        str(figures[shade]).format(areas=", ".join(area.name for area in found))
        for shade, found in reversed(shades)
        if found
    ]
    patches = Markup("").join(
        Markup('<path class="atlas-body__area atlas-body__area--{}" d="{}"/>').format(shade, _path(found))
        for shade, found in shades
        if found
    )
    key = Markup("").join(
        Markup('<li class="atlas-body__shade atlas-body__shade--{}">{}</li>').format(
            shade, figures.shades[shade]
        )
        for shade, found in reversed(shades)
        if found
    )
    return _figure(words, str(figures.pain_map).format(text=" ".join(said)), patches) + Markup(
        '<ul class="atlas-body__key" aria-hidden="true">{}</ul>'
    ).format(key)


def area_map(words: Words, area: BodyArea) -> Markup:
    """Front and back with *area* marked; empty where the figure does not know it."""
    if not knows(area):
        return Markup("")
    patch = Markup('<path class="atlas-body__area atlas-body__area--usual" d="{}"/>').format(_path([area]))
    return _figure(words, str(words.figures.area_map).format(area=area.name), patch)


def body_figure(words: Words, areas: Iterable[BodyArea], href: Callable[[BodyArea], str]) -> Markup:
    """Front and back, each known area a link to *href* of it, named and in the order of painting.

    A list of the same links has to stand beside it: the links of the figure are for pointing, and are
    left out of the tab order, so that nobody has to walk through every place of the body twice.
    """
    by_id = {area.id: area for area in areas if knows(area)}
    if not by_id:
        return Markup("")
    order = _in_order(by_id)
    links = Markup("").join(
        Markup(
            '<a class="atlas-body__link" href="{}" tabindex="-1" aria-label="{}"><title>{}</title>'
            '<path class="atlas-body__area" d="{}"/></a>'
        ).format(href(by_id[id]), by_id[id].name, by_id[id].name, _path([by_id[id]]))
        for id in order
    )
    return _figure(words, words.figures.figure, links, role="group")


def overview(words: Words, counts: Sequence[tuple[BodyArea, int]], href: Callable[[BodyArea], str]) -> Markup:
    """Front and back, each known area a link to *href* of it, shaded by how many conditions list pain there.

    A list of the same links with the same numbers has to stand beside it, as for `body_figure`. What the
    shades mean stands below; nothing is drawn where the figure knows none of the areas.
    """
    by_id = {area.id: (area, count) for area, count in counts if knows(area)}
    if not by_id:
        return Markup("")
    scale = steps(count for _, count in by_id.values())
    order = _in_order(by_id)
    links = Markup("").join(
        Markup(
            '<a class="atlas-body__link" href="{href}" tabindex="-1" aria-label="{name}"><title>{name}</title>'
            '<path class="atlas-body__counted atlas-body__counted--{shade}" d="{path}"/></a>'
        ).format(
            href=href(area),
            name=str(words.figures.overview_area).format(area=area.name, count=count_in_words(words, count)),
            shade=shade_of(count, scale),
            path=_path([area]),
        )
        for area, count in map(by_id.__getitem__, order)
    )
    key = Markup("").join(
        Markup('<li class="atlas-shade atlas-shade--{}">{}</li>').format(shade, name)
        for shade, name in _key(words, scale, any(count == 0 for _, count in by_id.values()))
    )
    return _figure(words, words.figures.overview, links, role="group") + Markup(
        '<ul class="atlas-body__key" aria-hidden="true"><li class="atlas-overview__lead">{}</li>{}</ul>'
    ).format(words.figures.overview_key, key)


def count_in_words(words: Words, count: int) -> str:
    """How many conditions list pain somewhere."""
    return words.symptoms.count("count", count) if count else str(words.figures.overview_none)


def _key(words: Words, scale: Sequence[Step], has_none: bool) -> list[tuple[int, str]]:
    """Each shade and what it stands for, from none to the strongest."""
    names = [(0, count_in_words(words, 0))] if has_none else []
    for step in scale:
        span = str(words.figures.overview_span).format(first=step.first, last=step.last)
        names.append((step.shade, str(step.first) if step.first == step.last else span))
    return names


def pick_figure(words: Words, places: Mapping[str, tuple[BodyArea, str]]) -> Markup:
    """Front and back, each area of *places* a button named like it, with the id that stands for it.

    A script gives the buttons their work, and one of them a place in the tab order.
    """
    order = _in_order(places)
    if not order:
        return Markup("")
    buttons = Markup("").join(
        Markup(
            '<g class="atlas-body__pick" role="button" tabindex="-1" aria-pressed="false" aria-label="{}"'
            ' data-pick="{}"><title>{}</title><path class="atlas-body__area" d="{}"/></g>'
        ).format(area.name, symptom, area.name, _path([area]))
        for area, symptom in map(places.__getitem__, order)
    )
    return _figure(words, words.figures.figure_to_pick, buttons, role="group")


def _in_order(ids: Container[str]) -> tuple[str, ...]:
    """Those of *ids* that the figure has a place for, each once, in the order of painting."""
    return tuple(dict.fromkeys(id for patches in PATCHES.values() for id in patches if id in ids))


def knows(area: BodyArea) -> bool:
    """Whether the figure has a place for *area*."""
    return any(area.id in patches for patches in PATCHES.values())


def _figure(words: Words, name: str, patches: Markup, role: str = "img") -> Markup:
    # What lies outside the body is covered with the colour of the ground, which clips without an id:
    # ids would have to differ where two figures stand on one page.
    label = Markup(' aria-label="{}"').format(name) if role == "group" else Markup("")
    title = Markup("<title>{}</title>").format(name) if role == "img" else Markup("")
    return Markup(
        '<svg class="atlas-body" viewBox="0 0 {width} {height}" role="{role}"{label}>{title}'
        '<path class="atlas-body__skin" d="M0 0h{width}v{height}h-{width}z"/>{patches}'
        '<path class="atlas-body__lines" d="{lines}"/>'
        '<path class="atlas-body__ground" fill-rule="evenodd" d="M-40-40h{wide}v{high}h-{wide}z{outline}"/>'
        "</svg>"
        '<p class="atlas-body__views" aria-hidden="true"><span>{front}</span> <span>{back}</span></p>'
    ).format(
        width=_WIDTH,
        height=HEIGHT,
        wide=_WIDTH + 80,  # so that its edge is not drawn, however small the figure is
        high=HEIGHT + 80,
        role=role,
        label=label,
        title=title,
        patches=patches,
        lines=_lines(),
        outline=_outline(),
        front=words.figures.front,
        back=words.figures.back,
    )


def _path(areas: Iterable[BodyArea]) -> str:
    ids = {area.id for area in areas}
    return "".join(
        _drawn(patch, _MIDDLES[view])
        for view, patches in PATCHES.items()
        for id, patch in patches.items()
        if id in ids
    )


@cache
def _drawn(patch: Patch, middle: int) -> str:
    half = points(patch.points, middle)
    if patch.paired:
        return polygon(half) + polygon([point.mirrored(middle) for point in half])
    return polygon(mirrored(half, middle))


@cache
def _outline() -> str:
    return "".join(smooth(mirrored(points(OUTLINE, middle), middle)) for middle in _MIDDLES.values())


@cache
def _lines() -> str:
    data = ""
    for view, lines in LINES.items():
        for line in lines:
            half = points(line.points, _MIDDLES[view])
            data += polyline(half)
            if line.paired:
                data += polyline([point.mirrored(_MIDDLES[view]) for point in half])
    return data
