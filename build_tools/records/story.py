"""A story: a person as the sources describe them, what they tick, and what should come of it."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from build_tools.records.base import Id, Prose, Record, Text
from build_tools.records.red_flag import Ticks

Shows = Literal["emergency", "same-day", "soon", "self-care", "look-alike"]
"""What a story is an example of: a level of care, or what is easily taken for an emergency."""


class Story(Record):
    """One person of `stories.yml`. It tests all rules together, and none of them knows it."""

    kind: ClassVar[str] = "story"

    about: Text = Field(description="One or two plain sentences about a person without a name.")
    shows: Shows = Field(
        description="`look-alike`: easily taken for an emergency by somebody who reads only half of it."
    )
    ticks: Ticks
    expect: Literal["emergency", "same-day", "soon", "none"] = Field(
        description="The level of the box that this person should see, by the sources; `none` for no box."
    )
    pages: tuple[Id, ...] = Field(
        default=(), description="Conditions of which one at least should be among the first five of the list."
    )
    because: Prose = Field(description="Why this level: what the sources say, cited, or a reason of our own.")
    one_less_than: Id | None = Field(
        default=None, description="The story that this one is with one tick taken away."
    )
