"""Which findings the filter asks about with yes, no or not sure, and in which order."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from build_tools.clauses import parts_of, symptoms_in
from build_tools.records import CARE_LEVELS, AllOf, AnyOf, Clause, Facet, RedFlag, Symptom

Weigh = Callable[[str], float]

ASKED = ("emergency", "same-day")
"""Levels of the rules whose findings are asked about one by one."""


def warning_questions(
    rules: Mapping[str, RedFlag], symptoms: Mapping[str, Symptom], facets: Mapping[str, Facet]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Ids of the symptoms to ask about, always in the same order.

    First those that make a rule hold alone; then those that do so together with who the reader is and
    where it hurts; then those that need another finding beside them. Within each: emergency before
    same-day, then in the order of the rules. Who and where have sections of their own, so a finding of
    theirs is asked only if it makes a rule hold alone.
    """
    elsewhere = context_facets(symptoms, facets)

    def is_context(id: str) -> bool:
        return id in symptoms and symptoms[id].facet in elsewhere

    def weigh(id: str) -> float:
        return 0 if is_context(id) else 1

    best: dict[str, tuple[int, int]] = {}
    for rule in rules.values():
        if rule.urgency not in ASKED:
            continue
        (_, by_count), (_, by_weight) = _least(rule.when, lambda _: 1), _least(rule.when, weigh)
        for id in symptoms_in(rule.when):
            is_alone = by_count[id] == 1
            if id not in symptoms or (is_context(id) and not is_alone):
                continue
            needs = 0 if is_alone else 1 if by_weight[id] == 1 else 2
            rank = needs, CARE_LEVELS.index(rule.urgency)
            best[id] = min(best.get(id, rank), rank)
    ordered = sorted(best, key=lambda id: best[id])
    alone, placed, joined = (tuple(id for id in ordered if best[id][0] == needs) for needs in range(3))
    return alone, placed, joined


def context_facets(symptoms: Mapping[str, Symptom], facets: Mapping[str, Facet]) -> frozenset[str]:
    """Ids of the facets that say who and where: the first one, and those mostly made of body areas."""
    found = set(list(facets)[:1])
    for id in facets:
        placed = [symptom.body_area is not None for symptom in symptoms.values() if symptom.facet == id]
        if sum(placed) * 2 > len(placed):
            found.add(id)
    return frozenset(found)


def _least(clause: Clause, weigh: Weigh) -> tuple[float, Mapping[str, float]]:
    """The least weight of findings that make *clause* hold; and by finding, the least of those that have it among them."""
    if isinstance(clause, str):
        return weigh(clause), {clause: weigh(clause)}
    parts = [_least(part, weigh) for part in parts_of(clause)]
    needed = 1 if isinstance(clause, AnyOf) else len(parts) if isinstance(clause, AllOf) else clause.at_least
    freely = [free for free, _ in parts]
    within: dict[str, float] = {}
    for at, (_, found) in enumerate(parts):
        others = sorted(freely[:at] + freely[at + 1 :])[: needed - 1]
        beside = sum(others) if len(others) == needed - 1 else math.inf
        for id, weight in found.items():
            within[id] = min(within.get(id, math.inf), weight + beside)
    return sum(sorted(freely)[:needed]) if needed <= len(parts) else math.inf, within
