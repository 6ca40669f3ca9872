"""The atlas as tables, for spreadsheets and SQL: one row a record, and one a link between two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from build_tools import addresses
from build_tools.graph import Atlas
from build_tools.prose import parse
from build_tools.records import Reference

Cell = str | int | float | None


class Column(NamedTuple):
    """A column, and the table whose `id` it names, if it is a link."""

    name: str
    type: Literal["TEXT", "INTEGER", "REAL"] = "TEXT"
    of: str = ""


class Table(NamedTuple):
    """A table. Rows are sorted; where the first column is `id` it is the key."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(atlas: Atlas) -> tuple[Table, ...]:
    """Every table, those that others link to first. Prose is plain text; citations stand in tables of their own."""
    condition, symptom = Column("condition", of="conditions"), Column("symptom", of="symptoms")
    reference = Column("reference", of="sources")
    collection = atlas.collection
    symptoms = collection.symptoms.values()
    return (
        _table("facets", "id name", ((f.id, f.name) for f in collection.facets.values())),
        _table(
            "body_areas",
            "id name clinical_name view",
            ((a.id, a.name, a.clinical_name, a.view) for a in collection.body_areas.values()),
        ),
        _table("groups", "id name", ((g.id, g.name) for g in collection.groups.values())),
        _table("sources", "id title year kind read doi pmid url", map(_source, _published(atlas))),
        _table(
            "conditions",
            (
                "id name medical_name",
                Column("group", of="groups"),
                "care_level commonness icd10 summary review_state review_next url",
            ),
            (
                (
                    c.id,
                    c.name,
                    c.medical_name,
                    c.group,
                    c.care_level,
                    c.how_common.level,
                    " ".join(c.codes.icd10) or None,
                    parse(c.summary).plain(),
                    c.review.state,
                    c.review.next.isoformat(),
                    addresses.address_of(c),
                )
                for c in atlas.conditions
            ),
        ),
        _table(
            "symptoms",
            (
                "id label clinical_name definition hpo",
                Column("facet", of="facets"),
                Column("body_area", of="body_areas"),
                "url",
            ),
            (
                (
                    s.id,
                    s.label,
                    s.clinical_name,
                    s.definition,
                    s.hpo,
                    s.facet,
                    s.body_area,
                    addresses.address_of(s),
                )
                for s in symptoms
            ),
        ),
        _table("synonyms", (symptom, "words"), ((s.id, words) for s in symptoms for words in s.synonyms)),
        _table(
            "risk_factors",
            ("id name", Column("symptom", of="symptoms")),
            ((r.id, r.name, r.symptom) for r in collection.risk_factors.values()),
        ),
        _table(
            "red_flags",
            "id name urgency action fires_when silent_when url",
            (
                (r.id, r.name, r.urgency, r.action, r.fires_when, r.silent_when, addresses.address_of(r))
                for r in atlas.red_flags
            ),
        ),
        _table(
            "findings",
            (condition, symptom, "frequency", Column("share", "INTEGER"), Column("telling", "INTEGER")),
            (
                (c.id, f.id, f.frequency, f.share, int(f.telling))
                for c in atlas.conditions
                for f in c.symptoms
            ),
        ),
        _table(
            "finding_sources",
            (condition, symptom, reference),
            ((c.id, f.id, id) for c in atlas.conditions for f in c.symptoms for id in f.cite),
        ),
        _table(
            "findings_against",
            (condition, symptom),
            ((c.id, a.id) for c in atlas.conditions for a in c.against),
        ),
        _table(
            "condition_risk_factors",
            (condition, Column("risk_factor", of="risk_factors")),
            ((c.id, r.id) for c in atlas.conditions for r in c.risk_factors),
        ),
        _table(
            "condition_sources",
            (condition, reference),
            ((c.id, id) for c in atlas.conditions for id in atlas.citations_of(c)),
        ),
        _table(
            "condition_red_flags",
            (condition, Column("red_flag", of="red_flags")),
            ((c.id, r.id) for c in atlas.conditions for r in atlas.rules_of(c)),
        ),
        _table(
            "mistaken_for",
            (condition, Column("other", of="conditions"), "difference"),
            ((pair.first.id, pair.second.id, parse(pair.difference).plain()) for pair in atlas.pairs),
        ),
    )


def _table(name: str, columns: str | tuple[str | Column, ...], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """A table; names of columns of plain text may stand in one string."""
    return Table(
        name,
        tuple(_columns((columns,) if isinstance(columns, str) else columns)),
        tuple(sorted(set(rows), key=_order)),
    )


def _columns(given: Iterable[str | Column]) -> Iterator[Column]:
    for part in given:
        if isinstance(part, Column):
            yield part
        else:
            yield from map(Column, part.split())


def _order(row: tuple[Cell, ...]) -> tuple[tuple[bool, str], ...]:
    return tuple((cell is not None, str(cell)) for cell in row)


def _published(atlas: Atlas) -> Iterator[Reference]:
    return (atlas.collection.references[id] for id in atlas.citing)


def _source(reference: Reference) -> tuple[Cell, ...]:
    year = str(reference.date_parts[0]) if reference.date_parts else None
    own = reference.custom
    return (
        reference.id,
        reference.title,
        year,
        own.kind,
        own.read,
        reference.doi,
        reference.pmid,
        reference.url,
    )
