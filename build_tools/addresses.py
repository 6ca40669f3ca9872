"""The one place that decides where a page lives and how one page points to another.

Addresses are relative to the site's root and end with a slash; the home page is the empty string.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    # Whoever only wants to know an address need not wait for all models.
    from build_tools.collection import AnyRecord
    from build_tools.graph import Pair
    from build_tools.records import Reference, Story

HOME = ""
CONDITIONS = "conditions/"
SYMPTOMS = "symptoms/"
BODY_AREAS = "body-areas/"
RISK_FACTORS = "risk-factors/"
RED_FLAGS = "red-flags/"
TOPICS = "topics/"
SOURCES = "sources/"
SOURCES_LIST = "sources/list/"
COMPARE = "compare/"
GLOSSARY = "glossary/"
SYMPTOM_FILTER = "symptom-filter/"
ABOUT = "about/"
CONTRIBUTE = "contribute/"
API = "contribute/api/"
CASE_REPORT = "about/test-report/"
STORIES = "about/test-report/stories/"
COVERAGE = "contribute/coverage/"
IDS = "contribute/ids/"
FEED = "feed.xml"
NOT_FOUND = "404/"
DATA = "data/v1/"
CSL_JSON = f"{DATA}references.csl.json"
BIBTEX = f"{DATA}references.bib"
ALL_JSON = f"{DATA}atlas.json"
ALL_CSV = f"{DATA}atlas-csv.zip"
ALL_SQLITE = f"{DATA}atlas.sqlite"
OPENAPI = f"{DATA}openapi.json"
FILTER_SCRIPT = "assets/filter.js"
"""The script of the filter's page; no other page loads it."""

FOLDERS: Mapping[str, str] = {
    "condition": CONDITIONS,
    "symptom": SYMPTOMS,
    "body-area": BODY_AREAS,
    "risk-factor": RISK_FACTORS,
    "red-flag": RED_FLAGS,
    "topic": TOPICS,
    "reference": SOURCES,
    "about": ABOUT,
}
"""Where the pages of a kind live."""


def address_of(record: AnyRecord) -> str:
    """Where the page about *record* lives; a glossary term or a story is a place on a page.

    A source that is only named in a data set is a place on a list: with a page each they would outnumber all others.
    """
    if record.kind == "term":
        return f"{GLOSSARY}#{record.id}"
    if record.kind == "story":
        return f"{stories_of(cast('Story', record).shows)}#{record.id}"
    if record.kind == "reference" and is_listed(cast("Reference", record)):
        return f"{sheet_of(record.id)}#{record.id}"
    return f"{FOLDERS[record.kind]}{record.id}/"


def stories_of(shows: str) -> str:
    """Where the stories live that show *shows*."""
    return f"{STORIES}{shows}/"


def is_listed(reference: Reference) -> bool:
    """Whether *reference* is only named in a data set, so that it has no page of its own."""
    return reference.custom.read == "listed"


def sheet_of(id: str) -> str:
    """The list that the listed source *id* stands on: all whose ids begin alike."""
    return f"{SOURCES_LIST}{id[:8].strip('-')}/"


def address_of_pair(pair: Pair) -> str:
    """Where the tell-apart page of *pair* lives."""
    return f"{COMPARE}{pair.first.id}-or-{pair.second.id}/"


def feed_of(record: AnyRecord) -> str:
    """Where the Atom feed of *record* lives."""
    return f"{address_of(record)}feed.xml"


def data_folder_of(kind: str) -> str:
    """The folder with the JSON of the records of *kind*, below that of all data."""
    return "references/" if kind == "reference" else FOLDERS[kind]


def data_of(record: AnyRecord) -> str:
    """Where the JSON of *record* lives."""
    return f"{DATA}{data_folder_of(record.kind)}{record.id}.json"


def relative(start: str, target: str) -> str:
    """How the page at *start* points to *target*, so that the site works below any path."""
    path, mark, anchor = target.partition("#")
    if mark and path == start:
        return f"#{anchor}"
    return ("../" * start.count("/") + target) or "./"


def followed(address: str, path: str) -> str:
    """Where the relative *path* leads from the page at *address*; unchanged if it leaves the site.

    What `relative` says is the way back from it.
    """
    folders = address.split("/")[:-1]
    *steps, last = path.split("/")
    if last in (".", ".."):
        steps, last = [*steps, last], ""
    for name in steps:
        if name == "..":
            if not folders:
                return path
            folders.pop()
        elif name not in (".", ""):
            folders.append(name)
    target = "/".join([*folders, last])
    return target.removesuffix("index.html") if last == "index.html" else target
