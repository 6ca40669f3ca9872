"""The content security policy: one for all pages, computed from the scripts that stand in them."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable

from build_tools.frames.markup import elements

_REFERRER = '<meta name="referrer" content="no-referrer">'
_CHARSET = re.compile(r"<meta\s+charset=[^>]*>", re.IGNORECASE)
_HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)

_STYLE_MADE_OF = re.compile(r"\"style\",\{\},([\w$]+)\.toString\(\)")


class Hashes:
    """What a site's pages execute and apply inline. Add every page, then ask for the policy."""

    def __init__(self) -> None:
        self._found: dict[str, set[str]] = {"script": set(), "style": set()}

    def add(self, page: str) -> None:
        """Count in the inline scripts and styles of *page*."""
        for element in elements(page):
            if element.runs:
                self._found[element.name].add(_hash(element.text))

    def add_script(self, script: str) -> None:
        """Count in a stylesheet that *script* holds as a string and adds to pages, as zensical's search does."""
        for name in _STYLE_MADE_OF.findall(script):
            for text in re.findall(rf"\b{re.escape(name)}='([^'\\]*)'", script):
                self._found["style"].add(_hash(text))

    def metas(self, *, is_live: bool = False) -> str:
        """The elements that belong right behind a page's `<meta charset>`.

        *is_live* lets the development server add the inline script that reloads the page; it has no
        fixed text, and a policy with hashes in it would not run it.
        """
        scripts = ["'unsafe-inline'"] if is_live else sorted(self._found["script"])
        policy = _policy(scripts, self._found["style"])
        return f'<meta http-equiv="Content-Security-Policy" content="{policy}">{_REFERRER}'


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *scripts],
        "style-src": ["'self'", *sorted(styles)],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    return html.escape(
        "; ".join(f"{name} {' '.join(allowed)}" for name, allowed in directives.items())
    ).replace("&#x27;", "'")


def seal(page: str, metas: str) -> str:
    """*page* with *metas* before anything that could run."""
    found = _CHARSET.search(page)
    if found is None:
        found = _HEAD.search(page)
        metas = f'<meta charset="utf-8">{metas}'
    at = found.end() if found else 0
    return page[:at] + metas + page[at:]
