"""What a process will need again much later, kept in a file instead of in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Generic, Protocol, TypeVar
from weakref import finalize

Item = TypeVar("Item")


class Packing(Protocol[Item]):
    """How an item becomes a brief, which stays in memory, and bytes, which go into the file."""

    def pack(self, item: Item) -> tuple[Item, bytes]:
        """The brief of *item*, and the rest of it."""

    def unpack(self, brief: Item, rest: bytes) -> Item:
        """An item equal to the one that was packed."""


class Shelf(Collection[Item], Generic[Item]):
    """Items in the order in which they were put here. Each time that they are asked for they are read anew."""

    def __init__(self, packing: Packing[Item], folder: Path) -> None:
        """The file lies in *folder*, or elsewhere if it cannot, without a name, and is gone with this object."""
        self._packing = packing
        self._file = _nameless(folder)
        finalize(self, self._file.close)
        self._briefs: list[tuple[Item, int]] = []

    def put(self, item: Item) -> Item:
        """Keep *item*; returns its brief."""
        brief, rest = self._packing.pack(item)
        self._file.write(rest)
        self._briefs.append((brief, len(rest)))
        return brief

    def __len__(self) -> int:
        return len(self._briefs)

    def __iter__(self) -> Iterator[Item]:
        self._file.seek(0)
        for brief, size in self._briefs:
            yield self._packing.unpack(brief, self._file.read(size))

    def __contains__(self, item: object) -> bool:
        return any(item == other for other in self)


def _nameless(folder: Path) -> IO[bytes]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return TemporaryFile(dir=folder)
    except OSError:
        return TemporaryFile()
