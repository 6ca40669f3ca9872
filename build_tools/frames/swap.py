"""One move that puts a new site in the place of the old one. Until then nothing has touched the old one."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType

from build_tools.frames.ground import Ground

if sys.platform != "win32":
    import fcntl

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_ATTEMPTS = 10


class SiteFolderError(OSError):
    """The site's folder cannot be replaced; the text says why in one line."""


class Workspace:
    """A private folder beside *site* for one build. Leaving the block takes it away.

    Entering it finishes or takes back a swap that was interrupted, and refuses where another build of the
    same site is running, or where *site* is a folder that no generator made. The site that was replaced goes
    to the folder *grounds*, and the next build finds it at `new`, to be written over.
    """

    def __init__(self, site: Path, grounds: Path) -> None:
        self.site = site.resolve()
        self.folder = self.site.parent / f".{self.site.name}.build"
        # An engine may outlive a build that was killed. It goes on writing where the next one does not look.
        self._own = self.folder / str(os.getpid())
        self.project = self._own / "project"
        """For what the engine works on, if that is not our own project."""
        self.rendered = self._own / "rendered"
        """For the engine's output."""
        self.new = self._own / "new"
        """For the composed site."""
        self.former: frozenset[str] = frozenset()
        """Paths of the files that `new` has to begin with: whatever is not written over is not of this site."""
        self._ground = Ground(self.site, grounds)
        self._old = self.folder / "old"
        self._lock: int | None = None

    def __enter__(self) -> Workspace:
        self._refuse_what_is_no_site()
        self._hold()
        try:
            if self._old.exists() and not self.site.exists():
                self._old.rename(self.site)
            for leftover in self.folder.iterdir():
                _delete(leftover)
            self._own.mkdir()
            self.former = self._ground.lay(self.new)
        except BaseException:
            self._let_go()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.new.exists():
            self._ground.keep(self.new)
        _delete_large(self._own)
        _delete(self.folder)
        self._let_go()

    def swap(self) -> None:
        """Make `new` the site, and the site `new`. Where the system can, there is no moment without a site."""
        if not self.site.exists():
            self.new.rename(self.site)
        elif not _exchange(self.new, self.site):
            self.site.rename(self._old)
            try:
                self.new.rename(self.site)
            except OSError:
                self._old.rename(self.site)
                raise
            self._old.rename(self.new)

    def _refuse_what_is_no_site(self) -> None:
        """Whatever lies in the site's place is deleted, so it has to be a site, or nothing."""
        if not self.site.exists():
            return
        if not self.site.is_dir():
            raise SiteFolderError(f"{self.site} is a file, so it is not a folder to put a site into.")
        for sign in (".git", "mkdocs.yml", "pyproject.toml"):
            if (self.site / sign).exists():
                raise SiteFolderError(f"{self.site} holds {sign}, so it is not a folder to put a site into.")
        if any(self.site.iterdir()) and not (self.site / "index.html").exists():
            raise SiteFolderError(f"{self.site} is not empty and has no index.html, so no site is put there.")

    def _hold(self) -> None:
        """Make the folder, and have it to ourselves."""
        for _ in range(_ATTEMPTS):
            # A build that ends takes the folder away, perhaps between any two of these lines.
            with suppress(FileNotFoundError, FileExistsError):
                self.folder.mkdir(parents=True, exist_ok=True)
                if sys.platform == "win32":
                    return
                self._lock = os.open(self.folder, os.O_RDONLY)
                try:
                    fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    if os.path.samestat(os.fstat(self._lock), self.folder.stat()):
                        return
                except BlockingIOError:
                    break
            self._let_go()
        self._let_go()
        raise SiteFolderError(f"Another build is writing {self.site}.")

    def _let_go(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _delete(path: Path) -> None:
    """Take away what is at *path*, as far as it can be: somebody may be writing into it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink()


def _delete_large(folder: Path) -> None:
    """Take *folder* away with all that is in it. The system is what takes the time, so it is asked twice at once."""
    below = [path for part in folder.glob("*") for path in part.glob("*") if path.is_dir()]
    with ThreadPoolExecutor(2) as threads:
        threads.map(partial(shutil.rmtree, ignore_errors=True), below)
    shutil.rmtree(folder, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders at once; false where the system or its disk cannot."""
    if not sys.platform.startswith("linux"):
        return False
    with suppress(AttributeError, OSError):
        rename = ctypes.CDLL(None, use_errno=True).renameat2
        return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)
    return False
