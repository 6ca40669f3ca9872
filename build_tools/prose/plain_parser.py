"""The short way: paragraphs and simple lists without any other Markdown, which is most of a record.

Markdown takes milliseconds for what this does in microseconds; a test compares the two.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from build_tools.prose.pieces import MARKS, Piece, Prose, piece_of

_PLAIN = re.compile(r"[\w \"'’‘“”.,;:()%/–—−+=?&\n|-]*")
_PARAGRAPHS = re.compile(r"\n(?:[ \t]*\n)+")
_BLOCK = re.compile(r"\s*(?:[-+*](?:\s|$)|[-*][-*\s]*$|\d+[.)](?:\s|$)|=|\||:-)| {4}")
"""How a line begins that is more than one of a paragraph."""
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
    lines = text.split("\n")
    # Two spaces at the end of a line break it.
    if any(_BLOCK.match(line) or line.endswith("  ") for line in lines):
        return None
    bare = _STRESSED.sub(r"\2", text) if "*" in text else text
    rest = " ".join(lines).strip()
    bare = MARKS.sub(_words_of, bare)
    if not rest or "_" in bare or not _PLAIN.fullmatch(bare):
        return None
    pieces: list[Piece] = [_P]
    at, is_stressed = 0, False
    for match in _TOKENS.finditer(rest):
        if match.start() > at:
            pieces.append(_escaped(rest[at : match.start()]))
        if tag := _STRESS.get(match.group()):
            pieces.append(Markup(f"</{tag}>" if is_stressed else f"<{tag}>"))
            is_stressed = not is_stressed
        else:
            pieces.append(piece_of(match.group()))
        at = match.end()
    if at < len(rest):
        pieces.append(_escaped(rest[at:]))
    pieces.append(_P_END)
    return pieces


_P, _P_END = Markup("<p>"), Markup("</p>")


def _words_of(mark: re.Match[str]) -> str:
    return mark["words"] or ""


def _escaped(text: str) -> Markup:
    # Of the signs that HTML asks to be escaped, plain text has this one, and quotes, which are right between tags.
    return Markup(text.replace("&", "&amp;"))
