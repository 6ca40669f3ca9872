"""What programs look for at the root of a site: robots.txt, and llms.txt with the pages that matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools import addresses
from build_tools.collection import AnyRecord
from build_tools.graph import Atlas
from build_tools.names import name_of
from build_tools.prose import parse
from build_tools.words import Words

MOST = 500
"""Lines that llms.txt gives to one kind; of a larger atlas it names the lists alone."""


def signpost_files(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """Both files. `llms.txt` follows llmstxt.org: a name, what it is, and links with a line about each."""
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {atlas.site.url}sitemap.xml\n".encode()
    yield "llms.txt", "\n".join(_lines(atlas)).encode()


def _lines(atlas: Atlas) -> Iterator[str]:
    site, words = atlas.site, Words(atlas.collection.strings)
    yield f"# {site.name}\n"
    yield f"> {_line(site.description)}\n"
    yield _line(parse(site.home.notice).plain()) + "\n"
    yield f"{site.licence.name}: {site.licence.url}\n"
    for title, address, records in (
        (words.navigation.red_flags, addresses.RED_FLAGS, atlas.red_flags),
        (words.navigation.conditions, addresses.CONDITIONS, atlas.conditions),
        (words.navigation.topics, addresses.TOPICS, atlas.topics),
    ):
        if records:
            yield f"## {title}\n"
            yield from _links(site.url, title, address, records)
            yield ""
    yield f"## {words.signposts.data}\n"
    for path, about in (
        (f"{addresses.DATA}index.json", words.signposts.index),
        *(((addresses.ALL_JSON, words.signposts.all),) if site.downloads else ()),
        (addresses.OPENAPI, words.signposts.openapi),
        (addresses.SOURCES, words.signposts.sources),
    ):
        yield f"- [{path}]({site.url}{path}): {about}"
    yield ""


def _links(root: str, title: str, address: str, records: Iterable[AnyRecord]) -> Iterator[str]:
    listed = tuple(records)
    if len(listed) > MOST:
        yield f"- [{title}]({root}{address})"
        return
    for record in listed:
        about = getattr(record, "summary", "") or getattr(record, "fires_when", "")
        yield f"- [{name_of(record)}]({root}{addresses.address_of(record)}): {_line(parse(about).plain())}"


def _line(text: str) -> str:
    return " ".join(text.split())
