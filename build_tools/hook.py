"""The hook with which plain `mkdocs build` and `mkdocs serve`, or properdocs, make the whole atlas.

The engine renders frames and hand-written pages into a private folder. What readers get is composed from
that, checked, and swapped in at once; a build that fails leaves the last good site as it was. A server shows
the pages of what was just saved before that, in the frames of the last build.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_tools import places
from build_tools.frames.ahead import going_ahead
from build_tools.frames.compose import compose
from build_tools.frames.frame import Frame, frame_shapes
from build_tools.frames.press import Press
from build_tools.frames.settings import (
    Settings,
    build_epoch,
    is_unpublished,
    name_palettes,
    settings,
)
from build_tools.frames.swap import Workspace
from build_tools.pages.compiled import compiled_templates
from build_tools.pages.page import Plan, Shape
from build_tools.plan_memory import PlanMemory
from build_tools.problems import Report

if TYPE_CHECKING:
    from build_tools.collection import Collection
    from build_tools.pages.studio import Studio


@dataclass
class _Build:
    """One build, from the first event to the last."""

    site_dir: str
    is_served: bool
    collection: Collection | None = None
    press: Press | None = None
    is_shown_early: bool = False
    plan: Plan | None = None
    frames: dict[Shape, Frame] = field(default_factory=dict)
    workspace: Workspace | None = None
    stack: ExitStack = field(default_factory=ExitStack)


_build: _Build | None = None
_last: _Build | None = None
"""The last build that a server shows."""
_is_serving = False
_server: LiveReloadServer | None = None


def on_startup(command: str, **_: Any) -> None:
    """Remember whether the engine is going to serve, and rebuild after each change."""
    global _is_serving
    _is_serving = command == "serve"


def on_serve(server: LiveReloadServer, **_: Any) -> LiveReloadServer:
    """Remember the server, to tell its browsers what can be seen early."""
    global _server
    _server = server
    return server


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load and check the content, and put its words and its navigation into *config*.

    Problems are printed, all at once. They end a build; a server goes on with the last good site.
    """
    global _build
    _build = build = _Build(config.site_dir, _is_serving)
    config.watch.extend(str(path) for path in (places.CONTENT, places.TEMPLATES))
    plan, report = _plan(build)
    frames = frame_shapes(plan) if plan else {}
    if plan and not report.errors:
        own, problems = settings(plan, frames, Path(config.docs_dir))
        report += Report.of(problems)
        _configure(config, own, keeps_url=build.is_served)
    _tell(report)
    if config.strict and report.warnings:
        report = report.strict()
    if plan is None or report.errors:
        _give_up(build, report)
    else:
        build.plan, build.frames = plan, frames
        os.environ["SOURCE_DATE_EPOCH"] = build_epoch(plan)
    build.workspace = build.stack.enter_context(Workspace(Path(build.site_dir), places.GROUNDS))
    if build.plan is not None:
        build.stack.enter_context(going_ahead(build.plan, build.workspace.new))
    config.site_dir = str(build.workspace.rendered)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the frames; take away what is only an ingredient of published files."""
    build = _current()
    for file in list(files):
        if file.src_dir == config.docs_dir and is_unpublished(file.src_uri):
            files.remove(file)
    for frame in build.frames.values():
        is_shared = frame.shape.folder is not None
        inclusion = InclusionLevel.NOT_IN_NAV if is_shared else InclusionLevel.INCLUDED
        files.append(File.generated(config, frame.source, content=frame.markdown, inclusion=inclusion))
    return files


def on_env(env: Environment, **_: Any) -> Environment:
    """Keep the theme's compiled templates, which otherwise take as long as its pages."""
    env.bytecode_cache = compiled_templates()
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Compose the site, check it, and swap it in."""
    global _last
    build = _current()
    workspace = build.workspace
    assert workspace is not None
    if build.plan is not None:
        report = compose(
            workspace.rendered,
            build.plan,
            workspace.new,
            theme=config.theme.name or "",
            former=workspace.former,
            root=(config.site_url or "") if build.is_served else "",
            is_live=build.is_served,
            keep=_keep,
        )
        _tell(report)
        if report.errors:
            _give_up(build, report)
        else:
            workspace.swap()
            _last = build if build.is_served else None
        if build.is_shown_early and _server is not None:
            _let_in_again(_server)
    _close(config)


def on_build_error(error: Exception) -> None:
    """Leave nothing behind. What the disk has to say is said in one line; what else went wrong is for us to mend."""
    if _build is not None:
        _build.stack.close()
    if isinstance(error, OSError):
        raise Abort(f"The build stopped: {' '.join(str(error).split())}")


def _configure(config: MkDocsConfig, own: Settings, *, keeps_url: bool) -> None:
    config.site_name = own.site_name
    config.site_description = own.site_description
    config.copyright = own.copyright
    config.nav = own.nav
    config.theme["language"] = own.language
    name_palettes(config.theme.get("palette"), own)
    if "attr_list" not in config.markdown_extensions:
        config.markdown_extensions.append("attr_list")
    if own.heading_link:
        config.mdx_configs.setdefault("toc", {})["permalink_title"] = own.heading_link
    if not keeps_url:
        config.site_url = own.site_url


def _plan(build: _Build) -> tuple[Plan | None, Report]:
    memory = PlanMemory(places.REMEMBERED_PLAN, places.CONTENT)
    # A server's first build loads the records, so that it can tell what the first save changes.
    if _last or not build.is_served:
        build.collection = _last.collection if _last else None
        if known := memory.plan(hands=None):
            return known
    # To import all models and all checks takes longer than to take a plan from memory.
    from build_tools.planning import make_plan

    return make_plan(places.CONTENT, hands=None, linked=_show_early, memory=memory)


def _show_early(studio: Studio) -> None:
    """On a server, show the pages of the records that were saved while the rest of the site is made."""
    from build_tools.pages.contents import changed_pages

    build = _current()
    build.collection = studio.atlas.collection
    if _last is None or _last.press is None or _last.collection is None:
        return
    shown = _last.press.reprint(changed_pages(studio, _last.collection), Path(build.site_dir))
    if shown and _server is not None:
        _let_in(_server)
        build.is_shown_early = True


# The engine has no way to say these two but its own variables. Without them, browsers wait for the end of a build.


def _let_in(server: LiveReloadServer) -> None:
    """Let browsers load their page again now; until the end of the build they would wait."""
    with suppress(AttributeError), server._epoch_cond:
        server._visible_epoch = server._wanted_epoch
        server._epoch_cond.notify_all()


def _let_in_again(server: LiveReloadServer) -> None:
    """Make what the engine says at the end of the build news for browsers that were let in before."""
    with suppress(AttributeError):
        server._wanted_epoch += 1


def _keep(press: Press) -> None:
    _current().press = press


def _current() -> _Build:
    assert _build is not None, "on_config comes first"
    return _build


def _tell(report: Report) -> None:
    if report.problems:
        click.echo(f"\n{report.as_text()}\n", err=True)


def _give_up(build: _Build, report: Report) -> None:
    """End a build. A server stays, with the last good site, or with the report where there is none yet."""
    count = f"{report.errors} error{'s' if report.errors != 1 else ''}"
    if not build.is_served:
        raise Abort(f"{count}. Nothing was written; {places.shown(Path(build.site_dir))} is as it was.")
    build.plan = None
    first = Path(build.site_dir, "index.html")
    if not first.exists():
        page = f'<!doctype html><meta charset="utf-8"><title>{count}</title><pre>{escape(report.as_text())}</pre>'
        first.write_text(page, encoding="utf-8")


def _close(config: MkDocsConfig) -> None:
    """Give the configuration back as the engine's other commands expect it, `gh-deploy` for one."""
    build = _current()
    build.stack.close()
    config.site_dir = build.site_dir
