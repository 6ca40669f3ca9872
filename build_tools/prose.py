"""Prose: Markdown with citations `[@nice-ng59; @chou-2017]` and cross-links `[[id]]`, `[[id|words]]`.

A text is parsed once into pieces of HTML with citations and links between them. Numbers and addresses
come in when the pieces are joined for a page. Raw HTML, images and dangerous addresses never get
through; `refused` names them, so that a check can say where they stand.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

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

    @property
    def citations(self) -> tuple[str, ...]:
        """Ids of references in order of use, repeats included."""
        return tuple(id for piece in self.pieces if isinstance(piece, Citation) for id in piece.ids)

    @property
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
        joined = Markup("").join(
            piece
            if isinstance(piece, Markup)
            else cite(piece)
            if isinstance(piece, Citation)
            else link(piece)
            for piece in self.pieces
        )
        if inline and joined.startswith("<p>") and joined.count("<p>") == 1 and joined.endswith("</p>"):
            return Markup(joined[3:-4])
        return joined

    def plain(self, words: Callable[[CrossLink], str] = attrgetter("id")) -> str:
        """The words alone, on one line, without citations; *words* gives a link without words its own."""
        joined = "".join(
            re.sub(r"<[^>]+>", " ", piece)
            if isinstance(piece, Markup)
            else (piece.words or words(piece))
            if isinstance(piece, CrossLink)
            else ""
            for piece in self.pieces
        )
        text = " ".join(Markup(joined).unescape().split())
        return re.sub(r"\s+([.,;:!?)])", r"\1", text)


# Private-use characters stand for citations and links while Markdown works; a text that has them is refused.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_ID = ID_PATTERN.strip("^$")
_CITATION = rf"\[@{_ID}(?:\s*;\s*@{_ID})*\]"
_LINK = rf"\[\[({_ID})(?:\|(?P<words>[^\]\[|]+))?\]\]"
_PLAIN = re.compile(r"(?:[\w \"'’‘“”.,;:()%/–—−+=?\n|-]|&(?!#?\w+;))*")
_PARAGRAPHS = re.compile(r"\n(?:[ \t]*\n)+")
_BLOCK = re.compile(r"^\s*(?:[-+*](?:\s|$)|[-*][-*\s]*$|\d+[.)](?:\s|$)|=|\||:-)|^ {4}| {2}$", re.MULTILINE)
_MARKS = re.compile(f"{_CITATION}|{_LINK}")
_STRESS = {"*": "em", "**": "strong"}
_STRESSED = re.compile(r"(?<![^\s(])(\*\*?)(?=[^\s*.,;:!?)])([^*]*[^\s*])\1(?=[\s.,;:!?)]|$)")
_TOKENS = re.compile(rf"{_MARKS.pattern}|\*\*?")
_LIST = re.compile(r"- (?=\S)")
_ITEM = re.compile(r"\n- (?=\S)")
_HTML = re.compile(r"<(?:/?[a-zA-Z][^>\n]*|!--[^\n]*|\?[^\n]*|![A-Z][^>\n]*)>?")
_NEARLY = re.compile(r"\[@[^\][]*\]?|\[\[[^\][]*(?:\]\]?)?")
_KEBAB = r"[a-z0-9]+(?:-[a-z0-9]+)+"
_HALF_CITED = re.compile(
    rf"(?<![\w@/.])@{_KEBAB}|\[(?:\d+(?:\s*[,;–-]\s*\d+)*|{_KEBAB}(?:\s*[,;]\s*{_KEBAB})*)\](?!\()"
)
"""An id of a source without its brackets or without its @, and the numbers of a printed list."""
_HALF_LINKED = re.compile(r"\[?[^\[\]\n]*\]\]")


@lru_cache(maxsize=50_000)
def parse(text: str) -> Prose:
    """The prose of *text*. Never raises: what is wrong stands in `refused`."""
    if _OPEN in text or _CLOSE in text:
        private = _OPEN if _OPEN in text else _CLOSE
        parsed = parse(text.replace(_OPEN, "").replace(_CLOSE, ""))
        return Prose(parsed.pieces, (("private-character", private), *parsed.refused))
    parsed = _parse_plain(text) or _parse_markdown(text)
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


def _parse_markdown(text: str) -> Prose:
    converter = _converter()
    converter.reset()
    try:
        html = converter.convert(text)
    except RecursionError:
        # It was stopped in the middle of its work, and would go on there with the next text.
        _converter.cache_clear()
        return Prose((escape(text),), (("tangled-prose", text.strip().split("\n")[0]),))
    marks = converter.marks  # type: ignore[attr-defined]
    refused = [*converter.refused, *_refused_in(text)]  # type: ignore[attr-defined]
    pieces: list[Piece] = []
    for index, part in enumerate(_MARK.split(html)):
        if index % 2:
            pieces.append(marks[int(part)])
        elif part:
            pieces.append(Markup(part))
    return Prose(tuple(pieces), tuple(refused))


def _refused_in(text: str) -> Iterator[tuple[str, str]]:
    """HTML, and what is nearly a citation or a cross-link, outside code."""
    without_code = re.sub(r"`[^`\n]*`", "", text)
    for html in _HTML.finditer(without_code):
        if not html.group().startswith("<http"):
            yield "raw-html", html.group()
    good = {m.group() for m in _MARKS.finditer(without_code)}
    for nearly in _NEARLY.finditer(without_code):
        # The words of a cross-link are shown as they are, marks and all.
        if nearly.group() not in good or re.search(r"\|.*[*_`<>]", nearly.group()):
            yield "bad-citation" if nearly.group().startswith("[@") else "bad-link", nearly.group()
    rest = _NEARLY.sub(" ", without_code)
    for half in _HALF_CITED.finditer(rest):
        yield "bad-citation", half.group()
    for half in _HALF_LINKED.finditer(rest):
        yield "bad-link", half.group().strip()


def _parse_plain(text: str) -> Prose | None:
    """Paragraphs and simple lists without any other Markdown, which is most of a record; None for all else.

    Markdown takes milliseconds for what this does in microseconds; a test compares the two.
    """
    pieces: list[Piece] = []
    was_list = False
    for block in _PARAGRAPHS.split(text.strip("\n")):
        is_list = _LIST.match(block) is not None
        if is_list and was_list:
            # Two lists with a blank line between them are one list with paragraphs in it.
            return None
        found = _plain_list(block) if is_list else _plain_paragraph(block)
        if found is None:
            return None
        pieces += [Markup("\n")] * bool(pieces) + found
        was_list = is_list
    return Prose(tuple(pieces))


def _plain_list(text: str) -> list[Piece] | None:
    pieces: list[Piece] = [Markup("<ul>")]
    for item in _ITEM.split(text[2:]):
        found = _plain_paragraph(item)
        if found is None:
            return None
        pieces += [Markup("\n<li>"), *found[1:-1], Markup("</li>")]
    return [*pieces, Markup("\n</ul>")]


def _plain_paragraph(text: str) -> list[Piece] | None:
    bare = _MARKS.sub(lambda mark: mark["words"] or "", _STRESSED.sub(r"\2", text))
    if (
        not text.strip()
        or "[" in bare
        or "]" in bare
        or "_" in bare
        or not _PLAIN.fullmatch(bare)
        or _BLOCK.search(text)
    ):
        return None
    pieces: list[Piece] = []
    rest, at, is_stressed = " ".join(text.split("\n")).strip(), 0, False
    for match in _TOKENS.finditer(rest):
        pieces.append(_escaped(rest[at : match.start()]))
        if tag := _STRESS.get(match.group()):
            pieces.append(Markup(f"</{tag}>" if is_stressed else f"<{tag}>"))
            is_stressed = not is_stressed
        else:
            pieces.append(_mark(match.group()))
        at = match.end()
    pieces.append(_escaped(rest[at:]))
    return [Markup("<p>"), *(piece for piece in pieces if piece != ""), Markup("</p>")]


def _escaped(text: str) -> Markup:
    # Escaping quotes is right inside attributes; between tags Markdown leaves them alone, and so do we.
    return Markup(str(escape(text)).replace("&#34;", '"').replace("&#39;", "'"))


def _mark(source: str) -> Citation | CrossLink:
    if source.startswith("[@"):
        return Citation(tuple(part.strip().lstrip("@") for part in source[1:-1].split(";")))
    id_, _, words = source[2:-2].partition("|")
    return CrossLink(id_, " ".join(words.split()))


class _Marks(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        marks: list[Piece] = self.md.marks  # type: ignore[attr-defined]
        marks.append(_mark(m.group()))
        return f"{_OPEN}{len(marks) - 1}{_CLOSE}", m.start(), m.end()


class _Safe(Treeprocessor):
    """Takes out images and every address that is not a plain web address."""

    def run(self, root: etree.Element) -> None:
        refused: list[tuple[str, str]] = self.md.refused  # type: ignore[attr-defined]
        for element in root.iter():
            # Columns of tables are aligned by the stylesheet; the security policy would block this.
            element.attrib.pop("style", None)
            if element.tag == "img":
                refused.append(("image-in-prose", _words(element.get("src") or "![")))
                element.tag, element.attrib = "span", {}
            elif element.tag == "a":
                address = element.get("href") or ""
                if not re.match(r"https?://", address) or _OPEN in address:
                    refused.append(("dangerous-link", _words(address) or "]("))
                    element.tag, element.attrib = "span", {}
                elif _OPEN in "".join(element.itertext()):
                    # A citation or a cross-link is a link itself, and one cannot stand in another.
                    refused.append(("bad-link", _words("".join(element.itertext())) or "["))
                    element.tag, element.attrib = "span", {}
                else:
                    element.attrib = {"href": address, "rel": "noopener"}
            elif element.tag in ("h1", "h2"):
                # Headings of the page are the template's; those inside prose stand below them.
                element.tag = "h3"


def _words(text: str) -> str:
    """*text* up to the first citation or cross-link in it, as it stands in the source."""
    return text.split(_OPEN)[0].strip()


class _Rules(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # Escaped instead of passed on: nobody's HTML reaches a page through a record.
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("automail")
        # A line that begins with a citation and a colon would be taken for the address of a link, and vanish.
        md.parser.blockprocessors.deregister("reference")
        md.inlinePatterns.register(_Marks(_CITATION, md), "atlas-citation", 175)
        md.inlinePatterns.register(_Marks(_LINK, md), "atlas-link", 174)
        md.treeprocessors.register(_Safe(md), "atlas-safe", 5)


@lru_cache(maxsize=1)
def _converter() -> Markdown:
    class Converter(Markdown):
        def reset(self) -> Converter:
            super().reset()
            self.marks: list[Piece] = []
            self.refused: list[tuple[str, str]] = []
            return self

    return Converter(extensions=[_Rules(), "tables", "sane_lists"], output_format="html")
