"""What the generator adds to the pages below `docs/` that no record is about."""

from __future__ import annotations

from collections.abc import Mapping

from build_tools.pages.desk import Desk
from build_tools.pages.studio import Studio
from build_tools.places import DOCS


def feet(studio: Studio) -> Mapping[str, str]:
    """By address: the links to where each page is edited, and to the form for mistakes."""
    links = studio.template("parts/links.html").module
    found = {}
    for path in sorted(DOCS.rglob("*.md")):
        page = path.relative_to(DOCS).with_suffix("").as_posix()
        address = f"{page}/".removesuffix("index/")
        places = [studio.editor.hand_written(path)]
        found[address] = str(links.place_links(Desk(studio, address), places))  # type: ignore[attr-defined]
    return found
