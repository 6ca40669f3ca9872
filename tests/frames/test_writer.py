"""Files of a site are written whole, or not without a word."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.frames.writer import SiteWriter
from build_tools.places import PROJECT

FULL = """
import resource, signal, sys
from pathlib import Path
from build_tools.frames.writer import SiteWriter

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
SiteWriter(Path(sys.argv[1])).write("page.html", b"x" * 1500)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
def test_a_disk_that_takes_a_part_of_a_page_ends_the_build(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert "OSError" in done.stderr
    assert (tmp_path / "page.html").stat().st_size == 1000


def test_a_file_that_may_only_be_read_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("old")
    (tmp_path / "page.html").chmod(0o444)
    SiteWriter(tmp_path).write("page.html", b"new")
    assert (tmp_path / "page.html").read_text() == "new"


def test_a_folder_gives_way_to_a_file_and_a_file_to_a_folder(tmp_path: Path) -> None:
    SiteWriter(tmp_path).write("x/y/z", b"")
    SiteWriter(tmp_path).write("x/y", b"file")
    assert (tmp_path / "x/y").read_bytes() == b"file"
    SiteWriter(tmp_path).write("x/y/z", b"folder")
    assert (tmp_path / "x/y/z").read_bytes() == b"folder"
