"""What is urgent in what was ticked: tiers, levels, actions, and the order of the reasons."""

from __future__ import annotations

from typing import Any

import pytest

from build_tools.clauses import holds, symptoms_in
from build_tools.records import RedFlag
from build_tools.selection import select
from build_tools.urgent import Advice, advise, sentence
from tests.filter.made import ACTIONS, by_id, place, rule, symptom, symptoms

KNOWN = {**symptoms("a", "b", "c"), "new-only": symptom("new-only")}


def advice(rules: dict[str, RedFlag], *ticks: str, unsure: tuple[str, ...] = ()) -> Advice:
    return advise(rules, KNOWN, ACTIONS, select(ticks, KNOWN, unsure=unsure))


def fired(advice: Advice) -> list[tuple[str, str, str]]:
    return [(item.rule.id, item.urgency, item.action) for item in advice.fired]


@pytest.mark.parametrize(
    ("when", "holding", "silent"),
    [
        ("a", "a", "b"),
        ({"any": ["a", "b"]}, "b", "c"),
        ({"all": ["a", "b"]}, "ab", "a"),
        ({"at_least": 2, "of": ["a", "b", "c"]}, "ac", "b"),
        ({"at_least": 2, "of": ["a"]}, "", "abc"),
        ({"all": ["a", {"any": ["b", {"at_least": 2, "of": ["b", "c"]}]}]}, "ab", "ac"),
    ],
)
def test_a_clause_holds_as_it_reads(when: Any, holding: str, silent: str) -> None:
    clause = rule("r", when).when
    assert holds(clause, set(holding)) is bool(holding)
    assert not holds(clause, set(silent))


def test_symptoms_of_a_rule_come_once_and_in_the_order_written() -> None:
    assert symptoms_in(rule("r", {"all": ["b", {"any": ["a", "b", "c"]}]}).when) == ("b", "a", "c")


def test_nothing_ticked_is_no_advice() -> None:
    assert advice(by_id(rule("r", "a"))) == Advice(None, None, (), ())


def test_a_rule_that_holds_in_full_fires_at_its_own_level_and_action() -> None:
    found = advice(by_id(rule("r", "a", "emergency", "emergency-department")), "a")
    assert (found.level, found.action) == ("emergency", "emergency-department")
    assert not found.fired[0].is_lowered


@pytest.mark.parametrize(("ticks", "unsure"), [(["a~same"], ()), ([], ("a",))], ids=["same", "not sure"])
def test_unchanged_and_never_checked_or_not_sure_is_same_day_with_the_lowered_action(
    ticks: list[str], unsure: tuple[str, ...]
) -> None:
    found = advice(by_id(rule("r", "a", "emergency", "ambulance")), *ticks, unsure=unsure)
    assert fired(found) == [("r", "same-day", "doctor-today")]
    assert found.fired[0].is_lowered


def test_an_action_that_serves_the_same_day_too_is_kept() -> None:
    found = advice(by_id(rule("r", "a", "emergency", "maternity-now")), "a~same")
    assert fired(found) == [("r", "same-day", "maternity-now")]


@pytest.mark.parametrize(("urgency", "action"), [("same-day", "doctor-today"), ("soon", "book-this-week")])
def test_a_rule_at_or_below_same_day_is_not_lowered_further(urgency: str, action: str) -> None:
    assert fired(advice(by_id(rule("r", "a", urgency)), "a~same")) == [("r", urgency, action)]


def test_unchanged_and_checked_shows_no_box_but_is_watched() -> None:
    found = advice(by_id(rule("soon", "a", "soon"), rule("now", "a")), "a~old")
    assert (found.level, found.action, found.fired) == (None, None, ())
    assert [item.id for item in found.watch] == ["now", "soon"]


def test_a_rule_needs_each_part_at_its_tier() -> None:
    rules = by_id(rule("r", {"all": ["a", "b"]}))
    assert advice(rules, "a", "b").level == "emergency"
    assert advice(rules, "a", "b~same").level == "same-day"
    assert advice(rules, "a", "b~old").level is None
    assert advice(rules, "a", "b~old").watch


def test_old_counts_in_full_where_a_finding_cannot_be_old() -> None:
    assert advice(by_id(rule("r", "new-only")), "new-only~old").level == "emergency"


def test_one_box_has_the_highest_level_and_the_highest_action_of_that_level() -> None:
    rules = by_id(
        rule("week", "a", "soon"),
        rule("today", "a", "same-day"),
        rule("department", "a", "emergency", "emergency-department"),
        rule("still", "a", "emergency", "ambulance-do-not-move"),
        rule("call", "a", "emergency", "ambulance"),
        rule("call-too", "a", "emergency", "ambulance"),
    )
    found = advice(rules, "a")
    assert (found.level, found.action) == ("emergency", "ambulance-do-not-move")
    order = ["still", "call", "call-too", "department", "today", "week"]
    assert [item.rule.id for item in found.fired] == order


def test_a_lowered_rule_stands_among_those_of_its_lowered_level() -> None:
    rules = by_id(rule("lowered", "a"), rule("week", "b", "soon"), rule("now", "c"))
    found = advice(rules, "a~same", "b", "c")
    assert [item.rule.id for item in found.fired] == ["now", "lowered", "week"]


def test_a_no_changes_nothing() -> None:
    rules = by_id(rule("r", "a"))
    state = select(["a"], KNOWN, no=["b", "c"])
    assert advise(rules, KNOWN, ACTIONS, state) == advice(rules, "a")


def test_an_action_speaks_in_the_words_of_the_place() -> None:
    assert sentence("Call {emergency} or {unknown}.", place("uk")) == "Call uk number or {unknown}."
