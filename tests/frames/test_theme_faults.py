"""Faults of themes that are mended before a page is filled."""

from __future__ import annotations

from build_tools.frames.theme_faults import mended

PART = (
    '<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_7_label" aria-expanded="false">\n'
    '<label class="md-nav__title" for="__nav_7"><span class="md-nav__icon md-icon"></span>\n  {words}\n</label>'
)


def test_a_part_of_the_navigation_is_named_by_its_words_and_not_by_an_icon() -> None:
    page = mended(PART.format(words='More &amp; "more"'))
    assert 'aria-label="More &amp; &quot;more&quot;"' in page
    assert "aria-labelledby" not in page


def test_a_search_dialog_gets_the_name_of_its_field() -> None:
    page = mended('<div class="md-search" role="dialog"><input class="md-search__input" aria-label="Suche">')
    assert '<div class="md-search" role="dialog" aria-label="Suche">' in page


def test_a_wide_table_can_be_scrolled_with_the_keyboard_and_one_of_ours_is_left_alone() -> None:
    page = mended('<table><tr><td>a</td></tr></table><table class="atlas-x"></table>')
    assert '<div class="atlas-table" tabindex="0"><table class="atlas-table__table"><tr>' in page
    assert '</table></div><table class="atlas-x"></table>' in page


def test_no_page_is_fetched_ahead() -> None:
    head = '<head><link rel="canonical" href="x">\n  <link rel="prev" href="../a/">\n<link rel="next" href="../b/"></head>'
    assert mended(head) == '<head><link rel="canonical" href="x">\n  </head>'
