"""The page for authors that shows where records are thin."""

from __future__ import annotations

from build_tools import addresses
from build_tools.coverage import coverage_of
from build_tools.pages.desk import Desk, write
from build_tools.pages.page import Page
from build_tools.pages.studio import Studio

MOST = 100
"""Entries of a list; the count stands above it in full."""


def coverage_page(studio: Studio) -> Page:
    """What no finding tells apart, what is used once or never, and what nobody measured."""
    words = studio.words.coverage
    found = coverage_of(studio.atlas)
    names = ("hidden", "used_once", "unused", "unmeasured", "without_code", "without_synonyms")
    return write(
        Desk(studio, addresses.COVERAGE),
        "coverage.html",
        kind="coverage",
        title=words.title,
        description=words.description,
        headings={name: words.headings[name] for name in names},
        found=found,
        most=MOST,
        tab=addresses.CONTRIBUTE,
    )
