"""The atlas as a whole: its name, people, places and switches."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from build_tools.records.base import Id, Part, Prose, Record, Text, one_or_many


class Person(Record):
    """Somebody who wrote or reviewed. Only real people, with their consent."""

    kind: ClassVar[str] = "person"

    name: Text
    role: Text
    registration: Text | None = Field(default=None, description="A clinician's public registration number.")
    url: str | None = Field(default=None, pattern=r"^https://\S+$")


Sources = Annotated[
    tuple[Text, ...], BeforeValidator(one_or_many, json_schema_input_type=tuple[Text, ...] | Text)
]
"""Ids of references, or addresses of pages."""


class Contact(Part):
    """A number, and in words who answers it. `number` is empty where no number was seen."""

    number: Text | None = None
    label: Text
    source: Sources = ()
    note: Text | None = None


class Words(Part):
    """What the sentences of the actions are filled with."""

    emergency: Text = Field(description="*999* in *Call 999 now*.")
    department: Text = Field(description="*A&E* in *Go to A&E now*.")
    doctor_today: Text = Field(description="*your GP or NHS 111* in *See … today*.")
    maternity: Text = Field(description="*your maternity unit* in *Call … now*.")
    appointment: Text = Field(description="*your GP* in *Book an appointment with …*.")


class Place(Record):
    """Emergency words and numbers of one place."""

    kind: ClassVar[str] = "place"

    name: Text
    languages: tuple[Text, ...] = ()
    words: Words
    emergency: tuple[Contact, ...] = ()
    urgent: tuple[Contact, ...] = ()
    text_relay: tuple[Contact, ...] = ()
    crisis: tuple[Contact, ...] = ()
    checked: Text = Field(description="How and when the numbers were checked, in words.")


class SwitchedOff(Part):
    """A check that makes no sense for this atlas, and why."""

    rule: Id
    reason: Text


class Licence(Part):
    """Under what terms the content may be used."""

    name: Text
    url: str = Field(pattern=r"^https://\S+$")


class Repository(Part):
    """Where the records live, for edit links and reports of mistakes."""

    url: str = Field(pattern=r"^https://\S+$", description="Without a slash at the end.")
    branch: Text = "main"
    content: Text = Field(default="content_src", description="The content folder inside the repository.")


class Card(Part):
    """A way in on the home page. `to` is an address inside the site, such as `conditions/`."""

    title: Text
    text: Text
    to: Text


class Home(Part):
    """The words of the home page."""

    title: Text
    lead: Text
    ways: tuple[Card, ...] = ()
    notice: Prose


class Reading(Part):
    """School grades (Flesch and Kincaid) that texts should not go beyond."""

    boxes: int = Field(default=6, ge=1, le=20, description="Name and reason of a warning sign, together.")
    leads: int = Field(default=6, ge=1, le=20, description="The summary that a page begins with.")
    texts: int = Field(default=8, ge=1, le=20, description="All other prose.")
    excused: tuple[Text, ...] = Field(
        default=(),
        description="Long words that texts cannot do without. Names of pages and glossary terms need no entry.",
    )


class Site(Part):
    """`site.yml`."""

    kind: ClassVar[str] = "site"

    name: Text
    short_name: Text
    description: Text
    language: Text = "en"
    url: str = Field(
        pattern=r"^https?://\S+/$", description="The published address, with a slash at the end."
    )
    publisher: Text
    copyright: Text
    licence: Licence
    repository: Repository
    default_place: Id
    home: Home
    downloads: bool = Field(
        default=True,
        description="Offer all data in one file: JSON, CSV and SQLite. Off for a very large atlas.",
    )
    reading: Reading = Reading()
    search: Literal["theme", "pagefind"] | None = Field(
        default=None,
        description="The search index: one file, or pieces by Pagefind. Left out, it goes by the number of pages.",
    )
    checks_off: tuple[SwitchedOff, ...] = ()
