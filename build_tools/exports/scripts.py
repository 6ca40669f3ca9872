"""The site's two scripts: the files of `docs/assets/javascripts/`, joined in a fixed order.

One is for every page, the other for the filter's page alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from build_tools.addresses import FILTER_SCRIPT, RED_FLAGS
from build_tools.exports.minified import minified
from build_tools.graph import Atlas
from build_tools.pages.symptom_filter import contacts_of
from build_tools.places import SCRIPTS
from build_tools.records import Place
from build_tools.words import Words

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
    """Both scripts with their paths below the root. They say what is *spoken*, by `spoken_words`."""
    # On the filter's page the other script may have been there first.
    words = f"{_STRICT}self.Atlas = self.Atlas || {{}};\nAtlas.words = {spoken};\n".encode()
    yield SCRIPT, words + joined_scripts(SCRIPT_ORDER)
    yield FILTER_SCRIPT, joined_scripts(PARTED_SCRIPT_ORDER if is_parted else FILTER_SCRIPT_ORDER)


def spoken_words(atlas: Atlas) -> str:
    """The words that scripts say on *atlas*, as JSON."""
    words = {
        "report": _report_words(atlas),
        "search": {"disk": Words(atlas.collection.strings).search.disk, "help": _help_words(atlas)},
    }
    return json.dumps(words, ensure_ascii=False, sort_keys=True)


def joined_scripts(order: Sequence[str], folder: Path = SCRIPTS) -> bytes:
    """The scripts as one classic script, without what only people read. Raises ValueError for a faulty script."""
    bodies = [(folder / name).read_text(encoding="utf-8").replace(_STRICT, "") for name in order]
    return minified(_STRICT + "\n".join(bodies), "text/javascript")


def _report_words(atlas: Atlas) -> dict[str, str]:
    site = atlas.site
    return {
        **atlas.collection.strings["report"],
        "form": f"{site.repository.url}/issues/new?template=mistake.yml",
        "site": site.url,
    }


def _help_words(atlas: Atlas) -> dict[str, Any]:
    """What stands in the site's search above the pages that it finds."""
    words, places = Words(atlas.collection.strings), atlas.collection.places
    default = atlas.site.default_place
    emergency = words.filter.place.kinds.emergency
    return {
        "signs": {"label": words.search.signs, "address": RED_FLAGS} if atlas.red_flags else None,
        "crisis": {
            "phrases": words.filter.search.crisis,
            "heading": words.filter.place.kinds.crisis,
            "lines": _crisis_lines(places[default], emergency),
            "places": [
                {"name": place.name, "lines": _crisis_lines(place, emergency)}
                for place in places.values()
                if place.id != default and any(contact.number for contact in place.crisis)
            ],
        },
    }


def _crisis_lines(place: Place, emergency: str) -> list[str]:
    """Who answers in a crisis, and last, in one line, what to call in an *emergency*."""
    lines = {group.kind: group.lines for group in contacts_of(place)}
    return [*lines["crisis"], *(f"{emergency}: {line}" for line in lines["emergency"][:1])]
