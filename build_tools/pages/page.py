"""What a page is before an engine has seen it: an address, a shape, and the content of its slots.

A *shape* is what pages of a kind with the same sections share: their headings, in order. The engine
renders one frame a shape; everything that differs from page to page goes into slots.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from build_tools.crew import Crew, Errand


@dataclass(frozen=True)
class Slot:
    """A place in the body that each page fills with a block of HTML."""

    name: str


@dataclass(frozen=True)
class Heading:
    """A real heading, known to the engine, so that it stands in the table of contents."""

    id: str
    text: str
    level: int = 2


@dataclass(frozen=True)
class Title:
    """Where the page's `<h1>` stands in the body."""


@dataclass(frozen=True)
class Shape:
    """What the engine has to know of a page.

    Exactly one of *folder* and *address* is set. With *folder*, any number of pages share the frame:
    they live at `<folder>/<one segment>/` and their title and description are slots. With *address*,
    the shape belongs to the one page that lives there, and the engine sees its real title.
    """

    kind: str
    body: tuple[Slot | Heading | Title, ...]
    folder: str | None = None
    address: str | None = None

    @property
    def slots(self) -> tuple[str, ...]:
        """Names of the slots of the body, in order."""
        return tuple(part.name for part in self.body if isinstance(part, Slot))


@dataclass(frozen=True)
class Page:
    """A planned page. *slots* has exactly the slots of the shape."""

    address: str
    """Relative to the root, with a slash at the end; the home page is the empty string."""
    shape: Shape
    title: str
    """Plain text."""
    description: str
    """Plain text, one line, for the head and for search engines."""
    slots: Mapping[str, Markup]
    search_text: str = ""
    """Plain text for the search index: other names and the summary, not the prose."""
    search_names: tuple[str, ...] = ()
    """Other names, by which a page is found before all pages that only mention them."""
    search_weight: float = 1
    """More than 1 for what readers mostly look for; less for a page that should come after others with the same words."""
    modified: datetime.date | None = None
    """For the sitemap; a date from the records, never from a clock."""
    tab: str = ""
    """Address of the navigation entry to mark as the one that this page belongs to; empty for none."""
    head: str = ""
    """HTML for the end of the head: structured data, links to feeds, scripts of this site. None inline."""


def brief(page: Page) -> Page:
    """What there is to know of *page* where its HTML is kept elsewhere."""
    return replace(page, slots={}, head="")


@dataclass(frozen=True)
class Redirect:
    """An old address and where its page lives now."""

    address: str
    to: str
    title: str


@dataclass(frozen=True)
class Entry:
    """One line of the navigation: a page's address, or a group of lines."""

    title: str
    address: str = ""
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Everything that the frames package needs to make a site."""

    name: str
    url: str
    description: str
    language: str
    copyright: str
    """HTML for the theme's footer."""
    navigation: tuple[Entry, ...]
    """Includes the hand-written pages below `contribute/`, by address."""
    pages: tuple[Page, ...]
    redirects: tuple[Redirect, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Files that are no pages, by their path below the root."""
    exports: tuple[Errand, ...] = ()
    """What makes further files: JSON, feeds, scripts. Each is asked once."""
    feet: Mapping[str, str] = field(default_factory=dict)
    """HTML for the end of hand-written pages, by address."""
    breadcrumb_label: str = ""
    """What the way back at the top of a page is called for screen readers."""
    heading_link: str = ""
    """What the link beside a heading is called; empty leaves what the engine's configuration says."""
    palette_names: tuple[str, ...] = ()
    """What the switches between light and dark are called, in the order of the theme's `palette`."""
    search: str = ""
    """`theme` for the theme's own index, `pagefind` for one in pieces; empty goes by the number of pages."""
    search_words: Mapping[str, str] = field(default_factory=dict)
    """What the theme's search says of what it finds, by the theme's keys: `none`, `one`, `other`; # is the number."""
    search_shown: str = ""
    """What readers are told of the number of pages that a search in pieces shows; # is the number."""
    disk_notice: str = ""
    """HTML that a copy for a disk has at the top of each page."""
    crew: Crew[Page] | None = None
    """The processes that keep what fills the pages, if it is more than this one."""

    def made_by(self, crew: Crew[Page], exports: Iterable[Errand]) -> Plan:
        """This plan with the pages that *crew* made, and the *exports* that were given to it."""
        return replace(self, pages=crew.items, exports=tuple(exports), crew=crew if crew.is_shared else None)
