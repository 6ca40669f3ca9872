"""Faults of themes that readers would meet, mended in what the engine rendered."""

from __future__ import annotations

import re

_UNNAMED_SEARCH = re.compile(r"<div class=\"md-search\"(?![^>]*\baria-label)[^>]*\brole=\"dialog\"")
_NAME_OF_SEARCH = re.compile(r"class=\"md-search__input\"[^>]*\baria-label=\"([^\"]*)\"")


def mended(page: str) -> str:
    """*page* with a name for Material's search dialog, which screen readers announce without one.

    The name is the theme's own word for its search field, in the theme's language.
    """
    name = _NAME_OF_SEARCH.search(page)
    if name is None:
        return page
    return _UNNAMED_SEARCH.sub(lambda dialog: f'{dialog.group()} aria-label="{name[1]}"', page, count=1)
