"""The short way: paragraphs and simple lists without any other Markdown, which is most of a record.

Markdown takes milliseconds for what this does in microseconds; a test compares the two.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from build_tools.prose.pieces import MARKS, Piece, Prose, piece_of

_PLAIN = re.compile(r"[\w \"'’‘“”.,;:()%/–—−+=?&\n|-]*")
_PARAGRAPHS = re.compile(r"\n(?:[ \t]*\n)+")
_BLOCK = re.compile(r"^\s*(?:[-+*](?:\s|$)|[-*][-*\s]*$|\d+[.)](?:\s|$)|=|\||:-)|^ {4}| {2}$", re.MULTILINE)
_STRESS = {"*": "em", "**": "strong"}
_STRESSED = re.compile(r"(?<![^\s(])(\*\*?)(?=[^\s*.,;:!?)])([^*]*[^\s*])\1(?=[\s.,;:!?)]|$)")
_TOKENS = re.compile(rf"{MARKS.pattern}|\*\*?")
_LIST = re.compile(r"- (?=\S)")
_ITEM = re.compile(r"\n- (?=\S)")


def parse_plain(text: str) -> Prose | None:
    """The prose of *text*; None where only Markdown can tell."""
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
    bare = MARKS.sub(lambda mark: mark["words"] or "", _STRESSED.sub(r"\2", text))
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
            pieces.append(piece_of(match.group()))
        at = match.end()
    pieces.append(_escaped(rest[at:]))
    return [Markup("<p>"), *(piece for piece in pieces if piece != ""), Markup("</p>")]


def _escaped(text: str) -> Markup:
    # Escaping quotes is right inside attributes; between tags Markdown leaves them alone, and so do we.
    return Markup(str(escape(text)).replace("&#34;", '"').replace("&#39;", "'"))
