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
import sys
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from build_tools.places import shown
from build_tools.problems import Problem, Where

Value = Any
"""None, str, list or dict of values (in a JSON file also bool, int and float)."""

KeyPath = tuple[str | int, ...]

DEEPEST = 40
"""Nesting beyond this is a mistake or an attack; records need fewer than ten levels."""

LARGEST = 4_000_000
"""Bytes. A record that people write is a thousandth of this; `references.json` a tenth."""

_NOTHING = {"", "~", "null"}

_UNSEEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ud800-\\udfff\\ufffe\\uffff]")
"""Characters that no text should contain; some are not even allowed in feeds."""

_JSON_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|.)")

# To YAML 1.1 these end a line; to editors they do not. As spaces, both count the same lines.
_RARE_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}


class Unreadable(Exception):
    """The file cannot be read as one YAML document; *problem* says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class Document:
    """A file that was read: its value, and the text to work out places from."""

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
        if key and (found := index.places.get((*path, _KEY))):
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
        start, end = index.places.get(keys), index.places.get((*keys, _END))
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


_SHORT = 60
"""Letters of a text that is worth looking for among others."""

_KEY = "\0key"
_END = "\0end"


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
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_RARE_BREAKS)
    return _read_json(path, text) if path.suffix == ".json" else _read_yaml(path, text)


def _shared(value: Value) -> Value:
    """*value*, with short texts as one object each: machine-made records repeat the same few again and again."""
    if type(value) is str:
        return sys.intern(value) if len(value) < _SHORT else value
    if type(value) is list:
        return [_shared(item) if type(item) is str else item for item in value]
    return value


def _read_json(path: Path, text: str) -> Document:
    twice: list[str] = []

    def pairs(items: list[tuple[str, Value]]) -> dict[str, Value]:
        seen = {key: _shared(value) for key, value in items}
        if len(seen) < len(items):
            keys = [key for key, _ in items]
            twice.extend(key for key in seen if keys.count(key) > 1)
        return seen

    try:
        value = json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        raise Unreadable(
            Problem(
                _where(path, text, error.lineno - 1, error.colno - 1, 1),
                "json-syntax",
                f"This is not JSON: {error.msg}.",
                "A comma, a quote or a bracket is missing or stands in the wrong place.",
            )
        ) from None
    except RecursionError:
        raise Unreadable(_too_deep(Where(shown(path)))) from None
    for escape in _JSON_ESCAPE.finditer(text) if "\\u" in text else ():
        code = int(escape[1] or "20", 16)
        # Half a pair of surrogates is no character, and could not even be printed.
        if _UNSEEN.match(chr(code)) and not (code < 0xDC00 and escape[2]):
            before = text[: escape.start()]
            line, column = before.count("\n"), len(before.rsplit("\n", 1)[-1])
            raise Unreadable(_unseen(_where(path, text, line, column, len(escape.group()))))
    problems: list[Problem] = []
    if twice:
        # JSON's reader knows no places; YAML's does, and JSON is (nearly) YAML.
        try:
            problems = [p for p in _walk(path, text, places=False)[1] if p.rule == "duplicate-key"]
        except Unreadable:
            problems = [_stands_twice(Where(shown(path)), key) for key in twice]
    return Document(path, text, value, tuple(problems))


def _read_yaml(path: Path, text: str) -> Document:
    value, problems, _ = _walk(path, text, places=False)
    return Document(path, text, value, tuple(problems))


@dataclass(frozen=True)
class _Index:
    """Where every value of a document stands: line and column from 0, and length."""

    path: str
    lines: list[str]
    starts: list[int]
    places: dict[KeyPath, tuple[int, int, int]]

    def where(self, line: int, column: int, length: int) -> Where:
        text = self.lines[line] if line < len(self.lines) else ""
        return Where(self.path, line + 1, column + 1, max(1, length), text)

    def offset(self, line: int, column: int) -> int:
        return self.starts[min(line, len(self.starts) - 1)] + column


def _index(document: Document) -> _Index:
    cached = _INDEXES.get(id(document))
    if cached is not None:  # the document kept beside the index keeps its id from being given again
        _INDEXES.move_to_end(id(document))
        return cached[1]
    try:
        places = _walk(document.path, document.text, places=True)[2]
    except Unreadable:
        # JSON that YAML cannot read (a tab as indentation): the file is the place.
        places = {}
    lines = document.text.split("\n")
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    index = _Index(shown(document.path), lines, starts, places)
    _INDEXES[id(document)] = (document, index)
    while len(_INDEXES) > _INDEXES_KEPT:
        _INDEXES.popitem(last=False)
    return index


# Problems come file by file, with a glance at a vocabulary for the nearest name: a few are enough.
_INDEXES_KEPT = 16
_INDEXES: OrderedDict[int, tuple[Document, _Index]] = OrderedDict()


def _walk(
    path: Path, text: str, *, places: bool
) -> tuple[Value, list[Problem], dict[KeyPath, tuple[int, int, int]]]:
    """One pass over the events: the value, the traps found, and (only if *places*) every place."""
    problems: list[Problem] = []
    found: dict[KeyPath, tuple[int, int, int]] = {}
    # A frame is [container, the path of the container, the key that waits for its value or _KEY].
    stack: list[list[Any]] = []
    root: Value = None
    documents = 0

    def here(mark: Any, length: int = 1) -> Where:
        return _where(path, text, mark.line, mark.column, length)

    def put(value: Value, event: Any) -> KeyPath:
        """Store *value* where the stack points to; returns its path."""
        nonlocal root
        if not stack:
            root = value
            at: KeyPath = ()
        elif isinstance(stack[-1][0], list):
            at = (*stack[-1][1], len(stack[-1][0])) if places else ()
            stack[-1][0].append(value)
        else:
            frame = stack[-1]
            at = (*frame[1], frame[2]) if places else ()
            frame[0][frame[2]] = value
            frame[2] = _KEY
        if places:
            mark = event.start_mark
            end = event.end_mark
            found[at] = (mark.line, mark.column, end.column - mark.column if end.line == mark.line else 1)
            found[(*at, _END)] = (end.line, end.column, 1)
        return at

    event: Any  # one of many classes, told apart by their types for speed
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                if event.tag is not None or event.anchor is not None:
                    problems.append(_trap(here(event.start_mark), event))
                if stack and isinstance(stack[-1][0], dict) and stack[-1][2] is _KEY:
                    key = event.value
                    if key == "<<" and event.implicit[0]:
                        problems.append(
                            Problem(
                                here(event.start_mark, 2),
                                "merge-key",
                                "Merge keys (<<) are not part of a record.",
                                "Write the fields out.",
                            )
                        )
                    if key in stack[-1][0]:
                        problems.append(_stands_twice(here(event.start_mark, len(key)), key))
                    stack[-1][2] = key
                    if places:
                        mark = event.start_mark
                        found[(*stack[-1][1], key, _KEY)] = (mark.line, mark.column, len(key))
                    continue
                value = event.value
                # The reader has refused these where they stand; an escape ("\\x07") can still hide one.
                if event.style == '"' and _UNSEEN.search(value):
                    problems.append(_unseen(here(event.start_mark)))
                    value = _UNSEEN.sub("", value)
                # Only a plain scalar can mean "nothing"; a quoted one is text, however empty.
                put(None if event.implicit[0] and value in _NOTHING else value, event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if event.tag is not None or event.anchor is not None:
                    problems.append(_trap(here(event.start_mark), event))
                if stack and isinstance(stack[-1][0], dict) and stack[-1][2] is _KEY:
                    raise Unreadable(
                        Problem(
                            here(event.start_mark),
                            "yaml-syntax",
                            "A list or a mapping stands where the name of a field should be.",
                            "If the text begins with a bracket or brace, put it in quotes.",
                        )
                    )
                if len(stack) >= DEEPEST:
                    raise Unreadable(_too_deep(here(event.start_mark)))
                container: Value = {} if kind is yaml.MappingStartEvent else []
                at = put(container, event)
                stack.append([container, at, _KEY])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                frame = stack.pop()
                if places:
                    found[(*frame[1], _END)] = (event.end_mark.line, event.end_mark.column, 1)
            elif kind is yaml.AliasEvent:
                problems.append(_trap(here(event.start_mark), event))
                if stack and isinstance(stack[-1][0], dict) and stack[-1][2] is _KEY:
                    stack[-1][2] = "*"
                    continue
                put(f"*{event.anchor}", event)  # most likely a text that begins with a star
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise Unreadable(
                        Problem(
                            here(event.start_mark, 3),
                            "several-documents",
                            "A second document begins here (---); a file holds one.",
                            "Move it into a file of its own.",
                        )
                    )
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_syntax(path, text, error)) from None
    except yaml.YAMLError as error:
        # libyaml's reader finds characters that YAML does not allow, such as a bell or a null.
        position = getattr(error, "position", 0) or 0
        before = text.encode()[:position].decode("utf-8", "ignore")
        line, column = before.count("\n"), len(before.rsplit("\n", 1)[-1])
        raise Unreadable(_unseen(_where(path, text, line, column, 1))) from None
    if root is None:
        raise Unreadable(
            Problem(Where(shown(path)), "empty-file", "There is nothing in this file.", "Fill or delete it.")
        )
    return root, problems, found


def _unseen(where: Where) -> Problem:
    message = "A character stands here that no text should contain."
    return Problem(where, "control-character", message, "Delete it; it may be invisible.")


def _trap(where: Where, event: Any) -> Problem:
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


def _stands_twice(where: Where, key: str) -> Problem:
    message = f'"{key}" stands twice in the same record or list item.'
    return Problem(where, "duplicate-key", message, "Keep one of the two.")


def _too_deep(where: Where) -> Problem:
    message = f"Lists and fields are nested more than {DEEPEST} levels deep."
    return Problem(where, "too-deep", message, "Flatten the record.")


def _syntax(path: Path, text: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    where = _where(path, text, line, column, 1)
    what = f"{error.problem or error.context or 'not YAML'}".strip()
    if "\t" in where.text[: column + 1]:
        return Problem(
            _where(path, text, line, where.text.find("\t"), 1),
            "tab",
            "A tab stands where YAML wants spaces.",
            "Indent with two spaces.",
        )
    if "mapping values are not allowed" in what:
        hint = 'A text with ": " inside needs quotes, or a block (>-) of its own.'
    elif "alias" in what or "anchor" in what:
        hint = 'A text that begins with "*" or "&" needs quotes.'
    elif "cannot start any token" in what:
        hint = "A text that begins with this character needs quotes."
    else:
        hint = "Look at the indentation and the quotes of this line and of the one above."
    return Problem(where, "yaml-syntax", f"YAML cannot read this: {what}.", hint)


def _where(path: Path, text: str, line: int, column: int, length: int) -> Where:
    lines = text.split("\n")
    shown_line = lines[line] if line < len(lines) else ""
    return Where(shown(path), line + 1, column + 1, max(1, length), shown_line)
