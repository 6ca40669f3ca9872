"""The state of the filter, as it stands in an address, and what follows from it."""

from __future__ import annotations

import pytest

from build_tools.records import Symptom
from build_tools.selection import State, findings_of, format_fragment, parse_fragment, select
from tests.filter.made import by_id, place, symptom, symptoms

PLACES = by_id(place("uk", former_ids=["gb"]), place("other"))
THREE = {
    **symptoms("numb", "weak", former_ids=[]),
    "fever": symptom("fever", former_ids=["high-temperature"]),
}


def parsed(fragment: str, known: dict[str, Symptom] = THREE) -> State:
    return parse_fragment(fragment, known, PLACES)


def test_the_example_of_the_public_interface_is_understood() -> None:
    state = parsed("#s=numb,weak~old&no=fever&unsure=&place=uk")
    assert state == State({"numb": "full", "weak": "old"}, frozenset(), frozenset({"fever"}), "uk")


def test_unknown_keys_and_ids_are_ignored() -> None:
    assert parsed("s=numb,nothing&x=weak&place=atlantis&weak") == State({"numb": "full"})


def test_a_former_id_counts_as_the_present_one() -> None:
    assert parsed("s=high-temperature&place=gb") == State({"fever": "full"}, place="uk")


def test_the_present_id_wins_over_a_former_id_of_another() -> None:
    known = by_id(symptom("fever"), symptom("chills", former_ids=["fever"]))
    assert parsed("s=fever", known) == State({"fever": "full"})


def test_old_and_same_count_only_where_a_finding_can_be_old() -> None:
    assert parsed("s=fever~old,weak~same") == State({"fever": "full", "weak": "same"})


@pytest.mark.parametrize("said", ["weak~", "weak~new", "weak~OLD", "weak~old~same"])
def test_an_unknown_qualifier_is_none(said: str) -> None:
    assert parsed(f"s={said}") == State({"weak": "full"})


@pytest.mark.parametrize(
    ("ticks", "counts"),
    [
        ("weak~old,weak", "full"),
        ("weak,weak~old", "full"),
        ("weak~old,weak~same", "same"),
        ("weak~same,weak~old", "same"),
    ],
)
def test_of_an_id_that_stands_twice_the_more_alarming_counts(ticks: str, counts: str) -> None:
    assert parsed(f"s={ticks}").ticks == {"weak": counts}


def test_a_tick_wins_over_not_sure_and_not_sure_over_no() -> None:
    state = parsed("no=numb,weak,fever&unsure=weak,numb&s=numb")
    assert state == State({"numb": "full"}, frozenset({"weak"}), frozenset({"fever"}))


def test_a_key_that_stands_twice_adds_up() -> None:
    assert parsed("s=numb&s=weak").ticks == {"numb": "full", "weak": "full"}


def test_an_encoded_link_is_read_like_a_plain_one() -> None:
    assert parsed("#s%3Dnumb%2Cweak%7Eold") == parsed("s=numb,weak~old")


@pytest.mark.parametrize(
    "fragment",
    [
        "",
        "#",
        "%",
        "#%E0%A4%A",
        "s=__proto__,constructor",
        "s=<script>",
        "&&==&",
        "s=" + "a," * 50_000,
        "s=\ud800",
    ],
)
def test_a_hostile_fragment_says_nothing_and_does_not_fail(fragment: str) -> None:
    assert parsed(fragment) == State()


def test_equal_states_have_equal_addresses() -> None:
    one = parsed("place=gb&unsure=fever&s=weak~old,numb")
    other = parsed("s=numb,weak~old&no=&unsure=high-temperature,fever&place=uk")
    assert format_fragment(one) == format_fragment(other) == "s=numb,weak~old&unsure=fever&place=uk"


def test_what_is_written_is_read_again() -> None:
    state = select(["numb~same", "weak"], THREE, no=["fever"], place="uk")
    assert parsed(format_fragment(state)) == state


def implying(**implies: object) -> dict[str, Symptom]:
    """Symptoms a, b, c and more of which each implies what is given."""
    ids = sorted({*"abc", *implies})
    return by_id(*(symptom(id, can_be_old=True, implies=implies.get(id, [])) for id in ids))


def test_what_follows_from_a_tick_is_found_however_far() -> None:
    known = implying(a=["b"], b=["c"])
    assert findings_of(select(["a"], known), known).full == {"a", "b", "c"}


def test_a_circle_of_implications_ends() -> None:
    known = implying(a=["b"], b=["c"], c=["a"])
    assert findings_of(select(["b~old"], known), known).old == {"a", "b", "c"}


def test_both_legs_follow_only_from_the_left_and_the_right_one() -> None:
    known = implying(a=[{"id": "c", "with": ["b"]}])
    assert findings_of(select(["a"], known), known).old == {"a"}
    assert findings_of(select(["a", "b"], known), known).full == {"a", "b", "c"}


def test_what_follows_carries_the_most_alarming_of_its_premises() -> None:
    known = implying(a=[{"id": "c", "with": ["b"]}])
    found = findings_of(select(["a~old", "b"], known), known)
    assert found.full == {"b", "c"}
    assert found.old == {"a", "b", "c"}


def test_what_follows_in_two_ways_carries_the_more_alarming_one() -> None:
    known = implying(a=["c"], b=["c"])
    assert "c" in findings_of(select(["a~old", "b~same"], known), known).same
    assert "c" in findings_of(select(["a~old", "b"], known), known).full


def test_an_own_tick_says_less_than_what_follows_from_another() -> None:
    known = implying(a=["b"], b=["c"])
    found = findings_of(select(["a", "b~old"], known), known)
    assert found.full == {"a"}
    assert found.ticked == {"a", "b", "c"}


def test_unchanged_and_never_checked_says_no_less_than_what_follows_from_another() -> None:
    known = implying(a=["b"], b=["c"])
    assert findings_of(select(["a", "b~same"], known), known).full == {"a", "b", "c"}
    assert findings_of(select(["a~old", "b~same"], known), known).same == {"b", "c"}


def test_not_sure_is_no_tick_and_counts_like_unchanged_and_never_checked() -> None:
    known = implying(a=["b"])
    found = findings_of(select([], known, unsure=["a"]), known)
    assert found.full == found.ticked == frozenset()
    assert found.same == {"a", "b"}


def test_two_legs_of_which_one_is_not_sure_are_not_two_legs_in_full() -> None:
    known = implying(a=[{"id": "c", "with": ["b"]}])
    found = findings_of(select(["a"], known, unsure=["b"]), known)
    assert found.full == {"a"}
    assert found.same == {"a", "b", "c"}


def test_not_sure_raises_what_was_only_implied_as_old() -> None:
    known = implying(a=["b"])
    assert findings_of(select(["a~old"], known, unsure=["b"]), known).same == {"b"}


def test_no_says_nothing_against_what_follows() -> None:
    known = implying(a=["b"])
    assert findings_of(select(["a"], known, no=["b"]), known).full == {"a", "b"}
