"""Lists that are too long for one page, on several: conditions by letter, symptoms by facet, sources by their id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from build_tools import addresses
from build_tools.collection import AnyRecord
from build_tools.names import alphabetical, name_of
from build_tools.pages.desk import Desk, write
from build_tools.pages.page import Page
from build_tools.pages.studio import Studio
from build_tools.records import Condition, Reference, Symptom

Entry = TypeVar("Entry")
Entry_co = TypeVar("Entry_co", covariant=True)

MOST = 600
"""Entries that a page of a list may have; at some 150 bytes each with room for the theme's own 40 KB."""


@dataclass(frozen=True)
class Sheet(Generic[Entry_co]):
    """A part of a list that has a page of its own."""

    address: str
    name: str
    entries: tuple[Entry_co, ...]


def split(
    entries: Sequence[Entry], folder: str, name_of_part: Callable[[Entry], tuple[str, str]]
) -> tuple[Sheet[Entry], ...]:
    """*entries*, which stand in order, in sheets below *folder*: a part each, or more where a part is long.

    *name_of_part* gives the last piece of the address and the name of the part that an entry belongs to.
    """
    sheets = []
    for (piece, name), found in groupby(entries, key=name_of_part):
        part = list(found)
        pages = range(0, len(part), MOST)
        for number, start in enumerate(pages, 1):
            suffix, label = ("", name) if number == 1 else (f"-{number}", f"{name} ({number})")
            sheets.append(Sheet(f"{folder}{piece}{suffix}/", label, tuple(part[start : start + MOST])))
    return tuple(sheets)


def letter_of(name: str) -> tuple[str, str]:
    """The first letter of *name* as a piece of an address and as a heading."""
    first = alphabetical(name)[:1]
    return (first, first.upper()) if re.fullmatch(r"[a-z0-9]", first) else ("other", "…")


def condition_sheets(studio: Studio) -> tuple[Sheet[tuple[str, Condition]], ...]:
    """Conditions by letter, other names included; none where one page holds all."""
    atlas = studio.atlas
    names = [(condition.name, condition) for condition in atlas.conditions]
    names += [(other.name, condition) for condition in atlas.conditions for other in condition.other_names]
    if len(names) <= MOST:
        return ()
    names.sort(key=lambda entry: (letter_of(entry[0]), alphabetical(entry[0]), entry[1].id))
    return split(names, f"{addresses.CONDITIONS}letter/", lambda entry: letter_of(entry[0]))


def symptom_sheets(studio: Studio) -> tuple[Sheet[tuple[str, Symptom]], ...]:
    """Symptoms by facet and from A to Z; none where one page holds all."""
    atlas = studio.atlas
    if len(atlas.collection.symptoms) <= MOST:
        return ()
    return tuple(
        sheet
        for facet in atlas.collection.facets.values()
        for sheet in split(
            sorted(
                ((symptom.label, symptom) for symptom in atlas.symptoms_of_facet(facet.id)),
                key=lambda entry: (alphabetical(entry[0]), entry[1].id),
            ),
            f"{addresses.SYMPTOMS}facet/",
            lambda _, facet=facet: (facet.id, facet.name),  # type: ignore[misc]
        )
    )


def source_sheets(studio: Studio) -> tuple[Sheet[Reference], ...]:
    """Sources that are only listed, by the beginning of their id: they have no pages of their own."""
    references = studio.atlas.collection.references
    listed = sorted(
        id for id in studio.atlas.citing if id in references and addresses.is_listed(references[id])
    )
    found: dict[str, list[Reference]] = {}
    for id in listed:
        found.setdefault(addresses.sheet_of(id), []).append(references[id])
    return tuple(
        Sheet(address, address.rstrip("/").rpartition("/")[2], tuple(part)) for address, part in found.items()
    )


def sheet_pages(
    studio: Studio, sheets: Iterable[Sheet[tuple[str, AnyRecord]]], *, kind: str, title: str, tab: str
) -> Iterator[Page]:
    """A page for each of *sheets*, whose entries are names with the record that each leads to."""
    for sheet in sheets:
        name = studio.words.sheets.title.format(title=title, name=sheet.name)
        yield write(
            Desk(studio, sheet.address),
            "sheet.html",
            kind=f"{kind}-sheet",
            folder=sheet.address.rstrip("/").rpartition("/")[0],
            title=name,
            description=name,
            headings={},
            crumb=(title, tab),
            of=sheet.entries[0][1].kind,
            entries=[(label, record, name_of(record) != label) for label, record in sheet.entries],
            tab=tab,
        )


def source_sheet_pages(studio: Studio) -> Iterator[Page]:
    """A page for each sheet of listed sources, with the pages that lean on each."""
    words, atlas = studio.words, studio.atlas
    for sheet in source_sheets(studio):
        name = words.sheets.title.format(title=words.sources.title, name=sheet.name)
        yield write(
            Desk(studio, sheet.address),
            "source_sheet.html",
            kind="source-sheet",
            folder=addresses.SOURCES_LIST.rstrip("/"),
            title=name,
            description=name,
            headings={},
            entries=[
                (reference, studio.formatted[reference.id], atlas.citing[reference.id])
                for reference in sheet.entries
            ],
            most=20,
            tab=addresses.SOURCES,
        )
