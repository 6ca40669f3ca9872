"""What every page has around its text, and how large a page may be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_tools.addresses import address_of, address_of_pair
from build_tools.graph import Atlas
from build_tools.pages import ids, sheets
from build_tools.pages.page import Page
from build_tools.pages.studio import Studio
from tests.site.conftest import KINDS
from tests.site.html import Document

ROOT = Path(__file__).resolve().parents[2]

_FIGURE = re.compile(r"<figure[^>]*>(.*?)</figure>", re.DOTALL)
LARGEST = 300_000
"""Bytes: what a slow telephone still opens without a wait that is noticed."""


def test_no_page_is_larger_than_300_kilobytes(site: Path) -> None:
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*.html")}
    assert {path: size for path, size in sizes.items() if size > LARGEST} == {}


def test_a_caption_is_the_first_or_the_last_in_its_figure(site: Path) -> None:
    figures = [
        figure.strip()
        for path in site.rglob("*.html")
        for figure in _FIGURE.findall(path.read_text(encoding="utf-8"))
        if "<figcaption" in figure
    ]
    assert len(figures) > 10
    for figure in figures:
        assert figure.startswith("<figcaption") or figure.endswith("</figcaption>"), figure[-300:]


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


EDITED_AT = {
    "home": "edit/main/content_src/site.yml",
    "filter": "edit/main/content_src/strings/filter.en.yml",
    "not found": "edit/main/content_src/strings/en.yml",
    "condition": "edit/main/content_src/conditions/sciatica.yml",
    "topic": "edit/main/content_src/topics/outlook.yml",
    "about page": "edit/main/content_src/about/privacy.yml",
    "conditions": "tree/main/content_src/conditions",
    "tell apart": "tree/main/content_src/conditions",
    "topics": "tree/main/content_src/topics",
    "about": "tree/main/content_src/about",
    "symptoms": "edit/main/content_src/vocabulary/symptoms.yml",
    "red flags": "edit/main/content_src/red-flags.yml",
    "sources": "edit/main/content_src/references.json",
    "contribute": "edit/main/docs/contribute/index.md",
}
"""The records of a list are in one file, or else the link leads to the folder with their files."""


def test_every_page_leads_to_where_it_is_edited_and_to_the_form_for_mistakes(
    documents: dict[str, Document], atlas: Atlas
) -> None:
    repository = f"{atlas.site.repository.url}/"
    missing = []
    for address, page in documents.items():
        links = [element.attributes.get("href", "") for element in page.all("a")]
        places = [link for link in links if re.match(rf"{repository}(edit|tree)/", link)]
        for place in places:
            assert (ROOT / place.removeprefix(repository).split("/", 2)[2]).exists(), place
        if not places or not any("/issues/new?template=mistake.yml" in link for link in links):
            missing.append(address)
    assert missing == []


@pytest.mark.parametrize("kind", EDITED_AT)
def test_the_web_editor_opens_what_the_page_is_made_of(
    kind: str, documents: dict[str, Document], atlas: Atlas
) -> None:
    links = [element.attributes.get("href", "") for element in documents[KINDS[kind]].all("a")]
    places = [link for link in links if re.search(r"/(edit|tree)/\w+/", link)]
    assert places == [f"{atlas.site.repository.url}/{EDITED_AT[kind]}"]


def test_a_sheet_of_a_long_list_leads_to_the_records_of_the_list(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST", 40)
    studio = Studio(atlas)
    made = list(
        sheets.sheet_pages(
            studio, sheets.condition_sheets(studio), kind="conditions", title="Conditions", tab="conditions/"
        )
    )
    assert made
    assert all('/tree/main/content_src/conditions"' in _html(page) for page in made)


def test_a_pair_is_overdue_as_soon_as_one_of_its_records_is(
    atlas: Atlas, documents: dict[str, Document]
) -> None:
    for pair in atlas.pairs:
        page = documents[address_of_pair(pair)]
        due = [
            element.attributes["data-due"] for element in page.elements if "data-due" in element.attributes
        ]
        assert due == [min(pair.first.review.next, pair.second.review.next).isoformat()]


def test_a_page_names_what_misleads_apart_and_says_what_each_name_means(
    atlas: Atlas, documents: dict[str, Document]
) -> None:
    words = Studio(atlas).words.condition
    noted = 0
    for condition in atlas.conditions:
        text = documents[address_of(condition)].text
        head, rest = text.split(words.names, 1) if words.names in text else (text, "")
        _, _, misleading = head.partition(f"{words.misleading}:")
        for other in condition.other_names:
            if other.misleading:
                assert other.name in misleading, (condition.id, other.name)
            if other.note:
                noted += 1
                assert other.name in rest, (condition.id, other.name)
    assert noted > 100


def test_places_are_listed_from_top_to_bottom_as_on_the_figure(
    atlas: Atlas, documents: dict[str, Document]
) -> None:
    names = [area.name for area in atlas.collection.body_areas.values()]
    assert names != sorted(names)
    text = documents["body-areas/"].text
    listed = text[text.index(names[0]) :]
    assert [name for name in names if name in listed] == names
    at = -1
    for name in names:
        at = listed.index(name, at + 1)
