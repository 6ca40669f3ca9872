"""Where the records of an atlas are thin: what authors could look at next. A map, and no verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

from build_tools.graph import Atlas
from build_tools.records import Condition, Symptom


@dataclass(frozen=True)
class Coverage:
    """What `coverage_of` found; every list from A to Z or in the order of the vocabulary."""

    hidden: tuple[tuple[Condition, tuple[Condition, ...]], ...]
    """Conditions that no finding tells apart, each with the others that list all of its findings."""
    unused: tuple[Symptom, ...]
    """Symptoms that no condition and no rule mentions."""
    used_once: tuple[tuple[Symptom, Condition], ...]
    """Symptoms that a single condition lists."""
    unmeasured: tuple[tuple[Condition, int, int], ...]
    """Each condition, how many findings it lists, and how many of these have a measured share; the smallest part first."""
    without_code: tuple[Symptom, ...]
    """Symptoms without a code of the Human Phenotype Ontology."""
    without_synonyms: tuple[Symptom, ...]
    """Symptoms that fewer than two other words lead to."""


def coverage_of(atlas: Atlas) -> Coverage:
    """The map of *atlas*. Time grows with the number of findings of all conditions."""
    symptoms = atlas.collection.symptoms
    listing: dict[str, frozenset[str]] = {
        id: frozenset(condition.id for condition, _ in atlas.conditions_with(symptom))
        for id, symptom in symptoms.items()
    }
    return Coverage(
        hidden=tuple(
            (condition, tuple(atlas.collection.conditions[id] for id in sorted(others)))
            for condition in atlas.conditions
            if (others := _listing_all(condition, listing))
        ),
        unused=tuple(s for s in symptoms.values() if not listing[s.id] and not atlas.rules_asking(s)),
        used_once=tuple(
            (s, atlas.conditions_with(s)[0][0]) for s in symptoms.values() if len(listing[s.id]) == 1
        ),
        unmeasured=tuple(
            sorted(
                (
                    (c, len(c.symptoms), sum(finding.share is not None for finding in c.symptoms))
                    for c in atlas.conditions
                ),
                key=lambda row: row[2] / row[1],
            )
        ),
        without_code=tuple(s for s in symptoms.values() if s.hpo is None),
        without_synonyms=tuple(s for s in symptoms.values() if len(s.synonyms) < 2),
    )


def _listing_all(condition: Condition, listing: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Ids of other conditions that list every finding of *condition*; the rarest finding is looked at first."""
    sets = sorted((listing[finding.id] for finding in condition.symptoms), key=len)
    return reduce(frozenset.intersection, sets) - {condition.id}
