"""A walk over the words of a record, in the order of its model."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from build_tools.problems import KeyPath
from build_tools.records.base import Role, RoleName


class Passage(NamedTuple):
    """A text, and where it stands."""

    record: Any
    """What it is written in."""
    keys: KeyPath
    role: RoleName
    value: str


def passages_in(record: BaseModel) -> list[Passage]:
    """Every text, prose and citation of *record*, depth first, in the order of the model's fields."""
    found: list[Passage] = []
    _walk(record, record, (), found)
    return found


def texts_in(part: BaseModel) -> list[tuple[RoleName, str]]:
    """Role and words of each of `passages_in`, without their places: that takes half the time."""
    found: list[tuple[RoleName, str]] = []
    _gather(part, found)
    return found


# These fill a list instead of yielding: every check walks every record, and that halves the time.
def _walk(record: BaseModel, part: BaseModel, above: KeyPath, found: list[Passage]) -> None:
    for name, key, role in _plan(type(part)):
        if value := getattr(part, name):
            if type(value) is str:
                if role:
                    found.append(Passage(record, (*above, key), role, value))
            else:
                _inside(record, value, (*above, key), role, found)


def _inside(
    record: BaseModel, value: Any, keys: KeyPath, role: RoleName | None, found: list[Passage]
) -> None:
    if type(value) is not tuple:
        _walk(record, value, keys, found)
        return
    for index, item in enumerate(value):
        if type(item) is not str:
            _inside(record, item, (*keys, index), role, found)
        elif role:
            found.append(Passage(record, (*keys, index), role, item))


def _gather(part: BaseModel, found: list[tuple[RoleName, str]]) -> None:
    for name, _, role in _plan(type(part)):
        if value := getattr(part, name):
            _gather_inside(value, role, found)


def _gather_inside(value: Any, role: RoleName | None, found: list[tuple[RoleName, str]]) -> None:
    if type(value) is str:
        if role:
            found.append((role, value))
    elif type(value) is tuple:
        for item in value:
            _gather_inside(item, role, found)
    else:
        _gather(value, found)


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, RoleName | None], ...]:
    """Name, YAML key and role of each field of *model* that can have texts in it."""
    fields = [(name, field, field.rebuild_annotation()) for name, field in model.model_fields.items()]
    return tuple(
        (name, field.alias or name, next(_roles(hint), None))
        for name, field, hint in fields
        if _has_texts(hint)
    )


def _roles(hint: Any) -> Iterator[RoleName]:
    """The roles marked in *hint*; none for numbers, dates, ids, words of fixed lists and parts."""
    if isinstance(hint, Role):
        yield hint.name
    for inner in typing.get_args(hint):
        yield from _roles(inner)


def _has_texts(hint: Any, above: tuple[Any, ...] = ()) -> bool:
    """Whether what is of that type can have texts in it; *above* are the models that it stands in."""
    if isinstance(hint, type) and issubclass(hint, BaseModel) and hint not in above:
        fields = hint.model_fields.values()
        return any(_has_texts(field.rebuild_annotation(), (*above, hint)) for field in fields)
    return isinstance(hint, Role) or any(_has_texts(inner, above) for inner in typing.get_args(hint))
