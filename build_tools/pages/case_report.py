"""The test report of the rules as a page."""

from __future__ import annotations

from build_tools import addresses
from build_tools.case_report import CaseOutcome, report_on_cases
from build_tools.pages.desk import Desk, Studio, write
from build_tools.pages.page import Page

LEVELS = ("emergency", "same-day", "soon")


def case_report_page(studio: Studio) -> Page:
    """Totals, every miss and every false alarm by name, then all examples folded by rule."""
    words = studio.words.case_report
    report = report_on_cases(studio.atlas)
    by_rule: dict[str, list[CaseOutcome]] = {}
    for outcome in report.outcomes:
        by_rule.setdefault(outcome.rule.id, []).append(outcome)
    return write(
        Desk(studio, addresses.CASE_REPORT),
        "case_report.html",
        kind="case-report",
        title=words.title,
        description=words.description,
        headings={name: words.headings[name] for name in ("totals", "missed", "false_alarms", "all_cases")},
        report=report,
        totals=[
            *((words.must_fire[level], report.of(level)) for level in LEVELS),
            (words.look_alikes, report.look_alikes),
        ],
        few=[outcome for outcome in report.outcomes if outcome.is_few],
        by_rule=[(studio.atlas.collection.red_flags[id], found) for id, found in by_rule.items()],
        tab=addresses.RED_FLAGS,
    )
