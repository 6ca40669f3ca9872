"""The swap: readers see the old site or the new one, and nothing between."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.frames import swap
from build_tools.frames.ground import Ground
from build_tools.frames.swap import SiteFolderError, Workspace
from build_tools.places import PROJECT


def workspace_of(site: Path) -> Workspace:
    return Workspace(site, site.parent / ".grounds")


def put(folder: Path, text: str) -> None:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(text)


def said(folder: Path) -> str:
    return (folder / "index.html").read_text()


def test_a_first_site_is_moved_into_its_place(tmp_path: Path) -> None:
    with workspace_of(tmp_path / "site") as workspace:
        put(workspace.new, "new")
        workspace.swap()
    assert said(tmp_path / "site") == "new"


def test_a_new_site_takes_the_place_of_the_old_and_leaves_no_litter(tmp_path: Path) -> None:
    put(tmp_path / "site", "old")
    with workspace_of(tmp_path / "site") as workspace:
        put(workspace.new, "new")
        workspace.swap()
    assert said(tmp_path / "site") == "new"
    assert {path.name for path in tmp_path.iterdir()} == {"site", ".grounds"}


def test_without_a_swap_the_old_site_stays(tmp_path: Path) -> None:
    put(tmp_path / "site", "old")
    with workspace_of(tmp_path / "site") as workspace:
        put(workspace.new, "new")
    assert said(tmp_path / "site") == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"site", ".grounds"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have two renames")
def test_there_is_no_moment_without_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "site", "old")

    def refuse(self: Path, target: Path) -> None:
        raise AssertionError(f"{self} was moved alone")

    with workspace_of(tmp_path / "site") as workspace:
        put(workspace.new, "new")
        with monkeypatch.context() as moment:
            moment.setattr(Path, "rename", refuse)
            workspace.swap()
    assert said(tmp_path / "site") == "new"


def test_where_folders_cannot_be_exchanged_two_renames_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    put(tmp_path / "site", "old")
    with workspace_of(tmp_path / "site") as workspace:
        put(workspace.new, "new")
        workspace.swap()
    assert said(tmp_path / "site") == "new"


def test_a_second_rename_that_fails_brings_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    put(tmp_path / "site", "old")
    with workspace_of(tmp_path / "site") as workspace, pytest.raises(FileNotFoundError):
        workspace.swap()
    assert said(tmp_path / "site") == "old"


def test_a_swap_that_was_cut_off_is_taken_back_at_the_next_start(tmp_path: Path) -> None:
    put(tmp_path / ".site.build/old", "old")
    put(tmp_path / ".site.build/new", "half")
    with workspace_of(tmp_path / "site") as workspace:
        assert said(tmp_path / "site") == "old"
        assert not workspace.new.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no such locks there")
def test_a_second_build_of_the_same_site_is_refused(tmp_path: Path) -> None:
    with (
        workspace_of(tmp_path / "site") as workspace,
        pytest.raises(SiteFolderError, match="Another build is writing"),
        workspace_of(tmp_path / "site"),
    ):
        pass
    assert not workspace.folder.exists()
    with workspace_of(tmp_path / "site"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="no such locks there")
def test_a_build_that_begins_while_another_ends_has_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    workspace, lock = workspace_of(tmp_path / "site"), fcntl.flock

    def late(file: int, how: int) -> None:
        if ends:
            ends.pop().rmdir()
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", late)
    ends = [workspace.folder]
    with workspace:
        assert not ends
        assert workspace.folder.exists()
        with pytest.raises(SiteFolderError, match="Another build"), workspace_of(tmp_path / "site"):
            pass


def test_a_build_that_cannot_begin_stands_in_nobody_s_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(ground: Ground, new: Path) -> None:
        raise OSError("the disk is broken")

    with monkeypatch.context() as moment:
        moment.setattr(Ground, "lay", fail)
        # A server keeps the error, and all that belongs to it, beyond the next build.
        with pytest.raises(OSError, match="disk is broken") as _kept, workspace_of(tmp_path / "site"):
            pass
    with workspace_of(tmp_path / "site"):
        pass


KILLED = """
import os, sys
from pathlib import Path
from build_tools.frames.swap import Workspace

workspace = Workspace(Path(sys.argv[1]), Path(sys.argv[2])).__enter__()
print(workspace.rendered, workspace.new, flush=True)
os._exit(9)
"""


def test_an_engine_that_outlives_its_build_writes_into_no_other(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "site"), str(tmp_path / ".grounds")],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    with workspace_of(tmp_path / "site") as workspace:
        for folder in map(Path, done.stdout.split()):
            put(folder / "late", "from the build before")
        assert not workspace.rendered.exists()
        workspace.new.mkdir(exist_ok=True)
        (workspace.new / "index.html").write_text("new")
        workspace.swap()
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["index.html"]
    assert {path.name for path in tmp_path.iterdir()} == {"site"}


def test_whatever_lies_in_the_workspace_is_taken_away(tmp_path: Path) -> None:
    put(tmp_path / ".site.build/project", "left")
    (tmp_path / ".site.build/.DS_Store").write_text("left by a file manager")
    (tmp_path / ".site.build/link").symlink_to(tmp_path)
    with workspace_of(tmp_path / "site") as workspace:
        assert [path for path in workspace.folder.rglob("*") if not path.is_dir()] == []


@pytest.mark.parametrize("sign", [".git", "mkdocs.yml"])
def test_a_folder_that_holds_somebody_s_work_is_never_replaced(tmp_path: Path, sign: str) -> None:
    (tmp_path / sign).write_text("work")
    with pytest.raises(SiteFolderError, match=sign.replace(".", r"\.")), workspace_of(tmp_path):
        pass
    assert (tmp_path / sign).exists()


@pytest.mark.parametrize("name", ["notes.txt", "conditions/sciatica.yml"])
def test_a_folder_that_no_generator_made_is_never_replaced(tmp_path: Path, name: str) -> None:
    kept = tmp_path / "documents" / name
    kept.parent.mkdir(parents=True)
    kept.write_text("work")
    with pytest.raises(SiteFolderError, match="not empty"), workspace_of(tmp_path / "documents"):
        pass
    assert kept.read_text() == "work"


def test_a_file_is_never_replaced_by_a_site(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("work")
    with pytest.raises(SiteFolderError, match="is a file"), workspace_of(tmp_path / "README.md"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


def test_an_empty_folder_may_become_a_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    with workspace_of(tmp_path / "site") as workspace:
        put(workspace.new, "new")
        workspace.swap()
    assert said(tmp_path / "site") == "new"


def test_a_site_behind_a_symbolic_link_is_replaced_where_it_lies(tmp_path: Path) -> None:
    put(tmp_path / "disk/site", "old")
    (tmp_path / "site").symlink_to(tmp_path / "disk/site")
    with workspace_of(tmp_path / "site") as workspace:
        put(workspace.new, "new")
        workspace.swap()
    assert (tmp_path / "site").is_symlink()
    assert said(tmp_path / "disk/site") == "new"
