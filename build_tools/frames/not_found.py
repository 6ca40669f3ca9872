"""The page for addresses that do not exist. A server shows it anywhere, so its links are whole paths."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from build_tools.frames.markup import PART

_UP = re.compile(r"([\"'])(?:\./)*\.\.(?:/|(?=[\"']))")
_CANONICAL = re.compile(r"<link\s[^>]*rel=[\"']?canonical[^>]*>\s*")


def rooted(page: str, root: str) -> str:
    """*page*, made for an address one step below the site's *root*, as it works at any address."""
    base = urlsplit(root).path or "/"

    def rewrite(part: re.Match[str]) -> str:
        return _UP.sub(lambda match: match[1] + base, part[0])

    return PART.sub(rewrite, _CANONICAL.sub("", page))
