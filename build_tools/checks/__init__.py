"""Rules over the whole collection: links, safety, sourcing, wording, codes and reviews.

Each rule is a function over a `Survey` of the collection, which yields faults; `check` asks them all
and works out the places of what they found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.checks.registry import RULES
from build_tools.checks.rules import BUILDING, READING, Rule
from build_tools.checks.survey import Fault, Survey
from build_tools.loading import Collection
from build_tools.problems import Problem, Report

__all__ = ["BUILDING", "READING", "RULES", "Rule", "check"]


def check(collection: Collection, rules: Iterable[Rule] = RULES) -> Report:
    """Everything that *rules* find wrong with *collection*, save what `checks_off` in its site.yml switches off.

    What `load` reported is not repeated, and what only follows from it is left out.
    """
    survey = Survey(collection)
    off = {switched.rule for switched in collection.site.checks_off}
    found = [
        (rule, fault)
        for rule in rules
        if rule.is_always_on or rule.name not in off
        for fault in rule.find(survey)
        if not _follows(survey, fault)
    ]
    # File by file, since working out the places of a file is the slow part.
    found.sort(key=lambda each: survey.source(each[1].record).document.path)
    return Report.of(_problems(survey, found))


def _problems(survey: Survey, found: Iterable[tuple[Rule, Fault]]) -> Iterator[Problem]:
    for rule, fault in found:
        source = survey.source(fault.record)
        if fault.needle:
            where = source.where_at(fault.keys, fault.needle, fault.nth)
        else:
            where = source.where(*fault.keys, key=fault.of_key)
        yield Problem(where, rule.name, fault.message, fault.hint, rule.severity)


def _follows(survey: Survey, fault: Fault) -> bool:
    """Whether *fault* is about a part of a record that could not be read, and so was reported before."""
    id = "" if fault.record.kind == "site" else getattr(fault.record, "id", "")
    for broken in survey.collection.broken.get((fault.record.kind, id), ()):
        if fault.keys[: len(broken)] == broken:
            return True
        # What seems to be missing may stand in a part beside it that has a misspelt name.
        holder = broken[:-1]
        if fault.is_absence and (fault.keys[: len(holder)] == holder or broken[: len(fault.keys)] == fault.keys):
            return True
    return False
