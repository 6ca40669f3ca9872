"""The links of an atlas, both ways, on records as small as they can be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

import pytest

from build_tools.collection import AnyRecord, Collection
from build_tools.graph import Atlas, citations_in
from build_tools.names import in_sentence, words_of
from build_tools.prose import CrossLink
from build_tools.records import About, BodyArea, Condition, RiskFactor, Term, Topic
from tests.filter.made import HISTORY, REVIEW, condition, rule, symptom

A = TypeVar("A", About, Topic)


@pytest.fixture
def linked(collection: Collection) -> Any:
    """An atlas of the records that are given, and of nothing else."""

    def made(*records: AnyRecord) -> Atlas:
        kinds: dict[str, dict[str, AnyRecord]] = {kind: {} for kind in collection.records}
        kinds["action"] = dict(collection.actions)
        for record in records:
            kinds[record.kind][record.id] = record
        return Atlas(replace(collection, records=kinds))

    return made


def ids(records: Any) -> list[str]:
    return [record.id for record in records]


def area(id: str) -> BodyArea:
    return BodyArea(id=id, name=id, clinical_name=id, definition=id, view="back")


def test_conditions_and_terms_stand_from_a_to_z_by_name_then_by_id(linked: Any) -> None:
    atlas = linked(
        condition("c", name="élan"),
        condition("b", name="Zoo"),
        condition("a", name="Elan"),
        condition("d", name="zoo"),
    )
    assert ids(atlas.conditions) == ["a", "c", "b", "d"]
    terms = (Term(id="y", name="Alpha", definition="A."), Term(id="x", name="beta", definition="B."))
    assert ids(linked(*terms[::-1]).terms) == ["y", "x"]


def test_a_symptom_leads_to_conditions_by_frequency_and_then_by_name(linked: Any) -> None:
    numb = symptom("numb")
    atlas = linked(
        numb,
        condition("a", {"numb": "rare"}),
        condition("c", {"numb": "usual"}),
        condition("b", {"numb": "usual"}),
        condition("other", {"weak": "usual"}, against=["numb"]),
    )
    assert [found.id for found, _ in atlas.conditions_with(numb)] == ["b", "c", "a"]
    assert [finding.frequency for _, finding in atlas.conditions_with(numb)] == ["usual", "usual", "rare"]
    assert ids(atlas.conditions_against(numb)) == ["other"]
    assert atlas.conditions_with(symptom("weak-arm")) == ()


def test_an_area_hurts_as_often_as_its_most_frequent_finding(linked: Any) -> None:
    back = area("back")
    atlas = linked(
        back,
        area("leg"),
        symptom("ache", body_area="back"),
        symptom("stab", body_area="back"),
        symptom("fever"),
        condition("usual-at-last", {"ache": "rare", "stab": "usual", "fever": "usual"}),
        condition("common-at-first", {"stab": "common", "ache": "rare"}),
        condition("elsewhere", {"fever": "usual"}),
    )
    assert atlas.areas_of(atlas.collection.conditions["usual-at-last"]) == {"back": "usual"}
    assert atlas.areas_of(atlas.collection.conditions["common-at-first"]) == {"back": "common"}
    assert atlas.areas_of(atlas.collection.conditions["elsewhere"]) == {}
    assert [(c.id, often) for c, often in atlas.conditions_at(back)] == [
        ("usual-at-last", "usual"),
        ("common-at-first", "common"),
    ]
    assert ids(atlas.symptoms_at(back)) == ["ache", "stab"]
    assert atlas.conditions_at(area("leg")) == atlas.symptoms_at(area("leg")) == ()


def test_rules_stand_by_urgency_then_by_rank_of_their_action_then_as_written(linked: Any) -> None:
    page = condition("page")
    atlas = linked(
        page,
        rule("soon", "a", "soon", conditions=["page"]),
        rule("department", "a", "emergency", "emergency-department", conditions=["page"]),
        rule("later", "b", "emergency", "ambulance"),
        rule("sooner", {"any": ["a", "b", "a"]}, "emergency", "ambulance", conditions=["page"]),
    )
    assert ids(atlas.red_flags) == ["later", "sooner", "department", "soon"]
    assert ids(atlas.rules_of(page)) == ["sooner", "department", "soon"]
    assert ids(atlas.rules_asking(symptom("b"))) == ["later", "sooner"]
    assert ids(atlas.rules_asking(symptom("a"))) == ["sooner", "department", "soon"]


def related(id: str, **relations: Any) -> Condition:
    return condition(id, relations=relations)


def test_a_relation_written_on_one_side_is_found_from_both(linked: Any) -> None:
    cause = related("cause", can_cause=["effect"], type_of=["wider"])
    late = related("late", complication_of=["cause"])
    atlas = linked(cause, late, condition("effect"), condition("wider"))
    at = atlas.collection.conditions
    of_cause = atlas.related(cause)
    assert ids(of_cause.can_cause) == ["effect"]
    assert ids(of_cause.type_of) == ["wider"]
    assert ids(of_cause.complications) == ["late"]
    assert of_cause.caused_by == of_cause.types == of_cause.complication_of == ()
    assert ids(atlas.related(at["effect"]).caused_by) == ["cause"]
    assert ids(atlas.related(at["wider"]).types) == ["cause"]
    assert ids(atlas.related(late).complication_of) == ["cause"]


def test_look_alikes_are_pairs_with_sorted_ids_seen_from_both_by_the_others_name(linked: Any) -> None:
    written = related(
        "m", mistaken_for=[{"id": "z", "difference": "One."}, {"id": "a", "difference": "Two."}]
    )
    last, first = condition("z", name="Aa"), condition("a", name="Zz")
    atlas = linked(written, last, first)
    assert [(pair.first.id, pair.second.id, pair.difference) for pair in atlas.pairs] == [
        ("a", "m", "Two."),
        ("m", "z", "One."),
    ]
    assert ids(pair.other(written) for pair in atlas.look_alikes(written)) == ["z", "a"]
    assert ids(pair.other(first) for pair in atlas.look_alikes(first)) == ["m"]
    assert atlas.look_alikes(condition("alone")) == ()


def test_a_former_id_leads_to_its_record_unless_a_present_one_has_it(linked: Any) -> None:
    atlas = linked(condition("new", former_ids=["old", "taken"]), symptom("taken"))
    assert {id: atlas.targets[id].id for id in ("new", "old", "taken")} == {
        "new": "new",
        "old": "new",
        "taken": "taken",
    }


def article(kind: type[A], id: str, title: str, **fields: Any) -> A:
    section = {"id": "s", "heading": "S", "text": "Words."}
    value = {"summary": "S.", "sections": [section], "review": REVIEW, "history": HISTORY, **fields}
    return kind.model_validate({"id": id, "title": title, **value})


def test_citations_of_a_record_stand_once_in_the_order_of_reading(linked: Any) -> None:
    page = condition(
        "page",
        summary="One [@b; @a]. Two [@b].",
        symptoms=[{"id": "s", "frequency": "rare", "note": "Three [@c].", "cite": ["a", "d"]}],
    )
    assert set(citations_in(page)) == {"a", "b", "c", "d"}
    assert len(citations_in(page)) == 4
    assert citations_in(page)[:2] == ("b", "a")
    other = article(Topic, "topic", "A topic", summary="Four [@a].")
    last = condition("last", name="Zz", summary="Six [@a].")
    atlas = linked(other, last, page)
    assert atlas.citations_of(page) == citations_in(page)
    assert {id: ids(records) for id, records in atlas.citing.items()} == {
        "a": ["page", "last", "topic"],
        "b": ["page"],
        "c": ["page"],
        "d": ["page"],
    }


def test_a_risk_factor_leads_to_the_conditions_that_it_makes_more_likely(linked: Any) -> None:
    smoking = RiskFactor.model_validate({"id": "smoking", "name": "Smoking", "summary": "Smoke."})
    atlas = linked(smoking, condition("b", risk_factors=[{"id": "smoking"}]), condition("a"))
    assert [found.id for found, _ in atlas.conditions_with_risk(smoking)] == ["b"]


def test_pages_about_the_atlas_stand_in_the_order_that_they_ask_for(linked: Any) -> None:
    atlas = linked(
        article(About, "a", "Zz", order=2),
        article(About, "b", "Aa", order=2),
        article(About, "c", "Mm", order=1),
    )
    assert ids(atlas.abouts) == ["c", "b", "a"]


def test_a_link_shows_its_own_words_or_the_name_as_it_stands_there() -> None:
    page = condition("page", name="Herniated disc")
    assert words_of(CrossLink("page", "that disc"), page) == "that disc"
    assert words_of(CrossLink("page"), page) == "herniated disc"
    assert words_of(CrossLink("page", starts=True), page) == "Herniated disc"
    assert words_of(CrossLink("t"), article(Topic, "t", "Back and mind")) == "Back and mind"


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Herniated disc", "herniated disc"),
        ("MRI scan", "MRI scan"),
        ("X-ray", "X-ray"),
        ("Cauda equina", "cauda equina"),
        ("Bechterew's disease", "Bechterew's disease"),
        ("Cobb angle", "Cobb angle"),
        ("T", "T"),
        ("On foot", "on foot"),
        ("Self-care", "self-care"),
    ],
)
def test_a_name_inside_a_sentence_has_a_small_letter_unless_it_is_somebodys(name: str, inside: str) -> None:
    assert in_sentence(name, ["Cobb"]) == inside
