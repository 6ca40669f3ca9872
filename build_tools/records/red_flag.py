"""A red flag: a rule over symptoms, with one action, sources and its own test cases."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from build_tools.records.base import Change, Id, Part, Prose, Record, Review, Text, Urgency


class AnyOf(Part):
    """At least one part holds."""

    any: tuple[Clause, ...] = Field(min_length=1, description="The parts of which one has to hold.")


class AllOf(Part):
    """Every part holds."""

    all: tuple[Clause, ...] = Field(min_length=1, description="The parts that all have to hold.")


class AtLeast(Part):
    """At least `at_least` of the parts in `of` hold."""

    at_least: int = Field(ge=1, description="How many of the parts in `of` have to hold.")
    of: tuple[Clause, ...] = Field(min_length=1, description="The parts that `at_least` counts.")


def _form(value: object) -> str:
    """Which form a clause has, so that a problem is reported for the form that its author meant.

    The names of the forms are in no places that authors see, and cannot be taken for keys.
    """
    if isinstance(value, dict | list):
        counts = "at_least" in value or "of" in value
        return "<at_least>" if counts else "<all>" if "all" in value else "<any>"
    for form, model in (("<any>", AnyOf), ("<all>", AllOf), ("<at_least>", AtLeast)):
        if isinstance(value, model):
            return form
    return "<id>"


Clause = Annotated[
    Annotated[Id, Tag("<id>")]
    | Annotated[AnyOf, Tag("<any>")]
    | Annotated[AllOf, Tag("<all>")]
    | Annotated[AtLeast, Tag("<at_least>")],
    Discriminator(_form),
]
"""A symptom's id, or a nested rule. There is no *not*: a tick never lowers a level."""


Ticks = Annotated[
    tuple[Text, ...],
    Field(
        min_length=1,
        description="Symptom ids; `id~old` (unchanged and checked), `id~same` (unchanged, never checked).",
    ),
]
"""What somebody ticks, each as `selection.parse_tick` reads it."""


class Case(Part):
    """A written example: what is ticked, and in words who that is."""

    story: Text = Field(description="Who that is, in a sentence.")
    ticks: Ticks


class RedFlag(Record):
    """One rule of `red-flags.yml`."""

    kind: ClassVar[str] = "red-flag"

    name: Text = Field(description="The warning sign in plain words.")
    reason: Text = Field(description="The line in the urgent box: why this rule fired.")
    urgency: Urgency = Field(description="How fast.")
    action: Id = Field(description="What to do: an id from vocabulary/actions.yml.")
    when: Clause = Field(description="The findings: an id, or any, all, or at_least with of.")
    fires_when: Text = Field(description="The rule in a sentence.")
    silent_when: Text = Field(description="What looks like it and must stay silent, in a sentence.")
    why: Prose = Field(description="What it can mean and why speed matters, cited.")
    source_level: Literal["emergency", "same-day", "soon", "routine", "not-stated"] = Field(
        description="The level that the source gives."
    )
    source_says: Prose = Field(description="What the source says, cited.")
    below_source: Prose | None = Field(
        default=None, description="Why our level is lower than the source's; needed if it is."
    )
    ours: Prose | None = Field(
        default=None, description="What in this rule is our own decision, such as a time."
    )
    conditions: tuple[Id, ...] = Field(
        description="Pages to see also; their *get help* boxes show this rule."
    )
    must_fire: tuple[Case, ...] = Field(
        min_length=1, description="Written examples, each with story and ticks, that fire it."
    )
    must_stay_silent: tuple[Case, ...] = Field(
        min_length=1, description="Look-alikes, each with story and ticks, that do not."
    )
    review: Review = Field(description="How far the rule was checked: state, date, next.")
    history: tuple[Change, ...] = Field(
        min_length=1, description="What changed, the newest first: date, kind, change, looked_at."
    )


AnyOf.model_rebuild()
AllOf.model_rebuild()
AtLeast.model_rebuild()
