"""Measures speed and weight: `make bench`. Numbers are for people; no test depends on them."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from build_tools.addresses import FILTER_SCRIPT
from build_tools.places import PROJECT
from tests import bench_filter

RUNS = 3

TIMED_BUILD = """
import json, sys, time
import mkdocs.__main__, mkdocs.commands.build, material, markdown, jinja2, yaml  # the engine's own, imported before
started = time.perf_counter()
import build_tools.planning, build_tools.frames.compose
took = {"imports": time.perf_counter() - started}

def timed(module, name):
    inner = getattr(module, name)
    def outer(*given, **named):
        before = time.perf_counter()
        try:
            return inner(*given, **named)
        finally:
            took[name] = took.get(name, 0) + time.perf_counter() - before
    setattr(module, name, outer)

timed(build_tools.planning, "make_plan")
timed(build_tools.frames.compose, "compose")
before = time.perf_counter()
mkdocs.__main__.cli(["build", "-q", "-d", sys.argv[1]], standalone_mode=False)
took["all"] = time.perf_counter() - before + took["imports"]
print(json.dumps(took))
"""


def main() -> None:
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        _build(site)
        walls, parts = [], []
        for _ in range(RUNS):
            before = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)],
                cwd=PROJECT,
                env=_environment(),
                check=True,
                capture_output=True,
            )
            walls.append(time.perf_counter() - before)
            parts.append(_build(site))
        pages = sum(1 for _ in site.rglob("*.html"))
        print(f"Site: {pages:,} pages on {os.cpu_count()} cores, best of {RUNS} warm builds.")
        _line("mkdocs build, from the shell", min(walls), 2.5)
        own = min(part["make_plan"] + part["compose"] for part in parts)
        _line("  of which our own code", own, 0.5)
        best = min(parts, key=lambda part: part["make_plan"] + part["compose"])
        print(
            f"    load, check, link, write: {best['make_plan']:.2f} s; fill, seal, check links: {best['compose']:.2f} s"
        )
        print(f"    importing our modules and pydantic: {min(part['imports'] for part in parts):.2f} s")
        _weigh(site)
        bench_filter.measure(site)


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def _build(site: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", TIMED_BUILD, str(site)],
        cwd=PROJECT,
        env={**_environment(), "PYTHONPATH": str(PROJECT)},
        check=True,
        capture_output=True,
        text=True,
    )
    took: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return took


def _line(name: str, seconds: float, goal: float) -> None:
    print(f"{name}: {seconds:.2f} s (goal: at most {goal} s)")


def _weigh(site: Path) -> None:
    def weight(*paths: str) -> float:
        files = [file for path in paths for file in site.glob(path)]
        return sum(len(gzip.compress(file.read_bytes())) for file in files) / 1024

    print(f"Filter script: {weight(FILTER_SCRIPT):.1f} KB compressed (goal: at most 12 KB)")
    print(f"Filter data: {weight('data/v1/filter/index.json'):.1f} KB compressed")
    first = weight(
        "conditions/sciatica/index.html",
        "assets/atlas.js",
        "assets/atlas.css",
        "assets/stylesheets/*.css",
        "assets/javascripts/bundle.*.js",
        "assets/javascripts/workers/search.*.js",
        "search/search_index.json",
        "assets/images/favicon.*",
    )
    print(f"First visit to a condition page: {first:.0f} KB compressed (goal: at most 250 KB)")


if __name__ == "__main__":
    main()
