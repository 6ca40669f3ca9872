"""Which pages an atlas has, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from build_tools import addresses
from build_tools.collection import Collection
from build_tools.crew import Job
from build_tools.pages import lists, pairs, red_flag, sheets, sources, vocabulary
from build_tools.pages.article import article_page
from build_tools.pages.case_report import report_pages
from build_tools.pages.condition import condition_page
from build_tools.pages.coverage import coverage_page
from build_tools.pages.ids import ids_pages
from build_tools.pages.page import Page
from build_tools.pages.studio import Studio
from build_tools.pages.symptom_filter import symptom_filter_page
from build_tools.records import About, BodyArea, Condition, RedFlag, RiskFactor, Symptom, Topic


def page_jobs(studio: Studio) -> Iterator[Job[Page]]:
    """A job for each page, in the order of the site."""

    def one(write: Callable[..., Page], *given: object) -> Job[Page]:
        return lambda: (write(studio, *given),)

    atlas = studio.atlas
    collection = atlas.collection
    yield one(lists.home_page)
    yield one(lists.conditions_page)
    yield lambda: sheets.sheet_pages(
        studio,
        sheets.condition_sheets(studio),
        kind="conditions",
        title=studio.words.conditions.title,
        tab=addresses.CONDITIONS,
    )
    yield from (one(condition_page, condition) for condition in atlas.conditions)
    yield one(vocabulary.symptoms_page)
    yield lambda: sheets.sheet_pages(
        studio,
        sheets.symptom_sheets(studio),
        kind="symptoms",
        title=studio.words.symptoms.title,
        tab=addresses.SYMPTOMS,
    )
    yield from (one(vocabulary.symptom_page, symptom) for symptom in collection.symptoms.values())
    if collection.body_areas:
        yield one(vocabulary.body_areas_page)
        yield from (one(vocabulary.body_area_page, area) for area in collection.body_areas.values())
    if collection.risk_factors:
        yield one(vocabulary.risk_factors_page)
        yield from (one(vocabulary.risk_factor_page, risk) for risk in collection.risk_factors.values())
    if collection.red_flags:
        yield one(red_flag.red_flags_page)
        yield lambda: report_pages(studio)
        yield from (one(red_flag.red_flag_page, rule) for rule in atlas.red_flags)
    if collection.topics:
        yield one(lists.topics_page)
        yield from (one(article_page, topic) for topic in atlas.topics)
    if atlas.pairs:
        yield one(pairs.compare_list_page)
        yield from (one(pairs.compare_page, pair) for pair in atlas.pairs)
    if collection.terms:
        yield one(lists.glossary_page)
    if atlas.citing:
        yield one(sources.sources_page)
        yield from (
            one(sources.source_page, collection.references[id])
            for id in sorted(atlas.citing)
            if id in collection.references and not addresses.is_listed(collection.references[id])
        )
        yield lambda: sheets.source_sheet_pages(studio)
    yield one(symptom_filter_page)
    if collection.abouts:
        yield one(lists.about_page)
        yield from (one(article_page, about) for about in atlas.abouts)
    yield one(coverage_page)
    yield lambda: ids_pages(studio)
    yield one(lists.not_found_page)


def changed_pages(studio: Studio, before: Collection) -> Iterator[Page]:
    """The own pages of all records that are not as they were *before*. Other pages may mention them too."""
    for kind, write in _OWN_PAGE.items():
        former = before.records[kind]
        for id, record in studio.atlas.collection.records[kind].items():
            if former.get(id) != record:
                yield write(studio, record)


_OWN_PAGE: Mapping[str, Callable[[Studio, Any], Page]] = {
    Condition.kind: condition_page,
    Symptom.kind: vocabulary.symptom_page,
    BodyArea.kind: vocabulary.body_area_page,
    RiskFactor.kind: vocabulary.risk_factor_page,
    RedFlag.kind: red_flag.red_flag_page,
    Topic.kind: article_page,
    About.kind: article_page,
}
