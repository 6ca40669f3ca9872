"""The spine from the side: where a condition sits in it, and a tour with numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from build_tools.figures import bones, spine
from build_tools.figures.curves import points, smooth
from build_tools.records.spine import SpineSite
from build_tools.words import Words

_BRACKET = 938
_ALL = tuple(name for names in bones.REGIONS.values() for name in names)
_WITH_ARCH = tuple(name for name in _ALL if bones.region_of(name) not in ("sacrum", "tailbone"))
_CORD = _WITH_ARCH[1 : _WITH_ARCH.index(spine.CORD_END) + 1]
_ROOTS = (*bones.REGIONS["lower-back"], "S1", "S2")
_CANAL = (*_WITH_ARCH, "S1", "S2")
_SHADES = ("sometimes", "usual")

_TOUR = (
    ("bone", (640, 1310), (226, 1300)),
    ("disc", (482, 1957), (226, 1957)),
    ("arch", (705, 1932), (868, 1940)),
    ("facet-joint", (634, 2058), (868, 2086)),
    ("cord", (545, 330), (806, 150)),
    ("cauda-equina", (672, 2210), (868, 2246)),
    ("nerve-root", (556, 1866), (226, 1740)),
)
"""What the tour points to, where that is, and where the number stands."""
_DISC = 40


@dataclass(frozen=True)
class Region:
    """A part of the spine as it is named beside the figure."""

    id: str
    name: str
    bones: str
    curve: str


def regions(words: Words) -> tuple[Region, ...]:
    """The parts of the spine from the top, to stand beside the figure at the height of each."""
    names = words.figures.spine.regions
    return tuple(Region(id, names[id].name, names[id].bones, names[id].curve) for id in bones.REGIONS)


@dataclass(frozen=True)
class Marked:
    """What one shade of the figure means, in words."""

    shade: str
    name: str
    places: str


def marked(words: Words, site: SpineSite) -> tuple[Marked, ...]:
    """The shades that *site* needs, the strong one first, each with the places that have it."""
    names = words.figures.spine
    found = []
    for shade in reversed(_SHADES):
        places = [
            names.regions[place].name if place in bones.REGIONS else place for place in getattr(site, shade)
        ]
        if places:
            found.append(Marked(shade, names.shades[shade], ", ".join(places)))
    return tuple(found)


def parts(words: Words, site: SpineSite) -> str:
    """What is affected, as a list in words."""
    return ", ".join(words.figures.spine.parts[part] for part in site.parts)


def site_view(words: Words, site: SpineSite) -> Markup:
    """The spine with the places of *site* shaded, strongly where it sits most often.

    What the shades mean has to stand beside it; the title of the figure says the same.
    """
    shades: dict[str, set[tuple[str, str]]] = {
        shade: {
            (part, at) for part in site.parts for place in getattr(site, shade) for at in _at(part, place)
        }
        for shade in _SHADES
    }
    shades["sometimes"] -= shades["usual"]
    said = "; ".join(f"{item.name}: {item.places}" for item in marked(words, site))
    title = str(words.figures.spine.site_alt).format(parts=parts(words, site), text=said)
    return _figure(title, _drawn(shades), _overlays(shades))


def tour_view(words: Words) -> Markup:
    """The spine with its cord, roots and numbers. The names of `tour_parts` have to stand beside it."""
    pins = Markup("").join(
        Markup(
            '<path class="atlas-spine__leader" d="M{}L{}"/><circle class="atlas-spine__end" cx="{}" cy="{}" r="11"/>'
            '<circle class="atlas-spine__pin" cx="{}" cy="{}" r="{}"/>'
            '<text class="atlas-spine__number" x="{}" y="{}" dy=".36em">{}</text>'
        ).format(f"{x} {y}", f"{to_x} {to_y}", to_x, to_y, x, y, _DISC, x, y, number)
        for number, (_, (to_x, to_y), (x, y)) in enumerate(_TOUR, 1)
    )
    nerves = Markup(
        '<path class="atlas-spine__nerve" d="{}"/><path class="atlas-spine__threads" d="{}"/>'
    ).format(
        spine.cord(_CORD) + "".join(map(spine.nerve_root, bones.levels()[1:])),
        spine.roots(_ROOTS),
    )
    names = ", ".join(f"{number} {name}" for number, name in enumerate(tour_parts(words), 1))
    title = str(words.figures.spine.tour_alt).format(text=names)
    return _figure(title, _drawn({shade: set() for shade in _SHADES}), nerves + pins)


def tour_parts(words: Words) -> tuple[str, ...]:
    """What the numbers of the tour stand for, in their order."""
    return tuple(words.figures.spine.tour[part] for part, _, _ in _TOUR)


def _at(part: str, place: str) -> Iterator[str]:
    """The bones or levels at *place* that can be marked when *part* is affected."""
    if place in bones.REGIONS:
        inside: Sequence[str] = bones.REGIONS[place]
        levels = [level for level in bones.levels() if level.partition("-")[0] in inside]
    elif "-" in place:
        inside, levels = place.split("-"), [place]
    else:
        inside, levels = [place], [level for level in bones.levels() if level.startswith(f"{place}-")]
    if part in ("bone", "arch"):
        yield from (bone for bone in inside if part == "bone" or bone in _WITH_ARCH)
    elif part in ("disc", "facet-joint", "nerve-root"):
        yield from (level for level in levels if part == "facet-joint" or level != "C1-C2")
    elif part == "sacroiliac-joint":
        yield "S1"
    else:
        held = {"canal": _CANAL, "cord": _CORD, "cauda-equina": _ROOTS}[part]
        yield from (bone for bone in inside if bone in held)


_Shades = Mapping[str, set[tuple[str, str]]]


def _drawn(shades: _Shades) -> Markup:
    """The bones and discs, marked ones in the colour of their shade."""
    arches = "".join(
        f'<path class="atlas-spine__arch{_shade(shades, "arch", name)}" d="{spine.arch(name)}"/>'
        for name in _WITH_ARCH
    )
    solid = [("disc", level) for level in bones.levels()[1:]]
    solid += [("bone", name) for name in (*_WITH_ARCH[1:], "C1")]
    solid += [("bone", "sacrum"), *(("bone", name) for name in bones.REGIONS["tailbone"])]
    groups: dict[tuple[str, str], str] = {}
    for part, name in solid:
        shade = _shade(shades, part, "S1" if name == "sacrum" else name)
        path = (
            spine.sacrum() if name == "sacrum" else spine.disc(name) if part == "disc" else spine.bone(name)
        )
        groups[part, shade] = groups.get((part, shade), "") + path
    # The unmarked first, so that the outlines of what is marked are whole.
    ordered = sorted(groups.items(), key=lambda group: (group[0][1] != "", group[0]))
    return Markup(
        arches
        + "".join(f'<path class="atlas-spine__{part}{shade}" d="{path}"/>' for (part, shade), path in ordered)
    )


def _shade(shades: _Shades, part: str, name: str) -> str:
    shade = next((shade for shade, found in shades.items() if (part, name) in found), None)
    return f" atlas-spine__mark atlas-spine__mark--{shade}" if shade else ""


def _overlays(shades: _Shades) -> Markup:
    """What lies beside or within the bones, drawn over them where it is marked."""
    drawn = Markup("")
    for shade in _SHADES:
        paths = "".join(_overlay(shades[shade]))
        if paths:
            drawn += Markup('<path class="atlas-spine__mark atlas-spine__mark--{}" d="{}"/>').format(
                shade, paths
            )
    return drawn


def _overlay(found: Iterable[tuple[str, str]]) -> Iterator[str]:
    shapes = {"facet-joint": spine.facet_joint, "nerve-root": spine.nerve_root}
    stretches = {"canal": spine.canal, "cord": spine.cord, "cauda-equina": spine.canal}
    for part, stretch in stretches.items():
        names = [name for name in _CANAL if (part, name) in found]
        for run in _runs(names):
            yield stretch(run)
    for part, shape in shapes.items():
        yield from (shape(level) for level in bones.levels() if (part, level) in found)
    if ("sacroiliac-joint", "S1") in found:
        yield spine.sacroiliac_joint()


def _runs(names: Sequence[str]) -> Iterator[list[str]]:
    """Neighbouring bones of *names* together."""
    run: list[str] = []
    for name in names:
        if run and _CANAL.index(name) != _CANAL.index(run[-1]) + 1:
            yield run
            run = []
        run.append(name)
    if run:
        yield run


def _figure(title: str, drawn: Markup, above: Markup) -> Markup:
    return Markup(
        '<svg class="atlas-spine__figure" viewBox="0 0 {width} {height}" role="img"><title>{title}</title>'
        '<path class="atlas-spine__skin" d="{skin}"/>{drawn}<path class="atlas-spine__seams" d="{seams}"/>'
        '{above}<path class="atlas-spine__brackets" d="{brackets}"/></svg>'
    ).format(
        width=spine.WIDTH,
        height=spine.HEIGHT,
        title=title,
        skin=_skin(),
        drawn=drawn,
        seams=spine.seams(),
        above=above,
        brackets=_brackets(),
    )


@cache
def _skin() -> str:
    return smooth(points(spine.SKIN, 0))


@cache
def _brackets() -> str:
    data = ""
    for region in bones.REGIONS:
        start, end = bones.extent(region)
        data += f"M{_BRACKET - 16} {start + 6}h16V{end - 6}h-16"
    return data
