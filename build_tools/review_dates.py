"""Which reviews are due. The day comes from the caller: nothing here reads a clock."""

from __future__ import annotations

import datetime

from build_tools.collection import Collection, Reviewed
from build_tools.problems import Where


def due(collection: Collection, on: datetime.date) -> list[tuple[Reviewed, Where]]:
    """Records whose next review is on or before *on*, with the place of that date, the oldest first."""
    found = [
        (record, collection.where(record, "review", "next"))
        for record in collection.reviewed()
        if record.review.next <= on
    ]
    return sorted(found, key=lambda pair: (pair[0].review.next, pair[1]))
