"""What stands in a composed site beside the pages themselves."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest

from build_tools.frames.compose import compose
from build_tools.pages.page import Entry
from tests.frames.tiny import AWKWARD, THEME, composed, lonely, render

POLICY = re.compile(r'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def pages(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text() for path in sorted(site.rglob("*.html"))}


def test_every_page_has_the_same_policy_before_anything_that_could_run(tmp_path: Path) -> None:
    scripted = THEME.replace("<head>", "<head>\n").replace("</head>", "<script>go()</script></head>")
    site, report = composed(lonely(), tmp_path, scripted)
    assert report.as_text() == ""
    found = {name: POLICY.findall(html) for name, html in pages(site).items()}
    assert sorted(found) == [
        "404.html", "conditions/gout/index.html", "conditions/index.html", "conditions/podagra/index.html",
        "conditions/sprain/index.html", "index.html",
    ]  # fmt: skip
    assert {len(policies) for policies in found.values()} == {1}
    (policy,) = {policies[0] for policies in found.values()}
    digest = base64.b64encode(hashlib.sha256(b"go()").digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors" not in policy
    for directive in ("default-src 'none'", "base-uri 'none'", "form-action 'self'", "style-src 'self'"):
        assert directive in policy


def test_data_and_files_need_no_place_in_the_policy(tmp_path: Path) -> None:
    quiet = '<script type="application/ld+json">[]</script><script src="https://example.org/atlas/assets/atlas.js"></script>'
    site, _ = composed(lonely(), tmp_path, THEME.replace("</head>", f"{quiet}</head>"))
    assert "script-src 'self';" in (site / "index.html").read_text()


def test_a_theme_without_a_character_set_gets_one_with_the_policy(tmp_path: Path) -> None:
    site, _ = composed(lonely(), tmp_path, THEME.replace('<meta charset="utf-8">', ""))
    html = (site / "index.html").read_text()
    assert POLICY.search(html)
    assert html.startswith("<!doctype html>\n<html><head><meta charset")


def test_a_development_server_may_reload_pages(tmp_path: Path) -> None:
    rendered = render(
        lonely(), tmp_path / "rendered", THEME.replace("</head>", "<script>go()</script></head>")
    )
    root = "http://127.0.0.1:8000/"
    compose(rendered, lonely(), tmp_path / "site", theme="plain", root=root, is_live=True)
    policy = POLICY.findall((tmp_path / "site/index.html").read_text())[0]
    assert "script-src 'self' 'unsafe-inline';" in policy


def test_the_sitemap_has_dates_from_the_records_and_no_other(tmp_path: Path) -> None:
    plan = lonely()
    undated = tuple(
        replace(page, modified=None) if page.address == "conditions/" else page for page in plan.pages
    )
    rendered = render(plan, tmp_path / "rendered")
    (rendered / "sitemap.xml").write_text("<lastmod>2038-01-19</lastmod>")
    (rendered / "sitemap.xml.gz").write_bytes(b"")
    (rendered / "by-hand").mkdir()
    (rendered / "by-hand/index.html").write_text("<head></head><a href='../by-hand/'>x</a>")
    compose(rendered, replace(plan, pages=undated), tmp_path / "site", theme="plain")
    assert not (tmp_path / "site/sitemap.xml.gz").exists()
    ns = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    urls = ElementTree.parse(tmp_path / "site/sitemap.xml").getroot().findall(f"{ns}url")
    assert [(url.findtext(f"{ns}loc"), url.findtext(f"{ns}lastmod")) for url in urls] == [
        ("https://example.org/atlas/", "2026-03-01"),
        ("https://example.org/atlas/by-hand/", None),
        ("https://example.org/atlas/conditions/", None),
        ("https://example.org/atlas/conditions/gout/", "2026-03-01"),
        ("https://example.org/atlas/conditions/sprain/", "2026-03-01"),
    ]


@pytest.mark.parametrize(
    ("path", "key", "extra", "light"),
    [
        ("search/search_index.json", "docs", {}, {"boost": 0.2}),
        ("search.json", "items", {"level": 1, "path": [], "tags": []}, {}),
    ],
)
def test_search_entries_are_those_of_pages_and_not_of_frames(
    tmp_path: Path, path: str, key: str, extra: dict[str, object], light: dict[str, object]
) -> None:
    plan = lonely()
    rendered = render(plan, tmp_path / "rendered")
    frame = next(
        path.parent.relative_to(rendered).as_posix() for path in rendered.glob("conditions/*/index.html")
    )
    kept = {"location": "by-hand/#part", "title": "By hand", "text": "x"}
    entries = [
        kept,
        *({"location": at, "title": "", "text": ""} for at in ("", "#a", "conditions/", f"{frame}/#b")),
    ]
    (rendered / path).parent.mkdir(exist_ok=True)
    (rendered / path).write_text(json.dumps({"config": {"lang": ["en"]}, key: entries}))
    report = compose(rendered, plan, tmp_path / "site", theme="plain")
    assert report.as_text() == ""
    written = json.loads((tmp_path / "site" / path).read_text())
    assert written["config"] == {"lang": ["en"]}
    assert written[key][0] == {**kept, **light}
    assert [entry["location"] for entry in written[key][1:]] == [
        "",
        "conditions/",
        "conditions/gout/",
        "conditions/sprain/",
    ]
    assert written[key][3] == {
        "location": "conditions/gout/",
        "title": "Gout",
        "text": "podagra swollen toe",
        **extra,
    }
    assert written[key][4]["title"] == AWKWARD.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_a_redirect_needs_no_script_and_says_only_the_title(tmp_path: Path) -> None:
    site, _ = composed(lonely(), tmp_path)
    html = (site / "conditions/podagra/index.html").read_text()
    links = re.findall(r'(?:0; url=|<a href=")([^"]*)"', html)
    here = "https://example.org/atlas/conditions/podagra/"
    assert [urljoin(here, link) for link in links] == ["https://example.org/atlas/conditions/gout/"] * 2
    assert ">Gout &amp; co</a>" in html
    assert '<link rel="canonical" href="https://example.org/atlas/conditions/gout/">' in html
    assert "<script" not in html


def test_exports_are_written_as_they_are(tmp_path: Path) -> None:
    site, _ = composed(lonely(), tmp_path)
    assert (site / "conditions/gout/feed.xml").read_bytes() == b"<feed/>"


TABS = """<ul><li class="md-tabs__item">
  <a href="{up}" class="md-tabs__link">Start</a></li><li class="md-tabs__item">
  <a href="{up}conditions/" class="md-tabs__link">Conditions</a></li></ul></body>"""


def test_the_tab_that_a_page_belongs_to_is_marked(tmp_path: Path) -> None:
    rendered = render(lonely(), tmp_path / "rendered")
    for file in rendered.rglob("index.html"):
        up = "../" * (len(file.relative_to(rendered).parts) - 1) or "./"
        file.write_text(file.read_text().replace("</body>", TABS.format(up=up)))
    plan = replace(
        lonely(), navigation=(Entry("Start", ""), Entry("Group", "", (Entry("Conditions", "conditions/"),)))
    )
    report = compose(rendered, plan, tmp_path / "site", theme="plain")
    assert report.as_text() == ""
    active = re.compile(r'<li class="md-tabs__item md-tabs__item--active">\s*<a href="([^"]*)"')
    site = tmp_path / "site"
    assert active.findall((site / "conditions/gout/index.html").read_text()) == ["../../conditions/"]
    assert active.findall((site / "conditions/index.html").read_text()) == ["../conditions/"]
    assert active.findall((site / "404.html").read_text()) == []


def test_the_page_for_unknown_addresses_works_at_any_depth(tmp_path: Path) -> None:
    rendered = render(lonely(), tmp_path / "rendered")
    chrome = '<script>go("..", "../x")</script><link rel=icon href=".."><a href="./..">up</a></head>'
    draft = rendered / "404/index.html"
    draft.write_text(draft.read_text().replace("</head>", chrome))
    (rendered / "404.html").write_text("the theme's own")
    report = compose(rendered, lonely(), tmp_path / "site", theme="plain")
    assert report.as_text() == ""
    site = tmp_path / "site"
    html = (site / "404.html").read_text()
    assert '<a href="/atlas/conditions/">Conditions</a>' in html
    assert '<script>go("/atlas/", "/atlas/x")</script>' in html
    assert '<a href="/atlas/">up</a>' in html
    assert '"..' not in html
    assert "canonical" not in html
    assert not (site / "404").exists()
    digest = base64.b64encode(hashlib.sha256(b'go("/atlas/", "/atlas/x")').digest()).decode()
    assert digest in html, "the policy allows the script as it is written there"
    assert "404" not in (site / "sitemap.xml").read_text()
