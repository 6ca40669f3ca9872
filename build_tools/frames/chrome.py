"""What a rendered frame needs beyond its slots: a place for the policy, the head, and the active tab."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from build_tools.addresses import followed, relative
from build_tools.frames.fill import Form, split
from build_tools.frames.frame import Frame
from build_tools.frames.seal import seal
from build_tools.frames.share import with_share_tags
from build_tools.pages.page import Entry, Heading

_HEAD_END = re.compile(r"</head\s*>|<body\b", re.IGNORECASE)
_DESCRIPTION = re.compile(r"<meta\s+name=[\"']?description\b[^>]*>", re.IGNORECASE)
_TAB = re.compile(r"(<li class=\"md-tabs__item)(\">\s*<a href=\"([^\"]*)\")")
_ACTIVE_TAB = "md-tabs__item--active"
_TITLE = re.compile(r"<h1\b")
_AS_IT_IS = re.compile(
    r"(<script\b.*?</script\s*>|<style\b.*?</style\s*>|<pre\b.*?</pre\s*>|<textarea\b.*?</textarea\s*>)",
    re.DOTALL | re.IGNORECASE,
)
"""Where spaces count."""
_INDENT = re.compile(r"\n\s+")


class Chrome:
    """A rendered frame in its theme. `form` makes the form for the pages of one navigation entry."""

    def __init__(self, page: str, frame: Frame, theme: str) -> None:
        """Raises LostSlotError where the theme has no place for something."""
        names = list(frame.names)

        def placed(name: str) -> str:
            names.append(name)
            return frame.sentinel(len(names) - 1)

        description = frame.sentinel(names.index("description"))
        if description not in page:
            # Themes without a description for each page print the site's own on the home page.
            page = seal(_DESCRIPTION.sub("", page), f'<meta name="description" content="{description}">')
        page = with_share_tags(_flush(page), frame.address)
        page = seal(page, placed("policy"))
        end = _HEAD_END.search(page)
        at = end.start() if end else len(page)
        page = page[:at] + placed("head") + page[at:]
        self._here = frame.address if frame.shape.folder is None else f"{frame.shape.folder}/-/"
        self._tabs: dict[str, str] = {}
        if _ACTIVE_TAB not in page:
            page = _TAB.sub(lambda tab: tab[1] + placed(self._tab(tab[3], len(names))) + tab[2], page)
        form = split(page, frame, names, theme)
        self._form = form.bind(
            {
                f"heading:{part.id}": escape(part.text)
                for part in frame.shape.body
                if isinstance(part, Heading)
            }
        )

    @property
    def mark(self) -> str:
        """What every sentinel of the plan begins with."""
        return self._form.frame.mark

    @property
    def skeleton(self) -> str:
        """What the pages share, as HTML to look into."""
        return self._form.skeleton

    def form(self, metas: str, belonging: Iterable[str]) -> Form:
        """The form with *metas* in its head and that tab active that leads to one of *belonging*."""
        chosen = set(belonging)
        tabs = {name: f" {_ACTIVE_TAB}" if address in chosen else "" for name, address in self._tabs.items()}
        return self._form.bind({"policy": metas, **tabs})

    def _tab(self, href: str, number: int) -> str:
        name = f"tab:{number}"
        self._tabs[name] = followed(self._here, href)
        return name


def _flush(page: str) -> str:
    """*page* without indentation, which the theme has on every line and every page of a site repeats."""
    # Every second piece is one to leave alone.
    pieces = _AS_IT_IS.split(page)
    pieces[::2] = [_INDENT.sub("\n", piece) for piece in pieces[::2]]
    return "".join(pieces)


def with_foot(page: str, foot: str) -> str:
    """The hand-written *page* with *foot* at the end of its text."""
    text, end, rest = page.rpartition("</article>")
    return f"{text}{foot}{end}{rest}" if end else page


def with_place(page: str, address: str, navigation: Iterable[Entry], label: str) -> str:
    """The hand-written *page* at *address* with the active tab and the way back that planned pages have.

    It belongs to the first entry of *navigation* whose address its own begins with; a page that belongs to none
    stays as it is. *label* names the way back for screen readers.
    """
    entries = tuple(navigation)
    entry = next((one for one in entries if one.address and address.startswith(one.address)), None)
    if entry is None:
        return page
    if _ACTIVE_TAB not in page:
        page = _TAB.sub(
            lambda tab: (
                f"{tab[1]} {_ACTIVE_TAB}{tab[2]}" if followed(address, tab[3]) == entry.address else tab[0]
            ),
            page,
        )
    above = [one for one in entries if not one.address and not one.children]
    above += [entry] if address != entry.address else []
    way = "".join(
        f'<li><a href="{relative(address, one.address)}">{escape(one.title)}</a></li>' for one in above
    )
    crumbs = f'<nav class="atlas-breadcrumbs" aria-label="{escape(label)}"><ol>{way}</ol></nav>\n'
    return _TITLE.sub(lambda title: crumbs + title[0], page, count=1)


def addresses_by_tab(navigation: Iterable[Entry]) -> dict[str, frozenset[str]]:
    """For each address in *navigation*, all addresses below the same tab."""
    found: dict[str, frozenset[str]] = {}
    for entry in navigation:
        below = frozenset(_addresses(entry))
        for address in below:
            found.setdefault(address, below)
    return found


def _addresses(entry: Entry) -> Iterable[str]:
    if entry.address or not entry.children:
        yield entry.address
    for child in entry.children:
        yield from _addresses(child)
