"""The search index in pieces: when it is made, what readers see of it, and what happens where it cannot be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, Page, Route, expect

from build_tools.frames import pieces
from build_tools.frames.engine import build
from build_tools.pages.page import Plan
from tests.frames.test_browser import published
from tests.frames.tiny import AWKWARD, GOUT, SPRAIN, composed, lonely, make_project, tiny_plan

SHOWN = 'Listed: # of "many" & </script>'


def split(plan: Plan) -> Plan:
    return replace(plan, search="pagefind", search_shown=SHOWN)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny atlas with an index in pieces, and a hundred pages more that mention a toe."""
    more = [replace(SPRAIN, address=f"conditions/toe-{n}/", title=f"Toe {n}") for n in range(100)]
    ways = Markup("").join(Markup(f'<a href="../toe-{n}/">{n}</a>') for n in range(100))
    links = replace(GOUT, slots={**GOUT.slots, "lead": ways})
    plan = split(tiny_plan())
    plan = replace(plan, pages=(*(links if p == GOUT else p for p in plan.pages), *more))
    project = make_project(tmp_path_factory.mktemp("pieces") / "project")
    report = build(plan, engine="mkdocs", project=project, site_dir=project / "site")
    assert report.as_text() == ""
    return project / "site"


@pytest.fixture
def opened(site: Path, browser: Browser, tmp_path: Path) -> Iterator[tuple[Page, str, list[str], list[str]]]:
    """A page, the address of the site, what was asked for, and what went wrong."""
    asked: list[str] = []
    wrong: list[str] = []
    with published(site, tmp_path) as root:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        context.on("request", lambda request: asked.append(request.url))
        page.on(
            "console", lambda line: wrong.append(line.text) if line.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        yield page, root, asked, wrong
        context.close()


def search(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.locator("input[name=query]").fill("")
    page.locator("input[name=query]").press_sequentially(words)


def test_a_page_is_found_by_another_name_and_only_then_is_anything_fetched(
    opened: tuple[Page, str, list[str], list[str]],
) -> None:
    page, root, asked, wrong = opened
    page.goto(f"{root}conditions/sprain/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/pieces/" in url]
    search(page, "podag")
    page.locator(".md-search-result__link", has_text="Gout").click()
    page.wait_for_url(f"{root}conditions/gout/**")
    assert [url for url in asked if "/pieces/" in url]
    assert not [url for url in asked if "podag" in url or not url.startswith(root)]
    assert wrong == []


def test_a_title_that_looks_like_markup_is_shown_as_it_is_written(
    opened: tuple[Page, str, list[str], list[str]],
) -> None:
    page, root, _, wrong = opened
    page.goto(root)
    search(page, "forth")
    title = page.locator(".md-search-result__link[href*='sprain'] h1")
    expect(title).to_have_text(AWKWARD)
    expect(title.locator("mark")).to_have_text("forth")
    expect(title.locator("b")).to_have_count(0)
    assert wrong == []


def test_readers_are_told_how_many_are_listed_and_nothing_is_found_in_no_words(
    opened: tuple[Page, str, list[str], list[str]],
) -> None:
    page, root, _, wrong = opened
    page.goto(root)
    search(page, "toe")
    said = page.locator(".md-search-result__meta")
    expect(said).to_have_text(SHOWN.replace("#", "30"))
    search(page, "toe 7")
    expect(page.locator(".md-search-result__link h1").first).to_have_text("Toe 7")
    search(page, "zygote")
    expect(page.locator(".md-search-result__link")).to_have_count(0)
    search(page, "?!")
    expect(page.locator(".md-search-result__link")).to_have_count(0)
    assert wrong == []


def test_what_an_older_query_finds_later_does_not_take_the_place_of_the_newer(
    opened: tuple[Page, str, list[str], list[str]],
) -> None:
    page, root, _, wrong = opened
    held: list[Route] = []
    # The first piece of a page waits, all others come.
    page.context.route("**/*.pf_fragment", lambda route: route.continue_() if held else held.append(route))
    page.goto(root)
    with page.expect_request("**/*.pf_fragment"):
        search(page, "podag")
    search(page, "toe 7")
    first = page.locator(".md-search-result__link h1").first
    expect(first).to_have_text("Toe 7")
    (late,) = held
    with page.expect_response(late.request.url):
        late.continue_()
    page.wait_for_function("new Promise((done) => setTimeout(() => done(true)))")
    expect(first).to_have_text("Toe 7")
    assert wrong == []


def test_a_search_that_could_not_be_fetched_is_fetched_when_somebody_types_on(
    opened: tuple[Page, str, list[str], list[str]],
) -> None:
    page, root, _, _ = opened
    page.context.route("**/pagefind.js", lambda route: route.abort())
    page.goto(root)
    with page.expect_console_message(lambda line: line.type == "warning"):
        search(page, "pod")
    page.context.unroute("**/pagefind.js")
    page.locator("input[name=query]").press_sequentially("ag")
    expect(page.locator(".md-search-result__link", has_text="Gout")).to_be_visible()


def test_the_theme_fetches_an_index_without_entries_and_pages_keep_their_policy(site: Path) -> None:
    assert json.loads((site / "search/search_index.json").read_text())["docs"] == []
    html = (site / "conditions/gout/index.html").read_text()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert "eval" not in policy
    (config,) = re.findall(r'<script id="__config" type="application/json">(.*?)</script>', html)
    assert json.loads(config)["translations"]["search.result.other"] == SHOWN
    there = {path.name for path in (site / "search/pieces").iterdir()}
    assert {"pagefind.js", "pagefind-entry.json", "index", "fragment"} <= there
    assert not [name for name in there if "ui" in name or "highlight" in name]


def test_the_same_entries_make_the_same_pieces(site: Path, tmp_path: Path) -> None:
    docs = [{"location": f"a/{n}/", "title": f"Word {n}", "text": "more &amp; more"} for n in range(50)]
    made = []
    for name in ("one", "two"):
        out = tmp_path / name / "site"
        with pieces.Pieces(json.dumps({"config": {}, "docs": docs}).encode(), tiny_plan(), out) as split:
            split.finish()
        made.append({p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()})
        assert [path.name for path in out.parent.iterdir()] == ["site"]
    assert made[0] == made[1]


def test_an_atlas_says_which_index_it_wants_or_goes_by_its_pages() -> None:
    plan = tiny_plan()
    many = replace(plan, pages=plan.pages * (pieces.MOST_WHOLE // len(plan.pages) + 1))
    assert not pieces.is_wanted(plan)
    assert pieces.is_wanted(many)
    assert pieces.is_wanted(replace(plan, search="pagefind"))
    assert not pieces.is_wanted(replace(many, search="theme"))


def test_without_pagefind_an_atlas_that_asked_for_it_is_not_built_and_a_large_one_is_warned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "find_spec", lambda name: None)
    _, asked = composed(split(lonely()), tmp_path / "asked")
    assert {(problem.rule, problem.severity) for problem in asked} == {("heavy-search", "error")}
    assert "pip install 'pagefind_bin" in asked.as_text()
    monkeypatch.setattr(pieces, "MOST_WHOLE", 3)
    made, large = composed(lonely(), tmp_path / "large")
    assert {(problem.rule, problem.severity) for problem in large} == {("heavy-search", "warning")}
    assert (made / "conditions/gout/index.html").exists()


def test_what_pagefind_says_when_it_fails_is_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = replace(tiny_plan(), language="--no-such-language")
    with (
        pytest.raises(pieces.SearchError, match="Pagefind failed with exit code"),
        pieces.Pieces(b'{"docs": []}', plan, tmp_path / "site") as split,
    ):
        split.finish()
