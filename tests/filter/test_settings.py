"""The filter of the real site as readers set their browser: large, in few colours, without motion, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.filter.test_help import T, opened

EMERGENCY = "s=saddle-numbness"
OPEN_ALL = (
    "document.querySelectorAll('[data-module=symptom-filter] details').forEach((one) => (one.open = true))"
)
WIDER = """() => [...document.querySelectorAll('[data-module="symptom-filter"] *')]
  .filter((one) => one.getClientRects().length && !one.closest(".atlas-table, .atlas-hidden"))
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
  .map((one) => one.outerHTML.slice(0, 80))"""
MOVING = """() => [...document.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  const lasts = (text) => text.split(",").some((each) => parseFloat(each) > 0.01);
  return lasts(style.transitionDuration) || (style.animationName !== "none" && lasts(style.animationDuration));
}).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.fixture
def reader(browser: Browser) -> Iterator[Any]:
    """Makes pages for readers who set their browser in some way."""
    contexts = []

    def new(**settings: Any) -> Page:
        contexts.append(browser.new_context(**settings))
        return contexts[-1].new_page()

    yield new
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    "fragment", [EMERGENCY, "s=pain-lower-back,fever&unsure=bladder-change&no=weight-loss"]
)
def test_at_400_percent_nothing_is_cut_off(reader: Any, address: str, fragment: str) -> None:
    page = opened(reader(viewport={"width": 320, "height": 256}), address, fragment)
    page.evaluate(OPEN_ALL)
    assert page.evaluate(WIDER) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_in_forced_colours_the_box_has_an_edge_and_a_ticked_place_is_seen(reader: Any, address: str) -> None:
    page = opened(reader(forced_colors="active"), address, EMERGENCY)
    edge = "(box) => [getComputedStyle(box).borderTopStyle, parseFloat(getComputedStyle(box).borderTopWidth) >= 2]"
    assert page.get_by_role("alert").evaluate(edge) == ["solid", True]
    page.get_by_role("button", name=T.urgent.go_on).click()
    page.evaluate(OPEN_ALL)
    fill = "(area) => getComputedStyle(area.querySelector('path, use, ellipse, rect, circle, polygon') || area).fill"
    ticked = page.locator("[data-pick][aria-pressed=true]").first.evaluate(fill)
    others = {area.evaluate(fill) for area in page.locator("[data-pick][aria-pressed=false]").all()}
    assert ticked not in others


def test_without_motion_nothing_moves(reader: Any, address: str) -> None:
    page = opened(reader(reduced_motion="reduce"), address, EMERGENCY)
    assert page.evaluate(MOVING) == []
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_a_printed_page_has_the_urgent_box(reader: Any, address: str) -> None:
    page = opened(reader(), address, EMERGENCY)
    page.emulate_media(media="print")
    box = page.get_by_role("alert")
    expect(box.locator("[data-slot=text]")).to_be_visible()
    expect(box.locator("[data-red-flag=cauda-equina-signs]")).to_be_visible()
    expect(page.get_by_role("button", name=T.take.sheet)).to_be_hidden()
