"""The list of sources, and a page for each."""

from __future__ import annotations

from build_tools import addresses
from build_tools.bibliography import bibtex, csl_json
from build_tools.names import alphabetical, name_of
from build_tools.pages.desk import Desk, write
from build_tools.pages.page import Page
from build_tools.pages.sheets import source_sheets
from build_tools.pages.studio import Studio
from build_tools.records import Reference


def sources_page(studio: Studio) -> Page:
    """Every reference that some page cites, by kind of source."""
    atlas, words = studio.atlas, studio.words.sources
    cited = [atlas.collection.references[id] for id in atlas.citing]
    cited = [reference for reference in cited if not addresses.is_listed(reference)]
    by_kind: dict[str, list[Reference]] = {}
    for reference in sorted(cited, key=lambda r: alphabetical(str(studio.formatted[r.id]))):
        by_kind.setdefault(reference.custom.kind, []).append(reference)
    return write(
        Desk(studio, addresses.SOURCES),
        "sources.html",
        kind="sources",
        title=words.title,
        description=words.description,
        headings={},
        kinds=[(kind, by_kind[kind]) for kind in words.kinds if kind in by_kind],
        sheets=source_sheets(studio),
        formatted=studio.formatted,
        citing=atlas.citing,
        bibtex=addresses.BIBTEX,
        csl_json=addresses.CSL_JSON,
        tab=addresses.SOURCES,
    )


def source_page(studio: Studio, reference: Reference) -> Page:
    """One reference: how far it was read, where to find it, and the pages that lean on it."""
    atlas, words = studio.atlas, studio.words.sources
    return write(
        Desk(studio, addresses.address_of(reference)),
        "source.html",
        kind="source",
        folder=addresses.SOURCES.rstrip("/"),
        title=reference.title,
        description=words.page_description.format(title=reference.title),
        headings={"cited_by": words.cited_by},
        reference=reference,
        formatted=studio.formatted[reference.id],
        cited_by=[record for record in atlas.citing[reference.id] if record.kind in addresses.FOLDERS],
        terms=[record for record in atlas.citing[reference.id] if record.kind == "term"],
        formats=(
            ("csl_json", csl_json([reference])),
            ("bibtex", bibtex(reference)),
        ),
        data=addresses.data_of(reference),
        search_text=name_of(reference),
        search_weight=0.2,
        tab=addresses.SOURCES,
    )
