"""The shared words of an atlas: symptoms, facets, body areas, risk factors and the rest."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from build_tools.records.base import Change, Id, Part, Prose, Record, Review, Text, Urgency
from build_tools.records.spine import SpineRegion


class Facet(Record):
    """A question that symptoms answer: where, what it feels like, how it started."""

    kind: ClassVar[str] = "facet"

    name: Text = Field(description="As a heading: *Where it hurts*.")
    question: Text = Field(description="As the filter asks it: *Where does it hurt?*")
    description: Text


class Implication(Part):
    """Another symptom that follows when *with* are ticked too."""

    id: Id = Field(description="The symptom that follows.")
    with_: tuple[Id, ...] = Field(
        alias="with", min_length=1, description="The symptoms that have to be ticked as well."
    )


def _form(value: object) -> str:
    # No key has such a name, so that places in a record cannot be mistaken.
    return "<id>" if isinstance(value, str) else "<together>"


class Symptom(Record):
    """Anything that a reader can tick."""

    kind: ClassVar[str] = "symptom"

    label: Text = Field(description="Exact plain words, as a person would say them.")
    clinical_name: Text = Field(description="What a clinician calls it.")
    synonyms: tuple[Text, ...] = Field(default=(), description="Words that readers may type.")
    definition: Text = Field(description="One sentence.")
    hpo: str | None = Field(default=None, pattern=r"^HP:\d{7}$")
    facet: Id = Field(description="The question under which it is asked: an id from vocabulary/facets.yml.")
    body_area: Id | None = Field(default=None, description="Where it is felt, for the pain map.")
    implies: tuple[
        Annotated[
            Annotated[Id, Tag("<id>")] | Annotated[Implication, Tag("<together>")], Discriminator(_form)
        ],
        ...,
    ] = Field(default=(), description="Symptoms that follow from this one, alone or together with others.")
    one_of: Id | None = Field(default=None, description="A group of which one at most can be ticked.")
    age_from: int | None = Field(default=None, ge=0, le=120, description="For an age: its youngest year.")
    age_to: int | None = Field(default=None, ge=0, le=120, description="For an age: its oldest year.")
    can_be_old: bool = Field(
        default=False, description="It makes sense to ask whether this is new, back again or worse."
    )


class BodyArea(Record):
    """A part of the body that can hurt; drawn on the front or back figure."""

    kind: ClassVar[str] = "body-area"

    name: Text
    clinical_name: Text
    definition: Text
    view: Literal["front", "back", "both"]
    part_of: Id | None = None
    over: SpineRegion | None = Field(default=None, description="The part of the spine that lies beneath it.")


class RiskFactor(Record):
    """Something that makes conditions more likely."""

    kind: ClassVar[str] = "risk-factor"

    name: Text
    summary: Prose = Field(description="What it is and what is known, cited.")
    what_helps: Prose | None = None
    symptom: Id | None = Field(default=None, description="The tickable form of the same fact.")


class Group(Record):
    """A group of conditions, in the order of the file."""

    kind: ClassVar[str] = "group"

    name: Text
    description: Text


class Action(Record):
    """What to do. The words and numbers come from the locale pack; the order of the file ranks."""

    kind: ClassVar[str] = "action"

    levels: tuple[Urgency, ...] = Field(min_length=1, description="Levels at which it may be used.")
    text: Text = Field(
        description="One sentence. `{emergency}`, `{department}`, `{doctor_today}` and `{maternity}`"
        " are filled from the locale pack."
    )
    note: Text | None = Field(default=None, description="A second short sentence.")
    lowered_to: Id | None = Field(
        default=None, description="The action used where a rule counts as same-day only."
    )


class Caution(Record):
    """A shared, cited warning that a treatment names."""

    kind: ClassVar[str] = "caution"

    name: Text
    text: Prose


class ListReview(Record):
    """How far a whole list of the vocabulary was checked. Its records have no stamps of their own."""

    kind: ClassVar[str] = "list-review"

    id: Literal["body-area", "risk-factor", "symptom"] = Field(description="The kind of record in the list.")
    review: Review = Field(description="How far the list was checked: state, date, next.")
    history: tuple[Change, ...] = Field(min_length=1, description="Newest first.")


class Term(Record):
    """A glossary entry."""

    kind: ClassVar[str] = "term"

    name: Text
    other_names: tuple[Text, ...] = ()
    definition: Prose
    see: tuple[Id, ...] = Field(default=(), description="Ids of conditions or topics.")
