"""Red flags: the list of rules by level, and the page of each rule with its sources and test cases."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools import addresses
from build_tools.clauses import symptoms_in
from build_tools.pages.care import action_text, care_cards
from build_tools.pages.desk import Desk, write
from build_tools.pages.page import Page
from build_tools.pages.studio import Studio
from build_tools.records import AllOf, AnyOf, Case, Clause, RedFlag, Symptom
from build_tools.selection import parse_tick


@dataclass(frozen=True)
class ShownClause:
    """A part of a rule as a nested list: how its parts combine, or one symptom."""

    form: str
    """`symptom`, `any`, `all` or `at_least`."""
    symptom: Symptom | None = None
    at_least: int = 0
    parts: tuple[ShownClause, ...] = ()


@dataclass(frozen=True)
class ShownCase:
    """A test case in words."""

    story: str
    ticks: tuple[tuple[Symptom, str], ...]
    """Each with its qualifier: empty, `old` or `same`."""


def red_flag_page(studio: Studio, rule: RedFlag) -> Page:
    """What the rule says, when it fires and stays silent, its source, its cases."""
    atlas, words = studio.atlas, studio.words.red_flag
    desk = Desk(studio, addresses.address_of(rule))
    labels = (atlas.collection.symptoms[id].label for id in symptoms_in(rule.when))
    return write(
        desk,
        "red_flag.html",
        kind="red-flag",
        folder=addresses.RED_FLAGS.rstrip("/"),
        title=rule.name,
        description=f"{words.levels[rule.urgency]}: {rule.fires_when}",
        headings={
            name: words.headings[name] for name in ("rule", "why", "source", "conditions", "cases", "sources")
        },
        rule=rule,
        record=rule,
        card=care_cards(studio, [rule])[0],
        clause=_shown(studio, rule.when),
        must_fire=[_case(studio, case) for case in rule.must_fire],
        must_stay_silent=[_case(studio, case) for case in rule.must_stay_silent],
        conditions=[atlas.collection.conditions[id] for id in rule.conditions],
        data=addresses.data_of(rule),
        search_text=f"{rule.fires_when} {', '.join(labels)}",
        modified=max(rule.review.date, rule.history[0].date),
        tab=addresses.RED_FLAGS,
    )


def red_flags_page(studio: Studio) -> Page:
    """Every rule, the highest level first."""
    atlas, words = studio.atlas, studio.words.red_flags
    return write(
        Desk(studio, addresses.RED_FLAGS),
        "red_flags.html",
        kind="red-flags",
        title=words.title,
        description=words.description,
        headings={name: words.headings[name] for name in ("emergency", "same_day", "soon", "ladder")},
        cards={
            level.replace("-", "_"): care_cards(studio, [r for r in atlas.red_flags if r.urgency == level])
            for level in ("emergency", "same-day", "soon")
        },
        actions=[(action, action_text(studio, action.text)) for action in atlas.collection.actions.values()],
        search_text=words.description,
        search_names=tuple(words.other_names),
        search_weight=3,
        tab=addresses.RED_FLAGS,
    )


def _shown(studio: Studio, clause: Clause) -> ShownClause:
    if isinstance(clause, str):
        return ShownClause("symptom", studio.atlas.collection.symptoms[clause])
    if isinstance(clause, AnyOf):
        return ShownClause("any", parts=tuple(_shown(studio, part) for part in clause.any))
    if isinstance(clause, AllOf):
        return ShownClause("all", parts=tuple(_shown(studio, part) for part in clause.all))
    return ShownClause(
        "at_least", at_least=clause.at_least, parts=tuple(_shown(studio, part) for part in clause.of)
    )


def _case(studio: Studio, case: Case) -> ShownCase:
    ticks = []
    for tick in case.ticks:
        id, qualifier = parse_tick(tick)
        ticks.append((studio.atlas.collection.symptoms[id], qualifier))
    return ShownCase(case.story, tuple(ticks))
