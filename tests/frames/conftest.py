"""Fixtures around the tiny atlas of `tiny.py`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.frames.engine import EngineName, build
from build_tools.pages.page import Plan
from tests.frames.tiny import make_project, tiny_plan


@pytest.fixture
def plan() -> Plan:
    return tiny_plan()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with our `mkdocs.yml`, hand-written pages, and a hook that plans the tiny atlas."""
    return make_project(tmp_path / "project")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[EngineName], Path]:
    """The tiny atlas, built once by each engine that is asked for."""
    sites: dict[str, Path] = {}

    def get(engine: EngineName) -> Path:
        if engine not in sites:
            folder = make_project(tmp_path_factory.mktemp(engine) / "project")
            report = build(tiny_plan(), engine=engine, project=folder, site_dir=folder / "site")
            assert report.as_text() == ""
            sites[engine] = folder / "site"
        return sites[engine]

    return get
