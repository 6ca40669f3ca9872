"""Words that a page must not say, as data, and how to find them fast.

These are English. An atlas in another language switches the rules off in site.yml, or brings its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from build_tools.checks.sentences import bare
from build_tools.checks.survey import Survey
from build_tools.records.fields import Passage


class Phrase(NamedTuple):
    """A way to say something that must not be said."""

    stems: tuple[str, ...]
    """Lower-case letters, one of which every text with the phrase contains: a quick first look."""
    pattern: str
    """The phrase itself, as a regular expression without regard to case; words are whole."""
    instead: str = ""
    """What to write instead."""


class Found(NamedTuple):
    """A phrase in a text."""

    passage: Passage
    words: str
    nth: int
    """How often the same letters stand in the text before."""
    instead: str


class Phrases:
    """Phrases to look for together."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._phrases = tuple(
            (phrase.stems, re.compile(rf"(?<!\w)(?:{phrase.pattern})(?!\w)", re.IGNORECASE), phrase.instead)
            for phrase in phrases
        )

    def find(self, survey: Survey, concerns: Callable[[Passage], bool]) -> Iterator[Found]:
        """Every phrase that readers would see in passages that it *concerns*; ids and addresses are not looked at."""
        for stems, pattern, instead in self._phrases:
            for passage in filter(concerns, survey.passages_with(stems)):
                for match in pattern.finditer(bare(passage.value)):
                    said = match.group()
                    yield Found(passage, said, passage.value.count(said, 0, match.start()), instead)


URGENT = Phrases(
    [
        Phrase(("emergenc",), r"emergenc(?:y|ies)"),
        Phrase(("urgen",), r"urgen(?:t|tly|cy)"),
        Phrase(("ambulance", "paramedic"), r"ambulances?|paramedics?"),
        Phrase(("a&e", "a & e"), r"A ?& ?E"),
        Phrase(("immediate",), r"immediate(?:ly)?"),
        Phrase(("once",), r"at\s+once"),
        Phrase(("away",), r"(?:straight|right)\s+away"),
        Phrase(("delay",), r"without\s+(?:any\s+)?delay"),
        Phrase(("same",), r"same[\s-]day"),
        Phrase(("today",), r"today"),
        Phrase(("hospital",), r"go\s+to\s+(?:a\s+|the\s+)?hospital"),
        Phrase(
            ("now",),
            r"(?:see|call|ring|phone)\s+(?:(?!helps)[\w-]+\s+){1,5}now(?!\s+(?:and|called|known|that))",
        ),
    ]
)
"""What is said only by the rules of red-flags.yml, whose boxes stand on the page."""

ALL_CLEAR = Phrases(
    [
        Phrase(("harmless",), r"harmless"),
        Phrase(("nothing",), r"nothing\s+(?:serious|dangerous|to\s+worry\s+about|to\s+fear)"),
        Phrase(("clear",), r"all[\s-]clear"),
        Phrase(("worr",), r"(?:don['’]?t|do\s+not|no\s+need\s+to|need\s+not|no\s+reason\s+to)\s+worry"),
        Phrase(("recover",), r"you\s+will\s+(?:soon\s+|fully\s+)?recover"),
        Phrase(("assured",), r"rest\s+assured"),
        Phrase(("flags",), r"no\s+red\s+flags"),
    ]
)
"""What nobody who has not seen the reader can say."""

NOT_OURS = Phrases(
    [
        Phrase(("triag",), r"triag\w*", '"lists pages", "asks" or "warns"'),
        Phrase(("diagnos",), r"\w*diagnos\w*", '"found by", "confirmed by" or "turned out to be"'),
        Phrase(("assessment",), r"assessments?", '"examination" or "check"'),
        Phrase(("result",), r"results?", '"outcome" or "what came out"; for the verb, "lead to"'),
        Phrase(("recall",), r"recall\w*", '"remember"'),
        Phrase(("detect",), r"detect\w*", '"find" or "show"'),
        Phrase(("sufferer",), r"sufferers?", '"people with ..."'),
        Phrase(("suffer",), r"suffer(?:s|ed|ing)?\s+from", '"have"'),
        Phrase(("victim",), r"victims?", '"people with ..." or "people hurt in ..."'),
        Phrase(("complain",), r"complain\w*", '"have", "report" or "say"'),
        Phrase(("todo", "tbd", "lorem"), r"todo|tbd|lorem\s+ipsum", "what belongs there, or leave it out"),
    ]
)
"""Words of clinics about people and of machines about themselves; this is a book, in plain words."""
