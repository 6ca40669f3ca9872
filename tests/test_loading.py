"""A content folder to a collection: what is right is kept, what is wrong is said, all at once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from build_tools.collection import Collection
from build_tools.loading import load
from build_tools.problems import Report
from build_tools.records import Condition, Reference
from tests.test_rules import PROBLEMS, report_on


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small valid atlas, as `content_src` of the folder that commands run in."""
    shutil.copytree(PROBLEMS / "_valid", tmp_path / "content_src")
    monkeypatch.chdir(tmp_path)
    return Path("content_src")


def collected(content: Path) -> Collection:
    collection, _ = load(content)
    assert collection is not None
    return collection


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def lines(report: Report) -> list[str]:
    """Place and rule of each problem."""
    return [f"{p.where} [{p.rule}]" for p in report]


def test_records_are_kept_by_kind_and_id_in_the_order_of_the_files(content: Path) -> None:
    collection = collected(content)
    assert list(collection.conditions) == ["cracked-fork", "flat-tyre"]
    assert list(collection.groups) == ["wheels", "frame"]
    assert collection.of(Condition) is collection.conditions
    assert collection.conditions["flat-tyre"].symptoms[1].share == 60
    assert {kind: len(records) for kind, records in collection.records.items() if records} == {
        "condition": 2, "topic": 1, "about": 1, "facet": 1, "symptom": 7, "body-area": 2, "risk-factor": 1,
        "group": 2, "action": 3, "caution": 1, "term": 1, "red-flag": 1, "place": 1, "reference": 2, "person": 2,
    }  # fmt: skip


def test_every_record_knows_where_it_was_written(content: Path) -> None:
    collection = collected(content)
    flat = collection.conditions["flat-tyre"]
    assert str(collection.where(flat, "symptoms", 1, "share")) == "content_src/conditions/flat-tyre.yml:17:12"
    book = collection.references["riders-2020"]
    assert str(collection.where(book, "title")) == "content_src/references.json:12:14"
    assert collection.source(flat).where_at(("summary",), "hard work").line == 9


def test_a_citation_may_stand_alone_or_in_a_list(content: Path) -> None:
    finding = collected(content).conditions["flat-tyre"].symptoms[0]
    assert finding.cite == ("wheel-book",)


def test_references_keep_what_zotero_wrote_beside_what_we_know(content: Path) -> None:
    change(
        content / "references.json",
        '"type": "report",',
        '"type": "report", "publisher-place": "Harbour Town",',
    )
    reference = collected(content).references["riders-2020"]
    assert isinstance(reference, Reference)
    assert reference.model_extra == {"publisher-place": "Harbour Town"}


def test_a_file_may_be_json_instead_of_yaml(content: Path) -> None:
    text = json.dumps(
        [
            {"id": "wheels", "name": "Wheels", "description": "x"},
            {"id": "frame", "name": "F", "description": "y"},
        ]
    )
    (content / "vocabulary" / "groups.yml").unlink()
    (content / "vocabulary" / "groups.json").write_text(text, "utf-8")
    assert report_on(content).as_text() == ""
    assert list(collected(content).groups) == ["wheels", "frame"]


def test_words_may_fill_several_files_of_one_language(content: Path) -> None:
    (content / "strings" / "filter.en.yml").write_text("filter:\n  title: Look up\n", "utf-8")
    (content / "strings" / "filter.nl.yml").write_text("filter:\n  title: Zoek\n", "utf-8")
    assert collected(content).strings == {
        "condition": {"summary": "In short"},
        "filter": {"title": "Look up"},
    }


def test_notes_hidden_files_examples_and_other_languages_are_left_alone(content: Path) -> None:
    for name in (
        "README.md",
        ".DS_Store",
        "conditions/.flat-tyre.yml.swp",
        ".git/config",
        "_examples/condition.yml",
    ):
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_text("anything", "utf-8")
    assert report_on(content).as_text() == ""


def test_the_order_in_which_a_disk_lists_files_does_not_matter(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(collected(content).conditions)
    backwards = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda path: iter(sorted(backwards(path), reverse=True)))
    assert list(collected(content).conditions) == before


def test_a_record_with_a_mistake_is_still_there_and_still_checked(content: Path) -> None:
    path = content / "conditions" / "flat-tyre.yml"
    change(path, "care_level: self-care", "care_level: selfcare")
    change(path, "  - id: slow-ride\n    frequency: common", "  - id: slow-rid\n    frequncy: common")
    change(path, "A [[tube]]", "Complain: a [[tub]]")
    assert "flat-tyre" in collected(content).conditions
    assert lines(report_on(content)) == [
        "content_src/conditions/flat-tyre.yml:4:13 [unknown-value]",
        "content_src/conditions/flat-tyre.yml:15:5 [missing-field]",
        "content_src/conditions/flat-tyre.yml:15:9 [unknown-symptom]",
        "content_src/conditions/flat-tyre.yml:16:5 [unknown-field]",
        "content_src/conditions/flat-tyre.yml:32:5 [words-not-ours]",
        "content_src/conditions/flat-tyre.yml:32:17 [unknown-link]",
    ]


def test_what_only_follows_from_a_mistake_is_not_a_second_problem(content: Path) -> None:
    path = content / "conditions" / "flat-tyre.yml"
    # Without `cite:` the share would have no source; without these fields it would be no emergency.
    change(path, "    share: 60\n    cite: riders-2020", "    share: 60\n    cites: riders-2020")
    change(content / "conditions" / "cracked-fork.yml", "group: frame", "group: [frame]")
    assert lines(report_on(content)) == [
        "content_src/conditions/cracked-fork.yml:2:8 [wrong-type]",
        "content_src/conditions/flat-tyre.yml:18:5 [unknown-field]",
    ]


def test_what_names_a_record_that_cannot_be_read_is_no_problem(content: Path) -> None:
    (content / "conditions" / "cracked-fork.yml").write_text("name: [\n", "utf-8")
    (content / "vocabulary" / "symptoms.yml").write_text("- id: creak\n- {\n", "utf-8")
    (content / "references.json").write_text("[", "utf-8")
    assert [p.rule for p in report_on(content)] == ["yaml-syntax", "json-syntax", "yaml-syntax"]


FILES = sorted(p.relative_to(PROBLEMS / "_valid").as_posix() for p in (PROBLEMS / "_valid").rglob("*.*"))


@pytest.mark.parametrize("text", ["", "[", "x\n", "a: b\n", "-\n- {id: [x], a: b}\n", "- {id: x}\n", "[[]]"])
def test_no_file_however_broken_stops_the_others_from_being_read(text: str, content: Path) -> None:
    # Any words are good words: a file of strings has no fields of its own.
    for name in FILES if text != "a: b\n" else [name for name in FILES if not name.startswith("strings/")]:
        before = (content / name).read_bytes()
        (content / name).write_text(text, "utf-8")
        report = report_on(content)
        assert name in {Path(p.where.path).relative_to("content_src").as_posix() for p in report}, name
        (content / name).write_bytes(before)
    assert report_on(content).as_text() == ""


def test_an_author_in_another_folder_sees_the_whole_path(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = content.resolve()
    change(content / "conditions" / "flat-tyre.yml", "group: wheels", "group: weels")
    (full.parent / "elsewhere").mkdir()
    monkeypatch.chdir(full.parent / "elsewhere")
    assert lines(report_on(full)) == [f"{full.as_posix()}/conditions/flat-tyre.yml:2:8 [unknown-group]"]


def test_links_to_files_outside_are_read_like_files(content: Path) -> None:
    outside = content.parent / "shared.yml"
    shutil.move(content / "people.yml", outside)
    (content / "people.yml").symlink_to(outside.resolve())
    assert report_on(content).as_text() == ""
