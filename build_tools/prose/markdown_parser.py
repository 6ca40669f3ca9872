"""The long way: Markdown with citations and cross-links, and what of it is refused."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from functools import lru_cache

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from build_tools.prose.pieces import CITATION, LINK, MARKS, Piece, Prose, piece_of

OPEN, CLOSE = "\ue000", "\ue001"
"""Private-use characters that stand around citations and links while Markdown works; no text may have them."""

_MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
_HTML = re.compile(r"<(?:/?[a-zA-Z][^>\n]*|!--[^\n]*|\?[^\n]*|![A-Z][^>\n]*)>?")
_NEARLY = re.compile(r"\[@[^\][]*\]?|\[\[[^\][]*(?:\]\]?)?")
_KEBAB = r"[a-z0-9]+(?:-[a-z0-9]+)+"
_HALF_CITED = re.compile(
    rf"(?<![\w@/.])@{_KEBAB}|\[(?:\d+(?:\s*[,;–-]\s*\d+)*|{_KEBAB}(?:\s*[,;]\s*{_KEBAB})*)\](?!\()"
)
"""An id of a source without its brackets or without its @, and the numbers of a printed list."""
_HALF_LINKED = re.compile(r"\[?[^\[\]\n]*\]\]")


def parse_markdown(text: str) -> Prose:
    """The prose of *text*, whatever Markdown it has. Never raises: what is wrong stands in `refused`."""
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
    good = {m.group() for m in MARKS.finditer(without_code)}
    for nearly in _NEARLY.finditer(without_code):
        # The words of a cross-link are shown as they are, marks and all.
        if nearly.group() not in good or re.search(r"\|.*[*_`<>]", nearly.group()):
            yield "bad-citation" if nearly.group().startswith("[@") else "bad-link", nearly.group()
    rest = _NEARLY.sub(" ", without_code)
    for half in _HALF_CITED.finditer(rest):
        yield "bad-citation", half.group()
    for half in _HALF_LINKED.finditer(rest):
        yield "bad-link", half.group().strip()


class _Marks(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        marks: list[Piece] = self.md.marks  # type: ignore[attr-defined]
        marks.append(piece_of(m.group()))
        return f"{OPEN}{len(marks) - 1}{CLOSE}", m.start(), m.end()


class _Ampersand(InlineProcessor):
    """Every ampersand is one: *A&E;* is no name of a character, and people type characters themselves."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        return self.md.htmlStash.store("&amp;"), m.start(), m.end()


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
                if not re.match(r"https?://", address) or OPEN in address:
                    refused.append(("dangerous-link", _words(address) or "]("))
                    element.tag, element.attrib = "span", {}
                elif OPEN in "".join(element.itertext()):
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
    return text.split(OPEN)[0].strip()


class _Rules(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # Escaped instead of passed on: nobody's HTML reaches a page through a record.
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("automail")
        md.inlinePatterns.deregister("entity")
        md.inlinePatterns.register(_Ampersand("&", md), "atlas-ampersand", 80)
        # A line that begins with a citation and a colon would be taken for the address of a link, and vanish.
        md.parser.blockprocessors.deregister("reference")
        md.inlinePatterns.register(_Marks(CITATION, md), "atlas-citation", 175)
        md.inlinePatterns.register(_Marks(LINK, md), "atlas-link", 174)
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
