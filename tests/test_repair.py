"""Records with the wrong shape: each is told what is wrong with it, and none brings the check to a stop."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from build_tools.collection import FOLDERS, LISTS
from build_tools.problems import Where
from build_tools.records.repair import broken_at, stand_in
from build_tools.records.shape import keys_in, problems_of_shape

EXAMPLES = Path("content_src/_examples")
MODELS: dict[str, type[BaseModel]] = {m.kind: m for m in (*FOLDERS.values(), *LISTS.values())}
KINDS = sorted(path.stem for path in EXAMPLES.glob("*.yml") if path.stem in MODELS)
WRONG: tuple[Any, ...] = (
    None,
    "",
    "two words",
    "1,5",
    [],
    ["a"],
    [{}],
    {},
    {"not": "a"},
    {"any": "a"},
    {"any": ["a"], "at_least": "2"},
    {"of": ["a"], "all": []},
    [[["a"]]],
)


def record(kind: str) -> dict[str, Any]:
    value = yaml.load((EXAMPLES / f"{kind}.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    entry: dict[str, Any] = value[0] if isinstance(value, list) else {"id": "example", **value}
    return entry


def broken_copies(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """*value* with each part of it in turn taken out, renamed, or replaced by each of WRONG."""
    for path in paths(value):
        for wrong in (*WRONG, *(["gone", "renamed"] if isinstance(path[-1], str) else [])):
            made = copy.deepcopy(value)
            holder: Any = made
            for key in path[:-1]:
                holder = holder[key]
            if wrong in ("gone", "renamed"):
                part = holder.pop(path[-1])
                holder.update({f"{path[-1]}x": part} if wrong == "renamed" else {})
            else:
                holder[path[-1]] = copy.deepcopy(wrong)
            yield made


def paths(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield (*at, key)
        yield from paths(part, (*at, key))


def refusal(model: type[BaseModel], value: dict[str, Any]) -> ValidationError | None:
    try:
        model.model_validate(value)
    except ValidationError as error:
        return error
    return None


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_wrong_with_a_record_is_said_where_it_stands_and_a_stand_in_goes_on(kind: str) -> None:
    model, right = MODELS[kind], record(kind)
    assert refusal(model, right) is None
    asked: list[tuple[str | int, ...]] = []

    def where(*keys: str | int, key: bool = False) -> Where:
        asked.append(keys)
        return Where("record.yml")

    for value in broken_copies(right):
        if error := refusal(model, value):
            asked.clear()
            assert list(problems_of_shape(error, model, value, where)), value
            assert all(keys_in(keys, value)[0] == keys for keys in asked), "a place that is not in the record"
            assert list(broken_at(error, value))
            assert stand_in(error, model, value) is not None, value
