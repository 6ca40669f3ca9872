"""Measures speed and weight: `make bench`. Numbers are for people; no test depends on them."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from build_tools.addresses import FILTER_SCRIPT
from build_tools.places import PROJECT, REMEMBERED_PLAN
from tests import bench_filter

RUNS = 3

TIMED_BUILD = """
import json, sys, time
import mkdocs.__main__, mkdocs.config.config_options
took = {}

def timed(name, inner):
    def outer(*given, **named):
        before = time.perf_counter()
        try:
            return inner(*given, **named)
        finally:
            took[name] = took.get(name, 0) + time.perf_counter() - before
    return outer

options = mkdocs.config.config_options.Hooks
load = timed("imports", options._load_hook)

def load_timed(self, name, path):
    hook = load(self, name, path)
    for event in dir(hook):
        if event.startswith("on_"):
            setattr(hook, event, timed(event, getattr(hook, event)))
    return hook

options._load_hook = load_timed
mkdocs.__main__.cli(["build", "-q", "-d", sys.argv[1]], standalone_mode=False)
print(json.dumps(took))
"""


def main() -> None:
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        for _ in range(3):
            _build(site)
        pages = sum(1 for _ in site.rglob("*.html"))
        print(f"Site: {pages:,} pages on {os.cpu_count()} cores, best of {RUNS} warm builds.")
        _time("mkdocs build, from the shell", site, is_known=True)
        _time("  after a change to a record", site, is_known=False)
        _weigh(site)
        bench_filter.measure(site)


def _time(name: str, site: Path, *, is_known: bool) -> None:
    """Build several times, with the plan of the last build in memory or without, and print the best."""
    walls, parts = [], []
    for run in range(2 * RUNS):
        if not is_known:
            rmtree(REMEMBERED_PLAN)
        before = time.perf_counter()
        # From the shell and from inside in turn: to measure one's own parts takes time too.
        if run % 2:
            parts.append(_build(site))
        else:
            _from_shell(site)
            walls.append(time.perf_counter() - before)
    best = min(parts, key=lambda part: sum(part.values()))
    after = best.pop("on_post_build")
    imports = best.pop("imports")
    before = sum(best.values())
    goals = (" (goal: at most 2.5 s)", " (goal: at most 0.5 s)") if is_known else ("", "")
    print(f"{name}: {min(walls):.2f} s{goals[0]}")
    print(
        f"    of which our own code: {imports + before + after:.2f} s{goals[1]}, that is {imports:.2f} s to import it,"
    )
    print(f"    {before:.2f} s before the engine's pages and {after:.2f} s after them")


def _from_shell(site: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)],
        cwd=PROJECT,
        env=_environment(),
        check=True,
        capture_output=True,
    )


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
