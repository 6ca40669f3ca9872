"""Numbers of people: whose they are, and where they were counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.checks.rules import rule
from build_tools.checks.sentences import bare, blocks_in
from build_tools.checks.sourcing import CITATION, ID, ids_cited
from build_tools.checks.survey import Fault, Survey

PRIMARY = frozenset(("trial", "cohort", "cross-sectional", "case-control", "case-series", "diagnostic-study"))
"""Kinds of sources that are one study of one group of people."""

_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten"
_SHARE = re.compile(
    rf"\b(?:\d[\d,]*|{_SMALL}) (?:in|of|out of) (?:every )?(?:\d[\d,]*|{_SMALL}|a hundred|a thousand)\b"
    r"|\b(?:about|almost|nearly|over|than|only) half\b|(?<!second )\bhalf (?:of|were|had|still|the people)\b",
    re.IGNORECASE,
)
_ONE_STUDY = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|surveys?|regist(?:ry|ers?)|series|data|files|records|researchers|analysis)\b"
    # The people who were counted, or where: 216 people, a clinic in Hong Kong, in Oxfordshire.
    r"|\b\d[\d,]*(?:\s+[\w-]+){0,4}\s+(?:people|adults|women|men|children|teenagers|athletes|workers|patients)\b"
    r"|\b(?:hospitals?|clinics?|centres?|practices?|cit(?:y|ies)|countries|health plan|groups?)\b"
    r"|\b[Ii]n\s+(?:the\s+)?[A-Z][a-z]+",
)


@rule(severity="warning")
def study_not_named(survey: Survey) -> Iterator[Fault]:
    """A share that one study measured says so: *in one study of 131 people*."""
    references = survey.collection.references
    single = {id for id, reference in references.items() if reference.custom.kind in PRIMARY}
    for passage in survey.passages_with(["[@"]):
        if passage.role != "prose" or "rows" in passage.keys:
            continue
        for block in blocks_in(passage.value):
            at = 0
            for match in CITATION.finditer(block.text):
                ids, said = ID.findall(match.group()), block.text[at : match.start()]
                at = match.end()
                if (
                    len(ids) != 1
                    or ids[0] not in single
                    or not (share := _SHARE.search(" ".join(said.split())))
                ):
                    continue
                if not _ONE_STUDY.search(bare(block.text)):
                    words = share.group()
                    nth = " ".join(passage.value[: block.start + at].split()).count(words) - 1
                    hint = (
                        "Say it as what it is: in one study of so many people, or who was counted and where."
                    )
                    message = f'"{words}" is the number of one study, and reads as if it were everyone\'s.'
                    yield Fault(passage.record, passage.keys, message, hint, words, max(nth, 0))


@rule()
def share_without_citation(survey: Survey) -> Iterator[Fault]:
    """A finding's measured share has a citation."""
    for condition in survey.collection.conditions.values():
        for index, finding in enumerate(condition.symptoms):
            if finding.share is not None and not ids_cited(finding.cite, finding.note):
                yield Fault(
                    condition,
                    ("symptoms", index, "share"),
                    f"Nothing says who measured that {finding.share} in 100 have this.",
                    "Add cite: with the id of the study, or leave the share out.",
                    is_absence=True,
                )
