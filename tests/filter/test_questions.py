"""The warning questions: which findings, in which order."""

from __future__ import annotations

from typing import Any

from build_tools.questions import context_facets, warning_questions
from tests.filter.made import by_id, facet, rule, symptom

FACETS = by_id(facet("who"), facet("feels-like"), facet("where"))
KNOWN = by_id(
    symptom("child", facet="who"),
    symptom("back", facet="where", body_area="back"),
    symptom("leg", facet="where", body_area="leg"),
    symptom("leg-anywhere", facet="where"),
    *(symptom(id) for id in ("numb", "weak", "fever", "tired", "rash")),
)


def questions(*whens: tuple[str, Any]) -> tuple[tuple[str, ...], ...]:
    rules = by_id(*(rule(f"r{n}", when, urgency) for n, (urgency, when) in enumerate(whens)))
    return warning_questions(rules, KNOWN, FACETS)


def test_who_is_the_first_facet_and_where_the_one_mostly_made_of_body_areas() -> None:
    assert context_facets(KNOWN, FACETS) == {"who", "where"}


def test_findings_that_settle_it_alone_come_first_then_with_who_and_where_then_with_others() -> None:
    assert questions(
        ("emergency", {"all": ["fever", "rash"]}),
        ("emergency", {"all": ["back", "weak", {"any": ["child", "leg"]}]}),
        ("emergency", "numb"),
    ) == (("numb",), ("weak",), ("fever", "rash"))


def test_emergency_comes_before_same_day_whatever_the_order_of_the_file() -> None:
    assert questions(("same-day", "fever"), ("emergency", {"any": ["rash", "numb"]}))[0] == (
        "rash",
        "numb",
        "fever",
    )


def test_a_finding_stands_once_where_its_strongest_rule_puts_it() -> None:
    assert questions(("emergency", {"all": ["fever", "rash"]}), ("same-day", "fever")) == (
        ("fever",),
        (),
        ("rash",),
    )


def test_rules_below_same_day_ask_nothing() -> None:
    assert questions(("soon", "tired")) == ((), (), ())


def test_who_and_where_are_asked_only_if_they_settle_it_alone() -> None:
    assert questions(("emergency", {"all": ["child", "back", "numb"]}), ("emergency", "leg")) == (
        ("leg",),
        ("numb",),
        (),
    )


def test_at_least_counts_the_cheapest_others() -> None:
    when = {"at_least": 2, "of": ["back", "fever", {"all": ["rash", "weak"]}]}
    assert questions(("emergency", when)) == ((), ("fever",), ("rash", "weak"))
