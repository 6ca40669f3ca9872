"""Which questions come next: those that split the list, and those that the listed pages' rules ask."""

from __future__ import annotations

from collections.abc import Mapping

from build_tools.matching import Match, rank
from build_tools.narrowing import narrowing, still_open
from build_tools.records import Condition
from build_tools.selection import State, select
from build_tools.urgent import advise
from tests.filter.made import ACTIONS, by_id, condition, rule, symptom

SYMPTOMS = by_id(*(symptom(id) for id in ("back", "half", "most", "all", "alarm", "other-alarm")))
CONDITIONS: Mapping[str, Condition] = by_id(
    condition("one", {"back": "usual", "half": "usual", "most": "usual", "all": "usual"}),
    condition("two", {"back": "usual", "half": "usual", "most": "usual", "all": "usual"}),
    condition("three", {"back": "usual", "most": "usual", "all": "usual"}),
    condition("four", {"back": "usual", "all": "usual"}),
)
RULES = by_id(
    rule("alarm-rule", {"all": ["back", "alarm"]}, "emergency", "ambulance", conditions=["one"]),
    rule("other-rule", "other-alarm", "emergency", "ambulance", conditions=["nowhere"]),
)


def listed(state: State) -> tuple[Match, ...]:
    return rank(CONDITIONS, SYMPTOMS, state, advise(RULES, SYMPTOMS, ACTIONS, state).fired)


def test_the_finding_that_halves_the_list_comes_first_and_one_that_all_have_never() -> None:
    state = select(["back"], SYMPTOMS)
    assert narrowing(listed(state), SYMPTOMS, state, frozenset()) == ("half", "most")


def test_what_was_answered_or_has_a_place_of_its_own_is_not_asked() -> None:
    state = select(["back"], SYMPTOMS, no=["half"])
    assert narrowing(listed(state), SYMPTOMS, state, frozenset()) == ("most",)
    assert narrowing(listed(state), SYMPTOMS, state, frozenset({"most"})) == ()


def test_before_you_stop_asks_what_rules_of_listed_pages_ask_and_no_others() -> None:
    state = select(["back"], SYMPTOMS)
    questions = ("other-alarm", "alarm", "back")
    assert still_open(listed(state), RULES.values(), questions, SYMPTOMS, state, ()) == ("alarm",)
    answered = select(["back"], SYMPTOMS, no=["alarm"])
    assert still_open(listed(answered), RULES.values(), questions, SYMPTOMS, answered, ()) == ()
