"""OpenAPI 3.1 description of the JSON API: every file below /data/v1/ that has a shape to rely on."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from build_tools import addresses
from build_tools.collection import MODELS
from build_tools.exports.api import KINDS, VERSION, list_name
from build_tools.graph import Atlas
from build_tools.prose import parse

Json = dict[str, Any]

_REF = "#/components/schemas/{model}"
_TEXT: Json = {"type": "string"}


def openapi(atlas: Atlas) -> Json:
    """The description as a value for JSON; it holds for every atlas, save its name and address."""
    models = [MODELS[kind] for kind in KINDS]
    _, made = models_json_schema(
        [(model, "validation") for model in models], by_alias=True, ref_template=_REF
    )
    schemas: Json = made["$defs"]
    for kind, model in zip(KINDS, models, strict=True):
        schemas[f"Published{model.__name__}"] = _published(kind, schemas[model.__name__])
    schemas["Index"] = _index()
    schemas["All"] = _all()
    paths = {
        f"/{addresses.DATA}index.json": _get("index", "Lists of all records", "Index"),
        **{
            f"/{addresses.DATA}{addresses.data_folder_of(kind)}{{id}}.json": _get(
                kind.replace("-", "_"),
                " ".join((model.__doc__ or "").split("\n")[0].split()),
                f"Published{model.__name__}",
                [{"name": "id", "in": "path", "required": True, "schema": _TEXT}],
            )
            for kind, model in zip(KINDS, models, strict=True)
        },
    }
    if atlas.site.downloads:
        paths[f"/{addresses.ALL_JSON}"] = _get("all", "All records in one file", "All")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": atlas.site.name,
            "version": str(VERSION),
            "description": parse(atlas.site.home.notice).plain(),
            "license": {"name": atlas.site.licence.name, "url": atlas.site.licence.url},
        },
        "servers": [{"url": atlas.site.url.rstrip("/")}],
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def _published(kind: str, schema: Json) -> Json:
    """A record as its file has it: with its version, its kind and what was derived."""
    own = {key: value for key, value in schema.items() if key != "additionalProperties"}
    return {
        **own,
        "properties": {
            "version": {"const": VERSION},
            "kind": {"const": kind},
            "url": {**_TEXT, "description": "Where its page lives, below the root of the site."},
            **schema["properties"],
            "derived": {"type": "object", "description": "What follows from other records."},
        },
        "required": ["version", "kind", "url", *schema.get("required", ())],
    }


def _heading() -> Json:
    return {
        "version": {"const": VERSION},
        "name": _TEXT,
        "url": _TEXT,
        "licence": {"type": "object", "properties": {"name": _TEXT, "url": _TEXT}},
        "notice": _TEXT,
    }


def _index() -> Json:
    line: Json = {
        "type": "object",
        "properties": {"id": _TEXT, "name": _TEXT, "url": _TEXT},
        "required": ["id", "name", "url"],
    }
    lists = {list_name(kind): {"type": "array", "items": line} for kind in KINDS}
    return {"type": "object", "properties": _heading() | lists, "required": [*_heading(), *lists]}


def _all() -> Json:
    lists = {
        list_name(kind): {
            "type": "array",
            "items": {"$ref": _REF.format(model=f"Published{MODELS[kind].__name__}")},
        }
        for kind in KINDS
    }
    return {
        "type": "object",
        "properties": {**_heading(), "edition": _TEXT, **lists},
        "required": [*_heading(), "edition", *lists],
    }


def _get(id: str, summary: str, schema: str, parameters: list[Json] | None = None) -> Json:
    content = {"application/json": {"schema": {"$ref": _REF.format(model=schema)}}}
    operation: Json = {
        "operationId": f"get_{id}",
        "summary": summary,
        "responses": {"200": {"description": summary, "content": content}},
    }
    if parameters:
        operation["parameters"] = parameters
        operation["responses"]["404"] = {"description": "No such record."}
    return {"get": operation}
