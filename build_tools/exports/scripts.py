"""The site's two scripts: the files of `docs/assets/javascripts/`, joined in a fixed order.

One is for every page, the other for the filter's page alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from build_tools.addresses import FILTER_SCRIPT
from build_tools.exports.minified import minified
from build_tools.places import SCRIPTS

SCRIPT = "assets/atlas.js"
_STRICT = '"use strict";\n'
"""At the top of a joined script it holds for all of it, so the files' own are left out."""

SCRIPT_ORDER = (
    "note.js",
    "citations.js",
    "terms.js",
    "report.js",
    "copying.js",
    "review.js",
    "disk.js",
    "pasting.js",
    "saying.js",
    "help.js",
    "start.js",
)
FILTER_SCRIPT_ORDER = (
    "selection.js",
    "urgent.js",
    "matching.js",
    "narrowing.js",
    "saying.js",
    "search.js",
    "data.js",
    "parts.js",
    "urgent-box.js",
    "controls.js",
    "pages.js",
    "form.js",
    "figure.js",
    "asking.js",
    "comparing.js",
    "taking.js",
    "ticked.js",
    "place.js",
    "fragment.js",
    "view.js",
    "start-filter.js",
)
"""A file uses only what stands above it; the last one starts what the others registered."""
PARTED_SCRIPT_ORDER = ("shards.js", *FILTER_SCRIPT_ORDER)
"""For an atlas whose data come in parts."""


def script_files(spoken: str, *, is_parted: bool) -> Iterator[tuple[str, bytes]]:
    """Both scripts with their paths below the root. They say what is *spoken*, the JSON of `spoken`."""
    # On the filter's page the other script may have been there first.
    words = f"{_STRICT}self.Atlas = self.Atlas || {{}};\nAtlas.words = {spoken};\n".encode()
    yield SCRIPT, words + joined_scripts(SCRIPT_ORDER)
    yield FILTER_SCRIPT, joined_scripts(PARTED_SCRIPT_ORDER if is_parted else FILTER_SCRIPT_ORDER)


def joined_scripts(order: Sequence[str], folder: Path = SCRIPTS) -> bytes:
    """The scripts as one classic script, without what only people read. Raises ValueError for a faulty script."""
    bodies = [(folder / name).read_text(encoding="utf-8").replace(_STRICT, "") for name in order]
    return minified(_STRICT + "\n".join(bodies), "text/javascript")
