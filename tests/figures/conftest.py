"""Words, areas and milestones for figures, and a figure as a tree."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from markupsafe import Markup

from build_tools.collection import Collection
from build_tools.records import BodyArea
from build_tools.records.condition import Milestone
from build_tools.words import Words


@pytest.fixture(scope="session")
def words(collection: Collection) -> Words:
    return Words(collection.strings)


@pytest.fixture(scope="session")
def areas(collection: Collection) -> dict[str, BodyArea]:
    return dict(collection.body_areas)


@pytest.fixture(scope="session")
def tree() -> Callable[[Markup], Element]:
    """Reads a figure's HTML, which is XML as well."""
    return lambda figure: ElementTree.fromstring(f"<div>{figure}</div>")


def milestone(share: int, weeks: float, study: str = "first-study", group: str = "Adults") -> Milestone:
    return Milestone(
        share=share,
        outcome="better",
        weeks=weeks,
        when=f"{weeks:g} weeks",
        people=100,
        group=group,
        cite=(study,),
    )
