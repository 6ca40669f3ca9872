"""The hook: plain `mkdocs build` and `mkdocs serve` make the whole atlas, or leave the last one alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.frames.engine import EngineName, build
from tests.frames.serving import serving
from tests.frames.tiny import environment, make_project, run, tiny_plan


def bytes_of(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def say(project: Path, words: str) -> None:
    (project / "content_src/words.txt").write_text(words)


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_a_plain_build_makes_the_atlas(project: Path, engine: str) -> None:
    done = run(project, engine, "build", "-f", "mkdocs.yml", "--strict")
    assert done.returncode == 0, done.stderr
    assert "First words" in (project / "site/conditions/words/index.html").read_text()
    assert "WARNING" not in done.stderr
    assert sorted(path.name for path in project.iterdir()) == [
        "content_src", "docs", "hook.py", "mkdocs.yml", "site",
    ]  # fmt: skip


def test_the_hook_and_the_command_line_make_the_same_bytes(
    project: Path, built: Callable[[EngineName], Path]
) -> None:
    hook = project / "hook.py"
    planned = 'plan = tiny.with_page(plan, tiny.page("conditions/words/"'
    text = hook.read_text()
    assert planned in text
    hook.write_text(
        text.replace("    plan = tiny.with_page", "    return plan, Report()\n    plan = tiny.with_page", 1)
    )
    assert run(project, "mkdocs", "build").returncode == 0
    assert bytes_of(project / "site") == bytes_of(built("mkdocs"))


def test_two_builds_make_the_same_bytes_whatever_clock_hash_seed_and_folder(tmp_path: Path) -> None:
    sites = []
    for name, seed, epoch in (("one", "1", "1"), ("another/folder", "2", "1700000000")):
        folder = make_project(tmp_path / name)
        # The stock theme prints the date of the build on the home page.
        (folder / "mkdocs.yml").write_text(
            "site_name: x\nhooks: [hook.py]\ntheme: {name: mkdocs, highlightjs: false}\n"
            "extra_javascript: [assets/atlas.js]\n"
        )
        done = run(folder, "mkdocs", "build", PYTHONHASHSEED=seed, SOURCE_DATE_EPOCH=epoch)
        assert done.returncode == 0, done.stderr
        sites.append(bytes_of(folder / "site"))
    assert sites[0] == sites[1]
    assert b"2026-03-01" in sites[0]["index.html"], "the newest date in the records"


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("misspelt", "\ncontent_src/words.txt:1:3: error [misspelt-word] No such word."),
        ('<a href="../nowhere/">x</a>', "\n/conditions/words/:1:1: error [broken-link]"),
        ("astray", "\n/nowhere/:1:1: error [navigation]"),
    ],
)
def test_a_build_that_fails_leaves_the_last_good_site_alone(project: Path, words: str, problem: str) -> None:
    assert run(project, "mkdocs", "build").returncode == 0
    before = bytes_of(project / "site")
    say(project, words)
    done = run(project, "mkdocs", "build")
    assert done.returncode == 1
    assert problem in done.stderr
    assert "1 error. Nothing was written; site is as it was." in done.stdout
    assert "Traceback" not in done.stderr
    assert bytes_of(project / "site") == before
    assert not (project / ".site.build").exists()


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_a_folder_that_is_no_site_is_refused_in_one_line(project: Path, engine: str) -> None:
    (project / "site").mkdir()
    (project / "site/notes.txt").write_text("mine")
    done = run(project, engine, "build", "-f", "mkdocs.yml", "--quiet")
    assert done.returncode == 1
    assert "The build stopped: " in done.stdout
    assert "is not empty and has no index.html" in done.stdout
    assert "Traceback" not in done.stderr
    assert (project / "site/notes.txt").read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
def test_a_full_disk_is_told_in_one_line_and_leaves_the_last_good_site_alone(project: Path) -> None:
    import resource

    assert run(project, "mkdocs", "build").returncode == 0
    before = bytes_of(project / "site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)),
    )
    assert done.returncode == 1
    assert "The build stopped: [Errno 27] File too large" in done.stdout
    assert "Traceback" not in done.stderr
    assert bytes_of(project / "site") == before
    assert not (project / ".site.build").exists()


def test_a_quiet_build_that_fails_says_so_all_the_same(project: Path) -> None:
    say(project, "misspelt")
    done = run(project, "mkdocs", "build", "--quiet", "--strict")
    assert done.returncode == 1
    assert "error [misspelt-word]" in done.stderr


def test_with_strict_a_warning_stops_the_build_before_anything_is_written(project: Path) -> None:
    say(project, "doubtful")
    done = run(project, "mkdocs", "build")
    assert done.returncode == 0
    assert "warning [doubtful-word]" in done.stderr
    before = bytes_of(project / "site")
    say(project, "doubtful too")
    assert run(project, "mkdocs", "build", "--strict").returncode == 1
    assert bytes_of(project / "site") == before


def test_what_runs_after_a_build_finds_the_site_where_the_configuration_says(project: Path) -> None:
    script = (
        "from mkdocs.config import load_config; from mkdocs.commands.build import build\n"
        "config = load_config(); build(config); print(config.site_dir)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()) == project / "site"


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_a_server_shows_changes_and_survives_mistakes(project: Path, engine: str) -> None:
    with serving(project, engine) as server:
        assert server.shows("conditions/words/", "<p>First words</p>")
        assert server.shows("conditions/words/", "livereload(")
        assert server.shows("conditions/words/", "script-src 'self' 'unsafe-inline';"), "it has to run"
        assert server.shows(
            "conditions/words/", f'<link rel="canonical" href="{server.url}conditions/words/">'
        )
        assert server.shows("sitemap.xml", f"<loc>{server.url}conditions/words/</loc>")
        say(project, "<p>Second words</p>")
        assert server.shows("conditions/words/", "<p>Second words</p>")
        say(project, "misspelt")
        assert server.says("content_src/words.txt:1:3: error [misspelt-word]")
        assert server.shows("conditions/words/", "<p>Second words</p>"), "the last good site stays"
        say(project, '<p><a href="../nowhere/">x</a></p>')
        assert server.says("/conditions/words/:1:1: error [broken-link]")
        assert server.shows("conditions/words/", "<p>Second words</p>"), "the last good site stays"
        assert server.shows("", "Welcome")
        say(project, "<p>Third words</p>")
        assert server.shows("conditions/words/", "<p>Third words</p>")
    assert not any("Traceback" in line for line in server.said)


def test_a_server_that_starts_with_a_mistake_shows_the_report(project: Path) -> None:
    say(project, "misspelt")
    with serving(project, "mkdocs") as server:
        assert server.shows("", '<meta charset="utf-8">')
        assert server.shows("", "error [misspelt-word]")
        say(project, "<p>First words</p>")
        assert server.shows("conditions/words/", "<p>First words</p>")
        assert server.shows("", "Welcome")


def test_a_server_leaves_the_built_site_alone(project: Path) -> None:
    report = build(tiny_plan(), engine="mkdocs", project=project, site_dir=project / "site")
    assert report.as_text() == ""
    before = bytes_of(project / "site")
    with serving(project, "mkdocs") as server:
        assert server.shows("conditions/words/", "<p>First words</p>")
    assert bytes_of(project / "site") == before
