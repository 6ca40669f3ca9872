"""Nothing comes from elsewhere, nothing runs that was not meant to, nothing is kept."""

from __future__ import annotations

import gzip
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.site.conftest import KINDS
from tests.site.html import Document


def _policy(document: Document) -> dict[str, list[str]]:
    [meta] = [
        m
        for m in document.all("meta")
        if m.attributes.get("http-equiv", "").lower() == "content-security-policy"
    ]
    parts = (part.split() for part in meta.attributes["content"].split(";") if part.strip())
    return {name: values for name, *values in parts}


def test_every_page_is_sealed_by_the_same_strict_policy(documents: dict[str, Document]) -> None:
    policies = [_policy(document) for document in documents.values()]
    assert all(policy == policies[0] for policy in policies)
    policy = policies[0]
    assert policy["default-src"] == ["'none'"]
    assert "'unsafe-inline'" not in policy["script-src"]
    assert "'unsafe-eval'" not in policy["script-src"]
    assert "'unsafe-inline'" not in policy["style-src"]
    for name, values in policy.items():
        assert not [v for v in values if v.startswith("http") or v == "*"], name


def test_every_inline_script_is_named_by_the_policy(documents: dict[str, Document]) -> None:
    for document in documents.values():
        allowed = set(_policy(document)["script-src"])
        for script in document.all("script"):
            if "src" in script.attributes or script.attributes.get("type") in (
                "application/json",
                "application/ld+json",
            ):
                continue
            digest = b64encode(sha256(script.text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in allowed, document.address


def test_the_policy_stands_before_the_first_script(documents: dict[str, Document]) -> None:
    for document in documents.values():
        order = [
            "policy" if e.attributes.get("http-equiv", "").lower() == "content-security-policy" else e.tag
            for e in document.elements
        ]
        if "script" in order:
            assert order.index("policy") < order.index("script"), document.address


def test_no_page_loads_anything_from_another_origin(documents: dict[str, Document]) -> None:
    for document in documents.values():
        for element in document.elements:
            source = element.attributes.get("src", "")
            if element.tag == "link" and element.attributes.get("rel") not in (
                "canonical",
                "alternate",
                "license",
            ):
                source = element.attributes.get("href", "")
            assert not urlsplit(source).netloc, (document.address, source)
            assert "style" not in element.attributes, (document.address, element)


# The page not found begins its links with the path of the published site; it has a test of its own.
BELOW_A_PATH = {kind: path for kind, path in KINDS.items() if kind != "not found"}


@pytest.mark.parametrize("path", BELOW_A_PATH.values(), ids=BELOW_A_PATH.keys())
def test_a_page_asks_only_its_own_origin_and_breaks_no_rule_of_its_policy(
    path: str, page: Page, address: str
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    origin = "/".join(address.split("/")[:3])
    assert [url for url in asked if not url.startswith((origin, "data:", "blob:"))] == []
    assert said == []


def test_the_only_thing_stored_is_the_choice_of_theme(page: Page, address: str) -> None:
    page.goto(address + "symptom-filter/#s=saddle-numbness,leg-weakness~old&place=uk")
    page.wait_for_selector('[data-module="symptom-filter"][data-state="ready"]')
    page.goto(address + "conditions/sciatica/")
    page.locator("label[for^=__palette]").locator("visible=true").first.click()
    page.wait_for_function("localStorage.length > 0")
    kept = page.evaluate("Object.keys(localStorage)")
    assert [key.rsplit(".", 1)[-1] for key in kept] == ["__palette"]
    assert page.evaluate("Object.keys(sessionStorage)") == []
    assert page.evaluate("document.cookie") == ""
    assert page.context.cookies() == []
    assert page.evaluate("indexedDB.databases()") == []
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations()") == []


def test_what_a_reader_ticks_never_leaves_the_browser(page: Page, address: str) -> None:
    page.goto(address + "symptom-filter/")
    page.wait_for_selector('[data-module="symptom-filter"][data-state="ready"]')
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.evaluate("location.hash = 's=saddle-numbness,fever&no=chills&place=uk'")
    page.wait_for_selector("[data-red-flag]")
    assert [url for url in asked if "saddle" in url or "fever" in url] == []


def test_a_first_visit_to_a_condition_page_weighs_at_most_250_kilobytes(
    browser: Browser, address: str, site: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    page.goto(address + "conditions/sciatica/")
    page.wait_for_load_state("networkidle")
    weight = 0
    for url in asked:
        path = urlsplit(url).path.removeprefix("/atlas/")
        file = site / (f"{path}index.html" if path.endswith("/") else path)
        if file.is_file():
            weight += len(gzip.compress(file.read_bytes()))
    context.close()
    assert weight <= 250 * 1024
