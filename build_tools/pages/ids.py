"""The page for authors from which ids are copied into records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from build_tools import addresses
from build_tools.collection import AnyRecord
from build_tools.names import a_to_z, name_of
from build_tools.pages.desk import Desk, write
from build_tools.pages.page import Page
from build_tools.pages.studio import Studio

MOST = 1000
"""Lines of a list. A longer one is in the JSON only."""
MOST_LETTERS = 150_000
"""Letters of all lists on one page. With more of them each list has a page of its own."""


@dataclass(frozen=True)
class IdList:
    """Ids of one kind, as they stand in a record."""

    id: str
    name: str
    number: int
    text: str
    """A line each, with the name as a comment; empty for more than the page holds."""
    address: str = ""
    """Where the list has a page of its own."""


def ids_pages(studio: Studio) -> Iterator[Page]:
    """Every id that a record may name: symptoms by facet, then the other kinds from A to Z.

    On one page, or a page for each list where they are long.
    """
    atlas, words = studio.atlas, studio.words.ids
    collection = atlas.collection
    symptoms = [
        _listed(f"symptoms-{facet.id}", facet.name, atlas.symptoms_of_facet(facet.id), "  - id: {}  # {}")
        for facet in collection.facets.values()
    ]
    others = [
        _listed(kind, words.kinds[kind], a_to_z(collection.records[kind].values()), "{}  # {}")
        for kind in words.kinds
    ]
    if sum(len(one.text) for one in (*symptoms, *others)) > MOST_LETTERS:
        symptoms, others = ([_apart(one) for one in lists] for lists in (symptoms, others))
    yield write(
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
    for one in (*symptoms, *others):
        if one.address:
            title = studio.words.sheets.title.format(title=words.title, name=one.name)
            yield write(
                Desk(studio, one.address),
                "ids_sheet.html",
                kind="ids-sheet",
                folder=addresses.IDS.rstrip("/"),
                title=title,
                description=title,
                headings={},
                list=replace(one, address=""),
                ids=addresses.IDS,
                tab=addresses.CONTRIBUTE,
            )


def _apart(one: IdList) -> IdList:
    return replace(one, address=f"{addresses.IDS}{one.id}/" if one.text else "")


def _listed(id: str, name: str, records: Iterable[AnyRecord], line: str) -> IdList:
    lines = [line.format(record.id, name_of(record)) for record in records]
    return IdList(id, name, len(lines), "\n".join(lines) if len(lines) <= MOST else "")
