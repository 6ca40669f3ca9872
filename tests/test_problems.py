"""Problems as people, CI and programs get them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.problems import Problem, Report, Where


def problem(
    line: int = 1, rule: str = "some-rule", *, path: str = "a.yml", column: int = 1, warn: bool = False
) -> Problem:
    where = Where(path, line, column, 3, "abc def")
    return Problem(where, rule, "It is wrong.", "Put it right.", "warning" if warn else "error")


def test_a_problem_shows_the_place_the_rule_the_line_and_the_way_out() -> None:
    where = Where("content_src/conditions/gout.yml", 14, 5, 13, "  - joint-sweling")
    said = Problem(
        where, "unknown-symptom", '"joint-sweling" is not in the symptom vocabulary.', "Did you mean this?"
    )
    assert str(said) == (
        "content_src/conditions/gout.yml:14:5: error [unknown-symptom]"
        ' "joint-sweling" is not in the symptom vocabulary.\n'
        "    14 |   - joint-sweling\n"
        "       |     ^^^^^^^^^^^^^\n"
        "   Did you mean this?"
    )


def test_a_problem_without_a_line_or_a_way_out_is_one_line() -> None:
    assert (
        str(Problem(Where("a.yml"), "empty-file", "It is empty."))
        == "a.yml:1:1: error [empty-file] It is empty."
    )


def test_a_long_line_is_cut_so_that_the_place_stays_in_sight() -> None:
    text = "x" * 190 + "before it HERE" + "y" * 200
    line, carets = str(Problem(Where("a.yml", 1, 201, 4, text), "r", "m")).split("\n")[1:]
    assert len(line) <= 120
    assert line[carets.index("^") : carets.rindex("^") + 1] == "HERE"
    assert "before it HERE" in line


@settings(max_examples=200, deadline=None, derandomize=True)
@given(before=st.integers(0, 300), length=st.integers(1, 300), after=st.integers(0, 300))
def test_the_carets_stand_below_what_they_mean(before: int, length: int, after: int) -> None:
    text = "." * before + "#" * length + "." * after
    line, carets = str(Problem(Where("a.yml", 7, before + 1, length, text), "r", "m")).split("\n")[1:]
    assert len(line) <= 120
    under = line[carets.index("^") : carets.rindex("^") + 1]
    assert under == "#" * len(under)
    assert carets.index("^") == line.index("#")


def test_a_report_is_sorted_by_place_and_says_everything_once() -> None:
    report = Report.of([problem(2), problem(1, "z-rule"), problem(1, "a-rule"), problem(10), problem(2)])
    assert [(p.where.line, p.rule) for p in report] == [
        (1, "a-rule"), (1, "z-rule"), (2, "some-rule"), (10, "some-rule"),
    ]  # fmt: skip


def test_two_reports_together_are_sorted_again() -> None:
    both = Report.of([problem(path="b.yml")]) + Report.of([problem(path="a.yml"), problem(path="c.yml")])
    assert [p.where.path for p in both] == ["a.yml", "b.yml", "c.yml"]


def test_errors_and_warnings_are_counted_apart_and_strictness_makes_errors_of_all() -> None:
    report = Report.of([problem(1), problem(2, warn=True), problem(3, warn=True)])
    assert (report.errors, report.warnings) == (1, 2)
    assert (report.strict().errors, report.strict().warnings) == (3, 0)
    assert [p.where for p in report.strict()] == [p.where for p in report]


def test_the_text_has_a_blank_line_between_problems() -> None:
    assert Report.of([problem(1), problem(2)]).as_text() == f"{problem(1)}\n\n{problem(2)}"
    assert Report().as_text() == ""


def test_github_gets_one_command_a_line_which_no_message_can_break() -> None:
    where = Where("a,b:c.yml", 3, 7)
    report = Report.of([Problem(where, "some-rule", "50%\nof it", "Do:\rthis", "warning")])
    assert report.as_github() == (
        "::warning file=a%2Cb%3Ac.yml,line=3,col=7,title=some-rule::50%25%0Aof it%0ADo:%0Dthis"
    )


@settings(max_examples=200, deadline=None, derandomize=True)
@given(path=st.text(), message=st.text(), hint=st.text())
def test_whatever_a_message_says_github_gets_one_line(path: str, message: str, hint: str) -> None:
    said = Report.of([Problem(Where(path), "some-rule", message, hint)]).as_github()
    assert "\n" not in said
    assert "\r" not in said
    assert said.count("::") - message.count("::") - hint.count("::") <= 3


def test_json_has_the_counts_and_every_problem() -> None:
    said = json.loads(Report.of([problem(4, column=2, warn=True)]).as_json())
    assert said == {
        "errors": 0,
        "warnings": 1,
        "problems": [
            {
                "path": "a.yml",
                "line": 4,
                "column": 2,
                "severity": "warning",
                "rule": "some-rule",
                "message": "It is wrong.",
                "hint": "Put it right.",
            }
        ],
    }


@pytest.mark.parametrize("form", ["as_text", "as_github", "as_json"])
def test_letters_of_all_languages_stay_letters(form: str) -> None:
    said = getattr(Report.of([Problem(Where("é.yml"), "some-rule", "“Żółć”")]), form)()
    assert "“Żółć”" in said
    assert "é.yml" in said
