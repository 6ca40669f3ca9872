"""The engine that renders frames and hand-written pages: mkdocs, properdocs or zensical, as a command.

It works in a project of its own, derived from ours: a copy of the docs folder, the frames as files, and the
configuration with our settings in it and without our hook. So it can be any of the three.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import yaml

from build_tools.frames.ahead import going_ahead
from build_tools.frames.compose import compose
from build_tools.frames.frame import Frame, frame_shapes
from build_tools.frames.settings import Settings, build_epoch, configure, is_unpublished, settings
from build_tools.frames.swap import Workspace
from build_tools.pages.page import Plan, Shape
from build_tools.places import GROUNDS
from build_tools.problems import Report
from build_tools.progress import NOBODY, Progress

EngineName = Literal["mkdocs", "properdocs", "zensical"]


class EngineError(Exception):
    """The engine failed; the text says so in one line, and what the engine said below it."""


def build(
    plan: Plan, *, engine: EngineName, project: Path, site_dir: Path, progress: Progress = NOBODY
) -> Report:
    """Build the site of *plan* into *site_dir*, with the `mkdocs.yml` and the docs folder of *project*.

    With errors in the report, *site_dir* is as it was. Raises EngineError, and OSError where a folder
    cannot be written.
    """
    frames = frame_shapes(plan)
    config = read_config(project / "mkdocs.yml")
    docs = project / str(config.get("docs_dir", "docs"))
    own, problems = settings(plan, frames, docs)
    if problems:
        return Report.of(problems)
    progress.phase("Rendering frames")
    with Workspace(site_dir, GROUNDS) as workspace, going_ahead(plan, workspace.new):
        derived = _derive(config, own, project, workspace.project, docs, frames)
        _run(engine, derived, build_epoch(plan))
        progress.reached(len(frames))
        rendered = derived.parent / "site"
        report = compose(
            rendered,
            plan,
            workspace.new,
            theme=theme_name(config),
            former=workspace.former,
            progress=progress,
        )
        progress.phase("Clearing up")
        if not report.errors:
            workspace.swap()
    return report


def theme_name(config: Mapping[str, Any]) -> str:
    """The name of the theme, for messages."""
    theme = config.get("theme") or "mkdocs"
    return str(theme.get("name", "")) if isinstance(theme, Mapping) else str(theme)


def _derive(
    config: dict[str, Any],
    own: Settings,
    project: Path,
    into: Path,
    docs: Path,
    frames: Mapping[Shape, Frame],
) -> Path:
    configure(config, own)
    config.update(docs_dir="docs", site_dir="site", hooks=[], watch=[])
    if custom := config["theme"].get("custom_dir"):
        config["theme"]["custom_dir"] = str((project / custom).resolve())
    shutil.copytree(docs, into / "docs", ignore=lambda folder, names: _unpublished(docs, folder, names))
    for frame in frames.values():
        source = into / "docs" / frame.source
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(frame.markdown, encoding="utf-8")
    derived = into / "mkdocs.yml"
    derived.write_text(
        yaml.dump(config, Dumper=_Dumper, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    return derived


def _unpublished(docs: Path, folder: str, names: list[str]) -> list[str]:
    below = Path(folder).relative_to(docs)
    return [name for name in names if is_unpublished((below / name).as_posix())]


def _run(engine: EngineName, config: Path, epoch: str) -> None:
    quiet = [] if engine == "zensical" else ["--quiet"]
    done = subprocess.run(
        [sys.executable, "-m", engine, "build", *quiet, "--config-file", str(config)],
        cwd=config.parent,
        env={**os.environ, "SOURCE_DATE_EPOCH": epoch, "NO_MKDOCS_2_WARNING": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise EngineError(f"{engine} failed with exit code {done.returncode}.\n{done.stdout.strip()}")


class _Kept:
    """A value with a tag that only the engine understands."""

    def __init__(self, node: yaml.Node) -> None:
        self.node = node


class _Loader(yaml.SafeLoader):
    pass


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _keep(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> _Kept:
    return _Kept(node)


def _put_back(dumper: yaml.SafeDumper, kept: _Kept) -> yaml.Node:
    return kept.node


_Loader.add_multi_constructor("!", _keep)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _keep)
_Dumper.add_representer(_Kept, _put_back)


def read_config(path: Path) -> dict[str, Any]:
    """A configuration file, its engine's own tags left as they are."""
    with path.open(encoding="utf-8") as file:
        return dict(yaml.load(file, _Loader) or {})
