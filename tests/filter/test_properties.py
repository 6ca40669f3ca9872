"""What holds for any rules and any ticks, not only for those that somebody thought of."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.records import CARE_LEVELS
from build_tools.selection import Qualifier, State, format_fragment, parse_fragment
from build_tools.urgent import Advice, advise
from tests.filter.made import World

WORLDS = st.integers(0, 10_000).map(World)


def height(advice: Advice) -> int:
    return len(CARE_LEVELS) - CARE_LEVELS.index(advice.level) if advice.level else 0


def levels_of(advice: Advice) -> dict[str, int]:
    return {item.rule.id: len(CARE_LEVELS) - CARE_LEVELS.index(item.urgency) for item in advice.fired}


@st.composite
def states(draw: st.DrawFn, world: World) -> State:
    ids = st.sampled_from(sorted(world.symptoms))
    qualifiers: st.SearchStrategy[Qualifier] = st.sampled_from(("full", "full", "same", "old"))
    ticks = draw(st.dictionaries(ids, qualifiers, min_size=2, max_size=8))
    unsure = draw(st.frozensets(ids, max_size=3)) - ticks.keys()
    return State(ticks, unsure)


@given(st.data(), WORLDS)
@settings(max_examples=250, deadline=None, derandomize=True)
def test_a_tick_more_never_lowers_an_urgency(data: st.DataObject, world: World) -> None:
    state = data.draw(states(world))
    id = data.draw(st.sampled_from(sorted(world.symptoms)))
    # Unchanged and never checked is a tick like another; only *unchanged and checked* may lower something.
    how: Qualifier = data.draw(st.sampled_from(("full", "same") if id not in state.ticks else ("full",)))
    more = State({**state.ticks, id: how}, state.unsure - {id})
    before, after = (advise(world.rules, world.symptoms, world.actions, one) for one in (state, more))
    assert height(after) >= height(before)
    for rule, level in levels_of(before).items():
        assert levels_of(after).get(rule, 0) >= level


@given(st.data(), WORLDS)
@settings(max_examples=120, deadline=None, derandomize=True)
def test_not_being_sure_of_one_more_never_lowers_an_urgency(data: st.DataObject, world: World) -> None:
    state = data.draw(states(world))
    id = data.draw(st.sampled_from(sorted(set(world.symptoms) - state.ticks.keys()) or ["nothing"]))
    more = State(state.ticks, state.unsure | {id})
    before, after = (advise(world.rules, world.symptoms, world.actions, one) for one in (state, more))
    for rule, level in levels_of(before).items():
        assert levels_of(after).get(rule, 0) >= level


@given(st.data(), WORLDS)
@settings(max_examples=120, deadline=None, derandomize=True)
def test_taking_back_that_a_finding_is_unchanged_never_lowers_an_urgency(
    data: st.DataObject, world: World
) -> None:
    state = data.draw(states(world))
    plain = State(dict.fromkeys(state.ticks, "full"), state.unsure)
    before, after = (advise(world.rules, world.symptoms, world.actions, one) for one in (state, plain))
    for rule, level in levels_of(before).items():
        assert levels_of(after).get(rule, 0) >= level


@given(WORLDS, st.text(max_size=300))
@settings(max_examples=120, deadline=None, derandomize=True)
def test_any_text_can_stand_in_the_address(world: World, text: str) -> None:
    for fragment in (text, f"#s={text}", world.fragment() + text):
        state = parse_fragment(fragment, world.symptoms, world.places)
        assert parse_fragment(format_fragment(state), world.symptoms, world.places) == state
