"""The scripts decide as the reference does, on thousands of selections in made-up worlds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from build_tools.collection import Collection
from build_tools.exports.filter import filter_index
from build_tools.exports.scripts import FILTER_SCRIPT_ORDER, joined_scripts
from build_tools.loading import load
from build_tools.matching import rank
from build_tools.narrowing import narrowing, still_open
from build_tools.places import CONTENT
from build_tools.questions import warning_questions
from build_tools.selection import findings_of, format_fragment, parse_fragment
from build_tools.urgent import advise
from tests.filter.made import World

DECIDE = """([index, fragments]) => {
  const data = Atlas.data.index(index);
  return fragments.map((fragment) => {
    const state = Atlas.selection.parse(fragment, data);
    const findings = Atlas.selection.findings(state, data);
    const advice = Atlas.urgent.advise(state, data);
    const matches = Atlas.matching.rank(state, advice.fired, data);
    return {
      state: Atlas.selection.format(state),
      findings: ["full", "same", "old", "ticked"].map((tier) => [...findings[tier]].sort()),
      box: [advice.level, advice.action],
      fired: advice.fired.map((item) => [item.rule.id, item.urgency, item.action, item.isLowered]),
      watch: advice.watch.map((rule) => rule.id),
      matches: matches.map((match) =>
        [match.condition.id, match.isNamed, match.fits, match.against, match.weight]),
      narrowing: Atlas.narrowing.narrowing(matches, state, data),
      open: Atlas.narrowing.stillOpen(matches, advice.fired, state, data),
    };
  });
}"""


@pytest.fixture(scope="module")
def scripts(browser: Browser) -> Iterator[Page]:
    """An empty page that has the scripts."""
    page = browser.new_page()
    page.add_script_tag(content=joined_scripts(FILTER_SCRIPT_ORDER).decode())
    yield page
    page.close()


def by_the_scripts(scripts: Page, world: Any, default_place: str, fragments: list[str]) -> list[Any]:
    data = filter_index(
        conditions=world.conditions,
        symptoms=world.symptoms,
        facets=world.facets,
        rules=world.rules,
        actions=world.actions,
        places=world.places,
        default_place=default_place,
    )
    found: list[Any] = scripts.evaluate(DECIDE, [json.loads(json.dumps(data)), fragments])
    return found


@cache
def questions_of(world: Any) -> list[str]:
    return [id for group in warning_questions(world.rules, world.symptoms, world.facets) for id in group]


def by_the_reference(world: Any, fragment: str) -> dict[str, Any]:
    state = parse_fragment(fragment, world.symptoms, world.places)
    findings = findings_of(state, world.symptoms)
    advice = advise(world.rules, world.symptoms, world.actions, state)
    matches = rank(world.conditions, world.symptoms, state, advice.fired)
    questions = questions_of(world)
    who = next(iter(world.facets))
    apart = {*questions, *(symptom.id for symptom in world.symptoms.values() if symptom.facet == who)}
    return {
        "state": format_fragment(state),
        "findings": [sorted(getattr(findings, tier)) for tier in ("full", "same", "old", "ticked")],
        "box": [advice.level, advice.action],
        "fired": [[item.rule.id, item.urgency, item.action, item.is_lowered] for item in advice.fired],
        "watch": [rule.id for rule in advice.watch],
        "matches": [
            [match.condition.id, match.is_named, list(match.fits), list(match.against), match.weight]
            for match in matches
        ],
        "narrowing": list(narrowing(matches, world.symptoms, state, apart)),
        "open": list(
            still_open(matches, world.rules.values(), questions, world.symptoms, state, advice.fired)
        ),
    }


@pytest.mark.parametrize("seed", range(40))
def test_scripts_and_reference_agree_on_any_selection(scripts: Page, seed: int) -> None:
    world = World(seed)
    fragments = [world.fragment() for _ in range(100)]
    decided = by_the_scripts(scripts, world, "other", fragments)
    for fragment, found in zip(fragments, decided, strict=True):
        assert found == by_the_reference(world, fragment), fragment


class Real:
    """The real atlas, with the names that the worlds have."""

    def __init__(self, collection: Collection) -> None:
        self.symptoms = collection.symptoms
        self.facets = collection.facets
        self.rules = collection.red_flags
        self.actions = collection.actions
        self.places = collection.places
        self.conditions = collection.conditions


def test_scripts_and_reference_agree_on_all_that_is_written_of_the_real_atlas(scripts: Page) -> None:
    collection, report = load(CONTENT)
    assert collection is not None, report
    real = Real(collection)
    cases = [case for rule in real.rules.values() for case in (*rule.must_fire, *rule.must_stay_silent)]
    written = [case.ticks for case in cases] + [story.ticks for story in collection.stories.values()]
    fragments = ["s=" + ",".join(ticks) for ticks in written]
    fragments += ["unsure=" + ",".join(tick.split("~")[0] for tick in ticks) for ticks in written]
    decided = by_the_scripts(scripts, real, collection.site.default_place, fragments)
    for fragment, found in zip(fragments, decided, strict=True):
        assert found == by_the_reference(real, fragment), fragment
