"""The one Markdown page that an engine renders for all pages of a shape.

Wherever a page's own words or address will stand, the frame has a *sentinel*: small letters and digits,
so that it comes through Markdown, typography, URLs and minifiers whole. No word of the content reaches
the engine this way, and none can break its Markdown.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_tools.pages.page import Entry, Heading, Page, Plan, Shape, Slot, Title
from build_tools.problems import Problem, Where

TITLE_ID = "page-title"
"""Id of every filled page's `<h1>`."""


@dataclass(frozen=True)
class Frame:
    """A shape with the sentinels that stand for what its pages differ in."""

    shape: Shape
    number: int
    mark: str
    """What all sentinels of a plan begin with; nothing that an engine prints by itself contains it."""

    @property
    def names(self) -> tuple[str, ...]:
        """What there is a sentinel for: `segment`, `title`, `description`, `heading:<id>`, `slot:<name>`."""
        parts = [
            f"slot:{part.name}" if isinstance(part, Slot) else f"heading:{part.id}"
            for part in self.shape.body
            if not isinstance(part, Title)
        ]
        return ("segment", "title", "description", *parts)

    def sentinel(self, index: int) -> str:
        """The sentinel for the name at *index* of `names`, or for one that was added behind them."""
        return f"{self.mark}{self.number}x{index}z"

    @property
    def address(self) -> str:
        """Where the engine puts the frame."""
        if self.shape.folder is None:
            return self.shape.address or ""
        return f"{self.shape.folder}/{self.sentinel(0)}/"

    @property
    def source(self) -> str:
        """Path of the Markdown below the docs folder."""
        return f"{self.address}index.md"

    @property
    def rendered(self) -> str:
        """Path of the HTML below the engine's output folder."""
        return f"{self.address}index.html"

    @property
    def markdown(self) -> str:
        """The page to render, kept out of the engine's search index."""
        sentinels = {name: self.sentinel(at) for at, name in enumerate(self.names)}
        has_headings = any(isinstance(part, Heading) for part in self.shape.body)
        blocks = []
        for part in self.shape.body:
            if isinstance(part, Slot):
                blocks.append(sentinels[f"slot:{part.name}"])
            elif isinstance(part, Heading):
                blocks.append(f"{'#' * part.level} {sentinels[f'heading:{part.id}']} {{#{part.id}}}")
            else:
                blocks.append(f"# {sentinels['title']} {{#{TITLE_ID}}}")
        front = [
            "---",
            f"title: {sentinels['title']}",
            f"description: {sentinels['description']}",
            f"hide: [{'navigation' if has_headings else 'navigation, toc'}]",
            "search: {exclude: true}",
            "---",
        ]
        return "\n".join(front) + "\n\n" + "\n\n".join(blocks) + "\n"


def frame_shapes(plan: Plan) -> dict[Shape, Frame]:
    """A frame for each shape of *plan*, in order of first use; the same for equal plans."""
    shapes = _shapes(plan)
    said = " ".join(_engine_words(plan, shapes)).lower()
    marks = ("qzslot" + "".join(letters) for size in itertools.count()
             for letters in itertools.product("qz", repeat=size))  # fmt: skip
    mark = next(mark for mark in marks if mark not in said)
    return {shape: Frame(shape, number, mark) for number, shape in enumerate(shapes)}


def _shapes(plan: Plan) -> dict[Shape, None]:
    """The different shapes, in order. Pages mostly share the very object, which is quicker to tell."""
    return dict.fromkeys({id(page.shape): page.shape for page in plan.pages}.values())


def _engine_words(plan: Plan, shapes: Iterable[Shape]) -> Iterator[str]:
    yield from (plan.name, plan.url, plan.description, plan.language, plan.copyright, plan.heading_link)
    yield from plan.palette_names
    entries = list(plan.navigation)
    while entries:
        entry: Entry = entries.pop()
        yield from (entry.title, entry.address)
        entries += entry.children
    for shape in shapes:
        yield from (shape.folder or "", shape.address or "")
        yield from (part.id for part in shape.body if isinstance(part, Heading))


def check_shapes(plan: Plan) -> list[Problem]:
    """Breaches of the contract of `Shape` and `Page.address`: faults of a template, not of a record."""
    problems = []
    for shape in _shapes(plan):
        where = Where(f"shape {shape.kind}")
        if (shape.folder is None) == (shape.address is None):
            problems.append(Problem(where, "page-shape", "A shape has either a folder or an address."))
        if sum(isinstance(part, Title) for part in shape.body) != 1:
            problems.append(Problem(where, "page-shape", "The body of a shape has exactly one Title."))
        if len(set(shape.body)) < len(shape.body):
            problems.append(Problem(where, "page-shape", "Two slots or headings of a shape are the same."))
    problems += [
        Problem(
            place(page.address),
            "page-address",
            f'The address does not fit its shape "{page.shape.kind}".',
            f"It should be {_expected(page.shape)}.",
        )
        for page in plan.pages
        if not _fits(page)
    ]
    return problems


def place(address: str) -> Where:
    """A page of the site as the place of a problem."""
    return Where(f"/{address}")


def segment(page: Page) -> str:
    """The last part of the page's address."""
    return page.address.rstrip("/").rpartition("/")[2]


_SEGMENT = re.compile(r"[a-z0-9]+(?:[._~-][a-z0-9]+)*")


def _fits(page: Page) -> bool:
    if page.shape.folder is None:
        return page.address == page.shape.address
    own = segment(page)
    return page.address == f"{page.shape.folder}/{own}/" and _SEGMENT.fullmatch(own) is not None


def _expected(shape: Shape) -> str:
    if shape.folder is None:
        return f'"{shape.address}"'
    return f'"{shape.folder}/", then small letters, digits and hyphens, then a slash'
