"""Faults of themes that readers would meet, mended in what the engine rendered."""

from __future__ import annotations

import re

_UNNAMED_SEARCH = re.compile(r"<div class=\"md-search\"(?![^>]*\baria-label)[^>]*\brole=\"dialog\"")
_NAME_OF_SEARCH = re.compile(r"class=\"md-search__input\"[^>]*\baria-label=\"([^\"]*)\"")
_NAMED_BY_AN_ICON = re.compile(
    r"(<nav class=\"md-nav\"[^>]*?) aria-labelledby=\"(__nav_\w+)_label\""
    r"([^>]*>\s*<label class=\"md-nav__title\" for=\"\2\">\s*<span[^>]*></span>\s*)([^<]*?)(\s*</label>)"
)
_NEIGHBOUR = re.compile(r"<link rel=\"(?:prev|next)\"[^>]*>\s*")
_BARE_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)


def mended(page: str) -> str:
    """*page* with names for parts of Material that screen readers announce without one, and tables to scroll.

    What leads to the next page in the navigation is taken out of the head. Firefox would fetch that page ahead,
    which the content security policy refuses, with an error in the console of each page.

    The search dialog gets the theme's own word for its field, in the theme's language. A part of the
    navigation is named by a label that holds only an icon; it gets the words of its title. The theme wraps
    wide tables into something that scrolls and that no key can reach; with a class of ours it lets them be.
    """
    if name := _NAME_OF_SEARCH.search(page):
        page = _UNNAMED_SEARCH.sub(lambda dialog: f'{dialog.group()} aria-label="{name[1]}"', page, count=1)
    page = _NAMED_BY_AN_ICON.sub(_named, page)
    page = _NEIGHBOUR.sub("", page)
    return _BARE_TABLE.sub(
        r'<div class="atlas-table" tabindex="0"><table class="atlas-table__table">\1</table></div>', page
    )


def _named(nav: re.Match[str]) -> str:
    words = nav[4].replace('"', "&quot;")
    return f'{nav[1]} aria-label="{words}"{nav[3]}{nav[4]}{nav[5]}'
