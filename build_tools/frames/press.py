"""Fills planned pages into their frames and writes them; what many pages share is made ready once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from build_tools.addresses import NOT_FOUND as NOT_FOUND_PAGE
from build_tools.crew import Hand
from build_tools.frames.chrome import Chrome
from build_tools.frames.fill import Mould, check_slots
from build_tools.frames.not_found import rooted
from build_tools.frames.site_check import NOT_FOUND, CheckState, Shared, SiteCheck
from build_tools.frames.writer import SiteWriter
from build_tools.pages.page import Page, Shape
from build_tools.problems import Problem

Found = tuple[list[Problem], CheckState]


class Press:
    """Can be pickled, so that several processes can write what each of them keeps."""

    def __init__(
        self,
        chromes: Mapping[Shape, Chrome],
        tabs: Mapping[str, frozenset[str]],
        metas: str,
        root: str,
        check: SiteCheck,
        writer: SiteWriter,
    ) -> None:
        """*tabs* are the addresses below the same tab, by each of them; *metas* go into every head."""
        self._chromes, self._tabs, self._metas, self._root = chromes, tabs, metas, root
        self._check, self._writer = check, writer

    def write(self, hand: Hand[Page], watch: Callable[[int], None] = lambda done: None) -> Found:
        """Write the pages of *hand*. What was read in them comes back, with problems of their slots.

        *watch* is told how many are done.
        """
        problems: list[Problem] = []
        moulds: dict[tuple[int, str], tuple[Mould, Shared]] = {}
        # Pages of a shape mostly share the very object, and comparing shapes compares every heading.
        chromes: dict[int, Chrome] = {}
        for done, page in enumerate(hand.items):
            watch(done)
            slots = page.slots
            if faults := check_slots(page, slots):
                problems += faults
                continue
            chrome = chromes.get(id(page.shape))
            if chrome is None:
                chrome = chromes[id(page.shape)] = self._chromes[page.shape]
            key = (id(chrome), page.tab)
            if key not in moulds:
                moulds[key] = self._mould(page, chrome)
            mould, shared = moulds[key]
            content = mould.fill(page, slots)
            if page.address == NOT_FOUND_PAGE:
                markup = rooted(content.decode(), self._root)
                self._writer.write(NOT_FOUND, markup.encode())
                self._check.read_page(NOT_FOUND, [markup])
            else:
                self._writer.write(f"{page.address}index.html", content)
                self._check.read_page(page.address, (*slots.values(), page.head), shared)
        return problems, self._check.state

    def reprint(self, pages: Iterable[Page], site: Path) -> list[str]:
        """Write *pages* over those that a built *site* has. The addresses of those that fit into a frame as it is.

        Nothing is checked: the next whole build does that.
        """
        written = []
        for page in pages:
            chrome, target = self._chromes.get(page.shape), site / page.address / "index.html"
            if chrome is None or not target.exists() or check_slots(page, page.slots):
                continue
            mould, _ = self._mould(page, chrome)
            fresh = target.with_suffix(".new")
            fresh.write_bytes(mould.fill(page, page.slots))
            # Whoever asks meanwhile gets one or the other, and never half of a page.
            fresh.replace(target)
            written.append(page.address)
        return written

    def _mould(self, page: Page, chrome: Chrome) -> tuple[Mould, Shared]:
        skeleton = "" if page.address == NOT_FOUND_PAGE else chrome.skeleton
        shared = self._check.read_frame(skeleton, page.shape.folder, page.address)
        belonging = self._tabs.get(page.tab, frozenset()) if page.tab else frozenset()
        return Mould(chrome.form(self._metas, belonging)), shared
