"""Every id that is written means a record; where it does not, the nearest one is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from build_tools.checks.hints import noun, way_out
from build_tools.checks.rules import rule
from build_tools.checks.survey import Fault, Survey, Use
from build_tools.checks.uses import (
    caution_uses,
    condition_uses,
    risk_factor_uses,
    see_uses,
    symptom_uses,
)
from build_tools.collection import LINKABLE


@rule(is_always_on=True)
def unknown_symptom(survey: Survey) -> Iterator[Fault]:
    """A finding, a rule, a case, a story and what a symptom implies name symptoms of the vocabulary."""
    symptoms = survey.collection.symptoms
    findings = (
        Use(condition, ("symptoms", index, "id"), finding.id)
        for condition in survey.collection.conditions.values()
        for index, finding in enumerate(condition.symptoms)
        if finding.id not in symptoms
    )
    return _unknown(survey, chain(findings, survey.once(symptom_uses)), "symptom")


@rule(is_always_on=True)
def unknown_condition(survey: Survey) -> Iterator[Fault]:
    """Relations, red flags and stories name conditions that have a record."""
    return _unknown(survey, survey.once(condition_uses), "condition")


@rule(is_always_on=True)
def unknown_story(survey: Survey) -> Iterator[Fault]:
    """What a story is one_less_than is another story."""
    stories = survey.collection.stories.values()
    uses = (Use(s, ("one_less_than",), s.one_less_than) for s in stories if s.one_less_than)
    return _unknown(survey, uses, "story")


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
    return _unknown(survey, survey.once(risk_factor_uses), "risk-factor")


@rule(is_always_on=True)
def unknown_caution(survey: Survey) -> Iterator[Fault]:
    """A treatment's cautions are those of vocabulary/cautions.yml."""
    return _unknown(survey, survey.once(caution_uses), "caution")


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
    return _unknown(survey, survey.citations_but(survey.collection.references), "reference")


@rule(is_always_on=True)
def unknown_person(survey: Survey) -> Iterator[Fault]:
    """A reviewer stands in people.yml."""
    uses = (
        Use(record, ("review", "by", index), id)
        for record in survey.collection.reviewed()
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
    return _unknown(survey, survey.once(see_uses), "condition", "topic")


@rule(is_always_on=True)
def unknown_link(survey: Survey) -> Iterator[Fault]:
    """A cross-link [[...]] leads to a page or a glossary term of this atlas."""
    return _unknown(survey, survey.links, *LINKABLE)


def _unknown(survey: Survey, uses: Iterable[Use], *kinds: str) -> Iterator[Fault]:
    """A fault for each of *uses* whose id no record of *kinds* has."""
    known = {id for kind in kinds for id in survey.collection.records[kind]}
    for use in uses:
        if use.id not in known and not any(survey.collection.may_exist(kind, use.id) for kind in kinds):
            said, hint = _message(use.id, kinds), way_out(survey, use.id, kinds)
            yield Fault(use.record, use.keys, said, hint, use.needle, use.nth)


def _message(id: str, kinds: tuple[str, ...]) -> str:
    if kinds == ("symptom",):
        return f'"{id}" is not in the symptom vocabulary.'
    if kinds == ("reference",):
        return f'"{id}" is not in references.json.'
    if kinds == LINKABLE:
        return f'There is no page or glossary term "{id}".'
    return f'There is no {" or ".join(noun(kind) for kind in kinds)} "{id}".'
