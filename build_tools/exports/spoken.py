"""The words that scripts say to readers, from the strings and the records of an atlas."""

from __future__ import annotations

import json
from typing import Any

from build_tools.addresses import RED_FLAGS
from build_tools.graph import Atlas
from build_tools.pages.symptom_filter import contacts_of
from build_tools.records import Place
from build_tools.words import Words


def spoken_words(atlas: Atlas) -> str:
    """The words that scripts say on *atlas*, as JSON."""
    words = {
        "report": _report_words(atlas),
        "search": {"disk": Words(atlas.collection.strings).search.disk, "help": _help_words(atlas)},
    }
    return json.dumps(words, ensure_ascii=False, sort_keys=True)


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
