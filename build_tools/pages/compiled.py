"""How templates are read and compiled: ours, and those of the theme."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro

from build_tools.places import COMPILED_TEMPLATES, TEMPLATES

_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


class Templates(Environment):
    """Our templates, without what Jinja does on every page for templates other than ours."""

    def __init__(self) -> None:
        super().__init__(
            loader=_Loader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            # An atlas is written in one go; templates do not change meanwhile.
            auto_reload=False,
            bytecode_cache=compiled_templates(),
        )
        self.context_class = _Context

    def macros(self, name: str) -> dict[str, Macro]:
        """The macros of the template *name*, by their names."""
        made = vars(self.get_template(name).module)
        return {name: macro for name, macro in made.items() if isinstance(macro, Macro)}


class _Loader(FileSystemLoader):
    """Templates without their indentation, which is for people who edit them and would be a tenth of a page.

    So no template may hold text whose spaces count at the start of a line, as in `<pre>`.
    """

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, path, is_as_it_was = super().get_source(environment, template)
        return _INDENT.sub("", source), path, is_as_it_was


class _Context(Context):
    """Calls what a template calls as it is. Nothing of ours asks for the context, and to find that out takes longer."""

    def call(
        self,
        function: Callable[..., Any],
        /,
        *given: Any,
        _block_vars: object = None,
        _loop_vars: object = None,
        **named: Any,
    ) -> Any:
        return function(*given, **named)


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, for as long as they would be compiled to the same again."""

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(f"{_compiler()}{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def _compiler() -> str:
    """What differs between two versions of Jinja, and of the options above."""
    return version("jinja2") + Path(__file__).read_text(encoding="utf-8")


def compiled_templates() -> FileSystemBytecodeCache:
    """Where compiled templates are kept, if they can be: compiling takes longer than a small atlas takes to write."""
    with suppress(OSError):
        COMPILED_TEMPLATES.mkdir(parents=True, exist_ok=True)
    return _Compiled(str(COMPILED_TEMPLATES))
