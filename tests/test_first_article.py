"""The page that lists each claim of the first article: its folds say truly what is in them."""

from __future__ import annotations

import re
from collections import Counter

from playwright.sync_api import Page, expect

from build_tools.collection import Collection

VERDICTS = ("supported", "corrected", "no source found")


def _verdicts(text: str) -> Counter[str]:
    """How many entries of each verdict stand in *text*."""
    return Counter(verdict.lower() for verdict in re.findall(r"^- \*\*([^*]+)\.\*\*", text, re.MULTILINE))


def test_each_fold_says_how_many_entries_of_each_verdict_it_holds(collection: Collection) -> None:
    sections = [section for section in collection.abouts["first-article"].sections if section.folded]
    assert len(sections) == 16
    for section in sections:
        found = _verdicts(section.text)
        parts = ", ".join(f"{found[verdict]} {verdict}" for verdict in VERDICTS if found[verdict])
        entries = section.text.count("\n- ") + 1
        assert section.folded == f"{entries} entries: {parts}", section.id


def test_the_top_gives_the_sum_of_all_folds(collection: Collection) -> None:
    top, *others = collection.abouts["first-article"].sections
    total = sum((_verdicts(section.text) for section in others), Counter[str]())
    stated = re.findall(r"\*\*([^*]+):\*\*[^*]*?(\d+) entries\.", top.text)
    assert {name.lower(): int(number) for name, number in stated} == total


def test_on_a_phone_the_list_is_short_and_a_source_leads_back_into_its_fold(page: Page, address: str) -> None:
    page.goto(address + "about/first-article/")
    assert page.evaluate("document.documentElement.scrollHeight") < 10_000
    fold = page.locator("#discs ~ details").first
    entry = fold.get_by_text("is misleading: the disc does not slip out of place")
    expect(entry).to_be_hidden()
    fold.locator("summary").click()
    expect(entry).to_be_visible()
    fold.locator("summary").click()
    page.goto(address + "about/first-article/#" + (fold.locator("[id]").nth(0).get_attribute("id") or ""))
    expect(entry).to_be_visible()
