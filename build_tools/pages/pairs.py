"""Tell-apart pages: two look-alikes side by side, and the list of all pairs."""

from __future__ import annotations

from build_tools import addresses
from build_tools.graph import Pair
from build_tools.pages.care import care_cards
from build_tools.pages.desk import Desk, write
from build_tools.pages.page import Page
from build_tools.pages.studio import Studio
from build_tools.records import Finding, RedFlag, Symptom


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
