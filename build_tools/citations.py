"""Numbering in order of first use on a page, and the list of sources in Vancouver style."""

from __future__ import annotations

import html
import json
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from build_tools.memo import remember
from build_tools.places import CITATION_STYLE
from build_tools.records import Reference

MOST = 100_000
"""Lines that are remembered before those of no use to the atlas at hand are dropped."""

_TOGETHER = 3
_IN_STYLE = ("title", "container-title", "publisher", "volume", "issue", "page")


def vancouver(references: Iterable[Reference], remembered: Path | None = None) -> Mapping[str, Markup]:
    """Each reference as one line of HTML in Vancouver style, by id; without DOI and addresses.

    citeproc-py needs about a millisecond a reference, most of the time of a small atlas, so lines may be
    kept in the file *remembered*, each under a digest of the style, the library and what it was made from.
    """
    named = tuple(references)
    # Of a source that a data set only names there is a title and nothing to put into a style.
    plain = {r.id: escape(r.title) for r in named if r.custom.read == "listed"}
    style = _style()
    chosen = {_digest(reference, style): reference for reference in named if reference.id not in plain}
    known = _read_lines(remembered) if remembered else {}
    if new := {digest: reference for digest, reference in chosen.items() if digest not in known}:
        lines = _format(list(new.values()))
        known |= dict(zip(new, lines, strict=True))
    if remembered and new:
        kept = known if len(known) < MOST else chosen
        lines_by_digest = {digest: known[digest] for digest in sorted(kept)}
        remember(remembered, json.dumps(lines_by_digest, ensure_ascii=False, indent=0).encode())
    return plain | {reference.id: Markup(known[digest]) for digest, reference in chosen.items()}


def _digest(reference: Reference, style: str) -> str:
    made_from = json.dumps([style, _csl(reference)], sort_keys=True)
    return sha256(made_from.encode()).hexdigest()


def _style() -> str:
    """What differs between two styles, and between two versions of the library."""
    return sha256(CITATION_STYLE.read_bytes()).hexdigest() + version("citeproc-py")


def _read_lines(path: Path) -> dict[str, str]:
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _format(chosen: Sequence[Reference]) -> list[str]:
    from citeproc import Citation as ProcessedCitation
    from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        # citeproc-py warns of variables that its own model lacks; the style asks for none of them.
        warnings.simplefilter("ignore")
        source = CiteProcJSON([_csl(reference) for reference in chosen])
        style = CitationStylesStyle(str(CITATION_STYLE), validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for reference in chosen:
            bibliography.register(ProcessedCitation([CitationItem(reference.id)]))
        # The HTML formatter passes on what it gets: a title may have "<" in it, and never a tag.
        return [html.escape(str(line), quote=False) for line in bibliography.bibliography()]


def _csl(reference: Reference) -> dict[str, Any]:
    """The CSL-JSON of *reference*, only what the style shows."""
    extra = reference.model_extra or {}
    item: dict[str, Any] = {"id": reference.id, "type": reference.type, "title": reference.title}
    item |= {name: str(extra[name]) for name in _IN_STYLE if extra.get(name)}
    if reference.author:
        item["author"] = [name.model_dump(exclude_none=True) for name in reference.author]
    if reference.date_parts:
        item["issued"] = {"date-parts": [list(reference.date_parts)]}
    return item


@dataclass(frozen=True)
class Entry:
    """A line of a page's list of sources."""

    number: int
    reference: Reference
    formatted: Markup
    uses: int
    """How often the page cites it; the marks have the anchors `use-<number>-1` and so on."""


@dataclass
class Numbering:
    """Numbers for one page: ask in the order in which the page reads."""

    references: Mapping[str, Reference]
    formatted: Mapping[str, Markup]
    label: str
    """What a screen reader says for a mark, with `{number}`."""
    _numbers: dict[str, int] = field(default_factory=dict)
    _uses: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._spoken = str(escape(self.label))

    def mark(self, ids: Sequence[str]) -> Markup:
        """Clickable numbers for *ids*; new ones get the next number."""
        links: list[str] = []
        for id in ids:
            number = self._numbers.setdefault(id, len(self._numbers) + 1)
            use = self._uses[id] = self._uses.get(id, 0) + 1
            label = self._spoken.format(number=number)
            links.append(
                f'<a class="atlas-cite" href="#source-{number}" id="use-{number}-{use}"'
                f' aria-label="{label}">[{number}]</a>'
            )
        # A few stay on one line; more of them may not push a narrow page apart.
        return Markup(("\N{WORD JOINER}" if len(links) <= _TOGETHER else "").join(links))

    def entries(self) -> tuple[Entry, ...]:
        """The list of sources, in order of first use."""
        return tuple(
            Entry(number, self.references[id], self.formatted[id], self._uses[id])
            for id, number in self._numbers.items()
        )
