"""Markup in the words of a record, where none belongs, is shown as it stands and does nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from build_tools.collection import AnyRecord, Collection
from build_tools.graph import Atlas
from build_tools.pages.contents import page_jobs
from build_tools.pages.studio import Studio
from build_tools.records import Reference
from build_tools.records.fields import passages_in

HOSTILE = '<meta http-equiv="refresh"> & '
OF_SOURCES = ("title", "container-title", "publisher", "volume", "page")


def with_hostile_words(record: AnyRecord) -> AnyRecord:
    """*record* with markup before each of its plain words."""
    value: dict[str, Any] = record.model_dump(by_alias=True, exclude_none=True, mode="json")
    for field in passages_in(record):
        if field.role == "text" and "ticks" not in field.keys:
            holder: Any = value
            for key in field.keys[:-1]:
                holder = holder[key]
            holder[field.keys[-1]] = HOSTILE + field.value
    if isinstance(record, Reference):
        value |= {name: f"{HOSTILE}{value[name]}" for name in OF_SOURCES if name in value}
        value["author"] = [{k: HOSTILE + v for k, v in name.items()} for name in value["author"]]
    return type(record).model_validate(value)


def test_no_markup_in_plain_words_reaches_a_page(collection: Collection) -> None:
    records = {
        kind: {record.id: with_hostile_words(record) for record in list(known.values())[:40]}
        if kind in ("reference", "story")
        else {id: with_hostile_words(record) for id, record in known.items()}
        for kind, known in collection.records.items()
    }
    records["reference"] |= {
        id: source for id, source in collection.references.items() if id not in records["reference"]
    }
    studio = Studio(Atlas(replace(collection, records=records)))
    studio.prepare()
    pages = [page for job in page_jobs(studio) for page in job()]
    html = [str(part) for page in pages for part in (*page.slots.values(), page.head)]
    assert not [part for part in html if HOSTILE[:6] in part]
    assert sum(part.count("&lt;meta http-equiv") for part in html) > 1000
