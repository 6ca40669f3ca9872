"""Writes a site's files with few calls of the system: there may be ten thousands of them."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path


class SiteWriter:
    """Writes into the folder *path*, over what an older site has there. Each folder below it is made once.

    A file that is as it should be stays untouched. Can be pickled: several processes may write into one site.
    """

    def __init__(self, path: Path) -> None:
        self._root = f"{path}/"
        self._made: set[str] = set()

    def write(self, path: str, content: bytes) -> None:
        """A file of the site, by its path below the root."""
        self.make(path.rpartition("/")[0])
        target = self._root + path
        try:
            _write(target, content)
        except (IsADirectoryError, PermissionError):
            # A folder is in the way, for which Windows has the other word, or a file that may only be read.
            _delete(target)
            _write(target, content)

    def copy(self, source: Path, path: str) -> None:
        """A file of the site that is the same as *source*, which nobody may change from now on."""
        self.make(path.rpartition("/")[0])
        try:
            # The engine's output is thrown away afterwards, so the site may have the very same file.
            os.link(source, self._root + path)
        except OSError:
            # There is one already, or the system knows no links.
            self.write(path, source.read_bytes())

    def make(self, folder: str) -> None:
        """A folder of the site, by its path below the root, with or without a slash at its end."""
        folder = folder.removesuffix("/")
        if folder not in self._made:
            if folder:
                self.make(folder.rpartition("/")[0])
                _make(self._root + folder)
            else:
                Path(self._root).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)


# os and open instead of Path, which costs as much again as what the system does.


def _write(path: str, content: bytes) -> None:
    with open(path, "r+b", buffering=0, opener=_open) as file:
        size = os.fstat(file.fileno()).st_size
        if size:
            if size == len(content) and file.read(size) == content:
                return
            file.seek(0)
            file.truncate()
        left = memoryview(content)
        while left:
            # A disk that is nearly full takes what it has room for, and complains of the rest.
            left = left[file.write(left) :]


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CREAT, 0o666)


def _delete(path: str) -> None:
    if os.path.isdir(path):  # noqa: PTH112
        shutil.rmtree(path)
    else:
        os.unlink(path)  # noqa: PTH108


def _make(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        if not os.path.isdir(folder):  # noqa: PTH112
            # Another process may have been first.
            with suppress(OSError):
                os.unlink(folder)  # noqa: PTH108
            with suppress(FileExistsError):
                os.mkdir(folder)  # noqa: PTH102
