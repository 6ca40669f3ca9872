"""The plan of the last build, for the next build of the same content.

A plan is made from the records, the templates, our own code and the libraries, and from nothing else: no clock,
no environment. So one digest of all their bytes says whether the last plan is still right, and nothing has to be
known of what depends on what. A plan that is remembered can only be right or unused: whatever was cut off, spoiled, or
written by two builds at once is not taken.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from build_tools.crew import Crew, Errand, Job, hands_for
from build_tools.pages.page import Page, Plan, brief
from build_tools.places import DOCS, PACKAGE, TEMPLATES
from build_tools.problems import Report
from build_tools.progress import NOBODY, Progress

BLOCK = 48
"""Jobs whose items are kept together: few files, and enough of them for several processes to share."""


class PlanMemory:
    """Remembers one plan in *folder*, the last one, and finds it again for the very *content* that it was made from."""

    def __init__(self, folder: Path, content: Path) -> None:
        """Make it before *content* is read: a plan of anything that changes afterwards is not remembered."""
        self._folder, self._content = folder, content
        self._key = _digest(content)
        self._build = b""
        self._blocks = self._errands = 0

    def plan(self, hands: int | None, progress: Progress = NOBODY) -> tuple[Plan, Report] | None:
        """The plan of this content, and what was to be said of the content; None where they are not remembered.

        Nothing is loaded, checked, linked or written for it. *hands* is as for `planning.make_plan`.
        """
        try:
            plan, report, build, blocks, errands = pickle.loads(self._read("rest", self._key))
            jobs = [partial(pickle.loads, self._read(f"block-{at}", build)) for at in range(blocks)]
            exports = [partial(pickle.loads, self._read(f"errand-{at}", build)) for at in range(errands)]
        except (OSError, _Unusable):
            return None
        progress.phase("Taking pages that are as they were")
        exports += plan.exports
        crew = Crew(jobs, brief, exports, hands=hands or hands_for(len(jobs) * BLOCK))
        progress.reached(len(crew.items))
        return plan.made_by(crew, exports), report

    def jobs(self, jobs: Sequence[Job[Page]]) -> tuple[Job[Page], ...]:
        """*jobs*, fewer and larger ones, that remember what they make."""
        self._build = os.urandom(16)
        blocks = [jobs[start : start + BLOCK] for start in range(0, len(jobs), BLOCK)]
        self._blocks = len(blocks)
        return tuple(partial(self._do, f"block-{at}", block) for at, block in enumerate(blocks))

    def errands(self, errands: Sequence[Errand]) -> tuple[Errand, ...]:
        """*errands* that remember the files that they make."""
        self._errands = len(errands)
        return tuple(partial(self._do, f"errand-{at}", (errand,)) for at, errand in enumerate(errands))

    def finish(self, plan: Plan, report: Report) -> None:
        """Remember *plan*, which has no pages, and whose exports can be pickled. The jobs have been done before."""
        # Somebody may have saved a record while it was made. Without this file the others are nothing.
        if _digest(self._content) == self._key:
            self._write("rest", (plan, report, self._build, self._blocks, self._errands), self._key)

    def _do(self, name: str, jobs: Iterable[Callable[[], Iterable[Any]]]) -> list[Any]:
        made = [item for job in jobs for item in job()]
        self._write(name, made, self._build)
        return made

    # Files are written over in place, by several processes, and perhaps by another build at the same time. So each
    # begins with a digest of all that follows, and of the build that it is a part of.

    def _write(self, name: str, made: object, owner: bytes) -> None:
        packed = pickle.dumps(made, protocol=5)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / name).write_bytes(_seal(packed, owner) + packed)

    def _read(self, name: str, owner: bytes) -> memoryview:
        found = memoryview((self._folder / name).read_bytes())
        packed = found[_SIZE:]
        if found[:_SIZE] != _seal(packed, owner):
            raise _Unusable
        return packed


class _Unusable(Exception):
    """A file that is not whole, or belongs to another build."""


_SIZE = 16


def _seal(packed: bytes | memoryview, owner: bytes) -> bytes:
    return blake2b(packed, key=owner, digest_size=_SIZE).digest()


def _digest(content: Path) -> bytes:
    """What a plan of *content* is made from, in a few bytes."""
    # Problems name files as they are seen from the current folder.
    pages = (path for path in _below(DOCS) if path.endswith(".md"))
    return _digest_of((_OWN, Path.cwd(), content.absolute(), *pages), inputs(content))


def inputs(content: Path) -> Iterator[str]:
    """Paths of what a plan of *content* is made from, beside our `code`. Exports that read more are not remembered."""
    yield from _below(content)
    yield from _below(TEMPLATES)


def code() -> Iterator[str]:
    """Paths of our code, and of what it reads once and keeps."""
    templates = f"{TEMPLATES}{os.sep}"
    for path in _below(PACKAGE):
        if "__pycache__" not in path and not path.startswith(templates):
            yield path


def _digest_of(texts: Iterable[object], paths: Iterable[str]) -> bytes:
    digest = blake2b(digest_size=_SIZE)
    for text in texts:
        digest.update(f"{text}\0".encode(errors="surrogateescape"))
    for path in paths:
        found = _content(path)
        digest.update(f"{path}\0{'none' if found is None else len(found)}\0".encode(errors="surrogateescape"))
        digest.update(found or b"")
    return digest.digest()


def _content(path: str) -> bytes | None:
    """What the file at *path* holds, if it is one and can be read."""
    # An editor's lock is a link that leads nowhere. If there is anything to be said of it, loading does.
    with suppress(OSError):
        if Path(path).is_file():
            return Path(path).read_bytes()
    return None


def _libraries() -> list[str]:
    """Every library that can be imported, with its version."""
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):
            found.update(path.name for path in Path(folder).glob("*.*-info"))
    return sorted(found)


def _below(folder: Path) -> Iterator[str]:
    """Paths of the files and folders below *folder*, in the same order each time."""
    seen = set()
    for parent, folders, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(parent)
        if real in seen:
            # Two links lead to the same place, or one to where it stands.
            folders.clear()
            yield real
            continue
        seen.add(real)
        # Hidden folders hold no records, but perhaps a whole repository.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (f"{parent}{os.sep}{name}" for name in sorted((*folders, *names)))


_OWN = _digest_of((sys.version, *_libraries()), code())
"""Of what runs in this process, as it began: a server may run for hours while its code is edited."""
