"""What pydantic finds wrong with a record, said in an author's words, at the exact place."""

from __future__ import annotations

import json
import re
import types
import typing
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from build_tools.problems import KeyPath, Problem, Where, shortened
from build_tools.records.base import as_id

FindPlace = Callable[..., Where]
"""Called with the keys of a field, and `key=True` for the place of the key itself."""


def problems_of_shape(
    error: ValidationError, model: type[BaseModel], value: Any, where: FindPlace
) -> Iterator[Problem]:
    """A problem for each thing that pydantic found wrong with *value* as a *model*."""
    for detail in _joined(error.errors(), value):
        keys, rest = keys_in(detail["loc"], value)
        if keys[-1:] != ("<<",):  # a merge key is a problem of its own
            yield _problem(detail, keys, rest, model, where)


def _joined(details: list[ErrorDetails], value: Any) -> Iterator[ErrorDetails]:
    """*details* as far as they are news, and with the words that the members of a union allow put together."""
    allowed: dict[KeyPath, list[str]] = {}
    for detail in details:
        if detail["type"] == "literal_error":
            keys = keys_in(detail["loc"], value)[0]
            allowed.setdefault(keys, []).append(detail["ctx"]["expected"])
    for detail in details:
        if detail["type"] == "too_short" and detail["input"]:
            continue  # there are entries; what is wrong with them is said of each
        if detail["type"] == "literal_error":
            words = allowed.pop(keys_in(detail["loc"], value)[0], None)
            if words is None:
                continue
            detail["ctx"] = {"expected": ", ".join(words)}
        yield detail


def keys_in(loc: KeyPath, value: Any) -> tuple[KeyPath, KeyPath]:
    """The part of *loc* that stands in *value*, and what does not (a missing field's name).

    pydantic puts the tags of unions into its places; they are no keys, and are passed over.
    """
    keys: list[str | int] = []
    rest: list[str | int] = []
    for part in loc:
        is_index = isinstance(value, list) and isinstance(part, int) and part < len(value)
        if is_index or (isinstance(value, dict) and part in value):
            value = value[part]
            keys.append(part)
        else:
            rest.append(part)
    return tuple(keys), tuple(rest)


def _problem(
    detail: ErrorDetails,
    keys: KeyPath,
    rest: KeyPath,
    model: type[BaseModel],
    where: FindPlace,
) -> Problem:
    kind, given = detail["type"], detail["input"]
    name = _last_name(keys)
    if kind == "missing":
        missing = str(rest[-1])
        said = f'"{missing}" is missing from {_from(model, keys)}.'
        return Problem(
            where(*keys), "missing-field", said, _guide(_models_at(model, keys) or {model}, missing)
        )
    if kind == "extra_forbidden":
        return Problem(where(*keys, key=True), *_unknown_field(model, keys))
    if given is None:
        return Problem(where(*keys, key=True), *_empty(name))
    return Problem(where(*keys), *_wrong_value(detail, name))


def _unknown_field(model: type[BaseModel], keys: KeyPath) -> tuple[str, str, str]:
    said = f'"{keys[-1]}" is not a field{_of(model, keys[:-1])}.'
    forms = _models_at(model, keys[:-1]) or {model}
    known = sorted({field.alias or key for form in forms for key, field in form.model_fields.items()})
    if keys[-1] in known:
        hint = (
            "It does not go together with the fields beside it: put it into a part of its own, inside theirs."
        )
    elif near := get_close_matches(str(keys[-1]), known, 1, 0.6):
        hint = f'Did you mean "{near[0]}"?'
    else:
        hint = f"The fields are: {', '.join(known)}."
    return "unknown-field", said, hint


def _empty(name: str) -> tuple[str, str, str]:
    return "empty-field", f'Nothing is written at "{name}".', "Fill it, or delete the line."


def _wrong_value(detail: ErrorDetails, name: str) -> tuple[str, str, str]:
    """Rule, message and hint for a value that is there and cannot stand at *name*."""
    kind, given = detail["type"], detail["input"]
    if kind == "literal_error":
        return _not_one_of(detail["ctx"]["expected"], str(given), name)
    if kind == "string_pattern_mismatch":
        return _pattern(str(given), name, detail["ctx"]["pattern"])
    if kind.startswith("date"):
        hint = "Write the year, the month and the day as in 2026-03-05."
        return "not-a-date", f'"{shortened(given)}" is not a date.', hint
    if kind in ("int_parsing", "int_type", "int_from_float", "float_parsing", "float_type"):
        hint = "Write one number in digits, without commas, signs and ranges: 1609, 30."
        return "not-a-number", f'"{shortened(given)}" is not a number.', hint
    if kind.startswith("bool"):
        return "unknown-value", f'"{shortened(given)}" is neither true nor false.', "Write true or false."
    if kind in ("string_type", "tuple_type", "list_type", "model_type", "model_attributes_type", "dict_type"):
        return "wrong-type", *_type_words(kind, given, name)
    if kind in ("string_too_short", "too_short"):
        return _empty(name)
    message = _lowered(detail["msg"].removeprefix("Value error, "))
    if "-or-" in str(given):
        return "bad-id", f'"{shortened(given)}" {message}.', "Choose another id: a-and-b, a-with-b."
    for limit, words in _LIMITS.items():
        if limit in detail.get("ctx", {}):
            return "wrong-value", f'"{shortened(given)}" is no "{name}".', f"{words} {detail['ctx'][limit]}."
    return "wrong-value", f'"{shortened(given)}" at "{name}" {message}.', ""


def _not_one_of(expected: str, given: str, name: str) -> tuple[str, str, str]:
    allowed = [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")]
    near = get_close_matches(given, allowed, 1, 0.6)
    meant = f'Did you mean "{near[0]}"? ' if near else ""
    said = f'"{shortened(given)}" is not a value that "{name}" can have.'
    return "unknown-value", said, f"{meant}It can be: {', '.join(allowed)}."


_LIMITS = {
    "ge": "It is at least",
    "gt": "It is more than",
    "le": "It is at most",
    "lt": "It is less than",
    "min_length": "The least number of characters or entries is",
    "max_length": "The greatest number of characters or entries is",
}
"""How pydantic names a limit, and how we do."""


_EXAMPLES = {
    "hpo": "Write HP:, and seven digits: HP:0003418.",
    "DOI": "Write the DOI alone, without https://doi.org/: 10.1000/182.",
    "PMID": "Write the digits alone: 26551593.",
    "PMCID": "Write PMC, and the digits: PMC1234567.",
}


def _pattern(given: str, name: str, pattern: str) -> tuple[str, str, str]:
    if pattern.startswith("^[a-z0-9]"):
        return "bad-id", f'"{shortened(given)}" cannot be an id.', how_to_write_id(given)
    if "https" in pattern:
        return "bad-address", f'"{shortened(given)}" is not a web address.', "It begins with https://."
    return (
        "wrong-value",
        f'"{shortened(given)}" is not written as "{name}" should be.',
        _EXAMPLES.get(name, f"The pattern is {pattern}."),
    )


def how_to_write_id(given: str) -> str:
    """What an id is made of, with *given* as an id where that is likely to be what was meant."""
    rule = "Ids have lower-case letters, digits and single hyphens"
    if re.search(r"[,;\[\]]", given):
        return f"{rule}. Several stand in brackets, with commas: [one-id, other-id]."
    likely = as_id(given)
    return f"{rule}: {likely if likely and len(likely) <= 60 and '://' not in given else 'lower-back'}."


def _type_words(kind: str, given: object, name: str) -> tuple[str, str]:
    if kind == "string_type":
        return (
            f'"{name}" is a text, and this is {noun_of(given)}.',
            "If the text has a colon, a bracket or a brace in it, put it in quotes.",
        )
    if kind in ("tuple_type", "list_type"):
        return (
            f'"{name}" is a list, and this is {noun_of(given)}.',
            "Put the entries in brackets, [one, other], or each on a line of its own after a hyphen.",
        )
    return (
        f'"{name}" has fields of its own, and this is {noun_of(given)}.',
        "Write its fields below it, indented by two spaces.",
    )


def _models_at(model: Any, keys: KeyPath) -> set[type[BaseModel]]:
    """The models that the part of a record at *keys* can have."""
    found = _models_in(model)
    for key in keys:
        if not isinstance(key, int):
            fields = [f for m in found for name, f in m.model_fields.items() if key in (name, f.alias)]
            found = {inner for field in fields for inner in _models_in(field.annotation)}
    return found


def _models_in(annotation: Any) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    if typing.get_origin(annotation) in (tuple, list, typing.Union, types.UnionType, typing.Annotated):
        return {model for part in typing.get_args(annotation) for model in _models_in(part)}
    return set()


def _last_name(keys: KeyPath) -> str:
    """The field that *keys* lead to, or the list that the entry stands in; empty for the record itself."""
    return next((part for part in reversed(keys) if isinstance(part, str)), "")


def _of(model: type[BaseModel], keys: KeyPath) -> str:
    name = _last_name(keys)
    if name:
        return f' of "{name}"'
    kind = getattr(model, "kind", "")
    return f" of a {kind}" if kind else ""


def _from(model: type[BaseModel], keys: KeyPath) -> str:
    name = _last_name(keys)
    if name:
        return f'this entry of "{name}"' if isinstance(keys[-1], int) else f'"{name}"'
    return f"this {getattr(model, 'kind', 'record')}"


def _guide(models: set[type[BaseModel]], name: str) -> str:
    for key, field in (pair for model in models for pair in model.model_fields.items()):
        if name in (key, field.alias) and field.description:
            return f"What goes there: {field.description}"
    return f"Add {name}: and its value."


def noun_of(value: object) -> str:
    """What an author wrote where something else is wanted, as a noun with its article."""
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a group of fields"
    return f'the text "{shortened(value)}"' if isinstance(value, str) else f"the value {json.dumps(value)}"


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]
