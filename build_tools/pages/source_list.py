"""The list of sources at the end of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from build_tools.citations import Entry
from build_tools.records import Reference
from build_tools.words import Words

_MOST_BACKS = 5
"""Ways back from a source to where it is cited, before the others are folded away."""
_FIRST_SOURCES, _MOST_SOURCES = 8, 12
"""Sources that stand open where a page has more than the most: a list can be half of a page on a phone."""


def source_list(entries: Iterable[Entry], words: Words, source: Callable[[Reference], str]) -> Markup:
    """*entries* as a numbered list, each with the way back to where it is cited; empty without entries.

    *words* are those of the strings below `sources`. *source* says what there is to say of a reference, as HTML up to the
    ways back, in an element that is still open.
    """
    back_label = str(escape(words.back))
    items = []
    for entry in entries:
        number, uses = entry.number, entry.uses
        back = [
            f'<a href="#use-{number}-{use}" aria-label="{back_label.format(number=number, use=use)}">'
            f"↑{use if uses > 1 else ''}</a> "
            for use in range(1, uses + 1)
        ]
        if len(back) > _MOST_BACKS:
            rest = back[_MOST_BACKS - 1 :]
            summary = escape(words.more_uses.format(number=len(rest)))
            back[_MOST_BACKS - 1 :] = [
                f'<details class="atlas-sources__rest"><summary>{summary}</summary>{"".join(rest)}</details>'
            ]
        items.append(
            f'<li class="atlas-sources__item" id="source-{number}">{source(entry.reference)}'
            f' <div class="atlas-sources__backs">{"".join(back)}</div></div></li>'
        )
    if len(items) <= _MOST_SOURCES:
        return Markup(f'<ol class="atlas-sources">{"".join(items)}</ol>' if items else "")
    summary = escape(words.rest.format(number=len(items) - _FIRST_SOURCES))
    return Markup(
        f'<ol class="atlas-sources">{"".join(items[:_FIRST_SOURCES])}</ol>'
        f'<details class="atlas-more atlas-more--paper"><summary>{summary}</summary>'
        f'<ol class="atlas-sources" start="{_FIRST_SOURCES + 1}">{"".join(items[_FIRST_SOURCES:])}</ol></details>'
    )
