"""Which content this is: a version that follows from the records, and the day of their newest change."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from hashlib import sha256

from build_tools.graph import Atlas

LETTERS = 12
"""Of the digest; enough to tell editions apart, and short enough to be read out."""


@dataclass(frozen=True)
class Edition:
    """What names the content of an atlas. Equal records have equal editions, on every machine."""

    version: str
    """The beginning of a SHA-256 digest of all records, in small hexadecimal letters."""
    date: datetime.date | None
    """The day of the newest change that somebody wrote down."""
    due: datetime.date | None
    """The first day on which the review of a record is due."""


def edition_of(atlas: Atlas) -> Edition:
    """The edition of *atlas*. It reads every record once."""
    digest = sha256(atlas.site.model_dump_json().encode())
    for kind, records in sorted(atlas.collection.records.items()):
        for id in sorted(records):
            digest.update(f"\n{kind} {id} ".encode())
            digest.update(records[id].model_dump_json().encode())
    reviewed = tuple(atlas.collection.reviewed())
    return Edition(
        version=digest.hexdigest()[:LETTERS],
        date=max((change.date for record in reviewed for change in record.history), default=None),
        due=min((record.review.next for record in reviewed), default=None),
    )
