"""The JSON API below `/data/v1/`: every record as it was checked, with derived links and addresses.

Versioned: within v1 keys are only added. Sorted, and without a clock, so that two builds are the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from pydantic_core import to_json

from build_tools import addresses
from build_tools.collection import FOLDERS, LISTS, MODELS, AnyRecord
from build_tools.crew import Errand
from build_tools.graph import Atlas
from build_tools.names import a_to_z, name_of
from build_tools.prose import parse
from build_tools.records import Condition, RedFlag, Reference, Site, Symptom

VERSION = 1

KINDS = ("condition", "symptom", "red-flag", "reference", "risk-factor", "body-area", "topic")
"""Kinds with one file a record, in the order of the index."""

Json = dict[str, Any]


CHUNK = 500
"""Records that one errand writes."""


def api_errands(atlas: Atlas) -> Iterator[Errand]:
    """What makes the API, but for the schemas: the index and a file a record, in pieces for several processes."""
    yield lambda: _index(atlas)
    for kind in KINDS:
        records = _published(atlas, kind)
        for start in range(0, len(records), CHUNK):
            yield partial(_record_files, atlas, records[start : start + CHUNK])


def _record_files(atlas: Atlas, records: Sequence[AnyRecord]) -> Iterator[tuple[str, bytes]]:
    for record in records:
        if not (isinstance(record, Reference) and addresses.is_listed(record)):
            yield addresses.data_of(record), encoded(whole(atlas, record))


def _index(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    index = heading(atlas)
    for name, records in published(atlas):
        index[name] = [_line(record) for record in records]
    yield f"{addresses.DATA}index.json", encoded(index)


def heading(atlas: Atlas) -> Json:
    """What a file about the whole atlas begins with."""
    return {
        "version": VERSION,
        "name": atlas.site.name,
        "url": atlas.site.url,
        "licence": {"name": atlas.site.licence.name, "url": atlas.site.licence.url},
        "notice": parse(atlas.site.home.notice).plain(),
    }


def list_name(kind: str) -> str:
    """What the list of all records of *kind* is called in the index: their folder, in snake_case."""
    return addresses.data_folder_of(kind).rstrip("/").replace("-", "_")


def published(atlas: Atlas) -> Iterator[tuple[str, tuple[AnyRecord, ...]]]:
    """The name of each list, and its records from A to Z."""
    for kind in KINDS:
        yield list_name(kind), a_to_z(_published(atlas, kind))


def _published(atlas: Atlas, kind: str) -> list[AnyRecord]:
    records = atlas.collection.records[kind].values()
    if kind == "reference":
        return [record for record in records if record.id in atlas.citing]
    return list(records)


def _line(record: AnyRecord) -> Json:
    line: Json = {"id": record.id, "name": name_of(record), "url": addresses.address_of(record)}
    if isinstance(record, Condition):
        line |= {
            "group": record.group,
            "care_level": record.care_level,
            "summary": parse(record.summary).plain(),
        }
    elif isinstance(record, Symptom):
        line |= {"facet": record.facet}
    elif isinstance(record, RedFlag):
        line |= {"urgency": record.urgency, "action": record.action}
    return line


def whole(atlas: Atlas, record: AnyRecord) -> Json:
    """A record as JSON: its own fields, where its page lives, and the links derived for it."""
    value: Json = {
        "version": VERSION,
        "kind": record.kind,
        "url": addresses.address_of(record),
        **record.model_dump(mode="json", by_alias=True, exclude_none=True),
    }
    if isinstance(record, Condition):
        related = atlas.related(record)
        value["derived"] = {
            "body_areas": dict(atlas.areas_of(record)),
            "red_flags": [rule.id for rule in atlas.rules_of(record)],
            "mistaken_for": [pair.other(record).id for pair in atlas.look_alikes(record)],
            "caused_by": [other.id for other in related.caused_by],
            "types": [other.id for other in related.types],
            "complications": [other.id for other in related.complications],
            "references": list(atlas.citations_of(record)),
        }
    elif isinstance(record, Symptom):
        value["derived"] = {
            "conditions": [
                {"id": condition.id, "frequency": finding.frequency, "telling": finding.telling}
                for condition, finding in atlas.conditions_with(record)
            ],
            "conditions_against": [condition.id for condition in atlas.conditions_against(record)],
            "red_flags": [rule.id for rule in atlas.rules_asking(record)],
        }
    elif record.kind == "reference":
        value["derived"] = {
            "cited_by": [{"kind": other.kind, "id": other.id} for other in atlas.citing[record.id]]
        }
    return value


def schemas() -> Mapping[str, Json]:
    """JSON Schema (2020-12) of each kind of record, made from the models, for editors and for others."""
    models = {**MODELS, Site.kind: Site}
    made = {}
    for kind, model in sorted(models.items()):
        schema = model.model_json_schema(by_alias=True)
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        if kind in {m.kind for m in FOLDERS.values()}:
            # The file's name is the id, so the file itself need not give one.
            schema["required"] = [name for name in schema["required"] if name != "id"]
        made[kind] = schema
    return made


def schema_files(folder: str) -> Iterator[tuple[str, bytes]]:
    """Each schema as a file below *folder*; for kinds that share a file also the schema of the list."""
    listed = {model.kind for model in LISTS.values()}
    for kind, schema in schemas().items():
        yield f"{folder}{kind}.json", encoded(schema)
        if kind in listed:
            defs = schema.get("$defs", {})
            item = {key: value for key, value in schema.items() if key not in ("$defs", "$schema")}
            yield (
                f"{folder}{kind}-list.json",
                encoded(
                    {
                        "$schema": "https://json-schema.org/draft/2020-12/schema",
                        "type": "array",
                        "items": item,
                        "$defs": defs,
                    }
                ),
            )


def encoded(value: Json) -> bytes:
    """*value* as compact JSON with a line's end."""
    return to_json(value) + b"\n"
