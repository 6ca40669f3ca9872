"""What readers call a record, on its own and inside a sentence, and A to Z by what they call it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeVar

from build_tools.collection import AnyRecord
from build_tools.prose import CrossLink

R = TypeVar("R", bound=AnyRecord)


def name_of(record: AnyRecord) -> str:
    """The name under which readers meet *record*."""
    return str(getattr(record, name_field(type(record))))


@cache
def name_field(model: type[AnyRecord]) -> str:
    """The field that holds the name of such a record; `id` where readers know no other."""
    return next((field for field in ("name", "title", "label") if field in model.model_fields), "id")


def other_names_of(record: AnyRecord) -> tuple[str, ...]:
    """Further names under which readers may know *record*, in the order written."""
    return tuple(str(getattr(other, "name", other)) for other in getattr(record, "other_names", ()))


def alphabetical(name: str) -> str:
    """A key for A to Z that knows neither case nor accents, the same in every locale."""
    if name.isascii():
        return name.casefold()
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))


def a_to_z(records: Iterable[R]) -> tuple[R, ...]:
    """*records* by name; those with one name by id, so that the order does not depend on that of files."""
    return tuple(sorted(records, key=lambda record: (alphabetical(name_of(record)), record.id)))


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
