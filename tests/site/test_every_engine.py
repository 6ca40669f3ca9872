"""The real atlas from the engines that are not asked for every day."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_tools.cli import main

ARTICLE = re.compile(r'<h1 id="page-title">.*?(?=\s*</article>)', re.DOTALL)


def article(path: Path) -> str:
    (found,) = ARTICLE.findall(path.read_text("utf-8"))
    return str(found)


@pytest.mark.parametrize("engine", ["properdocs", "zensical"])
def test_every_page_made_from_records_reads_the_same(engine: str, site: Path, tmp_path: Path) -> None:
    assert main(["build", "--engine", engine, "--site-dir", str(tmp_path / "site")]) == 0
    made = [path for path in sorted(site.rglob("index.html")) if ARTICLE.search(path.read_text("utf-8"))]
    assert len(made) > 1000
    for path in made:
        address = path.relative_to(site)
        assert article(tmp_path / "site" / address) == article(path), address
