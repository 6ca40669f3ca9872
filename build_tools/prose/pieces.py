"""What prose is made of: HTML with citations and cross-links between, and the marks that they are written with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter

from markupsafe import Markup

from build_tools.records.base import ID_PATTERN


@dataclass(frozen=True)
class Citation:
    """`[@a; @b]`: ids of references, in the order written."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class CrossLink:
    """`[[id]]` or `[[id|words]]`; without words the target's name is shown."""

    id: str
    words: str = ""
    starts: bool = False
    """Whether it begins a sentence, so that the target's name has its capital letter."""


Piece = Markup | Citation | CrossLink


@dataclass(frozen=True)
class Prose:
    """A parsed text."""

    pieces: tuple[Piece, ...]
    refused: tuple[tuple[str, str], ...] = ()
    """Pairs of a rule's name and the words in the source that broke it."""

    @cached_property
    def citations(self) -> tuple[str, ...]:
        """Ids of references in order of use, repeats included."""
        return tuple(id for piece in self.pieces if isinstance(piece, Citation) for id in piece.ids)

    @cached_property
    def links(self) -> tuple[CrossLink, ...]:
        """Cross-links in order of use."""
        return tuple(piece for piece in self.pieces if isinstance(piece, CrossLink))

    def html(
        self,
        cite: Callable[[Citation], Markup],
        link: Callable[[CrossLink], Markup],
        *,
        inline: bool = False,
    ) -> Markup:
        """The text as HTML. With *inline*, a single paragraph comes without its `<p>`."""
        joined = "".join(
            piece
            if isinstance(piece, Markup)
            else cite(piece)
            if isinstance(piece, Citation)
            else link(piece)
            for piece in self.pieces
        )
        if inline and joined.startswith("<p>") and joined.count("<p>") == 1 and joined.endswith("</p>"):
            return Markup(joined[3:-4])
        return Markup(joined)

    def plain(self, words: Callable[[CrossLink], str] = attrgetter("id")) -> str:
        """The words alone, on one line, without citations; *words* gives a link without words its own."""
        joined = "".join(
            _TAG.sub(" ", piece)
            if isinstance(piece, Markup)
            else (piece.words or words(piece))
            if isinstance(piece, CrossLink)
            else ""
            for piece in self.pieces
        )
        text = " ".join(Markup(joined).unescape().split())
        return _SPACE_BEFORE_STOP.sub("", text)


_TAG = re.compile(r"<[^>]+>")
_SPACE_BEFORE_STOP = re.compile(r"\s+(?=[.,;:!?)])")
_ID = ID_PATTERN.strip("^$")
CITATION = rf"\[@{_ID}(?:\s*;\s*@{_ID})*\]"
LINK = rf"\[\[({_ID})(?:\|(?P<words>[^\]\[|]+))?\]\]"
MARKS = re.compile(f"{CITATION}|{LINK}")


@lru_cache(maxsize=50_000)
def piece_of(mark: str) -> Citation | CrossLink:
    """The citation or cross-link that *mark*, as it is written, stands for."""
    if mark.startswith("[@"):
        if ";" not in mark:
            return Citation((mark[2:-1],))
        return Citation(tuple(part.strip().lstrip("@") for part in mark[1:-1].split(";")))
    id_, _, words = mark[2:-2].partition("|")
    return CrossLink(id_, " ".join(words.split()))
