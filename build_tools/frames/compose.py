"""The new site, from what the engine rendered and what was planned. Nothing outside its folder is touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from build_tools.addresses import NOT_FOUND as NOT_FOUND_PAGE
from build_tools.crew import Hand
from build_tools.frames import pieces
from build_tools.frames.ahead import finish
from build_tools.frames.chrome import Chrome, addresses_by_tab, with_foot, with_place
from build_tools.frames.fill import LostSlotError
from build_tools.frames.frame import Frame, check_shapes, frame_shapes, place
from build_tools.frames.ground import tidy
from build_tools.frames.not_found import rooted
from build_tools.frames.output import Output, address_at, is_page
from build_tools.frames.pieces import Pieces
from build_tools.frames.press import Press
from build_tools.frames.redirects import redirect_page
from build_tools.frames.seal import Hashes, seal
from build_tools.frames.search import INDEX, add_entries
from build_tools.frames.share import with_share_tags
from build_tools.frames.site_check import NOT_FOUND, SiteCheck
from build_tools.frames.sitemap import SITEMAP, sitemap
from build_tools.frames.theme_search import is_worker, ranked, worded
from build_tools.frames.writer import SiteWriter
from build_tools.pages.page import Plan, Shape
from build_tools.problems import Problem, Report, Where
from build_tools.progress import NOBODY, Progress


def compose(
    rendered: Path,
    plan: Plan,
    out: Path,
    *,
    theme: str,
    former: frozenset[str] = frozenset(),
    root: str = "",
    is_live: bool = False,
    progress: Progress = NOBODY,
    keep: Callable[[Press], object] = lambda press: None,
) -> Report:
    """Write the site of *plan* into the folder *out*, from the engine's output in *rendered*.

    *rendered* stays as it is. *out* may be used only if the report has no errors; of the *former* files that it
    may have to begin with, those that the site does not have are deleted. *root* is the address
    that the site is served at, if not the plan's own. *is_live* allows the script with which a development
    server reloads pages. Each page is asked for its slots once, in order, and then let go. *keep* gets the press
    that filled the pages, to print some of them again.
    """
    frames = frame_shapes(plan)
    left_out = {frame.rendered for frame in frames.values()} | {SITEMAP, f"{SITEMAP}.gz"}
    if any(page.address == NOT_FOUND_PAGE for page in plan.pages):
        left_out.add(NOT_FOUND)
    output = Output(rendered, left_out)
    obstacles = pieces.obstacles(plan, output.files) if pieces.is_wanted(plan) else []
    is_split = pieces.is_wanted(plan) and not obstacles
    indexes = {path: _index(output.text(path), plan, frames) for path in output.indexes}
    with ExitStack() as stack:
        # It takes as long as many pages, so it begins first and goes on beside everything else.
        split = stack.enter_context(Pieces(indexes[INDEX], plan, out)) if is_split else None
        progress.phase("Exporting files")
        exported = finish(plan, out)
        progress.reached(len(exported))
        problems = obstacles + check_shapes(plan) + _check_addresses(plan, output, exported)
        chromes: dict[Shape, Chrome] = {}
        for shape, frame in frames.items():
            try:
                chromes[shape] = _chrome(output, frame, theme, plan, split)
            except LostSlotError as lost:
                problems += lost.problems
        report = Report.of(problems)
        if report.errors:
            return report
        writer = SiteWriter(out)
        site = _Site(
            plan,
            output,
            chromes,
            writer,
            root=root or plan.url,
            exported=exported,
            split=split,
            is_live=is_live,
        )
        progress.phase("Filling pages", len(plan.pages))
        site.write_hand_written(theme)
        keep(site.write_planned(progress))
        progress.phase("Checking links")
        site.write_redirects()
        site.write_sitemap()
        report += Report.of(site.problems + site.check.problems())
        progress.phase("Writing the search index")
        for path, index in indexes.items():
            writer.write(path, split.rest if split and path == INDEX else index)
        if split and not report.errors:
            split.finish()
    if not report.errors:
        tidy(out, (path for path in former - site.paths if not (split and split.has(path))))
    return report


class _Site:
    """The site in the making."""

    def __init__(
        self,
        plan: Plan,
        output: Output,
        chromes: Mapping[Shape, Chrome],
        writer: SiteWriter,
        *,
        root: str,
        exported: Sequence[str],
        split: Pieces | None,
        is_live: bool,
    ) -> None:
        """*exported* are the paths of files that are there already; *split* the search index, if it is in pieces."""
        self.plan, self.output, self.chromes, self.writer = plan, output, chromes, writer
        self.root, self.split = root, split
        self.problems: list[Problem] = []
        self.listed = [page for page in plan.pages if page.address != NOT_FOUND_PAGE]
        self.pages = {address_at(path) for path in output.pages} | {page.address for page in self.listed}
        addresses = self.pages | {redirect.address for redirect in plan.redirects}
        files = {*output.files, *output.indexes, *plan.files, *exported, SITEMAP, NOT_FOUND}
        self.paths = files | {
            f"{address}index.html" if is_page(address) else address for address in addresses
        }
        """Where all its files lie, but for the pieces of a search index."""
        self.check = SiteCheck(addresses, files, root)
        self.metas = self._hashes().metas(is_live=is_live)

    def _hashes(self) -> Hashes:
        """What all pages of the site run and apply inline."""
        hashes = Hashes()
        for markup in self.output.pages.values():
            hashes.add(markup)
        for shape, chrome in self.chromes.items():
            is_not_found = shape.address == NOT_FOUND_PAGE
            hashes.add(rooted(chrome.skeleton, self.root) if is_not_found else chrome.skeleton)
        for script in self.output.scripts:
            hashes.add_script(script)
        return hashes

    def write_hand_written(self, theme: str) -> None:
        """The engine's pages, sealed, and its other files."""
        marks = {chrome.mark for chrome in self.chromes.values()}
        for path, rendered_page in self.output.pages.items():
            markup = with_place(
                rendered_page, address_at(path), self.plan.navigation, self.plan.breadcrumb_label
            )
            markup = with_foot(markup, self.plan.feet.get(address_at(path), ""))
            shared = with_share_tags(_worded(markup, self.plan, self.split), address_at(path))
            self.writer.write(path, seal(shared, self.metas).encode())
            self.check.read_page(address_at(path), [markup])
            if any(mark in markup.lower() for mark in marks):
                message = (
                    f'The theme "{theme}" shows words of a frame here. Keep frames out of the navigation.'
                )
                self.problems.append(Problem(place(address_at(path)), "frame-slot", message))
        for path in self.output.files:
            # Zensical, whose index has another name, has a worker that speaks differently.
            if is_worker(path) and INDEX in self.output.indexes:
                theme_worker = (self.output.folder / path).read_bytes()
                self.writer.write(path, pieces.worker() if self.split else ranked(theme_worker))
                continue
            self.writer.copy(self.output.folder / path, path)
            if path.endswith(".css"):
                self.check.read_stylesheet(path, self.output.text(path))

    def write_planned(self, progress: Progress) -> Press:
        """Planned files, and planned pages in their frames, by whoever keeps them."""
        for path, content in self.plan.files.items():
            self.writer.write(path, content)
        press = Press(
            self.chromes,
            addresses_by_tab(self.plan.navigation),
            self.metas,
            self.root,
            self.check.begun(),
            self.writer,
        )
        crew, planned = self.plan.crew, len(self.plan.pages)
        own = crew.own if crew else Hand(list(self.plan.pages), iter(()))
        if crew:
            crew.ahead(press.write)
        # The others have about as much to do, at the same time.
        share = planned / max(1, len(own.items))
        written = [press.write(own, lambda done: progress.reached(int(done * share)))]
        written += crew.done() if crew else []
        progress.reached(planned)
        for problems, state in written:
            self.problems += problems
            self.check.absorb(state)
        return press

    def write_redirects(self) -> None:
        """A page at each old address."""
        for redirect in self.plan.redirects:
            markup = seal(redirect_page(redirect, self.root, self.plan.language), self.metas)
            self.writer.write(f"{redirect.address}index.html", markup.encode())
            if redirect.to.partition("#")[0] not in self.pages:
                message = f'The redirect leads to "/{redirect.to}", which is no page.'
                self.problems.append(Problem(place(redirect.address), "broken-link", message))

    def write_sitemap(self) -> None:
        """Every page's full address and date."""
        hand_written = {address: None for address in map(address_at, self.output.pages) if is_page(address)}
        dates = hand_written | {page.address: page.modified for page in self.listed}
        self.writer.write(SITEMAP, sitemap(self.root, dates))


def _index(rendered: str, plan: Plan, frames: Mapping[Shape, Frame]) -> bytes:
    drafts = {frame.address for frame in frames.values()}
    listed = (page for page in plan.pages if page.address != NOT_FOUND_PAGE)
    return add_entries(rendered, listed, drafts.__contains__)


def _chrome(output: Output, frame: Frame, theme: str, plan: Plan, split: Pieces | None) -> Chrome:
    try:
        page = output.page(frame.rendered)
    except FileNotFoundError:
        message = f'The theme "{theme}", shape "{frame.shape.kind}": the engine wrote no page.'
        raise LostSlotError([Problem(Where(frame.rendered), "frame-slot", message)]) from None
    return Chrome(_worded(page, plan, split), frame, theme)


def _worded(page: str, plan: Plan, split: Pieces | None) -> str:
    return worded(page, {**plan.search_words, **({"other": split.shown} if split else {})})


def _check_addresses(plan: Plan, output: Output, exported: Sequence[str]) -> list[Problem]:
    uses = Counter(map(address_at, (*output.pages, *output.indexes, *output.files)))
    uses.update(page.address for page in plan.pages)
    uses.update(redirect.address for redirect in plan.redirects)
    uses.update((*plan.files, *exported))
    return [
        Problem(place(address), "page-address", f"{count} pages or files would have this address.",
                "Give each its own address.")
        for address, count in uses.items() if count > 1
    ]  # fmt: skip
