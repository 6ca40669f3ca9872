"""Prose pages that need sources: topics, and the pages about the atlas itself."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from build_tools.records.base import Change, Cites, Id, Part, Prose, Record, Review, Text
from build_tools.records.condition import Milestone


class Table(Part):
    """A small table: every row has as many cells as there are columns. Cells are prose."""

    caption: Text
    columns: tuple[Text, ...] = Field(min_length=1)
    rows: tuple[tuple[Prose, ...], ...] = Field(min_length=1)


class Section(Part):
    """A heading with prose, and perhaps a table."""

    id: Id = Field(description="The anchor; permanent, since others link to it.")
    heading: Text = Field(description="The heading of this part of the page.")
    text: Prose = Field(description="Its prose, cited.")
    figure: Literal["spine"] | None = Field(
        default=None, description="A drawing below the prose: `spine` is the spine from the side, with names."
    )
    table: Table | None = None
    folded: Text | None = Field(
        default=None,
        description="The line that opens the prose, where a long list is better closed at first.",
    )
    cite: Cites = ()


class Article(Record):
    """What topics and about pages share."""

    title: Text = Field(description="What the page is called, with a capital.")
    summary: Prose = Field(description="One or two sentences under the title.")
    sections: tuple[Section, ...] = Field(
        min_length=1, description="The parts of the page, each with id, heading and text."
    )
    review: Review = Field(description="How far the page was checked: state, date, next.")
    history: tuple[Change, ...] = Field(min_length=1, description="Newest first.")


class Topic(Article):
    """One file in `topics/`."""

    kind: ClassVar[str] = "topic"

    keywords: tuple[Text, ...] = Field(
        default=(), description="Words of which the page says something and which a reader may search for."
    )
    outlook: tuple[Milestone, ...] = Field(
        default=(), description="Points for the chart, each from one study."
    )
    outlook_title: Text | None = None
    see: tuple[Id, ...] = Field(default=(), description="Ids of conditions or topics to read next.")


class About(Article):
    """One file in `about/`: what this is, sourcing, review, privacy, accessibility."""

    kind: ClassVar[str] = "about"

    order: int = Field(default=100, description="Place in the list of about pages.")
