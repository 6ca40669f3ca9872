"""A clean `Collection` to the `Atlas`: links both ways, derived relations, A to Z.

Built only from a collection whose checks found no error, so every id resolves and nothing here can fail.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from build_tools.clauses import symptoms_in
from build_tools.collection import LINKABLE, AnyRecord, Collection
from build_tools.names import a_to_z, alphabetical, name_of
from build_tools.prose import parse
from build_tools.records import (
    CARE_LEVELS,
    FREQUENCIES,
    About,
    BodyArea,
    Condition,
    Finding,
    Frequency,
    Group,
    RedFlag,
    RiskFactor,
    RiskLink,
    Site,
    Symptom,
    Term,
    Topic,
)
from build_tools.records.fields import texts_in

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Pair:
    """Two conditions that are easily mistaken for each other, ids sorted."""

    first: Condition
    second: Condition
    difference: str
    """Prose."""

    def other(self, condition: Condition) -> Condition:
        """The one that *condition* is mistaken for."""
        return self.second if condition.id == self.first.id else self.first


@dataclass(frozen=True)
class Related:
    """Links of one condition to others, derived ones included, each A to Z."""

    can_cause: tuple[Condition, ...]
    caused_by: tuple[Condition, ...]
    type_of: tuple[Condition, ...]
    types: tuple[Condition, ...]
    complication_of: tuple[Condition, ...]
    complications: tuple[Condition, ...]


@dataclass(frozen=True)
class Atlas:
    """The records of a collection with every link in both directions."""

    collection: Collection

    @property
    def site(self) -> Site:
        return self.collection.site

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """A to Z."""
        return a_to_z(self.collection.conditions.values())

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """A to Z."""
        return a_to_z(self.collection.topics.values())

    @cached_property
    def abouts(self) -> tuple[About, ...]:
        """In the order that their records ask for."""
        return tuple(sorted(self.collection.abouts.values(), key=lambda a: (a.order, alphabetical(a.title))))

    @cached_property
    def red_flags(self) -> tuple[RedFlag, ...]:
        """Highest urgency first, then by rank of the action, then in the order of the file."""
        rank = {id: number for number, id in enumerate(self.collection.actions)}
        return tuple(
            sorted(
                self.collection.red_flags.values(),
                key=lambda rule: (CARE_LEVELS.index(rule.urgency), rank[rule.action]),
            )
        )

    @cached_property
    def _findings(self) -> Mapping[str, tuple[tuple[Condition, Finding], ...]]:
        found = defaultdict(list)
        for condition in self.conditions:
            for finding in condition.symptoms:
                found[finding.id].append((condition, finding))
        for pairs in found.values():
            pairs.sort(key=lambda pair: FREQUENCIES.index(pair[1].frequency))
        return {id: tuple(pairs) for id, pairs in found.items()}

    def conditions_with(self, symptom: Symptom) -> tuple[tuple[Condition, Finding], ...]:
        """Conditions whose records list *symptom*, by frequency, then A to Z."""
        return self._findings.get(symptom.id, ())

    @cached_property
    def _against(self) -> Mapping[str, tuple[Condition, ...]]:
        return _grouped((item.id, condition) for condition in self.conditions for item in condition.against)

    def conditions_against(self, symptom: Symptom) -> tuple[Condition, ...]:
        """Conditions that *symptom* speaks against, A to Z."""
        return self._against.get(symptom.id, ())

    @cached_property
    def _risks(self) -> Mapping[str, tuple[tuple[Condition, RiskLink], ...]]:
        return _grouped(
            (link.id, (condition, link)) for condition in self.conditions for link in condition.risk_factors
        )

    def conditions_with_risk(self, risk: RiskFactor) -> tuple[tuple[Condition, RiskLink], ...]:
        """Conditions that *risk* makes more likely, A to Z."""
        return self._risks.get(risk.id, ())

    def areas_of(self, condition: Condition) -> Mapping[str, Frequency]:
        """Ids of the body areas that hurt, each with the highest frequency that a finding gives it."""
        areas: dict[str, Frequency] = {}
        for finding in condition.symptoms:
            area = self.collection.symptoms[finding.id].body_area
            if area and (
                area not in areas or FREQUENCIES.index(finding.frequency) < FREQUENCIES.index(areas[area])
            ):
                areas[area] = finding.frequency
        return areas

    @cached_property
    def _by_area(self) -> Mapping[str, tuple[tuple[Condition, Frequency], ...]]:
        found = _grouped(
            (area, (condition, frequency))
            for condition in self.conditions
            for area, frequency in self.areas_of(condition).items()
        )
        return {
            area: tuple(sorted(pairs, key=lambda pair: FREQUENCIES.index(pair[1])))
            for area, pairs in found.items()
        }

    def conditions_at(self, area: BodyArea) -> tuple[tuple[Condition, Frequency], ...]:
        """Conditions that can hurt at *area*, by frequency, then A to Z."""
        return self._by_area.get(area.id, ())

    @cached_property
    def _symptoms_at(self) -> Mapping[str, tuple[Symptom, ...]]:
        return _grouped((s.body_area, s) for s in self.collection.symptoms.values() if s.body_area)

    def symptoms_at(self, area: BodyArea) -> tuple[Symptom, ...]:
        """Symptoms felt at *area*, in the order of the vocabulary."""
        return self._symptoms_at.get(area.id, ())

    @cached_property
    def _by_facet(self) -> Mapping[str, tuple[Symptom, ...]]:
        return _grouped((s.facet, s) for s in self.collection.symptoms.values())

    def symptoms_of_facet(self, facet_id: str) -> tuple[Symptom, ...]:
        """In the order of the vocabulary."""
        return self._by_facet.get(facet_id, ())

    @cached_property
    def _by_group(self) -> Mapping[str, tuple[Condition, ...]]:
        return _grouped((condition.group, condition) for condition in self.conditions)

    def conditions_in(self, group: Group) -> tuple[Condition, ...]:
        """A to Z."""
        return self._by_group.get(group.id, ())

    @cached_property
    def _rules(self) -> Mapping[str, tuple[RedFlag, ...]]:
        return _grouped((id, rule) for rule in self.red_flags for id in rule.conditions)

    def rules_of(self, condition: Condition) -> tuple[RedFlag, ...]:
        """Rules that name *condition*, highest urgency first."""
        return self._rules.get(condition.id, ())

    @cached_property
    def _rules_asking(self) -> Mapping[str, tuple[RedFlag, ...]]:
        return _grouped((id, rule) for rule in self.red_flags for id in symptoms_in(rule.when))

    def rules_asking(self, symptom: Symptom) -> tuple[RedFlag, ...]:
        """Rules that ask about *symptom*, highest urgency first."""
        return self._rules_asking.get(symptom.id, ())

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every two conditions that are easily mistaken for each other, by the ids of the pair."""
        found = []
        for condition in self.conditions:
            for mistaken in condition.relations.mistaken_for:
                other = self.collection.conditions[mistaken.id]
                first, second = sorted((condition, other), key=lambda c: c.id)
                found.append(Pair(first, second, mistaken.difference))
        return tuple(sorted(found, key=lambda pair: (pair.first.id, pair.second.id)))

    @cached_property
    def _pairs_of(self) -> Mapping[str, tuple[Pair, ...]]:
        return _grouped((id, pair) for pair in self.pairs for id in (pair.first.id, pair.second.id))

    def look_alikes(self, condition: Condition) -> tuple[Pair, ...]:
        """Pairs that *condition* is part of, A to Z by the other's name."""
        pairs = self._pairs_of.get(condition.id, ())
        return tuple(sorted(pairs, key=lambda pair: alphabetical(pair.other(condition).name)))

    @cached_property
    def _inverse(self) -> Mapping[tuple[str, str], tuple[Condition, ...]]:
        return _grouped(
            ((relation, id), condition)
            for condition in self.conditions
            for relation in ("can_cause", "type_of", "complication_of")
            for id in getattr(condition.relations, relation)
        )

    def related(self, condition: Condition) -> Related:
        """Relations of *condition* as written and as derived from the other side."""
        here, inverse = condition.relations, self._inverse

        def written(ids: tuple[str, ...]) -> tuple[Condition, ...]:
            return a_to_z(self.collection.conditions[id] for id in ids)

        return Related(
            can_cause=written(here.can_cause),
            caused_by=inverse.get(("can_cause", condition.id), ()),
            type_of=written(here.type_of),
            types=inverse.get(("type_of", condition.id), ()),
            complication_of=written(here.complication_of),
            complications=inverse.get(("complication_of", condition.id), ()),
        )

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """A to Z."""
        return a_to_z(self.collection.terms.values())

    @cached_property
    def targets(self) -> Mapping[str, AnyRecord]:
        """What `[[id]]` can point to, former ids included."""
        found: dict[str, AnyRecord] = {}
        for kind in LINKABLE:
            for record in self.collection.records[kind].values():
                found[record.id] = record
        for kind in LINKABLE:
            for record in self.collection.records[kind].values():
                for former in record.former_ids:
                    found.setdefault(former, record)
        return found

    @cached_property
    def _citations(self) -> dict[tuple[str, str], tuple[str, ...]]:
        return {}

    def citations_of(self, record: AnyRecord) -> tuple[str, ...]:
        """Ids of the references that *record* cites, in prose or in `cite`, each once."""
        key = (record.kind, record.id)
        if key not in self._citations:
            self._citations[key] = citations_in(record)
        return self._citations[key]

    @cached_property
    def citing(self) -> Mapping[str, tuple[AnyRecord, ...]]:
        """Records that lean on each reference, by kind and then A to Z; only references that are used."""
        found: dict[str, dict[tuple[str, str], AnyRecord]] = defaultdict(dict)
        for kind, records in self.collection.records.items():
            if kind in ("reference", "person"):
                continue
            for record in records.values():
                for id in self.citations_of(record):
                    found[id][(kind, record.id)] = record
        return {
            id: tuple(sorted(cited.values(), key=lambda r: (r.kind, alphabetical(name_of(r)))))
            for id, cited in found.items()
        }


def citations_in(record: AnyRecord) -> tuple[str, ...]:
    """Ids of the references that *record* cites, in prose or in `cite`, each once."""
    ids: dict[str, None] = {}
    for role, value in texts_in(record):
        if role == "cite":
            ids[value] = None
        elif role == "prose":
            for id in parse(value).citations:
                ids[id] = None
    return tuple(ids)


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
