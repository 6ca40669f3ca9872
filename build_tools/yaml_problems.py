"""Problems of a file as YAML or JSON: its traps, and what libyaml says of it in an author's words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from build_tools.places import shown
from build_tools.problems import Problem, Where

UNSEEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ud800-\\udfff\\ufffe\\uffff]")
"""Characters that no text should contain; some are not even allowed in feeds."""

_PASTED = re.compile("[\\u200b\\u2060\\ufeff\\u202a-\\u202e\\u2066-\\u2069]")
"""Characters without width, and those that turn the order of others round: pasted, and seen by nobody."""

_DROPPED = re.compile(r"(?<=[^\s#])[ \t]+(#[^\s#](?:(?! #).)*)")
"""What reads like a word that begins with a hash (*case #1*), and is a note to YAML."""


class Unreadable(Exception):
    """The file cannot be read as one YAML document; *problem* says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def place_in(path: Path, text: str, line: int, column: int, length: int) -> Where:
    """The place in *text*; *line* and *column* count from 0."""
    lines = text.split("\n")
    shown_line = lines[line] if line < len(lines) else ""
    return Where(shown(path), line + 1, column + 1, max(1, length), shown_line)


def place_at(path: Path, text: str, offset: int, length: int) -> Where:
    """The place of the character at *offset* of *text*."""
    line = text.count("\n", 0, offset)
    return place_in(path, text, line, offset - (text.rfind("\n", 0, offset) + 1), length)


def mark_at(mark: Any) -> tuple[int, int]:
    """Line and column of libyaml's *mark*, from 0; the beginning of the file where there is none."""
    return (mark.line, mark.column) if mark else (0, 0)


def unseen(where: Where) -> Problem:
    """The problem of a character that no text should contain."""
    message = "A character stands here that no text should contain."
    return Problem(where, "control-character", message, "Delete it; it may be invisible.")


def unseen_in(path: Path, text: str) -> Iterator[Problem]:
    """A problem for each character of *text* that came along when something was pasted, and cannot be seen."""
    if not text.isascii():
        for match in _PASTED.finditer(text):
            yield unseen(place_at(path, text, match.start(), 1))


def dropped_in(path: Path, text: str) -> Iterator[Problem]:
    """A problem for each text whose end is lost: YAML takes a word that begins with a hash for a note."""
    if " #" not in text and "\t#" not in text:
        return
    found = [match for match in _DROPPED.finditer(text) if not _is_after_note(match)]
    if not found:
        return
    kept = [
        (mark_at(event.start_mark), mark_at(event.end_mark))
        for event in yaml.parse(text, Loader=yaml.CSafeLoader)
        if type(event) is yaml.ScalarEvent
    ]
    for match in found:
        said = match[1].rstrip()
        where = place_at(path, text, match.start(1), len(said))
        at = where.line - 1, where.column - 1
        if not any(start <= at < end for start, end in kept):
            message = f'YAML takes "{said}" for a note to authors, and leaves it out.'
            hint = "Put the text in quotes, or below a >-. A note has a space after its hash."
            yield Problem(where, "hash-in-text", message, hint)


def _is_after_note(match: re.Match[str]) -> bool:
    """Whether an earlier hash has begun a note in that line already."""
    begins = match.string.rfind("\n", 0, match.start()) + 1
    return re.search(r"(?:^|\s)#", match.string[begins : match.start()]) is not None


def several_documents(where: Where) -> Problem:
    """The problem of a second document in a file."""
    message = "A second document begins here (---); a file holds one."
    return Problem(where, "several-documents", message, "Move it into a file of its own.")


def merge_key(where: Where) -> Problem:
    """The problem of fields that are taken over from elsewhere."""
    return Problem(where, "merge-key", "Merge keys (<<) are not part of a record.", "Write the fields out.")


def no_field_name(where: Where) -> Problem:
    """The problem of a list or a mapping that stands where a name should."""
    message = "A list or a mapping stands where the name of a field should be."
    return Problem(
        where, "yaml-syntax", message, "If the text begins with a bracket or brace, put it in quotes."
    )


def trap(where: Where, event: Any) -> Problem:
    """The problem of an alias, or of a value with an anchor or a tag."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        return Problem(
            where,
            "anchor",
            "Anchors (&) and aliases (*) are not part of a record.",
            'Write the text out; if it should begin with "*" or "&", put it in quotes.',
        )
    return Problem(
        where,
        "tag",
        "Tags (!) are not part of a record.",
        'If the text should begin with "!", put it in quotes.',
    )


def nothing_at(where: Where, key: str) -> Problem:
    """The problem of a field without a value."""
    return Problem(where, "empty-field", f'Nothing is written at "{key}".', "Fill it, or delete the line.")


def stands_twice(where: Where, key: str) -> Problem:
    """The problem of a field that stands twice, at the second place."""
    message = f'"{key}" stands twice in the same record or list item.'
    return Problem(where, "duplicate-key", message, "Keep one of the two.")


def too_deep(where: Where, deepest: int) -> Problem:
    """The problem of more than *deepest* levels in each other."""
    message = f"Lists and fields are nested more than {deepest} levels deep."
    return Problem(where, "too-deep", message, "Flatten the record.")


def not_json(path: Path, text: str, error: json.JSONDecodeError) -> Problem:
    """What Python's reader of JSON cannot read, in an author's words."""
    if not text.strip():
        return nothing_in(path)
    where = place_in(path, text, error.lineno - 1, error.colno - 1, 1)
    message, hint = _JSON.get(error.msg.removesuffix(" at").removesuffix(": "), (f"{error.msg}.", ""))
    return Problem(where, "json-syntax", f"This is not JSON: {message}", hint or _JSON_HINT)


def nothing_in(path: Path) -> Problem:
    """The problem of a file without anything in it."""
    return Problem(Where(shown(path)), "empty-file", "There is nothing in this file.", "Fill or delete it.")


_JSON_HINT = "A comma, a quote or a bracket is missing or stands in the wrong place."
_NAME_OR_END = (
    "Names stand in straight double quotes; behind the last entry stands no comma, and there are no notes."
)
_JSON: Mapping[str, tuple[str, str]] = {
    "Expecting ',' delimiter": (
        "a comma or a closing bracket is missing before this.",
        'Look at the end of what stands before it. A quote inside a text is written \\".',
    ),
    "Expecting ':' delimiter": ("a colon is missing after the name.", 'Write it as in "title": "Words".'),
    "Expecting property name enclosed in double quotes": ("a name is wanted here.", _NAME_OR_END),
    "Illegal trailing comma before end of object": ("this comma is one too many.", _NAME_OR_END),
    "Illegal trailing comma before end of array": ("this comma is one too many.", _NAME_OR_END),
    "Expecting value": ("a value is wanted here.", f"Texts stand in quotes as well. {_NAME_OR_END}"),
    "Invalid control character": ("a text stops here, at the end of the line.", "Write it on one line."),
    "Unterminated string starting": (
        "a quote opens here and is never closed.",
        "Close it where the text ends.",
    ),
    "Extra data": ("something stands after its end.", "Move it inside the last bracket."),
    "Invalid \\escape": ("a backslash begins a code, and this is none.", "Write two of them."),
}
"""By what Python says (without its last word): the same in an author's words, and the way out."""
