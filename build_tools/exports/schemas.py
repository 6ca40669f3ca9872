"""The schemas of the records, as they are published."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.addresses import DATA
from build_tools.places import SCHEMAS


def published_schemas() -> Iterator[tuple[str, bytes]]:
    """Each schema with its path below the root, as it lies in the folder that editors use it from."""
    for path in sorted(SCHEMAS.glob("*.json")):
        yield f"{DATA}schema/{path.name}", path.read_bytes()
