"""Scripts and stylesheets without what only people read, by the minify library.

It runs in a process of its own: it is written in Go, whose threads do not live on in a forked process, and pages
are written by forked ones.
"""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from typing import Literal

_PROGRAM = (
    "import sys, minify; sys.stdin.reconfigure(encoding='utf-8'); sys.stdout.reconfigure(encoding='utf-8'); "
    "sys.stdout.write(minify.string(sys.argv[1], sys.stdin.read()))"
)


@cache
def minified(text: str, kind: Literal["text/css", "text/javascript"]) -> bytes:
    """*text* with the same meaning and fewer bytes, as UTF-8. Raises ValueError where it is not of its *kind*."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, kind], input=text, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise ValueError(f"No valid {kind}: {done.stderr.strip().rpartition('MinifyError: ')[2]}")
    return done.stdout.encode()
