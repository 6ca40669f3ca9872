"""How templates are read and compiled: ours, and those of the theme."""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader

from build_tools.places import COMPILED_TEMPLATES, TEMPLATES

_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


class TemplateLoader(FileSystemLoader):
    """Our templates without their indentation, which is for people who edit them and would be a tenth of a page.

    So no template may hold text whose spaces count at the start of a line, as in `<pre>`.
    """

    def __init__(self) -> None:
        super().__init__(TEMPLATES)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, path, is_as_it_was = super().get_source(environment, template)
        return _INDENT.sub("", source), path, is_as_it_was


def compiled_templates() -> FileSystemBytecodeCache:
    """Where compiled templates are kept: compiling takes longer than a small atlas takes to write."""
    COMPILED_TEMPLATES.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(COMPILED_TEMPLATES))
