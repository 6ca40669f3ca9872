"""Where in the spine a condition sits, against where its findings are felt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from build_tools.checks.rules import rule
from build_tools.checks.survey import Fault, Survey
from build_tools.records import Condition
from build_tools.records.spine import SpineRegion

REGIONS: tuple[str, ...] = get_args(SpineRegion)
"""From the top down."""
BEGINS = {"C": "neck", "T": "upper-back", "L": "lower-back", "S": "sacrum"}
"""By the letter of a bone."""


@rule()
def site_against_findings(survey: Survey) -> Iterator[Fault]:
    """A condition that sits in one part of the spine is felt there, or in the part above or below it."""
    for condition in survey.collection.conditions.values():
        sits = _sits(condition)
        felt = _felt(survey, condition) if sits else set()
        if not felt or any(abs(one - other) <= 1 for one in sits for other in felt):
            continue
        where = ", ".join(REGIONS[at] for at in sorted(felt))
        yield Fault(
            condition,
            ("site",),
            f"It sits elsewhere in the spine than its findings are felt: {where}.",
            "Correct site, or list the finding that is felt there.",
        )


def _sits(condition: Condition) -> set[int]:
    """The parts of the spine where *condition* sits, by their number from the top."""
    site = condition.site
    places = (*site.usual, *site.sometimes) if site else ()
    return {
        REGIONS.index(place if place in REGIONS else BEGINS[bone[0]])
        for place in places
        for bone in place.split("-")
        if place in REGIONS or bone[0] in BEGINS
    }


def _felt(survey: Survey, condition: Condition) -> set[int]:
    """The parts of the spine over which its findings are felt."""
    collection = survey.collection
    found = set()
    for finding in condition.symptoms:
        symptom = collection.symptoms.get(finding.id)
        area = collection.body_areas.get(symptom.body_area or "") if symptom else None
        if area and area.over:
            found.add(REGIONS.index(area.over))
    return found
