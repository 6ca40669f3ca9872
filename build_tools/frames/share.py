"""What a page shows of itself where somebody shares its address: Open Graph and card tags."""

from __future__ import annotations

import html
import re

from build_tools.frames.seal import seal

IMAGE = "assets/images/card.png"
"""The picture of every page, without words, so that it fits any atlas in any language."""

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r"<meta\s+name=\"description\"\s+content=\"([^\"]*)\"")
_CANONICAL = re.compile(r"<link\s+rel=\"canonical\"\s+href=\"([^\"]*)\"")


def with_share_tags(page: str, address: str) -> str:
    """*page*, which lives at *address*, with tags made of its own title, description and canonical link.

    A page or a frame without a canonical link has no address to share, and stays as it is.
    """
    canonical = _CANONICAL.search(page)
    title = _TITLE.search(page)
    if canonical is None or title is None or not canonical[1].endswith(address):
        return page
    description = _DESCRIPTION.search(page)
    root = canonical[1].removesuffix(address)
    tags = {
        "og:type": "website" if not address else "article",
        "og:title": html.escape(html.unescape(title[1].strip())),
        "og:description": description[1] if description else "",
        "og:url": canonical[1],
        "og:image": f"{root}{IMAGE}",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "",
    }
    metas = "".join(
        f'<meta property="{name}" content="{value}">'
        for name, value in tags.items()
        if value or name == "og:image:alt"
    )
    return seal(page, f'{metas}<meta name="twitter:card" content="summary_large_image">')
