"""Every path that the generator knows or owns."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
PROJECT = PACKAGE.parent
TEMPLATES = PACKAGE / "templates"
HPO_WORDS = PACKAGE / "importers" / "hpo.yml"
CITATION_STYLE = PACKAGE / "vancouver.csl"

CONTENT = PROJECT / "content_src"
DOCS = PROJECT / "docs"
SCRIPTS = DOCS / "assets" / "javascripts"
STYLESHEETS = DOCS / "assets" / "stylesheets"
SCHEMAS = DOCS / "assets" / "schema"
SITE = PROJECT / "site"
OFFLINE = PROJECT / "offline.zip"
PRIVATE = PROJECT / ".build"
REMEMBERED_SOURCES = PRIVATE / "sources.json"
COMPILED_TEMPLATES = PRIVATE / "templates"
GROUNDS = PRIVATE / "ground"
MINIFIED = PRIVATE / "minified"
REMEMBERED_PLAN = PRIVATE / "plan"

STRINGS_FOLDER = "strings"
EXAMPLES_FOLDER = "_examples"


def shown(path: Path) -> str:
    """*path* as people should read it: relative to the current folder where it lies below it.

    A link keeps its own name, whatever it leads to.
    """
    try:
        return Path(os.path.abspath(path)).relative_to(Path.cwd()).as_posix()  # noqa: PTH100
    except ValueError:
        return path.as_posix()
