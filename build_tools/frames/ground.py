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

        They are plain files with no other name, so that writing over them changes nothing elsewhere, and may be
        read by whoever may read a new file.
        """
        try:
            self._kept.rename(new)
        except OSError:
            return frozenset()
        return frozenset(_sifted(str(new), "", ~_mask()))

    def keep(self, old: Path) -> None:
        """Take the folder *old* for the next build. Where that cannot be, it stays where it is."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._folder.with_name(self._folder.name.swapcase()).exists():
                # Where big and small letters are the same, a file would keep the name that an older site gave it.
                return
            old.rename(self._kept)
            for other in self._folder.iterdir():
                if other != self._kept:
                    # Under a new name nobody else can lay it while it is being deleted.
                    gone = other.rename(f"{other}.{os.getpid()}")
                    shutil.rmtree(gone, ignore_errors=True)


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


def _sifted(folder: str, below: str, rights: int) -> list[str]:
    """Files in *folder*, by their paths below the site.

    What is not the site's alone is deleted, and so are empty folders, and what has other rights than a new file
    or folder would have that gets no more than *rights*.
    """
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            path, info = f"{below}{entry.name}", entry.stat(follow_symlinks=False)
            if entry.is_dir(follow_symlinks=False):
                if info.st_mode & 0o777 != 0o777 & rights:
                    shutil.rmtree(entry.path)
                elif inside := _sifted(entry.path, f"{path}/", rights):
                    found += inside
                else:
                    Path(entry.path).rmdir()
            elif (
                entry.is_file(follow_symlinks=False)
                and info.st_nlink == 1
                and info.st_mode & 0o777 == 0o666 & rights
            ):
                found.append(path)
            else:
                Path(entry.path).unlink()
    return found


def _mask() -> int:
    """The rights that new files do not get. There is no way to ask without setting them."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
