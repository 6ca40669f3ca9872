"""Atom feeds of changes: one for the atlas, one a condition. Dates come from the records, not a clock."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator

from build_tools import addresses
from build_tools.graph import Atlas, name_of
from build_tools.records import Change, Condition, RedFlag, Topic
from build_tools.words import Words

NEWEST = 100
"""Entries of the feed of the whole atlas."""

Changing = Condition | Topic | RedFlag


def feed_files(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """Paths below the root and contents."""
    records: list[Changing] = [*atlas.conditions, *atlas.topics, *atlas.red_flags]
    entries = sorted(
        ((change, record) for record in records for change in record.history),
        key=lambda pair: (-pair[0].date.toordinal(), pair[1].kind, pair[1].id),
    )
    yield addresses.FEED, _feed(atlas, atlas.site.name, "", addresses.FEED, entries[:NEWEST])
    for condition in atlas.conditions:
        yield (
            addresses.feed_of(condition),
            _feed(
                atlas,
                condition.name,
                addresses.address_of(condition),
                addresses.feed_of(condition),
                [(change, condition) for change in condition.history],
            ),
        )


def _feed(atlas: Atlas, title: str, address: str, own: str, entries: list[tuple[Change, Changing]]) -> bytes:
    site, words = atlas.site, Words(atlas.collection.strings)
    feed = etree.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _add(feed, "id", site.url + own)
    _add(feed, "title", title)
    _add(
        feed, "updated", _time(max((change.date.isoformat() for change, _ in entries), default="1970-01-01"))
    )
    etree.SubElement(feed, "link", rel="self", href=site.url + own)
    etree.SubElement(feed, "link", rel="alternate", href=site.url + address)
    _add(etree.SubElement(feed, "author"), "name", site.publisher)
    _add(feed, "rights", site.licence.name)
    for change, record in entries:
        entry = etree.SubElement(feed, "entry")
        url = site.url + addresses.address_of(record)
        number = len(record.history) - record.history.index(change)
        _add(entry, "id", f"{url}#change-{number}")
        _add(entry, "title", f"{name_of(record)}: {words.changes[change.kind]}")
        _add(entry, "updated", _time(change.date.isoformat()))
        etree.SubElement(entry, "link", rel="alternate", href=url)
        etree.SubElement(entry, "category", term=change.kind)
        _add(entry, "summary", change.change)
    etree.indent(feed, " ")
    text: str = etree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _add(parent: etree.Element, tag: str, text: str) -> None:
    etree.SubElement(parent, tag).text = text


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"
