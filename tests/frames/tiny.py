"""A tiny atlas, planned by hand: two kinds of pages, one of them in two shapes, and a project around it."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup

from build_tools.frames.compose import compose
from build_tools.frames.frame import frame_shapes
from build_tools.pages.page import Entry, Heading, Page, Plan, Redirect, Shape, Slot, Title
from build_tools.problems import Report

ROOT = Path(__file__).resolve().parents[2]
AWKWARD = 'Back & "forth" <b>bold</b> </title>'
"""A title that breaks every context that it is not escaped for."""

SHORT = Shape("condition", (Slot("lead"), Title(), Slot("summary")), folder="conditions")
LONG = Shape(
    "condition",
    (Slot("lead"), Title(), Slot("summary"), Heading("causes", "Causes & more"), Slot("causes")),
    folder="conditions",
)


def page(address: str, shape: Shape, title: str, search_text: str = "", **slots: str) -> Page:
    """A page with *slots*, and otherwise just what a page needs."""
    return Page(
        address,
        shape,
        title,
        f'What "{title}" is & does',
        {name: Markup(block) for name, block in slots.items()},
        search_text=search_text,
        modified=datetime.date(2026, 3, 1),
        tab="conditions/",
    )


def listing(address: str, title: str, **slots: str) -> Page:
    """A page of its own, in a shape of its own."""
    shape = Shape("list", (Title(), *map(Slot, slots)), address=address)
    return replace(page(address, shape, title, **slots), tab=address)


GOUT = page(
    "conditions/gout/", LONG, "Gout", "podagra swollen toe",
    lead="<div>Get help</div>",
    summary='<p>See <a href="../sprain/">sprains</a> and <a href="../../#start">home</a>.</p>',
    causes='<p id="crystals">Crystals. <a href="#crystals">Here</a>. <a href="#causes">Causes</a>.</p>',
)  # fmt: skip
SPRAIN = page(
    "conditions/sprain/", SHORT, AWKWARD, lead="", summary='<p>See <a href="../gout/#causes">gout</a>.</p>'
)
CONDITIONS = listing(
    "conditions/", "Conditions",
    list='<ul><li><a href="gout/">Gout</a></li><li><a href="sprain/">Sprain</a></li></ul>',
)  # fmt: skip
HOME = listing("", "Welcome", body='<p id="start"><a href="conditions/">All conditions</a></p>')
NOT_FOUND = replace(
    listing("404/", "Nothing here", body='<p><a href="../conditions/">Conditions</a></p>'), tab=""
)


def tiny_plan() -> Plan:
    """A plan without a fault."""
    return Plan(
        name="Pain & <more>",
        url="https://example.org/atlas/",
        description='An atlas of "pain" & <more>',
        language="en",
        copyright='<a href="https://example.org/licence/">CC BY &amp; more</a>',
        navigation=(
            Entry("Start", ""),
            Entry("Conditions & more", "conditions/"),
            Entry("Contribute", "contribute/", (Entry("Records", "contribute/records/"),)),
        ),
        pages=(HOME, CONDITIONS, GOUT, SPRAIN, NOT_FOUND),
        redirects=(Redirect("conditions/podagra/", "conditions/gout/", "Gout & co"),),
        files={
            "assets/atlas.css": b":root { --atlas-space: 1rem; }\n",
            "assets/atlas.js": b"document.documentElement.dataset.atlas = 'ran';\n",
            "conditions/gout/feed.xml": b"<feed/>",
        },
        heading_link="Link to this part",
        palette_names=("To light", "To dark", "To automatic"),
    )


def with_page(plan: Plan, changed: Page) -> Plan:
    """*plan* with *changed* in the place of the page at the same address, or behind the last."""
    kept = [changed if old.address == changed.address else old for old in plan.pages]
    return replace(plan, pages=tuple(kept) if changed in kept else (*kept, changed))


HOOK = """
import json, pathlib, sys, types
sys.path.insert(0, {root!r})
from tests.frames import tiny
from build_tools import places
from build_tools.problems import Problem, Report, Where
places.CONTENT = pathlib.Path(__file__).parent / "content_src"
places.TEMPLATES = places.CONTENT

def make_plan(content, hands, linked, memory):
    words = (content / "words.txt").read_text()
    plan = tiny.tiny_plan()
    plan = tiny.with_page(plan, tiny.page("conditions/words/", tiny.SHORT, "Words", lead="", summary=words))
    link = '<a href="../conditions/words/">Words</a>'
    plan = tiny.with_page(plan, tiny.listing("topics/", "Topics", body=link))
    plan = tiny.replace(plan, navigation=(*plan.navigation, tiny.Entry("Topics", "topics/")))
    if "misspelt" in words:
        return None, Report.of([Problem(Where("content_src/words.txt", 1, 3), "misspelt-word", "No such word.")])
    if "astray" in words:
        plan = tiny.replace(plan, navigation=(*plan.navigation, tiny.Entry("Nowhere", "nowhere/")))
    if "doubtful" in words:
        return plan, Report.of([Problem(Where("content_src/words.txt"), "doubtful-word", "Sure?", severity="warning")])
    return plan, Report()

planning = types.ModuleType("build_tools.planning")
planning.make_plan = make_plan
sys.modules["build_tools.planning"] = planning
from build_tools.hook import *
"""


def make_project(folder: Path) -> Path:
    """A project in *folder*, which does not exist yet."""
    docs = folder / "docs"
    (docs / "contribute").mkdir(parents=True)
    (docs / "contribute/index.md").write_text(
        "# Contribute\n\nSee [gout](../conditions/gout/#causes) and [records](records.md).\n\n## How\n\nWrite.\n"
    )
    (docs / "contribute/records.md").write_text("# Records\n\n| a | b |\n| --- | --- |\n| c | d |\n")
    (docs / "assets/stylesheets").mkdir(parents=True)
    (docs / "assets/stylesheets/tokens.css").write_text(":root { --atlas-space: 1rem; }\n")
    (docs / "assets/stylesheets/page.css").write_text(".atlas-page { color: red; }\n")
    shutil.copytree(ROOT / "docs/assets/images", docs / "assets/images")
    (docs / "assets/javascripts").mkdir()
    (docs / "assets/javascripts/view.js").write_text("// an ingredient\n")
    (folder / "content_src").mkdir()
    (folder / "content_src/words.txt").write_text("<p>First words</p>")
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    config = (folder / "mkdocs.yml").read_text().replace("build_tools/hook.py", "hook.py")
    (folder / "mkdocs.yml").write_text(config)
    (folder / "hook.py").write_text(HOOK.format(root=str(ROOT)))
    return folder


def environment(**more: str) -> dict[str, str]:
    """An author's environment, without what the tests run in."""
    return {
        "PATH": "/usr/bin:/bin",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        **more,
    }


def run(project: Path, engine: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run an engine's command as an author would."""
    return subprocess.run(
        [sys.executable, "-m", engine, *arguments],
        cwd=project,
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
    )


THEME = """<!doctype html>
<html><head><meta charset="utf-8"><title>{title} - Site</title>
<meta name="description" content="{description}">
<link rel="canonical" href="https://example.org/atlas/{address}"></head>
<body><h1 id="page-title">{title}</h1>{body}</body></html>
"""


def render(plan: Plan, folder: Path, theme: str = THEME) -> Path:
    """What an engine would make of the frames of *plan*, with a theme of a few lines."""
    for frame in frame_shapes(plan).values():
        names = dict(zip(frame.names, map(frame.sentinel, range(len(frame.names))), strict=True))
        body = ""
        for name, sentinel in names.items():
            if name.startswith("slot:"):
                body += f"<p>{sentinel}</p>\n"
            elif name.startswith("heading:"):
                body += f'<h2 id="{name[8:]}">{sentinel}</h2>\n'
        path = folder / frame.rendered
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            theme.format(
                title=names["title"], description=names["description"], address=frame.address, body=body
            )
        )
    return folder


def rules(report: Report) -> list[str]:
    """The names of the rules that were broken."""
    return [problem.rule for problem in report]


def composed(plan: Plan, folder: Path, theme: str = THEME) -> tuple[Path, Report]:
    """The site of *plan* in a theme of a few lines."""
    rendered = render(plan, folder / "rendered", theme)
    report = compose(rendered, plan, folder / "site", theme="plain")
    return folder / "site", report


def lonely() -> Plan:
    """The tiny atlas without the hand-written pages that its navigation leads to."""
    return replace(tiny_plan(), navigation=tiny_plan().navigation[:2])
