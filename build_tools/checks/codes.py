"""Codes, numbers and limits that fit each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from build_tools.checks.rules import rule
from build_tools.checks.survey import Fault, Survey
from build_tools.records import Condition, Symptom

_ICD10 = re.compile(r"[A-Z]\d[\dA-Z](?:\.[\dA-Z]{1,4})?")
_ICD11 = re.compile(r"[\dA-HJ-NP-Z][A-HJ-NP-Z]\d[\dA-HJ-NP-Z](?:\.[\dA-HJ-NP-Z]{1,2})?(?:[&/][\dA-Z.]+)*")
_MESH = re.compile(r"[CD]\d{6,9}")

SHARES: Mapping[str, tuple[int, int]] = {
    "usual": (50, 100),
    "common": (25, 75),
    "sometimes": (5, 50),
    "rare": (0, 20),
}
"""Shares in 100 that a word of frequency can stand for; they overlap, since studies differ."""


@rule()
def bad_icd10(survey: Survey) -> Iterator[Fault]:
    """An ICD-10 code is written like M54.5."""
    return _miswritten(survey, "icd10", _ICD10, "ICD-10", "M54.5")


@rule()
def bad_icd11(survey: Survey) -> Iterator[Fault]:
    """An ICD-11 code is written like ME84.2."""
    return _miswritten(survey, "icd11", _ICD11, "ICD-11", "ME84.2")


@rule()
def bad_mesh(survey: Survey) -> Iterator[Fault]:
    """A MeSH code is a descriptor's unique id, written like D001416."""
    return _miswritten(survey, "mesh", _MESH, "MeSH", "D001416")


def _miswritten(
    survey: Survey, field: str, pattern: re.Pattern[str], system: str, example: str
) -> Iterator[Fault]:
    for condition in survey.collection.conditions.values():
        for index, code in enumerate(getattr(condition.codes, field)):
            if not pattern.fullmatch(code):
                yield Fault(
                    condition,
                    ("codes", field, index),
                    f'"{code}" is not written like a code of {system}.',
                    f"Write the code alone, as in {example}, or leave it out.",
                )


@rule()
def hpo_used_twice(survey: Survey) -> Iterator[Fault]:
    """A term of the Human Phenotype Ontology belongs to one symptom."""
    first: dict[str, Symptom] = {}
    for symptom in survey.collection.symptoms.values():
        if symptom.hpo and (other := first.setdefault(symptom.hpo, symptom)) is not symptom:
            yield Fault(
                symptom,
                ("hpo",),
                f'{symptom.hpo} is already the term of "{other.id}".',
                f"Keep it where it fits exactly; the other stands at {survey.stands_at(other)}.",
            )


@rule(severity="warning")
def same_findings(survey: Survey) -> Iterator[Fault]:
    """No two conditions list just the same symptoms, since nothing could tell them apart."""
    first: dict[tuple[frozenset[str], frozenset[str]], Condition] = {}
    for condition in survey.collection.conditions.values():
        findings = frozenset(f.id for f in condition.symptoms), frozenset(a.id for a in condition.against)
        if (other := first.setdefault(findings, condition)) is not condition:
            yield Fault(
                condition,
                ("symptoms",),
                f'"{other.id}" lists the same symptoms.',
                "Add what sets the one apart from the other, with its source.",
                of_key=True,
                is_absence=True,
            )


@rule()
def age_range_upside_down(survey: Survey) -> Iterator[Fault]:
    """The youngest usual age is not above the oldest."""
    for condition in survey.collection.conditions.values():
        low, high = condition.applies_to.age_from, condition.applies_to.age_to
        if low is not None and high is not None and low > high:
            yield Fault(
                condition,
                ("applies_to", "age_from"),
                f"From {low} to {high} years is no range.",
                "Exchange the two, or leave out the one that does not limit anything.",
            )


@rule()
def age_outside_applies_to(survey: Survey) -> Iterator[Fault]:
    """A finding or risk factor that is an age lies within the ages that the condition concerns."""
    ages = {
        symptom.id: (symptom.age_from or 0, 120 if symptom.age_to is None else symptom.age_to)
        for symptom in survey.collection.symptoms.values()
        if symptom.age_from is not None or symptom.age_to is not None
    }
    risk_factors = survey.collection.risk_factors
    for condition in survey.collection.conditions.values() if ages else ():
        low, high = condition.applies_to.age_from or 0, condition.applies_to.age_to or 120
        for name in ("symptoms", "risk_factors"):
            for index, link in enumerate(getattr(condition, name)):
                factor = risk_factors.get(link.id) if name == "risk_factors" else None
                age = ages.get((factor.symptom or "") if factor else link.id)
                if age and (age[0] > high or age[1] < low):
                    yield Fault(
                        condition,
                        (name, index, "id"),
                        f'"{link.id}" lies outside the ages that the condition concerns, {low} to {high}.',
                        "Correct applies_to, or take it out.",
                    )


@rule()
def pregnancy_against_anatomy(survey: Survey) -> Iterator[Fault]:
    """What comes only in pregnancy needs female anatomy."""
    for condition in survey.collection.conditions.values():
        applies = condition.applies_to
        if applies.pregnancy == "only" and applies.anatomy != "female":
            yield Fault(
                condition,
                ("applies_to", "pregnancy"),
                f"It comes only in pregnancy, and the anatomy is {applies.anatomy}.",
                "Write anatomy: female beside it, or correct the pregnancy.",
            )


@rule()
def share_against_frequency(survey: Survey) -> Iterator[Fault]:
    """A finding's frequency fits its measured share: usual is most people, rare is few."""
    for condition in survey.collection.conditions.values():
        for index, finding in enumerate(condition.symptoms):
            low, high = SHARES.get(finding.frequency, (101, -1))
            if finding.share is None or low <= finding.share <= high:
                continue
            fitting = ", ".join(word for word, (a, b) in SHARES.items() if a <= finding.share <= b)
            yield Fault(
                condition,
                ("symptoms", index, "frequency"),
                f'{finding.share} in 100 have it, and its frequency is "{finding.frequency}".',
                f"For that share it can be: {fitting}.",
            )
