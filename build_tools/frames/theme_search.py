"""The theme's own search where it falls short of its readers: what its worker asks for, and the words it says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from build_tools.exports.scripts import joined_scripts

RANKING = "ranking.js"

_WORKER = re.compile(r"assets/javascripts/workers/search[^/]*\.js")
_WORDS = re.compile(r'("search\.result\.([a-z.]+)": *")[^"]*(")')


def is_worker(path: str) -> bool:
    """Whether the file at *path* is the theme's search worker."""
    return _WORKER.fullmatch(path) is not None


def ranked(theme_worker: bytes) -> bytes:
    """The theme's worker, with what puts the words in and the pages out in order before it."""
    # A statement of nothing, so that our "use strict" does not hold for the theme's script as well.
    return b";" + joined_scripts((RANKING,)) + b"\n" + theme_worker


def worded(page: str, words: Mapping[str, str]) -> str:
    """*page* with *words* for what the theme's search says, by the theme's keys. # is a number."""

    def say(found: re.Match[str]) -> str:
        said = words.get(found[2])
        if said is None:
            return found[0]
        return found[1] + json.dumps(said, ensure_ascii=False)[1:-1].replace("<", "\\u003c") + found[3]

    return _WORDS.sub(say, page)
