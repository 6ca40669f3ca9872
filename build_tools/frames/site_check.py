"""Every link, anchor and asset of a site that is being written, and pages that nothing links to.

What all pages of a frame have in common is read once, and so is a tag that its siblings repeat. Pages are
not kept: of each, only its ids stay, as one string.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from build_tools.addresses import followed
from build_tools.frames.frame import place
from build_tools.frames.markup import PART, References, references, references_of_part
from build_tools.problems import Problem

NOT_FOUND = "404.html"
"""The one page that servers show at any address, so the only one whose links begin with a slash."""

_MOST_COMPARED = 50
"""Broken addresses for which the nearest one is looked for. Each is compared with all of the site's."""

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_MEANS_THE_SAME = re.compile(rf"\.\./|#|{_SCHEME.pattern}")
"""From all pages of a folder."""
_STYLE_ADDRESS = re.compile(r"url\(\s*([\"']?)(.*?)\1\s*\)")


class Fault(NamedTuple):
    """What is wrong with a tag, wherever it stands."""

    rule: str
    message: str
    hint: str = ""


class Findings(NamedTuple):
    """What a tag, or everything that the pages of a frame share, names and points to."""

    ids: tuple[str, ...]
    own_anchors: tuple[str, ...]
    """Fragments of the page itself."""
    targets: tuple[tuple[str, str], ...]
    """Other pages and files of the site, each with a fragment or an empty string."""
    faults: tuple[Fault, ...]


_NOTHING = Findings((), (), (), ())


@dataclass(frozen=True)
class Shared:
    """What `SiteCheck.read_frame` found, to go with each page of the frame."""

    folder: str | None
    ids: frozenset[str] = frozenset()
    missing_anchors: tuple[str, ...] = ()
    """Fragments of the page itself that the frame does not have: each page has to."""


_ALONE = Shared(folder=None)


@dataclass
class CheckState:
    """What has been read so far."""

    ids: dict[str, tuple[str, Shared]] = field(default_factory=dict)
    """By address: the page's own ids with blanks around each, and its frame's."""
    anchors: dict[tuple[str, str], str] = field(default_factory=dict)
    """Page and fragment, and the first page by address that points there."""
    linked: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


class SiteCheck:
    """Reads pages while they are written. `problems` says at the end what does not exist."""

    def __init__(self, pages: Iterable[str], files: Iterable[str], root: str) -> None:
        """*pages* are addresses, *files* paths below the root, *root* is the site's full address."""
        self._pages = set(pages)
        self._files = set(files)
        self._root = root
        self._base = urlsplit(root).path or "/"
        self.state = CheckState()
        self._tags: dict[str, dict[str, Findings]] = {}
        self._hints: dict[str, str] = {}

    def begun(self) -> SiteCheck:
        """A check of the same site that has read nothing yet, for another process."""
        return SiteCheck(self._pages, self._files, self._root)

    def read_frame(self, skeleton: str, folder: str | None, address: str) -> Shared:
        """What the pages of a frame share. They live in *folder*, or there is one, at *address*.

        Faults are reported once, for *address*, the first of the pages.
        """
        here = address if folder is None else f"{folder}/-/"
        found = self._findings(here, references(skeleton), is_ours=False)
        self._follow(address, found)
        self._report(address, found)
        ids = frozenset(found.ids)
        missing = tuple(anchor for anchor in found.own_anchors if anchor not in ids)
        return Shared(folder, ids, missing)

    def read_page(self, address: str, blocks: Iterable[str], shared: Shared = _ALONE) -> None:
        """A page in pieces, or what a page puts into its frame, where *shared* is the rest."""
        known = self._tags.setdefault(shared.folder, {}) if shared.folder is not None else {}
        own = address.rstrip("/").rpartition("/")[2]
        ids: list[str] = []
        anchors = list(shared.missing_anchors)
        for part in chain.from_iterable(map(PART.findall, blocks)):
            found = known.get(part)
            if found is _NOTHING:
                continue
            if found is None:
                references = references_of_part(part)
                found = self._findings(address, references, is_ours=shared is not _ALONE)
                self._follow(address, found)
                # Elsewhere in the folder it means the same, unless it depends on the page or is about it.
                if own not in part and all(
                    map(_MEANS_THE_SAME.match, (*references.links, *references.assets))
                ):
                    known[part] = found if any(found) else _NOTHING
            ids += found.ids
            anchors += found.own_anchors
            if found.faults:
                self._report(address, found)
            self._note_anchors(address, found.targets)
        self._check_ids(address, ids, anchors, shared)
        self.state.ids[address] = (f" {' '.join(ids)} ", shared)

    def read_stylesheet(self, path: str, text: str) -> None:
        """A stylesheet and the files that it names."""
        assets = tuple(found[1] for found in _STYLE_ADDRESS.findall(text))
        self._report(path, self._findings(path, References(assets=assets), is_ours=False))

    def absorb(self, other: CheckState) -> None:
        """Count in what another process has read; what both know counts once."""
        state = self.state
        state.ids |= other.ids
        state.linked |= other.linked
        state.problems += other.problems
        for target, source in other.anchors.items():
            state.anchors[target] = min(source, state.anchors.get(target, source))

    def problems(self) -> list[Problem]:
        """Everything found, once all pages have been read."""
        problems = list(self.state.problems)
        for (target, fragment), source in self.state.anchors.items():
            if target in self.state.ids and not self._has(target, fragment):
                problems.append(_broken_anchor(source, fragment, f"/{target}"))
        # A page with a file name of its own belongs to the theme: the stock one posts its search form there.
        orphans = {page for page in self.state.ids if page.endswith("/")} - self.state.linked
        problems += [
            Problem(place(address), "orphan-page", "No other page links to this page.",
                    "Link to it from a page or from the navigation, or take it away.")
            for address in orphans
        ]  # fmt: skip
        return problems

    def _has(self, address: str, fragment: str) -> bool:
        ids, shared = self.state.ids[address]
        return f" {fragment} " in ids or fragment in shared.ids

    def _check_ids(self, address: str, ids: list[str], anchors: list[str], shared: Shared) -> None:
        own = set(ids)
        for anchor in anchors:
            if anchor not in own and anchor not in shared.ids:
                self.state.problems.append(_broken_anchor(address, anchor, "this page"))
        if shared is _ALONE or (len(own) == len(ids) and own.isdisjoint(shared.ids)):
            return
        for id in sorted(id for id in own if ids.count(id) > 1 or id in shared.ids):
            self.state.problems.append(
                Problem(place(address), "duplicate-anchor", f'Two elements of the page have the id "{id}".')
            )

    def _report(self, address: str, found: Findings) -> None:
        self.state.problems += [Problem(place(address), *fault) for fault in found.faults]

    def _follow(self, address: str, found: Findings) -> None:
        self.state.linked.update(target for target, _ in found.targets)
        self._note_anchors(address, found.targets)

    def _note_anchors(self, address: str, targets: Iterable[tuple[str, str]]) -> None:
        for target in targets:
            if target[1] and self.state.anchors.get(target, address) >= address:
                self.state.anchors[target] = address

    def _findings(self, address: str, found: References, *, is_ours: bool) -> Findings:
        own_anchors: list[str] = []
        targets: list[tuple[str, str]] = []
        faults: list[Fault] = []
        for asset in found.assets:
            if _SCHEME.match(asset) and not asset.startswith(("data:", self._root)):
                faults.append(
                    Fault("other-origin", f'The page would fetch "{asset}" from somewhere else.',
                          "Put the file below docs/assets/ and point to it there.")
                )  # fmt: skip
        if is_ours:
            faults += [
                Fault("blocked-markup", f"The content security policy blocks {what}.")
                for what in found.blocked
            ]
        for url in (*found.links, *found.assets):
            target, fragment = self._resolve(address, url)
            if target is None:
                continue
            if target == address:
                if fragment:
                    own_anchors.append(fragment)
            elif target in self._pages or target in self._files:
                targets.append((target, fragment))
            else:
                faults.append(Fault("broken-link", f'The link "{url}" leads nowhere.', self._hint(target)))
        return Findings(found.ids, tuple(own_anchors), tuple(targets), tuple(faults))

    def _resolve(self, address: str, url: str) -> tuple[str | None, str]:
        """The page or file of the site that *url* means on the page at *address*, and the fragment."""
        if url.startswith("../"):
            # As nearly all are, and so the way that has to be short.
            path, _, fragment = url.partition("#")
            if not ("?" in path or "%" in url or "=" in fragment or ":" in fragment or url[-1].isspace()):
                return followed(address, path), fragment
        url = url.strip()
        is_full = url.startswith(self._root) or (address == NOT_FOUND and url.startswith(self._base))
        if is_full:
            url = url[len(self._root if url.startswith(self._root) else self._base) :]
        elif _SCHEME.match(url):
            return None, ""
        path, _, fragment = url.partition("#")
        path = path.partition("?")[0]
        # A fragment with a value in it is the state of the filter, and not the id of an element.
        anchor = "" if "=" in fragment or fragment.startswith(":~:") else unquote(fragment)
        if not path and not is_full:
            return address, anchor
        if path.startswith("/"):
            return path, anchor
        return followed("" if is_full else address, unquote(path)), anchor

    def _hint(self, target: str) -> str:
        if target not in self._hints:
            self._hints[target] = self._way_out(target)
        return self._hints[target]

    def _way_out(self, target: str) -> str:
        if f"{target}/" in self._pages:
            return "Put a slash at its end."
        if len(self._hints) >= _MOST_COMPARED:
            return ""
        near = get_close_matches(target, sorted(self._pages | self._files), 1)
        return f'Did you mean "/{near[0]}"?' if near else ""


def _broken_anchor(source: str, fragment: str, target: str) -> Problem:
    return Problem(
        place(source), "broken-anchor", f'The link to "#{fragment}" finds no such place on {target}.'
    )
