"""The nearest of many names to a misspelt one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

_COMPARED = 40
"""Comparing letter by letter is slow, so only the names with the most letters in common are compared."""


class Names:
    """Names to look among. Asking takes as long as names are alike, not as long as they are many."""

    def __init__(self, names: Iterable[str]) -> None:
        self._with: defaultdict[str, list[str]] = defaultdict(list)
        for name in names:
            for pair in _pairs(name):
                self._with[pair].append(name)

    def near(self, name: str) -> str | None:
        """The one nearest to *name*; None if nothing is near."""
        shared = Counter(other for pair in _pairs(name) for other in self._with.get(pair, ()))
        # By name where the count is equal, so that the answer does not depend on the order of files.
        likely = sorted(shared, key=lambda other: (-shared[other], other))[:_COMPARED]
        return next(iter(get_close_matches(name, likely, 1, 0.6)), None)


def _pairs(name: str) -> set[str]:
    """Three letters in a row; a short name's ends count too, so that it has some."""
    padded = f"  {name} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
