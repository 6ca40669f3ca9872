"""The filter's second decision: which pages mention what was ticked, and in which order.

The reference implementation; `docs/assets/javascripts/matching.js` is tested against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from build_tools.names import alphabetical
from build_tools.records import COMMONNESS, Condition, Finding, Frequency, Symptom
from build_tools.selection import State, findings_of
from build_tools.urgent import Fired

WEIGHTS: Mapping[Frequency, int] = {"usual": 4, "common": 3, "sometimes": 2, "not-measured": 2, "rare": 1}
TELLING = 2
"""What a finding that sets a condition apart weighs on top."""


class Match(NamedTuple):
    """A page that mentions what was ticked, and why it stands where it does."""

    condition: Condition
    is_named: bool
    """A rule that fired names it."""
    fits: tuple[str, ...]
    """Ids of ticked symptoms that the record lists, in its order. One that another of them implies is left
    out: a single tick counts once."""
    against: tuple[str, ...]
    """Ids of ticked symptoms that speak against it, in the record's order."""
    weight: int
    """How usual the fitting findings are in it, summed."""

    @property
    def fit(self) -> int:
        """Ticked findings that the record lists, less those that speak against."""
        return len(self.fits) - len(self.against)


class Pages:
    """Conditions that stand ready to be ranked: whoever ranks them for many selections makes this once."""

    def __init__(self, conditions: Mapping[str, Condition], symptoms: Mapping[str, Symptom]) -> None:
        self._implied = {id: implied_by(id, symptoms) for id in symptoms}
        self._conditions = sorted(conditions.values(), key=standing)
        self._place = {condition.id: at for at, condition in enumerate(self._conditions)}
        self._listing: dict[str, list[int]] = {}
        """By symptom, the places of the conditions that list it."""
        for at, condition in enumerate(self._conditions):
            for finding in condition.symptoms:
                self._listing.setdefault(finding.id, []).append(at)

    def rank(self, ticked: frozenset[str], fired: Iterable[Fired]) -> tuple[Match, ...]:
        """The conditions to list for what is *ticked* or follows from it, in order.

        Those named by a rule that *fired* come first; then by fit, by how usual the findings are, by how
        common the condition is, and from A to Z. The level of care is no part of it. Listed is what a fired
        rule names or what has a ticked finding, but an emergency only where one of its rules fired or a
        finding that tells it apart is ticked: a list of frightening pages would help nobody.
        """
        named = {id for item in fired for id in item.rule.conditions}
        places = {at for id in ticked for at in self._listing.get(id, ())}
        places |= {self._place[id] for id in named if id in self._place}
        # As they stand, so that it is this order which decides between those that fit equally well.
        possible = [self._conditions[at] for at in sorted(places)]
        matches = [_match(condition, ticked, self._implied, condition.id in named) for condition in possible]
        return tuple(
            sorted(
                (match for match in matches if _is_listed(match, ticked)),
                key=lambda match: (not match.is_named, -match.fit, -match.weight),
            )
        )


def rank(
    conditions: Mapping[str, Condition],
    symptoms: Mapping[str, Symptom],
    state: State,
    fired: Iterable[Fired],
) -> tuple[Match, ...]:
    """What `Pages.rank` says of *conditions* for a single *state*."""
    return Pages(conditions, symptoms).rank(findings_of(state, symptoms).ticked, fired)


def standing(condition: Condition) -> tuple[int, str, str]:
    """The order of conditions that fit equally well: the common before the rare, then A to Z."""
    return COMMONNESS.index(condition.how_common.level), alphabetical(condition.name), condition.id


def weight_of(finding: Finding) -> int:
    """How much a ticked finding counts where two conditions fit equally well."""
    return WEIGHTS[finding.frequency] + (TELLING if finding.telling else 0)


def implied_by(id: str, symptoms: Mapping[str, Symptom]) -> frozenset[str]:
    """All other symptoms that *id* implies by itself, in one step or several."""
    follows = [id]
    for one in follows:
        for target in symptoms[one].implies:
            if isinstance(target, str) and target in symptoms and target not in follows:
                follows.append(target)
    return frozenset(follows[1:])


def _match(
    condition: Condition, ticked: frozenset[str], implied: Mapping[str, frozenset[str]], is_named: bool
) -> Match:
    listed = [finding for finding in condition.symptoms if finding.id in ticked]
    said = {id for finding in listed for id in implied[finding.id]}
    fitting = [finding for finding in listed if finding.id not in said]
    return Match(
        condition=condition,
        is_named=is_named,
        fits=tuple(finding.id for finding in fitting),
        against=tuple(item.id for item in condition.against if item.id in ticked),
        weight=sum(map(weight_of, fitting)),
    )


def _is_listed(match: Match, ticked: frozenset[str]) -> bool:
    if match.is_named:
        return True
    if match.condition.care_level == "emergency":
        return any(finding.telling and finding.id in ticked for finding in match.condition.symptoms)
    return bool(match.fits)
