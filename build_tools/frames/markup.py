"""Where the tags, comments and scripts of a page are: just enough of HTML to find links, ids and scripts.

Pages come from our own templates or from a theme, so this needs no recovery from broken markup.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

PART = re.compile(
    r"<(?:!--.*?-->"
    r"|[sS](?:[cC][rR][iI][pP][tT]|[tT][yY][lL][eE])\b[^>]*+>.*?</(?:script|style|SCRIPT|STYLE)\s*>"
    r"|[a-zA-Z][^\s>]*+\s[^>\"']*+(?:\"[^\"]*\"[^>\"']*+|'[^']*'[^>\"']*+)*+>)",
    re.DOTALL,
)
"""A comment, a whole script or style, or an opening tag with attributes: whatever is not plain text."""

_OPENING = re.compile(r"<([a-zA-Z][\w:-]*)([^>\"']*+(?:\"[^\"]*\"[^>\"']*+|'[^']*'[^>\"']*+)*+)>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
_POINTING = re.compile(
    r"^<s(?:cript|tyle)\b|[\s\"'](?:id|name|(?:xlink:)?href|src|srcset|poster|data|style|on[a-z]+)\s*=",
    re.IGNORECASE,
)
"""Few tags have any of these, and looking closely at the others takes time."""
_FETCHING_RELATIONS = {
    "stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest",
    "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch",
}  # fmt: skip
_DATA_TYPE = re.compile(r"application/(?:[\w.-]+\+)?json$|text/(?:template|plain|html)$")


class References(NamedTuple):
    """What a tag or a piece of HTML names and points to, in order."""

    ids: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    """Addresses that a reader or a program can follow."""
    assets: tuple[str, ...] = ()
    """Addresses that the browser fetches by itself."""
    blocked: tuple[str, ...] = ()
    """What the content security policy blocks in a slot: scripts, handlers, styles, `javascript:` links."""


NOTHING = References()


@dataclass(frozen=True)
class Element:
    """A script or style element."""

    name: str
    attributes: dict[str, str]
    text: str

    @property
    def runs(self) -> bool:
        """Whether the browser executes or applies the text, so that a policy has to allow it."""
        if self.name == "style":
            return True
        return "src" not in self.attributes and not _DATA_TYPE.match(self.attributes.get("type", "").lower())


def is_raw(part: str) -> bool:
    """Whether a match of `PART` is a script or a style, whose text is no HTML."""
    return part[1:7].lower() == "script" or part[1:6].lower() == "style"


def attributes(tag: str) -> tuple[str, dict[str, str]]:
    """The element's name and its attributes, unescaped; the first of equal ones counts."""
    match = _OPENING.match(tag)
    if match is None:
        return "", {}
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(match[2]):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return match[1].lower(), found


def elements(page: str) -> list[Element]:
    """The scripts and styles of *page*, in order."""
    found = []
    for part in PART.findall(page):
        if is_raw(part):
            match = _OPENING.match(part)
            if match is not None:
                found.append(Element(*attributes(match[0]), part[match.end() : part.rindex("</")]))
    return found


def references(page: str) -> References:
    """Everything that *page* names and points to."""
    ids: list[str] = []
    links: list[str] = []
    assets: list[str] = []
    blocked: list[str] = []
    for part in PART.findall(page):
        found = references_of_part(part)
        ids += found.ids
        links += found.links
        assets += found.assets
        blocked += found.blocked
    return References(tuple(ids), tuple(links), tuple(assets), tuple(blocked))


@lru_cache(maxsize=50_000)
def references_of_part(part: str) -> References:
    """What one match of `PART` names and points to."""
    if part.startswith("<!") or not _POINTING.search(part):
        return NOTHING
    name, found = attributes(part)
    ids = [found["id"]] if "id" in found else []
    links: list[str] = []
    assets: list[str] = []
    blocked = [f"the attribute {key}" for key in found if key == "style" or key.startswith("on")]
    if name in ("script", "style") and Element(name, found, "").runs:
        blocked.append(f"an inline {name}")
    if name == "a" and "name" in found:
        ids.append(found["name"])
    for key in ("href", "xlink:href"):
        if key in found:
            fetches = name in ("use", "image") or (
                name == "link" and not _FETCHING_RELATIONS.isdisjoint(found.get("rel", "").lower().split())
            )
            (assets if fetches else links).append(found[key])
    assets += [found[key] for key in ("src", "poster") if key in found]
    if name == "object" and "data" in found:
        assets.append(found["data"])
    if "srcset" in found:
        assets += [choice.split()[0] for choice in found["srcset"].split(",") if choice.strip()]
    if any(link.strip().lower().startswith("javascript:") for link in links):
        blocked.append("a javascript: link")
    return References(tuple(ids), tuple(links), tuple(assets), tuple(blocked))
