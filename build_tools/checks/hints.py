"""The way out of a name that means nothing."""

from __future__ import annotations

from collections.abc import Mapping

from build_tools.checks.survey import Survey
from build_tools.collection import FOLDERS, LINKABLE, LISTS
from build_tools.places import shown

NOUNS: Mapping[str, str] = {
    "about": "about page",
    "body-area": "body area",
    "red-flag": "red flag",
    "risk-factor": "risk factor",
    "term": "glossary term",
}
"""What authors call a kind, where that is not its name."""

_FILES: Mapping[str, str] = {
    **{model.kind: f"{folder}/" for folder, model in FOLDERS.items()},
    **{model.kind: f"{name}.yml" for name, model in LISTS.items()},
    "reference": "references.json",
}


def noun(kind: str) -> str:
    """What authors call a record of *kind*."""
    return NOUNS.get(kind, kind)


def with_article(word: str) -> str:
    """*word* as a message speaks of one: *a symptom*, *an about page*."""
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def way_out(survey: Survey, id: str, kinds: tuple[str, ...]) -> str:
    """What the author of *id* probably meant, where one of *kinds* is wanted."""
    for kind in kinds:
        if renamed := survey.former.get((kind, id)):
            return f'It is now called "{renamed.id}" ({survey.stands_at(renamed)}).'
    for other in survey.by_id.get(id, ()):
        return f'"{id}" is {with_article(noun(other.kind))} ({survey.stands_at(other)}), and this names {_any_of(kinds)}.'
    if near := survey.names(*kinds).near(id):
        kind = next(kind for kind in kinds if near in survey.collection.records[kind])
        return f'Did you mean "{near}" ({survey.stands_at(survey.collection.records[kind][near])})?'
    if kinds == LINKABLE:
        return "Take the link out and keep the words, or write the page."
    files = " or ".join(shown(survey.collection.root / _FILES[kind]) for kind in kinds)
    return f"Add it to {files}, or name one that stands there."


def _any_of(kinds: tuple[str, ...]) -> str:
    return (
        "a page or a glossary term"
        if kinds == LINKABLE
        else " or ".join(with_article(noun(kind)) for kind in kinds)
    )
