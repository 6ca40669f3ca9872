"""Each rule at work: a small atlas, broken in one way, and the complete report that its author gets.

A case is a folder in `tests/problems/`, named after its rule (`<rule>` or `<rule>.<what it shows>`). It
changes the valid atlas in `_valid`: by whole files, and by `edits.yml`, a list of *file*, *find* and *put*
(or *gone*). `expected.txt` is the whole report. A new case is new files, no new code. After a change on
purpose, `WRITE_EXPECTED=1 pytest tests/test_rules.py` writes the reports anew: read what changed.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from build_tools.checks import BUILDING, IMPORTING, READING, RULES, check
from build_tools.loading import load
from build_tools.places import PACKAGE
from build_tools.problems import Report

PROBLEMS = Path(__file__).parent / "problems"
CASES = sorted(path.name for path in PROBLEMS.iterdir() if path.is_dir() and not path.name.startswith("_"))
DOCS = Path(__file__).parent.parent / "docs" / "contribute" / "checks.md"

NOT_AS_FILES = {
    "unreadable-file": "needs a file that its owner may not read; see test_yaml_files.py",
    "file-too-large": "four megabytes do not belong into a repository; see test_yaml_files.py",
}
"""Rules whose broken example no folder of small files can hold."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An author's folder with the valid atlas in `content_src`; commands run there."""
    shutil.copytree(PROBLEMS / "_valid", tmp_path / "content_src")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def break_atlas(content: Path, case: Path) -> None:
    """Changes the valid atlas in *content* as the folder *case* says."""
    for path in sorted(case.rglob("*")):
        if path.is_file() and path.name not in ("edits.yml", "expected.txt"):
            target = content / path.relative_to(case)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    edits = case / "edits.yml"
    for edit in yaml.safe_load(edits.read_text("utf-8")) if edits.is_file() else ():
        target = content / edit["file"]
        if edit.get("gone"):
            shutil.rmtree(target) if target.is_dir() else target.unlink()
            continue
        text = target.read_bytes().decode("utf-8")
        assert text.count(edit["find"]) == 1, f"{edit['find']!r} must stand once in {edit['file']}"
        target.write_bytes(text.replace(edit["find"], edit["put"]).encode("utf-8"))


def report_on(content: Path) -> Report:
    """All that loading and checking find, as the command line puts it together."""
    collection, report = load(content)
    return report + check(collection) if collection else report


def test_the_valid_atlas_has_no_problems(desk: Path) -> None:
    assert report_on(Path("content_src")).as_text() == ""


@pytest.mark.parametrize("name", CASES)
def test_a_broken_atlas_gets_exactly_this_report(name: str, desk: Path) -> None:
    break_atlas(desk / "content_src", PROBLEMS / name)
    expected = PROBLEMS / name / "expected.txt"
    report = report_on(Path("content_src")).as_text() + "\n"
    if "WRITE_EXPECTED" in os.environ:
        expected.write_text(report, "utf-8")
    assert report == expected.read_text("utf-8")
    assert f"[{name.partition('.')[0]}]" in report


def test_every_rule_has_a_broken_example() -> None:
    shown = {name.partition(".")[0] for name in CASES}
    rules = {*(rule.name for rule in RULES), *READING}
    assert shown | NOT_AS_FILES.keys() == rules
    assert not shown & NOT_AS_FILES.keys()


def test_every_rule_stands_in_the_guide_with_what_it_wants_and_the_way_out() -> None:
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| (.+?) \| (.+?) \|$", DOCS.read_text("utf-8"), re.MULTILINE)
    wants = {**{rule.name: rule.wants for rule in RULES}, **READING, **IMPORTING, **BUILDING}
    assert {name: said for name, said, _ in rows} == wants
    assert len(rows) == len(wants), "a rule stands there twice"
    assert all(way_out.endswith(".") for _, _, way_out in rows)


def test_the_guide_says_which_rules_only_warn_and_which_stay_on() -> None:
    text = DOCS.read_text("utf-8")
    (warns,) = re.findall(r"^Rules that only warn: (.+)\.$", text, re.MULTILINE)
    assert re.findall(r"`([a-z0-9-]+)`", warns) == sorted(r.name for r in RULES if r.severity == "warning")
    (switchable,) = re.findall(r"^Rules that can be switched off: (.+)\.$", text, re.MULTILINE)
    assert re.findall(r"`([a-z0-9-]+)`", switchable) == sorted(r.name for r in RULES if not r.is_always_on)


def test_a_name_is_given_to_one_rule_only() -> None:
    names = [*(rule.name for rule in RULES), *READING, *IMPORTING, *BUILDING]
    assert sorted(names) == sorted(set(names))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)


def test_every_rule_says_in_one_sentence_what_it_wants() -> None:
    for wants in (
        *(rule.wants for rule in RULES),
        *READING.values(),
        *IMPORTING.values(),
        *BUILDING.values(),
    ):
        assert wants.endswith("."), wants
        assert "\n" not in wants
        assert len(wants) <= 110, wants


READERS = [
    *(PACKAGE / f"{name}.py" for name in ("yaml_problems", "yaml_syntax", "yaml_events")),
    *(PACKAGE / f"{name}.py" for name in ("yaml_files", "strays", "loading")),
    PACKAGE / "records" / "shape.py",
]
IMPORTERS = sorted((PACKAGE / "importers").glob("*.py"))
BUILDERS = [PACKAGE / "planning.py", *sorted((PACKAGE / "frames").glob("*.py"))]


def test_reading_the_files_keeps_just_the_rules_of_its_list() -> None:
    assert {name for path in READERS for name in _rule_names_in(path)} == READING.keys()


def test_building_the_pages_keeps_just_the_rules_of_its_list() -> None:
    assert {name for path in BUILDERS for name in _rule_names_in(path)} == BUILDING.keys()


def test_importing_a_data_set_keeps_just_the_rules_of_its_list() -> None:
    assert {name for path in IMPORTERS for name in _rule_names_in(path)} == IMPORTING.keys()


def test_nothing_else_has_rules_of_its_own() -> None:
    others = set(PACKAGE.rglob("*.py")) - {
        *READERS,
        *IMPORTERS,
        *BUILDERS,
        *(PACKAGE / "checks").glob("*.py"),
    }
    assert [name for path in others for name in _rule_names_in(path)] == []


def _rule_names_in(path: Path) -> Iterator[str]:
    """The names of rules that a module gives to a `Problem`, however it puts one together."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            maker = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = {"Problem": 1, "_say": 1, "Fault": 0, "unreadable": 0, "_Finding": 4}.get(maker)
            if place is not None and len(node.args) > place:
                yield from _text(node.args[place])
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and path.name == "shape.py":
            yield from _text(node.value.elts[0])


def _text(node: ast.expr) -> Iterator[str]:
    word = node.value if isinstance(node, ast.Constant) else None
    if isinstance(word, str) and re.fullmatch(r"[a-z]+(-[a-z]+)*", word):
        yield word


def test_a_rule_that_is_switched_off_is_silent(desk: Path) -> None:
    break_atlas(desk / "content_src", PROBLEMS / "words-not-ours")
    site = desk / "content_src" / "site.yml"
    assert report_on(desk / "content_src").errors > 0
    site.write_text(
        site.read_text("utf-8") + "checks_off:\n  - {rule: words-not-ours, reason: We mean it.}\n"
    )
    assert report_on(desk / "content_src").as_text() == ""


def test_a_record_broken_in_every_way_gets_one_report_in_the_order_of_its_lines(desk: Path) -> None:
    break_atlas(desk / "content_src", PROBLEMS / "_everything")
    report = report_on(Path("content_src"))
    said = report.as_text() + "\n"
    expected = PROBLEMS / "_everything" / "expected.txt"
    if "WRITE_EXPECTED" in os.environ:
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")
    places = [(p.where.path, p.where.line, p.where.column) for p in report]
    assert places == sorted(places)
    assert len({p.rule for p in report}) >= 25
