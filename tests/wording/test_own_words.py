"""Facts carry over from the older article that the atlas began with; sentences do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from build_tools.places import CONTENT, DOCS, PROJECT

WORDS = 8
RUNS = frozenset((Path(__file__).parent / "older-article.txt").read_text("utf-8").split())
"""The beginnings of the digests of each run of eight words of that article, which is not part of this project."""


def shared_runs(text: str) -> Iterator[str]:
    """Runs of eight words of *text* that stand in the older article too."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    for at in range(len(words) - WORDS + 1):
        run = " ".join(words[at : at + WORDS])
        if sha256(run.encode()).hexdigest()[:10] in RUNS:
            yield run


def test_no_text_of_ours_has_eight_words_in_a_row_from_the_older_article() -> None:
    paths = [PROJECT / "README.md", *CONTENT.rglob("*.yml"), *CONTENT.rglob("*.json"), *DOCS.rglob("*.md")]
    assert {str(path): found for path in paths if (found := [*shared_runs(path.read_text("utf-8"))])} == {}


def test_a_copied_run_would_be_seen() -> None:
    copied = "it is made up of branches of the roots of the lumbar spinal nerves"
    assert list(shared_runs(f"As they say, {copied}."))
