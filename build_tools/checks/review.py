"""Honest stamps: a review date says that somebody looked, and the history says at what."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rules import rule
from build_tools.checks.survey import Fault, Survey


@rule()
def next_review_before_last(survey: Survey) -> Iterator[Fault]:
    """The next review comes after the last one."""
    for record in survey.collection.reviewed():
        if record.review.next <= record.review.date:
            yield Fault(
                record,
                ("review", "next"),
                f"The next review ({record.review.next}) is not after the last one ({record.review.date}).",
                "Say when the page is due again; a year is usual.",
            )


@rule()
def reviewed_without_person(survey: Survey) -> Iterator[Fault]:
    """A page is clinician-reviewed only by somebody in people.yml with a public registration."""
    people = survey.collection.people
    for record in survey.collection.reviewed():
        if record.review.state != "clinician-reviewed":
            continue
        if not any(id in people and people[id].registration for id in record.review.by):
            yield Fault(
                record,
                ("review", "state"),
                "No registered clinician is named who reviewed this.",
                "Name them under by:, with their registration in people.yml, or write source-checked.",
                is_absence=True,
            )


@rule()
def date_without_history(survey: Survey) -> Iterator[Fault]:
    """A review date has an entry of that date in the history, which says what was looked at."""
    for record in survey.collection.reviewed():
        if any(keys[0] == "history" for keys in survey.broken(record)):
            continue
        if all(change.date != record.review.date for change in record.history):
            yield Fault(
                record,
                ("review", "date"),
                f"Nothing in the history says what was looked at on {record.review.date}.",
                "Add an entry with that date, or set the date back.",
                is_absence=True,
            )


@rule()
def history_out_of_order(survey: Survey) -> Iterator[Fault]:
    """A history begins with the newest entry."""
    for record in survey.collection.reviewed():
        for index, change in enumerate(record.history[1:], 1):
            if change.date > record.history[index - 1].date:
                yield Fault(
                    record,
                    ("history", index, "date"),
                    f"{change.date} is newer than the entry above it.",
                    "Move it up: the newest entry stands first.",
                )
