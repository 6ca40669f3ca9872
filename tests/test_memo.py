"""Whatever is remembered from build to build saves time and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from build_tools.memo import remember
from build_tools.pages import compiled
from build_tools.pages.compiled import compiled_templates
from build_tools.places import DOCS, PACKAGE, PROJECT
from tests.test_own_atlas import headaches  # noqa: F401


def test_a_build_needs_no_place_to_remember_anything(headaches: Path, tmp_path: Path) -> None:  # noqa: F811
    project = tmp_path / "project"
    without_bytecode = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, project / "build_tools", ignore=without_bytecode)
    shutil.copytree(DOCS, project / "docs")
    shutil.copy(PROJECT / "mkdocs.yml", project)
    (project / ".build").write_text("no folder can be made here, nor may anybody write where it would be")
    site = tmp_path / "site"
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-m", "build_tools", "build", "--content", headaches, "--site-dir", site],
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert "Migraine" in (site / "conditions/migraine/index.html").read_text("utf-8")


def test_what_cannot_be_written_whole_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:1])
        raise OSError("No space left on device")

    remember(tmp_path / "note", b"first")
    monkeypatch.setattr(Path, "write_bytes", cut_off)
    remember(tmp_path / "note", b"second")
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["note"]
    assert (tmp_path / "note").read_bytes() == b"first"


def test_a_template_is_compiled_anew_by_another_compiler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "COMPILED_TEMPLATES", tmp_path)

    def printed(*, autoescape: bool) -> str:
        environment = Environment(
            loader=DictLoader({"page": "{{ name }}"}),
            autoescape=autoescape,
            bytecode_cache=compiled_templates(),
        )
        return environment.get_template("page").render(name="<b>")

    assert printed(autoescape=False) == "<b>"
    monkeypatch.setattr(compiled, "version", lambda name: "4.0")
    compiled._compiler.cache_clear()
    assert printed(autoescape=True) == "&lt;b&gt;"
    compiled._compiler.cache_clear()
