"""The filter of a large atlas: its data come in parts, and no advice waits for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from build_tools.addresses import FILTER_SCRIPT
from build_tools.exports import filter_parts
from build_tools.exports.filter import filter_index
from build_tools.exports.filter_parts import FILTER_FOLDER, FILTER_INDEX, in_parts
from build_tools.exports.scripts import PARTED_SCRIPT_ORDER, joined_scripts
from tests.filter.conftest import Server
from tests.filter.little import SYMPTOMS, WORDS
from tests.filter.made import World
from tests.filter.test_page import answer, fired, listed, module, opened

T = WORDS.filter

LIST = """async ([whole, files, fragments]) => {
  const asked = [];
  const get = async (path) => {
    asked.push(path);
    return JSON.parse(files[path]);
  };
  const told = (matches, cards) => matches.map((match, at) => at < cards
    ? [match.at, match.isNamed, match.weight, match.condition.id, match.fits, match.against]
    : [match.at, match.isNamed, match.weight]);
  const all = Atlas.data.index(whole);
  const data = Atlas.data.index(JSON.parse(files["index.json"]), get);
  const found = [];
  for (const fragment of fragments) {
    const state = Atlas.selection.parse(fragment, data);
    const advice = Atlas.urgent.advise(state, data);
    const parted = told(await Atlas.matching.list(state, advice.fired, data, 2), 2);
    const expected = told(Atlas.matching.list(state, advice.fired, all, 2), 2);
    found.push([Atlas.selection.format(state), parted, expected]);
  }
  return [found, asked];
}"""


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts as small as the records of a test."""
    monkeypatch.setattr(filter_parts, "FINDINGS", 60)
    monkeypatch.setattr(filter_parts, "CONDITIONS", 300)


def by_name(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path.removeprefix(FILTER_FOLDER): body.decode() for path, body in files.items()}


@pytest.mark.usefixtures("small_parts")
def test_the_list_in_parts_is_the_list_of_the_whole_file(browser: Browser) -> None:
    page = browser.new_page()
    page.add_script_tag(content=joined_scripts(PARTED_SCRIPT_ORDER).decode())
    most = 0
    for seed in range(20):
        world = World(seed)
        index = filter_index(
            conditions=world.conditions,
            symptoms=world.symptoms,
            facets=world.facets,
            rules=world.rules,
            actions=world.actions,
            places=world.places,
            default_place="other",
        )
        whole = {**json.loads(json.dumps(index)), "pairs": []}
        files = by_name(in_parts(whole))
        most = max(most, len(files))
        found, asked = page.evaluate(LIST, [whole, files, [world.fragment() for _ in range(40)]])
        assert len(asked) == len(set(asked))
        for fragment, parted, expected in found:
            assert parted == expected, (seed, fragment)
    assert most > 6
    page.close()


@pytest.fixture
def parted(server: Server, small_parts: None) -> Server:
    """The little atlas, with its data in parts."""
    whole = json.loads(server.files.pop(f"/atlas/{FILTER_INDEX}"))
    server.files.update({f"/atlas/{path}": body for path, body in in_parts(whole).items()})
    server.files[f"/atlas/{FILTER_SCRIPT}"] = joined_scripts(PARTED_SCRIPT_ORDER)
    return server


def arrived(held: list[Route], count: int, page: Page) -> list[Route]:
    """*held*, as soon as *count* of them are there: a browser asks a moment after a tick."""
    for _ in range(1000):
        if len(held) >= count:
            break
        page.wait_for_timeout(10)
    assert len(held) >= count
    return held


def fetched(server: Server) -> list[str]:
    return [path for path in server.asked if FILTER_FOLDER in path]


def test_a_tick_fetches_only_the_parts_that_its_pages_need(page: Page, parted: Server) -> None:
    opened(page, parted)
    assert fetched(parted) == [f"/atlas/{FILTER_INDEX}"]
    page.goto(parted.url("s=back"))
    expect(page.locator("[data-condition]")).to_have_count(2)
    assert listed(page) == ["tired-back", "back-infection"]
    assert 2 <= len(set(fetched(parted))) < len([path for path in parted.files if FILTER_FOLDER in path])
    assert not [path for path in parted.asked if "back" in path]
    expect(page.get_by_text(T.private_in_parts)).to_be_visible()


def test_advice_does_not_wait_for_a_part(page: Page, parted: Server) -> None:
    held: list[Route] = []
    page.route("**/findings/*.json", lambda route: held.append(route))
    opened(page, parted)
    answer(page, "numb", T.questions["yes"]).check()
    assert fired(page) == [("numb-rule", "emergency")]
    page.get_by_role("button", name=T.urgent.go_on).click()
    expect(page.locator('[data-part="count"]')).to_have_text(T.pages.coming)
    assert listed(page) == []
    for route in arrived(held, 1, page):
        route.continue_()
    expect(page.locator("[data-condition]")).to_have_count(1)
    assert listed(page) == ["squeezed-nerves"]


def test_a_part_that_fails_is_said_and_can_be_asked_for_again(page: Page, parted: Server) -> None:
    refused = Event()

    def refuse(route: Route) -> None:
        if refused.is_set():
            route.continue_()
        else:
            route.abort()

    page.route("**/conditions/*.json", refuse)
    opened(page, parted, "s=back,fever")
    expect(page.get_by_text(T.pages.missing)).to_be_visible()
    assert fired(page) == [("fever-rule", "same-day")]
    refused.set()
    page.get_by_role("button", name=T.pages.again).click()
    expect(page.locator("[data-condition]")).to_have_count(2)
    expect(page.get_by_text(T.pages.missing)).to_be_hidden()
    expect(page.get_by_role("heading", name=T.pages.heading)).to_be_focused()


def test_only_the_latest_of_several_ticks_is_listed(page: Page, parted: Server) -> None:
    held: list[Route] = []
    page.route("**/findings/*.json", lambda route: held.append(route))
    opened(page, parted)
    search = page.get_by_label(T.search.label)
    search.fill("sharp")
    page.get_by_role("checkbox", name=SYMPTOMS["sharp-ache"].label).first.check()
    page.get_by_role("checkbox", name=SYMPTOMS["sharp-ache"].label).first.uncheck()
    search.fill("stinging")
    page.get_by_role("checkbox", name=SYMPTOMS["stinging-ache"].label).first.check()
    early, late = arrived(held, 2, page)
    late.continue_()
    expect(page.locator("[data-condition]")).to_have_count(1)
    with page.expect_response(early.request.url):
        early.continue_()
    page.wait_for_function("new Promise((done) => setTimeout(() => done(true)))")
    assert listed(page) == ["stinging-back"]


def test_more_pages_come_when_they_are_asked_for(page: Page, parted: Server) -> None:
    opened(page, parted, "s=leg")
    expect(page.locator("[data-condition]")).to_have_count(5)
    page.get_by_role("button", name=T.pages.more.replace("{count}", "7")).click()
    expect(page.locator("[data-condition]")).to_have_count(12)
    expect(page.locator("[data-condition] a").nth(5)).to_be_focused()


def test_words_for_a_warning_sign_are_there_at_once_and_the_others_when_somebody_types(
    page: Page, parted: Server
) -> None:
    data = json.loads(parted.files[f"/atlas/{FILTER_INDEX}"])["symptoms"]
    known = {data["id"][int(number)]: more.get("synonyms") for number, more in data["more"].items()}
    assert known["numb"] == ["no feeling"]
    assert not known.get("stroller")
    opened(page, parted)
    search = page.get_by_label(T.search.label)
    search.fill("trolley")
    expect(page.locator('[data-part="found"] [data-symptom="stroller"]')).to_have_count(1)


def test_parts_are_read_from_inside_the_page_on_a_disk(page: Page, parted: Server, tmp_path: Any) -> None:
    data = "".join(
        f'<script type="application/json" data-atlas="{path.removeprefix("/atlas/")}">{body.decode()}</script>'
        for path, body in parted.files.items()
        if FILTER_FOLDER in path
    )
    for path, body in parted.files.items():
        file = tmp_path / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body.replace(b"</main>", data.encode() + b"</main>") if ".html" in path else body)
    page.goto((tmp_path / "atlas/symptom-filter/index.html").as_uri() + "#s=back")
    expect(module(page)).to_have_attribute("data-state", "ready")
    expect(page.locator("[data-condition]")).to_have_count(2)


def test_questions_that_narrow_a_long_list_are_made_of_the_pages_that_have_come(
    page: Page, parted: Server
) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    opened(page, parted, "s=leg")
    expect(page.locator('[data-part="narrowing"] > fieldset')).to_have_count(5)
    assert faults == []


def test_pages_that_come_for_a_list_that_is_gone_do_not_unfold_the_next(page: Page, parted: Server) -> None:
    opened(page, parted, "s=leg")
    pages = page.locator("[data-condition]")
    expect(pages).to_have_count(5)
    held: list[Route] = []
    page.route("**/conditions/*.json", lambda route: held.append(route))
    page.get_by_role("button", name=T.pages.more.replace("{count}", "7")).click()
    page.get_by_label(T.search.label).fill("dull")
    page.get_by_role("checkbox", name=SYMPTOMS["dull-ache"].label).first.check()
    expect(page.locator('[data-part="ticked"] > li')).to_have_count(2)
    expect(pages.first).to_have_attribute("data-condition", "dull-back")
    for route in arrived(held, 1, page):
        with page.expect_response(route.request.url):
            route.continue_()
    page.wait_for_function("new Promise((done) => setTimeout(() => done(true)))")
    assert len(listed(page)) == 5


def test_the_way_to_tell_two_pages_apart_comes_with_their_cards(page: Page, parted: Server) -> None:
    files = {path: json.loads(body) for path, body in parted.files.items() if "/filter/conditions/" in path}
    path = next(
        path for path, part in files.items() if any(c["id"] == "back-infection" for c in part["conditions"])
    )
    files[path]["pairs"].append(["back-infection", "tired-back"])
    parted.files[path] = json.dumps(files[path]).encode()
    opened(page, parted, "s=back")
    for id in ("tired-back", "back-infection"):
        card = page.locator(f'[data-condition="{id}"]')
        card.get_by_text(T.pages.detail).click()
        card.get_by_role("checkbox", name=T.compare.pick).check()
    way = page.locator('[data-part="compare-link"]')
    expect(way).to_be_visible()
    expect(way).to_have_attribute("href", f"{parted.address}/atlas/compare/back-infection-or-tired-back/")


def test_more_pages_that_do_not_come_are_said_to_be_missing(page: Page, parted: Server) -> None:
    opened(page, parted, "s=leg")
    expect(page.locator("[data-condition]")).to_have_count(5)
    page.route("**/conditions/*.json", lambda route: route.abort())
    page.get_by_role("button", name=T.pages.more.replace("{count}", "7")).click()
    expect(page.get_by_text(T.pages.missing)).to_be_visible()
    expect(page.locator("[data-condition]")).to_have_count(5)


def test_a_part_that_fails_too_late_does_not_empty_the_next_list(page: Page, parted: Server) -> None:
    held: list[Route] = []
    page.route("**/findings/*.json", lambda route: route.continue_() if held else held.append(route))
    opened(page, parted)
    search = page.get_by_label(T.search.label)
    search.fill("sharp")
    page.get_by_role("checkbox", name=SYMPTOMS["sharp-ache"].label).first.check()
    (late,) = arrived(held, 1, page)
    page.get_by_role("checkbox", name=SYMPTOMS["sharp-ache"].label).first.uncheck()
    search.fill("stinging")
    page.get_by_role("checkbox", name=SYMPTOMS["stinging-ache"].label).first.check()
    expect(page.locator("[data-condition]")).to_have_count(1)
    with page.expect_event("requestfailed"):
        late.abort()
    page.wait_for_function("new Promise((done) => setTimeout(() => done(true)))")
    assert listed(page) == ["stinging-back"]
    expect(page.get_by_text(T.pages.missing)).to_be_hidden()


def test_synonyms_that_do_not_come_leave_the_labels_and_are_asked_for_again(
    page: Page, parted: Server
) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.route("**/synonyms.json", lambda route: route.abort())
    opened(page, parted)
    search = page.get_by_label(T.search.label)
    with page.expect_event("requestfailed"):
        search.fill("walking")
    expect(page.locator('[data-part="found"] [data-symptom="stroller"]')).to_have_count(1)
    page.unroute("**/synonyms.json")
    search.blur()
    search.fill("trolley")
    expect(page.locator('[data-part="found"] [data-symptom="stroller"]')).to_have_count(1)
    assert faults == []
