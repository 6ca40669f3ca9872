"""YAML and JSON files to plain values that remember where they stood. Knows no medicine.

Values are read by libyaml's event parser in one pass, without recursion. Every scalar stays text (or
None, where nothing was written) until a model asks for something else: `no` is not false and
2026-01-02 is not a date. Duplicate keys, tags, aliases, merge keys, several documents, tabs, wrong
encodings and deep nesting are problems with a place. Places of values are worked out by a second
pass, only when somebody asks for one.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from build_tools.places import shown
from build_tools.problems import KeyPath, Problem, Where
from build_tools.yaml_events import DEEPEST, END, KEY, Places, Value, walk
from build_tools.yaml_problems import (
    UNSEEN,
    Unreadable,
    dropped_in,
    not_json,
    place_at,
    stands_twice,
    too_deep,
    unseen,
    unseen_in,
)

LARGEST = 4_000_000
"""Bytes. A record that people write is a thousandth of this; `references.json` a tenth."""

_JSON_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|.)")

# To YAML 1.1 these end a line; to editors they do not. As spaces, both count the same lines.
_RARE_BREAKS = ("\x85", "\u2028", "\u2029")


@dataclass(frozen=True, eq=False)
class Document:
    """A file that was read: its value, and the text to work out places from. Equal to itself alone."""

    path: Path
    text: str
    value: Value
    problems: tuple[Problem, ...] = ()

    def where(self, *keys: str | int, key: bool = False) -> Where:
        """The place of the value at *keys*, or of the nearest ancestor that exists.

        With *key*, the place of the last key itself instead of its value.
        """
        index = _index(self)
        path: KeyPath = keys
        if key and (found := index.places.get((*path, KEY))):
            return index.where(*found)
        while path not in index.places and path:
            path = path[:-1]
        return index.where(*index.places.get(path, (0, 0, 1)))

    def where_at(self, keys: KeyPath, needle: str, nth: int = 0) -> Where:
        """The place of *needle* inside the value at *keys*, after *nth* others; else the value's place.

        Blocks of prose fold their lines, so the words are looked for in the file's text, and any
        white space in *needle* may be a line's end there. The underlined part ends with its line.
        """
        index = _index(self)
        start, end = index.places.get(keys), index.places.get((*keys, END))
        if not start or not end or not needle.split():
            return self.where(*keys)
        first, last = index.offset(start[0], start[1]), index.offset(end[0], end[1])
        words = (re.escape(word).replace("'", "''?").replace('"', '\\\\?"') for word in needle.split())
        found = re.compile(r"\s+".join(words)).finditer(self.text, first, last)
        for number, match in enumerate(found):
            if number == nth:
                line = self.text.count("\n", 0, match.start())
                column = match.start() - index.offset(line, 0)
                return index.where(line, column, len(match.group().split("\n")[0]))
        return self.where(*keys)


def read(path: Path) -> Document:
    """The document in *path*.

    Raises Unreadable where no value can be had: encoding, syntax, several documents, nothing in it.
    Problems that leave a value (duplicate keys and the like) stand in `Document.problems`.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(
            Problem(Where(shown(path)), "unreadable-file", f"The file cannot be read: {error.strerror}.")
        ) from None
    if len(raw) > LARGEST and path.suffix != ".json":
        raise Unreadable(
            Problem(
                Where(shown(path)),
                "file-too-large",
                f"The file has {len(raw):,} bytes; a record has at most {LARGEST:,}.",
                "Split it into several records.",
            )
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        raise Unreadable(
            Problem(
                Where(shown(path), line, column),
                "wrong-encoding",
                "The file is not UTF-8 text.",
                "Save it as UTF-8 in your editor.",
            )
        ) from None
    if text.startswith("\ufeff"):
        text = text[1:]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for rare in () if text.isascii() else _RARE_BREAKS:
        text = text.replace(rare, " ")
    return _read_json(path, text) if path.suffix == ".json" else _read_yaml(path, text)


def _read_json(path: Path, text: str) -> Document:
    twice: list[str] = []

    def pairs(items: list[tuple[str, Value]]) -> dict[str, Value]:
        seen = dict(items)
        if len(seen) < len(items):
            keys = [key for key, _ in items]
            twice.extend(key for key in seen if keys.count(key) > 1)
        return seen

    try:
        value = json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        raise Unreadable(not_json(path, text, error)) from None
    except RecursionError:
        raise Unreadable(too_deep(Where(shown(path)), DEEPEST)) from None
    for escape in _JSON_ESCAPE.finditer(text) if "\\u" in text else ():
        code = int(escape[1] or "20", 16)
        # Half a pair of surrogates is no character, and could not even be printed.
        if UNSEEN.match(chr(code)) and not (code < 0xDC00 and escape[2]):
            raise Unreadable(unseen(place_at(path, text, escape.start(), len(escape.group()))))
    problems = list(unseen_in(path, text))
    if twice:
        # JSON's reader knows no places; YAML's does, and JSON is (nearly) YAML.
        try:
            problems += [p for p in walk(path, text, places=False)[1] if p.rule == "duplicate-key"]
        except Unreadable:
            problems += [stands_twice(Where(shown(path)), key) for key in twice]
    return Document(path, text, value, tuple(problems))


def _read_yaml(path: Path, text: str) -> Document:
    value, problems, _ = walk(path, text, places=False)
    return Document(path, text, value, (*problems, *unseen_in(path, text), *dropped_in(path, text)))


@dataclass(frozen=True)
class _Index:
    """Where every value of a document stands: line and column from 0, and length."""

    path: str
    lines: list[str]
    starts: list[int]
    places: Places

    def where(self, line: int, column: int, length: int) -> Where:
        text = self.lines[line] if line < len(self.lines) else ""
        return Where(self.path, line + 1, column + 1, max(1, length), text)

    def offset(self, line: int, column: int) -> int:
        return self.starts[min(line, len(self.starts) - 1)] + column


# Problems come file by file, with a glance at a vocabulary for the nearest name: a few are enough.
@lru_cache(maxsize=16)
def _index(document: Document) -> _Index:
    try:
        places = walk(document.path, document.text, places=True)[2]
    except Unreadable:
        # JSON that YAML cannot read (a tab as indentation): the file is the place.
        places = {}
    lines = document.text.split("\n")
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return _Index(shown(document.path), lines, starts, places)
