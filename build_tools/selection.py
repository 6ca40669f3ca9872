"""What a reader has ticked: how it is written in an address, and what follows from it.

The reference implementation; `docs/assets/javascripts/selection.js` is tested against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from build_tools.records import Record, Symptom

Qualifier = Literal["full", "same", "old"]
"""How a finding counts: in full; *same*, unchanged and never checked; *old*, unchanged and checked."""

ALARM: Mapping[Qualifier, int] = {"old": 1, "same": 2, "full": 3}
"""How alarming a qualifier is; where two meet, the higher one wins."""

LISTS = ("s", "unsure", "no")
"""Keys of the fragment with a list of symptoms. An id in two of them counts in the first."""

K = TypeVar("K", bound=Record)


@dataclass(frozen=True)
class State:
    """What stands in the fragment of the filter's address."""

    ticks: Mapping[str, Qualifier] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    place: str | None = None


@dataclass(frozen=True)
class Findings:
    """Ids of symptoms by how much of what was said is taken into account: *full*, *same* and *old* hold ever more."""

    full: frozenset[str]
    """Without a qualifier."""
    same: frozenset[str]
    """Also those unchanged and never checked, and those that the reader is not sure about."""
    old: frozenset[str]
    """Also those unchanged and checked."""
    ticked: frozenset[str]
    """Everything ticked, whatever the qualifier, with what follows; nothing that is only not sure."""


def select(
    ticks: Iterable[str],
    symptoms: Mapping[str, Symptom],
    *,
    unsure: Iterable[str] = (),
    no: Iterable[str] = (),
    place: str | None = None,
) -> State:
    """The state that *ticks* make, each an id, `id~old` or `id~same`, as in the cases of a rule.

    Former ids count as the present ones; what is not in *symptoms* is left out. An unknown qualifier
    is none, and none is the most alarming.
    """
    ticked: dict[str, Qualifier] = {}
    for tick in ticks:
        name, said = parse_tick(tick)
        if (id := present_id(name, symptoms)) is not None:
            qualifier = counts_as(symptoms[id], said)
            if id not in ticked or ALARM[qualifier] > ALARM[ticked[id]]:
                ticked[id] = qualifier
    doubtful = _known(unsure, symptoms) - ticked.keys()
    denied = _known(no, symptoms) - ticked.keys() - doubtful
    return State(ticked, frozenset(doubtful), frozenset(denied), place)


def parse_tick(tick: str) -> tuple[str, str]:
    """The id in *tick*, and what is said of it: `old`, `same`, nothing, or what means nothing."""
    id, _, said = tick.partition("~")
    return id, said


def parse_fragment(fragment: str, symptoms: Mapping[str, Symptom], places: Mapping[str, K]) -> State:
    """The state that *fragment* holds, with or without its `#`. It never fails: the unknown is ignored."""
    lists: dict[str, list[str]] = {key: [] for key in LISTS}
    place = None
    # Some messengers encode commas and tildes in links; ids are ASCII, so bytes are enough.
    text = re.sub(r"%([0-9A-Fa-f]{2})", lambda byte: chr(int(byte[1], 16)), fragment.removeprefix("#"))
    for pair in text.split("&"):
        key, _, value = pair.partition("=")
        if key in lists:
            lists[key] += value.split(",")
        elif key == "place" and place is None:
            place = present_id(value, places)
    return select(lists["s"], symptoms, unsure=lists["unsure"], no=lists["no"], place=place)


def format_fragment(state: State) -> str:
    """*state* as a fragment without `#`, ids sorted, so that equal states have equal addresses."""
    ticks = (id if how == "full" else f"{id}~{how}" for id, how in sorted(state.ticks.items()))
    values = {
        "s": ",".join(ticks),
        "no": ",".join(sorted(state.no)),
        "unsure": ",".join(sorted(state.unsure)),
        "place": state.place or "",
    }
    return "&".join(f"{key}={value}" for key, value in values.items() if value)


def findings_of(state: State, symptoms: Mapping[str, Symptom]) -> Findings:
    """What *state* says, with all that follows from it by `implies`.

    What follows carries the most alarming qualifier of its premises and of the ways that lead to it;
    only the own *unchanged and checked* can say less. Not being sure adds to *same* and never to *full*: two
    legs, one of them not sure, are not two legs.
    """
    said = {id: ALARM[counts_as(symptoms[id], how)] for id, how in state.ticks.items() if id in symptoms}
    doubted = {id: ALARM["same"] for id in state.unsure if id in symptoms and id not in said}
    ticked = _close({}, said, symptoms)
    wider = _close(doubted, said, symptoms) if doubted else ticked
    return Findings(
        full=frozenset(id for id, alarm in ticked.items() if alarm == ALARM["full"]),
        same=frozenset(id for id, alarm in wider.items() if alarm >= ALARM["same"]),
        old=frozenset(wider),
        ticked=frozenset(ticked),
    )


def counts_as(symptom: Symptom, said: str) -> Qualifier:
    """*said* as far as it counts for *symptom*: in full, unless it can be old and is said to be."""
    if symptom.can_be_old and said in ("same", "old"):
        return "old" if said == "old" else "same"
    return "full"


def aliases_of(records: Mapping[str, K]) -> Mapping[str, str]:
    """Every id under which a record is known, present or former, and its present id."""
    aliases = {former: record.id for record in records.values() for former in record.former_ids}
    return {**aliases, **{id: id for id in records}}


def present_id(name: str, records: Mapping[str, K]) -> str | None:
    """The present id of the record that is or was known as *name*; None where there is none."""
    if name in records:
        return name
    return next((id for id, record in records.items() if name in record.former_ids), None)


def _known(ids: Iterable[str], symptoms: Mapping[str, Symptom]) -> set[str]:
    found = (present_id(parse_tick(tick)[0], symptoms) for tick in ids)
    return {id for id in found if id is not None}


def _close(
    doubted: Mapping[str, int], said: Mapping[str, int], symptoms: Mapping[str, Symptom]
) -> dict[str, int]:
    """The least set that holds *doubted* and *said* and is closed; *old* in *said* is final."""
    alarm = {**doubted, **said}
    changed = True
    while changed:
        changed = False
        for id in tuple(alarm):
            for target, raised in _derived(symptoms[id], alarm):
                if target in symptoms and said.get(target) != ALARM["old"] and raised > alarm.get(target, 0):
                    alarm[target] = raised
                    changed = True
    return alarm


def _derived(symptom: Symptom, alarm: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    for implied in symptom.implies:
        if isinstance(implied, str):
            yield implied, alarm[symptom.id]
        elif all(id in alarm for id in implied.with_):
            yield implied.id, max(alarm[symptom.id], *(alarm[id] for id in implied.with_))
