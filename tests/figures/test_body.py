"""The body figure: every place has a patch, on the right side, that can be seen and pointed at."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest
from markupsafe import Markup
from playwright.sync_api import Page

from build_tools.figures.body import BACK, FRONT, HEIGHT, LINES, OUTLINE
from build_tools.figures.curves import Point, mirrored, points, polygon, smooth
from build_tools.figures.pain_map import area_map, body_figure, knows, pain_map
from build_tools.places import STYLESHEETS
from build_tools.records import BodyArea
from build_tools.words import Words

SHEET = (STYLESHEETS / "figures.css").read_text("utf-8")
ELBOW = BodyArea(id="elbow", name="Elbow", clinical_name="Cubital region", definition="A joint.", view="both")


def test_every_body_area_of_the_atlas_is_drawn(areas: dict[str, BodyArea]) -> None:
    assert [area.id for area in areas.values() if not knows(area)] == []


def test_an_area_is_drawn_on_the_side_that_its_record_names(areas: dict[str, BodyArea]) -> None:
    drawn = {id: (id in FRONT, id in BACK) for id in areas}
    sides = {"front": (True, False), "back": (False, True), "both": (True, True)}
    assert drawn == {id: sides[area.view] for id, area in areas.items()}


def test_the_drawing_knows_no_area_that_the_atlas_has_not(areas: dict[str, BodyArea]) -> None:
    assert (set(FRONT) | set(BACK)) - set(areas) == set()


def test_a_pain_map_says_in_words_what_it_shades(
    words: Words, areas: dict[str, BodyArea], tree: Callable[[Markup], Element]
) -> None:
    figure = tree(pain_map(words, [(areas["buttock"], "usual"), (areas["calf"], "rare")]))
    title = figure.findtext("svg/title") or ""
    assert figure.find("svg[@role='img']") is not None
    assert title.endswith("Most often: Buttock. It can also be felt here: Calf.")


@pytest.mark.parametrize(
    ("frequency", "shade"),
    [
        ("usual", "usual"),
        ("common", "usual"),
        ("sometimes", "sometimes"),
        ("rare", "sometimes"),
        ("not-measured", "sometimes"),
    ],
)
def test_only_usual_and_common_pain_is_shaded_strongly(
    frequency: str, shade: str, words: Words, areas: dict[str, BodyArea]
) -> None:
    figure = pain_map(words, [(areas["calf"], frequency)])
    other = {"usual": "sometimes", "sometimes": "usual"}[shade]
    assert f"atlas-body__area--{shade}" in figure
    assert f"atlas-body__area--{other}" not in figure
    assert f"atlas-body__shade--{other}" not in figure


def test_an_area_that_the_figure_does_not_know_is_left_out(words: Words, areas: dict[str, BodyArea]) -> None:
    with_elbow = pain_map(words, [(areas["calf"], "usual"), (ELBOW, "usual")])
    assert with_elbow == pain_map(words, [(areas["calf"], "usual")])


def test_an_atlas_of_other_places_has_no_figure(words: Words) -> None:
    assert pain_map(words, [(ELBOW, "usual")]) == ""
    assert area_map(words, ELBOW) == ""
    assert body_figure(words, [ELBOW], lambda area: area.id) == ""
    assert pain_map(words, []) == ""


def test_two_figures_on_a_page_share_no_id_and_no_figure_has_a_style(
    words: Words, areas: dict[str, BodyArea], tree: Callable[[Markup], Element]
) -> None:
    figures = [
        pain_map(words, [(area, "usual") for area in areas.values()]),
        body_figure(words, areas.values(), lambda area: area.id),
        area_map(words, areas["foot"]),
    ]
    for figure in figures:
        found = {name for element in tree(figure).iter() for name in element.attrib}
        assert found & {"id", "style"} == set()
        assert not list(tree(figure).iter("style"))


def test_a_pain_map_weighs_little(words: Words, areas: dict[str, BodyArea]) -> None:
    assert len(pain_map(words, [(area, "usual") for area in areas.values()])) < 11_000


def test_every_area_of_the_figure_is_a_link_with_its_name_outside_the_tab_order(
    words: Words, areas: dict[str, BodyArea], tree: Callable[[Markup], Element]
) -> None:
    figure = tree(body_figure(words, areas.values(), lambda area: f"../{area.id}/"))
    links = {link.get("href"): link for link in figure.iter("a")}
    assert set(links) == {f"../{id}/" for id in areas}
    for id, area in areas.items():
        link = links[f"../{id}/"]
        assert (link.get("aria-label"), link.findtext("title"), link.get("tabindex")) == (
            area.name,
            area.name,
            "-1",
        )


def test_every_area_can_be_pointed_at_on_a_phone(
    words: Words, areas: dict[str, BodyArea], page: Page
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    figure = body_figure(words, areas.values(), lambda area: f"#{area.id}")
    page.set_content(f"<!doctype html><style>{SHEET}</style>{figure}")
    reached = page.evaluate(
        """() => {
            const found = new Set();
            const box = document.querySelector("svg").getBoundingClientRect();
            for (let y = box.top + 1; y < box.bottom; y += 2) {
                for (let x = box.left + 1; x < box.right; x += 2) {
                    const link = document.elementFromPoint(x, y)?.closest("a");
                    if (link) found.add(link.getAttribute("href").slice(1));
                }
            }
            return [...found];
        }"""
    )
    assert set(reached) == set(areas)


def test_every_patch_lies_within_the_body_at_least_in_part() -> None:
    body = [(point.x, point.y) for point in mirrored(points(OUTLINE, 0), 0)]
    for id, patch in (*FRONT.items(), *BACK.items()):
        corners = points(patch.points, 0)
        middle = (sum(p.x for p in corners) / len(corners), sum(p.y for p in corners) / len(corners))
        assert any(_is_inside(x + dx, y, body) for x, y in [middle] for dx in (-40, 0, 40)), id


def test_nothing_is_drawn_below_the_figure() -> None:
    lowest = max(point.y for lines in LINES.values() for line in lines for point in points(line.points, 0))
    assert lowest < HEIGHT
    assert max(point.y for point in points(OUTLINE, 0)) < HEIGHT


def test_half_a_shape_is_mirrored_without_doubling_the_midline() -> None:
    whole = mirrored(points("0,0 10,5 0,10", 100), 100)
    assert [(point.x, point.y) for point in whole] == [(100, 0), (110, 5), (100, 10), (90, 5)]


def test_a_path_is_as_short_as_it_gets() -> None:
    square = [Point(0, 0), Point(10, 0), Point(10, 10), Point(0, 10)]
    assert polygon(square) == "M0 0l10 0l0 10l-10 0z"


def test_a_corner_stays_sharp_in_a_smooth_curve() -> None:
    corners = points("0,0! 60,0! 60,60! 0,60!", 0)
    assert smooth(corners) == "M0 0c0 0 60 0 60 0c0 0 0 60 0 60c0 0-60 0-60 0c0 0 0-60 0-60z"


def _is_inside(x: float, y: float, shape: list[tuple[int, int]]) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in zip(shape, [*shape[1:], shape[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
