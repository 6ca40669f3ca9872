"""The check of the finished site: what is wrong with it is named with the page's address."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup

from build_tools.crew import Crew
from build_tools.frames.ahead import going_ahead
from build_tools.frames.compose import compose
from build_tools.pages.page import Page, Plan, Redirect
from tests.frames.tiny import (
    CONDITIONS,
    GOUT,
    HOME,
    SPRAIN,
    THEME,
    composed,
    listing,
    lonely,
    page,
    render,
    rules,
    with_page,
)


def told(folder: Path, summary: str, theme: str = THEME) -> list[str]:
    """The problems of the tiny atlas whose page about gout has *summary*."""
    slots = {**GOUT.slots, "summary": GOUT.slots["summary"] + Markup(summary)}
    _, report = composed(with_page(lonely(), replace(GOUT, slots=slots)), folder, theme)
    return [str(problem) for problem in report]


GOOD = [
    "../sprain/", "../sprain/#page-title", "../../conditions/", "../", "./", "#causes", "#page-title", "feed.xml",
    "../../", "../../#start", "../podagra/", "../sprain/index.html", "../sprain/?print", "https://example.org/atlas/",
    "https://example.org/atlas/conditions/sprain/", "https://elsewhere.org/x", "mailto:a@example.org", "tel:112",
    "../../assets/atlas.js", "../sprain/#s=toe~old&no=fever", "..", ".", "https://example.org/atlas/#start", "../spr&#97;in/",
]  # fmt: skip


@pytest.mark.parametrize("link", GOOD)
def test_a_good_link_is_left_alone(tmp_path: Path, link: str) -> None:
    assert told(tmp_path, f'<a href="{link}">x</a>') == []


@pytest.mark.parametrize(
    "link",
    ["../strain/", "../sprain", "sprain/", "../../../conditions/", "/conditions/sprain/", "../../assets/x.js",
     "https://example.org/atlas/nowhere/", "../404/", "/", "/atlas/conditions/"],
)  # fmt: skip
def test_a_broken_link_is_named(tmp_path: Path, link: str) -> None:
    told_of = told(tmp_path, f"<p><a\nclass=\"x\" href='{link}'>x</a></p>")
    assert len(told_of) == 1
    assert told_of[0].startswith("/conditions/gout/:1:1: error [broken-link]")
    assert link in told_of[0]


def test_a_broken_link_suggests_the_nearest_page(tmp_path: Path) -> None:
    assert 'Did you mean "/conditions/sprain/"?' in told(tmp_path, '<a href="../sprian/">x</a>')[0]


def test_a_link_without_its_slash_says_so(tmp_path: Path) -> None:
    assert "Put a slash at its end." in told(tmp_path, '<a href="../sprain">x</a>')[0]


@pytest.mark.parametrize(
    ("link", "place"),
    [("#symptoms", "this page"), ("../sprain/#causes", "/conditions/sprain/"), ("../../#tar", "/")],
)
def test_a_broken_anchor_is_named(tmp_path: Path, link: str, place: str) -> None:
    anchor = link.partition("#")[2]
    assert told(tmp_path, f'<a href="{link}">x</a>') == [
        f'/conditions/gout/:1:1: error [broken-anchor] The link to "#{anchor}" finds no such place on {place}.'
    ]


def test_every_page_with_a_broken_link_is_named(tmp_path: Path) -> None:
    broken = Markup('<p class="x"><a href="../nowhere/">x</a></p>')
    plan = lonely()
    for changed in (GOUT, SPRAIN):
        plan = with_page(plan, replace(changed, slots={**changed.slots, "lead": broken}))
    _, report = composed(plan, tmp_path)
    assert [problem.where.path for problem in report] == ["/conditions/gout/", "/conditions/sprain/"]


def test_tags_are_not_looked_for_in_comments_text_and_data(tmp_path: Path) -> None:
    assert told(tmp_path, '<!-- <a href="x/"> --><p>href="y/" id="causes"</p>') == []
    assert told(tmp_path / "2", '<script type="application/json">"<a href=x/>"</script>') == []


def test_a_named_link_is_a_place_too(tmp_path: Path) -> None:
    assert told(tmp_path, '<a name="old"></a><a href="#old">x</a>') == []


IMAGES = (
    '<img src="a.png" srcset="b.png 1x, c.png 2x"><svg><use href="d.svg#x"/><image xlink:href="e.png"/></svg>'
    '<video poster="f.png"></video><object data="g.svg"></object>'
)


def test_a_missing_image_is_named_in_every_spelling(tmp_path: Path) -> None:
    named = told(tmp_path, IMAGES)
    assert [name for name in "abcdefg" if any(f'"{name}.' in text for text in named)] == list("abcdefg")


def test_a_picture_from_another_server_is_refused_in_every_spelling(tmp_path: Path) -> None:
    named = told(tmp_path, re.sub(r"\b([a-g])\.", r"https://\1.example/x.", IMAGES))
    assert all("error [other-origin]" in text for text in named)
    assert [name for name in "abcdefg" if any(f"//{name}.example" in text for text in named)] == list(
        "abcdefg"
    )


def test_a_stylesheet_that_a_theme_fetches_from_elsewhere_is_refused(tmp_path: Path) -> None:
    theme = THEME.replace("</head>", '<link rel="stylesheet" href="//cdn.example/x.css"></head>')
    assert all("error [other-origin]" in text for text in told(tmp_path, "", theme))
    assert told(tmp_path / "2", "", theme) != []


@pytest.mark.parametrize(
    "blocked",
    ['<p style="color: red">', '<p onclick="x()">', '<a href="javascript:x()">x</a>', "<script>x()</script>"],
)
def test_what_the_policy_would_block_is_named(tmp_path: Path, blocked: str) -> None:
    assert "error [blocked-markup]" in told(tmp_path, blocked)[0]


def test_two_elements_with_one_id_are_named(tmp_path: Path) -> None:
    assert 'Two elements of the page have the id "crystals".' in told(tmp_path, '<i id="crystals"></i>')[0]
    assert 'Two elements of the page have the id "causes".' in told(tmp_path / "2", '<i id="causes"></i>')[0]


def test_a_page_that_nothing_links_to_is_an_orphan(tmp_path: Path) -> None:
    lonesome = page("conditions/lupus/", SPRAIN.shape, "Lupus", lead="", summary='<a href="./">me</a>')
    _, report = composed(with_page(lonely(), lonesome), tmp_path)
    assert [(problem.rule, problem.where.path) for problem in report] == [
        ("orphan-page", "/conditions/lupus/")
    ]


def test_a_page_that_only_a_sibling_links_to_is_no_orphan(tmp_path: Path) -> None:
    link = '<a href="../lupus/">x</a>'
    lupus = page("conditions/lupus/", SPRAIN.shape, "Lupus", lead=link, summary="")
    first, *rest = with_page(lonely(), replace(SPRAIN, slots={**SPRAIN.slots, "lead": Markup(link)})).pages
    _, report = composed(replace(lonely(), pages=(first, lupus, *rest)), tmp_path)
    assert rules(report) == []


def test_a_link_to_a_page_s_own_file_is_followed_from_that_page(tmp_path: Path) -> None:
    link = Markup('<a href="feed.xml">x</a>')
    plan = lonely()
    for changed in (GOUT, SPRAIN):
        plan = with_page(plan, replace(changed, slots={**changed.slots, "lead": link}))
    _, report = composed(plan, tmp_path)
    assert [(problem.rule, problem.where.path) for problem in report] == [
        ("broken-link", "/conditions/sprain/")
    ]


def test_an_anchor_that_the_theme_links_to_has_to_be_on_each_page(tmp_path: Path) -> None:
    named = told(tmp_path, '<i id="start"></i>', THEME.replace("</body>", '<a href="#start">x</a></body>'))
    assert [text.partition(":")[0] for text in named] == ["/404.html", "/conditions/", "/conditions/sprain/"]


def test_a_link_that_all_pages_of_a_frame_share_counts_once_for_all(tmp_path: Path) -> None:
    theme = THEME.replace("</body>", '<a href="https://example.org/atlas/nowhere/">x</a></body>')
    places = [text.partition(":")[0] for text in told(tmp_path, "", theme)]
    assert places == ["/", "/404.html", "/conditions/", "/conditions/gout/", "/conditions/sprain/"]


def test_a_file_that_a_stylesheet_names_has_to_exist(tmp_path: Path) -> None:
    rendered = render(lonely(), tmp_path / "rendered")
    (rendered / "style.css").write_text(
        'a { background: url("data:image/png;base64,") } b { src: url(x.woff2) }'
    )
    report = compose(rendered, lonely(), tmp_path / "site", theme="plain")
    assert [(problem.rule, problem.where.path) for problem in report] == [("broken-link", "/style.css")]


def test_a_redirect_has_to_lead_to_a_page(tmp_path: Path) -> None:
    plan = replace(lonely(), redirects=(Redirect("conditions/old/", "conditions/none/", "Old"),))
    _, report = composed(plan, tmp_path)
    assert [(problem.rule, problem.where.path) for problem in report] == [("broken-link", "/conditions/old/")]


def shared(plan: Plan) -> Plan:
    """*plan*, its pages kept by two processes."""
    crew = Crew[Page](
        [lambda page=page: (page,) for page in plan.pages],  # type: ignore[misc]
        lambda page: replace(page, slots={}, head=""),
        plan.exports,
        hands=2,
    )
    return replace(plan, pages=crew.items, crew=crew)


def test_pages_of_two_processes_are_checked_like_those_of_one(tmp_path: Path) -> None:
    summary = Markup('<p id="here"><a href="../gout/#causes">x</a></p>')
    pages = [page(f"conditions/c{n}/", SPRAIN.shape, f"C{n}", lead="", summary=summary) for n in range(100)]
    for at, lead in (
        (5, '<a href="../none/">x</a>'),
        (94, '<a href="../c7/#none">x</a>'),
        (93, '<a href="../none/">x</a>'),
        (92, '<a href="../c98/">x</a>'),
    ):
        pages[at] = replace(pages[at], slots={"lead": Markup(lead), "summary": summary})
    links = "".join(f'<a href="c{n}/#here">x</a>' for n in range(98))
    index = listing("conditions/", "Conditions", list=CONDITIONS.slots["list"] + Markup(links))
    plan = replace(lonely(), pages=(HOME, index, GOUT, SPRAIN, *pages))
    plan = replace(plan, exports=(lambda: [("conditions/c1/data.json", b"{}")],))
    one, report = composed(plan, tmp_path / "one")
    assert sorted((problem.rule, problem.where.path) for problem in report) == [
        ("broken-anchor", "/conditions/c94/"),
        ("broken-link", "/conditions/c5/"),
        ("broken-link", "/conditions/c93/"),
        ("orphan-page", "/conditions/c99/"),
    ]
    plan = shared(plan)
    rendered = render(plan, tmp_path / "two/rendered")
    two = tmp_path / "two/site"
    with going_ahead(plan, two):
        assert compose(rendered, plan, two, theme="plain") == report
    assert files_of(two) == files_of(one)
    assert "conditions/c1/data.json" in files_of(two)


def files_of(site: Path) -> dict[str, bytes]:
    """What *site* holds, folders without files included."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in site.rglob("*")
    }
