"""The copy for a disk: one archive, no server, no request to anyone, and it says how old it is."""

from __future__ import annotations

import re
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from build_tools.offline import archive, checksum
from build_tools.pages.page import Plan

FOLDER = "atlas"


@pytest.fixture(scope="module")
def content(site: Path, plan: Plan) -> bytes:
    return archive(site, FOLDER, plan.disk_notice)


@pytest.fixture(scope="module")
def unpacked(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("disk")
    zipfile.ZipFile(BytesIO(content)).extractall(folder)
    return folder / FOLDER


@pytest.fixture
def faults(page: Page) -> list[str]:
    """What went wrong while *page* was used, and what it asked of others."""
    found: list[str] = []

    def look(request: Request) -> None:
        if not request.url.startswith(("file:", "data:")):
            found.append(f"asked {request.url}")

    page.on("request", look)
    page.on("requestfailed", lambda request: found.append(f"failed {request.url}"))
    page.on("pageerror", lambda error: found.append(f"error {error}"))
    page.on(
        "console",
        lambda message: found.append(message.text) if message.type in ("error", "warning") else None,
    )
    return found


def test_equal_sites_make_equal_archives(site: Path, plan: Plan, content: bytes) -> None:
    assert archive(site, FOLDER, plan.disk_notice) == content
    names = zipfile.ZipFile(BytesIO(content)).namelist()
    assert names == sorted(names)
    assert {entry.date_time[0] for entry in zipfile.ZipFile(BytesIO(content)).infolist()} == {1980}
    assert checksum(content, "a.zip") == f"{sha256(content).hexdigest()}  a.zip\n"


def test_every_link_leads_to_a_file_and_every_page_names_its_version(unpacked: Path, plan: Plan) -> None:
    missing, unnamed = set(), []
    for path in unpacked.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if plan.disk_notice not in text and 'http-equiv="refresh"' not in text:
            unnamed.append(path)
        for address in re.findall(r"<(?:a|area|link|script|img)\b[^>]*?\s(?:href|src)=\"([^\"]*)\"", text):
            parts = urlsplit(address)
            if parts.scheme or not parts.path:
                continue
            if not (path.parent / unquote(parts.path)).resolve().is_file():
                missing.add(f"{path.relative_to(unpacked)}: {address}")
    assert not missing
    assert not unnamed


def test_a_reader_follows_links_and_searches_without_a_server(
    unpacked: Path, page: Page, faults: list[str]
) -> None:
    page.goto((unpacked / "index.html").as_uri())
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator("nav.md-tabs").get_by_role("link", name="Conditions").click()
    page.get_by_role("link", name="Sciatica", exact=True).first.click()
    assert page.url == (unpacked / "conditions/sciatica/index.html").as_uri()
    page.wait_for_load_state("load")
    words = page.locator(".md-search__input")
    words.focus()
    # The theme looks at the words when a key is let go, not when they change.
    words.press_sequentially("sciat")
    first = page.locator(".md-search-result__link").first
    first.wait_for(timeout=60_000)
    assert "Sciatica" in first.inner_text()
    first.click()
    assert page.url.startswith((unpacked / "conditions/sciatica/index.html").as_uri())
    assert not faults


def test_the_search_of_the_archive_lists_the_page_about_it_first_and_only_what_has_all_words(
    unpacked: Path, page: Page, faults: list[str]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto((unpacked / "index.html").as_uri())
    field = page.locator(".md-search__input")
    first = page.locator(".md-search-result__link").first
    for typed, wanted in (
        ("slipped disc", "conditions/lumbar-disc-herniation/"),
        ("fever", "symptoms/fever/"),
        ("night pain", "symptoms/night-pain/"),
    ):
        field.click()
        field.fill("")
        field.press_sequentially(typed)
        expect(first).to_have_attribute("href", re.compile(re.escape(wanted)))
    field.press_sequentially(" xyzzy")
    expect(page.locator(".md-search-result__link")).to_have_count(0)
    assert not faults


def test_the_filter_works_from_the_disk(unpacked: Path, page: Page, faults: list[str]) -> None:
    page.goto((unpacked / "symptom-filter/index.html").as_uri() + "#s=leg-tingling")
    links = page.locator("[data-condition] a[href*='/conditions/']")
    links.first.wait_for(state="attached")
    addresses = {link.get_attribute("href") for link in links.all()}
    assert (unpacked / "conditions/sciatica/index.html").as_uri() in addresses
    assert not faults


def test_a_copy_past_its_review_date_says_so(unpacked: Path, page: Page, faults: list[str]) -> None:
    page.clock.install(time="2026-11-25T12:00:00Z")
    page.goto((unpacked / "symptoms/index.html").as_uri())
    notice = page.locator(".atlas-disk")
    assert "content version" in notice.inner_text()
    assert "old" not in notice.inner_text()
    page.clock.set_fixed_time("2040-01-01T12:00:00Z")
    page.reload()
    assert "This copy is old" in notice.inner_text()
    assert not faults


def test_a_site_opened_from_a_disk_says_that_it_has_no_search_and_an_archive_has_one(
    site: Path, unpacked: Path, page: Page, address: str
) -> None:
    for folder, is_said in ((site.as_uri(), True), (unpacked.as_uri(), False), (address.rstrip("/"), False)):
        page.goto(f"{folder}/conditions/sciatica/index.html")
        page.locator("h1").wait_for()
        assert page.get_by_text("it has no search").is_visible() is is_said
