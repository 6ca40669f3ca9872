"""A walk over the words of a record, in the order of its model."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel

from build_tools.records.base import Role

RoleName = Literal["text", "prose", "cite"]


@dataclass(frozen=True)
class FieldOfRecord:
    """A text in a record: where it stands, and what it is for."""

    keys: tuple[str | int, ...]
    role: RoleName
    value: str


def fields_of(part: BaseModel) -> Iterator[FieldOfRecord]:
    """Every text, prose and citation of *part*, depth first, in the order of the model's fields."""
    yield from _walk(part, ())


def _walk(part: BaseModel, above: tuple[str | int, ...]) -> Iterator[FieldOfRecord]:
    for name, key, role in _plan(type(part)):
        value = getattr(part, name)
        if value:
            yield from _values(value, (*above, key), role)


def _values(value: Any, keys: tuple[str | int, ...], role: RoleName | None) -> Iterator[FieldOfRecord]:
    if isinstance(value, BaseModel):
        yield from _walk(value, keys)
    elif isinstance(value, str):
        if role:
            yield FieldOfRecord(keys, role, value)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _values(item, (*keys, index), role)


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
