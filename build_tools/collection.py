"""Every record of an atlas, by kind and by id, and where each was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from build_tools import records as models
from build_tools.problems import KeyPath, Where
from build_tools.yaml_files import Document

AnyRecord = models.Record | models.Reference

Reviewed = models.Condition | models.Article | models.RedFlag | models.ListReview
"""Records with a review stamp and a history."""

LINKABLE = ("condition", "topic", "symptom", "risk-factor", "body-area", "term", "red-flag", "about")
"""Kinds that `[[id]]` can point to; an id is unique among them."""

FOLDERS: Mapping[str, type[models.Record]] = {
    "conditions": models.Condition,
    "topics": models.Topic,
    "about": models.About,
}
"""Folders with one record a file."""

LISTS: Mapping[str, type[AnyRecord]] = {
    "vocabulary/facets": models.Facet,
    "vocabulary/symptoms": models.Symptom,
    "vocabulary/body-areas": models.BodyArea,
    "vocabulary/risk-factors": models.RiskFactor,
    "vocabulary/groups": models.Group,
    "vocabulary/actions": models.Action,
    "vocabulary/cautions": models.Caution,
    "vocabulary/glossary": models.Term,
    "vocabulary/reviews": models.ListReview,
    "red-flags": models.RedFlag,
    "stories": models.Story,
    "locales": models.Place,
    "references": models.Reference,
    "people": models.Person,
}
"""Files with a list of records."""

MODELS: Mapping[str, type[AnyRecord]] = {model.kind: model for model in (*FOLDERS.values(), *LISTS.values())}
"""The model of each kind of record."""

SUFFIXES = (".yml", ".json")
"""What the name of a file with records ends with; of two that differ in nothing else the first is read."""

SINGLE = "site"
"""The file with the one record that has no id."""

R = TypeVar("R", bound=AnyRecord)


@dataclass(frozen=True)
class Source:
    """Where a record was written: its file, and the path inside it."""

    document: Document
    path: KeyPath = ()

    def where(self, *keys: str | int, key: bool = False) -> Where:
        """The place of the field at *keys* of this record."""
        return self.document.where(*self.path, *keys, key=key)

    def where_at(self, keys: KeyPath, needle: str, nth: int = 0) -> Where:
        """The place of *needle* inside the field at *keys*, after *nth* others."""
        return self.document.where_at((*self.path, *keys), needle, nth)


@dataclass(frozen=True)
class Collection:
    """Every record, in the order of the files; lists keep their own order."""

    root: Path
    records: Mapping[str, Mapping[str, AnyRecord]]
    """By kind, then by id."""
    sources: Mapping[tuple[str, str], Source]
    site: models.Site
    strings: Mapping[str, Any]
    """The words of templates and scripts in the site's language, nested as they were written."""
    site_source: Source = field(repr=False)
    strings_sources: Mapping[str, Source] = field(repr=False)
    """By the first of the nested names, since words may fill several files."""
    broken: Mapping[tuple[str, str], tuple[KeyPath, ...]] = field(default_factory=dict)
    """Where records, by kind and id, have the wrong shape. Something harmless stands there instead.

    `site.yml` is the kind *site*, without an id."""
    unread: frozenset[tuple[str, str]] = frozenset()
    """Kind and id of what could not be read at all; the id is empty where nobody can tell which."""

    def may_exist(self, kind: str, id: str) -> bool:
        """Whether there is such a record, or may be one in what could not be read."""
        return id in self.records[kind] or bool({(kind, id), (kind, "")} & self.unread)

    def is_whole(self, *kinds: str) -> bool:
        """Whether every record of *kinds* is here as it was written, so that what is missing is missing."""
        return not any(kind in kinds for kind, _ in (*self.unread, *self.broken))

    def of(self, model: type[R]) -> Mapping[str, R]:
        """The records of one kind by id."""
        return cast("Mapping[str, R]", self.records[model.kind])

    def source(self, record: AnyRecord) -> Source:
        """Where *record* was written."""
        return self.sources[(record.kind, record.id)]

    def where(self, record: AnyRecord, *keys: str | int, key: bool = False) -> Where:
        """The place of a field of *record*."""
        return self.source(record).where(*keys, key=key)

    def reviewed(self) -> Iterator[Reviewed]:
        """Every record with a review stamp and a history."""
        yield from self.conditions.values()
        yield from self.topics.values()
        yield from self.abouts.values()
        yield from self.red_flags.values()
        yield from self.list_reviews.values()

    def stamp_of(self, record: AnyRecord) -> Reviewed | None:
        """What says how far *record* was checked: itself, or the review of the list that it stands in."""
        if isinstance(record, Reviewed):
            return record
        return self.list_reviews.get(record.kind)

    @property
    def conditions(self) -> Mapping[str, models.Condition]:
        return self.of(models.Condition)

    @property
    def topics(self) -> Mapping[str, models.Topic]:
        return self.of(models.Topic)

    @property
    def abouts(self) -> Mapping[str, models.About]:
        return self.of(models.About)

    @property
    def facets(self) -> Mapping[str, models.Facet]:
        return self.of(models.Facet)

    @property
    def symptoms(self) -> Mapping[str, models.Symptom]:
        return self.of(models.Symptom)

    @property
    def body_areas(self) -> Mapping[str, models.BodyArea]:
        return self.of(models.BodyArea)

    @property
    def risk_factors(self) -> Mapping[str, models.RiskFactor]:
        return self.of(models.RiskFactor)

    @property
    def groups(self) -> Mapping[str, models.Group]:
        return self.of(models.Group)

    @property
    def actions(self) -> Mapping[str, models.Action]:
        return self.of(models.Action)

    @property
    def list_reviews(self) -> Mapping[str, models.ListReview]:
        return self.of(models.ListReview)

    @property
    def cautions(self) -> Mapping[str, models.Caution]:
        return self.of(models.Caution)

    @property
    def terms(self) -> Mapping[str, models.Term]:
        return self.of(models.Term)

    @property
    def red_flags(self) -> Mapping[str, models.RedFlag]:
        return self.of(models.RedFlag)

    @property
    def stories(self) -> Mapping[str, models.Story]:
        return self.of(models.Story)

    @property
    def places(self) -> Mapping[str, models.Place]:
        return self.of(models.Place)

    @property
    def references(self) -> Mapping[str, models.Reference]:
        return self.of(models.Reference)

    @property
    def people(self) -> Mapping[str, models.Person]:
        return self.of(models.Person)
