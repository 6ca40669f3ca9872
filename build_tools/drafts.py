"""New records, begun from the annotated examples in `_examples/`."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from build_tools.collection import FOLDERS, LISTS, MODELS
from build_tools.places import EXAMPLES_FOLDER, shown
from build_tools.records.base import ID_PATTERN, as_id


class ExampleMissing(Exception):
    """There is no example of this kind."""


def kinds_with_examples(content: Path) -> list[str]:
    """Kinds that `draft` can begin, sorted."""
    return sorted(path.stem for path in (content / EXAMPLES_FOLDER).glob("*.yml") if path.stem in MODELS)


def draft(content: Path, kind: str, id: str, today: datetime.date) -> Path:
    """Begin a record: a file of its own, or an entry at the end of the list that it belongs to.

    Returns the file. Raises ExampleMissing for a kind without an example, and ValueError, in words for
    the author, where the id cannot be one or is taken.
    """
    if kind not in kinds_with_examples(content):
        raise ExampleMissing(kind)
    example = content / EXAMPLES_FOLDER / f"{kind}.yml"
    if not re.fullmatch(ID_PATTERN, id) or "-or-" in id:
        likely = as_id(id.removesuffix(".yml"))
        raise ValueError(
            f'"{id}" cannot be an id. Ids have lower-case letters, digits and single hyphens, and no "-or-"'
            f"{f': {likely}' if likely else ''}."
        )
    text = _dated(example.read_text(encoding="utf-8"), today)
    folder = next((name for name, model in FOLDERS.items() if model.kind == kind), None)
    if folder is not None:
        path = content / folder / f"{id}.yml"
        if path.exists():
            raise ValueError(f"{shown(path)} is there already.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path
    name = next(name for name, model in LISTS.items() if model.kind == kind)
    path = content / f"{name}.yml"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if re.search(rf"^- id: {re.escape(id)}\s*$", before, re.MULTILINE):
        raise ValueError(f'{shown(path)} has a record "{id}" already.')
    entry = re.sub(r"^(- id:).*$", rf"\1 {id}", text, count=1, flags=re.MULTILINE)
    path.write_text(f"{before.rstrip()}\n\n{entry}".lstrip(), encoding="utf-8")
    return path


def _dated(text: str, today: datetime.date) -> str:
    """The example with its dates moved to today, and its next review to a year from today."""
    following = today + datetime.timedelta(days=365)
    text = re.sub(r"(\bnext: )\d{4}-\d\d-\d\d", rf"\g<1>{following}", text)
    return re.sub(r"(\bdate: )\d{4}-\d\d-\d\d", rf"\g<1>{today}", text)
