"""What helps a reader of the real filter to find, to narrow, to compare and to take along."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from build_tools.collection import Collection
from tests.filter.little import WORDS

T = WORDS.filter
READY = '[data-module="symptom-filter"][data-state="ready"]'
FIND = "(typed) => Atlas.data.load().then((data) => Atlas.search.find(typed, data))"


def opened(page: Page, address: str, fragment: str = "") -> Page:
    page.goto(f"{address}symptom-filter/{fragment and '#' + fragment}")
    expect(page.locator(READY)).to_be_visible()
    return page


def test_each_symptom_is_found_by_its_label_and_by_each_synonym(
    page: Page, address: str, collection: Collection
) -> None:
    opened(page, address)
    texts = [(text, s.id) for s in collection.symptoms.values() for text in (s.label, *s.synonyms)]
    places = page.evaluate(
        """async (texts) => {
            const data = await Atlas.data.load();
            return texts.map(([text, id]) => Atlas.search.find(text, data).indexOf(id));
        }""",
        texts,
    )
    lost = [texts[at] for at, place in enumerate(places) if not 0 <= place < 5]
    assert lost == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("pins and needles", "leg-tingling"),
        ("tingly foot", "leg-tingling"),
        ("tinglign", "leg-tingling"),
        ("can't pee", "bladder-change"),
        ("cant pee", "bladder-change"),
        ("numb when i wipe", "saddle-numbness"),
        ("feverr", "fever"),
        ("wieght loss", "weight-loss"),
    ],
)
def test_a_reader_finds_it_in_their_own_words(page: Page, address: str, typed: str, found: str) -> None:
    opened(page, address)
    assert found in page.evaluate(FIND, typed)[:5]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("my legs hurt when walking far", "cannot-walk-far"),
        ("leg pain when walking", "cold-feet-on-walking"),
    ],
)
def test_a_sentence_finds_what_has_most_of_its_words(
    page: Page, address: str, collection: Collection, typed: str, found: str
) -> None:
    opened(page, address)
    page.get_by_label(T.search.label).fill(typed)
    expect(page.get_by_text(T.search.near)).to_be_visible()
    label = collection.symptoms[found].label
    expect(page.locator('[data-part="found"]').get_by_text(label, exact=True)).to_be_visible()
    page.get_by_label(T.search.label).fill("xyzzy walking plugh")
    expect(page.get_by_text(T.search.none)).to_be_visible()


def test_alarming_words_show_the_advice_before_anything_is_ticked(page: Page, address: str) -> None:
    opened(page, address)
    page.get_by_label(T.search.label).fill("can't pee")
    typed = page.locator('[data-part="typed"]')
    expect(typed).to_contain_text("emergency department")
    expect(page.locator("[data-red-flag]")).to_have_count(0)
    typed.get_by_role("button", name=T.typed.tick).click()
    expect(page.locator("[data-red-flag=cauda-equina-signs]")).to_be_visible()
    expect(page).to_have_url(re.compile("bladder-change"))


def test_the_advice_for_typed_words_follows_the_place(page: Page, address: str) -> None:
    opened(page, address)
    page.get_by_label(T.search.label).fill("can't pee")
    typed = page.locator('[data-part="typed"]')
    expect(typed).not_to_contain_text("A&E")
    page.get_by_label(T.place.label).select_option("uk")
    expect(typed).to_contain_text("A&E")


def test_the_fixed_signs_name_the_numbers_of_the_place_in_every_line(page: Page, address: str) -> None:
    opened(page, address)
    note = page.locator('[data-action="emergency-department"] [data-slot="note"]').first
    expect(note).not_to_contain_text("Triple Zero")
    page.get_by_label(T.place.label).select_option("au")
    expect(note).to_contain_text("Triple Zero (000)")


@pytest.mark.parametrize("typed", ["I want to die", "suicidal thoughts", "I can't go on"])
def test_words_of_despair_show_the_crisis_lines_of_the_place(page: Page, address: str, typed: str) -> None:
    opened(page, address, "place=uk")
    lines = page.locator('[data-part="crisis"]')
    expect(lines).to_be_hidden()
    page.get_by_label(T.search.label).fill(typed)
    expect(lines).to_be_visible()
    expect(lines).to_contain_text("Samaritans")
    expect(lines).to_contain_text("Call 999")
    expect(page.get_by_text(T.search.none)).to_have_count(0)
    page.get_by_label(T.place.label).select_option("us")
    expect(lines).to_contain_text("988")
    expect(lines).to_contain_text("911")
    page.get_by_label(T.search.label).fill("numb when going on stairs")
    expect(lines).to_be_hidden()


def test_a_sign_that_is_old_and_checked_is_not_said_to_be_off_the_urgent_list(
    page: Page, address: str
) -> None:
    opened(page, address, "s=saddle-numbness~old")
    line = page.locator('[data-part="standing"]')
    expect(line).to_have_text(T.standing_watch)
    opened(page, address, "s=pain-lower-back")
    expect(line).to_have_text(T.standing)


def test_the_sheet_says_all_that_the_box_says(page: Page, address: str) -> None:
    opened(page, address, "s=saddle-numbness&place=uk")
    page.evaluate("self.print = () => {}")
    note = page.locator('[data-part="urgent"] [data-slot="note"]').inner_text()
    assert note
    page.get_by_role("button", name=T.urgent.go_on).click()
    page.get_by_role("button", name=T.take.sheet).click()
    expect(page.locator(".atlas-paper__sheet")).to_contain_text(note)


def test_ordinary_words_show_no_advice(page: Page, address: str) -> None:
    opened(page, address)
    for word in ("lower back", "sitting", "ache", "stiff in the morning"):
        page.get_by_label(T.search.label).fill(word)
        expect(page.locator('[data-part="typed"] *')).to_have_count(0)


def test_more_questions_narrow_the_list_and_stay_where_they_are_when_answered(
    page: Page, address: str
) -> None:
    opened(page, address, "s=pain-lower-back")
    section = page.locator('[data-part="narrowing-section"]')
    questions = section.locator("fieldset[data-symptom]")
    expect(questions).to_have_count(5)
    first = questions.first.get_attribute("data-symptom")
    questions.first.get_by_role("radio", name=T.questions["no"], exact=True).check()
    assert questions.first.get_attribute("data-symptom") == first
    expect(questions.first.get_by_role("radio", name=T.questions["no"], exact=True)).to_be_focused()
    expect(page).to_have_url(re.compile(f"no={first}"))


def test_before_you_stop_asks_what_the_listed_pages_warn_of(page: Page, address: str) -> None:
    opened(page, address, "s=pain-lower-back,leg-tingling")
    section = page.locator('[data-part="open-section"]')
    expect(section.locator("fieldset[data-symptom]")).to_have_count(6)
    asked = section.locator("fieldset[data-symptom=saddle-numbness]")
    asked.get_by_role("radio", name=T.questions["yes"]).check()
    expect(page.locator("[data-red-flag=cauda-equina-signs]")).to_be_visible()


def test_a_place_is_ticked_on_the_figure_with_pointer_or_keyboard(page: Page, address: str) -> None:
    opened(page, address)
    page.locator("summary").filter(has_text="Where does it hurt").click()
    area = page.get_by_role("button", name="Lower back", exact=True)
    area.click()
    expect(area).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-facet] [data-symptom=pain-lower-back] input").first).to_be_checked()
    area.focus()
    page.keyboard.press(" ")
    expect(area).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("ArrowRight")
    other = page.locator("[data-pick]:focus")
    assert other.get_attribute("aria-label") != "Lower back"
    page.keyboard.press("Enter")
    expect(other).to_have_attribute("aria-pressed", "true")


def test_the_figure_is_one_stop_for_the_keyboard_and_its_keys_do_not_scroll(page: Page, address: str) -> None:
    opened(page, address)
    page.locator("summary").filter(has_text="Where does it hurt").click()
    page.evaluate("addEventListener('keydown', (event) => { self.isOurs = event.defaultPrevented; })")
    page.locator('[data-pick][tabindex="0"]').focus()
    for key, is_ours in (("ArrowDown", True), (" ", True), ("Tab", False)):
        page.keyboard.press(key)
        assert page.evaluate("self.isOurs") is is_ours, key
    expect(page.locator("[data-pick]:focus")).to_have_count(0)
    expect(page.locator('[data-pick][tabindex="0"]')).to_have_attribute("aria-pressed", "true")


def test_an_age_that_two_others_make_up_is_not_a_third_to_choose(page: Page, address: str) -> None:
    opened(page, address)
    ages = page.locator('[data-part="first"] [data-symptom^="age-"]')
    ids = ages.evaluate_all("all => all.map((one) => one.dataset.symptom)")
    assert "age-under-5" in ids
    assert "age-under-18" not in ids


def test_more_warning_questions_begin_where_the_focus_is(page: Page, address: str) -> None:
    opened(page, address)
    questions = page.locator('[data-part="questions"] > fieldset')
    expect(questions).to_have_count(6)
    page.locator('[data-part="questions-more"]').click()
    expect(questions).to_have_count(12)
    expect(questions.nth(6).get_by_role("radio").first).to_be_focused()


def test_undo_takes_back_one_step_at_a_time(page: Page, address: str) -> None:
    opened(page, address, "s=pain-lower-back")
    undo = page.get_by_role("button", name=T.ticked.undo)
    expect(undo).to_be_hidden()
    narrowing = page.locator('[data-part="narrowing-section"] fieldset')
    for at in (0, 1):
        narrowing.nth(at).get_by_role("radio", name=T.questions["yes"]).check()
    undo.click()
    undo.click()
    expect(page).to_have_url(re.compile("#s=pain-lower-back$"))
    expect(undo).to_be_hidden()


@pytest.mark.parametrize(
    "picked",
    [
        ("lumbar-disc-herniation", "lumbar-spinal-stenosis"),
        ("lumbar-spinal-stenosis", "lumbar-disc-herniation"),
    ],
)
def test_two_pages_stand_side_by_side_with_the_way_to_tell_them_apart(
    page: Page, address: str, picked: tuple[str, str]
) -> None:
    opened(page, address, "s=pain-lower-back,leg-tingling,leg-pain-below-knee")
    for id in picked:
        card = page.locator(f"[data-condition={id}]")
        if not card.is_visible():
            page.locator('[data-part="pages-more"]').click()
        card.locator("summary").click()
        card.get_by_label(T.compare.pick).check()
    table = page.locator('[data-part="compare"]')
    expect(table.locator("thead th")).to_have_count(2)
    assert table.locator("tbody tr").count() > 10
    page.locator('[data-part="compare-link"]').click()
    expect(page).to_have_url(re.compile("compare/lumbar-disc-herniation-or-lumbar-spinal-stenosis/$"))


def test_sheet_and_card_are_all_that_is_printed(page: Page, address: str) -> None:
    opened(page, address, "s=pain-lower-back,leg-tingling&no=fever&place=uk")
    page.evaluate("self.print = () => {}")
    page.get_by_role("button", name=T.take.sheet).click()
    page.emulate_media(media="print")
    sheet = page.locator(".atlas-paper__sheet")
    expect(sheet).to_contain_text("Tingling (pins and needles) in a leg or foot")
    expect(sheet).to_contain_text(T.sheet.questions[0])
    expect(page.locator('[data-part="pages"]')).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(sheet).to_have_count(0)
    page.emulate_media(media="screen")
    page.get_by_role("button", name=T.take.card).click()
    page.emulate_media(media="print")
    card = page.locator(".atlas-paper__card")
    expect(card).to_contain_text("999")
    expect(card.locator("li").first).to_be_visible()
    expect(page.locator("h1")).to_be_hidden()


def test_a_copied_link_says_before_what_it_reveals(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = opened(context.new_page(), address, "s=pain-lower-back")
    expect(page.get_by_text(T.take.reveals)).to_be_visible()
    page.get_by_role("button", name=T.take.link).click()
    expect(page.get_by_text(T.take.copied, exact=True)).to_be_visible()
    assert str(page.evaluate("navigator.clipboard.readText()")).endswith("#s=pain-lower-back")
    context.close()


@pytest.mark.parametrize(
    ("fragment", "is_noted"),
    [
        ("s=pain-lower-back,no-such-thing", True),
        ("s=pain-lower-back&x=1", True),
        ("s=pain-lower-back&place=mars", True),
        ("s=pain-lower-back%2Csaddle-numbness%7Eold", False),
        ("s=pain-lower-back", False),
    ],
)
def test_a_link_that_is_understood_only_in_part_says_so_quietly(
    page: Page, address: str, fragment: str, is_noted: bool
) -> None:
    opened(page, address, fragment)
    note = page.get_by_text(T.ignored)
    expect(note).to_be_visible() if is_noted else expect(note).to_be_hidden()
    expect(page.locator("[data-condition]").first).to_be_visible()
