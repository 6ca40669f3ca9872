"""What every record shares: strict models, ids, and the small types that fields are made of."""

from __future__ import annotations

import datetime
import re
import sys
import unicodedata
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _must_not_join(value: str) -> str:
    # "-or-" joins two ids in the address of a tell-apart page, so it cannot stand inside one.
    if "-or-" in value:
        raise ValueError('must not contain "-or-", which joins two ids in an address')
    return sys.intern(value)


def _one_of_a_kind(value: str) -> str:
    # A large atlas writes most of its ids and notes thousands of times: each is one object in memory.
    return sys.intern(value)


def one_or_many(value: object) -> object:
    """A single text where a list is meant is a list of one."""
    return [value] if isinstance(value, str) else value


Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=80), AfterValidator(_must_not_join)]
"""A permanent name: lower-case letters, digits and single hyphens."""


def as_id(text: str) -> str:
    """*text* as an id, as far as it can be one: *Rücken links* is *ruecken-links*. Empty if nothing of it can."""
    plain = text.strip().casefold().translate(_UMLAUTS)
    letters = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", _INVISIBLE.sub("", letters)).strip("-").replace("-or-", "-and-")


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_INVISIBLE = re.compile("[\\u00ad\\u200b-\\u200f\\u2060\\ufeff]")


RoleName = Literal["text", "prose", "cite"]


class Role:
    """Marks what a text in a record is for, so that code can walk all prose or all citations."""

    def __init__(self, name: RoleName) -> None:
        self.name = name


Text = Annotated[str, Field(min_length=1), AfterValidator(_one_of_a_kind), Role("text")]
"""Plain words: no Markdown, no citations."""

Prose = Annotated[str, Field(min_length=1), AfterValidator(_one_of_a_kind), Role("prose")]
"""Markdown with `[@citations]` and `[[links]]`; raw HTML is refused by a check."""

Cites = Annotated[
    tuple[Id, ...], BeforeValidator(one_or_many, json_schema_input_type=tuple[Id, ...] | Id), Role("cite")
]
"""Ids of references: one, or a list."""

CareLevel = Literal["emergency", "same-day", "soon", "routine", "self-care"]
"""The one ladder of urgency, highest first; *soon* is within 7 days."""

Urgency = Literal["emergency", "same-day", "soon"]
"""The levels that a rule can raise."""

Frequency = Literal["usual", "common", "sometimes", "rare", "not-measured"]

Commonness = Literal["very-common", "common", "uncommon", "rare", "very-rare", "not-measured"]

Tempo = Literal["sudden", "hours", "days", "weeks", "months", "years", "comes-and-goes", "not-stated"]

Read = Literal["full", "abstract", "quoted", "title", "listed"]
"""How far a source was read by whoever checked it; *listed* is named in a data set and read by nobody here."""

CARE_LEVELS: tuple[CareLevel, ...] = (
    "emergency",
    "same-day",
    "soon",
    "routine",
    "self-care",
)
FREQUENCIES: tuple[Frequency, ...] = (
    "usual",
    "common",
    "sometimes",
    "rare",
    "not-measured",
)
COMMONNESS: tuple[Commonness, ...] = (
    "very-common",
    "common",
    "uncommon",
    "rare",
    "very-rare",
    "not-measured",
)


_NO_FIELDS: set[str] = set()


class Part(BaseModel):
    """A strict, immutable piece of a record: a key that it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def model_post_init(self, _: object, /) -> None:
        # Nobody asks which fields were written. A set of them in each finding is a third of a large atlas.
        object.__setattr__(self, "__pydantic_fields_set__", _NO_FIELDS)


class Record(Part):
    """Something with a permanent id. The id of a record with a file of its own is the file's name."""

    kind: ClassVar[str]
    """The record's kind in kebab-case, as it stands in addresses and in the JSON API."""

    id: Id = Field(description="The permanent name. For a record in a file of its own: the file's name.")
    former_ids: tuple[Id, ...] = Field(
        default=(), description="Ids that this record had before. Their addresses become redirects."
    )


class Review(Part):
    """The honest state of a page: what was checked, when, and when it is due again."""

    state: Literal["draft", "source-checked", "clinician-reviewed"] = Field(
        description="`source-checked`: each claim was compared with its source as far as that was read."
        " `clinician-reviewed` needs a named person in `by`."
    )
    date: datetime.date = Field(description="When it was last checked, as YYYY-MM-DD.")
    next: datetime.date = Field(description="When the next check is due, as YYYY-MM-DD.")
    by: tuple[Id, ...] = Field(default=(), description="Ids from people.yml.")


class Change(Part):
    """One entry of a record's history, in words for readers."""

    date: datetime.date = Field(description="The day of the change, as YYYY-MM-DD.")
    kind: Literal["new", "safety", "content", "sources", "review", "correction"] = Field(
        description="What sort of change it is."
    )
    change: Text = Field(description="What changed, in plain words.")
    looked_at: Text = Field(description="What was looked at to make or check this change.")


class Caption(Part):
    """A heading with a body."""

    name: Text
    text: Prose
    cite: Cites = ()
