"""How hard a text is to read: Flesch and Kincaid's grade, as a smoke alarm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from build_tools.checks.rules import rule
from build_tools.checks.sentences import bare
from build_tools.checks.survey import Fault, Subject, Survey
from build_tools.names import name_of, other_names_of
from build_tools.problems import KeyPath

FEWEST = 25
"""Words that a text must have for its grade to mean something."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Semicolons and the items of a list end a thought too. An abbreviation's full stop has no space after it, or is rare.
_END = re.compile(r"[.!?…;:][\"'’”)]*(?:\s|$)|\n[ \t]*(?:\n|(?=[-*+][ \t]|\d+[.)][ \t]))")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?:[^aeiouyl]|[aeiouyr]l|[aeiou]g?u)e$|(?:[^aeiouylsxzgc]|[aeiouyr]l|[^cs]h)es$"
    r"|[^aeiouydt]ed$|[aeiouy]yed$|[^l]ely$|e(?:ments?|ful|less|ness|some|where|thing)$"
)
"""Endings with an *e* that nobody hears."""
_APART = re.compile(
    r"(?<![tcsgx])i[ao](?!u)|(?<!p)eo(?!u)|ua(?!r)|ui(?=ty)|iu|[aeiouy]ing$|(?<=[aeiou])y[aeiou]|ier$|iet|creat|sm$"
)
"""Vowels side by side that are two syllables, and an *m* that is one."""


class Grades:
    """Tells the US school grade in which a text can be read (Kincaid and others 1975)."""

    def __init__(self, easy: Iterable[str] = ()) -> None:
        """Words in *easy* count two syllables at most: readers meet them with an explanation."""
        self._syllables = _Syllables(word.lower() for word in easy)

    def of(self, text: str) -> float | None:
        """0.39 times the words a sentence, plus 11.8 times the syllables a word, less 15.59.

        None for a text of fewer than `FEWEST` words. Syllables are counted by rule, as in all programs of this kind.
        """
        # Most texts are short: a space a word tells, before anything is taken apart.
        if text.count(" ") + text.count("\n") < FEWEST:
            return None
        said = bare(text)
        words = _WORD.findall(said)
        if len(words) < FEWEST:
            return None
        sentences = sum(1 for part in _END.split(said) if not part.isspace() and part)
        syllables = sum(map(self._syllables.__getitem__, words))
        return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


class _Syllables(dict[str, int]):
    """Syllables by word, each counted when it is first asked for."""

    def __init__(self, easy: Iterable[str]) -> None:
        self._easy = frozenset(easy)

    def __missing__(self, word: str) -> int:
        lowered = word.lower()
        # Names of people, places and institutions are no harder for being long.
        is_easy = word[0].isupper() or lowered in self._easy or lowered.removesuffix("s") in self._easy
        self[word] = count = min(syllables_of(word), 2) if is_easy else syllables_of(word)
        return count


def syllables_of(word: str) -> int:
    """How many syllables an English word has, nearly always; one at least."""
    lowered = word.lower()
    count = len(_VOWELS.findall(lowered)) + len(_APART.findall(lowered)) - bool(_SILENT.search(lowered))
    return max(count, 1)


@rule(severity="warning")
def hard_to_read(survey: Survey) -> Iterator[Fault]:
    """Boxes, leads and other texts stay within the school grades that site.yml sets."""
    limits, grades = survey.collection.site.reading, Grades(_excused(survey))
    for flag in survey.collection.red_flags.values():
        if fault := _fault(flag, ("name",), f"{flag.name}. {flag.reason}", limits.boxes, grades):
            yield fault
    for passage in survey.passages:
        if passage.role == "prose" and "rows" not in passage.keys:
            limit = limits.leads if passage.keys == ("summary",) else limits.texts
            if fault := _fault(passage.record, passage.keys, passage.value, limit, grades):
                yield fault


def _fault(record: Subject, keys: KeyPath, text: str, limit: int, grades: Grades) -> Fault | None:
    found = grades.of(text)
    if found is None or int(found) <= limit:
        return None
    return Fault(
        record,
        keys,
        f"This reads like school grade {int(found)}; here {limit} is the most.",
        "Make sentences and words shorter. A word that has to stay goes under reading: in site.yml.",
        " ".join(text.split("\n")[0].split(" ")[:4]) if keys != ("name",) else "",
    )


def _excused(survey: Survey) -> Iterator[str]:
    """The words of names that the atlas explains on pages of their own, and those that site.yml lists."""
    collection = survey.collection
    names = [*collection.site.reading.excused]
    for kind in ("condition", "term", "body-area", "risk-factor"):
        for record in collection.records[kind].values():
            names += [name_of(record), getattr(record, "medical_name", None) or "", *other_names_of(record)]
    for name in names:
        yield from _WORD.findall(name)
