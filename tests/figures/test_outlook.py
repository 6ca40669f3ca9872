"""The outlook chart: one mark for each number, where its time and its share put it, never joined."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from math import hypot
from xml.etree.ElementTree import Element

import pytest
from markupsafe import Markup

from build_tools.collection import Collection
from build_tools.figures.outlook import outlook_chart, studies
from build_tools.records.condition import Milestone
from build_tools.words import Words
from tests.figures.conftest import milestone

PHONE = 300
"""The width of the chart on a narrow phone."""


def placed(chart: Element) -> list[tuple[float, float, str]]:
    """Where each mark stands on a phone, with the words in it."""
    marks = []
    for mark in chart.iterfind("svg/svg"):
        group = mark.find("g")
        assert group is not None
        shift = re.fullmatch(r"translate\((-?\d+)\)", group.get("transform", ""))
        assert shift is not None
        x = float(mark.get("x", "").rstrip("%")) / 100 * PHONE + int(shift[1])
        marks.append((x, float(mark.get("y", "")), group.findtext("text") or ""))
    return marks


def test_no_milestones_no_chart(words: Words) -> None:
    assert outlook_chart(words, ()) == ""
    assert studies(()) == ()


def test_later_is_further_right_and_more_people_is_higher(
    words: Words, tree: Callable[[Markup], Element]
) -> None:
    marks = placed(tree(outlook_chart(words, [milestone(90, 104), milestone(30, 4)])))
    (early_x, early_y, early), (late_x, late_y, late) = marks
    assert (early, late) == ("30", "90")
    assert early_x < late_x
    assert early_y > late_y


def test_time_has_a_scale_on_which_a_week_and_ten_years_both_have_room(
    words: Words, tree: Callable[[Markup], Element]
) -> None:
    chart = tree(outlook_chart(words, [milestone(10, 1), milestone(20, 4), milestone(30, 520)]))
    xs = [x for x, _, _ in placed(chart)]
    assert xs[1] - xs[0] > 30
    assert xs[2] - xs[1] > 30


def test_a_chart_of_one_moment_still_has_a_scale(words: Words, tree: Callable[[Markup], Element]) -> None:
    chart = tree(outlook_chart(words, [milestone(50, 52)]))
    names = [text.text for text in chart.iterfind("svg/text")]
    assert {"6 months", "1 year", "2 years"} <= set(names)
    assert 0.2 * PHONE < placed(chart)[0][0] < 0.8 * PHONE


def test_a_time_before_the_first_named_one_stands_at_the_start(
    words: Words, tree: Callable[[Markup], Element]
) -> None:
    first, last = placed(tree(outlook_chart(words, [milestone(5, 0.2), milestone(50, 2600)])))
    assert first[0] == pytest.approx(0.12 * PHONE)
    assert last[0] == pytest.approx(0.9 * PHONE)


def test_marks_of_equal_numbers_stand_beside_each_other(
    words: Words, tree: Callable[[Markup], Element]
) -> None:
    chart = tree(outlook_chart(words, [milestone(50, 12, study) for study in ("one-study", "two-study")]))
    (x1, y1, _), (x2, y2, _) = placed(chart)
    assert abs(x1 - x2) >= 28
    assert y1 == y2
    assert len(list(chart.iterfind(".//path[@class='atlas-outlook__leader']"))) == 1


def test_a_study_with_other_people_is_another_mark() -> None:
    found = studies(
        [
            milestone(50, 4, group="Adults"),
            milestone(60, 12, group="Adults"),
            milestone(70, 4, group="Children"),
        ]
    )
    assert [(study.group, len(study.milestones)) for study in found] == [("Adults", 2), ("Children", 1)]
    assert found[0].mark != found[1].mark


def test_more_studies_than_shapes_have_letters_and_a_legend_with_the_same(
    words: Words, tree: Callable[[Markup], Element]
) -> None:
    many = [milestone(10 * number, 4 * number, f"study-{number}") for number in range(1, 8)]
    assert [mark[2] for mark in placed(tree(outlook_chart(words, many)))] == list("ABCDEFG")
    assert [tree(study.mark).findtext("svg/text") for study in studies(many)] == list("ABCDEFG")


def test_a_chart_says_all_its_numbers_in_words(words: Words, tree: Callable[[Markup], Element]) -> None:
    title = tree(outlook_chart(words, [milestone(72, 52)])).findtext("svg/title")
    assert title == "Shares of people by time: 72 in 100 people by 52 weeks: better."


def outlooks(collection: Collection) -> list[tuple[Milestone, ...]]:
    conditions = [condition.outlook for condition in collection.conditions.values()]
    topics = [topic.outlook for topic in collection.topics.values()]
    return [outlook for outlook in (*conditions, *topics) if outlook]


def test_the_atlas_has_outlooks_to_draw(collection: Collection) -> None:
    assert len(outlooks(collection)) > 3


def test_every_number_of_the_atlas_has_its_mark_apart_from_others_inside_the_chart(
    collection: Collection, words: Words, tree: Callable[[Markup], Element]
) -> None:
    for milestones in outlooks(collection):
        marks = placed(tree(outlook_chart(words, milestones)))
        assert len(marks) == len(milestones)
        assert all(10 < x < PHONE - 10 for x, _, _ in marks)
        assert all(hypot(a[0] - b[0], a[1] - b[1]) > 21 for a, b in combinations(marks, 2))


@pytest.mark.parametrize("name", ["id", "style", "onclick"])
def test_no_chart_carries_what_a_page_must_not(
    name: str, collection: Collection, words: Words, tree: Callable[[Markup], Element]
) -> None:
    for milestones in outlooks(collection):
        chart = tree(outlook_chart(words, milestones))
        assert not [element for element in chart.iter() if name in element.attrib]
