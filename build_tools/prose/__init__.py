"""Prose: Markdown with citations `[@nice-ng59; @chou-2017]` and cross-links `[[id]]`, `[[id|words]]`.

A text is parsed once into pieces of HTML with citations and links between them. Numbers and addresses
come in when the pieces are joined for a page. Raw HTML, images and dangerous addresses never get
through; `refused` names them, so that a check can say where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from markupsafe import Markup

from build_tools.prose.markdown_parser import CLOSE, OPEN, parse_markdown
from build_tools.prose.pieces import Citation, CrossLink, Piece, Prose
from build_tools.prose.plain_parser import parse_plain

__all__ = ["Citation", "CrossLink", "Piece", "Prose", "parse"]


@lru_cache(maxsize=50_000)
def parse(text: str) -> Prose:
    """The prose of *text*. Never raises: what is wrong stands in `refused`."""
    if OPEN in text or CLOSE in text:
        private = OPEN if OPEN in text else CLOSE
        parsed = parse(text.replace(OPEN, "").replace(CLOSE, ""))
        return Prose(parsed.pieces, (("private-character", private), *parsed.refused))
    parsed = parse_plain(text) or parse_markdown(text)
    return replace(parsed, pieces=tuple(_placed(parsed.pieces))) if parsed.links else parsed


_SENTENCE_ENDS = re.compile(r"(?:^|[.!?:>]|</(?:p|li|td|th|h3)>)[\s\"“‘(]*$")
_INLINE_TAG = re.compile(r"</?(?:strong|em|code)>")


def _placed(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """*pieces*, with each cross-link knowing whether a sentence begins with it."""
    before = ""
    for piece in pieces:
        if isinstance(piece, Markup):
            before += _INLINE_TAG.sub("", piece)
        elif isinstance(piece, CrossLink):
            yield replace(piece, starts=_SENTENCE_ENDS.search(before) is not None)
            before = "x"
            continue
        yield piece
