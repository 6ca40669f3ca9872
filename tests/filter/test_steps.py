"""One step after another: advice that comes, goes and comes again, and an address that keeps up."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

from build_tools.exports.filter_parts import FILTER_INDEX
from tests.filter.conftest import Server
from tests.filter.little import SYMPTOMS, WORDS
from tests.filter.test_page import answer, expect_fragment, fired, opened

T = WORDS.filter
LEVELS = WORDS.levels


def test_a_second_emergency_folds_the_page_as_the_first_did(page: Page, server: Server) -> None:
    opened(page, server, "s=numb")
    questions = page.get_by_role("heading", name=T.questions.heading)
    page.get_by_role("button", name=T.urgent.go_on).click()
    answer(page, "numb", T.questions["no"]).check()
    assert fired(page) == []
    expect(questions).to_be_visible()
    answer(page, "weak", T.questions["yes"]).check()
    assert fired(page) == [("weak-rule", "emergency")]
    expect(questions).to_be_hidden()


def test_beside_an_emergency_only_what_made_it_one_is_asked_to_be_new(page: Page, server: Server) -> None:
    opened(page, server, "s=numb,back,fever")
    asked = page.locator("fieldset:visible", has_text=T.how.question)
    expect(asked).to_have_count(1)
    expect(asked).to_contain_text(SYMPTOMS["numb"].label)


def test_a_new_answer_takes_the_place_of_the_old_one(page: Page, server: Server) -> None:
    opened(page, server)
    answer(page, "fever", T.questions.unsure).check()
    answer(page, "fever", T.questions["no"]).check()
    expect_fragment(page, "no=fever")
    answer(page, "fever", T.questions["yes"]).check()
    expect_fragment(page, "s=fever")
    answer(page, "fever", T.questions.unsure).check()
    expect_fragment(page, "unsure=fever")


def test_when_advice_goes_its_box_goes_with_it(page: Page, server: Server) -> None:
    opened(page, server, "s=back,fever")
    box = page.get_by_role("alert")
    expect(box).to_be_visible()
    answer(page, "fever", T.questions["no"]).check()
    expect(box).to_be_hidden()


def test_the_sign_beside_the_advice_is_that_of_its_level(page: Page, server: Server) -> None:
    opened(page, server, "s=back,fever")
    sign = page.get_by_role("alert").locator("[data-for]:visible")
    expect(sign).to_have_count(1)
    expect(sign).to_have_attribute("data-for", "same-day")
    answer(page, "numb", T.questions["yes"]).check()
    expect(sign).to_have_count(1)
    expect(sign).to_have_attribute("data-for", "emergency")


def test_an_emergency_of_a_changed_address_comes_to_a_reader_who_had_scrolled(
    page: Page, server: Server
) -> None:
    page.set_viewport_size({"width": 390, "height": 300})
    opened(page, server, "s=back")
    page.evaluate("scrollTo(0, 10)")
    page.evaluate("location.hash = 's=back,fever'")
    expect(page.get_by_role("alert")).not_to_be_in_viewport()
    page.evaluate("location.hash = 's=numb'")
    expect(page.get_by_role("alert").locator("[data-slot=text]")).to_be_in_viewport()


def test_whether_a_finding_is_new_is_asked_for_as_long_as_it_is_ticked(page: Page, server: Server) -> None:
    opened(page, server, "s=back")
    asked = page.get_by_text(T.how.question)
    expect(asked).to_have_count(1)
    page.locator("summary", has_text="where?").last.click()
    page.get_by_role("checkbox", name=SYMPTOMS["back"].label).uncheck()
    expect(asked).to_have_count(0)


def test_a_finding_is_asked_whether_it_is_new_if_what_follows_from_it_is_alarming(
    page: Page, server: Server
) -> None:
    opened(page, server, "s=stumbling")
    assert fired(page) == [("weak-rule", "emergency")]
    page.get_by_role("radio", name=T.how.old).click()
    assert fired(page) == []
    expect_fragment(page, "s=stumbling~old")


def test_the_list_of_what_was_ticked_says_what_is_old_and_what_is_not_sure(
    page: Page, server: Server
) -> None:
    opened(page, server, "s=leg,numb~old&unsure=fever")
    expect(page.locator('[data-part="ticked"] [data-slot="how"]')).to_have_text(
        ["", f"({T.ticked.old})", f"({T.ticked.unsure})"]
    )


def test_somebody_who_only_said_no_can_clear_it_and_take_it_along(page: Page, server: Server) -> None:
    opened(page, server, "no=fever")
    expect(page.get_by_role("button", name=T.take.sheet)).to_be_visible()
    page.get_by_role("button", name=T.ticked.clear).click()
    expect_fragment(page, "")


def test_the_note_on_a_link_goes_when_something_else_is_said(page: Page, server: Server) -> None:
    opened(page, server, "s=leg,nothing-like-it")
    note = page.get_by_text(T.ignored)
    expect(note).to_be_visible()
    answer(page, "fever", T.questions["no"]).check()
    expect(note).to_be_hidden()


def test_the_last_tick_is_in_the_address_before_the_page_goes(page: Page, server: Server) -> None:
    opened(page, server)
    written = page.evaluate(
        """() => {
          document.querySelector('[data-symptom="child"] input').click();
          dispatchEvent(new Event("pagehide"));
          return location.hash;
        }"""
    )
    assert written == "#s=child"


def test_a_tick_just_before_leaving_is_not_written_into_the_address_again(page: Page, server: Server) -> None:
    page.route(T.leave.to + "**", lambda route: route.fulfill(status=204))
    opened(page, server)
    page.evaluate(
        """() => {
          document.querySelector('[data-symptom="child"] input').click();
          document.querySelector('[data-part="leave"]').click();
        }"""
    )
    page.wait_for_function("new Promise((done) => setTimeout(() => done(true)))")
    assert page.evaluate("location.href") == server.url()


def test_the_first_letters_of_a_word_show_no_advice_yet(page: Page, server: Server) -> None:
    opened(page, server)
    search = page.get_by_label(T.search.label)
    advice = page.locator('[data-part="typed"] > *')
    search.fill("wip")
    expect(page.locator('[data-part="found"] [data-symptom="numb"]')).to_be_visible()
    expect(advice).to_have_count(0)
    search.fill("wipe")
    expect(advice).to_have_count(1)


def test_advice_before_a_tick_is_only_for_what_cannot_wait(page: Page, server: Server) -> None:
    path = f"/atlas/{FILTER_INDEX}"
    index = json.loads(server.files[path])
    by_id = {rule["id"]: rule for rule in index["red_flags"]}
    by_id["thin-rule"]["when"] = "thin"
    by_id["fever-rule"]["when"] = "fever"
    server.files[path] = json.dumps(index).encode()
    opened(page, server)
    search = page.get_by_label(T.search.label)
    advice = page.locator('[data-part="typed"] > *')
    search.fill("weight")
    expect(page.locator('[data-part="found"] [data-symptom="thin"]')).to_be_visible()
    expect(advice).to_have_count(0)
    search.fill("shivery")
    expect(advice).to_have_count(1)


def test_a_third_page_to_compare_takes_the_place_of_the_first(page: Page, server: Server) -> None:
    opened(page, server, "s=leg")
    for card in page.locator("[data-condition]:visible").all()[:3]:
        card.get_by_text(T.pages.detail).click()
        card.get_by_role("checkbox", name=T.compare.pick).check()
    names = page.locator("[data-condition] [data-slot=name]").all_text_contents()[1:3]
    expect(page.locator('[data-part="compare"] thead th')).to_have_text(names)
    assert page.locator("[data-compare]:checked").count() == 2


def test_a_comparison_goes_when_one_of_its_pages_is_not_listed_any_more(page: Page, server: Server) -> None:
    opened(page, server, "s=leg,back,dull-ache")
    for id in ("tired-back", "dull-back"):
        card = page.locator(f'[data-condition="{id}"]')
        card.get_by_text(T.pages.detail).click()
        card.get_by_role("checkbox", name=T.compare.pick).check()
    heading = page.get_by_role("heading", name=T.compare.heading)
    expect(heading).to_be_visible()
    page.get_by_role("button", name=f"{T.ticked.remove} {SYMPTOMS['back'].label}").click()
    expect(heading).to_be_hidden()


def test_a_card_says_whether_the_advice_names_its_page(page: Page, server: Server) -> None:
    opened(page, server, "s=back,fever")
    for id, is_named in (("back-infection", True), ("tired-back", False)):
        expect(page.locator(f'[data-condition="{id}"]').get_by_text(T.pages.named)).to_be_visible(
            visible=is_named
        )


def test_focus_goes_to_the_pages_when_the_list_of_what_was_ticked_goes_away(
    page: Page, server: Server
) -> None:
    heading = page.get_by_role("heading", name=T.pages.heading, exact=True)
    opened(page, server, "s=leg,back")
    page.get_by_role("button", name=T.ticked.clear).click()
    expect(heading).to_be_focused()
    page.goto("about:blank")
    opened(page, server)
    answer(page, "fever", T.questions["no"]).check()
    page.get_by_role("button", name=T.ticked.undo).click()
    expect(heading).to_be_focused()


def test_after_the_last_tick_is_taken_back_the_way_to_undo_it_is_where_the_focus_is(
    page: Page, server: Server
) -> None:
    opened(page, server, "s=leg")
    page.get_by_role("button", name=f"{T.ticked.remove} {SYMPTOMS['leg'].label}").click()
    expect(page.get_by_role("heading", name=T.ticked.heading, exact=True)).to_be_focused()
    expect(page.get_by_role("button", name=T.ticked.undo)).to_be_visible()


def test_a_button_leads_from_the_questions_to_the_pages_and_one_back_to_what_has_no_answer(
    page: Page, server: Server
) -> None:
    opened(page, server, "s=leg&no=numb")
    page.get_by_role("button", name=T.questions.see_pages).click()
    expect(page.get_by_role("heading", name=T.pages.heading, exact=True)).to_be_focused()
    page.get_by_role("button", name=T.unanswered.go).click()
    expect(answer(page, "weak", T.questions["yes"])).to_be_focused()
    page.get_by_role("button", name=T.questions.rest).click()
    expect(page.get_by_role("button", name=T.unanswered.go)).to_be_hidden()


def test_what_changed_nothing_is_no_step_to_take_back(page: Page, server: Server) -> None:
    opened(page, server, "s=leg")
    for _ in range(2):
        page.get_by_role("button", name=T.questions.rest).click()
    page.get_by_role("button", name=T.ticked.undo).click()
    expect_fragment(page, "s=leg")
    expect(page.get_by_role("button", name=T.ticked.undo)).to_be_hidden()


def test_a_closed_group_says_how_many_of_its_findings_are_ticked(page: Page, server: Server) -> None:
    opened(page, server, "s=leg,back")
    group = page.locator("summary", has_text="where?").last
    expect(group).to_contain_text(T.facets.chosen.replace("{count}", "2"))
    page.get_by_role("button", name=f"{T.ticked.remove} {SYMPTOMS['leg'].label}").click()
    expect(group).to_contain_text(T.facets.chosen.replace("{count}", "1"))


def test_nobody_in_despair_still_reads_that_nothing_was_found(page: Page, server: Server) -> None:
    opened(page, server)
    search = page.get_by_label(T.search.label)
    search.fill("i want to")
    expect(page.get_by_text(T.search.none)).to_be_visible()
    search.fill("i want to die")
    expect(page.get_by_text("A friend").last).to_be_visible()
    expect(page.get_by_text(T.search.none)).to_be_hidden()


def test_before_a_tick_the_first_three_things_found_are_looked_at_and_two_signs_shown(
    page: Page, server: Server
) -> None:
    path = f"/atlas/{FILTER_INDEX}"
    index = json.loads(server.files[path])
    search = page.get_by_label(T.search.label)
    advice = page.locator('[data-part="typed"] > *')
    for alarming, shown in (
        (["hot-ache"], ["hot-ache"]),
        (["dull-ache", "sharp-ache", "hot-ache"], ["dull-ache", "sharp-ache"]),
        (["cold-ache"], []),
    ):
        like = {rule["id"]: rule for rule in index["red_flags"]}["numb-rule"]
        rules = [{**like, "id": id, "when": id} for id in alarming]
        server.files[path] = json.dumps({**index, "red_flags": rules}).encode()
        opened(page, server)
        page.reload()
        search.fill("ache")
        expect(page.locator('[data-part="found"] > li').first).to_be_visible()
        assert [item.get_attribute("data-typed") for item in advice.all()] == shown


def test_the_words_of_the_box_rise_with_its_level_and_no_link_stays_in_an_emergency(
    page: Page, server: Server
) -> None:
    opened(page, server, "s=back,fever")
    box = page.get_by_role("alert")
    expect(box.get_by_role("heading")).to_contain_text(LEVELS["same-day"])
    expect(box.get_by_role("link")).to_have_count(1)
    answer(page, "numb", T.questions["yes"]).check()
    expect(box.get_by_role("heading")).to_contain_text(LEVELS.emergency)
    expect(box.locator("[data-red-flag]")).to_have_count(2)
    expect(box.get_by_role("link")).to_have_count(0)


def test_the_rest_of_the_address_stays_as_it_was(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/atlas/symptom-filter/?from=leaflet")
    page.get_by_role("checkbox", name=SYMPTOMS["child"].label).first.check()
    expect(page).to_have_url(f"{server.address}/atlas/symptom-filter/?from=leaflet#s=child")


def test_a_filter_that_fails_half_way_leaves_the_plain_links_and_no_form(page: Page, server: Server) -> None:
    path = f"/atlas/{FILTER_INDEX}"
    index = json.loads(server.files[path])
    for place in index["places"]:
        place["actions"] = {}
    server.files[path] = json.dumps(index).encode()
    page.goto(server.url())
    expect(page.get_by_role("heading", name=T.without.heading)).to_be_visible()
    expect(page.get_by_text(T.failed)).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)
    expect(page.get_by_role("combobox")).to_have_count(0)
