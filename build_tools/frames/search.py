"""Search entries for filled pages, in the two formats that engines write and their themes read."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable
from typing import Any

from build_tools.pages.page import Page

INDEX = "search/search_index.json"
"""Where mkdocs and properdocs put the index, which the theme fetches with each page."""
INDEXES = (INDEX, "search.json")
"""Where the index may be: zensical has the other one."""

_HAND_WRITTEN = 0.2
"""What the engine's own pages weigh: they are for those who contribute, and readers look for other things."""


def add_entries(index: str, pages: Iterable[Page], is_frame: Callable[[str], bool]) -> bytes:
    """*index* with an entry a page and without what the engine made of frames.

    *is_frame* tells whether an address is that of a frame. An entry has the title and `Page.search_text`: themes fetch
    the whole index with each page, so the prose stays out.
    """
    content: dict[str, Any] = json.loads(index)
    key = "items" if "items" in content else "docs"
    extra: dict[str, Any] = {"level": 1, "path": []} if key == "items" else {}
    light = {} if key == "items" else {"boost": _HAND_WRITTEN}
    entries = [
        {**entry, **light} for entry in content[key] if not is_frame(entry["location"].partition("#")[0])
    ]
    entries += [
        {
            "location": page.address,
            "title": html.escape(page.title, quote=False),
            "text": html.escape(page.search_text, quote=False),
            **({"boost": page.search_weight} if page.search_weight != 1 else {}),
            **extra,
            # Material finds a page by its tags before all others, and shows them; other themes leave them aside.
            **(
                {"tags": [html.escape(name, quote=False) for name in page.search_names]}
                if page.search_names or extra
                else {}
            ),
        }
        for page in pages
    ]
    content[key] = entries
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
