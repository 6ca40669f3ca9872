"""Numbering in order of first use on a page, and the list of sources in Vancouver style."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from citeproc import Citation as ProcessedCitation
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from markupsafe import Markup

from build_tools.places import CITATION_STYLE
from build_tools.records import Reference

_IN_STYLE = ("title", "container-title", "publisher", "volume", "issue", "page")


def vancouver(references: Iterable[Reference]) -> Mapping[str, Markup]:
    """Each reference as one line of HTML in Vancouver style, by id; without DOI and addresses."""
    chosen = list(references)
    if not chosen:
        return {}
    with warnings.catch_warnings():
        # citeproc-py warns of variables that its own model lacks; the style asks for none of them.
        warnings.simplefilter("ignore")
        source = CiteProcJSON([_csl(reference) for reference in chosen])
        style = CitationStylesStyle(str(CITATION_STYLE), validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.html)
        for reference in chosen:
            bibliography.register(ProcessedCitation([CitationItem(reference.id)]))
        lines = [str(line) for line in bibliography.bibliography()]
    return {
        reference.id: Markup(line.replace("..", ".") if line.endswith("..") else line)
        for reference, line in zip(chosen, lines, strict=True)
    }


def _csl(reference: Reference) -> dict[str, Any]:
    """The CSL-JSON of *reference*, only what the style shows."""
    extra = reference.model_extra or {}
    item: dict[str, Any] = {"id": reference.id, "type": reference.type, "title": reference.title}
    item |= {name: str(extra[name]) for name in _IN_STYLE if extra.get(name)}
    if reference.author:
        item["author"] = [name.model_dump(exclude_none=True) for name in reference.author]
    parts = (reference.issued or {}).get("date-parts")
    if parts and parts[0]:
        item["issued"] = {"date-parts": [[int(part) for part in parts[0]]]}
    return item


@dataclass(frozen=True)
class Entry:
    """A line of a page's list of sources."""

    number: int
    reference: Reference
    formatted: Markup
    uses: int
    """How often the page cites it; the marks have the anchors `use-<number>-1` and so on."""

    @property
    def anchors(self) -> tuple[str, ...]:
        return tuple(f"use-{self.number}-{use}" for use in range(1, self.uses + 1))


@dataclass
class Numbering:
    """Numbers for one page: ask in the order in which the page reads."""

    references: Mapping[str, Reference]
    formatted: Mapping[str, Markup]
    label: str
    """What a screen reader says for a mark, with `{number}`."""
    _uses: dict[str, int] = field(default_factory=dict)

    def mark(self, ids: Sequence[str]) -> Markup:
        """Clickable numbers for *ids*; new ones get the next number."""
        links = []
        for id in ids:
            if id not in self.references:
                continue
            self._uses[id] = self._uses.get(id, 0) + 1
            number = list(self._uses).index(id) + 1
            links.append(
                Markup(
                    '<a class="atlas-cite" href="#source-{n}" id="use-{n}-{u}" aria-label="{l}">[{n}]</a>'
                ).format(n=number, u=self._uses[id], l=self.label.format(number=number))
            )
        return Markup("").join(links)

    def entries(self) -> tuple[Entry, ...]:
        """The list of sources, in order of first use."""
        return tuple(
            Entry(number, self.references[id], self.formatted[id], uses)
            for number, (id, uses) in enumerate(self._uses.items(), 1)
        )
