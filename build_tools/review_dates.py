"""Which reviews are due. The day comes from the caller: nothing here reads a clock."""

from __future__ import annotations

import datetime

from build_tools.collection import Collection
from build_tools.problems import Where
from build_tools.records import Article, Condition, RedFlag

Reviewed = Condition | Article | RedFlag


def due(collection: Collection, on: datetime.date) -> list[tuple[Reviewed, Where]]:
    """Records whose next review is on or before *on*, with the place of that date, the oldest first."""
    found = [
        (record, collection.where(record, "review", "next"))
        for records in collection.records.values()
        for record in records.values()
        if isinstance(record, (Condition, Article, RedFlag)) and record.review.next <= on
    ]
    return sorted(found, key=lambda pair: (pair[0].review.next, pair[1]))
