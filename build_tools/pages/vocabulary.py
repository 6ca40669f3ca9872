"""Pages of the shared vocabulary: symptoms, body areas, risk factors, and their lists."""

from __future__ import annotations

from itertools import groupby

from build_tools import addresses
from build_tools.clauses import holds
from build_tools.figures.pain_map import area_map, count_in_words, overview
from build_tools.figures.shades import shade_of, steps
from build_tools.names import a_to_z
from build_tools.pages.care import care_cards
from build_tools.pages.desk import Desk, write
from build_tools.pages.page import Page
from build_tools.pages.sheets import Sheet, symptom_sheets
from build_tools.pages.studio import Studio
from build_tools.records import FREQUENCIES, BodyArea, RiskFactor, Symptom

_MOST = 400
"""Conditions that the page of a symptom lists. A line with its strip takes half a kilobyte."""


def symptom_page(studio: Studio, symptom: Symptom) -> Page:
    """What the symptom is, which rules ask about it, and the conditions that list it, by frequency."""
    atlas, words = studio.atlas, studio.words
    desk = Desk(studio, addresses.address_of(symptom))
    area = atlas.collection.body_areas[symptom.body_area] if symptom.body_area else None
    conditions = atlas.conditions_with(symptom)
    rules = atlas.rules_asking(symptom)
    # A rule that needs this symptom alone can say what to do; the others only say what they look for.
    alone = [rule for rule in rules if holds(rule.when, {symptom.id})]
    return write(
        desk,
        "symptom.html",
        kind="symptom",
        folder=addresses.SYMPTOMS.rstrip("/"),
        title=symptom.label,
        description=f"{symptom.label}. {symptom.definition}",
        headings={
            name: words.symptom.headings[name] for name in ("get_help", "conditions", "rules", "against")
        },
        symptom=symptom,
        facet=atlas.collection.facets[symptom.facet],
        area=area,
        pain_map=area_map(words, area) if area else None,
        cards=care_cards(studio, alone),
        rules=rules,
        groups=[
            (frequency, len(FREQUENCIES) - 1 - FREQUENCIES.index(frequency), list(found))
            for frequency, found in groupby(conditions[:_MOST], key=lambda pair: pair[1].frequency)
        ],
        more=max(0, len(conditions) - _MOST),
        against=atlas.conditions_against(symptom)[:_MOST],
        implies=[
            atlas.collection.symptoms[item if isinstance(item, str) else item.id] for item in symptom.implies
        ],
        data=addresses.data_of(symptom),
        search_text=f"{symptom.definition} {', '.join([symptom.clinical_name, *symptom.synonyms])}",
        tab=addresses.SYMPTOMS,
    )


def symptoms_page(studio: Studio) -> Page:
    """Every symptom, by facet."""
    atlas, words = studio.atlas, studio.words.symptoms
    return write(
        Desk(studio, addresses.SYMPTOMS),
        "symptoms.html",
        kind="symptoms",
        title=words.title,
        description=words.description,
        headings={},
        facets=[(facet, atlas.symptoms_of_facet(facet.id)) for facet in atlas.collection.facets.values()],
        sheets=sheets_by_facet(studio),
        counts={s.id: len(atlas.conditions_with(s)) for s in atlas.collection.symptoms.values()},
        tab=addresses.SYMPTOMS,
    )


def sheets_by_facet(studio: Studio) -> dict[str, list[Sheet[tuple[str, Symptom]]]]:
    """The sheets of each facet by its id; empty where one page holds all symptoms."""
    found: dict[str, list[Sheet[tuple[str, Symptom]]]] = {}
    for sheet in symptom_sheets(studio):
        found.setdefault(sheet.entries[0][1].facet, []).append(sheet)
    return found


def body_area_page(studio: Studio, area: BodyArea) -> Page:
    """Where the area is, what is felt there, and the conditions that can hurt there."""
    atlas, words = studio.atlas, studio.words
    parts = [a for a in atlas.collection.body_areas.values() if a.part_of == area.id]
    return write(
        Desk(studio, addresses.address_of(area)),
        "body_area.html",
        kind="body-area",
        folder=addresses.BODY_AREAS.rstrip("/"),
        title=area.name,
        description=f"{area.name}: {area.definition}",
        headings={name: words.body_area.headings[name] for name in ("conditions", "symptoms")},
        data=addresses.data_of(area),
        area=area,
        whole=atlas.collection.body_areas[area.part_of] if area.part_of else None,
        parts_of_it=parts,
        pain_map=area_map(words, area),
        groups=[
            (frequency, len(FREQUENCIES) - 1 - FREQUENCIES.index(frequency), list(found))
            for frequency, found in groupby(atlas.conditions_at(area), key=lambda pair: pair[1])
        ],
        symptoms=atlas.symptoms_at(area),
        search_text=f"{area.clinical_name} {area.definition}",
        tab=addresses.BODY_AREAS,
    )


def body_areas_page(studio: Studio) -> Page:
    """The figure and the list of areas, in the order of their file, each with how many conditions can hurt there."""
    atlas, words = studio.atlas, studio.words
    desk = Desk(studio, addresses.BODY_AREAS)
    counts = [(area, len(atlas.conditions_at(area))) for area in atlas.collection.body_areas.values()]
    scale = steps(count for _, count in counts)
    return write(
        desk,
        "body_areas.html",
        kind="body-areas",
        title=words.body_areas.title,
        description=words.body_areas.description,
        headings={},
        areas=[(area, count_in_words(words, count), shade_of(count, scale)) for area, count in counts],
        figure=overview(words, counts, lambda area: desk.href(addresses.address_of(area))),
        tab=addresses.BODY_AREAS,
    )


def risk_factor_page(studio: Studio, risk: RiskFactor) -> Page:
    """What is known of the factor, and the conditions that it makes more likely."""
    atlas, words = studio.atlas, studio.words
    desk = Desk(studio, addresses.address_of(risk))
    description = desk.plain(risk.summary)
    return write(
        desk,
        "risk_factor.html",
        kind="risk-factor",
        folder=addresses.RISK_FACTORS.rstrip("/"),
        title=risk.name,
        description=description,
        headings={name: words.risk_factor.headings[name] for name in ("what_helps", "conditions", "sources")},
        data=addresses.data_of(risk),
        risk=risk,
        symptom=atlas.collection.symptoms[risk.symptom] if risk.symptom else None,
        conditions=atlas.conditions_with_risk(risk),
        search_text=description,
        tab=addresses.RISK_FACTORS,
    )


def risk_factors_page(studio: Studio) -> Page:
    """A to Z, each with its first words."""
    atlas, words = studio.atlas, studio.words.risk_factors
    desk = Desk(studio, addresses.RISK_FACTORS)
    risks = a_to_z(atlas.collection.risk_factors.values())
    return write(
        desk,
        "risk_factors.html",
        kind="risk-factors",
        title=words.title,
        description=words.description,
        headings={},
        risks=[(risk, len(atlas.conditions_with_risk(risk))) for risk in risks],
        tab=addresses.RISK_FACTORS,
    )
