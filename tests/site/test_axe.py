"""axe-core, which knows most of what a machine can tell of WCAG, has nothing to say about any kind of page."""

from __future__ import annotations

import importlib.resources
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.site.conftest import KINDS

STATES = {
    "filter with an emergency": "symptom-filter/#s=saddle-numbness",
    "filter with pages": "symptom-filter/#s=back-pain,leg-tingling&no=fever",
    "test report": "about/test-report/",
    "people of the test report": "about/test-report/stories/",
    "people with an emergency": "about/test-report/stories/emergency/",
    "coverage": "contribute/coverage/",
    "ids": "contribute/ids/",
}
AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def findings(page: Page) -> list[str]:
    """What axe has to say about *page* with all its folds open."""
    page.evaluate("for (const $fold of document.querySelectorAll('main details')) $fold.open = true")
    page.evaluate(AXE)
    report: dict[str, Any] = page.evaluate(
        "axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"
    )
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:150]}"
        for rule in report["violations"]
        for node in rule["nodes"]
    ]


WIDE = ("home", "condition", "red flags", "pair", "filter with pages", "filter with an emergency")
"""What looks different where there is room; all others are the same in one column."""


@pytest.mark.parametrize(
    ("width", "scheme", "kinds"),
    [
        (360, "light", tuple(KINDS)[::2]),
        (360, "light", tuple(KINDS)[1::2]),
        (360, "light", tuple(STATES)),
        (360, "dark", tuple(KINDS)[::2]),
        (360, "dark", (*tuple(KINDS)[1::2], *STATES)),
        (1280, "light", WIDE),
        (1280, "dark", WIDE),
    ],
    ids=["phone", "phone-2", "phone-states", "phone-dark", "phone-dark-2", "desktop", "desktop-dark"],
)
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Browser, root_address: str, width: int, scheme: Literal["light", "dark"], kinds: tuple[str, ...]
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        bypass_csp=True,
        reduced_motion="reduce",
    )
    page = context.new_page()
    found = {}
    for kind in kinds:
        path = (KINDS | STATES)[kind]
        page.goto(root_address + path)
        if "symptom-filter" in path:
            page.reload()  # another fragment alone opens no page
            page.wait_for_selector('[data-state="ready"]')
        found[kind] = findings(page)
    context.close()
    assert {kind: said for kind, said in found.items() if said} == {}


def test_axe_would_say_something(browser: Browser, address: str) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<button></button>')")
    assert any("button-name" in said for said in findings(page))
    context.close()
