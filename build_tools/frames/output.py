"""What the engine rendered: pages written by hand, search indexes, the theme's files, and the frames."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from build_tools.addresses import HOME
from build_tools.frames.search import INDEXES
from build_tools.frames.theme_faults import mended

_BUNDLE = re.compile(r"assets/javascripts/bundle[^/]*\.js")


class Output:
    """The engine's output in *folder*, which stays as it is, without the files at the paths *left_out*."""

    def __init__(self, folder: Path, left_out: Iterable[str]) -> None:
        self.folder = folder
        paths = sorted(set(_paths(folder)).difference(left_out))
        self.pages = {path: self.page(path) for path in paths if path.endswith(".html")}
        """HTML by path."""
        self.indexes = tuple(path for path in paths if path in INDEXES)
        self.files = tuple(path for path in paths if not path.endswith(".html") and path not in INDEXES)
        """Paths of everything else that goes into the site as it is."""
        self.scripts = tuple(self.text(path) for path in paths if _BUNDLE.fullmatch(path))
        """The theme's main script, which may bring styles with it."""

    def text(self, path: str) -> str:
        """What the file at *path* holds, one that is left out too. Raises FileNotFoundError."""
        return (self.folder / path).read_text(encoding="utf-8")

    def page(self, path: str) -> str:
        """The page at *path*, without the theme's faults. Raises FileNotFoundError."""
        return mended(self.text(path))


def address_at(path: str) -> str:
    """Where readers find the file at *path*."""
    return path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path


def is_page(address: str) -> bool:
    """Whether *address* is that of a page, and not a file's name."""
    return address == HOME or address.endswith("/")


def _paths(folder: Path) -> Iterable[str]:
    for parent, _, names in os.walk(folder):
        below = os.path.relpath(parent, folder).replace(os.sep, "/")
        yield from (name if below == "." else f"{below}/{name}" for name in names)
