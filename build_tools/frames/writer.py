"""Writes a site's files with few calls of the system: there may be ten thousands of them."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path


class SiteWriter:
    """Writes into the folder *path*. Each folder below it is made once, and no file is written twice.

    Can be pickled: several processes may write into one site.
    """

    def __init__(self, path: Path) -> None:
        self._root = f"{path}/"
        self._made: set[str] = set()

    def write(self, path: str, content: bytes) -> None:
        """A file of the site, by its path below the root."""
        self.make(path.rpartition("/")[0])
        with open(self._root + path, "xb", buffering=0) as file:  # noqa: PTH123 - a Path would cost as much again
            file.write(content)

    def copy(self, source: Path, path: str) -> None:
        """A file of the site that is the same as *source*, which nobody may change from now on."""
        self.make(path.rpartition("/")[0])
        try:
            # The engine's output is thrown away afterwards, so the site may have the very same file.
            os.link(source, self._root + path)
        except OSError:
            shutil.copyfile(source, self._root + path)

    def make(self, folder: str) -> None:
        """A folder of the site, by its path below the root, with or without a slash at its end."""
        folder = folder.removesuffix("/")
        if folder not in self._made:
            if folder:
                self.make(folder.rpartition("/")[0])
                with suppress(FileExistsError):
                    os.mkdir(self._root + folder)  # noqa: PTH102
            else:
                Path(self._root).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
