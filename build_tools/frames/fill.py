"""A rendered frame, split once on its sentinels, and filled for each page.

What fills a slot is never looked at again, so a page may say anything, a sentinel included.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple
from urllib.parse import quote

from build_tools.frames.frame import Frame, place, segment
from build_tools.frames.markup import PART, is_raw
from build_tools.pages.page import Page
from build_tools.problems import Problem, Where


class Context(Enum):
    """Where a sentinel stands, and so how what replaces it has to be written."""

    TEXT = "text"
    ATTRIBUTE = "attribute"
    DEAD = "dead"
    """Inside a script or a comment: left blank, so that one policy fits all pages of the frame."""


class Hole(NamedTuple):
    """A place to fill."""

    name: str
    context: Context


@dataclass(frozen=True)
class Form:
    """A frame in pieces: literal HTML, and holes between."""

    frame: Frame
    parts: tuple[str | Hole, ...]

    def bind(self, values: Mapping[str, str]) -> Form:
        """The form with the holes named in *values* filled for good, with HTML that fits any context."""
        parts = (values.get(part.name, part) if isinstance(part, Hole) else part for part in self.parts)
        return replace(self, parts=tuple(_merged(parts)))

    @property
    def skeleton(self) -> str:
        """The form as a page whose own segment is `-` and whose other holes are empty."""
        return "".join(
            part if isinstance(part, str) else "-" if part.name == "segment" else "" for part in self.parts
        )


class LostSlotError(Exception):
    """A rendered frame that cannot be filled; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def split(page: str, frame: Frame, names: Iterable[str], theme: str) -> Form:
    """The pieces of the rendered *page*. *names* are the frame's own and any that were placed since.

    Raises LostSlotError with every place that the theme has dropped or put where it cannot be filled.
    """
    names = tuple(names)
    # A theme may write a title in big letters. To look for both takes ten times as long, so only where it does.
    both = re.IGNORECASE if page.lower().count(frame.mark) > page.count(frame.mark) else re.NOFLAG
    sentinel = re.compile(rf"{frame.mark}(\d+)x(\d+)z", both)
    page = _quoted(page, sentinel)
    found = [*sentinel.finditer(page)]
    own = [match for match in found if int(match[1]) == frame.number and int(match[2]) < len(names)]
    # Few parts of a page hold a sentinel, and each sentinel is looked for in all of these.
    spans = [(part.start(), part.end(), part[0]) for part in PART.finditer(page) if sentinel.search(part[0])]
    holes = [(match, Hole(names[int(match[2])], _context(match.start(), spans))) for match in own]
    pieces = [*_pieces(page, holes)]
    form = Form(frame, tuple(_merged(pieces)))
    faults = [*_faults([hole for _, hole in holes], names)]
    if len(own) < len(found):
        faults.append("it shows words of another frame. Keep frames out of the navigation.")
    if frame.mark in form.skeleton.lower():
        faults.append("a piece of a placeholder is left over.")
    if faults:
        about = f'The theme "{theme}", shape "{frame.shape.kind}": '
        raise LostSlotError([Problem(Where(frame.rendered), "frame-slot", about + fault) for fault in faults])
    return form


def _pieces(page: str, holes: Iterable[tuple[re.Match[str], Hole]]) -> Iterator[str | Hole]:
    """Literal HTML and *holes* in turn. A paragraph around a slot goes: a slot brings its own."""
    position, is_in_paragraph = 0, False
    for match, hole in holes:
        literal = page[position : match.start()]
        if is_in_paragraph:
            literal = _PARAGRAPH_END.sub("", literal, count=1)
        opening = _PARAGRAPH_START.search(literal) if hole.name.startswith("slot:") else None
        is_in_paragraph = opening is not None
        yield literal[: opening.start()] if opening else literal
        yield hole
        position = match.end()
    rest = page[position:]
    yield _PARAGRAPH_END.sub("", rest, count=1) if is_in_paragraph else rest


def _faults(holes: Sequence[Hole], names: Iterable[str]) -> Iterator[str]:
    """What keeps a frame with *holes* from being filled under *names*."""
    for hole, count in Counter(holes).items():
        kind, _, own = hole.name.partition(":")
        if kind == "slot" and hole.context is not Context.TEXT:
            yield f'the slot "{own}" stands inside a tag, a comment or a script.'
        if kind == "slot" and count > 1:
            yield f'the slot "{own}" stands in the page twice.'
    fillable = {hole.name for hole in holes if hole.context is not Context.DEAD}
    for name in names:
        kind, _, own = name.partition(":")
        if kind in ("slot", "heading") and name not in fillable:
            yield f'the {kind} "{own}" is lost.'
    if Hole("title", Context.TEXT) not in holes:
        yield "the title is lost."


_PARAGRAPH_START = re.compile(r"<p(?:\s[^>]*)?>\s*$")
_PARAGRAPH_END = re.compile(r"^\s*</p>")


def _quoted(page: str, sentinel: re.Pattern[str]) -> str:
    """*page* with quotes around attributes that a minifier left without and that will hold words."""
    bare = re.compile(rf"(=\s*)(?![\"'\s])([^\s\"'<>]*{sentinel.pattern}[^\s\"'<>]*)", re.IGNORECASE)

    def quote_tag(match: re.Match[str]) -> str:
        return bare.sub(r'\1"\2"', match[0]) if sentinel.search(match[0]) else match[0]

    return _TAG.sub(quote_tag, page) if bare.search(page) else page


_TAG = re.compile(r"<(?!/|!|script|style)[a-zA-Z][^>\"']*+(?:\"[^\"]*\"[^>\"']*+|'[^']*'[^>\"']*+)*+>")


def _context(position: int, spans: list[tuple[int, int, str]]) -> Context:
    for start, end, part in spans:
        if start <= position < end:
            if part.startswith("<!"):
                return Context.DEAD
            is_text = position - start > part.index(">")
            return Context.DEAD if is_raw(part) and is_text else Context.ATTRIBUTE
    return Context.TEXT


def _merged(parts: Iterable[str | Hole]) -> Iterable[str | Hole]:
    """*parts* without holes that stay blank, and neighbours of literal HTML as one."""
    pending: list[str] = []
    for part in parts:
        if isinstance(part, Hole) and part.context is Context.DEAD:
            continue
        if isinstance(part, str):
            pending.append(part)
            continue
        if text := "".join(pending):
            yield text
        pending = []
        yield part
    if text := "".join(pending):
        yield text


class Mould:
    """A form made ready to fill many pages."""

    def __init__(self, form: Form) -> None:
        self._parts = [
            part.encode() if isinstance(part, str) else part.name if part.context is Context.TEXT
            else f"{part.name} attribute" for part in form.parts
        ]  # fmt: skip

    def fill(self, page: Page, slots: Mapping[str, str]) -> bytes:
        """The finished HTML of *page*, whose slots hold *slots*."""
        own = quote(segment(page))
        values = {f"slot:{name}": block.encode() for name, block in slots.items()}
        values["segment"] = values["segment attribute"] = own.encode()
        values["title"] = html.escape(page.title, quote=False).encode()
        values["title attribute"] = html.escape(page.title).encode()
        values["description"] = html.escape(page.description, quote=False).encode()
        values["description attribute"] = html.escape(page.description).encode()
        values["head"] = page.head.encode()
        return b"".join([values[part] if isinstance(part, str) else part for part in self._parts])


def check_slots(page: Page, slots: Mapping[str, str]) -> list[Problem]:
    """Slots that the shape of *page* has and the page does not, and the other way round."""
    expected, given = set(page.shape.slots), set(slots)
    return [
        Problem(place(page.address), "page-slot", f'The page has nothing for the slot "{name}".',
                f'The shape "{page.shape.kind}" has that slot; an empty one holds an empty string.')
        for name in sorted(expected - given)
    ] + [
        Problem(place(page.address), "page-slot", f'The page fills a slot "{name}" that its shape does not have.',
                f'The shape "{page.shape.kind}" has: {", ".join(page.shape.slots) or "no slots"}.')
        for name in sorted(given - expected)
    ]  # fmt: skip
