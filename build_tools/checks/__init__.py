"""Rules over the whole collection: links, safety, sourcing, wording, codes and reviews.

Each rule is a function over a `Survey` of the collection, which yields faults; `check` asks them all
and works out the places of what they found.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from build_tools.checks.registry import RULES
from build_tools.checks.rules import BUILDING, IMPORTING, READING, Rule
from build_tools.checks.survey import Fault, Survey
from build_tools.collection import Collection
from build_tools.loading import load
from build_tools.problems import KeyPath, Problem, Report
from build_tools.progress import NOBODY, Progress

__all__ = ["BUILDING", "IMPORTING", "READING", "RULES", "Rule", "check", "load_and_check"]


def check(collection: Collection, rules: Sequence[Rule] = RULES, progress: Progress = NOBODY) -> Report:
    """Everything that *rules* find wrong with *collection*, save what `checks_off` in its site.yml switches off.

    What `load` reported is not repeated, and what only follows from it is left out.
    """
    progress.phase("Checking rules", len(rules))
    survey = Survey(collection)
    off = {switched.rule for switched in collection.site.checks_off}
    found: list[tuple[Rule, Fault]] = []
    for done, rule in enumerate(rules, 1):
        if rule.is_always_on or rule.name not in off:
            found += [(rule, fault) for fault in rule.find(survey) if not _follows(survey, fault)]
        progress.timed(rule.name)
        progress.reached(done)
    # File by file, since working out the places of a file is the slow part.
    found.sort(key=lambda each: survey.source(each[1].record).document.path)
    return Report.of(_problems(survey, found))


def load_and_check(content: Path, progress: Progress = NOBODY) -> tuple[Collection | None, Report]:
    """The collection below *content* with every problem of shape and of content."""
    # The records stay to the end: while they pile up, looking for garbage among them is most of the time.
    gc.disable()
    try:
        collection, report = load(content, progress)
        if collection is None:
            return None, report
        return collection, report + check(collection, progress=progress)
    finally:
        gc.enable()


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
    keys = fault.keys
    for broken in survey.broken(fault.record):
        if _is_within(keys, broken):
            return True
        if fault.is_absence:
            # What seems to be missing may stand beside a broken field, under a misspelt name, or inside of it.
            are_both_of_record = len(broken) == len(keys) == 1
            if are_both_of_record or (len(broken) > 1 and _is_within(keys, broken[:-1])):
                return True
            if keys and _is_within(broken, keys):
                return True
    return False


def _is_within(keys: KeyPath, part: KeyPath) -> bool:
    """Whether *keys* lead to *part* of a record, or to something inside of it."""
    return keys[: len(part)] == part
