"""The site's one script: the files of `docs/assets/javascripts/`, joined in a fixed order."""

from __future__ import annotations

import re
from pathlib import Path

from build_tools.places import SCRIPTS

SCRIPT = "assets/atlas.js"

SCRIPT_ORDER = (
    "selection.js",
    "urgent.js",
    "matching.js",
    "search.js",
    "data.js",
    "parts.js",
    "urgent-box.js",
    "controls.js",
    "pages.js",
    "form.js",
    "view.js",
    "review.js",
    "start.js",
)
"""A file uses only what stands above it; `start.js` runs what the others registered."""


def joined_scripts(folder: Path = SCRIPTS) -> bytes:
    """The scripts as one classic script, without the comments and indentation that only people read."""
    return "".join(_bare((folder / name).read_text(encoding="utf-8")) for name in SCRIPT_ORDER).encode()


def _bare(source: str) -> str:
    """*source* without blank lines, indentation and comments that have lines of their own."""
    without_blocks = re.sub(r"^[ \t]*/\*\*.*?\*/[ \t]*$", "", source, flags=re.DOTALL | re.MULTILINE)
    lines = (line.strip() for line in without_blocks.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
