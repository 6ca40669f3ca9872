"""A walk over the words of a record, in the order of its model."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from build_tools.problems import KeyPath
from build_tools.records.base import Role, RoleName


class FieldOfRecord(NamedTuple):
    """A text in a record: where it stands, and what it is for."""

    keys: KeyPath
    role: RoleName
    value: str


def fields_of(part: BaseModel) -> Iterator[FieldOfRecord]:
    """Every text, prose and citation of *part*, depth first, in the order of the model's fields."""
    found: list[FieldOfRecord] = []
    _walk(part, (), found)
    return iter(found)


# These fill a list instead of yielding: every check walks every record, and that halves the time.
def _walk(part: BaseModel, above: KeyPath, found: list[FieldOfRecord]) -> None:
    for name, key, role in _plan(type(part)):
        value = getattr(part, name)
        if value:
            if role and type(value) is str:
                found.append(FieldOfRecord((*above, key), role, value))
            else:
                _values(value, (*above, key), role, found)


def _values(value: Any, keys: KeyPath, role: RoleName | None, found: list[FieldOfRecord]) -> None:
    if isinstance(value, BaseModel):
        _walk(value, keys, found)
    elif isinstance(value, str):
        if role:
            found.append(FieldOfRecord(keys, role, value))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _values(item, (*keys, index), role, found)


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, RoleName | None], ...]:
    """Name, YAML key and role of each field of *model*."""
    hints = typing.get_type_hints(model, include_extras=True)
    return tuple(
        (name, field.alias or name, _role(hints[name])) for name, field in model.model_fields.items()
    )


def _role(hint: Any) -> RoleName | None:
    """The first role marked in *hint*; None for numbers, dates, ids and words of fixed lists."""
    origin = typing.get_origin(hint)
    if origin is typing.Annotated:
        inner, *extras = typing.get_args(hint)
        for extra in extras:
            if isinstance(extra, Role):
                return extra.name
        return _role(inner)
    if origin in (tuple, typing.Union, types.UnionType):
        return next((role for arg in typing.get_args(hint) if (role := _role(arg))), None)
    return None
