"""A search index in pieces, for atlases whose index would be too heavy to fetch whole.

Pagefind makes it, as a command beside this process. A worker of ours takes the place of the theme's, so that
readers see the same search. Of each entry the index has what the theme's own would have.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from build_tools.exports.scripts import joined_scripts
from build_tools.frames.theme_search import is_worker
from build_tools.pages.page import Plan
from build_tools.problems import Problem, Severity, Where

MOST_WHOLE = 4000
"""With more pages than that an atlas gets an index in pieces, if it does not say otherwise."""
SCRIPT = "pieces.js"

_FOLDER = "search/pieces"
_FOR_OTHER_PAGES = ("*ui.*", "pagefind-highlight.js", "pagefind-worker.js")
"""What Pagefind writes beside the index, and we have no use for."""


class SearchError(OSError):
    """Pagefind failed; the text says how."""


def is_wanted(plan: Plan) -> bool:
    """Whether *plan* asks for an index in pieces, or is so large that it gets one."""
    return plan.search == "pagefind" or (not plan.search and len(plan.pages) > MOST_WHOLE)


def obstacles(plan: Plan, files: Iterable[str]) -> list[Problem]:
    """Why the wanted pieces cannot be made: an error if the atlas asked for them.

    *files* are those that the engine rendered.
    """
    severity: Severity = "error" if plan.search else "warning"
    problems = []
    if find_spec("pagefind_bin") is None:
        problems.append(
            Problem(
                Where("site.yml"), "heavy-search", f"The search index of {len(plan.pages):,} pages is heavy, and Pagefind, "
                "which would split it, is not installed.", "Install it: pip install 'pagefind_bin>=1.5,<2'", severity,
            )
        )  # fmt: skip
    if not any(map(is_worker, files)):
        problems.append(
            Problem(
                Where("site.yml"), "heavy-search", "The search of this engine and theme cannot be split.",
                "Build with mkdocs or properdocs and the theme Material, or write: search: theme", severity,
            )
        )  # fmt: skip
    return problems


def worker() -> bytes:
    """Our search worker."""
    return joined_scripts((SCRIPT,))


class Pieces:
    """An index in the making. `finish` it, and leave the block, or what it was made of stays behind."""

    def __init__(self, index: bytes, plan: Plan, out: Path) -> None:
        """Begin to make pieces of *index*, the theme's, for the site of *plan* in *out*."""
        self.shown = plan.search_shown
        """What readers are told of the number of pages that are listed."""
        out.mkdir(parents=True, exist_ok=True)
        self._folder = out / _FOLDER
        # Its files are named by what is in them, so older ones are not written over.
        shutil.rmtree(self._folder, ignore_errors=True)
        self._sources = TemporaryDirectory(dir=out.parent)
        content = json.loads(index)
        for number, entry in enumerate(content["docs"]):
            (Path(self._sources.name) / f"{number}.html").write_bytes(_source(entry))
        self.rest = json.dumps({**content, "docs": []}).encode()
        """What is left for the theme to fetch with every page."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pagefind_bin", "--silent", "--site", self._sources.name,
             "--output-path", str(self._folder), "--force-language", plan.language],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def __enter__(self) -> Pieces:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()
        self._sources.cleanup()

    @staticmethod
    def has(path: str) -> bool:
        """Whether the file at *path* of the site is one of the pieces."""
        return path.startswith(f"{_FOLDER}/")

    def finish(self) -> None:
        """Wait until the index is there. Raises SearchError."""
        said, _ = self._process.communicate()
        if self._process.returncode:
            raise SearchError(f"Pagefind failed with exit code {self._process.returncode}. {said.strip()}")
        for pattern in _FOR_OTHER_PAGES:
            for path in self._folder.glob(pattern):
                path.unlink()


def _source(entry: dict[str, Any]) -> bytes:
    """An entry of the theme's index, whose texts are HTML, as a page for Pagefind."""
    weight = entry.get("boost", 1)
    return (
        f'<!doctype html><html><body><h1 data-pagefind-weight="{10 * weight}">{entry["title"]}</h1>'
        f'<p data-pagefind-weight="{weight}" data-pagefind-meta="to[content]" content="{entry["location"]}">'
        f"{entry['text']}</p></body></html>"
    ).encode()
