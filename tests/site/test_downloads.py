"""The data as others take it: described by OpenAPI, in one file of three kinds, and announced at the root."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from build_tools import addresses
from build_tools.exports.downloads import download_files
from build_tools.graph import Atlas

Json = dict[str, Any]

OPENAPI_SCHEMA = Path(__file__).parent / "openapi-3.1.json"
"""The OpenAPI Initiative's own schema of 2022-10-07 (Apache 2.0)."""


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def description(site: Path) -> Json:
    value: Json = load(site / addresses.OPENAPI)
    return value


def test_the_description_is_openapi(description: Json) -> None:
    jsonschema.Draft202012Validator(load(OPENAPI_SCHEMA)).validate(description)


def validator(description: Json, path: str) -> jsonschema.Draft202012Validator:
    content = description["paths"][path]["get"]["responses"]["200"]["content"]
    whole = {"components": description["components"], **content["application/json"]["schema"]}
    return jsonschema.Draft202012Validator(whole)


def test_every_file_of_the_api_is_as_the_description_says(site: Path, description: Json) -> None:
    checked = 0
    for path in description["paths"]:
        check = validator(description, path)
        for file in sorted(site.glob(path.lstrip("/").replace("{id}", "*"))):
            faults = [
                f"{file.relative_to(site)}: {fault.message[:200]}" for fault in check.iter_errors(load(file))
            ]
            assert not faults
            checked += 1
    assert checked > 1000
    described = {path.rpartition("/")[0].lstrip("/") for path in description["paths"] if "{id}" in path}
    others = {"data/v1/filter", "data/v1/schema"}
    there = {file.parent.relative_to(site).as_posix() for file in site.glob("data/v1/*/*.json")}
    assert there - others == described


def test_a_file_that_is_not_as_described_is_noticed(site: Path, description: Json) -> None:
    check = validator(description, "/data/v1/conditions/{id}.json")
    sciatica = load(site / "data/v1/conditions/sciatica.json")
    assert check.is_valid(sciatica)
    assert not check.is_valid(sciatica | {"care_level": "soonish"})
    assert not check.is_valid({key: value for key, value in sciatica.items() if key != "version"})


def test_the_one_file_has_every_record_as_its_own_file_has_it(site: Path) -> None:
    everything = load(site / addresses.ALL_JSON)
    for name, folder in (
        ("conditions", "conditions"),
        ("red_flags", "red-flags"),
        ("references", "references"),
    ):
        files = {file.stem: load(file) for file in site.glob(f"data/v1/{folder}/*.json")}
        assert {record["id"]: record for record in everything[name]} == files


def test_the_database_holds_together_and_can_be_asked(site: Path, atlas: Atlas) -> None:
    with closing(sqlite3.connect(site / addresses.ALL_SQLITE)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        names = database.execute(
            "SELECT c.name FROM conditions c JOIN findings f ON f.condition = c.id WHERE f.symptom = ? AND f.telling",
            ("saddle-numbness",),
        ).fetchall()
    numb = atlas.collection.symptoms["saddle-numbness"]
    assert {name for (name,) in names} == {
        condition.name for condition, finding in atlas.conditions_with(numb) if finding.telling
    }
    assert names


def test_the_tables_are_the_same_in_both_forms(site: Path) -> None:
    with (
        closing(sqlite3.connect(site / addresses.ALL_SQLITE)) as database,
        zipfile.ZipFile(site / addresses.ALL_CSV) as archive,
    ):
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert {f"{name}.csv" for name in tables} == set(archive.namelist())
        for name in tables:
            header, *rows = csv.reader(io.StringIO(archive.read(f"{name}.csv").decode(), newline=""))
            cursor = database.execute(f'SELECT * FROM "{name}" ORDER BY rowid')
            assert header == [column[0] for column in cursor.description]
            assert rows == [["" if cell is None else str(cell) for cell in row] for row in cursor]


def test_equal_records_make_equal_bytes(atlas: Atlas, site: Path) -> None:
    for path, content in download_files(atlas):
        assert (site / path).read_bytes() == content, path


def test_programs_find_their_way_from_the_root(site: Path, atlas: Atlas) -> None:
    robots = (site / "robots.txt").read_text(encoding="utf-8")
    assert f"Sitemap: {atlas.site.url}sitemap.xml" in robots.splitlines()
    lines = (site / "llms.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"# {atlas.site.name}"
    assert atlas.site.home.notice.split()[0] in "\n".join(lines)
    targets = [line.partition("](")[2].partition(")")[0] for line in lines if line.startswith("- [")]
    assert len(targets) > len(atlas.conditions) + len(atlas.topics) + len(atlas.red_flags)
    for target in targets:
        path = target.removeprefix(atlas.site.url)
        assert (site / path / "index.html" if path.endswith("/") else site / path).is_file(), target


def test_every_symptom_and_every_source_can_be_copied_into_a_record(site: Path, atlas: Atlas) -> None:
    page = (site / addresses.IDS / "index.html").read_text(encoding="utf-8")
    texts = [html.unescape(text) for text in re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)]
    lines = "\n".join(texts).splitlines()
    assert {f"  - id: {one.id}  # {one.label}" for one in atlas.collection.symptoms.values()} <= {*lines}
    assert {f"{one.id}  # {one.title}" for one in atlas.collection.references.values()} <= {*lines}
    read = yaml.safe_load("\n".join(line for line in lines if line.startswith("  - id:")))
    assert [entry["id"] for entry in read] == [
        one.id for facet in atlas.collection.facets for one in atlas.symptoms_of_facet(facet)
    ]
