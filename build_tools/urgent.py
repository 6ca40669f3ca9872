"""The filter's first decision: what is urgent in what was ticked, and what to do about it.

The reference implementation; `docs/assets/javascripts/urgent.js` is tested against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from build_tools.clauses import holds
from build_tools.records import CARE_LEVELS, Action, Place, RedFlag, Symptom, Urgency
from build_tools.selection import Findings, State, findings_of


@dataclass(frozen=True)
class Fired:
    """A rule that holds, at the level and with the action that it has for this reader."""

    rule: RedFlag
    urgency: Urgency
    action: str
    is_lowered: bool = False
    """It holds only with findings that are unchanged and never checked, or not sure."""


@dataclass(frozen=True)
class Advice:
    """One box: the highest level, one action, and the rules that fired as its reasons."""

    level: Urgency | None
    action: str | None
    fired: tuple[Fired, ...]
    """Highest urgency first, then by rank of the action, then in the order of the file."""
    watch: tuple[RedFlag, ...]
    """Rules that hold only with findings unchanged and checked: no box, but *if it changes, …*."""


def advise(
    rules: Mapping[str, RedFlag],
    symptoms: Mapping[str, Symptom],
    actions: Mapping[str, Action],
    state: State,
) -> Advice:
    """What *rules* say about *state*. A tick more never lowers the level, save one said to be unchanged.

    *actions* are in the order of their rank, highest first.
    """
    return advise_on(findings_of(state, symptoms), rules.values(), actions)


def advise_on(findings: Findings, rules: Iterable[RedFlag], actions: Mapping[str, Action]) -> Advice:
    """What *rules* say about *findings*, as `advise` does."""
    fired: list[Fired] = []
    watch: list[Fired] = []
    for rule in rules:
        # What is old contains all that is newer: most rules are silent, and are asked only once.
        if not holds(rule.when, findings.old):
            continue
        if holds(rule.when, findings.full):
            fired.append(Fired(rule, rule.urgency, rule.action))
        elif holds(rule.when, findings.same):
            fired.append(lowered(rule, actions))
        else:
            watch.append(Fired(rule, rule.urgency, rule.action))
    ranks = {id: rank for rank, id in enumerate(actions)}

    def rank(item: Fired) -> tuple[int, int]:
        return CARE_LEVELS.index(item.urgency), ranks.get(item.action, len(ranks))

    fired.sort(key=rank)
    watch.sort(key=rank)
    return Advice(
        level=fired[0].urgency if fired else None,
        action=fired[0].action if fired else None,
        fired=tuple(fired),
        watch=tuple(item.rule for item in watch),
    )


def lowered(rule: RedFlag, actions: Mapping[str, Action]) -> Fired:
    """*rule* where its findings are unchanged and never checked, or not sure: same-day at most.

    Where its action is not for that level, the one that the action is lowered to stands in.
    """
    urgency: Urgency = "same-day" if rule.urgency == "emergency" else rule.urgency
    action = actions.get(rule.action)
    if action is None or urgency in action.levels or action.lowered_to is None:
        return Fired(rule, urgency, rule.action, is_lowered=True)
    return Fired(rule, urgency, action.lowered_to, is_lowered=True)


def sentence(text: str, place: Place) -> str:
    """*text* of an action with `{emergency}` and the like filled in with the words of *place*."""
    words = place.words.model_dump()
    return re.sub(r"\{(\w+)\}", lambda slot: str(words.get(slot[1], slot[0])), text)
