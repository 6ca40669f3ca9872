"""Discs from above: each shape is the one that the agreed words define, and has its name beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations, pairwise
from math import dist
from typing import get_args
from xml.etree.ElementTree import Element

import pytest
from markupsafe import Markup
from playwright.sync_api import Page

from build_tools.figures import disc
from build_tools.figures.disc_view import part_names, parts_view, shown_stages
from build_tools.records.condition import Stage, StageFigure
from build_tools.words import Words

FIGURES: tuple[StageFigure, ...] = get_args(StageFigure)
CENTRE = (disc.HALF_WIDTH, disc.CENTRE)
Line = list[tuple[float, float]]


def stage(figure: StageFigure | None, name: str = "A stage") -> Stage:
    return Stage(name=name, text="What it is.", figure=figure)


@pytest.fixture
def outline(words: Words, tree: Callable[[Markup], Element]) -> Callable[[StageFigure, str], Line]:
    """The line round a part of a drawn figure; empty where the figure has no such part."""

    def drawn(figure: StageFigure, part: str) -> Line:
        (shown,) = shown_stages(words, [stage(figure)])
        path = tree(shown.view).find(f".//path[@class='atlas-disc__{part}']")
        return sampled(path.get("d") or "") if path is not None else []

    return drawn


def sampled(data: str) -> Line:
    """Points along a closed path of relative curves."""
    first, *curves = data.removesuffix("z").split("c")
    x, y = (float(number) for number in re.findall(r"-?\d+", first))
    found = [(x, y)]
    for curve in curves:
        x1, y1, x2, y2, x3, y3 = (float(number) for number in re.findall(r"-?\d+", curve))
        for step in range(1, 11):
            t = step / 10
            one, two, three = 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            found.append((x + one * x1 + two * x2 + three * x3, y + one * y1 + two * y2 + three * y3))
        x, y = x + x3, y + y3
    return found


def is_inside(point: tuple[float, float], line: Line) -> bool:
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise([*line, line[0]]):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def share_of_round(out: Line, edge: Line) -> float:
    """The share of the edge of the bone past which *out* reaches."""
    further = [(px + (px - CENTRE[0]) * 0.02, py + (py - CENTRE[1]) * 0.02) for px, py in edge]
    return sum(is_inside(point, out) for point in further) / len(edge)


def widths(out: Line, edge: Line) -> tuple[float, float]:
    """How wide what is outside is where it leaves the edge, and how wide at most further out."""
    outside = [point for point in out if not is_inside(point, edge)]
    base = dist(outside[0], outside[-1])
    further = [
        abs(one[0] - other[0])
        for one, other in combinations(outside, 2)
        if abs(one[1] - other[1]) < 4 and min(one[1], other[1]) > max(outside[0][1], outside[-1][1]) + 8
    ]
    return base, max(further)


def test_a_disc_in_its_place_reaches_nowhere_past_the_bone(
    outline: Callable[[StageFigure, str], Line],
) -> None:
    assert outline("disc-plain", "ring") == outline("disc-plain", "edge")
    assert outline("disc-plain", "out") == []


def test_a_bulge_reaches_past_the_bone_over_more_than_a_quarter_of_its_round(
    outline: Callable[[StageFigure, str], Line],
) -> None:
    assert share_of_round(outline("disc-bulge", "out"), outline("disc-bulge", "edge")) > 0.9


def test_a_protrusion_takes_less_than_a_quarter_and_is_widest_at_its_base(
    outline: Callable[[StageFigure, str], Line],
) -> None:
    out, edge = outline("disc-protrusion", "out"), outline("disc-protrusion", "edge")
    base, further = widths(out, edge)
    assert 0.05 < share_of_round(out, edge) < 0.25
    assert base > further


def test_an_extrusion_has_a_neck_narrower_than_what_is_outside_and_is_still_joined(
    outline: Callable[[StageFigure, str], Line],
) -> None:
    out, edge = outline("disc-extrusion", "out"), outline("disc-extrusion", "edge")
    base, further = widths(out, edge)
    assert 0 < share_of_round(out, edge) < 0.25
    assert base < further / 2
    assert any(is_inside(point, edge) for point in out)


def test_a_sequestered_piece_lies_apart_from_the_disc(outline: Callable[[StageFigure, str], Line]) -> None:
    out, edge = outline("disc-sequestration", "out"), outline("disc-sequestration", "edge")
    assert min(dist(one, other) for one in out for other in edge) > 20
    assert not any(is_inside(point, edge) for point in out)


def test_a_core_stays_inside_the_bone_or_comes_out_through_the_ring(
    outline: Callable[[StageFigure, str], Line],
) -> None:
    for figure in FIGURES:
        core, edge = outline(figure, "core"), outline(figure, "edge")
        nearest = min(dist(one, other) for one in core for other in edge)
        is_torn = figure in ("disc-extrusion", "disc-sequestration")
        assert (nearest < 4) == is_torn, figure


def test_what_leaves_a_disc_covers_neither_nerve_nor_bone(
    outline: Callable[[StageFigure, str], Line],
) -> None:
    x, y, thick = disc.ROOT
    for figure in FIGURES:
        out = outline(figure, "out")
        others = [*outline(figure, "sac"), *outline(figure, "arch")]
        assert not [point for point in others if out and is_inside(point, out)], figure
        assert not [point for point in out if dist(point, (disc.HALF_WIDTH + x, y)) < thick], figure


def test_every_picture_has_a_shape_and_words(words: Words) -> None:
    assert set(disc.SHAPES) == set(FIGURES)
    assert set(words.figures.disc.shapes) == set(FIGURES)


def test_a_stage_without_a_picture_is_left_out_and_the_others_keep_their_numbers(words: Words) -> None:
    stages = [
        stage(None, "Dry"),
        stage("disc-bulge", "Wide"),
        stage(None, "Flat"),
        stage("disc-plain", "As new"),
    ]
    assert [(shown.number, shown.name) for shown in shown_stages(words, stages)] == [
        (2, "Wide"),
        (4, "As new"),
    ]
    assert shown_stages(words, [stage(None)]) == ()


def test_a_picture_says_its_stage_and_its_shape_in_words(
    words: Words, tree: Callable[[Markup], Element]
) -> None:
    (shown,) = shown_stages(words, [stage("disc-sequestration", "Loose & free")])
    figure = tree(shown.view)
    assert figure.find("svg[@role='img']") is not None
    assert (figure.findtext("svg/title") or "").startswith("Loose & free. Behind the disc lies a piece")


def test_no_picture_carries_an_id_or_a_style(words: Words, tree: Callable[[Markup], Element]) -> None:
    views = [parts_view(words), *(shown.view for shown in shown_stages(words, map(stage, FIGURES)))]
    for view in views:
        found = {name for element in tree(view).iter() for name in element.attrib}
        assert found & {"id", "style", "onclick"} == set()


PLACES = """() => {
    const box = element => element.getBoundingClientRect();
    const figure = box(document.querySelector(".atlas-discs__parts .atlas-disc"));
    const heights = selector => [...document.querySelectorAll(selector)].map(element => {
        const {top, bottom} = box(element);
        return [(top - figure.top) / figure.height, (bottom - figure.top) / figure.height];
    });
    return {
        names: heights(".atlas-discs__name"),
        ends: heights(".atlas-discs__parts .atlas-disc__end"),
        rows: [...document.querySelectorAll(".atlas-discs__stage")].map(stage => Math.round(box(stage).top)),
        wide: document.documentElement.scrollWidth,
    };
}"""


def test_each_name_stands_at_its_leader_and_the_stages_two_by_two_or_in_a_row(
    page: Page, address: str, words: Words
) -> None:
    for width, rows in ((320, 2), (360, 2), (768, 1), (1280, 1)):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{address}conditions/lumbar-disc-herniation/")
        places = page.evaluate(PLACES)
        for name, end, part in zip(places["names"], places["ends"], part_names(words), strict=True):
            assert abs(sum(name) / 2 - sum(end) / 2) < 0.02, (width, part.id)
        assert all(above[1] <= below[0] for above, below in pairwise(places["names"])), width
        assert len(places["rows"]) == 4
        assert len(set(places["rows"])) == rows, width
        assert places["wide"] == width


def test_every_stage_of_the_atlas_with_a_picture_is_on_its_page_by_name(page: Page, address: str) -> None:
    page.goto(f"{address}conditions/lumbar-disc-herniation/")
    listed = page.locator(".atlas-stages__name").all_inner_texts()
    assert page.locator(".atlas-discs__stage strong").all_inner_texts() == listed
    page.goto(f"{address}conditions/shingles/")
    assert page.locator(".atlas-stages__name").count() > 1
    assert page.locator(".atlas-discs").count() == 0
