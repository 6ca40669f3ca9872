"""Zip archives that are the same bytes whenever and wherever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

_DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a zip can hold."""


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of *files*, paths and contents, in their order. Equal files make equal bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for path, content in files:
            entry = zipfile.ZipInfo(path, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content)
    return made.getvalue()
