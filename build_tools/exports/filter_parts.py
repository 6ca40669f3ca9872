"""The filter's data in parts, for an atlas too large to be sent whole.

What decides about urgency (symptoms, rules, actions, places) is always in the first file, so no advice waits for
a part. The parts hold what only the list of pages needs: which conditions list a finding, and what a card says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from build_tools.addresses import DATA
from build_tools.collection import Collection

FILTER_FOLDER = f"{DATA}filter/"
FILTER_INDEX = f"{FILTER_FOLDER}index.json"
SYNONYMS = f"{FILTER_FOLDER}synonyms.json"
VERSION = 2
"""Of a first file that has parts; goes up with that of the whole file."""

WHOLE = 12_000
"""Findings of all conditions together that one file may hold: some 200 KB on the way to a phone."""
FINDINGS = 64_000
"""Bytes of a part by findings, uncompressed; numbers make up most of it, and at most 30 KB are sent."""
CONDITIONS = 32_000
"""Bytes of a part by conditions. Five cards may need five of them, so they are smaller."""


def is_large(collection: Collection) -> bool:
    """Whether the data of *collection* have to come in parts."""
    return sum(len(condition.symptoms) for condition in collection.conditions.values()) > WHOLE


def in_parts(index: Mapping[str, Any]) -> Mapping[str, bytes]:
    """The files, by their path below the root, that say together what *index*, the whole file, says."""
    symptoms, conditions = index["symptoms"], index["conditions"]
    numbers = {symptom["id"]: number for number, symptom in enumerate(symptoms)}
    findings = _findings(index, numbers)
    details, size = _details(index, numbers)
    asked = _asked(index)
    first = {
        **{key: value for key, value in index.items() if key not in ("conditions", "pairs")},
        "version": VERSION,
        "symptoms": _columns(index, numbers, asked),
        "urgent": [at for at, one in enumerate(conditions) if one["care_level"] == "emergency"],
        "standing": _standing(index),
        "parts": {"conditions": len(conditions), "by_condition": size, "by_finding": len(findings)},
    }
    synonyms = {
        numbers[symptom["id"]]: symptom["synonyms"]
        for symptom in symptoms
        if "synonyms" in symptom and symptom["id"] not in asked
    }
    return {
        FILTER_INDEX: written(first),
        SYNONYMS: written(synonyms),
        **{f"{FILTER_FOLDER}findings/{number}.json": part for number, part in enumerate(findings)},
        **{f"{FILTER_FOLDER}conditions/{number}.json": part for number, part in enumerate(details)},
    }


def written(value: object) -> bytes:
    """*value* as JSON without a byte more than it needs."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _columns(index: Mapping[str, Any], numbers: Mapping[str, int], asked: Set[str]) -> Mapping[str, Any]:
    """The symptoms as columns, which take a third less to send; what only some of them have is under `more`.

    Facets and what is implied are numbers. Of synonyms there are those that may not come late.
    """
    symptoms = index["symptoms"]
    facets = {facet["id"]: number for number, facet in enumerate(index["facets"])}
    more = {
        number: kept
        for number, symptom in enumerate(symptoms)
        if (
            kept := {
                key: value
                for key, value in symptom.items()
                if key not in ("id", "label", "facet", "implies")
                and (key != "synonyms" or symptom["id"] in asked)
            }
        )
    }
    return {
        "id": [symptom["id"] for symptom in symptoms],
        "label": [symptom["label"] for symptom in symptoms],
        "facet": [facets[symptom["facet"]] for symptom in symptoms],
        "implies": [
            [numbers[one] if isinstance(one, str) else one for one in symptom.get("implies", ())]
            for symptom in symptoms
        ],
        "more": more,
    }


def _findings(index: Mapping[str, Any], numbers: Mapping[str, int]) -> Sequence[bytes]:
    """By finding: its number, the conditions that list it with its weight, and those that it speaks against.

    A condition is written as the distance to the one before, a weight doubled, plus one where the finding
    tells. Part n has the findings whose number leaves n: neighbours in the vocabulary lie apart, so that which
    part a browser fetches says little about what was ticked.
    """
    listing: dict[int, list[int]] = {}
    against: dict[int, list[int]] = {}
    last: dict[int, int] = {}
    for at, condition in enumerate(index["conditions"]):
        for id, weight, *telling in condition["symptoms"]:
            number = numbers[id]
            listing.setdefault(number, []).extend((at - last.get(number, 0), 2 * weight + len(telling)))
            last[number] = at
        for id in condition.get("against", ()):
            against.setdefault(numbers[id], []).append(at)
    rows = {
        number: written([number, listing.get(number, []), against.get(number, [])])
        for number in sorted(listing.keys() | against.keys())
    }
    return _spread(rows)


def _spread(rows: Mapping[int, bytes]) -> Sequence[bytes]:
    """*rows*, by their numbers, in as few parts as keep each within its size; a row goes where its number leaves."""
    parts = 1 + sum(map(len, rows.values())) // FINDINGS
    while True:
        dealt: list[list[bytes]] = [[] for _ in range(parts)]
        for number, row in rows.items():
            dealt[number % parts].append(row)
        made = [b"[" + b",".join(part) + b"]" for part in dealt]
        is_row_alone = parts > max(rows, default=0)
        if is_row_alone or max(map(len, made)) <= FINDINGS:
            return made
        parts += 1


def _details(index: Mapping[str, Any], numbers: Mapping[str, int]) -> tuple[Sequence[bytes], int]:
    """Cards of neighbouring conditions, with the pairs that have a page; and how many are in a part."""
    conditions = index["conditions"]
    pairs: dict[str, list[Sequence[str]]] = {}
    for pair in index["pairs"]:
        pairs.setdefault(pair[0], []).append(pair)
    cards = [
        written(
            {
                **condition,
                "symptoms": [numbers[finding[0]] for finding in condition["symptoms"]],
                "against": [numbers[id] for id in condition.get("against", ())],
            }
        )
        for condition in conditions
    ]
    size = max(1, len(cards))
    while size > 1 and max(sum(map(len, part)) for part in _batches(cards, size)) > CONDITIONS:
        size = (size + 1) // 2
    made = []
    for start, part in zip(range(0, len(cards), size), _batches(cards, size), strict=True):
        of_part = [pair for one in conditions[start : start + size] for pair in pairs.get(one["id"], ())]
        made.append(b'{"conditions":[' + b",".join(part) + b'],"pairs":' + written(of_part) + b"}")
    return made, size


def _batches(cards: Sequence[bytes], size: int) -> Iterable[Sequence[bytes]]:
    return (cards[start : start + size] for start in range(0, len(cards), size))


def _standing(index: Mapping[str, Any]) -> Mapping[str, int]:
    """Where the conditions stand that a rule names: the filter looks them up before it knows their cards."""
    named = {id for rule in index["red_flags"] for id in rule["conditions"]}
    return {one["id"]: at for at, one in enumerate(index["conditions"]) if one["id"] in named}


def _asked(index: Mapping[str, Any]) -> Set[str]:
    """Symptoms that a rule asks for, by themselves or through what they imply: words for them never come late."""
    found = set().union(*(_named(rule["when"]) for rule in index["red_flags"]), set())
    while True:
        more = {
            symptom["id"]
            for symptom in index["symptoms"]
            if symptom["id"] not in found and not found.isdisjoint(_targets(symptom))
        }
        if not more:
            return found
        found |= more


def _targets(symptom: Mapping[str, Any]) -> Iterable[str]:
    return (one if isinstance(one, str) else one["id"] for one in symptom.get("implies", ()))


def _named(clause: Any) -> set[str]:
    if isinstance(clause, str):
        return {clause}
    return set().union(*(_named(part) for key in ("any", "all", "of") for part in clause.get(key, ())))
