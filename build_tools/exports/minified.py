"""Scripts and stylesheets without what only people read, by the minify library.

It runs in a process of its own: it is written in Go, whose threads do not live on in a forked process, and pages
are written by forked ones. Starting that process takes longer than minifying, so what it made is remembered under
a digest of the text, the program and the library's version.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from build_tools.memo import remember
from build_tools.places import MINIFIED

MOST = 50
"""Texts that are remembered. With more, those of older versions are thrown away."""

_PROGRAM = (
    "import sys, minify; sys.stdin.reconfigure(encoding='utf-8'); sys.stdout.reconfigure(encoding='utf-8'); "
    "sys.stdout.write(minify.string(sys.argv[1], sys.stdin.read()))"
)


@cache
def minified(text: str, kind: Literal["text/css", "text/javascript"], remembered: Path = MINIFIED) -> bytes:
    """*text* with the same meaning and fewer bytes, as UTF-8. Raises ValueError where it is not of its *kind*."""
    made_from = f"{version('minify-go')} {_PROGRAM} {kind} {text}"
    path = remembered / blake2b(made_from.encode(), digest_size=16).hexdigest()
    with suppress(OSError):
        if known := path.read_bytes():
            return known
    made = _made(text, kind)
    _keep(path, made)
    return made


def _made(text: str, kind: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, kind], input=text, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise ValueError(f"No valid {kind}: {done.stderr.strip().rpartition('MinifyError: ')[2]}")
    return done.stdout.encode()


def _keep(path: Path, made: bytes) -> None:
    with suppress(OSError):
        others = [*path.parent.iterdir()]
        for other in others if len(others) >= MOST else ():
            other.unlink(missing_ok=True)
    remember(path, made)
