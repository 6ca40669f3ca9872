"""A condition: one thing that can cause back or leg pain, or whatever the atlas is about."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from build_tools.records.base import (
    Caption,
    CareLevel,
    Change,
    Cites,
    Commonness,
    Frequency,
    Id,
    Part,
    Prose,
    Record,
    Review,
    Tempo,
    Text,
)
from build_tools.records.spine import SpineSite


class OtherName(Part):
    """Another name under which readers may know the condition."""

    name: Text = Field(description="The other name.")
    misleading: bool = Field(default=False, description="The name says something untrue or is out of use.")
    note: Prose | None = Field(
        default=None,
        description="Why it is misleading, cited, or what it means; at most two short sentences.",
    )


class AppliesTo(Part):
    """Whom the condition concerns. Leave out what does not limit it."""

    age_from: int | None = Field(default=None, ge=0, le=120, description="Youngest usual age in years.")
    age_to: int | None = Field(default=None, ge=0, le=120, description="Oldest usual age in years.")
    anatomy: Literal["any", "female", "male"] = Field(
        default="any", description="Which organs a person must have to get it."
    )
    pregnancy: Literal["any", "only", "never"] = "any"
    who: Prose | None = Field(default=None, description="Whom it concerns most, in a sentence, cited.")


class HowCommon(Part):
    """How common it is, and in which population that was counted."""

    level: Commonness
    text: Prose = Field(description="A sentence with the number, the population and the citation.")


class Codes(Part):
    """Codes for professionals; folded away on the page."""

    icd10: tuple[Text, ...] = ()
    icd11: tuple[Text, ...] = ()
    mesh: tuple[Text, ...] = ()


class Finding(Part):
    """A symptom as this condition shows it."""

    id: Id = Field(description="A symptom's id from vocabulary/symptoms.yml.")
    frequency: Frequency = Field(
        description="`usual`: most people; `common`: about half; `sometimes`: fewer; `rare`: few;"
        " `not-measured`: no share was found."
    )
    share: int | None = Field(
        default=None, ge=0, le=100, description="Measured share, in people out of 100. Needs `cite`."
    )
    telling: bool = Field(default=False, description="It sets this condition apart from look-alikes.")
    note: Prose | None = None
    cite: Cites = ()


class Against(Part):
    """A symptom that speaks against the condition. Never on an emergency or same-day condition."""

    id: Id = Field(description="A symptom of the vocabulary.")
    note: Prose | None = None
    cite: Cites = ()


class RiskLink(Part):
    """A risk factor that makes this condition more likely."""

    id: Id = Field(description="A risk factor's id from vocabulary/risk-factors.yml.")
    note: Prose | None = None
    cite: Cites = ()


StageFigure = Literal["disc-plain", "disc-bulge", "disc-protrusion", "disc-extrusion", "disc-sequestration"]
"""A picture for a stage: a disc of the spine, seen from above."""


class Stage(Caption):
    """A stage, type or form of the condition."""

    figure: StageFigure | None = Field(
        default=None, description="A picture of it beside the others; leave it out where none fits."
    )


class Treatment(Part):
    """One option, with what it does and how sure that is."""

    option: Text = Field(description="What can be done, in a few words.")
    helps: Prose = Field(description="What it helps, by how much, for whom.")
    harms: Prose | None = Field(default=None, description="What it can do wrong.")
    certainty: Literal["high", "moderate", "low", "very-low", "not-rated"] = Field(
        description="How sure the source is; `not-rated` if it does not say."
    )
    advised_by: Prose | None = Field(default=None, description="Who advises it, or advises against it.")
    cautions: tuple[Id, ...] = Field(default=(), description="Ids from vocabulary/cautions.yml.")
    cite: Cites = ()


class Sections(Part):
    """Prose in the order of the page. Leave out a section that has no source."""

    what_it_is: Prose | None = None
    what_helps_now: Prose | None = None
    usual_course: Prose | None = None
    causes: Prose | None = None
    tests: Prose | None = None
    ask_your_clinician: Prose | None = None


class Milestone(Part):
    """One measured point of an outlook: a share of people, by a time, in one study."""

    share: int = Field(ge=0, le=100, description="People out of 100.")
    outcome: Text = Field(description="What happened to that share: *clearly better*, *another episode*.")
    weeks: float = Field(gt=0, le=2600, description="By when, in weeks.")
    when: Text = Field(description="The same time in words: *12 weeks*.")
    people: int | None = Field(default=None, gt=0, description="How many people were studied.")
    group: Text = Field(description="Who was studied.")
    cite: Cites = Field(description="The study that measured it.")


class MistakenFor(Part):
    """A look-alike, and the one sentence that tells the two apart. Written on one side only."""

    id: Id = Field(description="The condition that it is taken for.")
    difference: Prose = Field(description="What tells the two apart, in one sentence, cited.")


class Relations(Part):
    """Links to other conditions, each written on one side; the other side is derived."""

    can_cause: tuple[Id, ...] = ()
    type_of: tuple[Id, ...] = ()
    complication_of: tuple[Id, ...] = ()
    mistaken_for: tuple[MistakenFor, ...] = ()


class Condition(Record):
    """One file in `conditions/`; the file's name is the id."""

    kind: ClassVar[str] = "condition"

    name: Text = Field(description="What readers call it, with a capital.")
    medical_name: Text | None = Field(default=None, description="The clinician's word, if it differs.")
    other_names: tuple[OtherName, ...] = ()
    group: Id = Field(description="An id from vocabulary/groups.yml.")
    applies_to: AppliesTo = AppliesTo()
    tempo: tuple[Tempo, ...] = Field(min_length=1, description="How fast it comes.")
    care_level: CareLevel = Field(description="The usual level of care; a label, never a sort key.")
    how_common: HowCommon = Field(description="How common it is: level and text.")
    summary: Prose = Field(description="Two sentences: what it is, and what it feels like. Cited.")
    codes: Codes = Codes()
    site: SpineSite | None = Field(
        default=None,
        description="Where in the spine it sits. Not where it hurts: that follows from `symptoms`.",
    )
    symptoms: tuple[Finding, ...] = Field(
        min_length=1, description="What people with it notice, each with id and frequency."
    )
    against: tuple[Against, ...] = ()
    risk_factors: tuple[RiskLink, ...] = ()
    stages_title: Text | None = Field(default=None, description="Heading of the stages or types.")
    stages: tuple[Stage, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    sections: Sections = Sections()
    outlook: tuple[Milestone, ...] = ()
    relations: Relations = Relations()
    review: Review = Field(description="How far the page was checked: state, date, next.")
    history: tuple[Change, ...] = Field(min_length=1, description="Newest first.")
