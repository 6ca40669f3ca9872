"""Three engines, one site: nothing but the frame depends on which of them rendered it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.frames.engine import EngineError, EngineName, build
from build_tools.pages.page import Entry, Plan
from tests.frames.tiny import AWKWARD, CONDITIONS, GOUT, make_project, rules

ENGINES: tuple[EngineName, ...] = ("mkdocs", "properdocs", "zensical")
ARTICLE = re.compile(r'<h1 id="page-title">.*?(?=\s*</article>)', re.DOTALL)


def article(site: Path, address: str) -> str:
    (found,) = ARTICLE.findall((site / address / "index.html").read_text())
    return str(found)


@pytest.mark.parametrize("address", ["", "conditions/", "conditions/gout/", "conditions/sprain/"])
def test_three_engines_make_the_same_article(built: Callable[[EngineName], Path], address: str) -> None:
    mkdocs, properdocs, zensical = (article(built(engine), address) for engine in ENGINES)
    assert mkdocs == properdocs
    assert mkdocs == zensical
    assert "<h1" in mkdocs


@pytest.mark.parametrize("engine", ENGINES)
def test_the_words_of_the_atlas_are_escaped_by_whichever_engine(
    built: Callable[[EngineName], Path], engine: EngineName
) -> None:
    html = (built(engine) / "conditions/sprain/index.html").read_text()
    assert (
        '<title>Back &amp; "forth" &lt;b&gt;bold&lt;/b&gt; &lt;/title&gt; - Pain &amp; &lt;more&gt;</title>'
        in html
    )
    assert "Conditions &amp; more" in html
    assert '<a href="https://example.org/licence/">CC BY &amp; more</a>' in html
    assert 'title="Link to this part"' in html
    assert 'aria-label="To automatic"' in html
    assert AWKWARD not in html
    assert (
        '<meta name="description" content="An atlas of &quot;pain&quot; &amp; &lt;more&gt;">'
        in (built(engine) / "contribute/index.html").read_text()
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_the_table_of_contents_is_that_of_the_shape(
    built: Callable[[EngineName], Path], engine: EngineName
) -> None:
    entry = re.compile(r'<a href="#causes" class="md-nav__link">\s*(?:<span[^>]*>\s*)*Causes &amp; more\s')
    assert entry.search((built(engine) / "conditions/gout/index.html").read_text())
    assert not entry.search((built(engine) / "conditions/sprain/index.html").read_text())


@pytest.mark.parametrize("engine", ENGINES)
def test_one_deferred_script_and_one_stylesheet(
    built: Callable[[EngineName], Path], engine: EngineName
) -> None:
    site = built(engine)
    html = (site / "conditions/gout/index.html").read_text()
    assert re.search(r'<script src="../../assets/atlas.js" defer(?:="")?></script>', html)
    assert re.findall(r'"([^"]*atlas\.css)"', html) == ["../../assets/atlas.css"]
    assert not (site / "assets/stylesheets/page.css").exists()
    assert not (site / "assets/javascripts/view.js").exists()


@pytest.mark.parametrize("engine", ENGINES)
def test_the_tab_of_the_page_s_part_of_the_atlas_is_active(
    built: Callable[[EngineName], Path], engine: EngineName
) -> None:
    active = re.compile(r'md-tabs__item--active">\s*<a href="([^"]*)"')
    assert active.findall((built(engine) / "conditions/gout/index.html").read_text()) == ["../"]
    assert len(active.findall((built(engine) / "contribute/records/index.html").read_text())) == 1


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_the_stock_themes_make_a_whole_site(project: Path, plan: Plan, theme: str) -> None:
    config = project / "mkdocs.yml"
    config.write_text(
        f"site_name: x\ntheme: {{name: {theme}, highlightjs: false}}\nextra_javascript: [assets/atlas.js]\n"
    )
    report = build(plan, engine="mkdocs", project=project, site_dir=project / "site")
    assert report.as_text() == ""
    html = (project / "site/conditions/sprain/index.html").read_text()
    assert "<title>Back &amp; " in html
    assert AWKWARD not in html
    assert '<h1 id="page-title">Back &amp;' in html
    assert html.count('name="description"') == 1
    assert (project / "site/index.html").read_text().count('name="description"') == 1
    policies = {
        re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', path.read_text())[0]
        for path in project.glob("site/**/*.html")
    }
    assert len(policies) == 1
    if theme == "mkdocs":
        # The one that prints when it was built; that has to come from the records.
        assert "2026-03-01" in (project / "site/index.html").read_text()


def test_a_stock_theme_that_fetches_from_elsewhere_is_named(project: Path, plan: Plan) -> None:
    (project / "mkdocs.yml").write_text("site_name: x\nextra_javascript: [assets/atlas.js]\n")
    report = build(plan, engine="mkdocs", project=project, site_dir=project / "site")
    assert set(rules(report)) == {"other-origin"}
    assert not (project / "site").exists()


def test_a_configuration_with_tags_of_the_engine_stays_usable(project: Path, plan: Plan) -> None:
    config = project / "mkdocs.yml"
    config.write_text(
        config.read_text().replace("generator: false", "generator: !ENV [NO_SUCH_VARIABLE, false]")
        + "  - pymdownx.superfences:\n"
        + "      custom_fences: [{name: x, class: x, format: !!python/name:pymdownx.superfences.fence_code_format }]\n"
    )
    text = config.read_text()
    fences = text[text.index("  - pymdownx") :]
    config.write_text(text.replace(fences, "").replace("  - admonition\n", f"  - admonition\n{fences}"))
    report = build(plan, engine="mkdocs", project=project, site_dir=project / "site")
    assert report.as_text() == ""


def test_a_navigation_entry_without_a_page_is_named(project: Path, plan: Plan) -> None:
    astray = replace(plan, navigation=(*plan.navigation, Entry("Nowhere", "nowhere/")))
    report = build(astray, engine="mkdocs", project=project, site_dir=project / "site")
    assert [(problem.rule, problem.where.path) for problem in report] == [("navigation", "/nowhere/")]


@pytest.mark.parametrize(
    ("source", "address"), [("conditions/gout.md", GOUT.address), ("conditions/index.md", CONDITIONS.address)]
)
def test_a_hand_written_page_cannot_stand_in_for_a_planned_one(
    project: Path, plan: Plan, source: str, address: str
) -> None:
    (project / "docs/conditions").mkdir()
    (project / "docs" / source).write_text("# By hand")
    report = build(plan, engine="mkdocs", project=project, site_dir=project / "site")
    assert [(problem.rule, problem.where.path) for problem in report] == [("page-address", f"/{address}")]
    assert source in report.as_text()


def test_an_engine_that_fails_says_why_and_leaves_nothing(project: Path, plan: Plan) -> None:
    config = project / "mkdocs.yml"
    config.write_text(config.read_text().replace("name: material", "name: no-such-theme"))
    with pytest.raises(EngineError, match="mkdocs failed with exit code 1"):
        build(plan, engine="mkdocs", project=project, site_dir=project / "site")
    assert sorted(path.name for path in project.iterdir()) == ["content_src", "docs", "hook.py", "mkdocs.yml"]


def test_a_folder_for_the_site_may_lie_anywhere(project: Path, plan: Plan, tmp_path: Path) -> None:
    site = tmp_path / "some/where/public"
    assert build(plan, engine="mkdocs", project=project, site_dir=site).as_text() == ""
    assert (site / "index.html").exists()
    assert not (project / "site").exists()


def test_two_projects_with_the_same_content_make_the_same_bytes(plan: Plan, tmp_path: Path) -> None:
    sites = []
    for name in ("one", "another/folder"):
        folder = make_project(tmp_path / name)
        assert build(plan, engine="zensical", project=folder, site_dir=folder / "site").as_text() == ""
        sites.append(
            {p.relative_to(folder): p.read_bytes() for p in folder.rglob("site/**/*") if p.is_file()}
        )
    assert sites[0] == sites[1]
