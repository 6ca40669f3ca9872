"""Words of the glossary, explained where a page uses them first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from markupsafe import Markup

from build_tools.records import Term

_WORD = re.compile(r"[^\W\d_][\w-]*")
_CLOSED = re.compile(r"<(a|h3|th|caption|code)\b.*?</\1>|<[^>]+>", re.DOTALL)
"""Where no link may be put: inside other links and headings, and inside tags."""

Candidates = tuple[tuple[re.Pattern[str], Term], ...]
"""How each term is found, and the term."""


class Glossary:
    """Finds the terms of an atlas in prose."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_word: dict[str, list[tuple[str, re.Pattern[str], Term]]] = {}
        for term in terms:
            for name in (term.name, *term.other_names):
                found = _WORD.match(name.lower())
                if found is None:
                    continue
                # An abbreviation is one only in its own letters: an ICD code is no verb.
                flags = 0 if name.isupper() else re.IGNORECASE
                pattern = re.compile(rf"(?<![\w-]){re.escape(name)}(?:e?s)?(?![\w-])", flags)
                for word in (found[0], f"{found[0]}s", f"{found[0]}es"):
                    self._by_word.setdefault(word, []).append((name.lower(), pattern, term))
        self.candidates = lru_cache(maxsize=20_000)(self._find)

    def _find(self, text: str) -> Candidates:
        """Terms that prose may use, the longest names first: a nerve root is not a nerve.

        Looking up words and names is far quicker than searching for patterns.
        """
        plain = " ".join(text.lower().split())
        # Of all marks of Markdown only the underscore would be taken for a part of the word.
        words = self._by_word.keys() & _WORD.findall(plain.replace("_", " "))
        if not words:
            return ()
        found = {
            pattern: term for word in words for name, pattern, term in self._by_word[word] if name in plain
        }
        return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0].pattern), pair[0].pattern)))


def explain(
    html: Markup, candidates: Candidates, done: set[str], link: Callable[[Term, str], Markup]
) -> Markup:
    """*html* with a link at the first use of each term whose id is not in *done*, which grows by it."""
    for pattern, term in candidates:
        if term.id in done:
            continue
        for found in pattern.finditer(html):
            if not _is_closed(html, found.start()):
                done.add(term.id)
                html = html[: found.start()] + link(term, Markup(found[0])) + html[found.end() :]
                break
    return html


def _is_closed(html: str, at: int) -> bool:
    return any(closed.start() <= at < closed.end() for closed in _CLOSED.finditer(html))
