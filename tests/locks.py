"""A lock between the processes of one test run."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def only_one(about: Path) -> Iterator[None]:
    """Inside, no other process is inside for the same path."""
    lock = about.with_name(f"{about.name}.lock")
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
