"""Home, A to Z of conditions, topics, tell-apart pages, glossary, sources, about, and the page not found."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from markupsafe import Markup

from build_tools import addresses
from build_tools.bibliography import bibtex, csl_json
from build_tools.figures.pain_map import body_figure
from build_tools.graph import Pair
from build_tools.names import alphabetical, name_of
from build_tools.pages.care import care_cards
from build_tools.pages.desk import Desk, write
from build_tools.pages.page import Page
from build_tools.pages.sheets import condition_sheets, source_sheets
from build_tools.pages.studio import Studio
from build_tools.records import Finding, RedFlag, Reference, Symptom
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


def compare_list_page(studio: Studio) -> Page:
    """Every tell-apart page, folded under each of its two conditions."""
    words = studio.words.compare
    return write(
        Desk(studio, addresses.COMPARE),
        "compare_list.html",
        kind="compare-list",
        title=words.title,
        description=words.description,
        headings={},
        conditions=[
            (
                condition,
                [(pair, _title_of(studio, pair), addresses.address_of_pair(pair)) for pair in pairs],
            )
            for condition in studio.atlas.conditions
            if (pairs := studio.atlas.look_alikes(condition))
        ],
        tab=addresses.CONDITIONS,
    )


def compare_page(studio: Studio, pair: Pair) -> Page:
    """Two look-alikes side by side by facet: what both have, what one has, what tells."""
    atlas, words = studio.atlas, studio.words.compare
    desk = Desk(studio, addresses.address_of_pair(pair))
    difference = desk.plain(pair.difference)
    here = {finding.id: finding for finding in pair.first.symptoms}
    there = {finding.id: finding for finding in pair.second.symptoms}
    rows: list[tuple[str, list[tuple[Symptom, Finding | None, Finding | None]], int]] = []
    for facet in atlas.collection.facets.values():
        found = [
            (symptom, here.get(symptom.id), there.get(symptom.id))
            for symptom in atlas.symptoms_of_facet(facet.id)
            if symptom.id in here or symptom.id in there
        ]
        if found:
            rows.append(
                (facet.name, found, sum(one is not None and other is not None for _, one, other in found))
            )
    return write(
        desk,
        "compare.html",
        kind="compare",
        folder=addresses.COMPARE.rstrip("/"),
        title=_title_of(studio, pair),
        description=difference,
        headings={name: words.headings[name] for name in ("get_help", "side_by_side", "sources")},
        pair=pair,
        telling=[row for _, found, _ in rows for row in found if any(one and one.telling for one in row[1:])],
        rows=rows,
        cards=care_cards(studio, _rules_of_both(studio, pair)),
        search_text=difference,
        search_weight=0.4,
        modified=max(pair.first.history[0].date, pair.second.history[0].date),
        tab=addresses.CONDITIONS,
    )


def _title_of(studio: Studio, pair: Pair) -> str:
    return str(
        studio.words.compare.page_title.format(
            first=pair.first.name, second=studio.in_sentence(pair.second.name)
        )
    )


def _rules_of_both(studio: Studio, pair: Pair) -> list[RedFlag]:
    named = {pair.first.id, pair.second.id}
    return [rule for rule in studio.atlas.red_flags if not named.isdisjoint(rule.conditions)]


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
