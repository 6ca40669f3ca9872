"""Problems: where, which rule, what is wrong, and the way out. Text for people, annotations for CI, JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]

KeyPath = tuple[str | int, ...]
"""The way to a value in a record: names of fields, and numbers of list entries from 0."""


@dataclass(frozen=True, order=True)
class Where:
    """A place in a file. Lines and columns count from 1, columns in characters."""

    path: str
    """As it is printed: relative to the folder that the command runs in, where that is possible."""
    line: int = 1
    column: int = 1
    length: int = 1
    """How many characters the caret line underlines."""
    text: str = field(default="", compare=False)
    """The line itself, without its end; empty where there is none to show."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with the content, in the author's words."""

    where: Where
    rule: str
    """The permanent, kebab-case name of the rule."""
    message: str
    hint: str = field(default="", compare=False)
    """The way out, in one sentence."""
    severity: Severity = field(default="error", compare=False)

    def __str__(self) -> str:
        lines = [f"{self.where}: {self.severity} [{self.rule}] {self.message}"]
        if self.where.text:
            lines += _excerpt(self.where)
        if self.hint:
            lines.append(f"   {self.hint}")
        return "\n".join(lines)


@dataclass(frozen=True)
class Report:
    """Problems in the order of their places. Equal problems stand once."""

    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> Report:
        """A report of *problems*, sorted by path, line, column, rule and message."""
        return cls(tuple(sorted(set(problems))))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __add__(self, other: Report) -> Report:
        return Report.of((*self.problems, *other.problems))

    @property
    def errors(self) -> int:
        """How many problems stop a build."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many problems are only worth a look."""
        return len(self.problems) - self.errors

    def strict(self) -> Report:
        """The same problems, every warning an error."""
        return Report(tuple(Problem(p.where, p.rule, p.message, p.hint, "error") for p in self.problems))

    def as_text(self) -> str:
        """Blocks of text, a blank line between them."""
        return "\n\n".join(str(problem) for problem in self.problems)

    def as_github(self) -> str:
        """GitHub workflow commands, one a line, which annotate the lines of a pull request."""
        return "\n".join(
            f"::{p.severity} file={_property(p.where.path)},line={p.where.line},col={p.where.column},"
            f"title={_property(p.rule)}::{_data(p.message + (chr(10) + p.hint if p.hint else ''))}"
            for p in self.problems
        )

    def as_json(self) -> str:
        """A JSON object with `errors`, `warnings` and the list `problems`."""
        return json.dumps(
            {
                "errors": self.errors,
                "warnings": self.warnings,
                "problems": [
                    {
                        "path": p.where.path,
                        "line": p.where.line,
                        "column": p.where.column,
                        "severity": p.severity,
                        "rule": p.rule,
                        "message": p.message,
                        "hint": p.hint,
                    }
                    for p in self.problems
                ],
            },
            indent=2,
            ensure_ascii=False,
        )


_WIDEST, _LEAD = 110, 40
"""Characters of a line that are shown, and about how many of them before a place far to the right."""


def _excerpt(where: Where) -> tuple[str, str]:
    """The line itself, cut around the place where it is wide, and the carets below it."""
    cut = max(0, where.column - _LEAD) if where.column + where.length > _WIDEST else 0
    shown = where.text[cut:][:_WIDEST]
    lead = len(where.text[cut : where.column - 1])
    carets = max(1, min(where.length, len(shown) - lead))
    return f"  {where.line:>4} | {shown}", f"       | {' ' * lead}{'^' * carets}"


def shortened(value: object) -> str:
    """What an author wrote, as far as a message has room for it: on one line, and cut after 60 characters."""
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:57]}..."


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
