"""What readers call a record, on its own and inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from build_tools.collection import AnyRecord
from build_tools.prose import CrossLink


def name_of(record: AnyRecord) -> str:
    """The name under which readers meet *record*."""
    return next((str(name) for field in _fields(type(record)) if (name := getattr(record, field))), record.id)


@cache
def _fields(model: type[AnyRecord]) -> tuple[str, ...]:
    """The fields that hold a name. To ask a record for one that it does not have takes a hundred times as long."""
    return tuple(field for field in ("name", "title", "label") if field in model.model_fields)


def words_of(link: CrossLink, target: AnyRecord, proper: Sequence[str] = ()) -> str:
    """What a cross-link to *target* says: its own words, or the name as it stands at that place of a sentence."""
    if link.words:
        return link.words
    name = name_of(target)
    return name if link.starts or target.kind in ("topic", "about") else in_sentence(name, proper)


def in_sentence(name: str, proper: Sequence[str] = ()) -> str:
    """*name* with a small letter, save in abbreviations, before a hyphen and where it begins with somebody's name.

    *proper* are the names of people that stand without a genitive, as in *Cobb angle*.
    """
    first = name.partition(" ")[0]
    if first in proper or len(first) < 2 or re.search(r"[’']s$|^.-|.[^a-zà-ÿ(-]", first):
        return name
    return name[0].lower() + name[1:]
