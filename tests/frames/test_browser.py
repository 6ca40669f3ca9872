"""The finished site in a real browser, below a path as on GitHub Pages."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from build_tools.frames.engine import EngineName

ENGINES = ("mkdocs", "zensical")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Like GitHub Pages: what does not exist shows the page for that."""
        body = Path(self.directory, "atlas/404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def published(site: Path, folder: Path) -> Iterator[str]:
    """The address of *site* on a server, below `/atlas/`."""
    (folder / "atlas").symlink_to(site)
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/atlas/"
        server.shutdown()


@pytest.fixture
def opened(
    browser: Browser, built: Callable[[EngineName], Path], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[tuple[Page, str, list[str]]]:
    """A page in the site of the engine that the test names, its address, and what goes wrong there."""
    wrong: list[str] = []
    with published(built(request.param), tmp_path) as root:
        context = browser.new_context()
        page = context.new_page()
        page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(root) else wrong.append(asked.url))
        yield page, root, wrong
        context.close()


Opened = tuple[Page, str, list[str]]


@pytest.mark.parametrize("opened", ENGINES, indirect=True)
@pytest.mark.parametrize("address", ["", "conditions/", "conditions/gout/", "contribute/"])
def test_a_page_opens_without_a_complaint_and_runs_our_script(opened: Opened, address: str) -> None:
    page, root, wrong = opened
    page.goto(root + address)
    expect(page.locator("html")).to_have_attribute("data-atlas", "ran")
    page.wait_for_load_state("networkidle")
    assert wrong == []


@pytest.mark.parametrize("opened", ENGINES, indirect=True)
def test_the_policy_stops_an_injected_script(opened: Opened) -> None:
    page, root, wrong = opened

    def inject(html: str) -> str:
        return html.replace(
            "</h1>", "</h1><script>document.documentElement.dataset.injected = 'ran'</script>"
        )

    page.route(
        re.compile("/conditions/gout/$"),
        lambda route: route.fulfill(response=(answer := route.fetch()), body=inject(answer.text())),
    )
    page.goto(f"{root}conditions/gout/")
    expect(page.locator("html")).to_have_attribute("data-atlas", "ran")
    assert "dataset.injected" in page.content()
    assert page.evaluate("document.documentElement.dataset.injected") is None
    assert any("Content Security Policy" in text for text in wrong)


@pytest.mark.parametrize("opened", ENGINES, indirect=True)
def test_search_finds_a_page_by_its_other_names_and_sends_the_words_nowhere(opened: Opened) -> None:
    page, root, wrong = opened
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{root}conditions/sprain/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    # Zensical asks at once, Material when the worker is ready; both have one field for the words.
    page.locator("input:focus").press_sequentially("podagra")
    page.locator("a[href*='conditions/gout/']", has_text="Gout").last.click()
    page.wait_for_url(f"{root}conditions/gout/**")
    expect(page.locator("h1")).to_contain_text("Gout")
    assert not any("podagra" in url for url in asked), asked
    assert wrong == []


@pytest.mark.parametrize("opened", ENGINES, indirect=True)
def test_an_unknown_address_shows_a_page_whose_links_work(opened: Opened) -> None:
    page, root, wrong = opened
    page.goto(f"{root}some/where/else/")
    expect(page.locator("html")).to_have_attribute("data-atlas", "ran")
    page.wait_for_load_state("networkidle")
    assert [text for text in wrong if "404" not in text] == []
    page.locator("article").get_by_role("link", name="Conditions").click()
    expect(page.locator("h1")).to_contain_text("Conditions")


@pytest.mark.parametrize("opened", ["mkdocs"], indirect=True)
def test_an_old_address_leads_to_the_new_one(opened: Opened) -> None:
    page, root, _ = opened
    page.goto(f"{root}conditions/podagra/")
    page.wait_for_url(f"{root}conditions/gout/")
