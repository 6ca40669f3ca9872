"""The map for authors: what no finding tells apart, what is used once or never, what was measured."""

from __future__ import annotations

from dataclasses import replace

from build_tools.collection import Collection
from build_tools.coverage import coverage_of
from build_tools.graph import Atlas
from build_tools.records import Condition, Finding


def with_condition(collection: Collection, condition: Condition) -> Atlas:
    conditions = {**collection.conditions, condition.id: condition}
    return Atlas(replace(collection, records={**collection.records, "condition": conditions}))


def test_a_condition_whose_findings_another_lists_too_is_not_told_apart(collection: Collection) -> None:
    sciatica = collection.conditions["sciatica"]
    assert "sciatica" not in {condition.id for condition, _ in coverage_of(Atlas(collection)).hidden}
    some = sciatica.model_copy(update={"id": "half-of-it", "symptoms": sciatica.symptoms[:8]})
    hidden = {
        c.id: [other.id for other in others]
        for c, others in coverage_of(with_condition(collection, some)).hidden
    }
    assert "sciatica" in hidden["half-of-it"]


def test_a_finding_of_one_condition_is_used_once_and_one_of_none_never(collection: Collection) -> None:
    found = coverage_of(Atlas(collection))
    once = {symptom.id: condition.id for symptom, condition in found.used_once}
    for id, condition in once.items():
        assert [c.id for c in collection.conditions.values() if any(f.id == id for f in c.symptoms)] == [
            condition
        ]
    lonely = next(iter(found.unused))
    sciatica = collection.conditions["sciatica"]
    finding = Finding(id=lonely.id, frequency="rare")
    more = sciatica.model_copy(update={"symptoms": (*sciatica.symptoms, finding)})
    again = coverage_of(with_condition(collection, more))
    assert (lonely, more) in again.used_once
    assert lonely not in again.unused


def test_the_page_that_measured_least_comes_first(collection: Collection) -> None:
    rows = coverage_of(Atlas(collection)).unmeasured
    shares = [measured / listed for _, listed, measured in rows]
    assert shares == sorted(shares)
    for condition, listed, measured in rows:
        assert listed == len(condition.symptoms)
        assert measured == sum(finding.share is not None for finding in condition.symptoms)
