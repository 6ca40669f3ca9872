"""`content_src/` to a `Collection` of records, plus every problem of shape.

One pass over the files. A record with the wrong shape is reported, and what is right in it goes on to
the checks, so that an author sees everything at once. Such a collection has errors, and nothing is built.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from build_tools import records as models
from build_tools.collection import FOLDERS, LISTS, MODELS, SINGLE, SUFFIXES, AnyRecord, Collection, Source
from build_tools.places import STRINGS_FOLDER, shown
from build_tools.problems import KeyPath, Problem, Report, Where
from build_tools.progress import NOBODY, Progress
from build_tools.records.base import ID_PATTERN, as_id
from build_tools.records.repair import broken_at, stand_in
from build_tools.records.shape import noun_of, problems_of_shape
from build_tools.strays import strays
from build_tools.yaml_files import Document, read
from build_tools.yaml_problems import Unreadable

M = TypeVar("M", bound=BaseModel)


def load(root: Path, progress: Progress = NOBODY) -> tuple[Collection | None, Report]:
    """The collection below *root* and the problems of its shape.

    There is no collection where the folder, `site.yml` or the strings cannot be had at all.
    """
    reader = _Reader(root, progress)
    collection = reader.collection()
    return collection, Report.of(reader.problems)


class _Reader:
    def __init__(self, root: Path, progress: Progress) -> None:
        self.root, self.progress = root, progress
        self.problems: list[Problem] = []
        self.records: dict[str, dict[str, AnyRecord]] = {kind: {} for kind in MODELS}
        self.sources: dict[tuple[str, str], Source] = {}
        self.strings_sources: dict[str, Source] = {}
        self.broken: dict[tuple[str, str], tuple[KeyPath, ...]] = {}
        self.unread: set[tuple[str, str]] = set()

    def collection(self) -> Collection | None:
        if not self.root.is_dir():
            self._say(
                Where(shown(self.root)),
                "no-content",
                "There is no such content folder.",
                "Name an existing one with --content.",
            )
            return None
        files = [
            (path, model) for folder, model in FOLDERS.items() for path in self._files(self.root / folder)
        ]
        self.progress.phase("Reading files", len(files) + len(LISTS))
        for done, (path, model) in enumerate(files):
            self.progress.reached(done)
            self._read_one(path, model)
        for done, (name, list_model) in enumerate(LISTS.items(), len(files)):
            self.progress.reached(done)
            self._read_list(name, list_model)
        self.progress.reached(len(files) + len(LISTS))
        site, source = self._read_site()
        strings = self._read_strings(site.language if site else "en")
        self.problems.extend(strays(self.root, {path for path, _ in files}))
        if site is None or source is None or strings is None:
            return None
        return Collection(
            root=self.root,
            records=self.records,
            sources=self.sources,
            site=site,
            strings=strings,
            site_source=source,
            strings_sources=self.strings_sources,
            broken=self.broken,
            unread=frozenset(self.unread),
        )

    def _say(self, where: Where, rule: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(where, rule, message, hint))

    def _files(self, folder: Path) -> Iterator[Path]:
        if folder.is_dir():
            # What the folder tells of a file is enough, save of links: to ask for each of twelve thousand is slow.
            with os.scandir(folder) as entries:
                paths = ((folder / entry.name, entry.is_file(follow_symlinks=False)) for entry in entries)
                files = [path for path, is_file in paths if is_file or path.is_file()]
            yield from sorted((file for file in files if file.suffix in SUFFIXES), key=attrgetter("name"))

    def _open(self, path: Path) -> Document | None:
        try:
            document = read(path)
        except Unreadable as error:
            self.problems.append(error.problem)
            return None
        self.problems.extend(document.problems)
        return document

    def _find(self, name: str) -> Path | None:
        for suffix in SUFFIXES:
            path = self.root / f"{name}{suffix}"
            if path.is_file():
                return path
        return None

    def _read_one(self, path: Path, model: type[models.Record]) -> None:
        document, id = self._open(path), path.stem
        if document is None:
            self.unread.add((model.kind, id))
            return
        if not isinstance(document.value, dict):
            self.unread.add((model.kind, id))
            self._say(
                document.where(),
                "wrong-type",
                f"A {model.kind} has fields (name: value), and this is {noun_of(document.value)}.",
                "Compare it with the example in _examples/.",
            )
            return
        if not re.match(ID_PATTERN, id):
            self.unread.add((model.kind, ""))
            self._say(
                Where(shown(path)),
                "bad-id",
                f'"{id}" cannot be an id; a file is named by lower-case letters, digits and hyphens.',
                f"Rename the file: {as_id(id) or 'lower-back'}{path.suffix}.",
            )
            return
        given = document.value.get("id", id)
        if given != id:
            self._say(
                document.where("id"),
                "id-is-not-the-filename",
                f'The id "{given}" is not the name of the file.',
                "Leave the id out; the file's name is the id.",
            )
        # The record has it all from here on; of twelve thousand, the plain values would be most of the memory.
        source = Source(replace(document, value=None))
        self._add(source, {**document.value, "id": id}, model)

    def _read_list(self, name: str, model: type[AnyRecord]) -> None:
        path = self._find(name)
        if path is None:
            return
        document = self._open(path)
        if document is None:
            self.unread.add((model.kind, ""))
            return
        if not isinstance(document.value, list):
            self.unread.add((model.kind, ""))
            self._say(
                document.where(),
                "wrong-type",
                f"This file is a list of records, not {noun_of(document.value)}.",
                "Write [ before the first record and ] after the last."
                if path.suffix == ".json"
                else "Begin each record with a hyphen: - id: its-id.",
            )
            return
        emptied = replace(document, value=None)
        for index, value in enumerate(document.value):
            source = Source(emptied, (index,))
            if isinstance(value, dict):
                self._add(source, value, model)
            else:
                self.unread.add((model.kind, ""))
                self._say(
                    source.where(),
                    "wrong-type",
                    f"A {model.kind} has fields (name: value), and this is {noun_of(value)}.",
                    "Put it in braces, beside the others and in no brackets of its own."
                    if path.suffix == ".json"
                    else "Write its fields after the hyphen, below each other, indented by two spaces.",
                )

    def _add(self, source: Source, value: dict[str, Any], model: type[AnyRecord]) -> None:
        record, broken = self._validated(source, value, model)
        if record is None:
            self.unread.add((model.kind, str(value.get("id", ""))))
            return
        first = self.sources.get((model.kind, record.id))
        if first is not None:
            self._say(
                source.where("id"),
                "duplicate-id",
                f'There are two records "{record.id}" of the kind {model.kind}.',
                f"The first stands at {first.where('id')}. Ids are permanent: give the new one another.",
            )
            return
        self.records[model.kind][record.id] = record
        self.sources[(model.kind, record.id)] = source
        if broken:
            self.broken[(model.kind, record.id)] = broken

    def _validated(
        self, source: Source, value: dict[str, Any], model: type[M]
    ) -> tuple[M | None, tuple[KeyPath, ...]]:
        """*value* as a *model*, or a stand-in for it, and where it has the wrong shape."""
        try:
            return model.model_validate(value), ()
        except ValidationError as error:
            self.problems.extend(problems_of_shape(error, model, value, source.where))
            broken = tuple(broken_at(error, value))
            # A record without a good id of its own would be known by an invented one.
            return None if ("id",) in broken else stand_in(error, model, value), broken

    def _read_site(self) -> tuple[models.Site | None, Source | None]:
        path = self._find(SINGLE)
        if path is None:
            self._say(
                Where(shown(self.root / "site.yml")),
                "missing-file",
                "There is no site.yml, which gives the atlas its name and address.",
                "Copy the one of another atlas and change it.",
            )
            return None, None
        document = self._open(path)
        if document is None:
            return None, None
        source = Source(document)
        value = document.value if isinstance(document.value, dict) else {}
        site, broken = self._validated(source, value, models.Site)
        if broken:
            self.broken[(models.Site.kind, "")] = broken
        return site, source

    def _read_strings(self, language: str) -> Mapping[str, Any] | None:
        """`strings/<language>.yml`, and `strings/<part>.<language>.yml` for parts that fill a file of their own."""
        folder = self.root / STRINGS_FOLDER
        main = folder / f"{language}.yml"
        if not main.is_file():
            self._say(
                Where(shown(main)),
                "missing-file",
                f'There are no words for the language "{language}" that site.yml names.',
                "Copy strings/en.yml and translate it.",
            )
            return None
        words: dict[str, Any] = {}
        for path in (main, *sorted(folder.glob(f"*.{language}.yml"))):
            document = self._open(path)
            if document is None:
                return None
            if not isinstance(document.value, dict):
                self._say(document.where(), "wrong-type", "Words stand under their names (name: words).")
                continue
            for key, value in document.value.items():
                if key in words:
                    self._say(
                        document.where(key, key=True),
                        "duplicate-key",
                        f'"{key}" stands in another file of words too.',
                        "Keep one of the two.",
                    )
                words[key] = value
                self.strings_sources[key] = Source(document)
        return words
