"""The test report of the rules: what must hold of the written examples, and that a miss would be seen."""

from __future__ import annotations

from dataclasses import replace

from build_tools.case_report import CaseReport, report_on_cases
from build_tools.collection import Collection
from build_tools.graph import Atlas
from build_tools.records import RedFlag


def test_every_emergency_that_was_written_down_fires_as_one(atlas: Atlas) -> None:
    report = report_on_cases(atlas)
    assert len(report.outcomes) >= 150
    assert report.missed == ()
    assert {outcome.level for outcome in report.of("emergency")} == {"emergency"}


def test_at_most_one_look_alike_in_twenty_raises_an_emergency(atlas: Atlas) -> None:
    report = report_on_cases(atlas)
    assert len(report.false_alarms) * 20 <= len(report.look_alikes)
    print(f"{len(report.false_alarms)} of {len(report.look_alikes)} look-alikes raise an emergency")


def with_rule(collection: Collection, rule: RedFlag) -> CaseReport:
    rules = {**collection.red_flags, rule.id: rule}
    return report_on_cases(Atlas(replace(collection, records={**collection.records, "red-flag": rules})))


def test_a_rule_that_no_longer_fires_is_a_miss_and_one_that_always_does_a_false_alarm(
    collection: Collection,
) -> None:
    rule = collection.red_flags["cauda-equina-signs"]
    deaf = with_rule(collection, rule.model_copy(update={"when": "smoking"}))
    assert {outcome.rule.id for outcome in deaf.missed} == {rule.id}
    loud = with_rule(collection, rule.model_copy(update={"when": "pain-lower-back"}))
    assert loud.false_alarms


def test_the_report_says_which_single_tick_the_level_hangs_on(atlas: Atlas) -> None:
    for outcome in report_on_cases(atlas).outcomes:
        if outcome.must_fire and len(outcome.case.ticks) == 1 and outcome.level:
            assert len(outcome.silent_without) == 1
        if not outcome.must_fire:
            assert outcome.silent_without == ()
