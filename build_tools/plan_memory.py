"""The plan of the last build, for the next build of the same content.

A plan is made from the records, the templates, our own code and the libraries, and from nothing else: no clock,
no environment. So one digest of all their bytes says whether the last plan is still right, and nothing has to be
known of what depends on what. A plan that is remembered can only be right or unused.
"""

from __future__ import annotations

import os
import pickle
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from build_tools.crew import Crew, Errand, Job, hands_for
from build_tools.pages.page import Page, Plan, brief
from build_tools.places import DOCS, PACKAGE, SCHEMAS
from build_tools.problems import Report
from build_tools.progress import NOBODY, Progress

BLOCK = 48
"""Jobs whose items are kept together: few files, and enough of them for several processes to share."""


class PlanMemory:
    """Remembers one plan in *folder*, the last one, and finds it again for the very *content* that it was made from."""

    def __init__(self, folder: Path, content: Path) -> None:
        self._folder = folder
        self._key = _digest(content)
        self._blocks = self._errands = 0

    def plan(self, hands: int | None, progress: Progress = NOBODY) -> tuple[Plan, Report] | None:
        """The plan of this content, and what was to be said of the content; None where they are not remembered.

        Nothing is loaded, checked, linked or written for it. *hands* is as for `planning.make_plan`.
        """
        try:
            plan, report, blocks, errands = pickle.loads(self._read("rest"))
            jobs = [partial(pickle.loads, self._read(f"block-{at}")) for at in range(blocks)]
            exports = [partial(pickle.loads, self._read(f"errand-{at}")) for at in range(errands)]
        except (OSError, _Unusable):
            return None
        progress.phase("Taking pages that are as they were")
        exports += plan.exports
        crew = Crew(jobs, brief, exports, hands=hands or hands_for(len(jobs) * BLOCK))
        progress.reached(len(crew.items))
        return plan.made_by(crew, exports), report

    def jobs(self, jobs: Sequence[Job[Page]]) -> tuple[Job[Page], ...]:
        """*jobs*, fewer and larger ones, that remember what they make."""
        blocks = [jobs[start : start + BLOCK] for start in range(0, len(jobs), BLOCK)]
        self._blocks = len(blocks)
        return tuple(partial(self._do, f"block-{at}", block) for at, block in enumerate(blocks))

    def errands(self, errands: Sequence[Errand]) -> tuple[Errand, ...]:
        """*errands* that remember the files that they make."""
        self._errands = len(errands)
        return tuple(partial(self._do, f"errand-{at}", (errand,)) for at, errand in enumerate(errands))

    def finish(self, plan: Plan, report: Report) -> None:
        """Remember *plan*, which has no pages, and whose exports can be pickled. The jobs have been done before."""
        self._write("rest", (plan, report, self._blocks, self._errands))

    def _do(self, name: str, jobs: Iterable[Callable[[], Iterable[Any]]]) -> list[Any]:
        made = [item for job in jobs for item in job()]
        self._write(name, made)
        return made

    # A file is written over, and several processes may do so. What says which plan it belongs to, and how long it is,
    # stands before the rest, so that half a file, or one of another plan, is none.

    def _write(self, name: str, made: object) -> None:
        packed = pickle.dumps(made, protocol=5)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / name).write_bytes(self._head(len(packed)) + packed)

    def _read(self, name: str) -> bytes:
        found = (self._folder / name).read_bytes()
        size = len(found) - len(self._head(0))
        if size < 0 or not found.startswith(self._head(size)):
            raise _Unusable
        return found[-size:]

    def _head(self, size: int) -> bytes:
        return self._key + size.to_bytes(8, "big")


class _Unusable(Exception):
    """A file that is not whole, or belongs to another plan."""


def _digest(content: Path) -> bytes:
    """What a plan of *content* is made from, in a few bytes."""
    digest = blake2b(digest_size=16)
    # Problems name files as they are seen from the current folder.
    pages = (path for path in _files(str(DOCS)) if path.endswith(".md"))
    for text in (sys.version, str(Path.cwd()), str(content.absolute()), *_libraries(), *pages):
        digest.update(f"{text}\0".encode())
    for path in inputs(content):
        found = Path(path).read_bytes()
        digest.update(f"{path}\0{len(found)}\0".encode())
        digest.update(found)
    return digest.digest()


def inputs(content: Path) -> Iterator[str]:
    """Paths of the files that a plan of *content* is made from. Scripts and stylesheets are none: see `planning`."""
    for folder in (content, PACKAGE, SCHEMAS):
        yield from _files(str(folder))


def _libraries() -> list[str]:
    """Every library that is installed, with its version."""
    folder = sysconfig.get_path("purelib")
    return sorted(entry.name for entry in os.scandir(folder) if entry.name.endswith(".dist-info"))


def _files(folder: str) -> Iterator[str]:
    for parent, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (f"{parent}/{name}" for name in sorted(names))
