"""The site's one stylesheet: the files of `docs/assets/stylesheets/`, joined."""

from __future__ import annotations

from pathlib import Path

from build_tools.exports.minified import minified
from build_tools.places import STYLESHEETS

STYLESHEET = "assets/atlas.css"
FIRST, LAST = "tokens.css", "print.css"
"""What others are made from, and what has the last word on paper; between them the order does not matter."""


def stylesheet_files(folder: Path = STYLESHEETS) -> tuple[tuple[str, bytes]]:
    """The one stylesheet with its path below the root, without what only people read."""
    paths = sorted(folder.glob("*.css"), key=lambda path: (path.name == LAST, path.name != FIRST, path.name))
    joined = "".join(path.read_text(encoding="utf-8") for path in paths)
    return ((STYLESHEET, minified(joined, "text/css")),)
