"""Headings and tables: what a record lays out for its page is all there."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rules import rule
from build_tools.checks.survey import Fault, Survey


@rule()
def heading_without_content(survey: Survey) -> Iterator[Fault]:
    """A heading of stages or of an outlook has something below it."""
    for condition in survey.collection.conditions.values():
        if condition.stages_title and not condition.stages:
            yield Fault(
                condition,
                ("stages_title",),
                "This heading has no stages below it.",
                "Add stages:, or take the heading out.",
                is_absence=True,
            )
    for topic in survey.collection.topics.values():
        if topic.outlook_title and not topic.outlook:
            yield Fault(
                topic,
                ("outlook_title",),
                "This heading has no milestones below it.",
                "Add outlook:, or take the heading out.",
                is_absence=True,
            )


@rule(is_always_on=True)
def ragged_table(survey: Survey) -> Iterator[Fault]:
    """Every row of a table has as many cells as there are columns."""
    for article in (*survey.collection.topics.values(), *survey.collection.abouts.values()):
        for number, section in enumerate(article.sections):
            if section.table is None:
                continue
            columns = len(section.table.columns)
            for index, row in enumerate(section.table.rows):
                if len(row) != columns:
                    yield Fault(
                        article,
                        ("sections", number, "table", "rows", index),
                        f"This row has {len(row)} cells, and the table has {columns} columns.",
                        "Add or join cells; a cell without words is written as a dash.",
                    )
