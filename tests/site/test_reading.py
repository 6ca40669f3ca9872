"""Reading in a real browser: narrow, dark, by keyboard, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.site.conftest import KINDS


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_a_page_of_320_pixels_does_not_scroll_sideways(path: str, browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    wide = page.evaluate(
        """() => [...document.querySelectorAll("main *")].filter(element => {
            const box = element.getBoundingClientRect();
            return box.right > innerWidth + 1 && !element.closest("[role=region], .atlas-table[tabindex]") && box.width > 0;
        }).map(element => element.outerHTML.slice(0, 120)).slice(0, 3)"""
    )
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert (width, wide) == (320, [])


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_a_page_can_be_read_without_scripts(path: str, browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + path)
    heading = page.locator("h1")
    assert heading.is_visible()
    assert len(page.locator("main, [role=main]").first.inner_text()) > 200
    context.close()


def test_the_emergency_signs_of_the_filter_need_no_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address + "symptom-filter/")
    sign = page.get_by_text("Numb between your legs").first
    assert sign.is_visible()
    assert page.locator('a[href*="symptoms/"]').count() > 50
    context.close()


def test_the_skip_link_is_the_first_thing_that_the_keyboard_reaches(page: Page, address: str) -> None:
    page.goto(address + "conditions/sciatica/")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.className")
    assert "md-skip" in focused
    page.keyboard.press("Enter")
    assert "#" in page.url


@pytest.mark.parametrize("path", ["symptom-filter/#s=leg-pain", "conditions/sciatica/"])
def test_going_back_by_keyboard_nothing_that_has_the_focus_is_behind_the_header(
    path: str, browser: Browser, address: str
) -> None:
    # A page of 1280 pixels at 400 %.
    context = browser.new_context(viewport={"width": 320, "height": 256})
    page = context.new_page()
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    page.locator("main :is(a, button):visible").last.focus()
    covered = []
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        covered += page.evaluate(
            """() => {
              const $at = document.activeElement;
              const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
              const box = $at.getBoundingClientRect();
              return $at.closest("main") && box.bottom <= header ? [$at.outerHTML.slice(0, 80)] : [];
            }"""
        )
    context.close()
    assert covered == []


def test_a_citation_leads_to_its_source_and_back_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + "conditions/sciatica/")
    mark = page.locator("a.atlas-cite").first
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/#source-1")
    back = page.locator("#source-1 .atlas-sources__backs a").first
    back.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/#use-1-1")


def test_a_citation_opens_the_folded_part_of_the_list_and_so_does_paper(page: Page, address: str) -> None:
    page.goto(address + "conditions/sciatica/")
    last = page.locator(".atlas-sources__item").last
    assert not last.is_visible()
    number = last.get_attribute("id")
    page.emulate_media(media="print")
    assert last.is_visible()
    page.emulate_media(media="screen")
    assert not last.is_visible()
    mark = page.locator(f'a.atlas-cite[href="#{number}"]').first
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/#{number}")
    expect(last).to_be_in_viewport()


def test_a_folded_list_opens_where_neither_the_browser_nor_the_theme_does_it(
    page: Page, address: str
) -> None:
    page.route("**/bundle*.js", lambda route: route.abort())
    page.goto(address + "conditions/sciatica/")
    last = page.locator(".atlas-sources__item").last
    expect(last).to_be_hidden()
    # Neither is a way by which the browser itself would open a fold.
    page.evaluate(
        """(id) => {
          history.replaceState(null, "", "#" + id);
          dispatchEvent(new HashChangeEvent("hashchange"));
        }""",
        last.get_attribute("id"),
    )
    expect(last).to_be_visible()
    page.goto(address + "conditions/cauda-equina-syndrome/")
    expect(last).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(last).to_be_visible()


def test_a_long_condition_on_paper_is_a_handout(page: Page, address: str) -> None:
    page.goto(address + "conditions/sciatica/")
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
    # Wide letters, which a machine without the usual ones has, take a sheet more.
    assert 3 <= len(sheets) <= 7
    page.emulate_media(media="print")
    for kept in (".atlas-care", ".atlas-review", "#treatments", ".atlas-treatment__facts", "#what-helps-now"):
        assert page.locator(kept).first.is_visible(), kept
    for dropped in (".atlas-breadcrumbs", "h2#more", ".atlas-sources__links", "summary"):
        assert not page.locator(dropped).first.is_visible(), dropped


def test_a_warning_sign_on_paper_says_what_to_do_in_one_piece(page: Page, address: str) -> None:
    page.goto(address + "red-flags/cauda-equina-signs/")
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
    # A card that is pulled apart takes a sheet for each of its pieces.
    assert len(sheets) <= 3
    page.emulate_media(media="print")
    card = page.locator(".atlas-care").first
    assert card.evaluate("card => card.getClientRects().length") == 1


@pytest.mark.parametrize("path", ["compare/", "sources/"])
def test_a_folded_list_is_not_empty_on_paper(path: str, page: Page, address: str) -> None:
    page.goto(address + path)
    first = page.locator("main details li").first
    assert not first.is_visible()
    page.emulate_media(media="print")
    assert first.is_visible()


def test_a_reader_who_prefers_dark_gets_dark(browser: Browser, address: str) -> None:
    brightness = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(address + "conditions/sciatica/")
        color = page.evaluate("getComputedStyle(document.body).backgroundColor")
        brightness[scheme] = sum(int(part) for part in color.strip("rgba() ").split(",")[:3])
        context.close()
    assert brightness["dark"] < 200 < 600 < brightness["light"]


def test_search_finds_a_condition_by_its_other_name(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address)
    page.locator("input[name=query]").click()
    page.keyboard.type("bechterew")
    link = page.locator(".md-search-result__link[href*='axial-spondyloarthritis']").first
    link.wait_for(timeout=10_000)
    link.click()
    page.wait_for_url("**/conditions/axial-spondyloarthritis/**")
    context.close()


def test_search_finds_words_that_were_pasted(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    field = page.locator("input[name=query]")
    field.click()
    field.press_sequentially("zz")
    expect(page.locator(".md-search-result__meta")).to_contain_text("Nothing found")
    # Changes the field without a key, as pasting with a finger does.
    field.fill("bechterew")
    page.locator(".md-search-result__link[href*='axial-spondyloarthritis']").first.wait_for(timeout=10_000)


def test_search_lists_the_page_about_what_was_typed_before_all_that_mention_it(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address)
    field = page.locator("input[name=query]")
    first = page.locator(".md-search-result__link").first
    for typed, wanted in (
        ("slipped disc", "conditions/lumbar-disc-herniation/"),
        ("back pain pregnancy", "conditions/pregnancy-back-pain/"),
        ("trapped nerve", "conditions/sciatica/"),
        ("shingles", "conditions/shingles/"),
        ("cancer", "conditions/spinal-metastases/"),
        ("red flags", "red-flags/"),
    ):
        field.click()
        field.fill("")
        page.keyboard.type(typed)
        expect(first).to_have_attribute("href", re.compile(re.escape(wanted)))
    context.close()


def test_the_tab_of_the_page_is_marked(page: Page, address: str) -> None:
    page.goto(address + "conditions/sciatica/")
    assert page.locator(".md-tabs__item--active").inner_text().strip() == "Conditions"


def test_an_address_that_leads_nowhere_gets_a_page_that_helps(page: Page, root_address: str) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    response = page.goto(root_address + "conditions/no-such-page/deeper/")
    assert response is not None
    assert response.status == 404
    assert page.locator("h1").is_visible()
    page.locator(".atlas-button[href*='red-flags']").click()
    page.wait_for_url("**/red-flags/")
    assert said == []


@pytest.mark.parametrize("path", ["conditions/sciatica/", "contribute/"])
def test_every_dialog_of_the_theme_has_a_name(path: str, page: Page, address: str) -> None:
    page.goto(address + path)
    names = page.evaluate(
        "[...document.querySelectorAll('[role=dialog]')].map(e => e.getAttribute('aria-label'))"
    )
    assert names
    assert all(names)


@pytest.mark.parametrize(
    ("day", "says"),
    [("2026-12-01", 0), ("2027-09-01", 0), ("2027-11-22", 0), ("2027-11-23", 1), ("2031-01-01", 1)],
)
def test_a_page_past_its_review_date_says_so_itself(day: str, says: int, page: Page, address: str) -> None:
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.goto(address + "conditions/sciatica/")
    page.wait_for_load_state("load")  # deferred scripts have run by then
    expect(page.locator(".atlas-review__overdue")).to_have_count(says)
    expect(page.get_by_text("past its review date")).to_have_count(says)


def test_a_module_that_fails_silences_no_other(page: Page, address: str) -> None:
    # A browser without dialogs cannot report a mistake.
    page.add_init_script("delete self.HTMLDialogElement")
    page.clock.set_fixed_time("2031-01-01T12:00:00")
    page.goto(address + "conditions/sciatica/")
    expect(page.locator(".atlas-review__overdue")).to_have_count(1)


def test_nothing_above_the_questions_moves_when_the_filter_is_ready(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    held: list[Route] = []
    page.route("**/data/v1/filter/*.json", lambda route: held.append(route))
    page.goto(address + "symptom-filter/")
    page.wait_for_timeout(300)
    first = page.locator(".atlas-filter__signs")
    before = first.bounding_box()
    assert held
    for route in held:
        route.continue_()
    page.wait_for_selector('[data-state="ready"]')
    assert first.bounding_box() == before
    page.close()


@pytest.mark.parametrize("kind", ["condition", "emergency condition", "symptom", "body area", "topic"])
def test_the_way_to_the_warning_signs_is_on_the_first_screen_of_a_phone(
    kind: str, browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address + KINDS[kind])
    way = page.locator(".atlas-jump").first.bounding_box()
    context.close()
    assert way is not None
    assert way["y"] + way["height"] <= 740


def test_a_body_area_without_a_rule_of_its_own_leads_to_all_warning_signs(page: Page, address: str) -> None:
    page.goto(address + "body-areas/back-of-thigh/")
    page.locator(".atlas-jump").click()
    expect(page.locator("h1")).to_contain_text("Warning signs")


# Below a path the page for what is not there has no styles.
@pytest.mark.parametrize("path", [path for path in KINDS.values() if path != "404.html"])
def test_a_phone_at_200_percent_does_not_scroll_sideways(path: str, browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 180, "height": 370})
    page = context.new_page()
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width == 180


@pytest.mark.parametrize("path", ["", "red-flags/", "symptom-filter/", "conditions/sciatica/"])
def test_the_words_of_an_emergency_keep_whole_at_200_percent(
    path: str, browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 180, "height": 370})
    page = context.new_page()
    page.goto(address + path)
    broken = page.evaluate(
        """() => [...document.querySelectorAll(".atlas-care__title, .atlas-entry__question")].flatMap($title => {
            const texts = document.createTreeWalker($title, NodeFilter.SHOW_TEXT);
            const found = [];
            while (texts.nextNode()) {
                for (const word of texts.currentNode.data.matchAll(/\\p{L}+/gu)) {
                    const range = document.createRange();
                    range.setStart(texts.currentNode, word.index);
                    range.setEnd(texts.currentNode, word.index + word[0].length);
                    if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) found.push(word[0]);
                }
            }
            return found;
        })"""
    )
    context.close()
    assert broken == []
