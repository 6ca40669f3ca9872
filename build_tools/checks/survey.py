"""A collection, walked once for all the rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from typing import Any, ClassVar, NamedTuple, TypeAlias, TypeVar

from build_tools.checks.nearest import Names
from build_tools.collection import LINKABLE, AnyRecord, Collection, Source
from build_tools.problems import KeyPath
from build_tools.prose import Prose, parse
from build_tools.records import Condition, Reference, Site
from build_tools.records.fields import Passage, passages_in

T = TypeVar("T")


@dataclass(frozen=True)
class Strings:
    """The words of templates and scripts under one top-level name, as something that can have a fault."""

    kind: ClassVar[str] = "strings"
    id: str
    """That name; all words under it stand in one file."""


Subject: TypeAlias = AnyRecord | Site | Strings
"""What a fault can be about: whatever has texts in it."""


class Use(NamedTuple):
    """An id, written somewhere to mean a record."""

    record: Subject
    keys: KeyPath
    id: str
    needle: str = ""
    """The words inside a text that stand for it; empty where the whole value is the id."""
    nth: int = 0

    @property
    def record_id(self) -> str:
        """The id of the record that it is written in; empty for `site.yml`."""
        return str(getattr(self.record, "id", ""))


class Fault(NamedTuple):
    """What a rule has to say. It becomes a `Problem` once its place has been worked out."""

    record: Subject
    keys: KeyPath
    message: str
    hint: str = ""
    needle: str = ""
    """The words inside the text at *keys* to point at."""
    nth: int = 0
    """How often *needle* stands in that text before the place that is meant."""
    of_key: bool = False
    """Point at the name of the field instead of its value."""
    is_absence: bool = False
    """Something is not there; it may be in a part of the record that could not be read."""


class Survey:
    """What rules ask of a collection. Each answer is worked out once, in one pass over the records."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._names: dict[tuple[str, ...], Names] = {}
        self._done: dict[object, tuple[Any, ...]] = {}

    def once(self, work: Callable[[Survey], Iterable[T]]) -> tuple[T, ...]:
        """What *work* yields for this survey; done at the first call, remembered for the next."""
        if work not in self._done:
            self._done[work] = tuple(work(self))
        return self._done[work]

    def source(self, record: Subject) -> Source:
        """Where *record* was written."""
        if isinstance(record, Site):
            return self.collection.site_source
        if isinstance(record, Strings):
            return self.collection.strings_sources[record.id]
        return self.collection.source(record)

    def broken(self, record: Subject) -> tuple[KeyPath, ...]:
        """Where *record* has the wrong shape, which is reported already."""
        id = "" if isinstance(record, Site) else record.id
        return self.collection.broken.get((record.kind, id), ())

    def names(self, *kinds: str) -> Names:
        """The ids of records of *kinds*, to look for the nearest one."""
        if kinds not in self._names:
            self._names[kinds] = Names(id for kind in kinds for id in self.collection.records[kind])
        return self._names[kinds]

    def stands_at(self, record: Subject, *keys: str | int) -> str:
        """File and line of a record, for the hints of problems with others."""
        where = self.source(record).where(*keys or ("id",))
        return f"{where.path}:{where.line}"

    @property
    def passages(self) -> Sequence[Passage]:
        """Every text and prose of the records, of `site.yml` and of the strings.

        References are left out: titles and names are the words of others.
        """
        return self._walked[0]

    @property
    def listed_citations(self) -> Sequence[Passage]:
        """Every citation that is an entry of a list: of `cite`, or of the sources of a number."""
        return self._walked[1]

    @cached_property
    def _walked(self) -> tuple[Sequence[Passage], Sequence[Passage]]:
        passages: list[Passage] = []
        cited: list[Passage] = []
        collection = self.collection
        kinds = (records.values() for kind, records in collection.records.items() if kind != Reference.kind)
        for record in (*chain.from_iterable(kinds), collection.site):
            for passage in passages_in(record):
                (cited if passage.role == "cite" else passages).append(passage)
        for name, words in collection.strings.items():
            passages += _strings(Strings(name), (name,), words)
        for place in collection.places.values():
            cited += (p for p in passages_in(place) if "source" in p.keys and "://" not in p.value)
        return passages, cited

    @cached_property
    def _lowered(self) -> tuple[str, list[int]]:
        """All passages in lower case, one after the other, and where each begins."""
        lowered = [passage.value.lower() for passage in self.passages]
        return "\0".join(lowered), list(accumulate((len(text) + 1 for text in lowered), initial=0))

    def passages_with(self, stems: Iterable[str]) -> Iterator[Passage]:
        """Passages that contain one of *stems*, which are in lower case. Far faster than looking at each."""
        text, starts = self._lowered
        found: set[int] = set()
        for stem in stems:
            at = text.find(stem)
            while at >= 0:
                number = bisect_right(starts, at) - 1
                found.add(number)
                at = text.find(stem, starts[number + 1])
        return (self.passages[number] for number in sorted(found))

    def passages_matching(self, pattern: re.Pattern[str]) -> Iterator[Passage]:
        """Passages in which *pattern* matches, in lower case."""
        text, starts = self._lowered
        found = {bisect_right(starts, match.start()) - 1 for match in pattern.finditer(text)}
        return (self.passages[number] for number in sorted(found))

    @cached_property
    def marked(self) -> tuple[tuple[Passage, Prose], ...]:
        """Every prose passage with a citation, a link or something refused, and what it parses to."""
        return tuple(
            (passage, parsed)
            for passage in self.passages
            if passage.role == "prose"
            if (parsed := parse(passage.value)).citations or parsed.links or parsed.refused
        )

    @cached_property
    def refused(self) -> tuple[tuple[Passage, Prose], ...]:
        """The prose passages of which the parser refused a part."""
        return tuple(each for each in self.marked if each[1].refused)

    def citations_but(self, known: Container[str]) -> Iterator[Use]:
        """Every citation, inside prose or in a list, of something that is not *known*."""
        for record, keys, _, id in self.listed_citations:
            if id not in known:
                yield Use(record, keys, id)
        for passage, parsed in self.marked:
            if parsed.citations and (cited := {id for id in parsed.citations if id not in known}):
                yield from _inside(passage, _CITED, cited)

    @cached_property
    def links(self) -> tuple[Use, ...]:
        """Every cross-link inside prose."""
        return tuple(
            use
            for passage, parsed in self.marked
            if parsed.links
            for use in _inside(passage, _LINKED, {link.id for link in parsed.links})
        )

    @cached_property
    def by_id(self) -> Mapping[str, tuple[AnyRecord, ...]]:
        """Every record of every kind, by id."""
        found: defaultdict[str, list[AnyRecord]] = defaultdict(list)
        for kind in self.collection.records.values():
            for id, record in kind.items():
                found[id].append(record)
        return {id: tuple(records) for id, records in found.items()}

    @cached_property
    def linkable(self) -> Mapping[str, AnyRecord]:
        """What `[[id]]` can point to, by id."""
        return {id: r for kind in reversed(LINKABLE) for id, r in self.collection.records[kind].items()}

    @cached_property
    def former(self) -> Mapping[tuple[str, str], AnyRecord]:
        """By kind and former id, the record that had it."""
        return {
            (kind, former): record
            for kind, records in self.collection.records.items()
            for record in records.values()
            for former in record.former_ids
        }

    @cached_property
    def urgent_conditions(self) -> tuple[Condition, ...]:
        """Conditions whose usual care level is emergency or same-day."""
        conditions = self.collection.conditions.values()
        return tuple(c for c in conditions if c.care_level in ("emergency", "same-day"))


_CITED = re.compile(r"(?<=[\[;\s])@([a-z0-9-]+)")
_LINKED = re.compile(r"\[\[([a-z0-9-]+)")


def _inside(passage: Passage, pattern: re.Pattern[str], ids: set[str]) -> Iterator[Use]:
    for match in pattern.finditer(passage.value):
        if match[1] in ids:
            nth = passage.value.count(match[0], 0, match.start())
            yield Use(passage.record, passage.keys, match[1], match[0], nth)


def _strings(record: Strings, keys: KeyPath, value: Any) -> Iterator[Passage]:
    if isinstance(value, str):
        yield Passage(record, keys, "text", value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(record, (*keys, key), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _strings(record, (*keys, index), inner)
