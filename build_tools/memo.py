"""Files that save time and nothing else: a build does without any of them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def remember(path: Path, content: bytes) -> None:
    """Put *content* at *path*, so that whoever reads it meanwhile sees all of it or what was there before.

    Where the disk is full, or may not be written, nothing is remembered, and nothing is said.
    """
    written = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            written.write_bytes(content)
            written.replace(path)
        except OSError:
            written.unlink()
