"""From a content folder to the plan of a site: load, check, link, write every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from markupsafe import Markup

from build_tools import addresses
from build_tools.checks import check
from build_tools.exports.api import api_files
from build_tools.exports.feeds import feed_files
from build_tools.exports.filter import export_filter
from build_tools.exports.scripts import SCRIPT, joined_scripts
from build_tools.graph import Atlas, name_of
from build_tools.loading import Collection, load
from build_tools.pages import lists, red_flag, vocabulary
from build_tools.pages.article import article_page
from build_tools.pages.condition import condition_page
from build_tools.pages.desk import Studio
from build_tools.pages.page import Entry, Page, Plan, Redirect
from build_tools.pages.symptom_filter import symptom_filter_page
from build_tools.places import STRINGS_FOLDER, shown
from build_tools.problems import Problem, Report, Where
from build_tools.words import MissingWords


def load_and_check(content: Path) -> tuple[Collection | None, Report]:
    """The collection below *content* with every problem of shape and of content."""
    collection, report = load(content)
    if collection is None:
        return None, report
    return collection, report + check(collection)


def make_plan(content: Path) -> tuple[Plan | None, Report]:
    """The plan of the site that *content* makes. There is none where the report has an error."""
    collection, report = load_and_check(content)
    if collection is None or report.errors:
        return None, report
    try:
        return _plan(Atlas(collection)), report
    except MissingWords as error:
        path = content / STRINGS_FOLDER / f"{collection.site.language}.yml"
        problem = Problem(
            Where(shown(path)),
            "missing-words",
            f'A page needs the words "{error.key}", and they are not there.',
            f"Add {error.key.replace('.', ': … ')}: and the words; strings/en.yml of the first atlas has them all.",
        )
        return None, report + Report.of([problem])


def kinds_of(plan: Plan) -> Mapping[str, int]:
    """How many pages of which kind the plan has, most first."""
    return dict(Counter(page.shape.kind for page in plan.pages).most_common())


def _plan(atlas: Atlas) -> Plan:
    studio = Studio(atlas)
    site, footer = atlas.site, studio.words.footer
    licence = Markup('<a href="{}" rel="license noopener">{}</a>').format(site.licence.url, site.licence.name)
    return Plan(
        name=site.name,
        url=site.url,
        description=site.description,
        language=site.language,
        copyright=str(
            Markup("{} {}<br>{}").format(
                footer.general, Markup(footer.licence).format(licence=licence), site.copyright
            )
        ),
        navigation=_navigation(atlas, studio),
        pages=tuple(_pages(atlas, studio)),
        redirects=tuple(_redirects(atlas)),
        files={
            SCRIPT: joined_scripts(),
            **dict(api_files(atlas)),
            **dict(feed_files(atlas)),
            **export_filter(atlas.collection),
        },
    )


def _pages(atlas: Atlas, studio: Studio) -> Iterator[Page]:
    collection = atlas.collection
    yield lists.home_page(studio)
    yield lists.conditions_page(studio)
    yield from (condition_page(studio, condition) for condition in atlas.conditions)
    yield vocabulary.symptoms_page(studio)
    yield from (vocabulary.symptom_page(studio, symptom) for symptom in collection.symptoms.values())
    if collection.body_areas:
        yield vocabulary.body_areas_page(studio)
        yield from (vocabulary.body_area_page(studio, area) for area in collection.body_areas.values())
    if collection.risk_factors:
        yield vocabulary.risk_factors_page(studio)
        yield from (vocabulary.risk_factor_page(studio, risk) for risk in collection.risk_factors.values())
    if collection.red_flags:
        yield red_flag.red_flags_page(studio)
        yield from (red_flag.red_flag_page(studio, rule) for rule in atlas.red_flags)
    if collection.topics:
        yield lists.topics_page(studio)
        yield from (article_page(studio, topic) for topic in atlas.topics)
    if atlas.pairs:
        yield lists.compare_list_page(studio)
        yield from (lists.compare_page(studio, pair) for pair in atlas.pairs)
    if collection.terms:
        yield lists.glossary_page(studio)
    if atlas.citing:
        yield lists.sources_page(studio)
        yield from (
            lists.source_page(studio, collection.references[id])
            for id in sorted(atlas.citing)
            if id in collection.references
        )
    yield symptom_filter_page(studio)
    if collection.abouts:
        yield lists.about_page(studio)
        yield from (article_page(studio, about) for about in atlas.abouts)
    yield lists.not_found_page(studio)


def _redirects(atlas: Atlas) -> Iterator[Redirect]:
    for kind, folder in addresses.FOLDERS.items():
        for record in atlas.collection.records[kind].values():
            for former in record.former_ids:
                yield Redirect(f"{folder}{former}/", addresses.address_of(record), name_of(record))


def _navigation(atlas: Atlas, studio: Studio) -> tuple[Entry, ...]:
    words, collection = studio.words.navigation, atlas.collection
    more = [
        Entry(words.body_areas, addresses.BODY_AREAS) if collection.body_areas else None,
        Entry(words.risk_factors, addresses.RISK_FACTORS) if collection.risk_factors else None,
        Entry(words.compare, addresses.COMPARE) if atlas.pairs else None,
        Entry(words.glossary, addresses.GLOSSARY) if collection.terms else None,
        Entry(words.sources, addresses.SOURCES) if atlas.citing else None,
    ]
    entries = [
        Entry(words.home, addresses.HOME),
        Entry(words.red_flags, addresses.RED_FLAGS) if collection.red_flags else None,
        Entry(words.symptom_filter, addresses.SYMPTOM_FILTER),
        Entry(words.conditions, addresses.CONDITIONS),
        Entry(words.symptoms, addresses.SYMPTOMS),
        Entry(words.topics, addresses.TOPICS) if collection.topics else None,
        Entry(words.more, children=tuple(entry for entry in more if entry)),
        Entry(
            words.about,
            children=(
                Entry(words.about, addresses.ABOUT),
                *(Entry(about.title, addresses.address_of(about)) for about in atlas.abouts),
            ),
        )
        if collection.abouts
        else None,
        Entry(words.contribute, addresses.CONTRIBUTE),
    ]
    return tuple(entry for entry in entries if entry)
