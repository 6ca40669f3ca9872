"""Care cards: what to do, and how fast. Made from red-flag rules and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.pages.studio import Studio
from build_tools.records import Action, RedFlag, Urgency
from build_tools.urgent import sentence


@dataclass(frozen=True)
class CareCard:
    """One box with one action: *Do X if you have:* and the signs."""

    urgency: Urgency
    action: Action
    text: str
    """The action in the words of the atlas's default place."""
    note: str
    rules: tuple[RedFlag, ...]


def action_text(studio: Studio, text: str) -> str:
    """An action's sentence with the words of the default place filled in."""
    collection = studio.atlas.collection
    return sentence(text, collection.places[collection.site.default_place])


def care_cards(studio: Studio, rules: Iterable[RedFlag]) -> list[CareCard]:
    """One card for each level and action among *rules*, which come highest first."""
    cards: dict[tuple[Urgency, str], list[RedFlag]] = {}
    for rule in rules:
        cards.setdefault((rule.urgency, rule.action), []).append(rule)
    actions = studio.atlas.collection.actions
    return [
        CareCard(
            urgency,
            actions[action],
            action_text(studio, actions[action].text),
            action_text(studio, actions[action].note or ""),
            tuple(found),
        )
        for (urgency, action), found in cards.items()
    ]
