"""The site's search, for somebody who is frightened or in despair, on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

LISTED = ".md-search-result__link"


def searching(page: Page, address: str, typed: str) -> Locator:
    """The field, with *typed* in it."""
    page.goto(address)
    page.locator(".md-header__button[for=__search]").click()
    field = page.locator("input[name=query]")
    field.press_sequentially(typed)
    return field


@pytest.mark.parametrize("typed", ["I want to die", "suicide", "i cant live like this", "better off dead"])
def test_words_of_despair_show_crisis_lines_and_no_list_of_diseases(
    page: Page, address: str, typed: str
) -> None:
    field = searching(page, address, typed)
    help_lines = page.locator(".atlas-search-crisis")
    expect(help_lines).to_contain_text("116 123")
    expect(help_lines).to_contain_text("988")
    expect(help_lines).to_contain_text("In an emergency: Call 999")
    expect(page.locator(".md-search-result")).to_be_hidden()
    field.fill("sciatica")
    expect(help_lines).to_have_count(0)
    expect(page.locator(LISTED).first).to_be_visible()


def test_crisis_lines_are_announced_and_stand_where_the_reader_looks(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 480})
    field = searching(page, address, "pain")
    expect(page.locator(LISTED).first).to_be_visible()
    page.locator(".md-search__scrollwrap").evaluate("list => list.scrollTo(0, list.scrollHeight)")
    field.fill("suicide")
    lines = page.get_by_role("status").filter(has_text="116 123")
    expect(lines.get_by_role("heading").first).to_be_in_viewport()


def test_crisis_lines_are_there_for_a_link_that_searches(page: Page, address: str) -> None:
    page.goto(f"{address}?q=suicide")
    expect(page.locator(".atlas-search-crisis")).to_contain_text("116 123")


def test_crisis_lines_are_there_for_words_that_the_browser_filled_in_again(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.querySelector('input[name=query]').value = 'suicide'")
    page.locator(".md-header__button[for=__search]").click()
    expect(page.locator(".atlas-search-crisis")).to_contain_text("116 123")


def test_words_within_words_are_not_words_of_despair(page: Page, address: str) -> None:
    searching(page, address, "bend it all day")
    expect(page.locator(LISTED).first).to_be_visible()
    expect(page.locator(".atlas-search-crisis")).to_have_count(0)


@pytest.mark.parametrize("path", ["", "conditions/sciatica/", "404.html"])
def test_the_search_leads_to_the_warning_signs_from_any_page(
    page: Page, root_address: str, path: str
) -> None:
    searching(page, root_address + path, "")
    page.get_by_role("link", name="Check the warning signs first").click()
    expect(page.locator("h1")).to_contain_text("Warning signs")


def test_emptying_the_field_empties_the_list(page: Page, address: str) -> None:
    searching(page, address, "sciatica")
    expect(page.locator(LISTED).first).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(LISTED)).to_have_count(0)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("back pain after lifting, steroids", "red-flags/fragile-fracture/"),
        ("numb between legs", "symptoms/saddle-numbness/"),
        ("can't pee", "symptoms/bladder-change/"),
        ("gymnast back pain", "risk-factors/repeated-extension-sport/"),
        ("depression", "symptoms/low-mood/"),
        ("herniated disc", "conditions/lumbar-disc-herniation/"),
    ],
)
def test_a_page_with_all_words_comes_before_one_with_some(
    page: Page, address: str, typed: str, wanted: str
) -> None:
    searching(page, address, typed)
    expect(page.locator(LISTED).first).to_have_attribute("href", re.compile(re.escape(wanted)))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("MRI", "topics/when-a-scan-helps/"),
        ("xray", "topics/when-a-scan-helps/"),
        ("massage", "topics/first-line-care/"),
        ("surgery", "topics/injections-and-operations/"),
        ("depression", "topics/mind-mood-and-pain/"),
        ("chronic pain", "topics/persistent-pain/"),
        ("backache", "conditions/nonspecific-low-back-pain/"),
        ("bad back", "conditions/nonspecific-low-back-pain/"),
    ],
)
def test_a_word_for_what_a_page_speaks_of_finds_that_page(
    page: Page, address: str, typed: str, wanted: str
) -> None:
    searching(page, address, typed)
    expect(page.locator(f"{LISTED}[href*='{wanted}']").first).to_be_attached()


def test_a_treatment_finds_the_conditions_that_it_is_for(page: Page, address: str) -> None:
    searching(page, address, "spinal fusion")
    expect(page.locator(f"{LISTED}[href*='conditions/']").first).to_be_attached()


def test_little_words_find_nothing_by_themselves(page: Page, address: str) -> None:
    # In one go, so that no list of the first words alone is looked at.
    searching(page, address, "").fill("will i be paralysed")
    expect(page.locator(LISTED).first).to_be_attached()
    # With a word that begins with i or be there are hundreds.
    expect(page.locator(".md-search-result__meta")).to_have_text(re.compile(r"^\d{1,2} pages?$"))


def test_what_is_typed_in_the_theme_s_own_query_language_is_asked_for_as_it_is(
    page: Page, address: str
) -> None:
    searching(page, address, "+sciatica +pregnancy")
    expect(page.locator(LISTED).first).to_have_attribute("href", re.compile("pregnancy"))


def test_nothing_found_is_said_in_the_words_of_the_atlas(page: Page, address: str) -> None:
    searching(page, address, "xyzzy")
    expect(page.locator(".md-search-result__meta")).to_have_text(
        "Nothing found. Try another word, or a shorter one."
    )
