"""Every claim has a source, and every source can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from build_tools.checks.rules import rule
from build_tools.checks.sentences import bare, blocks_in
from build_tools.checks.survey import Fault, Subject, Survey
from build_tools.problems import KeyPath
from build_tools.records import Article, Condition, Reference, Section

CITATION = re.compile(r"\[@[^\]]*\]")
ID = re.compile(r"@([a-z0-9-]+)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])[ \t]")
_HOW_IT_IS_REACHED = re.compile(r"^https?://(www\.)?")
_OF_THE_PAGE = re.compile(r"\bthis page\b", re.IGNORECASE)


class Claim(NamedTuple):
    """Something that is said about the world, and the citations that stand with it."""

    record: Subject
    keys: KeyPath
    what: str
    """What it is, in a message: *this treatment*."""
    cited: frozenset[str]
    begins: str = ""
    """Its first words, where it is a part of a longer text."""
    nth: int = 0


@rule()
def uncited_claim(survey: Survey) -> Iterator[Fault]:
    """Every claim has a citation: each paragraph or list item of prose, each treatment and milestone."""
    for claim in survey.once(claims):
        if not claim.cited:
            yield Fault(
                claim.record,
                claim.keys,
                f"{claim.what} has no citation.",
                "Add [@id] of a source that says it, or leave it out.",
                claim.begins,
                claim.nth,
                is_absence=True,
            )


@rule(severity="warning")
def uncited_finding(survey: Survey) -> Iterator[Fault]:
    """What a condition lists has a citation: findings, risk factors, and what tells look-alikes apart."""
    for condition in survey.collection.conditions.values():
        for index, finding in enumerate(condition.symptoms):
            # A measured share without a citation is an error of its own.
            if finding.share is None and not ids_cited(finding.cite, finding.note):
                yield _uncited(condition, ("symptoms", index, "id"), finding.id)
        for name in ("against", "risk_factors"):
            for index, link in enumerate(getattr(condition, name)):
                if not ids_cited(link.cite, link.note):
                    yield _uncited(condition, (name, index, "id"), link.id)
        for index, pair in enumerate(condition.relations.mistaken_for):
            if not ids_cited((), pair.difference):
                yield _uncited(condition, ("relations", "mistaken_for", index, "difference"), pair.id)


def _uncited(condition: Condition, keys: KeyPath, id: str) -> Fault:
    message = f'Nothing says where "{id}" is known from.'
    return Fault(
        condition, keys, message, "Add cite: with the id of a source, or [@id] in the text.", is_absence=True
    )


@rule(severity="warning")
def misleading_name(survey: Survey) -> Iterator[Fault]:
    """A name that is marked as misleading has a note that says why, with a citation."""
    for condition in survey.collection.conditions.values():
        for index, other in enumerate(condition.other_names):
            if other.misleading and not ids_cited((), other.note):
                yield Fault(
                    condition,
                    ("other_names", index, "note" if other.note else "name"),
                    f'No source says why "{other.name}" misleads.',
                    "Say why in note: with [@id] of a source that says it, or take misleading: out.",
                    is_absence=True,
                )


@rule(severity="warning")
def title_only_source(survey: Survey) -> Iterator[Fault]:
    """A claim does not rest on sources of which only the title was read."""
    references = survey.collection.references
    titles = {id for id, reference in references.items() if reference.custom.read == "title"}
    for claim in survey.once(claims):
        if claim.cited and claim.cited <= titles:
            yield Fault(
                claim.record,
                claim.keys,
                f"{claim.what} rests on {', '.join(sorted(claim.cited))}, read by title only.",
                "Read the source, or add one that was read.",
                claim.begins,
                claim.nth,
            )


@rule()
def reference_without_address(survey: Survey) -> Iterator[Fault]:
    """Readers can find every source: a DOI, a PMID, an address, an ISBN, or a journal with volume and page."""
    for reference in survey.collection.references.values():
        extra = reference.model_extra or {}
        is_printed = extra.get("ISBN") or all(extra.get(key) for key in ("container-title", "volume", "page"))
        if not (reference.doi or reference.pmid or reference.pmcid or reference.url or is_printed):
            yield Fault(
                reference,
                ("id",),
                f'Nothing says where "{reference.id}" can be read.',
                "Add DOI, PMID or URL.",
                is_absence=True,
            )


@rule()
def source_entered_twice(survey: Survey) -> Iterator[Fault]:
    """No two entries of references.json are the same source: each DOI, PMID, PMCID and address stands once."""
    seen: dict[tuple[str, str], Reference] = {}
    for reference in survey.collection.references.values():
        where = {
            "DOI": reference.doi and reference.doi.casefold(),
            "PMID": reference.pmid,
            "PMCID": reference.pmcid,
            "URL": reference.url and _HOW_IT_IS_REACHED.sub("", reference.url).rstrip("/"),
        }
        for field, value in where.items():
            if not value:
                continue
            first = seen.setdefault((field, value), reference)
            if first is not reference:
                yield Fault(
                    reference,
                    (field,),
                    f'This {field} is already that of "{first.id}".',
                    "Keep one of the two, cite that one, and give it the id of the other under former_ids.",
                )
                break


@rule()
def number_without_source(survey: Survey) -> Iterator[Fault]:
    """A number in locales.yml has a source where it was seen."""
    for place in survey.collection.places.values():
        for field in ("emergency", "urgent", "text_relay", "crisis"):
            for index, contact in enumerate(getattr(place, field)):
                if contact.number and not contact.source:
                    yield Fault(
                        place,
                        (field, index, "number"),
                        f'Nothing says where "{contact.number}" was seen.',
                        "Add source: with the address of an official page, or leave the number out.",
                        is_absence=True,
                    )


def claims(survey: Survey) -> Iterator[Claim]:
    """Every claim in conditions, topics, risk factors, cautions and red flags."""
    collection = survey.collection
    for condition in collection.conditions.values():
        yield from _of_condition(condition)
    for topic in collection.topics.values():
        yield from _of_topic(topic)
        for index, point in enumerate(topic.outlook):
            yield Claim(topic, ("outlook", index), "This milestone", frozenset(point.cite))
    for factor in collection.risk_factors.values():
        yield from _in_prose(factor, ("summary",), factor.summary)
        yield from _in_prose(factor, ("what_helps",), factor.what_helps)
    for caution in collection.cautions.values():
        yield from _in_prose(caution, ("text",), caution.text)
    for flag in collection.red_flags.values():
        for field in ("why", "source_says"):
            text = getattr(flag, field)
            yield Claim(flag, (field,), f'"{field}"', ids_cited((), text))


def _of_condition(condition: Condition) -> Iterator[Claim]:
    yield from _in_prose(condition, ("summary",), condition.summary)
    yield from _in_prose(condition, ("how_common", "text"), condition.how_common.text)
    yield from _in_prose(condition, ("applies_to", "who"), condition.applies_to.who)
    if condition.site:
        yield Claim(condition, ("site", "parts"), "This site", frozenset(condition.site.cite))
    for index, stage in enumerate(condition.stages):
        yield from _in_prose(condition, ("stages", index, "text"), stage.text, stage.cite)
    for index, treatment in enumerate(condition.treatments):
        cited = ids_cited(treatment.cite, treatment.helps, treatment.harms, treatment.advised_by)
        yield Claim(condition, ("treatments", index, "option"), "This treatment", cited)
    for name in type(condition.sections).model_fields:
        yield from _in_prose(condition, ("sections", name), getattr(condition.sections, name))
    for index, point in enumerate(condition.outlook):
        yield Claim(condition, ("outlook", index), "This milestone", frozenset(point.cite))


def _of_topic(topic: Article) -> Iterator[Claim]:
    yield from _in_prose(topic, ("summary",), topic.summary)
    for index, section in enumerate(topic.sections):
        yield from _in_prose(topic, ("sections", index, "text"), section.text, section.cite)
        yield from _in_table(topic, ("sections", index, "table", "rows"), section)


def _in_table(topic: Article, keys: KeyPath, section: Section) -> Iterator[Claim]:
    for index, row in enumerate(section.table.rows if section.table else ()):
        yield Claim(topic, (*keys, index), "This row", ids_cited(section.cite, *row))


def _in_prose(
    record: Subject, keys: KeyPath, text: str | None, cite: tuple[str, ...] = ()
) -> Iterator[Claim]:
    above: frozenset[str] = frozenset(cite)
    """What is cited by the line that leads to a list."""
    for block in blocks_in(text or ""):
        cited = ids_cited(cite, block.text)
        if _says_nothing(block.text):
            above = cited if bare(block.text).rstrip().endswith(":") else frozenset(cite)
            continue
        if _ITEM.match(block.text):
            cited = cited or above
        else:
            above = frozenset(cite)
        begins = " ".join(block.text.split(maxsplit=4)[:4])
        whole = len(block.text.strip()) == len((text or "").strip())
        nth = " ".join((text or "")[: block.start].split()).count(begins) if not cited else 0
        yield Claim(record, keys, "This text" if whole else "This paragraph or list item", cited, begins, nth)


def _says_nothing(block: str) -> bool:
    """Headings, questions, and lines that only lead to a list or speak of the page itself."""
    end = block.rstrip()[-1:]
    if end in (":", "?") or block.lstrip().startswith("#"):
        return True
    # A citation may stand after the colon or the question mark; most blocks end with a full stop.
    said = bare(block).strip() if end == "]" or _is_of_the_page(block) else block
    return said.endswith((":", "?")) or _is_of_the_page(said) or not said


def _is_of_the_page(text: str) -> bool:
    # Few texts have the word, and to search without regard to case is slow.
    return "page" in text.lower() and _OF_THE_PAGE.search(text) is not None


def ids_cited(cite: tuple[str, ...], *texts: str | None) -> frozenset[str]:
    """Ids in *cite*, and in the citations inside *texts*."""
    inside = (id for text in texts if text for group in CITATION.findall(text) for id in ID.findall(group))
    return frozenset((*cite, *inside))
