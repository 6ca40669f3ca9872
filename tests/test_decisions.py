"""Edges of the filter's two decisions that examples from life do not reach."""

from __future__ import annotations

from build_tools.matching import implied_by, rank
from build_tools.selection import parse_fragment, select
from tests.filter.made import by_id, condition, place, symptom, symptoms

KNOWN = symptoms("a", "b", "c")


def test_what_speaks_against_a_page_counts_only_where_it_is_ticked() -> None:
    pages = by_id(condition("page", {"a": "usual"}, against=["b", "c"]))
    (match,) = rank(pages, KNOWN, select(["a", "c"], KNOWN), [])
    assert match.against == ("c",)
    assert match.fit == 0


def test_what_implies_itself_by_way_of_others_is_followed_once() -> None:
    circle = by_id(symptom("a", implies=["b"]), symptom("b", implies=["c"]), symptom("c", implies=["a"]))
    assert {id: implied_by(id, circle) for id in circle} == {id: circle.keys() - {id} for id in circle}


def test_an_implied_symptom_that_is_not_in_the_vocabulary_is_passed_over() -> None:
    assert implied_by("a", by_id(symptom("a", implies=["gone"]))) == frozenset()


def test_only_the_key_of_places_names_a_place_and_the_first_one_counts() -> None:
    places = by_id(place("uk"), place("ie"))
    assert parse_fragment("x=uk&s=a", KNOWN, places).place is None
    assert parse_fragment("x=uk&place=ie&place=uk", KNOWN, places).place == "ie"
