"""The marks of prose: citations, cross-links and Markdown where they belong, and nothing that harms a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from build_tools.checks.rules import rule
from build_tools.checks.survey import Fault, Strings, Survey
from build_tools.names import name_of, other_names_of
from build_tools.problems import shortened
from build_tools.records import Site
from build_tools.records.base import as_id


@rule(is_always_on=True)
def raw_html(survey: Survey) -> Iterator[Fault]:
    """Prose is Markdown; HTML in it would not be shown as meant."""
    hint = "Use Markdown: **bold**, *italic*, lists; a sign like < before letters goes into `backticks`."
    return _refused(survey, "raw-html", "{} is HTML.", hint)


@rule(is_always_on=True)
def dangerous_link(survey: Survey) -> Iterator[Fault]:
    """A link in prose leads to a web address (https://) or, as [[id]], to a page of the atlas."""
    return _refused(survey, "dangerous-link", "{} is not a web address.", "Write https://..., or [[id]].")


@rule(is_always_on=True)
def image_in_prose(survey: Survey) -> Iterator[Fault]:
    """Pictures are drawn by the generator; prose has none."""
    return _refused(survey, "image-in-prose", "{} is a picture.", "Say in words what it shows.")


@rule(is_always_on=True)
def bad_citation(survey: Survey) -> Iterator[Fault]:
    """A citation is written [@id] or [@id; @other-id]."""
    references = survey.collection.references

    def hint(words: str) -> str:
        ids = [as_id(part) for part in re.split("[;,]", words)]
        if all(id in references for id in ids):
            return f"Write it as [{'; '.join(f'@{id}' for id in ids)}]."
        return "Write it as [@id] or [@id; @other-id]."

    return _refused(survey, "bad-citation", "{} is not a citation.", hint)


@rule(is_always_on=True)
def bad_link(survey: Survey) -> Iterator[Fault]:
    """A cross-link is written [[id]] or [[id|words]]."""

    def hint(words: str) -> str:
        said, _, shown = words.strip("[] ").partition("|")
        meant = as_id(said.removesuffix(".yml"))
        if meant not in survey.linkable:
            meant = dict(survey.once(_names)).get(_folded(said), "")
        if meant:
            plain = re.sub(r"[*_`<>]", "", shown or said)
            return f"Write it as [[{meant}]] or [[{meant}|{plain}]], outside other links."
        return "Write it as [[id]] or [[id|plain words]], outside other links."

    return _refused(survey, "bad-link", "{} is not a cross-link.", hint)


def _names(survey: Survey) -> Iterator[tuple[str, str]]:
    """The names under which readers know what a link can lead to, and their ids."""
    for id, record in survey.linkable.items():
        for name in (*other_names_of(record), name_of(record)):
            yield _folded(name), id


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


@rule(is_always_on=True)
def private_character(survey: Survey) -> Iterator[Fault]:
    """A text has no private-use characters, which no font shows."""
    return _refused(survey, "private-character", "An invisible character stands here.", "Delete it.")


@rule(is_always_on=True)
def tangled_prose(survey: Survey) -> Iterator[Fault]:
    """Lists and quotations in prose stand in each other a few levels deep at most."""
    hint = "Write it as paragraphs, or as one list."
    return _refused(survey, "tangled-prose", "{} begins something too deep to be read.", hint)


def _refused(survey: Survey, name: str, message: str, hint: str | Callable[[str], str]) -> Iterator[Fault]:
    """A fault for whatever the parser of prose refused under *name*; *hint* may depend on its words."""
    for passage, parsed in survey.refused:
        seen: dict[str, int] = {}
        for refused, words in parsed.refused:
            if refused == name:
                nth = seen[words] = seen.get(words, -1) + 1
                said = message.format(f'"{shortened(words)}"')
                way_out = hint if isinstance(hint, str) else hint(words)
                yield Fault(passage.record, passage.keys, said, way_out, words, nth)


_MARKUP = re.compile(r"\[@[^\]]*\]?|\[\[[^\]]*(?:\]\])?|\*\*[^*]+\*\*|\]\([^)]*\)")


@rule()
def markup_in_words(survey: Survey) -> Iterator[Fault]:
    """Plain words (names, labels, a history) have no citations, links or stars; they are shown as they are."""
    for passage in survey.passages:
        if passage.role == "text" and passage.record.kind not in (Strings.kind, Site.kind):
            for match in _MARKUP.finditer(passage.value):
                said = match.group()
                nth = passage.value.count(said, 0, match.start())
                hint = (
                    "Take it out; where the record has a note, prose or cite: beside it, it can stand there."
                )
                message = f'Readers would see "{said}" as it stands here.'
                yield Fault(passage.record, passage.keys, message, hint, said, nth)
