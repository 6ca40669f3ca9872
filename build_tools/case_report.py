"""What the rules and the list do with every written example: a report on the rules, and no claim of accuracy.

The examples inside the rules were written with them. The stories were not: they are people as the sources
describe them, and what the rules do differently is listed, not mended here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from build_tools.clauses import symptoms_in
from build_tools.collection import Collection
from build_tools.graph import Atlas
from build_tools.matching import Pages
from build_tools.records import Condition, RedFlag, Story
from build_tools.records.red_flag import Case
from build_tools.selection import Findings, State, findings_of, select
from build_tools.urgent import Advice, advise_on

FIRST = 5
"""Pages at the head of the list among which a fitting one should be."""

LEVELS = ("emergency", "same-day", "soon", "none")
"""What a story can expect, highest first."""


@dataclass(frozen=True)
class CaseOutcome:
    """One example of one rule, with what all rules together made of it."""

    rule: RedFlag
    case: Case
    must_fire: bool
    fired: tuple[RedFlag, ...]
    """Every rule that fired, highest urgency first."""
    level: str
    """The level of the box; empty for no box."""
    lacks_page: bool
    """The rule must fire and names pages, and none of them is among the first five of the list."""
    silent_without: tuple[str, ...]
    """Labels of ticks without which the level falls, each taken away alone."""

    @property
    def is_missed(self) -> bool:
        """The rule should have fired and did not."""
        return self.must_fire and self.rule not in self.fired

    @property
    def is_false_alarm(self) -> bool:
        """It should have stayed silent, and it, or another rule, called for emergency help."""
        return not self.must_fire and self.level == "emergency"

    @property
    def is_few(self) -> bool:
        """At most two things are ticked."""
        return len(self.case.ticks) <= 2


@dataclass(frozen=True)
class CaseReport:
    """Outcomes in the order of the rules."""

    outcomes: tuple[CaseOutcome, ...]

    def of(self, urgency: str) -> tuple[CaseOutcome, ...]:
        """Examples in which a rule of this level must fire."""
        return tuple(o for o in self.outcomes if o.must_fire and o.rule.urgency == urgency)

    @property
    def look_alikes(self) -> tuple[CaseOutcome, ...]:
        """Examples in which the rule must stay silent."""
        return tuple(o for o in self.outcomes if not o.must_fire)

    @property
    def missed(self) -> tuple[CaseOutcome, ...]:
        """Examples in which a rule should have fired and did not."""
        return tuple(o for o in self.outcomes if o.is_missed)

    @property
    def false_alarms(self) -> tuple[CaseOutcome, ...]:
        """Look-alikes that called for emergency help."""
        return tuple(o for o in self.outcomes if o.is_false_alarm)

    @property
    def page_missing(self) -> tuple[CaseOutcome, ...]:
        """Examples that fire, without a page of the rule among the first five."""
        return tuple(o for o in self.outcomes if o.lacks_page)


@dataclass(frozen=True)
class StoryOutcome:
    """One person, with what all rules together and the list made of what they tick."""

    story: Story
    fired: tuple[RedFlag, ...]
    """Every rule that fired, highest urgency first."""
    level: str
    """The level of the box, in the words of `Story.expect`: *none* for no box."""
    first: tuple[Condition, ...]
    """The first five pages of the list."""

    @property
    def is_as_expected(self) -> bool:
        """The box has the level that the story expects."""
        return self.level == self.story.expect

    @property
    def is_too_quiet(self) -> bool:
        """The box is lower than the story expects, or there is none."""
        return LEVELS.index(self.level) > LEVELS.index(self.story.expect)

    @property
    def is_false_alarm(self) -> bool:
        """It calls for emergency help, and the story does not expect that."""
        return self.level == "emergency" and not self.is_as_expected

    @property
    def lacks_page(self) -> bool:
        """The story names pages, and none of them is among the first five of the list."""
        return bool(self.story.pages) and {page.id for page in self.first}.isdisjoint(self.story.pages)

    @property
    def is_few(self) -> bool:
        """At most two things are ticked."""
        return len(self.story.ticks) <= 2


@dataclass(frozen=True)
class StoryReport:
    """Outcomes in the order of the stories."""

    outcomes: tuple[StoryOutcome, ...]

    def of(self, *shows: str) -> tuple[StoryOutcome, ...]:
        """Stories that show one of these."""
        return tuple(o for o in self.outcomes if o.story.shows in shows)

    @property
    def missed(self) -> tuple[StoryOutcome, ...]:
        """Stories with another level than they expect, those that are too quiet first."""
        missed = (o for o in self.outcomes if not o.is_as_expected)
        return tuple(sorted(missed, key=lambda o: not o.is_too_quiet))

    @property
    def false_alarms(self) -> tuple[StoryOutcome, ...]:
        """Stories that called for emergency help against what they expect."""
        return tuple(o for o in self.outcomes if o.is_false_alarm)

    @property
    def page_missing(self) -> tuple[StoryOutcome, ...]:
        """Stories without a fitting page among the first five."""
        return tuple(o for o in self.outcomes if o.lacks_page)


def report_on_stories(atlas: Atlas) -> StoryReport:
    """Let the reference implementation of the filter decide every story."""
    filter = _Filter(atlas.collection)
    return StoryReport(tuple(_told(filter, story) for story in atlas.collection.stories.values()))


def report_on_cases(atlas: Atlas) -> CaseReport:
    """Let the reference implementation of the filter decide every written example of every rule."""
    filter = _Filter(atlas.collection)
    return CaseReport(
        tuple(
            _outcome(filter, rule, case, must_fire)
            for rule in atlas.red_flags
            for cases, must_fire in ((rule.must_fire, True), (rule.must_stay_silent, False))
            for case in cases
        )
    )


class _Filter:
    """The reference implementation of the filter, made ready for the hundreds of selections of a report."""

    def __init__(self, collection: Collection) -> None:
        self.symptoms = collection.symptoms
        self._actions = collection.actions
        self._rules = [(rule, frozenset(symptoms_in(rule.when))) for rule in collection.red_flags.values()]
        self._pages = Pages(collection.conditions, collection.symptoms)

    def findings(self, state: State) -> Findings:
        """What *state* says, with all that follows from it."""
        return findings_of(state, self.symptoms)

    def rules_about(self, findings: Findings) -> list[RedFlag]:
        """The rules that ask for some of *findings*. No other can speak."""
        return [rule for rule, asked in self._rules if not asked.isdisjoint(findings.old)]

    def advise(self, findings: Findings, rules: Iterable[RedFlag]) -> Advice:
        """What *rules* say of *findings*."""
        return advise_on(findings, rules, self._actions)

    def first_pages(self, findings: Findings, advice: Advice) -> tuple[Condition, ...]:
        """The pages at the head of the list for *findings*."""
        return tuple(match.condition for match in self._pages.rank(findings.ticked, advice.fired)[:FIRST])


def _told(filter: _Filter, story: Story) -> StoryOutcome:
    findings = filter.findings(select(story.ticks, filter.symptoms))
    advice = filter.advise(findings, filter.rules_about(findings))
    return StoryOutcome(
        story=story,
        fired=tuple(item.rule for item in advice.fired),
        level=advice.level or "none",
        first=filter.first_pages(findings, advice),
    )


def _outcome(filter: _Filter, rule: RedFlag, case: Case, must_fire: bool) -> CaseOutcome:
    state = select(case.ticks, filter.symptoms)
    findings = filter.findings(state)
    about = filter.rules_about(findings)
    advice = filter.advise(findings, about)
    fired = tuple(item.rule for item in advice.fired)
    # With a tick less no other rule speaks, unless that tick said of something that it is old.
    speaking = about if "old" in state.ticks.values() else fired
    return CaseOutcome(
        rule=rule,
        case=case,
        must_fire=must_fire,
        fired=fired,
        level=advice.level or "",
        lacks_page=must_fire
        and bool(rule.conditions)
        and {page.id for page in filter.first_pages(findings, advice)}.isdisjoint(rule.conditions),
        silent_without=tuple(
            filter.symptoms[id].label
            for id in (state.ticks if must_fire else ())
            if filter.advise(filter.findings(_without(state, id)), speaking).level != advice.level
        ),
    )


def _without(state: State, id: str) -> State:
    return replace(state, ticks={tick: how for tick, how in state.ticks.items() if tick != id})
