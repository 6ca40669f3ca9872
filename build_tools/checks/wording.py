"""Plain words, honest words, and no amounts of medicine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.checks.phrases import ALL_CLEAR, NOT_OURS, Phrases
from build_tools.checks.rules import rule
from build_tools.checks.sentences import bare, blocks_in, sentences_in
from build_tools.checks.survey import Fault, Survey
from build_tools.records.fields import Passage

LONGEST = 30
"""Words in a sentence."""


@rule()
def words_not_ours(survey: Survey) -> Iterator[Fault]:
    """Words of clinics and machines have plain ones in their place: people have, outcome, found by."""
    return _said(survey, NOT_OURS, '"{}" is not a word of this atlas.', "Say {}.")


@rule()
def all_clear(survey: Survey) -> Iterator[Fault]:
    """Nobody is told that all is well, since nobody here has seen them."""
    hint = "Say what is known, with its source, and leave the conclusion to the reader."
    return _said(survey, ALL_CLEAR, '"{}" is a promise that nobody here can keep.', hint)


def _said(survey: Survey, phrases: Phrases, message: str, hint: str) -> Iterator[Fault]:
    for found in phrases.find(survey, _is_ours):
        yield Fault(
            found.passage.record,
            found.passage.keys,
            message.format(found.words),
            hint.format(found.instead),
            found.words,
            found.nth,
        )


def _is_ours(passage: Passage) -> bool:
    """All but names and roles of people, and the words that readers type."""
    return passage.record.kind != "person" and passage.keys[0] not in ("synonyms", "codes")


_ROUGHLY = re.compile(r"[.!?…]\S{0,2}\s")


@rule(severity="warning")
def long_sentence(survey: Survey) -> Iterator[Fault]:
    """A sentence has at most 30 words."""
    for passage in survey.passages:
        # Most texts are short; a space a word tells, before anything is taken apart.
        if passage.role != "prose" or passage.value.count(" ") < LONGEST:
            continue
        for block in blocks_in(passage.value):
            if block.text.count("|") > 3:
                continue  # a table's row
            if max(part.count(" ") + part.count("\n") for part in _ROUGHLY.split(block.text)) < LONGEST:
                continue
            for sentence in sentences_in(block):
                words = re.findall(r"\S*\w\S*", sentence.text)
                if len(words) > LONGEST:
                    begins = re.match(r"\s*((?:\S+[ \t]+){0,3}\S+)", sentence.text)
                    first = begins.group(1) if begins else words[0]
                    nth = passage.value.count(first, 0, sentence.start + sentence.text.index(first))
                    message = f"This sentence has {len(words)} words."
                    yield Fault(passage.record, passage.keys, message, "Make two of it.", first, nth)


# A comparison (15 % higher odds) is no share of people.
_PERCENT = re.compile(r"\d[\d.,]*\s?%(?!\s+(?:higher|lower|more|less|fewer|greater|larger|smaller)\b)")


@rule(severity="warning")
def percent_sign(survey: Survey) -> Iterator[Fault]:
    """Shares are said as people: 3 in 10, not 30 %."""
    for passage in survey.passages_with(["%"]):
        if passage.role == "prose":
            for match in _PERCENT.finditer(bare(passage.value)):
                said = match.group()
                nth = passage.value.count(said, 0, match.start())
                hint = "Say it as people: 3 in 10."
                yield Fault(passage.record, passage.keys, f'"{said}" is hard to picture.', hint, said, nth)


_DOSE = re.compile(
    r"(?<![\w.,])\d[\d.,]*\s?(?:mg|mcg|µg|μg|milligrams?|micrograms?|ml|millilit(?:re|er)s?|tablets?|capsules?)"
    r"(?!\w|\s?/|\s+(?:of\s+)?(?:urine|pee|blood|water|fluid))",
    re.IGNORECASE,
)

_ROUGH_DOSE = re.compile(r"[0-9]\s?(?:m[cgil]|[µμ]g|tablet|capsule)")


@rule()
def dose_in_prose(survey: Survey) -> Iterator[Fault]:
    """No text gives a dose of a medicine; the packet, a pharmacist or a doctor does."""
    for passage in filter(_is_ours, survey.passages_matching(_ROUGH_DOSE)):
        for match in _DOSE.finditer(bare(passage.value)):
            said = match.group()
            yield Fault(
                passage.record,
                passage.keys,
                f'"{said}" is a dose.',
                "Take it out: what is right for one reader can harm the next.",
                said,
                passage.value.count(said, 0, match.start()),
            )
