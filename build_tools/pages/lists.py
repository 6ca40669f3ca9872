"""Home, A to Z of conditions, topics, glossary, about, and the page not found."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from markupsafe import Markup

from build_tools import addresses
from build_tools.figures.pain_map import body_figure
from build_tools.names import alphabetical
from build_tools.pages.care import care_cards
from build_tools.pages.desk import Desk, write
from build_tools.pages.page import Page
from build_tools.pages.sheets import condition_sheets
from build_tools.pages.studio import Studio
from build_tools.structured_data import json_ld_of_site

_SIGNS_ON_HOME = 2
"""Of each emergency action; the page of warning signs has them all."""
_NAMES_ON_HOME = 30
"""Where there are more conditions, the home page names their groups."""
_ENTRIES_ON_HOME = (addresses.RED_FLAGS, addresses.BODY_AREAS, addresses.CONDITIONS)
"""What the home page's three questions lead to, so that its cards need not."""


def home_page(studio: Studio) -> Page:
    """Three ways in: where does it hurt, is it urgent, what is it called."""
    atlas, site = studio.atlas, studio.atlas.site
    desk = Desk(studio, addresses.HOME)
    emergency = [rule for rule in atlas.red_flags if rule.urgency == "emergency"]
    return write(
        desk,
        "home.html",
        kind="home",
        title=site.home.title,
        description=site.description,
        headings={},
        site=site,
        cards=[replace(card, rules=card.rules[:_SIGNS_ON_HOME]) for card in care_cards(studio, emergency)],
        conditions=atlas.conditions if len(atlas.conditions) <= _NAMES_ON_HOME else (),
        groups=[g for g in atlas.collection.groups.values() if atlas.conditions_in(g)],
        ways=[way for way in site.home.ways if way.to not in _ENTRIES_ON_HOME],
        figure=body_figure(
            studio.words,
            list(atlas.collection.body_areas.values()),
            lambda area: desk.href(addresses.address_of(area)),
        ),
        areas=[area for area in atlas.collection.body_areas.values() if atlas.conditions_at(area)],
        modified=max((c.history[0].date for c in atlas.conditions), default=None),
        head=Markup('<link rel="alternate feed" type="application/atom+xml" title="{}" href="{}">').format(
            site.name, desk.href(addresses.FEED)
        )
        + json_ld_of_site(atlas),
    )


def conditions_page(studio: Studio) -> Page:
    """Every condition by group, and A to Z with other names."""
    atlas, words = studio.atlas, studio.words.conditions
    sheets = condition_sheets(studio)
    names = sorted(
        [(condition.name, condition, False) for condition in atlas.conditions]
        + [
            (other.name, condition, True) for condition in atlas.conditions for other in condition.other_names
        ],
        key=lambda entry: (alphabetical(entry[0]), entry[2]),
    )
    return write(
        Desk(studio, addresses.CONDITIONS),
        "conditions.html",
        kind="conditions",
        title=words.title,
        description=words.description,
        headings={"groups": words.headings.groups, "a_to_z": words.headings.a_to_z},
        number=len(atlas.conditions),
        groups=[
            (group, found)
            for group in atlas.collection.groups.values()
            if (found := atlas.conditions_in(group))
        ],
        letters=[
            (letter, list(entries))
            for letter, entries in groupby(names, key=lambda entry: alphabetical(entry[0])[:1].upper())
            if not sheets
        ],
        sheets=sheets,
        tab=addresses.CONDITIONS,
    )


def topics_page(studio: Studio) -> Page:
    """A to Z with summaries."""
    words = studio.words.topics
    return write(
        Desk(studio, addresses.TOPICS),
        "topics.html",
        kind="topics",
        title=words.title,
        description=words.description,
        headings={},
        topics=studio.atlas.topics,
        of="topic",
        tab=addresses.TOPICS,
    )


def about_page(studio: Studio) -> Page:
    """The list of pages about the atlas."""
    words = studio.words.about
    return write(
        Desk(studio, addresses.ABOUT),
        "topics.html",
        kind="about-list",
        title=words.title,
        description=words.description,
        headings={},
        topics=studio.atlas.abouts,
        of="about",
        tab=addresses.ABOUT,
    )


def glossary_page(studio: Studio) -> Page:
    """Every term, A to Z, each with an anchor."""
    atlas, words = studio.atlas, studio.words.glossary
    desk = Desk(studio, addresses.GLOSSARY)
    return write(
        desk,
        "glossary.html",
        kind="glossary",
        title=words.title,
        description=words.description,
        headings={"sources": studio.words.sources.heading},
        letters=[
            (letter, list(terms))
            for letter, terms in groupby(atlas.terms, key=lambda term: alphabetical(term.name)[:1].upper())
        ],
        targets=atlas.targets,
        tab=addresses.GLOSSARY,
    )


def not_found_page(studio: Studio) -> Page:
    """What a reader sees at an address that is not there. The host serves it for any depth."""
    words = studio.words.not_found
    return write(
        Desk(studio, addresses.NOT_FOUND),
        "not_found.html",
        kind="not-found",
        title=words.title,
        description=words.description,
        headings={},
        site=studio.atlas.site,
        has_rules=bool(studio.atlas.red_flags),
    )
