"""A site is written over the one before the last, and nobody can tell."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup

from build_tools.frames.compose import compose
from build_tools.frames.ground import Ground
from build_tools.frames.swap import Workspace
from build_tools.pages.page import Plan
from tests.frames.tiny import GOUT, SPRAIN, lonely, render, with_page

Build = Callable[[Plan], Path]
PLAN = lonely()
GOUT_TOO = replace(GOUT, slots={**GOUT.slots, "causes": GOUT.slots["causes"].replace("Crystals", "Crystels")})
SHORT_SPRAIN = replace(SPRAIN, slots={**SPRAIN.slots, "summary": Markup('<a href="../gout/">G</a>')})
OTHER = replace(
    with_page(with_page(PLAN, GOUT_TOO), SHORT_SPRAIN), files={**PLAN.files, "assets/more/words.txt": b"more"}
)
"""The tiny atlas with a letter changed on one page, fewer words on another, and one more file."""


@pytest.fixture
def built(tmp_path: Path) -> Build:
    """Builds into the same folder each time."""

    def build_into(plan: Plan) -> Path:
        with Workspace(tmp_path / "site", tmp_path / "grounds") as workspace:
            render(plan, workspace.rendered)
            (workspace.rendered / "theme.css").write_text("a {}")
            report = compose(workspace.rendered, plan, workspace.new, theme="plain", former=workspace.former)
            assert report.as_text() == ""
            workspace.swap()
        return tmp_path / "site"

    return build_into


def files_of(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): b"" if path.is_dir() else path.read_bytes()
        for path in site.rglob("*")
    }


def inodes_of(site: Path) -> dict[str, int]:
    return {path.relative_to(site).as_posix(): path.stat().st_ino for path in site.rglob("*")}


def test_a_third_build_has_the_very_files_of_the_first(built: Build) -> None:
    first, fresh = inodes_of(built(PLAN)), files_of(built(PLAN))
    third = built(PLAN)
    assert files_of(third) == fresh
    assert inodes_of(third) == first


def test_what_changed_is_written_and_what_went_is_gone(built: Build) -> None:
    fresh = files_of(built(PLAN))
    other = files_of(built(OTHER))
    assert {path for path in other if other[path] != fresh.get(path)} == {
        "assets/more",
        "assets/more/words.txt",
        "conditions/gout/index.html",
        "conditions/sprain/index.html",
    }
    # Each over what the other plan left.
    assert files_of(built(OTHER)) == other
    assert files_of(built(PLAN)) == fresh


def test_what_somebody_put_into_a_site_does_not_stay(built: Build) -> None:
    fresh = files_of(built(PLAN))
    site = built(PLAN)
    (site / "stray.html").write_text("from elsewhere")
    (site / "empty/folder").mkdir(parents=True)
    os.mkfifo(site / "pipe")
    built(PLAN)
    assert files_of(built(PLAN)) == fresh


@pytest.mark.parametrize("other_name", [os.symlink, os.link])
def test_a_file_that_has_another_name_elsewhere_is_not_written_over(
    built: Build, tmp_path: Path, other_name: Callable[[Path, Path], None]
) -> None:
    precious = tmp_path / "precious.html"
    precious.write_text("mine")
    fresh = files_of(built(PLAN))
    page = built(PLAN) / "conditions/gout/index.html"
    page.unlink()
    other_name(precious, page)
    built(PLAN)
    assert files_of(built(PLAN)) == fresh
    assert precious.read_text() == "mine"


def modes_of(site: Path) -> dict[str, int]:
    return {path.relative_to(site).as_posix(): path.stat().st_mode for path in site.rglob("*")}


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights there")
def test_who_may_read_a_site_is_not_for_an_older_one_to_say(built: Build) -> None:
    fresh = modes_of(built(PLAN))
    mask = os.umask(0o077)
    try:
        strict = modes_of(built(PLAN))
    finally:
        os.umask(mask)
    assert strict != fresh
    assert modes_of(built(PLAN)) == fresh
    assert modes_of(built(PLAN)) == fresh


def test_a_folder_that_leads_elsewhere_is_not_written_into(built: Build, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    fresh = files_of(built(PLAN))
    (built(PLAN) / "conditions/gout").rename(elsewhere)
    (tmp_path / "site/conditions/gout").symlink_to(elsewhere)
    (elsewhere / "index.html").write_text("mine")
    built(PLAN)
    assert files_of(built(PLAN)) == fresh
    assert (elsewhere / "index.html").read_text() == "mine"


def test_a_file_may_take_the_place_of_a_folder_and_the_other_way_round(built: Build) -> None:
    as_file = replace(PLAN, files={**PLAN.files, "assets/x": b"file"})
    as_folder = replace(PLAN, files={**PLAN.files, "assets/x/y/z": b"folder"})
    one, other = files_of(built(as_file)), files_of(built(as_folder))
    assert files_of(built(as_folder)) == other
    assert files_of(built(as_file)) == one


def test_the_ground_of_one_site_is_nothing_for_another_and_only_the_last_is_kept(tmp_path: Path) -> None:
    grounds = tmp_path / "grounds"
    for name in ("one", "two"):
        (tmp_path / "old").mkdir()
        (tmp_path / "old/index.html").write_text(name)
        Ground(tmp_path / name, grounds).keep(tmp_path / "old")
    assert Ground(tmp_path / "one", grounds).lay(tmp_path / "new") == frozenset()
    assert not (tmp_path / "new").exists()
    assert Ground(tmp_path / "two", grounds).lay(tmp_path / "new") == {"index.html"}
    assert list(grounds.iterdir()) == []


def test_what_is_kept_stays_where_nothing_takes_its_place(tmp_path: Path) -> None:
    """A site on another disk cannot be kept, and is no reason to delete what is."""
    (tmp_path / "old").mkdir()
    Ground(tmp_path / "one", tmp_path / "grounds").keep(tmp_path / "old")
    Ground(tmp_path / "two", tmp_path / "grounds").keep(tmp_path / "nowhere")
    Ground(tmp_path / "one", tmp_path / "grounds").lay(tmp_path / "new")
    assert (tmp_path / "new").is_dir()


def test_nothing_is_kept_where_big_and_small_letters_are_the_same(tmp_path: Path) -> None:
    """A page.html that an older site called Page.html would keep that name, or go with it."""
    (tmp_path / "GROUNDS").symlink_to(tmp_path / "grounds")
    (tmp_path / "old").mkdir()
    Ground(tmp_path / "site", tmp_path / "grounds").keep(tmp_path / "old")
    assert (tmp_path / "old").exists()


def test_where_nothing_can_be_kept_the_old_site_stays_for_whoever_deletes_it(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "grounds").write_text("a file is in the way")
    Ground(tmp_path / "site", tmp_path / "grounds").keep(tmp_path / "old")
    assert (tmp_path / "old").exists()
