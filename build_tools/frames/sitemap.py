"""The sitemap: dates come from records, never from a clock."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from html import escape
from urllib.parse import quote

SITEMAP = "sitemap.xml"


def sitemap(root: str, pages: Mapping[str, datetime.date | None]) -> bytes:
    """The sitemap of *pages*: addresses and when they last changed, where somebody wrote that down."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for address, modified in sorted(pages.items()):
        date = f"<lastmod>{modified.isoformat()}</lastmod>" if modified else ""
        lines.append(f"<url><loc>{escape(root + quote(address))}</loc>{date}</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()
