"""Prose as authors see it: paragraphs and list items, sentences, and words at their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a text: where it begins, and its characters."""

    start: int
    text: str


_BREAK = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])")
_NOT_WORDS = re.compile(
    r"\[@[^\]]*\]"  # a citation
    r"|\[\[[^\]|]*\||\[\[[^\]]*\]\]|\]\]"  # a cross-link, save the words that it shows
    r"|\]\([^)\s]*\)|<https?:[^>\s]*>|https?://\S+"  # an address
    r"|\n[ \t]*(?:[-*+]|\d+[.)]|#+)[ \t]"  # what begins a list item or a heading
    r"|\*|_|`|\[|\]"
)
"""Every alternative begins with a letter of its own, so that most of a text is passed over quickly."""
_END = re.compile(r"[.!?…][\"'’”)]*(?=\s|$)")


def blocks_in(text: str) -> Iterator[Span]:
    """The paragraphs, list items and headings of *text*."""
    at = 0
    for match in _BREAK.finditer(text):
        if text[at : match.start()].strip():
            yield Span(at, text[at : match.start()])
        at = match.end()
    if text[at:].strip():
        yield Span(at, text[at:])


def bare(text: str) -> str:
    """*text* with spaces instead of citations, addresses and marks, so that every word keeps its place."""
    return _NOT_WORDS.sub(_blank, f"\n{text}")[1:]


def _blank(match: re.Match[str]) -> str:
    """As many spaces as *match* has letters; its lines stay lines."""
    return "\n".join(" " * len(line) for line in match.group().split("\n"))


def sentences_in(block: Span) -> Iterator[Span]:
    """The sentences of a block, without marks and citations."""
    text, at = bare(block.text), 0
    for match in _END.finditer(text):
        yield Span(block.start + at, text[at : match.end()])
        at = match.end()
    if text[at:].strip():
        yield Span(block.start + at, text[at:])
