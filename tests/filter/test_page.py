"""The filter as somebody uses it: with a finger, with a keyboard, with no script, with a hostile link."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from build_tools.addresses import FILTER_SCRIPT
from build_tools.exports.filter_parts import FILTER_INDEX
from build_tools.exports.scripts import FILTER_SCRIPT_ORDER, joined_scripts
from tests.filter.conftest import Server
from tests.filter.little import ADJECTIVES, RULES, SYMPTOMS, WORDS

T = WORDS.filter
LEVELS = WORDS.levels


def opened(page: Page, server: Server, fragment: str = "") -> Page:
    page.goto(server.url(fragment))
    expect(module(page)).to_have_attribute("data-state", "ready")
    return page


def module(page: Page) -> Locator:
    return page.locator('[data-module="symptom-filter"]')


def question(page: Page, id: str) -> Locator:
    return page.locator("fieldset").filter(has_text=SYMPTOMS[id].label).first


def answer(page: Page, id: str, words: str) -> Locator:
    return question(page, id).get_by_role("radio", name=words, exact=True)


def fired(page: Page) -> list[tuple[str | None, str | None]]:
    return [
        (item.get_attribute("data-red-flag"), item.get_attribute("data-urgency"))
        for item in page.locator("[data-red-flag]").all()
    ]


def listed(page: Page) -> list[str | None]:
    return [item.get_attribute("data-condition") for item in page.locator("[data-condition]").all()]


def expect_fragment(page: Page, fragment: str) -> None:
    """The address follows what was ticked a moment later: it is written when the page has been painted."""
    expect(page).to_have_url(re.compile("^[^#]*" + (f"#{re.escape(fragment)}" if fragment else "") + "$"))


def test_a_yes_to_an_emergency_shows_one_box_with_one_action_and_its_reason(
    page: Page, server: Server
) -> None:
    opened(page, server)
    answer(page, "numb", T.questions["yes"]).check()
    box = page.get_by_role("alert")
    expect(box).to_be_visible()
    expect(box.get_by_role("heading")).to_contain_text(LEVELS.emergency)
    expect(box.get_by_role("heading")).to_contain_text("ambulance other number")
    assert fired(page) == [("numb-rule", "emergency")]
    expect(box.locator("[data-red-flag]")).to_contain_text("numb-rule reason")
    expect(box.get_by_text(T.urgent.lowered)).to_be_hidden()
    assert box.get_by_role("link").count() == 0


def test_every_rule_that_fires_is_a_reason_in_the_same_box(page: Page, server: Server) -> None:
    opened(page, server, "s=numb,back,fever,thin")
    expect(page.get_by_role("alert").get_by_role("heading")).to_have_count(1)
    assert fired(page) == [("numb-rule", "emergency"), ("fever-rule", "same-day"), ("thin-rule", "soon")]
    assert (
        page.locator("[data-red-flag]").count()
        == page.get_by_role("alert").locator("[data-red-flag]").count()
    )


def test_the_box_stands_in_the_flow_of_the_page(page: Page, server: Server) -> None:
    opened(page, server, "s=numb")
    positions = page.eval_on_selector_all("body *", "all => all.map((one) => getComputedStyle(one).position)")
    assert not {"fixed", "sticky"} & set(positions)
    assert page.locator("dialog, [role=dialog], [aria-modal]").count() == 0


def test_while_an_emergency_stands_all_else_is_folded_until_the_reader_goes_on(
    page: Page, server: Server
) -> None:
    opened(page, server, "s=numb")
    expect(page.get_by_role("heading", name=T.questions.heading)).to_be_hidden()
    assert listed(page) == ["squeezed-nerves"]
    page.get_by_role("button", name=T.urgent.go_on).click()
    expect(page.get_by_role("heading", name=T.questions.heading)).to_be_visible()
    assert fired(page) == [("numb-rule", "emergency")]


def test_advice_comes_to_the_reader_and_the_button_leads_back(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 390, "height": 300})
    opened(page, server)
    yes = answer(page, "weak", T.questions["yes"])
    yes.check()
    button = page.get_by_role("button", name=T.urgent.go_on)
    expect(button).to_be_focused()
    expect(page.get_by_role("alert")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(yes).to_be_focused()


@pytest.mark.parametrize("fragment", ["s=numb", "s=back,fever"])
def test_advice_of_a_link_stands_before_the_reader_at_once(page: Page, server: Server, fragment: str) -> None:
    page.set_viewport_size({"width": 390, "height": 300})
    opened(page, server, fragment)
    expect(page.get_by_role("alert").locator("[data-slot=text]")).to_be_in_viewport()


def test_advice_that_is_no_more_urgent_leaves_the_reader_where_they_are(page: Page, server: Server) -> None:
    opened(page, server, "s=back,fever")
    page.get_by_label(T.search.label).fill("weight")
    tick = page.get_by_role("checkbox", name=SYMPTOMS["thin"].label).first
    tick.check()
    expect(tick).to_be_focused()
    assert fired(page) == [("fever-rule", "same-day"), ("thin-rule", "soon")]


def test_not_sure_counts_for_today_and_says_why(page: Page, server: Server) -> None:
    opened(page, server)
    answer(page, "numb", T.questions.unsure).check()
    assert fired(page) == [("numb-rule", "same-day")]
    expect(page.get_by_text(T.urgent.lowered)).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("doctor-today other number")


def test_an_alarming_finding_is_asked_whether_it_is_new(page: Page, server: Server) -> None:
    opened(page, server, "s=numb")
    how = page.locator("fieldset:visible", has_text=T.how.question).last
    expect(how.get_by_role("radio", name=T.how.full)).to_be_checked()
    how.get_by_role("radio", name=T.how.same).check()
    assert fired(page) == [("numb-rule", "same-day")]
    expect_fragment(page, "s=numb~same")
    expect(page.get_by_role("button", name=T.urgent.go_on)).to_be_focused()
    how.get_by_role("radio", name=T.how.old).check()
    assert fired(page) == []
    expect_fragment(page, "s=numb~old")
    expect(page.get_by_text(T.watch.heading)).to_be_visible()
    expect(page.locator('[data-part="watch-list"]')).to_have_text("numb-rule name")


def test_focus_is_not_lost_when_the_emergency_goes_away_with_its_control(page: Page, server: Server) -> None:
    opened(page, server, "s=numb")
    page.get_by_role("group", name=T.how.question).get_by_role("radio", name=T.how.old).check()
    assert page.evaluate("document.activeElement !== document.body")


def test_what_takes_part_in_no_rule_or_cannot_be_old_is_not_asked_whether_it_is_new(
    page: Page, server: Server
) -> None:
    opened(page, server, "s=leg,dull-ache,fever")
    expect(page.get_by_text(T.how.question)).to_have_count(0)


def test_the_standing_line_is_there_whenever_something_is_said_and_nothing_fires(
    page: Page, server: Server
) -> None:
    opened(page, server)
    line = page.get_by_text(T.standing)
    expect(line).to_be_hidden()
    answer(page, "numb", T.questions["no"]).check()
    expect(line).to_be_visible()
    answer(page, "numb", T.questions["yes"]).check()
    expect(line).to_be_hidden()


def test_pages_are_listed_in_order_with_what_fits_and_the_rest_folded(page: Page, server: Server) -> None:
    opened(page, server, "s=leg,dull-ache,back")
    ids = listed(page)
    assert ids[:2] == ["dull-back", "tired-back"]
    assert len(ids) == len(ADJECTIVES) + 2
    first = page.locator("[data-condition]").first
    expect(first).to_contain_text("A dull ache; Leg")
    expect(first.get_by_role("link")).to_have_attribute(
        "href", f"{server.address}/atlas/conditions/dull-back/"
    )
    assert page.locator("[data-condition]:visible").count() == 5
    page.get_by_role("button", name=T.pages.more.replace("{count}", str(len(ids) - 5))).click()
    assert page.locator("[data-condition]:visible").count() == len(ids)


def test_what_speaks_against_a_page_stands_on_its_card(page: Page, server: Server) -> None:
    opened(page, server, "s=back,fever")
    card = page.locator('[data-condition="tired-back"]')
    card.get_by_text(T.pages.detail).click()
    expect(card.get_by_text(T.pages.against)).to_be_visible()
    expect(card).to_contain_text(SYMPTOMS["fever"].label)


def test_signs_that_would_be_more_urgent_are_a_list_on_the_card_without_those_that_spoke(
    page: Page, server: Server
) -> None:
    opened(page, server, "s=leg,numb")
    card = page.locator('[data-condition="squeezed-nerves"]')
    expect(card.locator('[data-slot="raises"]')).to_be_hidden()
    opened(page, server, "s=back")
    card = page.locator('[data-condition="back-infection"]')
    card.get_by_text(T.pages.detail).click()
    expect(card.get_by_text(T.pages.raises)).to_be_visible()
    expect(card.locator('[data-slot="raises-list"] > li')).to_have_text([RULES["fever-rule"].name])


def test_the_list_says_how_it_is_ordered(page: Page, server: Server) -> None:
    opened(page, server)
    page.get_by_text(T.order.heading).click()
    for line in T.order.text:
        expect(page.get_by_text(line)).to_be_visible()


def test_all_that_is_said_survives_a_reload(page: Page, server: Server) -> None:
    opened(page, server)
    answer(page, "fever", T.questions["no"]).check()
    answer(page, "weak", T.questions.unsure).check()
    page.get_by_role("button", name=T.urgent.go_on).click()
    page.get_by_role("checkbox", name=SYMPTOMS["pregnant"].label).first.check()
    page.get_by_label(T.place.label).select_option("uk")
    expect_fragment(page, "s=pregnant&no=fever&unsure=weak&place=uk")
    page.reload()
    expect(module(page)).to_have_attribute("data-state", "ready")
    expect(answer(page, "fever", T.questions["no"])).to_be_checked()
    expect(answer(page, "weak", T.questions.unsure)).to_be_checked()
    expect(page.get_by_role("checkbox", name=SYMPTOMS["pregnant"].label).first).to_be_checked()
    expect(page.get_by_label(T.place.label)).to_have_value("uk")


def test_ticking_leaves_no_trail_of_steps_in_the_history(page: Page, server: Server) -> None:
    opened(page, server)
    before = page.evaluate("history.length")
    for id in ("numb", "weak", "fever"):
        answer(page, id, T.questions["no"]).check()
    assert page.evaluate("history.length") == before


def test_a_changed_address_is_a_changed_state(page: Page, server: Server) -> None:
    opened(page, server, "s=numb")
    page.evaluate("location.hash = 's=floppy'")
    expect(page.locator("[data-red-flag]")).to_have_attribute("data-red-flag", "weak-rule")


def test_a_link_to_a_place_on_the_page_does_not_lose_what_was_ticked(page: Page, server: Server) -> None:
    opened(page, server, "s=numb")
    page.get_by_text("Skip").click()
    expect(page).to_have_url(server.url("s=numb"))
    assert fired(page) == [("numb-rule", "emergency")]


def test_a_link_to_a_place_on_the_page_is_understood(page: Page, server: Server) -> None:
    opened(page, server, "atlas-filter-signs")
    expect(page.get_by_text(T.ignored)).to_be_hidden()


def test_ages_exclude_each_other(page: Page, server: Server) -> None:
    opened(page, server)
    page.get_by_role("checkbox", name=SYMPTOMS["child"].label).first.check()
    page.get_by_role("checkbox", name=SYMPTOMS["grown-up"].label).first.check()
    expect_fragment(page, "s=grown-up")
    expect(page.get_by_role("checkbox", name=SYMPTOMS["child"].label).first).not_to_be_checked()


@pytest.mark.parametrize("typed", ["WIPE", "no feel", "numb w"])
def test_a_finding_is_found_by_the_beginnings_of_its_words_and_synonyms(
    page: Page, server: Server, typed: str
) -> None:
    opened(page, server)
    page.get_by_label(T.search.label).fill(typed)
    found = page.locator('[data-part="found"]').get_by_role("checkbox")
    expect(found).to_have_count(1)
    found.check()
    assert fired(page) == [("numb-rule", "emergency")]


def test_a_search_knows_no_accents_and_says_when_nothing_is_found(page: Page, server: Server) -> None:
    opened(page, server)
    search = page.get_by_label(T.search.label)
    search.fill("temperature")
    expect(page.locator('[data-part="found"]').get_by_role("checkbox")).to_have_count(1)
    search.fill("ipe")
    expect(page.get_by_text(T.search.none)).to_be_visible()


def test_all_that_a_search_counts_can_be_ticked(page: Page, server: Server) -> None:
    opened(page, server)
    page.get_by_label(T.search.label).fill("ache")
    found = page.locator('[data-part="found"]').get_by_role("checkbox")
    expect(page.get_by_text(T.search.other.replace("{count}", str(len(ADJECTIVES))))).to_be_visible()
    expect(found).to_have_count(8)
    page.get_by_role("button", name=T.facets.more.replace("{count}", str(len(ADJECTIVES) - 8))).click()
    expect(found).to_have_count(len(ADJECTIVES))
    expect(found.nth(8)).to_be_focused()
    found.nth(8).check()
    expect_fragment(page, "s=heavy-ache")
    page.get_by_label(T.search.label).fill("dull")
    expect(found).to_have_count(1)


def test_a_long_group_shows_eight_choices_and_the_rest_on_demand(page: Page, server: Server) -> None:
    opened(page, server)
    group = page.locator("details").filter(has_text="feels-like?").last
    group.locator("summary").click()
    assert group.get_by_role("checkbox").count() == 8
    group.get_by_role("button").click()
    expect(group.get_by_role("checkbox").nth(8)).to_be_focused()
    assert group.get_by_role("checkbox").count() == sum(s.facet == "feels-like" for s in SYMPTOMS.values())


def test_a_tick_in_one_place_is_a_tick_in_every_place(page: Page, server: Server) -> None:
    opened(page, server, "s=fever")
    expect(answer(page, "fever", T.questions["yes"])).to_be_checked()
    page.locator("summary", has_text="going?").last.click()
    tick = page.get_by_role("checkbox", name=SYMPTOMS["fever"].label)
    expect(tick).to_be_checked()
    tick.uncheck()
    expect(answer(page, "fever", T.questions["yes"])).not_to_be_checked()
    expect_fragment(page, "")


def test_no_to_the_others_answers_only_what_is_open_and_shown(page: Page, server: Server) -> None:
    opened(page, server, "unsure=fever")
    page.get_by_role("button", name=T.questions.rest).click()
    expect_fragment(page, "no=numb,weak&unsure=fever")


def test_what_was_ticked_can_be_taken_back(page: Page, server: Server) -> None:
    opened(page, server, "s=leg,back&unsure=fever&place=uk")
    page.get_by_role("button", name=f"{T.ticked.remove} Leg").click()
    expect_fragment(page, "s=back&unsure=fever&place=uk")
    expect(page.get_by_role("heading", name=T.ticked.heading, exact=True)).to_be_focused()
    page.get_by_role("button", name=T.ticked.clear).click()
    expect_fragment(page, "place=uk")
    assert listed(page) == []


def test_the_place_gives_words_and_numbers_everywhere(page: Page, server: Server) -> None:
    opened(page, server, "s=numb")
    page.get_by_label(T.place.label).select_option("uk")
    expect(page.get_by_role("alert")).to_contain_text("ambulance uk number")
    expect(page.locator('[data-action="ambulance"]')).to_contain_text("ambulance uk number")
    page.get_by_text(T.place.contacts).click()
    contacts = page.locator('[data-part="contacts"]')
    expect(contacts.get_by_text("Call 999")).to_be_visible()
    expect(contacts.get_by_text("A friend")).to_be_hidden()


def test_leaving_clears_the_address_first_and_cannot_be_gone_back_to(page: Page, server: Server) -> None:
    page.route(T.leave.to + "**", lambda route: route.fulfill(body="weather", content_type="text/plain"))
    server.files["/atlas/elsewhere/index.html"] = b"elsewhere"
    page.goto(server.address + "/atlas/elsewhere/")
    opened(page, server, "s=numb")
    page.get_by_role("link", name=T.leave.label).click()
    page.wait_for_url(T.leave.to)
    page.go_back()
    assert page.url == server.address + "/atlas/elsewhere/"
    page.go_forward()
    assert page.url == T.leave.to


def test_leaving_clears_the_address_even_if_the_other_page_does_not_open(page: Page, server: Server) -> None:
    page.route(T.leave.to + "**", lambda route: route.fulfill(status=204))
    opened(page, server, "s=numb")
    page.get_by_role("link", name=T.leave.label).click()
    assert page.evaluate("location.href") == server.url()


def test_everything_can_be_done_with_the_keyboard(page: Page, server: Server) -> None:
    opened(page, server)
    page.locator("#atlas-filter-place").focus()
    reached: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "document.activeElement.closest('label, a, button, summary')?.textContent.trim() || ''"
        )
        if not name:
            name = page.evaluate("document.activeElement.type || ''")
        reached.append(name)
        if name == T.order.heading:
            break
    for wanted in (
        T.leave.label,
        SYMPTOMS["child"].label,
        T.questions["yes"],
        "search",
        "feels-like?",
        T.order.heading,
    ):
        assert wanted in reached, wanted
    answer(page, "numb", T.questions["no"]).focus()
    page.keyboard.press("Space")
    expect_fragment(page, "no=numb")
    page.keyboard.press("ArrowLeft")
    assert fired(page) == [("numb-rule", "emergency")]
    page.keyboard.press("Enter")
    expect(answer(page, "numb", T.questions["yes"])).to_be_focused()


def test_the_answers_of_a_question_are_one_group_and_no_two_questions_share_one(
    page: Page, server: Server
) -> None:
    opened(page, server, "s=back")
    groups = page.locator("fieldset").evaluate_all(
        """all => all.map((one) => [...one.querySelectorAll("[type=radio]")]
             .filter((radio) => radio.closest("fieldset") === one).map((radio) => radio.name))"""
    )
    names = [set(group) for group in groups]
    assert all(len(name) == 1 and "" not in name for name in names)
    assert len(set().union(*names)) == len(names) > 3


def test_targets_are_at_least_48_pixels_high(page: Page, server: Server) -> None:
    opened(page, server, "s=back,fever")
    page.locator("summary").evaluate_all("all => all.forEach((one) => { one.parentElement.open = true; })")
    for selector in (
        "label:has(input)",
        "button",
        "select",
        "input[type=search]",
        "[data-part=leave]",
        "summary",
    ):
        heights = page.locator(f"{selector}:visible").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().height)"
        )
        assert heights, selector
        assert min(heights) >= 47.9, selector


def changes(page: Page) -> int:
    """How often something was written into the alert."""
    found: int = page.evaluate("window.changes.length")
    return found


def test_the_alert_says_each_thing_once(page: Page, server: Server) -> None:
    opened(page, server)
    page.evaluate(
        """() => {
          window.changes = [];
          new MutationObserver((records) => window.changes.push(...records))
            .observe(document.querySelector("[role=alert]"), { childList: true, characterData: true, subtree: true });
        }"""
    )
    answer(page, "numb", T.questions["yes"]).check()
    assert changes(page) == 1
    page.get_by_role("button", name=T.urgent.go_on).click()
    answer(page, "fever", T.questions["no"]).check()
    page.get_by_role("checkbox", name=SYMPTOMS["pregnant"].label).first.check()
    assert changes(page) == 1
    answer(page, "weak", T.questions["yes"]).check()
    assert changes(page) == 2
    expect(page.get_by_role("alert").locator("[data-red-flag]")).to_have_count(2)
    assert page.get_by_role("alert").get_attribute("aria-atomic") == "false"


def test_the_number_of_pages_is_announced_politely(page: Page, server: Server) -> None:
    opened(page, server)
    status = page.get_by_role("status").filter(has_text=T.pages.nothing)
    expect(status).to_be_visible()
    page.get_by_label(T.search.label).fill("dull")
    page.get_by_role("checkbox", name=SYMPTOMS["dull-ache"].label).first.check()
    expect(page.get_by_role("status").filter(has_text=T.pages.one)).to_be_visible()


def test_without_scripts_the_signs_the_numbers_and_all_links_are_there(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url())
    signs = page.locator("[data-action]")
    emergencies = [rule for rule in RULES.values() if rule.urgency == "emergency"]
    for rule in emergencies:
        expect(signs.get_by_text(rule.name)).to_be_visible()
    expect(page.get_by_text("ambulance other number")).to_be_visible()
    for symptom in SYMPTOMS.values():
        expect(page.locator(f'a[href="../symptoms/{symptom.id}/"]')).to_have_text(symptom.label)
    assert page.get_by_role("checkbox").count() == page.get_by_role("combobox").count() == 0
    assert page.locator("[role=alert]").text_content() == ""
    expect(page.locator('[data-part="form"]')).to_be_hidden()
    context.close()


def test_the_emergency_signs_stand_before_anything_to_answer(page: Page, server: Server) -> None:
    opened(page, server)
    last_sign = page.get_by_text("weak-rule name").bounding_box()
    first_answer = page.get_by_role("checkbox").first.bounding_box()
    assert last_sign
    assert first_answer
    assert last_sign["y"] < first_answer["y"]


@pytest.mark.parametrize("body", [b"", b"{", b'{"version": 3}', b"null", b'{"version": 1}'], ids=repr)
def test_data_that_is_missing_or_unknown_leaves_the_plain_links(
    page: Page, server: Server, body: bytes
) -> None:
    server.files[f"/atlas/{FILTER_INDEX}"] = body
    page.goto(server.url("s=numb"))
    expect(module(page)).to_have_attribute("data-state", "failed")
    expect(page.get_by_text(T.failed)).to_be_visible()
    expect(page.get_by_role("heading", name=T.without.heading)).to_be_visible()
    assert page.get_by_role("checkbox").count() == 0


def test_data_of_another_version_are_not_read_as_if_they_were_of_this_one(page: Page, server: Server) -> None:
    path = f"/atlas/{FILTER_INDEX}"
    server.files[path] = server.files[path].replace(b'"version":1', b'"version":3')
    page.goto(server.url("s=numb"))
    expect(module(page)).to_have_attribute("data-state", "failed")


def test_without_data_at_all_the_plain_links_stay(page: Page, server: Server) -> None:
    del server.files[f"/atlas/{FILTER_INDEX}"]
    page.goto(server.url())
    expect(module(page)).to_have_attribute("data-state", "failed")


HOSTILE = [
    "%",
    "%E0%A4%A",
    "s=%00,%FF&&&==",
    "s=__proto__,constructor,toString&place=__proto__",
    "s=<img src=x onerror=alert(1)>,%3Cscript%3Ealert(1)%3C/script%3E",
    "s=" + "a," * 100_000,
    "s=" + "numb~old," * 20_000 + "numb",
    "__proto__=numb",
    "s=numb" + "~" * 5000,
]


@pytest.mark.parametrize("fragment", HOSTILE, ids=lambda fragment: fragment[:20])
def test_a_hostile_address_does_no_harm(page: Page, server: Server, fragment: str) -> None:
    errors: list[Any] = []

    def refuse(dialog: Dialog) -> None:
        errors.append(dialog.message)
        dialog.dismiss()

    page.on("pageerror", lambda error: errors.append(error))
    page.on("dialog", refuse)
    opened(page, server, fragment)
    assert page.locator("img, [onerror]").count() == 0
    if "numb~" in fragment:
        assert fired(page) == [("numb-rule", "emergency")]
        page.get_by_role("button", name=T.urgent.go_on).click()
    else:
        assert fired(page) == []
    answer(page, "weak", T.questions["no"]).check()
    expect(page).to_have_url(re.compile("no=weak"))
    assert errors == []


def test_nothing_is_stored_and_nothing_is_sent(page: Page, server: Server) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    opened(page, server, "s=numb")
    page.get_by_role("button", name=T.urgent.go_on).click()
    answer(page, "weak", T.questions["yes"]).check()
    page.get_by_label(T.search.label).fill("sharp")
    page.get_by_role("checkbox", name=SYMPTOMS["sharp-ache"].label).first.check()
    stored = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert stored == [0, 0, ""]
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    asked = {url.partition("#")[0].removeprefix(server.address) for url in requests}
    data = f"/atlas/{FILTER_INDEX}"
    assert {path for path in asked if not path.endswith(".css")} == {
        "/atlas/symptom-filter/",
        f"/atlas/{FILTER_SCRIPT}",
        data,
    }
    assert not [path for path in server.asked if "numb" in path or "sharp" in path]


def test_the_script_runs_under_a_strict_policy_and_stays_small(page: Page, server: Server) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened(page, server, "s=numb")
    assert not [problem for problem in problems if "Security Policy" in problem]
    script = joined_scripts(FILTER_SCRIPT_ORDER)
    assert len(gzip.compress(script, mtime=0)) <= 12 * 1024
    assert not re.search(rb"innerHTML|eval\(|localStorage|document\.cookie", script)


def test_opened_from_a_disk_the_filter_reads_its_data_from_inside_the_page(
    page: Page, little_files: dict[str, bytes], tmp_path: Any
) -> None:
    for path, body in little_files.items():
        file = tmp_path / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith(".html"):
            data = little_files[f"/atlas/{FILTER_INDEX}"].replace(b"<", b"\\u003c")
            embedded = (
                b'<script type="application/json" data-atlas="data/v1/filter/index.json">'
                + data
                + b"</script>"
            )
            body = body.replace(b"</main>", embedded + b"</main>")
        file.write_bytes(body)
    address = (tmp_path / "atlas/symptom-filter/index.html").as_uri()
    page.goto(address + "#s=numb")
    expect(module(page)).to_have_attribute("data-state", "ready")
    assert fired(page) == [("numb-rule", "emergency")]
    href = page.locator("[data-condition] a").first.get_attribute("href")
    assert href == (tmp_path / "atlas/conditions/squeezed-nerves/index.html").as_uri()


def test_a_link_leads_past_the_long_list_of_signs_and_keeps_what_was_ticked(
    page: Page, server: Server
) -> None:
    opened(page, server, "s=back")
    page.get_by_role("link", name=T.signs.skip).click()
    expect(page.locator("#atlas-filter-first")).to_be_in_viewport()
    expect_fragment(page, "s=back")
