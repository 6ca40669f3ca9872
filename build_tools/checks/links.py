"""Every id that is written means a record, once, and leads on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from build_tools.checks.nearest import Names
from build_tools.checks.rules import READING, rule
from build_tools.checks.survey import Fault, Survey, Use, clauses_in
from build_tools.loading import FOLDERS, LINKABLE, LISTS, AnyRecord
from build_tools.places import shown

NOUNS: Mapping[str, str] = {
    "about": "about page",
    "body-area": "body area",
    "red-flag": "red flag",
    "risk-factor": "risk factor",
    "term": "glossary term",
}
"""What authors call a kind, where that is not its name."""


@rule(is_always_on=True)
def unknown_symptom(survey: Survey) -> Iterator[Fault]:
    """A finding, a rule, a written case and what a symptom implies name symptoms of the vocabulary."""
    return _unknown(survey, symptom_uses(survey), "symptom")


@rule(is_always_on=True)
def unknown_condition(survey: Survey) -> Iterator[Fault]:
    """Relations and red flags name conditions that have a record."""
    return _unknown(survey, condition_uses(survey), "condition")


@rule(is_always_on=True)
def unknown_group(survey: Survey) -> Iterator[Fault]:
    """A condition's group is one of vocabulary/groups.yml."""
    uses = (Use(c, ("group",), c.group) for c in survey.collection.conditions.values())
    return _unknown(survey, uses, "group")


@rule(is_always_on=True)
def unknown_facet(survey: Survey) -> Iterator[Fault]:
    """A symptom's facet is one of vocabulary/facets.yml."""
    uses = (Use(s, ("facet",), s.facet) for s in survey.collection.symptoms.values())
    return _unknown(survey, uses, "facet")


@rule(is_always_on=True)
def unknown_body_area(survey: Survey) -> Iterator[Fault]:
    """A body area that is named is one of vocabulary/body-areas.yml."""

    def uses() -> Iterator[Use]:
        for symptom in survey.collection.symptoms.values():
            if symptom.body_area:
                yield Use(symptom, ("body_area",), symptom.body_area)
        for area in survey.collection.body_areas.values():
            if area.part_of:
                yield Use(area, ("part_of",), area.part_of)

    return _unknown(survey, uses(), "body-area")


@rule(is_always_on=True)
def unknown_risk_factor(survey: Survey) -> Iterator[Fault]:
    """A condition's risk factors are those of vocabulary/risk-factors.yml."""
    uses = (
        Use(condition, ("risk_factors", index, "id"), link.id)
        for condition in survey.collection.conditions.values()
        for index, link in enumerate(condition.risk_factors)
    )
    return _unknown(survey, uses, "risk-factor")


@rule(is_always_on=True)
def unknown_caution(survey: Survey) -> Iterator[Fault]:
    """A treatment's cautions are those of vocabulary/cautions.yml."""
    uses = (
        Use(condition, ("treatments", index, "cautions", place), id)
        for condition in survey.collection.conditions.values()
        for index, treatment in enumerate(condition.treatments)
        for place, id in enumerate(treatment.cautions)
    )
    return _unknown(survey, uses, "caution")


@rule(is_always_on=True)
def unknown_action(survey: Survey) -> Iterator[Fault]:
    """A rule's action, and what an action is lowered to, are those of vocabulary/actions.yml."""

    def uses() -> Iterator[Use]:
        for flag in survey.collection.red_flags.values():
            yield Use(flag, ("action",), flag.action)
        for action in survey.collection.actions.values():
            if action.lowered_to:
                yield Use(action, ("lowered_to",), action.lowered_to)

    return _unknown(survey, uses(), "action")


@rule(is_always_on=True)
def unknown_reference(survey: Survey) -> Iterator[Fault]:
    """A citation names an entry of references.json."""
    return _unknown(survey, survey.citations, "reference")


@rule(is_always_on=True)
def unknown_person(survey: Survey) -> Iterator[Fault]:
    """A reviewer stands in people.yml."""
    uses = (
        Use(record, ("review", "by", index), id)
        for record in reviewed(survey)
        for index, id in enumerate(record.review.by)
    )
    return _unknown(survey, uses, "person")


@rule(is_always_on=True)
def unknown_place(survey: Survey) -> Iterator[Fault]:
    """The place that site.yml starts with stands in locales.yml."""
    site = survey.collection.site
    return _unknown(survey, [Use(site, ("default_place",), site.default_place)], "place")


@rule(is_always_on=True)
def unknown_page(survey: Survey) -> Iterator[Fault]:
    """What to read next (see) is a condition or a topic."""
    uses = (
        Use(record, ("see", index), id)
        for record in (*survey.collection.topics.values(), *survey.collection.terms.values())
        for index, id in enumerate(record.see)
    )
    return _unknown(survey, uses, "condition", "topic")


@rule(is_always_on=True)
def unknown_link(survey: Survey) -> Iterator[Fault]:
    """A cross-link [[...]] leads to a page or a glossary term of this atlas."""
    return _unknown(survey, survey.links, *LINKABLE, word="page or glossary term")


@rule(is_always_on=True)
def unknown_rule(survey: Survey) -> Iterator[Fault]:
    """Only rules that there are can be switched off."""
    from build_tools.checks import RULES  # the list of all rules, this one included

    names = [rule.name for rule in RULES]
    for index, off in enumerate(survey.collection.site.checks_off):
        if off.rule not in names and off.rule not in READING:
            near = Names(names).near(off.rule)
            yield Fault(
                survey.collection.site,
                ("checks_off", index, "rule"),
                f'There is no rule "{off.rule}".',
                f'Did you mean "{near}"?' if near else "The rules stand in docs/contribute/checks.md.",
            )


@rule(is_always_on=True)
def rule_always_on(survey: Survey) -> Iterator[Fault]:
    """Rules that the rest of the generator leans on stay on."""
    from build_tools.checks import RULES

    on = {*(rule.name for rule in RULES if rule.is_always_on), *READING}
    for index, off in enumerate(survey.collection.site.checks_off):
        if off.rule in on:
            yield Fault(
                survey.collection.site,
                ("checks_off", index, "rule"),
                f'The rule "{off.rule}" cannot be switched off.',
                "Without it pages could not be made, or would not be safe. Take the entry out.",
            )


@rule(is_always_on=True)
def id_used_twice(survey: Survey) -> Iterator[Fault]:
    """An id that [[...]] can point to belongs to one record, whatever its kind."""
    for id, records in survey.by_id.items():
        targets = sorted((r for r in records if r.kind in LINKABLE), key=lambda r: LINKABLE.index(r.kind))
        for record in targets[1:]:
            first = targets[0]
            yield Fault(
                record,
                ("id",),
                f'"{id}" is also the id of a {_noun(first.kind)}, so [[{id}]] could mean either.',
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
                        f'"{id}" is in use: {_noun(kind)} "{other.id}" ({survey.stands_at(other)}).',
                        "Addresses are permanent: an id that had a page is not given to another.",
                    )


@rule(is_always_on=True)
def link_to_itself(survey: Survey) -> Iterator[Fault]:
    """A record does not link to itself."""
    conditions = (use for use in condition_uses(survey) if use.record.kind == "condition")
    implied = (use for use in symptom_uses(survey) if use.record.kind == "symptom")
    see = (
        Use(topic, ("see", index), id)
        for topic in survey.collection.topics.values()
        for index, id in enumerate(topic.see)
    )
    for use in (*survey.links, *conditions, *implied, *see):
        if getattr(use.record, "id", None) == use.id and use.record.kind in LINKABLE:
            yield Fault(
                use.record,
                use.keys,
                f'"{use.id}" links to itself.',
                "Take the link out and keep the words.",
                use.needle,
                use.nth,
            )


@rule()
def listed_twice(survey: Survey) -> Iterator[Fault]:
    """A list names each thing once."""
    for use, first in _repeated(_lists(survey)):
        yield Fault(use.record, use.keys, f'"{use.id}" stands twice in this list.', _second(survey, use, first))


@rule(is_always_on=True)
def relation_on_both_sides(survey: Survey) -> Iterator[Fault]:
    """A relation is written on one of its two conditions; the other side is made from it."""
    seen: dict[tuple[str, str, str], Use] = {}
    for use in condition_uses(survey):
        if use.record.kind != "condition":
            continue
        relation, here = str(use.keys[1]), str(getattr(use.record, "id", ""))
        if relation == "mistaken_for":
            key = (relation, *sorted((here, use.id)))
        elif relation == "can_cause":
            key = ("causes", here, use.id)
        elif relation == "complication_of":
            key = ("causes", use.id, here)
        else:
            continue
        first = seen.setdefault((key[0], key[1], key[2]), use)  # a tuple of three, said to the type checker
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
    types = {c.id: c.relations.type_of for c in survey.collection.conditions.values()}
    for id in _in_circles(types):
        yield Fault(
            survey.collection.conditions[id],
            ("relations", "type_of"),
            f'"{id}" is, by way of others, a type of itself.',
            "Follow type_of from record to record, and take out the link that leads back.",
        )
    parts = {a.id: (a.part_of,) if a.part_of else () for a in survey.collection.body_areas.values()}
    for id in _in_circles(parts):
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
        s.id: tuple(i for i in s.implies if isinstance(i, str)) for s in survey.collection.symptoms.values()
    }
    for id in _in_circles(graph):
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
    used = {use.id for use in survey.citations}
    for reference in survey.collection.references.values():
        if reference.id not in used:
            yield Fault(
                reference, ("id",), f'Nothing cites "{reference.id}".', "Cite it where it belongs, or take it out."
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
                f'Did you mean "{near}"?' if near else "Give another symptom the same one_of, or take it out.",
            )


@rule()
def name_used_twice(survey: Survey) -> Iterator[Fault]:
    """No two records of a kind have the same name, since readers could not tell them apart."""
    for kind in survey.collection.records.values():
        seen: dict[str, AnyRecord] = {}
        for record in kind.values():
            if record.kind == "reference":
                break
            field = next((f for f in ("name", "label", "title") if hasattr(record, f)), "id")
            name = " ".join(str(getattr(record, field)).casefold().split())
            first = seen.setdefault(name, record)
            if first is not record:
                yield Fault(
                    record,
                    (field,),
                    f'"{getattr(record, field)}" is already the name of "{first.id}".',
                    f"The other stands at {survey.stands_at(first)}. Say what sets this one apart.",
                )


def symptom_uses(survey: Survey) -> Iterator[Use]:
    """Every place where a symptom's id is written."""
    collection = survey.collection
    for condition in collection.conditions.values():
        for index, finding in enumerate(condition.symptoms):
            yield Use(condition, ("symptoms", index, "id"), finding.id)
        for index, against in enumerate(condition.against):
            yield Use(condition, ("against", index, "id"), against.id)
    for flag in collection.red_flags.values():
        for keys, clause in clauses_in(flag.when, ("when",)):
            if isinstance(clause, str):
                yield Use(flag, keys, clause)
        for field in ("must_fire", "must_stay_silent"):
            for number, case in enumerate(getattr(flag, field)):
                for index, tick in enumerate(case.ticks):
                    yield Use(flag, (field, number, "ticks", index), tick.partition("~")[0])
    for factor in collection.risk_factors.values():
        if factor.symptom:
            yield Use(factor, ("symptom",), factor.symptom)
    for symptom in collection.symptoms.values():
        for index, implied in enumerate(symptom.implies):
            if isinstance(implied, str):
                yield Use(symptom, ("implies", index), implied)
            else:
                yield Use(symptom, ("implies", index, "id"), implied.id)
                for place, id in enumerate(implied.with_):
                    yield Use(symptom, ("implies", index, "with", place), id)


def condition_uses(survey: Survey) -> Iterator[Use]:
    """Every place outside prose where a condition's id is written."""
    for condition in survey.collection.conditions.values():
        relations = condition.relations
        for name in ("can_cause", "type_of", "complication_of"):
            for index, id in enumerate(getattr(relations, name)):
                yield Use(condition, ("relations", name, index), id)
        for index, pair in enumerate(relations.mistaken_for):
            yield Use(condition, ("relations", "mistaken_for", index, "id"), pair.id)
    for flag in survey.collection.red_flags.values():
        for index, id in enumerate(flag.conditions):
            yield Use(flag, ("conditions", index), id)
