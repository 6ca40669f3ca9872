"""Links lead on, once, and never in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from build_tools.checks.circles import in_circles
from build_tools.checks.hints import noun, with_article
from build_tools.checks.nearest import Names
from build_tools.checks.rules import rule
from build_tools.checks.survey import Fault, Survey, Use
from build_tools.checks.uses import (
    caution_uses,
    condition_uses,
    risk_factor_uses,
    section_uses,
    see_uses,
    symptom_uses,
)
from build_tools.collection import LINKABLE, AnyRecord
from build_tools.names import name_field, name_of
from build_tools.problems import KeyPath
from build_tools.records.fields import Passage


@rule(is_always_on=True)
def id_used_twice(survey: Survey) -> Iterator[Fault]:
    """An id that [[...]] can point to belongs to one record, whatever its kind."""
    shared = ((id, records) for id, records in survey.by_id.items() if len(records) > 1)
    for id, records in shared:
        targets = sorted((r for r in records if r.kind in LINKABLE), key=lambda r: LINKABLE.index(r.kind))
        for record in targets[1:]:
            first = targets[0]
            yield Fault(
                record,
                ("id",),
                f'"{id}" is also the id of {with_article(noun(first.kind))}, so [[{id}]] could mean either.',
                f"The other stands at {survey.stands_at(first)}. Give the newer one another id.",
            )


@rule(is_always_on=True)
def former_id_in_use(survey: Survey) -> Iterator[Fault]:
    """A former id leads to one record, and no present record of that kind has it."""
    seen: dict[tuple[str, str], AnyRecord] = {}
    for kind, records in survey.collection.records.items():
        for record in records.values():
            for index, id in enumerate(record.former_ids):
                other = records.get(id) or seen.setdefault((kind, id), record)
                if other is not record or id == record.id:
                    yield Fault(
                        record,
                        ("former_ids", index),
                        f'"{id}" is in use: {noun(kind)} "{other.id}" ({survey.stands_at(other)}).',
                        "Addresses are permanent: an id that had a page is not given to another.",
                    )


@rule(is_always_on=True)
def link_to_itself(survey: Survey) -> Iterator[Fault]:
    """A record does not link to itself."""
    conditions = (use for use in survey.once(condition_uses) if use.record.kind == "condition")
    implied = (use for use in survey.once(symptom_uses) if use.record.kind == "symptom")
    for use in (*survey.links, *conditions, *implied, *survey.once(see_uses)):
        if use.record_id == use.id and use.record.kind in LINKABLE:
            yield Fault(
                use.record,
                use.keys,
                f'"{use.id}" links to itself.',
                "Take the link out and keep the words.",
                use.needle,
                use.nth,
            )


@rule(is_always_on=True)
def listed_twice(survey: Survey) -> Iterator[Fault]:
    """A list names each thing once."""
    uses = (
        *survey.once(symptom_uses),
        *survey.once(condition_uses),
        *survey.once(risk_factor_uses),
        *survey.once(caution_uses),
        *survey.once(see_uses),
        *survey.once(section_uses),
        *_in_company(survey.listed_citations),
    )
    seen: set[tuple[int, KeyPath, str]] = set()
    for record, keys, name, *_ in uses:
        # The list's own place is that of the entry without its number. A single value is no list.
        where, entry = (keys[:-2], keys[-2]) if keys[-1] == "id" else (keys[:-1], keys[-1])
        if isinstance(entry, int):
            written = (id(record), where, name)
            if written in seen:
                yield Fault(record, keys, f'"{name}" stands twice in this list.', "Keep one of the two.")
            seen.add(written)


def _in_company(cited: Sequence[Passage]) -> Iterator[Use]:
    """Those of *cited* that stand in one list with others. Nearly all stand alone."""
    for one, other in pairwise(cited):
        if other.keys[-1] == 1:
            yield Use(one.record, one.keys, one.value)
        if other.keys[-1] != 0:
            yield Use(other.record, other.keys, other.value)


@rule()
def duplicate_finding(survey: Survey) -> Iterator[Fault]:
    """A condition lists a symptom once."""
    for condition in survey.collection.conditions.values():
        first: dict[str, int] = {}
        for index, finding in enumerate(condition.symptoms):
            if (before := first.setdefault(finding.id, index)) != index:
                yield Fault(
                    condition,
                    ("symptoms", index, "id"),
                    f'"{finding.id}" is already one of the symptoms.',
                    f"Put the two into one ({survey.stands_at(condition, 'symptoms', before, 'id')}).",
                )


@rule(is_always_on=True)
def relation_on_both_sides(survey: Survey) -> Iterator[Fault]:
    """A relation is written on one of its two conditions; the other side is made from it."""
    seen: dict[tuple[str, str, str], Use] = {}
    for use in survey.once(condition_uses):
        if use.record.kind != "condition":
            continue
        relation, here = str(use.keys[1]), use.record_id
        one, other = here, use.id
        if relation == "mistaken_for":
            one, other = min(one, other), max(one, other)
        elif relation == "complication_of":
            relation, one, other = "can_cause", other, one
        first = seen.setdefault((relation, one, other), use)
        if first.record is not use.record:
            yield Fault(
                use.record,
                use.keys,
                f'That "{here}" and "{use.id}" belong together is written on both.',
                f"Keep one of the two; the other stands at {survey.stands_at(first.record, *first.keys)}.",
            )


@rule(is_always_on=True)
def circular_relation(survey: Survey) -> Iterator[Fault]:
    """No condition is a type of itself, nor a body area a part of itself, by whatever way round."""
    conditions, areas = survey.collection.conditions.values(), survey.collection.body_areas.values()
    types = {c.id: c.relations.type_of for c in conditions if c.relations.type_of}
    for id in in_circles(types):
        yield Fault(
            survey.collection.conditions[id],
            ("relations", "type_of"),
            f'"{id}" is, by way of others, a type of itself.',
            "Follow type_of from record to record, and take out the link that leads back.",
        )
    parts = {a.id: (a.part_of,) for a in areas if a.part_of}
    for id in in_circles(parts):
        yield Fault(
            survey.collection.body_areas[id],
            ("part_of",),
            f'"{id}" is, by way of others, a part of itself.',
            "Follow part_of from area to area, and take out the one that leads back.",
        )


@rule(is_always_on=True)
def circular_implies(survey: Survey) -> Iterator[Fault]:
    """No symptom implies, by whatever way round, itself; two that always come together are one."""
    graph = {
        s.id: tuple(i for i in s.implies if isinstance(i, str))
        for s in survey.collection.symptoms.values()
        if s.implies
    }
    for id in in_circles(graph):
        yield Fault(
            survey.collection.symptoms[id],
            ("implies",),
            f'"{id}" implies, by way of others, itself.',
            "Follow implies from symptom to symptom, and take out the one that leads back.",
        )


@rule(severity="warning")
def unused_reference(survey: Survey) -> Iterator[Fault]:
    """An entry of references.json is cited somewhere."""
    if not survey.collection.is_whole(*survey.collection.records):
        return
    used = {passage.value for passage in survey.listed_citations}
    for _, parsed in survey.marked:
        used.update(parsed.citations)
    for reference in survey.collection.references.values():
        if reference.id not in used:
            yield Fault(
                reference,
                ("id",),
                f'Nothing cites "{reference.id}".',
                "Cite it where it belongs, or take it out.",
            )


@rule()
def lonely_choice(survey: Survey) -> Iterator[Fault]:
    """A one_of group has at least two symptoms to choose from."""
    symptoms = survey.collection.symptoms.values()
    members: dict[str, list[AnyRecord]] = {}
    for symptom in symptoms:
        if symptom.one_of:
            members.setdefault(symptom.one_of, []).append(symptom)
    for group, chosen in members.items():
        if len(chosen) == 1 and survey.collection.is_whole("symptom"):
            near = Names(other for other in members if other != group).near(group)
            yield Fault(
                chosen[0],
                ("one_of",),
                f'"{chosen[0].id}" is alone in the group "{group}".',
                f'Did you mean "{near}"?'
                if near
                else "Give another symptom the same one_of, or take it out.",
            )


@rule()
def name_used_twice(survey: Survey) -> Iterator[Fault]:
    """No two records of a kind have the same name, since readers could not tell them apart."""
    for kind in survey.collection.records.values():
        seen: dict[str, AnyRecord] = {}
        for record in kind.values():
            if record.kind == "reference":
                break
            name = " ".join(name_of(record).casefold().split())
            first = seen.setdefault(name, record)
            if first is not record:
                yield Fault(
                    record,
                    (name_field(type(record)),),
                    f'"{name_of(record)}" is already the name of "{first.id}".',
                    f"The other stands at {survey.stands_at(first)}. Say what sets this one apart.",
                )
