"""A stand-in for a record with the wrong shape, so that one mistake does not hide the others."""

from __future__ import annotations

import copy
import datetime
import types
import typing
from collections.abc import Iterator, Sequence
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from build_tools.problems import KeyPath
from build_tools.records.shape import keys_in

M = TypeVar("M", bound=BaseModel)

_ROUNDS = 4
"""A field put right can show what is wrong inside it; records are not nested deeper than this."""


def stand_in(error: ValidationError, model: type[M], value: dict[str, Any]) -> M | None:
    """*value* as a *model* with something harmless wherever *error* found a fault; None if that fails.

    Positions in lists stay as they were written, so that places can still be told. What was put in is
    good for going on with the checks and for nothing else: such a record never reaches a page.
    """
    mended = copy.deepcopy(value)
    for _ in range(_ROUNDS):
        for detail in error.errors():
            keys, rest = keys_in(detail["loc"], mended)
            _mend(mended, keys, rest, detail["type"], model)
        try:
            return model.model_validate(mended)
        except ValidationError as again:
            error = again
    return None


def broken_at(error: ValidationError, value: dict[str, Any]) -> Iterator[KeyPath]:
    """Where *error* found the faults in *value*."""
    for detail in error.errors():
        keys, rest = keys_in(detail["loc"], value)
        yield (*keys, rest[-1]) if detail["type"] == "missing" else keys


def _mend(mended: Any, keys: KeyPath, rest: KeyPath, kind: str, model: type[BaseModel]) -> None:
    if kind == "missing" and rest:
        keys = (*keys, rest[-1])
    if not keys:
        return
    holder: Any = mended
    annotation: Any = model
    for key in keys[:-1]:
        holder, annotation = holder[key], _inside(annotation, key)[0]
    last = keys[-1]
    inside, marks = _inside(annotation, last)
    filling = _harmless(inside, marks)
    if kind == "extra_forbidden" or (filling is None and isinstance(last, str)):
        holder.pop(last, None)
    else:
        holder[last] = filling


def _inside(annotation: Any, key: str | int) -> tuple[Any, Sequence[Any]]:
    """The annotation of what stands at *key* of something annotated so, and its marks; None if nothing fits."""
    origin = typing.get_origin(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if key in (name, field.alias):
                return field.annotation, field.metadata
    elif origin is tuple and isinstance(key, int):
        return typing.get_args(annotation)[0], ()
    elif origin in (typing.Annotated, typing.Union, types.UnionType):
        for part in typing.get_args(annotation):
            if (found := _inside(part, key))[0] is not None:
                return found
    return None, ()


def _harmless(annotation: Any, marks: Sequence[Any] = ()) -> Any:
    """A value of that type that says as little as possible; None where leaving the field out says less."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _harmless(args[0], args[1:])
    if origin is Literal:
        return args[-1]
    if origin in (typing.Union, types.UnionType):
        return None if type(None) in args else _harmless(args[0])
    if origin is tuple:
        return [_harmless(args[0])]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {
            field.alias or name: _harmless(field.annotation, field.metadata)
            for name, field in annotation.model_fields.items()
            if field.is_required()
        }
    if annotation is str and any("http" in (getattr(mark, "pattern", None) or "") for mark in marks):
        return "https://x.invalid/"
    plain: dict[Any, Any] = {str: "x", int: 1, float: 1.0, bool: False, datetime.date: "2000-01-01"}
    return plain.get(annotation)
