"""The site before last, over which the next one is written.

Making and deleting thousands of files takes a file system longer than the generator takes to fill them: ext4
passes over each inode that was freed in the last minutes before it gives one away, so that a file that took
20 microseconds takes 300 right after a site was deleted. Written over, the same files serve again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path


class Ground:
    """What is kept of *site* in *folder*, which keeps one site only: the one that was built last."""

    def __init__(self, site: Path, folder: Path) -> None:
        self._folder = folder
        self._kept = folder / blake2b(os.fsencode(site), digest_size=8).hexdigest()

    def lay(self, new: Path) -> frozenset[str]:
        """Put what is kept at *new*, where nothing may be. The paths of its files.

        They are plain files with no other name, so that writing over them changes nothing elsewhere.
        """
        try:
            self._kept.rename(new)
        except OSError:
            return frozenset()
        return frozenset(_sifted(str(new), ""))

    def keep(self, old: Path) -> None:
        """Take the folder *old* for the next build. Where that cannot be, it stays where it is."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            for other in self._folder.iterdir():
                # Under a new name nobody else can lay it while it is being deleted.
                gone = other.rename(f"{other}.{os.getpid()}")
                shutil.rmtree(gone, ignore_errors=True)
            old.rename(self._kept)


def tidy(site: Path, stale: Iterable[str]) -> None:
    """Delete the files *stale* below *site*, and folders that have nothing left."""
    folders: set[Path] = set()
    for path in stale:
        if (site / path).is_file():
            (site / path).unlink()
            folders.update(Path(path).parents)
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        # The last in the row is the site itself, and not empty.
        with suppress(OSError):
            (site / folder).rmdir()


def _sifted(folder: str, below: str) -> list[str]:
    """Files in *folder*, by their paths below the site. What is not the site's alone is deleted, and so are empty folders."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if inside := _sifted(entry.path, f"{path}/"):
                    found += inside
                else:
                    Path(entry.path).rmdir()
            elif entry.is_file(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_nlink == 1:
                found.append(path)
            else:
                Path(entry.path).unlink()
    return found
