"""Files of a content folder that nothing reads: most likely a name that was mistyped."""

from __future__ import annotations

from collections.abc import Iterator, Set
from difflib import get_close_matches
from pathlib import Path

from build_tools.collection import FOLDERS, LISTS, SINGLE, SUFFIXES
from build_tools.places import EXAMPLES_FOLDER, STRINGS_FOLDER, shown
from build_tools.problems import Problem, Where
from build_tools.records.base import as_id


def strays(root: Path, records: Set[Path] = frozenset()) -> Iterator[Problem]:
    """A problem for each file below *root* that is no record, no words and no example.

    *records* are files in folders of records that need not be looked at: they were read.
    """
    known = {f"{name}{suffix}" for name in (*LISTS, SINGLE) for suffix in SUFFIXES}
    for path in sorted(path for path in root.rglob("*") if path not in records):
        relative = path.relative_to(root)
        if any(part.startswith(".") for part in relative.parts):
            continue
        if path.suffix in SUFFIXES and not path.is_file():
            yield Problem(
                Where(shown(path)),
                "unknown-file",
                "This has the name of a record, and there is no file behind it.",
                "Put the file itself here, or delete it.",
            )
            continue
        # A note to authors is welcome; a record that an editor saved as my-pain.yml.txt would be lost.
        if path.is_dir() or (path.suffix in (".md", ".txt") and ".yml" not in path.suffixes):
            continue
        if relative.parts[0] in (STRINGS_FOLDER, EXAMPLES_FOLDER):
            continue
        if relative.parts[0] in FOLDERS and len(relative.parts) == 2 and path.suffix in SUFFIXES:
            continue
        if path.suffix == ".json" and relative.as_posix() in known and path.with_suffix(".yml").is_file():
            yield Problem(
                Where(shown(path)),
                "unknown-file",
                f"Nothing reads this file, since there is {path.stem}.yml beside it.",
                "Put the records into one of the two, and delete the other.",
            )
        elif relative.as_posix() not in known:
            yield Problem(
                Where(shown(path)), "unknown-file", "Nothing reads this file.", _way_out(relative, known)
            )


def _way_out(relative: Path, known: set[str]) -> str:
    if near := get_close_matches(relative.as_posix(), sorted(known), 1, 0.7):
        return f'Did you mean "{near[0]}"?'
    if relative.parts[0] in FOLDERS and len(relative.parts) == 2:
        name = as_id(relative.name.partition(".")[0])
        return f'If it is a record, call it "{name}.yml", saved as plain text; else delete it.'
    folders = ", ".join(f"{folder}/" for folder in FOLDERS)
    return f"Records stand in {folders} or in one of the lists. Move it there, or delete it."
