"""The page of the symptom filter: the fixed emergency signs, the form that scripts fill, and plain links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from build_tools import addresses
from build_tools.collection import Collection
from build_tools.figures.pain_map import pick_figure
from build_tools.pages.care import care_cards
from build_tools.pages.desk import Desk, write
from build_tools.pages.page import Page
from build_tools.pages.studio import Studio
from build_tools.pages.vocabulary import sheets_by_facet
from build_tools.records import BodyArea, Place
from build_tools.records.site import Contact


@dataclass(frozen=True)
class Contacts:
    """Numbers of one kind, as lines to read."""

    kind: str
    lines: tuple[str, ...]


def symptom_filter_page(studio: Studio) -> Page:
    """What stands there without scripts is complete in itself: signs, numbers, and a link for each symptom."""
    atlas, words = studio.atlas, studio.words.filter
    collection = atlas.collection
    default = collection.places[collection.site.default_place]
    contacts = contacts_of(default)
    desk = Desk(studio, addresses.SYMPTOM_FILTER)
    return write(
        desk,
        "symptom_filter.html",
        kind="symptom-filter",
        title=words.title,
        description=words.description,
        headings={},
        cards=care_cards(studio, (rule for rule in atlas.red_flags if rule.urgency == "emergency")),
        has_rules=bool(atlas.red_flags),
        places=tuple(collection.places.values()),
        default_place=default,
        contacts=contacts,
        has_contacts=any(group.lines for group in contacts),
        facets=[
            (facet, symptoms)
            for facet in collection.facets.values()
            if (symptoms := atlas.symptoms_of_facet(facet.id))
        ],
        sheets=sheets_by_facet(studio),
        figure=pick_figure(studio.words, _places(collection)),
        search_text=words.lead,
        tab=addresses.SYMPTOM_FILTER,
        head=Markup('<script defer src="{}"></script>').format(desk.href(addresses.FILTER_SCRIPT)),
    )


def _places(collection: Collection) -> dict[str, tuple[BodyArea, str]]:
    """By body area: the area, and the first symptom that is felt there."""
    areas = collection.body_areas
    return {
        area: (areas[area], symptom.id)
        for symptom in reversed([*collection.symptoms.values()])
        if (area := symptom.body_area) and area in areas
    }


def contacts_of(place: Place) -> tuple[Contacts, ...]:
    """The numbers of *place*, the most urgent kind first; a kind without any has no lines."""
    return (
        Contacts("emergency", _lines(place.emergency)),
        Contacts("urgent", _lines(place.urgent)),
        Contacts("text_relay", _lines(place.text_relay)),
        Contacts("crisis", _lines(place.crisis)),
    )


def _lines(contacts: Iterable[Contact]) -> tuple[str, ...]:
    return tuple(
        f"{item.number}: {item.label}" if item.number and item.number not in item.label else item.label
        for item in contacts
    )
