"""What a rule asks for, taken apart: a clause is a symptom's id, or it joins other clauses."""

from __future__ import annotations

from collections.abc import Iterator, Set

from build_tools.problems import KeyPath
from build_tools.records import AllOf, AnyOf, AtLeast, Clause


def holds(clause: Clause, findings: Set[str]) -> bool:
    """Whether *clause* is true of *findings*. A finding more never makes it false."""
    if isinstance(clause, str):
        return clause in findings
    if isinstance(clause, AnyOf):
        return any(holds(part, findings) for part in clause.any)
    if isinstance(clause, AllOf):
        return all(holds(part, findings) for part in clause.all)
    return sum(holds(part, findings) for part in clause.of) >= clause.at_least


def parts_of(clause: Clause) -> tuple[Clause, ...]:
    """The clauses directly inside *clause*; a symptom has none."""
    return _inside(clause)[1]


def clauses_in(clause: Clause, keys: KeyPath) -> Iterator[tuple[KeyPath, Clause]]:
    """*clause*, which stands at *keys*, and every clause inside it, each with its own keys."""
    yield keys, clause
    name, parts = _inside(clause)
    for index, part in enumerate(parts):
        yield from clauses_in(part, (*keys, name, index))


def symptoms_in(clause: Clause) -> tuple[str, ...]:
    """Ids of the symptoms that *clause* asks about, in the order written, each once."""
    return tuple(dict.fromkeys(inner for _, inner in clauses_in(clause, ()) if isinstance(inner, str)))


def _inside(clause: Clause) -> tuple[str, tuple[Clause, ...]]:
    """The field of *clause* that has other clauses, and these."""
    if isinstance(clause, AnyOf):
        return "any", clause.any
    if isinstance(clause, AllOf):
        return "all", clause.all
    return ("of", clause.of) if isinstance(clause, AtLeast) else ("", ())
