"""The page for authors from which ids are copied into records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from build_tools import addresses
from build_tools.collection import AnyRecord
from build_tools.matching import alphabetical
from build_tools.names import name_of
from build_tools.pages.desk import Desk, write
from build_tools.pages.page import Page
from build_tools.pages.studio import Studio

MOST = 1000
"""Lines of a list. A longer one is in the JSON only."""


@dataclass(frozen=True)
class IdList:
    """Ids of one kind, as they stand in a record."""

    id: str
    name: str
    number: int
    text: str
    """A line each, with the name as a comment; empty for more than the page holds."""


def ids_page(studio: Studio) -> Page:
    """Every id that a record may name: symptoms by facet, then the other kinds from A to Z."""
    atlas, words = studio.atlas, studio.words.ids
    collection = atlas.collection
    symptoms = [
        _listed(f"symptoms-{facet.id}", facet.name, atlas.symptoms_of_facet(facet.id), "  - id: {}  # {}")
        for facet in collection.facets.values()
    ]
    others = [
        _listed(kind, words.kinds[kind], _a_to_z(collection.records[kind].values()), "{}  # {}")
        for kind in words.kinds
    ]
    return write(
        Desk(studio, addresses.IDS),
        "ids.html",
        kind="ids",
        title=words.title,
        description=words.description,
        headings={name: words.headings[name] for name in ("symptoms", "others")},
        symptoms=[one for one in symptoms if one.number],
        others=[one for one in others if one.number],
        data=f"{addresses.DATA}index.json",
        tab=addresses.CONTRIBUTE,
    )


def _a_to_z(records: Iterable[AnyRecord]) -> list[AnyRecord]:
    return sorted(records, key=lambda record: (alphabetical(name_of(record)), record.id))


def _listed(id: str, name: str, records: Iterable[AnyRecord], line: str) -> IdList:
    lines = [line.format(record.id, name_of(record)) for record in records]
    return IdList(id, name, len(lines), "\n".join(lines) if len(lines) <= MOST else "")
