"""The events of a YAML document to plain values and, where somebody asks, to the place of each.

libyaml parses; this keeps a stack of its own, without recursion, and closes YAML's traps.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from build_tools.places import shown
from build_tools.problems import Problem, Where

Value = Any
"""None, str, list or dict of values (in a JSON file also bool, int and float)."""

KeyPath = tuple[str | int, ...]

Places = dict[KeyPath, tuple[int, int, int]]
"""Line and column from 0, and length. A path that goes on with KEY is that of a key, with END that of an end."""

DEEPEST = 40
"""Nesting beyond this is a mistake or an attack; records need fewer than ten levels."""

KEY = "\0key"
END = "\0end"

UNSEEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ud800-\\udfff\\ufffe\\uffff]")
"""Characters that no text should contain; some are not even allowed in feeds."""

_NOTHING = {"", "~", "null"}


class Unreadable(Exception):
    """The file cannot be read as one YAML document; *problem* says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def walk(path: Path, text: str, *, places: bool) -> tuple[Value, list[Problem], Places]:
    """One pass over the events: the value, the traps found, and (only if *places*) every place.

    Raises Unreadable where there is no value.
    """
    walker = _Walker(path, text, with_places=places)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            walker.take(event)
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_syntax(path, text, error)) from None
    except yaml.YAMLError as error:
        # libyaml's reader finds characters that YAML does not allow, such as a bell or a null.
        position = getattr(error, "position", 0) or 0
        before = text.encode()[:position].decode("utf-8", "ignore")
        line, column = before.count("\n"), len(before.rsplit("\n", 1)[-1])
        raise Unreadable(unseen(place_in(path, text, line, column, 1))) from None
    if walker.root is None:
        raise Unreadable(
            Problem(Where(shown(path)), "empty-file", "There is nothing in this file.", "Fill or delete it.")
        )
    return walker.root, walker.problems, walker.found


class _Walker:
    """Builds the value of a document from its events."""

    def __init__(self, path: Path, text: str, *, with_places: bool) -> None:
        self.path, self.text, self.with_places = path, text, with_places
        self.problems: list[Problem] = []
        self.found: Places = {}
        self.root: Value = None
        # A frame is [container, the path of the container, the key that waits for its value or KEY].
        self.stack: list[list[Any]] = []
        self.documents = 0

    def take(self, event: Any) -> None:
        """The next event, one of many classes, told apart by their types for speed."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._begin({}, event)
        elif kind is yaml.SequenceStartEvent:
            self._begin([], event)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            frame = self.stack.pop()
            if self.with_places:
                self.found[(*frame[1], END)] = (event.end_mark.line, event.end_mark.column, 1)
        elif kind is yaml.AliasEvent:
            self.problems.append(_trap(self._here(event.start_mark), event))
            if self._awaits_key():
                self.stack[-1][2] = "*"
            else:
                self._put(f"*{event.anchor}", event)  # most likely a text that begins with a star
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                raise Unreadable(_several_documents(self._here(event.start_mark, 3)))

    def _scalar(self, event: Any) -> None:
        if event.tag is not None or event.anchor is not None:
            self.problems.append(_trap(self._here(event.start_mark), event))
        if self._awaits_key():
            self._key(event)
            return
        value = event.value
        # The reader has refused these where they stand; an escape ("\\x07") can still hide one.
        if event.style == '"' and UNSEEN.search(value):
            self.problems.append(unseen(self._here(event.start_mark)))
            value = UNSEEN.sub("", value)
        # Only a plain scalar can mean "nothing"; a quoted one is text, however empty.
        self._put(None if event.implicit[0] and value in _NOTHING else value, event)

    def _key(self, event: Any) -> None:
        key, frame, mark = event.value, self.stack[-1], event.start_mark
        if key == "<<" and event.implicit[0]:
            self.problems.append(_merge_key(self._here(mark, 2)))
        if key in frame[0]:
            self.problems.append(stands_twice(self._here(mark, len(key)), key))
        frame[2] = key
        if self.with_places:
            self.found[(*frame[1], key, KEY)] = (mark.line, mark.column, len(key))

    def _begin(self, container: Value, event: Any) -> None:
        if event.tag is not None or event.anchor is not None:
            self.problems.append(_trap(self._here(event.start_mark), event))
        if self._awaits_key():
            raise Unreadable(_no_field_name(self._here(event.start_mark)))
        if len(self.stack) >= DEEPEST:
            raise Unreadable(too_deep(self._here(event.start_mark)))
        self.stack.append([container, self._put(container, event), KEY])

    def _awaits_key(self) -> bool:
        return bool(self.stack) and self.stack[-1][2] is KEY and type(self.stack[-1][0]) is dict

    def _put(self, value: Value, event: Any) -> KeyPath:
        """Store *value* where the stack points to; returns its path."""
        at: KeyPath = ()
        if not self.stack:
            self.root = value
        elif type(self.stack[-1][0]) is list:
            frame = self.stack[-1]
            if self.with_places:
                at = (*frame[1], len(frame[0]))
            frame[0].append(value)
        else:
            frame = self.stack[-1]
            if self.with_places:
                at = (*frame[1], frame[2])
            frame[0][frame[2]] = value
            frame[2] = KEY
        if self.with_places:
            mark, end = event.start_mark, event.end_mark
            length = end.column - mark.column if end.line == mark.line else 1
            self.found[at] = (mark.line, mark.column, length)
            self.found[(*at, END)] = (end.line, end.column, 1)
        return at

    def _here(self, mark: Any, length: int = 1) -> Where:
        return place_in(self.path, self.text, mark.line, mark.column, length)


def _several_documents(where: Where) -> Problem:
    message = "A second document begins here (---); a file holds one."
    return Problem(where, "several-documents", message, "Move it into a file of its own.")


def _merge_key(where: Where) -> Problem:
    return Problem(where, "merge-key", "Merge keys (<<) are not part of a record.", "Write the fields out.")


def _no_field_name(where: Where) -> Problem:
    message = "A list or a mapping stands where the name of a field should be."
    return Problem(
        where, "yaml-syntax", message, "If the text begins with a bracket or brace, put it in quotes."
    )


def unseen(where: Where) -> Problem:
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


def stands_twice(where: Where, key: str) -> Problem:
    message = f'"{key}" stands twice in the same record or list item.'
    return Problem(where, "duplicate-key", message, "Keep one of the two.")


def too_deep(where: Where) -> Problem:
    message = f"Lists and fields are nested more than {DEEPEST} levels deep."
    return Problem(where, "too-deep", message, "Flatten the record.")


def _syntax(path: Path, text: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    where = place_in(path, text, line, column, 1)
    what = f"{error.problem or error.context or 'not YAML'}".strip()
    if "\t" in where.text[: column + 1]:
        return Problem(
            place_in(path, text, line, where.text.find("\t"), 1),
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


def place_in(path: Path, text: str, line: int, column: int, length: int) -> Where:
    lines = text.split("\n")
    shown_line = lines[line] if line < len(lines) else ""
    return Where(shown(path), line + 1, column + 1, max(1, length), shown_line)
