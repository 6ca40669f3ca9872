"""What is printed of the filter: the sheet says what was said, the card what is near, and paper leaves no trace."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

from build_tools.exports.filter_parts import FILTER_INDEX
from tests.filter.conftest import Server
from tests.filter.little import RULES, SYMPTOMS, WORDS
from tests.filter.test_page import opened

T = WORDS.filter


def printed(page: Page, words: str) -> None:
    page.evaluate("() => { self.print = () => {}; }")
    page.get_by_role("button", name=words).click()


def test_the_sheet_says_which_findings_are_old_and_of_which_the_reader_is_not_sure(
    page: Page, server: Server
) -> None:
    opened(page, server, "s=leg,back~same,numb~old&unsure=fever")
    printed(page, T.take.sheet)
    expect(page.locator(".atlas-paper__sheet [data-slot=said] > li")).to_have_text(
        [
            f"{SYMPTOMS['back'].label} ({T.ticked.same})",
            SYMPTOMS["leg"].label,
            f"{SYMPTOMS['numb'].label} ({T.ticked.old})",
            f"{SYMPTOMS['fever'].label} ({T.ticked.unsure})",
        ]
    )


def test_the_card_begins_with_the_signs_of_the_listed_pages_and_says_whom_to_call(
    page: Page, server: Server
) -> None:
    path = f"/atlas/{FILTER_INDEX}"
    index = json.loads(server.files[path])
    index["red_flags"].reverse()
    server.files[path] = json.dumps(index).encode()
    signs = page.locator(".atlas-paper__card [data-slot=signs] > li")
    numbers = page.locator(".atlas-paper__card [data-slot=numbers] > li")
    opened(page, server, "s=leg")
    printed(page, T.take.card)
    expect(signs).to_have_text([RULES["weak-rule"].name, RULES["numb-rule"].name])
    expect(numbers).to_have_text(["ambulance other number"])
    opened(page, server, "s=numb~old&place=uk")
    printed(page, T.take.card)
    expect(signs).to_have_text([RULES["numb-rule"].name, RULES["weak-rule"].name])
    expect(numbers).to_have_text(["Call 999"])


def test_after_the_sheet_the_page_itself_can_be_printed(page: Page, server: Server) -> None:
    opened(page, server, "s=back")
    printed(page, T.take.sheet)
    page.emulate_media(media="print")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(heading).to_be_visible()


def test_a_link_that_was_copied_is_said_to_be_until_something_else_is_ticked(
    page: Page, server: Server
) -> None:
    opened(page, server, "s=back")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.resolve(); }")
    said = page.get_by_text(T.take.copied, exact=True)
    page.get_by_role("button", name=T.take.link).click()
    expect(said).to_be_visible()
    page.get_by_label(T.search.label).fill("dull")
    page.get_by_role("checkbox", name=SYMPTOMS["dull-ache"].label).first.check()
    expect(said).to_be_hidden()


def test_a_link_that_could_not_be_copied_is_not_said_to_be(page: Page, server: Server) -> None:
    opened(page, server, "s=back")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name=T.take.link).click()
    expect(page.get_by_text(T.take.not_copied, exact=True)).to_be_visible()


def test_the_sheet_says_what_to_do_why_and_what_was_denied_and_has_no_empty_part(
    page: Page, server: Server
) -> None:
    opened(page, server, "s=back,fever&no=numb")
    printed(page, T.take.sheet)
    sheet = page.locator(".atlas-paper__sheet")
    expect(sheet.locator("[data-slot=urgent] > li")).to_have_text(
        ["doctor-today other number", RULES["fever-rule"].reason]
    )
    expect(sheet.locator("[data-slot=denied] > li")).to_have_text([SYMPTOMS["numb"].label])
    opened(page, server, "s=leg")
    printed(page, T.take.sheet)
    page.emulate_media(media="print")
    expect(sheet.get_by_role("heading", name=T.sheet.said)).to_be_visible()
    expect(sheet.get_by_role("heading", name=T.sheet.urgent)).to_be_hidden()
    expect(sheet.get_by_role("heading", name=T.sheet.denied)).to_be_hidden()
