"""`mkdocs serve` of the real atlas, for an author who saves a record and looks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from build_tools.places import PROJECT
from tests.frames.serving import serving

LIST, PAGE = "conditions/", "conditions/sciatica/"
RENAMED = "Sciatica, said in another way"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("build_tools", "content_src", "docs"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    return tmp_path


def test_a_server_shows_the_page_of_a_saved_record_before_the_rest_of_the_site(project: Path) -> None:
    record = project / "content_src" / "conditions" / "sciatica.yml"
    guide = project / "docs" / "contribute" / "api.md"
    guide_as_it_was = guide.read_text("utf-8")
    with serving(project, "mkdocs") as server:
        assert server.shows(PAGE, ">Sciatica<")
        # No build can end from here on, so what is seen was there before the end of one.
        guide.write_text(guide_as_it_was + "\n[Nowhere](../nowhere/)\n", "utf-8")
        assert server.says("broken-link")
        record.write_text(
            record.read_text("utf-8").replace("name: Sciatica\n", f"name: {RENAMED}\n", 1), "utf-8"
        )
        assert server.shows(PAGE, f">{RENAMED}<")
        assert RENAMED not in server.get(LIST), "all other pages are those of the last good site"
        guide.write_text(guide_as_it_was, "utf-8")
        assert server.shows(LIST, RENAMED)
    assert not any("Traceback" in line for line in server.said)
