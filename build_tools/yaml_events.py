"""The events of a YAML document to plain values and, where somebody asks, to the place of each.

libyaml parses; this keeps a stack of its own, without recursion, and closes YAML's traps.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from build_tools.problems import KeyPath, Problem, Where
from build_tools.yaml_problems import (
    UNSEEN,
    Unreadable,
    merge_key,
    no_field_name,
    nothing_at,
    nothing_in,
    place_in,
    several_documents,
    stands_twice,
    too_deep,
    trap,
    unseen,
)
from build_tools.yaml_syntax import syntax_problem

Value = Any
"""None, str, list or dict of values (in a JSON file also bool, int and float)."""

Places = dict[KeyPath, tuple[int, int, int]]
"""Line and column from 0, and length. A path that goes on with KEY is that of a key, with END that of an end."""

DEEPEST = 40
"""Nesting beyond this is a mistake or an attack; records need fewer than ten levels."""

KEY = "\0key"
END = "\0end"
"""What the path of a key's own place ends with, and that of the end of a value. No field can have such a name."""

_NOTHING = {"", "~", "null"}


def walk(path: Path, text: str, *, places: bool) -> tuple[Value, list[Problem], Places]:
    """One pass over the events: the value, the traps found, and (only if *places*) every place.

    Raises Unreadable where there is no value.
    """
    walker = _Walker(path, text, with_places=places)
    event: Any = None
    try:
        # Not yaml.parse, which asks whether there is an event before it asks for the event.
        for event in iter(yaml.CSafeLoader(text).get_event, None):
            walker.take(event)
    except yaml.MarkedYAMLError as error:
        raise Unreadable(syntax_problem(path, text, error, event)) from None
    except yaml.YAMLError as error:
        # libyaml's reader finds characters that YAML does not allow, such as a bell or a null.
        position = getattr(error, "position", 0) or 0
        before = text.encode()[:position].decode("utf-8", "ignore")
        line, column = before.count("\n"), len(before.rsplit("\n", 1)[-1])
        raise Unreadable(unseen(place_in(path, text, line, column, 1))) from None
    if walker.root is None:
        raise Unreadable(nothing_in(path))
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
        self.key_mark: Any = None

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
            self.problems.append(trap(self._here(event.start_mark), event))
            if self._awaits_key():
                self.stack[-1][2] = "*"
            else:
                self._put(f"*{event.anchor}", event)  # most likely a text that begins with a star
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                raise Unreadable(several_documents(self._here(event.start_mark, 3)))

    def _scalar(self, event: Any) -> None:
        if event.tag is not None or event.anchor is not None:
            self.problems.append(trap(self._here(event.start_mark), event))
        if self._awaits_key():
            self._key(event)
            return
        value = event.value
        # The reader has refused these where they stand; an escape ("\\x07") can still hide one.
        if event.style == '"' and UNSEEN.search(value):
            self.problems.append(unseen(self._here(event.start_mark)))
            value = UNSEEN.sub("", value)
        # Only a plain scalar can mean "nothing"; a quoted one is text, however empty.
        if event.implicit[0] and value in _NOTHING:
            if self.stack and type(self.stack[-1][0]) is dict:
                key = self.stack[-1][2]
                self.problems.append(nothing_at(self._here(self.key_mark, len(key)), key))
            value = None
        self._put(value, event)

    def _key(self, event: Any) -> None:
        key, frame, mark = event.value, self.stack[-1], event.start_mark
        if key == "<<" and event.implicit[0]:
            self.problems.append(merge_key(self._here(mark, 2)))
        if key in frame[0]:
            self.problems.append(stands_twice(self._here(mark, len(key)), key))
        frame[2], self.key_mark = key, mark
        if self.with_places:
            self.found[(*frame[1], key, KEY)] = (mark.line, mark.column, len(key))

    def _begin(self, container: Value, event: Any) -> None:
        if event.tag is not None or event.anchor is not None:
            self.problems.append(trap(self._here(event.start_mark), event))
        if self._awaits_key():
            raise Unreadable(no_field_name(self._here(event.start_mark)))
        if len(self.stack) >= DEEPEST:
            raise Unreadable(too_deep(self._here(event.start_mark), DEEPEST))
        self.stack.append([container, self._put(container, event), KEY])

    def _awaits_key(self) -> bool:
        return bool(self.stack) and self.stack[-1][2] is KEY and type(self.stack[-1][0]) is dict

    def _put(self, value: Value, event: Any) -> KeyPath:
        """Store *value* where the stack points to; returns its path."""
        at: KeyPath = ()
        if not self.stack:
            self.root = value
        else:
            frame = self.stack[-1]
            container, _, key = frame
            if type(container) is list:
                key = len(container)
                container.append(value)
            else:
                container[key] = value
                frame[2] = KEY
            if self.with_places:
                at = (*frame[1], key)
        if self.with_places:
            mark, end = event.start_mark, event.end_mark
            length = end.column - mark.column if end.line == mark.line else 1
            self.found[at] = (mark.line, mark.column, length)
            self.found[(*at, END)] = (end.line, end.column, 1)
        return at

    def _here(self, mark: Any, length: int = 1) -> Where:
        return place_in(self.path, self.text, mark.line, mark.column, length)
