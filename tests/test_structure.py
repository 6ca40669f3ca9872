"""The shape of the generator: its modules import in one direction, and only the rim touches the engine."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_tools.places import PACKAGE, TEMPLATES

ORDER = (
    "places",
    "memo",
    "problems",
    "progress",
    "yaml_problems",
    "yaml_syntax",
    "yaml_events",
    "yaml_files",
    "records",
    "collection",
    "strays",
    "loading",
    "prose",
    "names",
    "words",
    "clauses",
    "selection",
    "urgent",
    "matching",
    "questions",
    "narrowing",
    "checks",
    "graph",
    "edition",
    "citations",
    "addresses",
    "bibliography",
    "coverage",
    "case_report",
    "figures",
    "structured_data",
    "shelf",
    "archives",
    "crew",
    "pages",
    "plan_memory",
    "exports",
    "frames",
    "importers",
    "review_dates",
    "drafts",
    "planning",
    "offline",
    "display",
    "hook",
    "cli",
    "__main__",
)
"""A module imports only from itself and from those before it."""

MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py" or path.parent != PACKAGE
)


def _place(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "build_tools":
                yield from (f"build_tools.{name.name}" for name in node.names)
            else:
                yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_those_above_it(path: Path) -> None:
    here = _place(path)
    assert here in ORDER, f"{here} has no place in the order of modules"
    for name in _imports(path):
        if name.startswith("build_tools."):
            other = name.split(".")[1]
            assert ORDER.index(other) <= ORDER.index(here), f"{path.name} imports {name}"


def test_only_the_hook_imports_the_engine() -> None:
    engines = {"mkdocs", "properdocs", "zensical"}
    found = {path.name for path in MODULES for name in _imports(path) if name.split(".")[0] in engines}
    assert found == {"hook.py"}


def test_only_the_command_line_and_the_hook_print_or_read_a_clock() -> None:
    for path in MODULES:
        if _place(path) in ("cli", "hook", "__main__"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "print", f"{path.name} prints"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in ("today", "now", "utcnow"), f"{path.name} reads a clock"


def test_the_order_names_no_module_that_is_gone() -> None:
    there = {_place(path) for path in MODULES}
    assert set(ORDER) - there <= {"importers"}


@pytest.mark.parametrize("folder", ["build_tools", "tests"])
def test_nobody_imports_what_another_module_keeps_to_itself(folder: str) -> None:
    for path in sorted((PACKAGE.parent / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module != "__future__":
                private = [name.name for name in node.names if name.name.startswith("_")]
                assert not private, f"{path.name} imports {', '.join(private)} from {node.module}"


def test_no_template_has_spaces_that_count_at_the_start_of_a_line() -> None:
    """They are taken away when a template is read."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for found in re.findall(r"<(?:pre|textarea)\b.*?</(?:pre|textarea)>", text, re.DOTALL):
            assert "\n" not in found, f"{path.name}: {found}"
