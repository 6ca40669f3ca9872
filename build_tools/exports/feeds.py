"""Atom feeds of changes: one for the atlas, one a condition. Dates come from the records, not a clock."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator
from functools import partial

from build_tools import addresses
from build_tools.collection import Reviewed
from build_tools.crew import Errand
from build_tools.graph import Atlas
from build_tools.names import name_of
from build_tools.records import Change, Condition
from build_tools.words import Words

NEWEST = 100
"""Entries of the feed of the whole atlas."""


CHUNK = 1000
"""Feeds that one errand writes."""


def feed_errands(atlas: Atlas) -> Iterator[Errand]:
    """What makes the feeds, in pieces for several processes."""
    words = Words(atlas.collection.strings).changes
    yield lambda: [(addresses.FEED, _newest(atlas, words))]
    for start in range(0, len(atlas.conditions), CHUNK):
        yield partial(_feeds, atlas, words, atlas.conditions[start : start + CHUNK])


def _newest(atlas: Atlas, words: Words) -> bytes:
    records: list[Reviewed] = [*atlas.conditions, *atlas.topics, *atlas.red_flags]
    entries = sorted(
        ((change, record) for record in records for change in record.history),
        key=lambda pair: (-pair[0].date.toordinal(), pair[1].kind, pair[1].id),
    )
    return _feed(atlas, words, atlas.site.name, "", addresses.FEED, entries[:NEWEST])


def _feeds(atlas: Atlas, words: Words, conditions: Iterable[Condition]) -> Iterator[tuple[str, bytes]]:
    for condition in conditions:
        own, address = addresses.feed_of(condition), addresses.address_of(condition)
        entries: list[tuple[Change, Reviewed]] = [(change, condition) for change in condition.history]
        yield own, _feed(atlas, words, condition.name, address, own, entries)


def _feed(
    atlas: Atlas, words: Words, title: str, address: str, own: str, entries: list[tuple[Change, Reviewed]]
) -> bytes:
    site = atlas.site
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
        _add(entry, "title", f"{name_of(record)}: {words[change.kind]}")
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
