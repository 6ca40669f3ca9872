"""Where the web editor of the repository has what stands on a page: a record, a list, or words."""

from __future__ import annotations

from collections.abc import Iterable
from os.path import commonpath
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from build_tools.collection import AnyRecord
from build_tools.graph import Atlas
from build_tools.places import PROJECT
from build_tools.words import Words


class Place(NamedTuple):
    """A place in the repository, and what a link to it says."""

    address: str
    label: str


class Editor:
    """The repository of an atlas, as its web editor shows it."""

    def __init__(self, atlas: Atlas, words: Words) -> None:
        self._collection = atlas.collection
        self._repository = atlas.site.repository
        self._words = words
        self._lists: dict[tuple[str, ...], Place | None] = {}
        self._files: dict[Path, str] = {}

    def record(self, record: AnyRecord) -> str:
        """The file of *record*."""
        return self._file(self._collection.source(record).document.path)

    def site(self) -> Place:
        """The file with what the atlas says of itself."""
        return Place(self._file(self._collection.site_source.document.path), self._words.condition.words_link)

    def words(self, name: str) -> Place:
        """The file with the words that the page called *name* in the strings is made of."""
        path = self._collection.strings_sources[name].document.path
        return Place(self._file(path), self._words.condition.words_link)

    def hand_written(self, path: Path) -> Place:
        """The file of a page that is no part of the content, at *path* in the project."""
        return Place(self._at("edit", path.relative_to(PROJECT).as_posix()), self._words.condition.page_link)

    def list(self, *kinds: str) -> Place | None:
        """The file with all records of *kinds*, or else the folder with all their files; none without records."""
        if kinds not in self._lists:
            self._lists[kinds] = self._list(kinds)
        return self._lists[kinds]

    def _list(self, kinds: Iterable[str]) -> Place | None:
        records = [record for kind in kinds for record in self._collection.records[kind].values()]
        files = sorted({self._collection.source(record).document.path for record in records})
        if not files:
            return None
        if len(files) == 1:
            return Place(self._file(files[0]), self._words.condition.list_link)
        folder = self._inside(Path(commonpath(files)))
        return Place(self._at("tree", folder), self._words.condition.folder_link)

    def _file(self, path: Path) -> str:
        if path not in self._files:
            self._files[path] = self._at("edit", self._inside(path))
        return self._files[path]

    def _inside(self, path: Path) -> str:
        return (PurePosixPath(self._repository.content) / path.relative_to(self._collection.root)).as_posix()

    def _at(self, view: str, path: str) -> str:
        return f"{self._repository.url}/{view}/{self._repository.branch}/{path}"
