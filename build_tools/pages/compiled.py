"""Compiled templates, ours and the theme's."""

from __future__ import annotations

from jinja2 import FileSystemBytecodeCache

from build_tools.places import COMPILED_TEMPLATES


def compiled_templates() -> FileSystemBytecodeCache:
    """Where compiled templates are kept: compiling takes longer than a small atlas takes to write."""
    COMPILED_TEMPLATES.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(COMPILED_TEMPLATES))
