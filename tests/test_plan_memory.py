"""A plan is remembered for the very bytes that it was made from, and a site made of it is the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from build_tools import places, plan_memory
from build_tools.cli import main
from build_tools.places import CONTENT, DOCS, PRIVATE, SCHEMAS, SCRIPTS, STYLESHEETS
from build_tools.plan_memory import PlanMemory
from build_tools.planning import make_plan
from build_tools.problems import Report
from tests.frames.tiny import SHORT, page, tiny_plan
from tests.test_own_atlas import headaches  # noqa: F401

TAKEN = "Taking pages that are as they were"


def files_of(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


@pytest.fixture
def built(
    headaches: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[[], tuple[dict[str, bytes], str]]:
    """Builds the small atlas; has its files and what the build said."""
    monkeypatch.setattr(places, "REMEMBERED_PLAN", tmp_path / "remembered")

    def build() -> tuple[dict[str, bytes], str]:
        code = main(["build", "--content", str(headaches), "--site-dir", str(tmp_path / "site")])
        said = capsys.readouterr()
        assert code == 0, said.err
        return files_of(tmp_path / "site"), said.out + said.err

    return build


Build = Callable[[], tuple[dict[str, bytes], str]]


def test_a_second_build_of_the_same_records_writes_no_page_and_makes_the_same_site(built: Build) -> None:
    first, said = built()
    assert TAKEN not in said
    second, said = built()
    assert TAKEN in said
    assert "Reading files" not in said
    assert "Writing pages" not in said
    assert second == first


def test_a_changed_record_is_read_and_its_pages_are_written(built: Build, headaches: Path) -> None:  # noqa: F811
    built()
    record = headaches / "conditions/migraine.yml"
    record.write_text(record.read_text("utf-8").replace("comes back", "returns"), "utf-8")
    site, said = built()
    assert TAKEN not in said
    assert b"A headache that returns" in site["conditions/migraine/index.html"]


def test_a_build_that_fails_is_not_remembered(built: Build, headaches: Path) -> None:  # noqa: F811
    record = headaches / "conditions/migraine.yml"
    right = record.read_text("utf-8")
    record.write_text(right.replace("id: throbbing", "id: throbing"), "utf-8")
    with pytest.raises(AssertionError, match="throbing"):
        built()
    with pytest.raises(AssertionError, match="throbing"):
        built()
    record.write_text(right, "utf-8")
    assert TAKEN not in built()[1]


def test_a_warning_is_said_again(headaches: Path, tmp_path: Path) -> None:  # noqa: F811
    record = headaches / "conditions/migraine.yml"
    record.write_text(record.read_text("utf-8").replace("that comes back", "that 12 % have"), "utf-8")

    plan, report = make_plan(headaches, memory=PlanMemory(tmp_path / "memory", headaches))
    assert plan is not None
    assert report.warnings > 0
    assert [file for errand in plan.exports for file in errand()]
    known = PlanMemory(tmp_path / "memory", headaches).plan(hands=1)
    assert known is not None
    assert known[1] == report


def test_a_plan_from_memory_needs_no_models_and_no_checks(headaches: Path, tmp_path: Path) -> None:  # noqa: F811
    """To import them takes longer than to take the plan."""
    plan, _ = make_plan(headaches, memory=PlanMemory(tmp_path / "memory", headaches))
    assert plan is not None
    assert [file for errand in plan.exports for file in errand()]
    taken = (
        "import sys; from pathlib import Path; from build_tools.plan_memory import PlanMemory; "
        "from build_tools.frames.compose import compose; "
        "plan, _ = PlanMemory(Path(sys.argv[1]), Path(sys.argv[2])).plan(hands=1); "
        "files = [file for errand in plan.exports for file in errand()]; "
        "print(len(plan.pages), len(files), *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", taken, str(tmp_path / "memory"), str(headaches)],
        env={**os.environ, "PYTHONPATH": str(places.PROJECT)},
        check=True,
        capture_output=True,
        text=True,
    )
    pages, files, *imported = done.stdout.split()
    assert int(pages) == len(plan.pages)
    assert int(files) > int(pages) / 2
    assert not {"pydantic", "build_tools.records", "build_tools.checks"} & set(imported)


def remember(folder: Path, content: Path, letters: str = "abc") -> None:
    remember_in(PlanMemory(folder, content), letters)


def remember_in(memory: PlanMemory, letters: str = "abc") -> None:
    """A plan of one page a letter, and a file for each."""
    for job in memory.jobs([partial(list, [page(f"{letter}/", SHORT, letter)]) for letter in letters]):
        job()
    for errand in memory.errands([partial(list, [(letter, b"")]) for letter in letters]):
        errand()
    memory.finish(replace(tiny_plan(), pages=(), name=letters), Report())


def remembered(folder: Path, content: Path) -> tuple[str, str, str] | None:
    """Letters of the pages, and of the files, and the name of the plan."""
    known = PlanMemory(folder, content).plan(hands=1)
    if known is None:
        return None
    plan, _ = known
    files = [path for errand in plan.exports for path, _ in errand()]
    return "".join(page.title for page in plan.pages), "".join(files), plan.name


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of records, and one for each other thing that is looked at anew for each plan."""
    for name in ("content", "templates", "docs"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.md").write_text("one")
        if name != "content":
            monkeypatch.setattr(plan_memory, name.upper(), tmp_path / name)
    return tmp_path / "content"


def test_what_is_remembered_comes_back_in_its_order(content: Path, tmp_path: Path) -> None:
    letters = "".join(map(chr, range(100, 300)))
    assert remembered(tmp_path / "memory", content) is None
    remember(tmp_path / "memory", content, letters)
    assert remembered(tmp_path / "memory", content) == (letters, letters, letters)


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "content/page.md").write_text("two"),
        lambda folder: (folder / "templates/page.md").write_text("two"),
        lambda folder: (folder / "content/page.md").rename(folder / "content/other.md"),
        lambda folder: (folder / "content/more.md").write_text(""),
        lambda folder: (folder / "content/conditions.yml").mkdir(),
        lambda folder: (folder / "content/page.yml").symlink_to("nowhere"),
        lambda folder: (folder / "docs/more.md").write_text(""),
    ],
    ids=["record", "template", "name", "new record", "folder", "link to nowhere", "new page by hand"],
)
def test_whatever_a_plan_is_made_from_makes_it_anew_when_it_changes(
    content: Path, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    remember(tmp_path / "memory", content)
    change(tmp_path)
    assert remembered(tmp_path / "memory", content) is None


def test_another_current_folder_makes_it_anew(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(tmp_path / "memory", content)
    monkeypatch.chdir(tmp_path)
    assert remembered(tmp_path / "memory", content) is None


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str], str]:
    """Runs a line of Python with a copy of our code, of which it has the digest, and says what it printed."""
    shutil.copytree(places.PACKAGE, tmp_path / "build_tools", ignore=shutil.ignore_patterns("__pycache__"))
    begin = "from build_tools import plan_memory; print(plan_memory._OWN.hex());"

    def run(line: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "-c", begin + line], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stdout

    return run


@pytest.mark.parametrize("name", ["words.py", "importers/hpo.yml", "frames/new.py"])
def test_a_process_with_other_code_takes_nothing_from_one_before(
    own: Callable[[str], str], tmp_path: Path, name: str
) -> None:
    first = own("")
    assert own("") == first
    with (tmp_path / "build_tools" / name).open("a", encoding="utf-8") as file:
        file.write("# another line\n")
    assert own("") != first


def test_a_process_with_another_library_takes_nothing_from_one_before(
    own: Callable[[str], str], tmp_path: Path
) -> None:
    first = own("")
    (tmp_path / "jinja2-4.0.dist-info").mkdir()
    assert own("") != first


def test_code_that_is_edited_while_a_server_runs_is_not_what_its_plan_was_made_by(
    own: Callable[[str], str], content: Path
) -> None:
    digest = f"from pathlib import Path; digest = lambda: print(plan_memory._digest(Path({str(content)!r})).hex());"
    edit = "open('build_tools/words.py', 'a').write('# another line');"
    first, before, after = own(f"{digest} digest(); {edit} digest()").split()
    assert before == after
    newer, after = own(f"{digest} digest()").split()
    assert newer != first
    assert after != before


def test_a_plan_of_records_that_were_saved_meanwhile_is_not_remembered(content: Path, tmp_path: Path) -> None:
    memory = PlanMemory(tmp_path / "memory", content)
    (content / "page.md").write_text("two")
    remember_in(memory)
    (content / "page.md").write_text("one")
    assert remembered(tmp_path / "memory", content) is None


def test_what_is_no_file_and_who_stands_in_a_circle_stops_nothing(content: Path, tmp_path: Path) -> None:
    os.mkfifo(content / "pipe.yml")
    for name in ("one", "two", "three"):
        (content / name).mkdir()
        for other in ("one", "two", "three"):
            (content / name / f"to-{other}").symlink_to(content / other)
    (content / "self").symlink_to(content)
    remember(tmp_path / "memory", content)
    assert remembered(tmp_path / "memory", content) is not None
    (content / "three/page.md").write_text("one")
    assert remembered(tmp_path / "memory", content) is None


def test_the_history_of_a_content_folder_is_none_of_its_records(content: Path, tmp_path: Path) -> None:
    remember(tmp_path / "memory", content)
    (content / ".git").mkdir()
    (content / ".git/HEAD").write_text("main")
    assert remembered(tmp_path / "memory", content) is not None


def test_links_that_change_places_make_it_anew(content: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (content / name).mkdir()
        (content / name / "page.md").write_text(name)
        (content / f"to-{name}").symlink_to(content / name)
    remember(tmp_path / "memory", content)
    for name, other in (("one", "two"), ("two", "one")):
        (content / f"to-{name}").unlink()
        (content / f"to-{name}").symlink_to(content / other)
    assert remembered(tmp_path / "memory", content) is None


def test_words_on_a_page_written_by_hand_leave_the_plan_as_it_is(content: Path, tmp_path: Path) -> None:
    remember(tmp_path / "memory", content)
    (tmp_path / "docs/page.md").write_text("two")
    assert remembered(tmp_path / "memory", content) is not None


def test_half_a_file_or_one_of_another_plan_is_none(content: Path, tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    remember(memory, content)
    good = files_of(memory)
    (content / "page.md").write_text("two")
    remember(memory, content)
    others = files_of(memory)
    (content / "page.md").write_text("one")
    assert good.keys() == others.keys() == {"rest", "block-0", "errand-0", "errand-1", "errand-2"}
    for name, whole in good.items():
        spoiled = bytearray(whole)
        spoiled[-3] ^= 1
        for bad in (whole[:-1], whole + b".", whole[:10], b"", bytes(spoiled), others[name]):
            for other, kept in good.items():
                (memory / other).write_bytes(kept)
            assert remembered(memory, content) is not None
            (memory / name).write_bytes(bad)
            assert remembered(memory, content) is None, (name, bad)
        (memory / name).unlink()
        assert remembered(memory, content) is None, name


def test_files_of_two_builds_make_no_plan(content: Path, tmp_path: Path) -> None:
    """Two at once may write over each other's, of the same records too: a pickle differs from run to run."""
    memory = tmp_path / "memory"
    remember(memory, content)
    first = files_of(memory)
    remember(memory, content)
    (memory / "block-0").write_bytes(first["block-0"])
    assert remembered(memory, content) is None


def test_where_nothing_can_be_remembered_everything_is_made_all_the_same(
    content: Path, tmp_path: Path
) -> None:
    (tmp_path / "memory").write_text("a file is in the way")
    remember(tmp_path / "memory", content)
    assert remembered(tmp_path / "memory", content) is None


_opened: set[str] | None = None


def _watch(event: str, given: tuple[Any, ...]) -> None:
    if _opened is not None and event in ("open", "os.listdir", "os.scandir") and isinstance(given[0], str):
        _opened.add(str(Path(given[0]).absolute()))


sys.addaudithook(_watch)


@contextmanager
def watched() -> Iterator[set[str]]:
    """The files and folders that are opened meanwhile."""
    global _opened
    found: set[str] = set()
    _opened = found
    try:
        yield found
    finally:
        _opened = None


def test_a_plan_is_made_from_no_file_that_its_memory_does_not_know() -> None:
    with watched() as opened:
        plan, _ = make_plan(CONTENT)
        assert plan is not None
        files = [path for errand in plan.exports for path, _ in errand()]
    known = {str(Path(path)) for path in (*plan_memory.inputs(CONTENT), *plan_memory.code())}
    assert str(CONTENT / "site.yml") in opened & known
    assert len(files) > 1000
    elsewhere = {
        path
        for path in opened - known
        if not Path(path).is_dir() and not path.startswith((str(PRIVATE), sys.prefix, sys.base_prefix))
    }
    assets = {path for path in elsewhere if Path(path).parent in (SCHEMAS, SCRIPTS, STYLESHEETS)}
    assert assets, "they are read by errands that are not remembered"
    assert elsewhere - assets == set()
    # Python looks into the folders of sys.path when it imports.
    folders = {path for path in opened if Path(path).is_dir()} - {
        str(Path(path).absolute()) for path in sys.path
    }
    roots = (CONTENT, places.PACKAGE, SCHEMAS, SCRIPTS, STYLESHEETS, DOCS, PRIVATE, Path(sys.prefix))
    assert {path for path in folders if not any(Path(path).is_relative_to(root) for root in roots)} == set()
