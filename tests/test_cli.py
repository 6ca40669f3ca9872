"""The command line: what it prints, how it exits, and that nothing an author writes makes it stumble."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.cli import main
from build_tools.places import CONTENT, PROJECT, SCHEMAS

VALID = Path(__file__).parent / "problems" / "_valid"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small atlas without problems in `content_src`, and the examples; commands run there."""
    shutil.copytree(VALID, tmp_path / "content_src")
    shutil.copytree(CONTENT / "_examples", tmp_path / "content_src" / "_examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def misspell(desk: Path) -> None:
    """Two mistakes: an error, and a sentence that only warns."""
    path = desk / "content_src" / "conditions" / "flat-tyre.yml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"- id: [a-z-]+", "- id: his-ing", text, count=1), "utf-8")


def warn(desk: Path) -> None:
    path = desk / "content_src" / "conditions" / "flat-tyre.yml"
    text = path.read_text("utf-8")
    assert "\nsummary: " in text
    path.write_text(
        re.sub(r"\nsummary: (?:>-\n  )?", r"\g<0>Here 30 % of air is lost. ", text, count=1), "utf-8"
    )


def run(*arguments: str) -> int:
    return main([*arguments])


def check(*options: str) -> int:
    return run("check", "--content", "content_src", *options)


# --- check ---


def test_check_of_a_sound_atlas_says_so_and_exits_0(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check() == 0
    assert re.fullmatch(r"0 errors, 0 warnings in \d+ records\.\n", capsys.readouterr().out)


def test_check_exits_1_and_begins_each_problem_with_its_place(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    misspell(desk)
    assert check() == 1
    said = capsys.readouterr().out
    assert re.match(r"content_src/conditions/flat-tyre\.yml:\d+:\d+: error \[unknown-symptom\] ", said)
    assert re.search(r"\n\n\d+ errors?, 0 warnings in \d+ records\.\n$", said)


def test_check_as_json_is_json_with_every_part_of_a_problem(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    misspell(desk)
    assert check("--format", "json") == 1
    report = json.loads(capsys.readouterr().out)
    first = report["problems"][0]
    assert report["errors"] == sum(problem["severity"] == "error" for problem in report["problems"])
    assert set(first) == {"path", "line", "column", "severity", "rule", "message", "hint"}
    assert first["rule"] == "unknown-symptom"


def test_check_as_json_of_a_sound_atlas_is_an_empty_list(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check("--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == {"errors": 0, "warnings": 0, "problems": []}


def test_check_for_github_annotates_the_line(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    misspell(desk)
    assert check("--format", "github") == 1
    for line in capsys.readouterr().out.splitlines():
        assert re.match(r"::(error|warning) file=[^,:]+,line=\d+,col=\d+,title=[a-z-]+::.", line)


def test_check_for_github_says_nothing_where_nothing_is_wrong(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check("--format", "github") == 0
    assert capsys.readouterr().out == ""


def test_words_of_an_author_cannot_make_a_command_for_github(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = desk / "content_src" / "conditions" / "flat-tyre.yml"
    text = path.read_text("utf-8")
    path.write_text(f'{text}"x\\n::error::stolen": y\n', "utf-8")
    assert check("--format", "github") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(line.startswith("::error file=") for line in lines)


def test_a_warning_exits_0_and_with_strict_1(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    warn(desk)
    assert check() == 0
    assert "warning [percent-sign]" in capsys.readouterr().out
    assert check("--strict") == 1
    assert "error [percent-sign]" in capsys.readouterr().out


def test_check_of_a_folder_that_is_not_there_exits_1_and_names_it(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", "--content", "elsewhere") == 1
    assert "error [no-content]" in capsys.readouterr().out


def test_the_real_records_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == 0, capsys.readouterr().out


# --- build ---


def test_a_build_of_broken_records_exits_1_and_leaves_the_site(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    misspell(desk)
    site = desk / "site"
    site.mkdir()
    (site / "index.html").write_text("the last good one")
    assert run("build", "--content", "content_src", "--site-dir", "site") == 1
    assert capsys.readouterr().err.endswith("Nothing was written; site/ is as it was.\n")
    assert [path.name for path in desk.rglob("site*/**/*") if path.is_file()] == ["index.html"]


def test_a_site_that_would_replace_a_project_exits_3_with_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    assert run("build", "--site-dir", str(tmp_path)) == 3
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "pyproject.toml" in said
    assert [path.name for path in tmp_path.iterdir()] == ["pyproject.toml"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["no-such-command"],
        ["check", "--format", "xml"],
        ["build", "--engine", "hugo"],
        ["review-due", "--on", "soon"],
        ["new", "condition"],
    ],
)
def test_wrong_usage_exits_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: python -m build_tools" in capsys.readouterr().err


# --- new ---


@pytest.mark.parametrize("kind", ["about", "condition", "topic"])
def test_new_begins_a_file_of_its_own(kind: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", kind, "wet-saddle", "--content", "content_src") == 0
    (path,) = (desk / "content_src").rglob("wet-saddle.yml")
    shown = path.relative_to(desk).as_posix()
    said, _, command = capsys.readouterr().out.partition("then run: ")
    assert said == f"Begun: {shown}\nIts facts are borrowed from the example. Replace them all, "
    assert command.endswith(" -m build_tools check --content content_src\n")


def test_the_command_that_new_names_can_be_run_as_it_stands(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("new", "topic", "wet-saddle", "--content", "content_src") == 0
    command = capsys.readouterr().out.partition("then run: ")[2]
    environment = {"PATH": "/nowhere", "PYTHONPATH": str(PROJECT)}
    made = subprocess.run(shlex.split(command), cwd=desk, env=environment, capture_output=True, check=False)
    assert made.stdout.endswith(b" records.\n"), made.stderr


def test_new_adds_to_the_list_that_a_kind_shares(desk: Path) -> None:
    assert run("new", "symptom", "wet-saddle", "--content", "content_src") == 0
    text = (desk / "content_src" / "vocabulary" / "symptoms.yml").read_text("utf-8")
    assert text.startswith((VALID / "vocabulary" / "symptoms.yml").read_text("utf-8").rstrip())
    assert "\n\n- id: wet-saddle\n" in text


@pytest.mark.parametrize(("kind", "id"), [("condition", "flat-tyre"), ("symptom", "wet-saddle")])
def test_new_never_touches_what_is_there(
    kind: str, id: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("new", "symptom", "wet-saddle", "--content", "content_src")
    before = {path: path.read_bytes() for path in desk.rglob("*.yml")}
    assert run("new", kind, id, "--content", "content_src") == 2
    assert "already" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in desk.rglob("*.yml")} == before


@pytest.mark.parametrize(
    ("given", "likely"),
    [
        ("Rücken links", "ruecken-links"),
        ("Loud_Tyre.yml", "loud-tyre"),
        ("Crème\u2013brûlée", "creme-brulee"),
        ("ti\u00adtle", "title"),
        ("a or b", "a-and-b"),
        (" Straße ", "strasse"),
    ],
)
def test_new_says_how_an_id_could_be_written(
    given: str, likely: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("new", "condition", given, "--content", "content_src") == 2
    assert capsys.readouterr().err.endswith(f": {likely}.\n")
    assert run("new", "condition", likely, "--content", "content_src") == 0


@pytest.mark.parametrize("id", ["Flat", "a--b", "", "-a", "a-or-b", "../x", "a b", "a.yml", "é", "a\n"])
def test_new_refuses_what_cannot_be_an_id(id: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(desk.rglob("*"))
    assert run("new", "condition", "--content", "content_src", "--", id) == 2
    assert "cannot be an id" in capsys.readouterr().err
    assert sorted(desk.rglob("*")) == before


@pytest.mark.parametrize("kind", ["conditions", "../site", "site", "", "reference", "Condition"])
def test_new_of_an_unknown_kind_names_those_that_there_are(
    kind: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("new", kind, "wet-saddle", "--content", "content_src") == 2
    said = capsys.readouterr().err
    assert f'"{kind}"' in said
    assert "about, body-area, condition, red-flag, risk-factor, story, symptom, term, topic." in said


def test_new_says_where_examples_would_stand_and_how_to_check_what_was_begun(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("new", "condition", "wet-saddle", "--content", "content_src") == 0
    assert capsys.readouterr().out.endswith("check --content content_src\n")
    assert run("new", "condition", "wet-saddle", "--content", "other") == 2
    assert capsys.readouterr().err.endswith("Examples would stand in other/_examples/.\n")


def test_new_of_a_misspelt_kind_names_the_nearest(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", "conditon", "wet-saddle", "--content", "content_src") == 2
    assert 'Did you mean "condition"?' in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_who_stops_reading_is_told_nothing() -> None:
    command = f"{sys.executable} -m build_tools check --content {CONTENT} --format json | true"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


# --- review-due ---


def test_a_day_that_is_none_is_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["review-due", "--on", "2030-13-01"])
    assert '"2030-13-01" is no day. Write it as 2027-03-01.' in capsys.readouterr().err


def test_reviews_are_due_on_their_day_and_not_before(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = ("--content", "content_src")
    assert run("review-due", "--on", "2027-02-28", *content) == 0
    assert capsys.readouterr().out == "0 reviews due on 2027-02-28.\n"
    assert run("review-due", "--on", "2027-03-01", *content) == 1
    said = capsys.readouterr().out.splitlines()
    assert re.match(
        r"content_src/about/this-atlas\.yml:\d+:\d+: about this-atlas was due on 2027-03-01$", said[0]
    )
    assert said[-1] == f"{len(said) - 1} reviews due on 2027-03-01."


def test_reviews_without_a_day_are_those_of_today(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (desk / "content_src").rglob("*.yml"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"next: \d{4}-\d\d-\d\d", "next: 2999-01-01", text), "utf-8")
    assert run("review-due", "--content", "content_src") == 0
    assert re.match(r"0 reviews due on 2\d\d\d-\d\d-\d\d\.", capsys.readouterr().out)


# --- schema ---


def test_the_schemas_for_editors_are_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_tools.places.SCHEMAS", tmp_path)
    assert run("schema") == 0
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in SCHEMAS.iterdir()}
    assert made == kept, "run: make schema"


@pytest.mark.parametrize(
    ("kind", "part", "field"), [("condition", "Finding", "cite"), ("place", "Contact", "source")]
)
def test_editors_take_one_source_as_well_as_a_list(kind: str, part: str, field: str) -> None:
    schema = json.loads((SCHEMAS / f"{kind}.json").read_text("utf-8"))
    taken = schema["$defs"][part]["properties"][field]["anyOf"]
    assert {form["type"] for form in taken} == {"array", "string"}


# --- Nothing stumbles ---


def python(*arguments: str, cwd: Path = PROJECT, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), **variables}
    return subprocess.run(
        [sys.executable, "-m", "build_tools", *arguments],
        cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_the_command_runs_as_a_module_from_any_folder(desk: Path) -> None:
    made = python("check", "--content", "content_src", cwd=desk)
    assert (made.returncode, made.stderr) == (0, "")


@pytest.mark.parametrize("command", ["check", "build", "new", "review-due", "schema"])
def test_every_command_explains_itself(command: str) -> None:
    made = python(command, "--help")
    assert made.returncode == 0
    assert made.stdout.startswith(f"usage: python -m build_tools {command} ")


def test_the_command_line_imports_no_models_and_no_pages_before_a_command_needs_them() -> None:
    """They take longer than a build whose plan is remembered takes to find it."""
    found = subprocess.run(
        [sys.executable, "-c", "import sys, build_tools.cli; print(*sys.modules)"],
        cwd=PROJECT,
        check=True,
        capture_output=True,
        text=True,
    )
    imported = set(found.stdout.split())
    assert "build_tools.plan_memory" in imported
    assert not imported & {"pydantic", "build_tools.records", "build_tools.checks", "build_tools.planning"}


def test_a_disk_that_cannot_be_read_is_no_fault_of_the_author(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left\non device")

    monkeypatch.setattr("build_tools.checks.load_and_check", full)
    assert check() == 3
    assert capsys.readouterr().err == "The command check stopped: No space left on device\n"


def test_strange_things_in_the_content_folder_are_problems(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conditions = desk / "content_src" / "conditions"
    (conditions / "a-folder.yml").mkdir()
    (conditions / "points-nowhere.yml").symlink_to("nothing")
    (conditions / "points-to-itself.yml").symlink_to("points-to-itself.yml")
    (conditions / "bytes.yml").write_bytes(bytes(range(256)))
    (conditions / "utf-16.yml").write_text("name: Flat", "utf-16")
    (conditions / "empty.yml").write_text("")
    (conditions / "deep.yml").write_text("[" * 100_000)
    (conditions / "long.yml").write_text(f"name: {'x' * 5_000_000}")
    (conditions / "a\nline.yml").write_text("name: x")
    (conditions / "laughs.yml").write_text("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b, *b]\n")
    (desk / "content_src" / "references.json").write_text('[{"id": ' * 5_000)
    assert check() == 1
    said = capsys.readouterr().out
    assert "Traceback" not in said
    for name in (
        "a-folder",
        "points-nowhere",
        "points-to-itself",
        "bytes",
        "utf-16",
        "empty",
        "deep",
        "laughs",
    ):
        assert re.search(rf"/{name}\.yml:\d+:\d+: error", said), name


YAMLISH = st.text(alphabet="ab -:\n\t[]{}#&*!|>%@`'\"\\,?~0\u00e9\u2028\U0001f9b4\ufeff\x00\x07", max_size=60)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    text=YAMLISH,
    where=st.sampled_from(["conditions/flat-tyre.yml", "red-flags.yml", "references.json", "site.yml"]),
)
def test_no_file_that_anybody_could_write_makes_the_check_stumble(
    text: str, where: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = desk / "content_src" / where
    before = path.read_bytes()
    try:
        path.write_bytes(text.encode())
        assert check() in (0, 1)
        for beginning in (before[: len(before) // 2], before.replace(b": ", b":\n- ", 3)):
            path.write_bytes(beginning + text.encode())
            assert check("--format", "github") in (0, 1)
    finally:
        path.write_bytes(before)
    capsys.readouterr()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(value=VALUES, data=st.data())
def test_no_value_in_any_field_makes_the_check_stumble(
    value: object, data: st.DataObject, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON is YAML, so a record as JSON may have anything anywhere."""
    where = data.draw(
        st.sampled_from(
            ["conditions/flat-tyre", "red-flags", "vocabulary/symptoms", "topics/winter", "site", "locales"]
        )
    )
    path = desk / "content_src" / f"{where}.yml"
    record = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    holder, key = data.draw(st.sampled_from(sorted(_slots(record), key=lambda slot: str(slot[1]))))
    holder[key] = value
    other = path.with_suffix(".json")
    before = path.read_bytes()
    try:
        path.unlink()
        other.write_text(json.dumps(record), "utf-8")
        assert check() in (0, 1)
    finally:
        other.unlink()
        path.write_bytes(before)
    capsys.readouterr()


def _slots(value: Any) -> list[tuple[Any, str | int]]:
    """Every place in a nested value that something else could stand in."""
    if not isinstance(value, (dict, list)):
        return []
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    return [(value, key) for key in keys] + [slot for key in keys for slot in _slots(value[key])]
