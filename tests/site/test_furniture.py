"""What every page has around its text, and how large a page may be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_tools.addresses import address_of_pair
from build_tools.graph import Atlas
from build_tools.pages import ids
from build_tools.pages.page import Page
from build_tools.pages.studio import Studio
from tests.site.conftest import KINDS
from tests.site.html import Document

LARGEST = 300_000
"""Bytes: what a slow telephone still opens without a wait that is noticed."""


def test_no_page_is_larger_than_300_kilobytes(site: Path) -> None:
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*.html")}
    assert {path: size for path, size in sizes.items() if size > LARGEST} == {}


def test_every_page_for_contributors_says_where_it_is(documents: dict[str, Document]) -> None:
    found = {address: page for address, page in documents.items() if address.startswith("contribute/")}
    assert len(found) >= 10
    for address, page in found.items():
        classes = [element.attributes.get("class", "") for element in page.elements]
        assert classes.count("atlas-breadcrumbs") == 1, address
        assert sum("md-tabs__item--active" in names for names in classes) == 1, address


def test_ids_of_a_large_atlas_are_on_a_page_for_each_list(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, *none = ids.ids_pages(Studio(atlas))
    assert none == []
    monkeypatch.setattr(ids, "MOST_LETTERS", 10_000)
    first, *lists = ids.ids_pages(Studio(atlas))
    assert all(f'{page.address}"' in _html(first) for page in lists)
    copied = [line for page in lists for line in _html(page).splitlines()]
    assert [line for line in _html(one).splitlines() if "  # " in line and line not in copied] == []
    assert len(_html(first)) < 10_000


def _html(page: Page) -> str:
    return "\n".join(page.slots.values())


WRITTEN_BY_A_RECORD = (
    "condition", "symptom", "body area", "risk factor", "red flag", "topic", "about page", "source",
    "symptoms", "body areas", "risk factors", "red flags", "glossary", "sources",
)  # fmt: skip
"""By one record, or, as a list, by the records of one file."""


@pytest.mark.parametrize("kind", WRITTEN_BY_A_RECORD)
def test_a_page_of_a_record_leads_to_where_it_is_edited_and_to_the_form_for_mistakes(
    kind: str, documents: dict[str, Document]
) -> None:
    links = [element.attributes.get("href", "") for element in documents[KINDS[kind]].all("a")]
    assert len([link for link in links if re.search(r"/edit/\w+/content_src/.+\.(yml|json)$", link)]) == 1
    assert any("/issues/new?template=mistake.yml" in link for link in links)


def test_a_pair_is_overdue_as_soon_as_one_of_its_records_is(
    atlas: Atlas, documents: dict[str, Document]
) -> None:
    for pair in atlas.pairs:
        page = documents[address_of_pair(pair)]
        due = [
            element.attributes["data-due"] for element in page.elements if "data-due" in element.attributes
        ]
        assert due == [min(pair.first.review.next, pair.second.review.next).isoformat()]
