"""What all tests share: the real content, the site built from it, and a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from build_tools.collection import Collection
from build_tools.frames.engine import build
from build_tools.graph import Atlas
from build_tools.loading import load
from build_tools.pages.page import Plan
from build_tools.places import CONTENT, PROJECT
from build_tools.planning import make_plan
from tests.browsers import ARGUMENTS, chromium
from tests.locks import only_one


@pytest.fixture(scope="session")
def collection() -> Collection:
    """The records of `content_src/`."""
    loaded, report = load(CONTENT)
    assert loaded is not None, report.as_text()
    return loaded


@pytest.fixture(scope="session")
def atlas(collection: Collection) -> Atlas:
    return Atlas(collection)


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The plan of the real site."""
    made, report = make_plan(CONTENT)
    assert made is not None, report.as_text()
    return made


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> Path:
    """The real site, built once for all processes of a test run."""
    folder = tmp_path_factory.getbasetemp()
    # With several processes each has a folder of its own inside that of the run.
    shared = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "the-site"
    with only_one(shared):
        if not (shared / "index.html").exists():
            report = build(plan, engine="mkdocs", project=PROJECT, site_dir=shared)
            assert not report.errors, report.as_text()
    return shared


class _Host(SimpleHTTPRequestHandler):
    """Serves a folder as GitHub Pages does: what is not there gets the site's own page for that."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes() if code == 404 else b""
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Where *folder* is served meanwhile; with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the real site is served, below a path as on project pages; with a slash at the end."""
    root = tmp_path_factory.mktemp("served")
    (root / "atlas").symlink_to(site, target_is_directory=True)
    shutil.copy(site / "404.html", root)
    with served(root) as host:
        yield f"{host}atlas/"


@pytest.fixture(scope="session")
def root_address(site: Path) -> Iterator[str]:
    """Where the real site is served at the root, as `site.yml` says."""
    with served(site) as host:
        yield host


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=[*ARGUMENTS])
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone."""
    made = browser.new_context(viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    made.set_default_timeout(10_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
