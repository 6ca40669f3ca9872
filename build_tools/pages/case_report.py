"""The test report of the rules: totals and every miss on one page, every story with its reason on others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools import addresses
from build_tools.case_report import CaseOutcome, StoryOutcome, StoryReport, report_on_cases, report_on_stories
from build_tools.pages.desk import Desk, write
from build_tools.pages.page import Page
from build_tools.pages.studio import Studio
from build_tools.records import Condition, Story
from build_tools.selection import parse_tick

LEVELS = ("emergency", "same-day", "soon")
SHOWS = (*LEVELS, "self-care", "look-alike")


@dataclass(frozen=True)
class ShownStory:
    """A story in words, with what came of it."""

    outcome: StoryOutcome
    ticks: tuple[tuple[str, str], ...]
    """Each label with its qualifier: empty, `old` or `same`."""
    pages: tuple[Condition, ...]
    fitting: tuple[Condition, ...]
    """Those of its pages that are among the first five of the list."""
    more: Story | None
    """The story that it is with one tick taken away."""


def report_pages(studio: Studio) -> Iterator[Page]:
    """The report, and the stories if there are any."""
    told = report_on_stories(studio.atlas)
    yield case_report_page(studio, told)
    if told.outcomes:
        yield stories_page(studio, told)
        yield from story_sheets(studio, told)


def case_report_page(studio: Studio, told: StoryReport) -> Page:
    """Totals, every miss and every false alarm by name, then all examples of the rules, folded by rule."""
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
        headings=dict(words.headings),
        told=told,
        told_totals=[(words.stories.shows[shows], told.of(shows)) for shows in SHOWS],
        told_missed=_shown(studio, told.missed),
        told_page_missing=_shown(studio, told.page_missing),
        report=report,
        totals=[
            *((words.must_fire[level], report.of(level)) for level in LEVELS),
            (words.look_alikes, report.look_alikes),
        ],
        few=[outcome for outcome in report.outcomes if outcome.is_few],
        by_rule=[(studio.atlas.collection.red_flags[id], found) for id, found in by_rule.items()],
        stories=addresses.STORIES,
        tab=addresses.RED_FLAGS,
    )


def stories_page(studio: Studio, told: StoryReport) -> Page:
    """Every story in a line, by what it shows; the line leads to its reason and what came of it."""
    words = studio.words.case_report.stories
    return write(
        Desk(studio, addresses.STORIES),
        "stories.html",
        kind="stories",
        title=words.title,
        description=words.description,
        headings={},
        groups=[
            (words.shows[shows], addresses.stories_of(shows), found)
            for shows in SHOWS
            if (found := told.of(shows))
        ],
        report=addresses.CASE_REPORT,
        tab=addresses.RED_FLAGS,
    )


def story_sheets(studio: Studio, told: StoryReport) -> Iterator[Page]:
    """For each thing that stories show, these stories, with reasons and sources. All on one page are too much."""
    words = studio.words.case_report
    for shows in SHOWS:
        if not told.of(shows):
            continue
        title = studio.words.sheets.title.format(title=words.stories.short, name=words.stories.shows[shows])
        yield write(
            Desk(studio, addresses.stories_of(shows)),
            "story_sheet.html",
            kind="story-sheet",
            title=title,
            description=f"{title}. {words.stories.description}",
            headings={"sources": words.headings.sources},
            told=_shown(studio, told.of(shows)),
            report=addresses.CASE_REPORT,
            stories=addresses.STORIES,
            tab=addresses.RED_FLAGS,
        )


def _shown(studio: Studio, outcomes: Sequence[StoryOutcome]) -> list[ShownStory]:
    collection = studio.atlas.collection
    shown = []
    for outcome in outcomes:
        story = outcome.story
        ticks = []
        for tick in story.ticks:
            id, qualifier = parse_tick(tick)
            ticks.append((collection.symptoms[id].label, qualifier))
        pages = tuple(collection.conditions[id] for id in story.pages)
        shown.append(
            ShownStory(
                outcome,
                tuple(ticks),
                pages,
                tuple(page for page in pages if page in outcome.first),
                collection.stories[story.one_less_than] if story.one_less_than else None,
            )
        )
    return shown
