"""The new site, from what the engine rendered and what was planned. Nothing outside its folder is touched."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

from build_tools.addresses import NOT_FOUND as NOT_FOUND_PAGE
from build_tools.frames.chrome import Chrome, addresses_by_tab
from build_tools.frames.fill import LostSlotError, Mould, check_slots
from build_tools.frames.frame import Frame, check_shapes, frame_shapes, place
from build_tools.frames.not_found import rooted
from build_tools.frames.redirects import redirect_page
from build_tools.frames.seal import Hashes, seal
from build_tools.frames.search import INDEXES, add_entries
from build_tools.frames.site_check import NOT_FOUND, SiteCheck
from build_tools.frames.sitemap import SITEMAP, sitemap
from build_tools.pages.page import Plan, Shape
from build_tools.problems import Problem, Report, Where


def compose(rendered: Path, plan: Plan, out: Path, *, theme: str, root: str = "", is_live: bool = False) -> Report:
    """Write the site of *plan* into the new folder *out*, from the engine's output in *rendered*.

    *rendered* stays as it is. *out* may be used only if the report has no errors. *root* is the address
    that the site is served at, if not the plan's own. *is_live* allows the script with which a development
    server reloads pages. Each page is asked for its slots once, in order, and then let go.
    """
    root = root or plan.url
    frames = frame_shapes(plan)
    sources = {frame.rendered for frame in frames.values()}
    files = [path for path in _files(rendered) if path not in sources and not path.startswith(f"{SITEMAP}")]
    if any(page.address == NOT_FOUND_PAGE for page in plan.pages):
        files = [path for path in files if path != NOT_FOUND]
    problems = check_shapes(plan) + _check_addresses(plan, files)
    chromes: dict[Shape, Chrome] = {}
    for shape, frame in frames.items():
        try:
            chromes[shape] = _chrome(rendered, frame, theme)
        except LostSlotError as lost:
            problems += lost.problems
    if problems:
        return Report.of(problems)

    site = _Folder(out)
    hashes = Hashes()
    written = {path: (rendered / path).read_text(encoding="utf-8") for path in files if path.endswith(".html")}
    for markup in (*written.values(), *(chrome.skeleton for chrome in chromes.values())):
        hashes.add(markup)
    metas = hashes.metas(is_live=is_live)

    pages = {_address(path) for path in written} | {page.address for page in plan.pages} - {NOT_FOUND_PAGE}
    others = {*(path for path in files if path not in written), *plan.files, SITEMAP, NOT_FOUND}
    check = SiteCheck(pages | {redirect.address for redirect in plan.redirects}, others, root)

    marks = {frame.mark for frame in frames.values()}
    for path, markup in written.items():
        site.write(path, seal(markup, metas).encode())
        check.read_page(_address(path), markup)
        problems += [_leak(_address(path), theme) for mark in marks if mark in markup.lower()]
    indexes = [path for path in INDEXES if path in others]
    for path in sorted(others - {*plan.files, *indexes, SITEMAP, NOT_FOUND}):
        site.copy(rendered / path, path)
        if path.endswith(".css"):
            check.read_stylesheet(path, (rendered / path).read_text(encoding="utf-8"))
    for path, content in plan.files.items():
        site.write(path, content)

    problems += _fill(plan, frames, chromes, site, check, metas, root)

    for redirect in plan.redirects:
        site.write(f"{redirect.address}index.html", seal(redirect_page(redirect, root, plan.language), metas).encode())
        if redirect.to.partition("#")[0] not in pages:
            problems.append(
                Problem(place(redirect.address), "broken-link", f'The redirect leads to "/{redirect.to}", which is no page.')
            )  # fmt: skip
    listed = [page for page in plan.pages if page.address != NOT_FOUND_PAGE]
    planned = {page.address for page in listed} | {frame.address for frame in frames.values()}
    for path in indexes:
        index = (rendered / path).read_text(encoding="utf-8")
        site.write(path, add_entries(index, listed, planned.__contains__))
    dates = {_address(path): None for path in written if path != NOT_FOUND} | {
        page.address: page.modified for page in listed
    }
    site.write(SITEMAP, sitemap(root, dates))
    entrances = [redirect.address for redirect in plan.redirects]
    return Report.of(problems + check.problems(entrances=entrances))


def _fill(
    plan: Plan, frames: dict[Shape, Frame], chromes: dict[Shape, Chrome], site: _Folder, check: SiteCheck,
    metas: str, root: str,
) -> list[Problem]:  # fmt: skip
    """Write every planned page."""
    problems: list[Problem] = []
    tabs = addresses_by_tab(plan.navigation)
    moulds: dict[tuple[int, str], Mould] = {}
    shared = {}
    for page in plan.pages:
        slots = page.slots
        if faults := check_slots(page, slots):
            problems += faults
            continue
        number = frames[page.shape].number
        mould = moulds.get((number, page.tab))
        if mould is None:
            mould = Mould(chromes[page.shape].form(metas, tabs.get(page.tab, ())))
            moulds[number, page.tab] = mould
        content = mould.fill(page, slots)
        if page.address == NOT_FOUND_PAGE:
            markup = rooted(content.decode(), root)
            site.write(NOT_FOUND, markup.encode())
            check.read_page(NOT_FOUND, markup)
            continue
        if number not in shared:
            shared[number] = check.read_frame(chromes[page.shape].skeleton, page.shape.folder, page.address)
        site.write(f"{page.address}index.html", content)
        check.read_page(page.address, "\n".join((*slots.values(), page.head)), shared[number])
    return problems


def _chrome(rendered: Path, frame: Frame, theme: str) -> Chrome:
    try:
        page = (rendered / frame.rendered).read_text(encoding="utf-8")
    except FileNotFoundError:
        message = f'The theme "{theme}", shape "{frame.shape.kind}": the engine wrote no page.'
        raise LostSlotError([Problem(Where(frame.rendered), "frame-slot", message)]) from None
    return Chrome(page, frame, theme)


def _check_addresses(plan: Plan, files: list[str]) -> list[Problem]:
    uses = Counter(_address(path) for path in files)
    uses.update(page.address for page in plan.pages)
    uses.update(redirect.address for redirect in plan.redirects)
    uses.update(list(plan.files))
    return [
        Problem(place(address), "page-address", f"{count} pages or files would have this address.",
                "Give each its own address.")
        for address, count in uses.items() if count > 1
    ]  # fmt: skip


def _leak(address: str, theme: str) -> Problem:
    message = f'The theme "{theme}" shows words of a frame here. Keep frames out of the navigation.'
    return Problem(place(address), "frame-slot", message)


def _address(path: str) -> str:
    return path[: -len("index.html")] if path == "index.html" or path.endswith("/index.html") else path


def _files(folder: Path) -> list[str]:
    """Paths of the files below *folder*, sorted."""
    found = []
    for parent, _, names in os.walk(folder):
        below = os.path.relpath(parent, folder).replace(os.sep, "/")
        found += [name if below == "." else f"{below}/{name}" for name in names]
    return sorted(found)


class _Folder:
    """The folder that the site is written into. Each folder below is made once."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True)
        self._root = f"{path}/"
        self._made = {""}

    def write(self, path: str, content: bytes) -> None:
        self._make(path.rpartition("/")[0])
        with open(self._root + path, "xb", buffering=0) as file:  # noqa: PTH123 - ten thousand times, so cheaply
            file.write(content)

    def copy(self, source: Path, path: str) -> None:
        self._make(path.rpartition("/")[0])
        try:
            # The engine's output is thrown away afterwards, so the site may have the very same file.
            os.link(source, self._root + path)
        except OSError:
            shutil.copyfile(source, self._root + path)

    def _make(self, folder: str) -> None:
        if folder not in self._made:
            self._make(folder.rpartition("/")[0])
            os.mkdir(self._root + folder)  # noqa: PTH102
            self._made.add(folder)
