"""The overview by area: shades that follow the counts, a legend in words, and the same numbers in the list."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from markupsafe import Markup
from playwright.sync_api import Page

from build_tools.figures.pain_map import overview
from build_tools.figures.shades import STRONGEST, shade_of, steps
from build_tools.records import BodyArea
from build_tools.words import Words

ELBOW = BodyArea(id="elbow", name="Elbow", clinical_name="Cubital region", definition="A joint.", view="both")


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5, 10, 36, 500, 4321])
def test_every_number_has_one_shade_and_a_larger_one_never_a_weaker(most: int) -> None:
    scale = steps([0, most])
    shades = [shade_of(number, scale) for number in range(1, most + 1)]
    assert shades[-1] == STRONGEST
    assert all(0 < less <= more for less, more in pairwise([1, *shades]))
    assert [later.first for later in scale[1:]] == [earlier.last + 1 for earlier in scale[:-1]]


def test_nothing_counted_has_no_shade() -> None:
    assert steps([]) == steps([0, 0]) == ()
    assert shade_of(0, steps([7])) == 0


def test_an_area_is_a_link_with_its_number_and_its_shade(
    words: Words, areas: dict[str, BodyArea], tree: Callable[[Markup], Element]
) -> None:
    counts = [(areas["calf"], 36), (areas["jaw"], 1), (areas["shin"], 0)]
    figure = tree(overview(words, counts, lambda area: f"../{area.id}/"))
    links = {link.get("href"): link for link in figure.iter("a")}
    assert {href: (link.get("aria-label"), link.findtext("title")) for href, link in links.items()} == {
        "../calf/": ("Calf: 36 conditions",) * 2,
        "../jaw/": ("Jaw: 1 condition",) * 2,
        "../shin/": ("Shin: none yet",) * 2,
    }
    assert {link.get("tabindex") for link in links.values()} == {"-1"}
    shades = {href: (link[1].get("class") or "").rpartition("--")[2] for href, link in links.items()}
    assert shades == {"../calf/": "4", "../jaw/": "1", "../shin/": "0"}


def test_the_legend_has_each_shade_in_words(
    words: Words, areas: dict[str, BodyArea], tree: Callable[[Markup], Element]
) -> None:
    def legend(*counts: int) -> list[str]:
        figure = tree(overview(words, list(zip(areas.values(), counts, strict=False)), lambda area: area.id))
        return [item.text or "" for item in figure.iter("li")][1:]

    assert legend(36, 0) == [
        "none yet",
        "1 to 2",
        "3 to 6",
        "7 to 15",
        "16 to 36",
    ]
    assert legend(1, 2) == ["1", "2"]
    assert legend(0) == ["none yet"]


def test_an_atlas_of_other_places_has_no_overview(words: Words) -> None:
    assert overview(words, [(ELBOW, 3)], lambda area: area.id) == ""


def test_an_area_that_the_figure_does_not_know_does_not_change_its_shades(
    words: Words, areas: dict[str, BodyArea]
) -> None:
    known = [(areas["calf"], 3), (areas["jaw"], 1)]
    assert overview(words, [*known, (ELBOW, 900)], str) == overview(words, known, str)


def test_no_overview_carries_an_id_or_a_style(
    words: Words, areas: dict[str, BodyArea], tree: Callable[[Markup], Element]
) -> None:
    figure = tree(overview(words, [(area, 3) for area in areas.values()], lambda area: area.id))
    assert {name for element in figure.iter() for name in element.attrib} & {"id", "style"} == set()


def test_figure_and_list_say_the_number_of_conditions_that_the_page_of_each_area_lists(
    page: Page, address: str, site: Path
) -> None:
    page.goto(f"{address}body-areas/")
    names = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".atlas-overview a")].map(
            link => [link.getAttribute("href"), link.getAttribute("aria-label")]))"""
    )
    listed = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".atlas-bodymap__list li")].map(item => {
            const link = item.querySelector("a");
            return [link.getAttribute("href"), `${link.textContent}: ${item.querySelector("span").textContent}`];
        }))"""
    )
    assert len(listed) > 20
    assert names == listed
    for href, name in listed.items():
        text = (site / "body-areas" / href / "index.html").read_text("utf-8")
        number = len(set(re.findall(r'href="../../conditions/([^/"]+)/"', text)))
        said = re.search(r": (\d+) ", name)
        assert (int(said[1]) if said else 0) == number, name


def test_the_overview_says_that_it_counts_pages_and_not_people_at_any_width(page: Page, address: str) -> None:
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{address}body-areas/")
        assert "counts pages, not people" in page.locator(".atlas-overview figcaption").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") == width
