"""Each rule of the real atlas, on everything that is just enough to make it fire, and on one finding less."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from build_tools.collection import Collection
from build_tools.exports.filter import export_filter
from build_tools.exports.scripts import FILTER_SCRIPT_ORDER, joined_scripts
from build_tools.records import CARE_LEVELS
from build_tools.selection import select
from build_tools.urgent import advise

Ticks = frozenset[str]

ADVISE = """([index, sets]) => {
  const data = Atlas.data.index(index);
  return sets.map((ticks) => {
    const state = Atlas.selection.select(ticks, [], [], null, data);
    return Atlas.urgent.advise(state, data).fired.map((item) => item.rule.id + " " + item.urgency);
  });
}"""

ADD_EACH = """([index, sets]) => {
  const data = Atlas.data.index(index);
  const ids = [...data.symptoms.keys()];
  const urgencies = (ticks) => {
    const { fired } = Atlas.urgent.advise(Atlas.selection.select(ticks, [], [], null, data), data);
    return new Map(fired.map((item) => [item.rule.id, Atlas.urgent.LEVELS.indexOf(item.urgency)]));
  };
  const lowered = [];
  for (const ticks of sets) {
    const before = urgencies(ticks);
    // Unchanged and never checked is a tick like another.
    for (const id of ids.filter((one) => !ticks.includes(one)).flatMap((one) => [one, one + "~same"])) {
      const after = urgencies([...ticks, id]);
      for (const [rule, level] of before) if (!(after.get(rule) <= level)) lowered.push([rule, ticks, id]);
    }
  }
  return [lowered, sets.length * ids.length];
}"""


def enough(when: Any) -> set[Ticks]:
    """The sets of findings that make the clause *when*, as plain values, true."""
    if isinstance(when, str):
        return {frozenset({when})}
    if "any" in when:
        return {ticks for part in when["any"] for ticks in enough(part)}
    parts = [enough(part) for part in when.get("all") or when["of"]]
    chosen = [parts] if "all" in when else combinations(parts, when["at_least"])
    return {frozenset().union(*sets) for some in chosen for sets in product(*some)}


def least(sets: set[Ticks]) -> list[Ticks]:
    """Of *sets*, those that hold no other, in a fixed order."""
    return sorted((one for one in sets if not any(other < one for other in sets)), key=sorted)


def closed(ticks: Ticks, collection: Collection) -> Ticks:
    """*ticks* and what follows from them, by going through all symptoms until nothing is new."""
    found = set(ticks)
    while True:
        new = {
            one if isinstance(one, str) else one.id
            for id in found
            for one in collection.symptoms[id].implies
            if isinstance(one, str) or found.issuperset(one.with_)
        }
        if new <= found:
            return frozenset(found)
        found |= new


@pytest.fixture(scope="module")
def minimal(collection: Collection) -> dict[str, list[Ticks]]:
    """By rule, the smallest sets of findings that make it fire."""
    return {id: least(enough(rule.model_dump()["when"])) for id, rule in collection.red_flags.items()}


@pytest.fixture(scope="module")
def index(collection: Collection) -> Any:
    (body,) = export_filter(collection).values()
    return json.loads(body)


@pytest.fixture(scope="module")
def scripts(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_script_tag(content=joined_scripts(FILTER_SCRIPT_ORDER).decode())
    yield page
    page.close()


def by_the_reference(collection: Collection, ticks: Ticks) -> list[str]:
    state = select(ticks, collection.symptoms)
    found = advise(collection.red_flags, collection.symptoms, collection.actions, state)
    return [f"{item.rule.id} {item.urgency}" for item in found.fired]


def test_each_rule_fires_at_its_level_on_each_smallest_set(
    collection: Collection, minimal: dict[str, list[Ticks]], scripts: Page, index: Any
) -> None:
    asked = [(id, ticks) for id, sets in minimal.items() for ticks in sets]
    assert len(asked) > len(collection.red_flags)
    decided = scripts.evaluate(ADVISE, [index, [sorted(ticks) for _, ticks in asked]])
    for (id, ticks), found in zip(asked, decided, strict=True):
        assert f"{id} {collection.red_flags[id].urgency}" in found, (id, sorted(ticks))
        assert found == by_the_reference(collection, ticks), (id, sorted(ticks))


def test_with_one_finding_less_a_rule_fires_only_if_what_is_left_is_enough_too(
    collection: Collection, minimal: dict[str, list[Ticks]], scripts: Page, index: Any
) -> None:
    asked = sorted(
        {
            (id, tuple(sorted(ticks - {one})))
            for id, sets in minimal.items()
            for ticks in sets
            for one in ticks
        }
    )
    decided = scripts.evaluate(ADVISE, [index, [ticks for _, ticks in asked]])
    silent = 0
    for (id, ticks), found in zip(asked, decided, strict=True):
        left = closed(frozenset(ticks), collection)
        is_enough = any(one <= left for one in minimal[id])
        assert (f"{id} {collection.red_flags[id].urgency}" in found) is is_enough, (id, ticks)
        assert found == by_the_reference(collection, frozenset(ticks)), (id, ticks)
        silent += not is_enough
    assert silent > len(collection.red_flags) / 2


def test_no_tick_more_lowers_the_urgency_of_any_rule(
    collection: Collection, minimal: dict[str, list[Ticks]], scripts: Page, index: Any
) -> None:
    first = [ticks for each in minimal.values() for ticks in each[:3]]
    # The same said by what implies it: foot drop for a weak leg.
    implied = [
        (ticks - {one}) | {symptom.id}
        for ticks in first
        for one in ticks
        for symptom in collection.symptoms.values()
        if one in symptom.implies and symptom.id not in ticks
    ]
    sets = [sorted(ticks) for ticks in dict.fromkeys([*first, *implied])]
    lowered, tried = scripts.evaluate(ADD_EACH, [index, sets])
    assert lowered == []
    assert tried > 1000


def test_care_levels_stand_in_the_order_of_the_scripts(scripts: Page) -> None:
    assert scripts.evaluate("Atlas.urgent.LEVELS") == list(CARE_LEVELS[:3])
