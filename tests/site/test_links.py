"""Every link, anchor and asset of the built site resolves, and no page is an orphan."""

from __future__ import annotations

import json
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from build_tools.graph import Atlas
from tests.site.html import Document

ROOT = "https://example.org/"


def _targets(document: Document) -> Iterator[str]:
    for element in document.elements:
        for name in ("href", "src"):
            value = element.attributes.get(name)
            if value and not value.startswith(("data:", "mailto:")) and element.tag != "base":
                yield value


def _absolute(document: Document, value: str, atlas: Atlas) -> str | None:
    """The address inside the site that *value* points to; None for other sites."""
    # The page not found is served at any depth, so its links begin with the site's own path.
    whole = urljoin(ROOT + document.address, value)
    if whole.startswith(atlas.site.url):
        whole = ROOT + whole.removeprefix(atlas.site.url)
    return unquote(whole.removeprefix(ROOT)) if whole.startswith(ROOT) else None


def test_every_internal_link_leads_somewhere(
    site: Path, documents: dict[str, Document], atlas: Atlas
) -> None:
    broken = []
    for document in documents.values():
        for value in set(_targets(document)):
            target = _absolute(document, value, atlas)
            if target is None:
                continue
            path = urlsplit(target).path
            file = site / (f"{path}index.html" if path.endswith("/") or not path else path)
            if not file.is_file():
                broken.append((document.address, value))
    assert broken == []


def test_a_former_address_leads_to_a_page_of_today(
    written: dict[str, Document], documents: dict[str, Document], atlas: Atlas
) -> None:
    former = {address: page.leads_to for address, page in written.items() if page.leads_to is not None}
    assert "red-flags/pregnancy-numb-leg/" in former
    for address, target in former.items():
        assert _absolute(written[address], target, atlas) in documents, address


def test_every_anchor_is_there(documents: dict[str, Document], atlas: Atlas) -> None:
    ids = {address: set(document.ids) for address, document in documents.items()}
    broken = []
    for document in documents.values():
        for value in set(_targets(document)):
            target = _absolute(document, value, atlas)
            if target is None or "#" not in target:
                continue
            path, _, anchor = target.partition("#")
            # What stands behind # on the filter is its state, not an anchor.
            if path in ids and anchor and "=" not in anchor and anchor not in ids[path]:
                broken.append((document.address, value))
    assert broken == []


def test_no_id_stands_twice_on_a_page(documents: dict[str, Document]) -> None:
    twice = {
        address: {id for id in document.ids if document.ids.count(id) > 1}
        for address, document in documents.items()
    }
    assert {address: ids for address, ids in twice.items() if ids} == {}


def test_every_page_can_be_reached_from_the_home_page(documents: dict[str, Document], atlas: Atlas) -> None:
    reached, waiting = {""}, [""]
    while waiting:
        document = documents[waiting.pop()]
        for value in _targets(document):
            target = _absolute(document, value, atlas)
            path = urlsplit(target).path if target is not None else None
            if path in documents and path not in reached:
                reached.add(path)
                waiting.append(path)
    assert set(documents) - reached == {"404.html"}


def test_every_citation_leads_to_a_source_and_back(documents: dict[str, Document]) -> None:
    found = 0
    for document in documents.values():
        for link in document.all("a"):
            if link.attributes.get("class") == "atlas-cite":
                found += 1
                assert link.attributes["href"].removeprefix("#") in document.ids
                number = link.attributes["href"].removeprefix("#source-")
                back = f"#use-{number}-1"
                assert any(other.attributes.get("href") == back for other in document.all("a")), back
    assert found > 1000


def test_sources_are_numbered_in_the_order_of_their_first_use(documents: dict[str, Document]) -> None:
    assert any(a.attributes.get("class") == "atlas-cite" for a in documents["conditions/sciatica/"].all("a"))
    for document in documents.values():
        marks = [a for a in document.all("a") if a.attributes.get("class") == "atlas-cite"]
        order = list(dict.fromkeys(int(mark.text.strip("[]")) for mark in marks))
        assert order == list(range(1, len(order) + 1)), document.address


def test_the_sitemap_lists_every_page_but_the_one_not_found(
    site: Path, documents: dict[str, Document], atlas: Atlas
) -> None:
    tree = etree.parse(site / "sitemap.xml")
    listed = {str(loc.text).removeprefix(atlas.site.url) for loc in tree.findall(".//{*}loc")}
    assert listed == {address for address in documents if address != "404.html"}
    assert not (site / "sitemap.xml.gz").exists()


def test_feeds_and_data_lead_to_pages(site: Path, atlas: Atlas) -> None:
    for path in (site / "feed.xml", *site.glob("conditions/*/feed.xml")):
        links = [link.get("href", "") for link in etree.parse(path).findall(".//{*}link")]
        assert links
        for link in links:
            inside = link.removeprefix(atlas.site.url)
            assert (site / inside).exists(), link
    index = json.loads((site / "data/v1/index.json").read_text(encoding="utf-8"))
    for records in index.values():
        for record in records if isinstance(records, list) else ():
            assert (site / record["url"] / "index.html").is_file(), record
