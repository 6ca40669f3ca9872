"""What the symptom filter reads: one compact file with everything that its two decisions need, or a few parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from build_tools.addresses import address_of
from build_tools.collection import Collection
from build_tools.exports.filter_parts import FILTER_INDEX, in_parts, is_large, written
from build_tools.matching import standing, weight_of
from build_tools.pages.symptom_filter import contacts_of
from build_tools.questions import warning_questions
from build_tools.records import Action, Condition, Facet, Place, RedFlag, Symptom
from build_tools.urgent import sentence
from build_tools.words import Words

VERSION = 1
"""Goes up when a reader of the file would misunderstand it; new keys do not count."""


def export_filter(collection: Collection) -> Mapping[str, bytes]:
    """The filter's files by their path below the root of the site: one, or several for a large atlas."""
    data = filter_index(
        conditions=collection.conditions,
        symptoms=collection.symptoms,
        facets=collection.facets,
        rules=collection.red_flags,
        actions=collection.actions,
        places=collection.places,
        default_place=collection.site.default_place,
    )
    data["pairs"] = sorted(
        sorted((condition.id, mistaken.id))
        for condition in collection.conditions.values()
        for mistaken in condition.relations.mistaken_for
    )
    data["fillers"] = Words(collection.strings).filter.search.fillers.split()
    return in_parts(data) if is_large(collection) else {FILTER_INDEX: written(data)}


def filter_index(
    *,
    conditions: Mapping[str, Condition],
    symptoms: Mapping[str, Symptom],
    facets: Mapping[str, Facet],
    rules: Mapping[str, RedFlag],
    actions: Mapping[str, Action],
    places: Mapping[str, Place],
    default_place: str,
) -> dict[str, Any]:
    """The data as plain values. Every list has the order that the filter relies on.

    Conditions stand by commonness and then from A to Z, so that scripts need not know how either is
    compared. Actions stand by rank, all others in the order of their files.
    """
    return {
        "version": VERSION,
        "default_place": default_place,
        "facets": [{"id": facet.id, "question": facet.question} for facet in facets.values()],
        "questions": [list(group) for group in warning_questions(rules, symptoms, facets)],
        "symptoms": [_symptom(symptom) for symptom in symptoms.values()],
        "actions": [_action(action) for action in actions.values()],
        "red_flags": [_rule(rule) for rule in rules.values()],
        "conditions": [_condition(condition) for condition in sorted(conditions.values(), key=standing)],
        "places": [_place(place, actions) for place in places.values()],
    }


def _symptom(symptom: Symptom) -> dict[str, Any]:
    implies = [
        one if isinstance(one, str) else {"id": one.id, "with": list(one.with_)} for one in symptom.implies
    ]
    return {
        "id": symptom.id,
        "label": symptom.label,
        "facet": symptom.facet,
        **_given(
            synonyms=list(symptom.synonyms),
            implies=implies,
            one_of=symptom.one_of,
            can_be_old=symptom.can_be_old,
            former_ids=list(symptom.former_ids),
        ),
    }


def _action(action: Action) -> dict[str, Any]:
    return {"id": action.id, "levels": list(action.levels), **_given(lowered_to=action.lowered_to)}


def _rule(rule: RedFlag) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "reason": rule.reason,
        "urgency": rule.urgency,
        "action": rule.action,
        "when": rule.model_dump()["when"],
        "conditions": list(rule.conditions),
        "url": address_of(rule),
    }


def _condition(condition: Condition) -> dict[str, Any]:
    """A finding is its id, its weight, and a third value where it tells the condition apart."""
    return {
        "id": condition.id,
        "name": condition.name,
        "care_level": condition.care_level,
        "symptoms": [
            [finding.id, weight_of(finding), *([1] if finding.telling else [])]
            for finding in condition.symptoms
        ],
        "url": address_of(condition),
        **_given(against=[item.id for item in condition.against]),
    }


def _place(place: Place, actions: Mapping[str, Action]) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "actions": {
            id: [sentence(text, place) for text in (action.text, action.note) if text]
            for id, action in actions.items()
        },
        "contacts": {group.kind: list(group.lines) for group in contacts_of(place) if group.lines},
        **_given(former_ids=list(place.former_ids)),
    }


def _given(**values: Any) -> dict[str, Any]:
    """Only what says something: the file is loaded on phones."""
    return {key: value for key, value in values.items() if value}
