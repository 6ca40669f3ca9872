"""Which pages are listed, and in which order."""

from __future__ import annotations

from build_tools.matching import Match, rank
from build_tools.names import alphabetical
from build_tools.records import Condition
from build_tools.selection import select
from build_tools.urgent import Fired
from tests.filter.made import by_id, condition, rule, symptom, symptoms

KNOWN = {**symptoms("a", "b", "c", "d"), "whole": symptom("whole", implies=["a"])}


def matches(
    conditions: list[Condition], *ticks: str, unsure: tuple[str, ...] = (), named: tuple[str, ...] = ()
) -> tuple[Match, ...]:
    fired = [Fired(rule("r", "a", conditions=named), "emergency", "ambulance")] if named else []
    return rank(by_id(*conditions), KNOWN, select(ticks, KNOWN, unsure=unsure), fired)


def ids(found: tuple[Match, ...]) -> list[str]:
    return [match.condition.id for match in found]


def test_a_page_is_listed_if_it_has_at_least_one_ticked_finding() -> None:
    pages = [condition("with", {"a": "rare"}), condition("without", {"b": "usual"})]
    assert ids(matches(pages, "a")) == ["with"]
    assert ids(matches(pages)) == []


def test_old_findings_and_what_follows_count_but_not_sure_does_not() -> None:
    page = condition("page", {"a": "rare"})
    assert ids(matches([page], "a~old")) == ids(matches([page], "whole")) == ["page"]
    assert ids(matches([page], unsure=("a",))) == []


def test_a_page_named_by_a_rule_that_fired_comes_first_even_without_a_ticked_finding() -> None:
    pages = [condition("fitting", {"a": "usual"}), condition("named", {"d": "rare"})]
    assert ids(matches(pages, "a", named=("named",))) == ["named", "fitting"]


def test_fit_is_what_is_listed_less_what_speaks_against() -> None:
    pages = [
        condition("two-less-one", {"a": "usual*", "b": "usual*"}, against=["c"]),
        condition("two", {"a": "rare", "b": "rare"}),
        condition("one-less-one", {"a": "usual"}, against=["c"]),
        condition("one", {"a": "rare"}),
    ]
    found = matches(pages, "a", "b", "c")
    assert ids(found) == ["two", "two-less-one", "one", "one-less-one"]
    assert [match.fit for match in found] == [2, 1, 1, 0]
    assert found[1].fits == ("a", "b")
    assert found[1].against == ("c",)


def test_equal_fit_is_decided_by_how_usual_the_findings_are() -> None:
    frequencies = ("rare", "sometimes", "common", "rare*", "usual", "common*", "usual*")
    pages = [
        condition(f"is-{frequency.replace('*', '-telling')}", {"a": frequency}) for frequency in frequencies
    ]
    found = matches(pages, "a")
    assert [match.weight for match in found] == [6, 5, 4, 3, 3, 2, 1]
    assert ids(found)[:3] == ["is-usual-telling", "is-common-telling", "is-usual"]


def test_not_measured_weighs_as_much_as_sometimes() -> None:
    pages = [condition("b-page", {"a": "sometimes"}), condition("a-page", {"a": "not-measured"})]
    assert ids(matches(pages, "a")) == ["a-page", "b-page"]


def test_then_the_common_comes_before_the_rare_and_the_unmeasured_last() -> None:
    levels = ("not-measured", "very-rare", "rare", "uncommon", "common", "very-common")
    pages = [condition(f"is-{level}", {"a": "usual"}, commonness=level) for level in levels]
    assert ids(matches(pages, "a")) == [f"is-{level}" for level in reversed(levels)]


def test_then_a_to_z_without_regard_to_case_and_accents() -> None:
    names = {"one": "zoster", "two": "Évora", "three": "arm", "four": "Ärger", "five": "evora"}
    pages = [condition(id, {"a": "usual"}, name=name) for id, name in names.items()]
    assert ids(matches(pages, "a")) == ["four", "three", "five", "two", "one"]
    assert alphabetical("Évora") == "evora"


def test_the_level_of_care_is_no_sort_key() -> None:
    pages = [
        condition("b-page", {"a": "usual"}, care_level="same-day"),
        condition("a-page", {"a": "usual"}, care_level="self-care"),
    ]
    assert ids(matches(pages, "a")) == ["a-page", "b-page"]


def test_an_emergency_needs_a_rule_of_its_own_or_a_finding_that_tells_it() -> None:
    page = condition("emergency", {"a": "usual", "b": "rare*"}, care_level="emergency")
    assert ids(matches([page], "a")) == []
    assert ids(matches([page], "a", named=("another",))) == []
    assert ids(matches([page], "a", named=("emergency",))) == ["emergency"]
    assert ids(matches([page], "b~old")) == ["emergency"]


def test_a_match_says_whether_a_rule_named_it() -> None:
    pages = [condition("named", {"a": "usual"}), condition("plain", {"a": "usual"})]
    assert [match.is_named for match in matches(pages, "a", named=("named",))] == [True, False]


def test_a_single_tick_counts_once_even_where_a_page_also_lists_what_follows() -> None:
    symptoms = by_id(symptom("leg"), symptom("left-leg", implies=["leg"]), symptom("ache"))
    conditions = by_id(
        condition("both-lines", {"left-leg": "sometimes", "leg": "sometimes"}, name="A"),
        condition("one-line", {"leg": "usual"}, name="B"),
        condition("two-ticks", {"left-leg": "rare", "ache": "rare"}, name="C"),
    )
    matches = rank(conditions, symptoms, select(["left-leg", "ache"], symptoms), ())
    assert [(match.condition.id, match.fits) for match in matches] == [
        ("two-ticks", ("left-leg", "ache")),
        ("one-line", ("leg",)),
        ("both-lines", ("left-leg",)),
    ]
