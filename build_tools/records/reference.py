"""A reference in CSL-JSON, as Zotero writes it, plus how far it was read and what kind it is."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import quote

from pydantic import AfterValidator, ConfigDict, Field

from build_tools.records.base import Id, Part, Read, Text

SourceKind = Literal[
    "guideline",
    "systematic-review",
    "trial",
    "cohort",
    "cross-sectional",
    "case-control",
    "case-series",
    "diagnostic-study",
    "consensus",
    "review",
    "statistics",
    "institution-page",
    "reference-work",
    "report",
]


class Custom(Part):
    """What the atlas adds to CSL-JSON, in the field that CSL keeps for that."""

    read: Read = Field(description="How far the source was read when it was checked.")
    kind: SourceKind
    note: Text | None = None


class Name(Part):
    """A CSL name: a person, or an institution under `literal`."""

    model_config = ConfigDict(extra="allow", frozen=True)

    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None


def _with_a_year(issued: dict[str, Any]) -> dict[str, Any]:
    parts = issued.get("date-parts", [])
    if not isinstance(parts, list) or not all(
        isinstance(part, list) and all(str(number).isdecimal() for number in part) for part in parts
    ):
        raise ValueError('is written with numbers, the year first: {"date-parts": [[2010, 5]]}')
    return issued


_IN_ADDRESSES = "/:;,()@!$&'*+="
"""Signs that a path of an address may have as they are (RFC 3986), beside letters and digits."""


class Reference(Part):
    """One entry of `references.json`. Other CSL-JSON variables are kept as they are."""

    model_config = ConfigDict(extra="allow", frozen=True, populate_by_name=True)

    kind: ClassVar[str] = "reference"

    id: Id
    former_ids: tuple[Id, ...] = ()
    type: Text = Field(description="A CSL type: article-journal, webpage, report, chapter, book, ...")
    title: Text
    author: tuple[Name, ...] = ()
    issued: Annotated[dict[str, Any], AfterValidator(_with_a_year)] | None = None
    doi: str | None = Field(default=None, alias="DOI", pattern=r"^10\.\S+/\S+$")
    pmid: str | None = Field(default=None, alias="PMID", pattern=r"^\d+$")
    pmcid: str | None = Field(default=None, alias="PMCID", pattern=r"^PMC\d+$")
    url: str | None = Field(default=None, alias="URL", pattern=r"^https?://\S+$")
    custom: Custom = Field(
        description='How far it was read, and its kind: {"read": "abstract", "kind": "trial"}.'
    )

    @property
    def doi_address(self) -> str | None:
        """Where the DOI leads. Signs that a DOI may have and an address may not, such as <, are encoded."""
        return f"https://doi.org/{quote(self.doi, safe=_IN_ADDRESSES)}" if self.doi else None

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month and day of publication, as far as they are written; empty where nothing is."""
        parts = (self.issued or {}).get("date-parts")
        return tuple(int(part) for part in parts[0]) if parts else ()
