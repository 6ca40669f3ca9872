"""Filling: every word comes out as it was meant, wherever a theme puts it."""

from __future__ import annotations

from dataclasses import replace
from html import escape, unescape
from pathlib import Path

import pytest
from markupsafe import Markup

from build_tools.frames.compose import compose
from build_tools.frames.frame import frame_shapes
from tests.frames.tiny import AWKWARD, GOUT, LONG, SPRAIN, THEME, composed, lonely, render, rules, with_page


def sprain(folder: Path, theme: str = THEME) -> str:
    site, report = composed(lonely(), folder, theme)
    assert report.as_text() == ""
    return (site / "conditions/sprain/index.html").read_text()


def test_a_title_is_escaped_as_text(tmp_path: Path) -> None:
    assert f"<title>{escape(AWKWARD, quote=False)} - Site</title>" in sprain(tmp_path)


def test_a_description_is_escaped_as_an_attribute(tmp_path: Path) -> None:
    assert f'<meta name="description" content="{escape(SPRAIN.description)}">' in sprain(tmp_path)


@pytest.mark.parametrize(
    ("written", "filled"),
    [
        ("content='{title}'", "content='{}'"),
        ("content={title}", 'content="{}"'),
        ("a=1 content= {title} b=2", 'content= "{}" b=2'),
    ],
)
def test_attributes_without_double_quotes_hold_a_title_too(tmp_path: Path, written: str, filled: str) -> None:
    html = sprain(tmp_path, THEME.replace("</head>", f"<meta name=x {written}></head>"))
    assert f"{filled.format(escape(AWKWARD))}>" in html


def test_a_title_in_an_inline_script_is_left_blank_so_that_one_policy_fits_all_pages(tmp_path: Path) -> None:
    html = sprain(tmp_path, THEME.replace("</head>", '<script>var page = "{title}";</script></head>'))
    assert '<script>var page = "";</script>' in html


def test_a_slot_takes_the_place_of_its_whole_paragraph(tmp_path: Path) -> None:
    html = sprain(tmp_path)
    assert f"{SPRAIN.slots['summary']}" in html
    assert "<p><p>" not in html
    assert "<p></p>" not in html
    assert html.count("<p>") == html.count("</p>")


def test_a_minifier_may_have_dropped_the_end_of_a_paragraph(tmp_path: Path) -> None:
    rendered = render(lonely(), tmp_path / "rendered")
    for file in rendered.rglob("index.html"):
        file.write_text(file.read_text().replace("</p>\n", ""))
    report = compose(rendered, lonely(), tmp_path / "site", theme="plain")
    assert report.as_text() == ""
    html = (tmp_path / "site/conditions/gout/index.html").read_text()
    assert "<p><" not in html


def test_the_address_of_a_page_stands_wherever_the_theme_prints_it(tmp_path: Path) -> None:
    assert '<link rel="canonical" href="https://example.org/atlas/conditions/sprain/">' in sprain(tmp_path)


def test_headings_are_escaped_and_keep_their_ids(tmp_path: Path) -> None:
    site, _ = composed(lonely(), tmp_path)
    html = (site / "conditions/gout/index.html").read_text()
    assert '<h2 id="causes">Causes &amp; more</h2>' in html


def test_what_a_page_adds_to_its_head_stands_at_its_end(tmp_path: Path) -> None:
    data = Markup('<script type="application/ld+json">{"name": "Gout"}</script>')
    site, report = composed(with_page(lonely(), replace(GOUT, head=data)), tmp_path)
    assert report.as_text() == ""
    assert f"{data}</head>" in (site / "conditions/gout/index.html").read_text()


def test_content_that_looks_like_a_placeholder_passes_untouched(tmp_path: Path) -> None:
    frame = frame_shapes(lonely())[LONG]
    text = " ".join(frame.sentinel(index) for index in range(len(frame.names)))
    changed = replace(
        GOUT, title=text, description=text, slots={**GOUT.slots, "summary": Markup(f"<p>{text}</p>")}
    )
    rendered = render(lonely(), tmp_path / "rendered")
    report = compose(rendered, with_page(lonely(), changed), tmp_path / "site", theme="plain")
    assert report.as_text() == ""
    html = (tmp_path / "site/conditions/gout/index.html").read_text()
    assert f"<title>{text} - Site</title>" in html
    assert f"<p>{text}</p>" in html
    assert unescape(html).count(text) == 6


def test_a_theme_that_drops_a_slot_is_named_with_the_shape_and_the_slot(tmp_path: Path) -> None:
    plan = lonely()
    rendered = render(plan, tmp_path / "rendered")
    frame = frame_shapes(plan)[LONG]
    sentinel = frame.sentinel(frame.names.index("slot:causes"))
    file = rendered / frame.rendered
    file.write_text(file.read_text().replace(f"<p>{sentinel}</p>", ""))
    report = compose(rendered, plan, tmp_path / "site", theme="plain")
    assert rules(report) == ["frame-slot"]
    assert 'The theme "plain", shape "condition": the slot "causes" is lost.' in report.as_text()
    assert not (tmp_path / "site").exists()


def test_a_theme_that_drops_the_title_is_named(tmp_path: Path) -> None:
    _, report = composed(lonely(), tmp_path, THEME.replace("{title}", "Site"))
    assert {problem.message for problem in report} == {
        f'The theme "plain", shape "{kind}": the title is lost.' for kind in ("condition", "list")
    }


def test_a_theme_that_says_a_slot_twice_is_named(tmp_path: Path) -> None:
    _, report = composed(lonely(), tmp_path, THEME.replace("{body}", "{body}{body}"))
    assert (
        'The theme "plain", shape "condition": the slot "causes" stands in the page twice.'
        in report.as_text()
    )


def test_a_theme_that_puts_a_block_into_an_attribute_is_named(tmp_path: Path) -> None:
    _, report = composed(lonely(), tmp_path, THEME.replace("{body}", "{body}<i title='{body}'></i>"))
    assert 'the slot "lead" stands inside a tag, a comment or a script.' in report.as_text()


def test_a_theme_that_cuts_a_placeholder_short_is_named(tmp_path: Path) -> None:
    _, report = composed(
        lonely(), tmp_path, THEME.replace("</head>", "<meta name=x content='{title:.8}…'></head>")
    )
    assert "a piece of a placeholder is left over." in report.as_text()


def test_words_of_one_frame_in_another_are_found(tmp_path: Path) -> None:
    plan = lonely()
    rendered = render(plan, tmp_path / "rendered")
    frames = frame_shapes(plan)
    home = rendered / "index.html"
    home.write_text(home.read_text().replace("</body>", f"<nav>{frames[LONG].sentinel(1)}</nav></body>"))
    report = compose(rendered, plan, tmp_path / "site", theme="plain")
    assert "it shows words of another frame. Keep frames out of the navigation." in report.as_text()


def test_words_of_one_frame_in_another_page_are_found(tmp_path: Path) -> None:
    plan = lonely()
    rendered = render(plan, tmp_path / "rendered")
    leak = frame_shapes(plan)[LONG].sentinel(1)
    (rendered / "by-hand.html").write_text(
        f"<!doctype html><meta charset=utf-8><title>x</title><nav>{leak}</nav>"
    )
    report = compose(rendered, plan, tmp_path / "site", theme="plain")
    assert ("frame-slot", "/by-hand.html") in [(problem.rule, problem.where.path) for problem in report]


def test_a_page_that_lacks_a_slot_is_named_with_the_slot(tmp_path: Path) -> None:
    slots = {name: block for name, block in GOUT.slots.items() if name != "summary"} | {"sumary": Markup("")}
    _, report = composed(with_page(lonely(), replace(GOUT, slots=slots)), tmp_path)
    messages = [str(problem) for problem in report if problem.rule == "page-slot"]
    assert any(text.startswith('/conditions/gout/:1:1: error [page-slot] The page has nothing for the slot "summary".')
               for text in messages)  # fmt: skip
    assert any('fills a slot "sumary" that its shape does not have' in text for text in messages)


def test_two_pages_with_one_address_are_found(tmp_path: Path) -> None:
    plan = lonely()
    _, report = composed(replace(plan, files={**plan.files, "conditions/podagra/": b""}), tmp_path)
    assert [(p.rule, p.where.path) for p in report] == [("page-address", "/conditions/podagra/")]


def test_a_frame_is_without_indentation_where_spaces_count_for_nothing(tmp_path: Path) -> None:
    theme = THEME.replace("</head>", "  <script>\n    let a = `\n    b`;\n  </script>\n</head>").replace(
        "</body>", "\n    <pre>\n  kept\n</pre>\n\n\n    <footer>\n      Foot</footer>\n  </body>"
    )
    site, report = composed(lonely(), tmp_path, theme)
    assert report.as_text() == ""
    page = (site / "conditions/gout/index.html").read_text()
    assert "<script>\n    let a = `\n    b`;\n  </script>" in page
    assert "\n<pre>\n  kept\n</pre>\n<footer>\nFoot</footer>\n</body>" in page
