"""The walk over the texts of a record."""

from __future__ import annotations

from typing import Annotated

from build_tools.collection import Collection
from build_tools.records.base import Cites, Id, Part, Prose, Role, Text
from build_tools.records.fields import passages_in, texts_in


class Leaf(Part):
    note: Prose | None = None
    cite: Cites = ()


class Branch(Part):
    id: Id
    number: int = 1
    rows: tuple[tuple[Annotated[str, Role("prose")], ...], ...] = ()
    leaf: Leaf | None = None
    mixed: tuple[Id | Leaf, ...] = ()
    names: tuple[Text, ...] = ()


def test_texts_are_found_however_deep_they_stand_and_nothing_else_is() -> None:
    branch = Branch(
        id="id",
        rows=(("a", "b"), ("c",)),
        leaf=Leaf(note="d", cite=("e",)),
        mixed=("id", Leaf(cite=("f", "g"))),
        names=("h",),
    )
    assert [(p.keys, p.role, p.value) for p in passages_in(branch)] == [
        (("rows", 0, 0), "prose", "a"),
        (("rows", 0, 1), "prose", "b"),
        (("rows", 1, 0), "prose", "c"),
        (("leaf", "note"), "prose", "d"),
        (("leaf", "cite", 0), "cite", "e"),
        (("mixed", 1, "cite", 0), "cite", "f"),
        (("mixed", 1, "cite", 1), "cite", "g"),
        (("names", 0), "text", "h"),
    ]


def test_with_places_and_without_them_the_texts_are_the_same(collection: Collection) -> None:
    for records in collection.records.values():
        for record in records.values():
            assert texts_in(record) == [(p.role, p.value) for p in passages_in(record)]
