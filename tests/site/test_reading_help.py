"""Help while reading: sources and words explained in place, mistakes reported, sources cited."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

NOTE = ".atlas-note"


def test_a_citation_shows_its_source_on_hover_and_on_focus(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}conditions/sciatica/")
    mark = page.locator(".atlas-cite").first
    source = page.locator(str(mark.get_attribute("href")))
    mark.hover()
    note = page.locator(NOTE)
    expect(note).to_contain_text(source.locator(".atlas-sources__text").inner_text())
    expect(note).to_contain_text(source.locator(".atlas-sources__kind").inner_text())
    note.hover()
    page.wait_for_timeout(400)
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    page.mouse.move(0, 0)
    mark.focus()
    expect(note).to_be_visible()
    assert mark.get_attribute("aria-describedby") == note.get_attribute("id")
    box = note.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280
    page.keyboard.press("Enter")
    assert page.url.endswith(str(mark.get_attribute("href")))
    page.close()


def test_a_note_goes_with_the_pointer_and_stays_while_it_has_the_focus(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.clock.install()
    page.goto(f"{address}conditions/sciatica/")
    note = page.locator(NOTE)
    page.locator(".atlas-cite").first.hover()
    expect(note).to_be_visible()
    page.mouse.move(0, 0)
    page.clock.run_for(1000)
    expect(note).to_have_count(0)
    page.locator(".atlas-cite").first.focus()
    note.get_by_role("link").first.focus()
    page.clock.run_for(1000)
    expect(note).to_be_visible()
    page.close()


def test_a_note_stands_beside_its_link_above_it_where_there_is_no_room_below(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 600})
    page.goto(f"{address}conditions/sciatica/")
    mark = page.locator(".atlas-cite").nth(3)
    for block, is_above in (("center", False), ("end", True)):
        mark.evaluate("(mark, block) => mark.scrollIntoView({ block, behavior: 'instant' })", block)
        mark.evaluate("mark => mark.focus({ preventScroll: true })")
        link, note = mark.bounding_box(), page.locator(NOTE).bounding_box()
        assert link
        assert note
        assert (note["y"] + note["height"] <= link["y"]) is is_above
        assert (note["y"] >= link["y"] + link["height"]) is not is_above
        page.keyboard.press("Escape")
        mark.blur()
    page.close()


def test_a_finger_sees_the_source_first_and_follows_it_with_a_second_tap(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}conditions/sciatica/")
    mark = page.locator(".atlas-cite").first
    mark.tap()
    note = page.locator(NOTE)
    expect(note).to_be_visible()
    assert "#" not in page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    # Not every browser gives the focus to what was tapped: a tap elsewhere must do by itself.
    left = page.evaluate(
        """() => {
          document.querySelector("h1").click();
          return document.querySelectorAll(".atlas-note").length;
        }"""
    )
    assert left == 0
    mark.tap()
    expect(note).to_be_visible()
    mark.tap()
    assert page.url.endswith(str(mark.get_attribute("href")))
    context.close()


def test_a_word_of_the_glossary_is_explained_once_a_page(page: Page, address: str) -> None:
    page.goto(f"{address}conditions/sciatica/")
    terms = page.locator("a.atlas-term[data-definition]")
    words = terms.evaluate_all("all => all.map((a) => a.hash)")
    assert len(words) >= 5
    marked = page.locator("h1 .atlas-term, h2 .atlas-term, a .atlas-term")
    expect(marked).to_have_count(0)
    terms.first.focus()
    expect(page.locator(NOTE)).to_have_text(str(terms.first.get_attribute("data-definition")))
    terms.first.press("Enter")
    expect(page).to_have_url(f"{address}glossary/{words[0]}")


def select(page: Page, selector: str) -> str:
    """Select what the first such element says, as a reader would with the mouse or the keyboard."""
    return str(
        page.evaluate(
            """(selector) => {
                const range = document.createRange();
                range.selectNodeContents(document.querySelector(selector));
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return getSelection().toString().replace(/\\s+/g, " ").trim();
            }""",
            selector,
        )
    )


def test_selected_text_goes_into_a_report_after_a_warning(page: Page, address: str) -> None:
    page.goto(f"{address}conditions/sciatica/")
    words = select(page, "#what-it-is ~ p")
    page.keyboard.press("Control+Enter")
    dialog = page.get_by_role("dialog", name="Report a mistake")
    expect(dialog).to_contain_text("public")
    expect(dialog).to_contain_text("your own health")
    expect(dialog.locator("blockquote")).to_have_text(words[:1200].strip())
    link = dialog.get_by_role("link")
    expect(link).to_be_focused()
    asked = parse_qs(urlsplit(str(link.get_attribute("href"))).query)
    assert asked["template"] == ["mistake.yml"]
    assert asked["page"] == ["https://back-pain-atlas.github.io/conditions/sciatica/"]
    assert asked["quote"][0].startswith("What it is\n\n")
    assert words[:40] in asked["quote"][0]
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_selection_brings_a_button_for_those_without_a_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}topics/outlook/")
    button = page.get_by_role("button", name="Report a mistake here")
    expect(button).to_be_hidden()
    select(page, "article p")
    expect(button).to_be_visible()
    button.click()
    expect(page.get_by_role("dialog").locator("blockquote")).to_be_visible()


@pytest.mark.parametrize("has_touch", [False, True])
def test_the_keys_are_told_to_those_who_have_them(browser: Browser, address: str, has_touch: bool) -> None:
    context = browser.new_context(has_touch=has_touch, is_mobile=has_touch)
    page = context.new_page()
    page.goto(f"{address}conditions/sciatica/")
    page.locator("[data-report]").first.click()
    dialog = page.get_by_role("dialog", name="Report a mistake")
    expect(dialog).to_contain_text("A button appears." if has_touch else "press Ctrl and Enter")
    assert ("Ctrl" in dialog.inner_text()) != has_touch
    context.close()


def test_what_somebody_typed_is_never_quoted_in_a_report(page: Page, address: str) -> None:
    page.goto(f"{address}symptom-filter/")
    field = page.get_by_role("searchbox").locator("visible=true").last
    field.fill("blood in my pee")
    field.select_text()
    page.keyboard.press("Control+Enter")
    dialog = page.get_by_role("dialog", name="Report a mistake")
    expect(dialog).to_be_visible()
    expect(dialog.locator("blockquote")).to_have_count(0)
    assert "blood" not in str(dialog.get_by_role("link").get_attribute("href"))


def test_a_report_names_the_published_page_wherever_it_is_read(page: Page, address: str) -> None:
    page.goto(f"{address}conditions/sciatica/index.html#causes")
    page.keyboard.press("Control+Enter")
    href = page.get_by_role("dialog", name="Report a mistake").get_by_role("link").get_attribute("href")
    asked = parse_qs(urlsplit(str(href)).query)
    assert asked["page"] == ["https://back-pain-atlas.github.io/conditions/sciatica/"]


def test_who_asks_for_a_new_tab_gets_the_form_and_no_dialog(page: Page, address: str) -> None:
    page.goto(f"{address}conditions/sciatica/")
    was_taken = page.evaluate(
        """() => {
          let wasTaken = true;
          addEventListener("click", (event) => {
            wasTaken = event.defaultPrevented;
            event.preventDefault();
          });
          const click = new MouseEvent("click", { ctrlKey: true, bubbles: true, cancelable: true });
          document.querySelector("[data-report]").dispatchEvent(click);
          return wasTaken;
        }"""
    )
    assert was_taken is False
    expect(page.locator("dialog")).to_have_count(0)


def test_the_keys_for_a_report_open_one_dialog(page: Page, address: str) -> None:
    page.goto(f"{address}conditions/sciatica/")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Not now").focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog")).to_have_count(1)


def test_a_selection_outside_what_is_read_brings_no_button(page: Page, address: str) -> None:
    page.goto(f"{address}topics/outlook/")
    button = page.locator(".atlas-report")
    select(page, "article p")
    expect(button).to_be_visible()
    select(page, ".md-footer")
    expect(button).to_be_hidden()


def test_the_link_at_the_foot_warns_too_and_works_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}conditions/sciatica/")
    href = page.get_by_role("link", name="Report a mistake").get_attribute("href")
    assert href is not None
    assert "template=mistake.yml" in href
    context.close()


def test_a_source_can_be_copied_as_text_and_as_bibtex(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.clock.install()
    page.goto(f"{address}sources/jensen-2019/")
    page.get_by_text("Cite this source").click()
    page.get_by_role("button", name="BibTeX").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied.startswith("@article{jensen-2019,")
    assert "doi = {10." in copied
    page.clock.run_for(3000)
    expect(page.get_by_role("button", name="BibTeX")).to_be_visible()
    context.close()


def test_a_text_that_the_browser_does_not_let_us_copy_is_selected_for_the_keys(
    page: Page, address: str
) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    page.goto(f"{address}sources/jensen-2019/")
    page.get_by_text("Cite this source").click()
    button = page.locator("[data-copy=cite-text]")
    button.click()
    page.wait_for_timeout(100)  # a refusal comes after the click
    text = page.locator("#cite-text").inner_text()
    assert page.evaluate("getSelection().toString()").split() == text.split()
    assert button.inner_text() != button.get_attribute("data-copied")
