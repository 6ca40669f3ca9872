"""From a content folder to the plan of a site: load, check, link, write every page."""

from __future__ import annotations

import gc
import marshal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from markupsafe import Markup

from build_tools import addresses
from build_tools.bibliography import bibliography_files
from build_tools.checks import load_and_check
from build_tools.crew import Crew, Errand, Job, hands_for
from build_tools.edition import edition_of
from build_tools.exports.api import api_errands, encoded
from build_tools.exports.downloads import download_files
from build_tools.exports.feeds import feed_errands
from build_tools.exports.filter import export_filter
from build_tools.exports.filter_parts import is_large
from build_tools.exports.openapi import openapi
from build_tools.exports.schemas import published_schemas
from build_tools.exports.scripts import script_files
from build_tools.exports.signposts import signpost_files
from build_tools.exports.spoken import spoken_words
from build_tools.exports.stylesheet import stylesheet_files
from build_tools.graph import Atlas
from build_tools.names import name_of
from build_tools.pages.contents import page_jobs
from build_tools.pages.edition_notes import disk_notice, footer_line
from build_tools.pages.hand_written import feet
from build_tools.pages.page import Entry, Page, Plan, Redirect, brief
from build_tools.pages.studio import Studio
from build_tools.places import PRIVATE, STRINGS_FOLDER, shown
from build_tools.plan_memory import BLOCK, PlanMemory
from build_tools.problems import Problem, Report, Where
from build_tools.progress import NOBODY, Progress
from build_tools.shelf import Shelf
from build_tools.words import MissingWords

MOST_REMEMBERED = 4000
"""Pages of a plan that is remembered. Those of a larger one take hundreds of megabytes."""


def make_plan(
    content: Path,
    *,
    hands: int | None = 1,
    progress: Progress = NOBODY,
    linked: Callable[[Studio], object] = lambda studio: None,
    memory: PlanMemory | None = None,
) -> tuple[Plan | None, Report]:
    """The plan of the site that *content* makes. There is none where the report has an error.

    *hands* is how many processes write pages; None is as many as pay. With more than one the plan has a
    crew, to be closed when the site has been composed. *linked* is called before the first page is written,
    with what `contents.changed_pages` asks for. A *memory* gets the plan, unless it is large.
    """
    _let_go()
    collection, report = load_and_check(content, progress)
    if collection is None or report.errors:
        return None, report
    try:
        with _frozen_records():
            progress.phase("Linking records")
            return _plan(Atlas(collection), report, hands, progress, linked, memory), report
    except MissingWords as error:
        path = content / STRINGS_FOLDER / f"{collection.site.language}.yml"
        problem = Problem(
            Where(shown(path)),
            "missing-words",
            f'A page needs the words "{error.key}", and they are not there.',
            f"Add {error.key.replace('.', ': … ')}: and the words; strings/en.yml of the first atlas has them all.",
        )
        return None, report + Report.of([problem])


@contextmanager
def _frozen_records() -> Iterator[None]:
    """The collector of garbage lets what is there alone, so that no other process copies it for its sake.

    It looks less often at what comes, too: pages leave little behind that points to itself, and looking for it
    took a tenth of the time.
    """
    gc.freeze()
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _let_go() -> None:
    """Let the collector have the frozen records of the plan before: a server makes one after the other."""
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()


def _plan(
    atlas: Atlas,
    report: Report,
    hands: int | None,
    progress: Progress,
    linked: Callable[[Studio], object],
    memory: PlanMemory | None,
) -> Plan:
    studio = Studio(atlas)
    site, footer = atlas.site, studio.words.footer
    licence = Markup('<a href="{}" rel="license noopener">{}</a>').format(site.licence.url, site.licence.name)
    edition = edition_of(atlas)
    # What every process needs is worked out before there is more than one.
    studio.prepare()
    linked(studio)
    # What exports say is asked for here, where missing words can still be told with the way out.
    _ = studio.words.filter.search.fillers, studio.words.search.disk
    exports, assets = _exports(atlas), _assets(atlas)
    jobs: Sequence[Job[Page]] = [*page_jobs(studio)]
    hands = hands or hands_for(len(jobs))
    if len(jobs) > MOST_REMEMBERED:
        memory = None
    if memory:
        jobs, exports = memory.jobs(jobs), memory.errands(exports)
    each = BLOCK if memory else 1
    progress.phase("Writing pages", len(jobs) * each)
    crew = Crew(
        jobs,
        brief,
        (*exports, *assets),
        hands=hands,
        shelf=_shelf,
        watch=lambda done: progress.reached(done * each),
    )
    progress.reached(len(crew.items))
    plan = Plan(
        name=site.name,
        url=site.url,
        description=site.description,
        language=site.language,
        copyright=str(
            Markup("{} {}<br>{}<br>{}").format(
                footer.general,
                Markup(footer.licence).format(licence=licence),
                site.copyright,
                footer_line(studio.words, edition),
            )
        ),
        search=site.search or "",
        search_words={key: studio.words.search.found[key] for key in ("none", "one", "other")},
        search_shown=studio.words.search.shown,
        disk_notice=str(disk_notice(atlas, studio.words, edition)),
        navigation=_navigation(atlas, studio),
        feet=feet(studio),
        breadcrumb_label=studio.words.navigation.breadcrumb,
        pages=(),
        redirects=tuple(_redirects(atlas)),
        exports=assets,
    )
    if memory:
        memory.finish(plan, report)
    return plan.made_by(crew, (*exports, *assets))


class _PagePacking:
    """The HTML of a page is most of it, and not needed until the frames are there."""

    def pack(self, item: Page) -> tuple[Page, bytes]:
        return brief(item), marshal.dumps(
            ({name: str(html) for name, html in item.slots.items()}, str(item.head))
        )

    def unpack(self, brief: Page, rest: bytes) -> Page:
        slots, head = marshal.loads(rest)
        return replace(brief, slots={name: Markup(html) for name, html in slots.items()}, head=head)


def _shelf() -> Shelf[Page]:
    return Shelf(_PagePacking(), PRIVATE)


def _exports(atlas: Atlas) -> tuple[Errand, ...]:
    return (
        *api_errands(atlas),
        *feed_errands(atlas),
        partial(bibliography_files, atlas),
        partial(download_files, atlas),
        partial(signpost_files, atlas),
        lambda: ((addresses.OPENAPI, encoded(openapi(atlas))),),
        lambda: export_filter(atlas.collection).items(),
    )


def _assets(atlas: Atlas) -> tuple[Errand, ...]:
    """Exports that ask for little of the atlas, and read files that no record and no page is made from.

    Such a file may change without the plan, so they are not remembered.
    """
    scripts = partial(script_files, spoken_words(atlas), is_parted=is_large(atlas.collection))
    return scripts, stylesheet_files, published_schemas


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
