"""What could hurt: words of urgency outside the rules, contradictions, and care levels without a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.checks.hints import with_article
from build_tools.checks.phrases import URGENT
from build_tools.checks.rules import rule
from build_tools.checks.sentences import bare
from build_tools.checks.survey import Fault, Survey
from build_tools.matching import implied_by
from build_tools.records import CARE_LEVELS
from build_tools.records.fields import Passage

CALM_KINDS = frozenset({"condition", "topic", "risk-factor", "term", "caution"})
"""Kinds whose pages leave urgency to the rules. What a history says of a change is about the past."""


@rule()
def urgency_in_prose(survey: Survey) -> Iterator[Fault]:
    """What to do, and how fast, is said only by the rules of red-flags.yml."""
    for found in URGENT.find(survey, _is_calm):
        yield Fault(
            found.passage.record,
            found.passage.keys,
            f'"{found.words}" says how fast to act.',
            "Say it in a rule that names this page; its box then stands on top of the page.",
            found.words,
            found.nth,
        )


# A quick first look at what could be one; ids end in years, and most numbers count people.
_ROUGHLY = re.compile(
    r"[0-9+](?<![\w.,/-][0-9])(?:(?<=\+)[0-9]|(?<=0)[0-9]{2}|[0-9]{2}\)?-[0-9]{3}|(?<=1)16|(?<=1)[ -]?\(?[0-9]{3}"
    r"|(?:(?<=9)(?:99|11|98|95)|(?<=1)(?:12|11|01))(?![0-9]))"
)
_NUMBERS = re.compile(
    r"(?<![\w.,/-])(?:"
    r"\+\d{1,3}(?:[ -]?\(?\d{2,5}\)?){2,5}"
    r"|0\d{2,4}[ -]\d{3,4}(?:[ -]?\d{2,4})*"
    r"|0\d{9,10}"
    r"|1?[ -]?\(?\d{3}\)?-\d{3}-\d{4}"
    r"|116[ -]?(?:000|006|111|117|123)"
    r")(?![\w-])"
    # Alone, three digits can count people: they are a number to call where a sentence uses them so.
    r"|(?:(?<=call )|(?<=ring )|(?<=dial )|(?<=phone )|(?<=text )|(?<=nhs )|(?<=to )|(?<=or ))"
    r"(?:999|112|911|111|101|000|998|995)(?![\w-]|[.,]\d)(?!\s+(?!or\b|now\b|and\b|if\b|for\b|when\b|in\b)\w)",
    re.IGNORECASE,
)


@rule()
def telephone_number_in_prose(survey: Survey) -> Iterator[Fault]:
    """Telephone numbers stand in locales.yml, so that each reader gets those of their place."""
    for passage in filter(_is_calm, survey.passages_matching(_ROUGHLY)):
        words = " ".join(bare(passage.value).split("\n"))
        for match in _NUMBERS.finditer(words):
            number = match.group()
            yield Fault(
                passage.record,
                passage.keys,
                f'"{number}" is a telephone number.',
                "Numbers differ from place to place: put it into locales.yml.",
                number,
                passage.value.count(number, 0, match.start()),
            )


def _is_calm(passage: Passage) -> bool:
    return passage.record.kind in CALM_KINDS and passage.keys[0] != "history"


@rule()
def contradiction(survey: Survey) -> Iterator[Fault]:
    """What a condition lists as a finding, or what follows from one, does not also speak against it."""
    symptoms = survey.collection.symptoms
    for condition in survey.collection.conditions.values():
        if not condition.against:
            continue
        because: dict[str, str] = {}
        for finding in condition.symptoms:
            for id in implied_by(finding.id, symptoms) if finding.id in symptoms else ():
                because.setdefault(id, finding.id)
            because[finding.id] = finding.id
        for index, against in enumerate(condition.against):
            if first := because.get(against.id):
                also = "is" if first == against.id else f'follows from "{first}", which is'
                yield Fault(
                    condition,
                    ("against", index, "id"),
                    f'"{against.id}" speaks against the condition, and {also} one of its findings.',
                    "A finding can speak for a condition or against it: keep one of the two.",
                )


@rule(is_always_on=True)
def against_on_urgent_condition(survey: Survey) -> Iterator[Fault]:
    """Nothing speaks against an emergency or same-day condition: no missing sign rules one out."""
    for condition in survey.urgent_conditions:
        if condition.against:
            yield Fault(
                condition,
                ("against",),
                f"This is {with_article(condition.care_level)} condition, and findings are said to speak against it.",
                "Take the list out; say in prose, with a source, what makes it less likely.",
                of_key=True,
            )


@rule()
def emergency_without_rule(survey: Survey) -> Iterator[Fault]:
    """Each emergency or same-day condition is named by a rule of red-flags.yml that is as urgent."""
    if not survey.collection.is_whole("red-flag"):
        return
    highest: dict[str, int] = {}
    for flag in survey.collection.red_flags.values():
        for id in flag.conditions:
            highest[id] = min(highest.get(id, len(CARE_LEVELS)), CARE_LEVELS.index(flag.urgency))
    for condition in survey.urgent_conditions:
        level = highest.get(condition.id)
        if level is None or level > CARE_LEVELS.index(condition.care_level):
            has = "no rule names it" if level is None else f"the rules that name it say {CARE_LEVELS[level]}"
            yield Fault(
                condition,
                ("care_level",),
                f"This is {with_article(condition.care_level)} condition, and {has}.",
                "Name it under conditions: in a rule of red-flags.yml, or correct the care level.",
            )
