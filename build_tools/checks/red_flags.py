"""Rules that fire when they should, and actions that can be taken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.checks.rules import rule
from build_tools.checks.survey import Fault, Survey
from build_tools.checks.uses import ticks
from build_tools.clauses import clauses_in, symptoms_in
from build_tools.records import CARE_LEVELS, AtLeast, Case, RedFlag
from build_tools.records.site import Words
from build_tools.selection import aliases_of, parse_tick, select
from build_tools.urgent import advise


@rule(is_always_on=True)
def rule_cases(survey: Survey) -> Iterator[Fault]:
    """A rule fires in every case of must_fire, and stays silent in every case of must_stay_silent."""
    if not survey.collection.is_whole("symptom", "action"):
        return
    known = aliases_of(survey.collection.symptoms)
    for flag in survey.collection.red_flags.values():
        if any(broken[0] == "when" for broken in survey.broken(flag)) or not known.keys() >= {
            *symptoms_in(flag.when)
        }:
            continue  # what the rule asks for is wrong by itself
        for index, case in enumerate(flag.must_fire):
            # A misspelt tick is a problem of its own; what would follow from it nobody knows.
            is_known = all(parse_tick(tick)[0] in known for tick in case.ticks)
            if is_known and not _fires(survey, flag, case):
                yield Fault(
                    flag,
                    ("must_fire", index, "ticks"),
                    f'"{flag.id}" must fire here, and stays silent.',
                    "Correct the ticks of the case, or the rule's when.",
                )
        for index, case in enumerate(flag.must_stay_silent):
            if _fires(survey, flag, case):
                yield Fault(
                    flag,
                    ("must_stay_silent", index, "ticks"),
                    f'"{flag.id}" must stay silent here, and fires.',
                    "Correct the ticks of the case, or the rule's when.",
                )


def _fires(survey: Survey, flag: RedFlag, case: Case) -> bool:
    collection = survey.collection
    state = select(case.ticks, collection.symptoms)
    return bool(advise({flag.id: flag}, collection.symptoms, collection.actions, state).fired)


@rule()
def case_qualifier(survey: Survey) -> Iterator[Fault]:
    """A case or a story says ~old or ~same only of a symptom with can_be_old."""
    symptoms = survey.collection.symptoms
    for record, keys, tick in survey.once(ticks):
        id, qualifier = parse_tick(tick)
        if tick == id:
            continue
        if qualifier not in ("old", "same"):
            yield Fault(
                record,
                keys,
                f'"~{qualifier}" means nothing.',
                "~old: unchanged and checked by a clinician. ~same: unchanged and never checked.",
            )
        elif id in symptoms and not symptoms[id].can_be_old:
            yield Fault(
                record,
                keys,
                f'Nobody is asked whether "{id}" is old.',
                f"Take the ~{qualifier} off, or give the symptom can_be_old: true"
                f" ({survey.stands_at(symptoms[id])}).",
            )


@rule(is_always_on=True)
def rule_cannot_fire(survey: Survey) -> Iterator[Fault]:
    """A rule asks for no more findings than it lists."""
    for flag in survey.collection.red_flags.values():
        for keys, clause in clauses_in(flag.when, ("when",)):
            if isinstance(clause, AtLeast) and clause.at_least > len(clause.of):
                yield Fault(
                    flag,
                    (*keys, "at_least"),
                    f"At least {clause.at_least} are asked for, and {len(clause.of)} are listed.",
                    "Lower the number, or add to the list.",
                    is_absence=True,
                )


@rule(is_always_on=True)
def action_not_for_level(survey: Survey) -> Iterator[Fault]:
    """A rule's action is one for its level of urgency, and so is the action that it is lowered to."""
    actions = survey.collection.actions
    for flag in survey.collection.red_flags.values():
        action = actions.get(flag.action)
        if action and flag.urgency not in action.levels:
            fitting = ", ".join(other.id for other in actions.values() if flag.urgency in other.levels)
            yield Fault(
                flag,
                ("action",),
                f'The action "{action.id}" is not for {flag.urgency} rules.',
                f"Actions for {flag.urgency}: {fitting or 'there are none'}.",
            )
    for action in actions.values():
        lower = actions.get(action.lowered_to or "")
        if lower and "same-day" not in lower.levels:
            yield Fault(
                action,
                ("lowered_to",),
                f'The action "{lower.id}" is not for same-day rules.',
                "What an emergency is lowered to is done on the same day.",
            )


@rule(is_always_on=True)
def action_without_lowered_form(survey: Survey) -> Iterator[Fault]:
    """An action for emergencies only says which action stands in where a rule counts as same-day."""
    for action in survey.collection.actions.values():
        if "emergency" in action.levels and "same-day" not in action.levels and not action.lowered_to:
            yield Fault(
                action,
                ("levels",),
                f'"{action.id}" is for emergencies, and nothing says what it becomes on the same day.',
                "Add lowered_to: with the id of an action for same-day.",
                is_absence=True,
            )


@rule(is_always_on=True)
def action_out_of_order(survey: Survey) -> Iterator[Fault]:
    """Actions stand in the order of their rank: those for the highest level first."""
    before, lowest = None, 0
    for action in survey.collection.actions.values():
        level = min(CARE_LEVELS.index(level) for level in action.levels)
        if before and level < lowest:
            yield Fault(
                action,
                ("id",),
                f'"{action.id}" is more urgent than "{before.id}" and stands below it.',
                "If several rules fire, the box shows the action that stands first: move it up.",
            )
        if level >= lowest:
            before, lowest = action, level


@rule(is_always_on=True)
def bad_placeholder(survey: Survey) -> Iterator[Fault]:
    """A word in braces in an action is one that every place in locales.yml fills in."""
    known = tuple(Words.model_fields)
    for action in survey.collection.actions.values():
        for field in ("text", "note"):
            text = getattr(action, field) or ""
            for match in re.finditer(r"\{([^{}]*)\}?|\}", text):
                if match.group() not in {f"{{{name}}}" for name in known}:
                    yield Fault(
                        action,
                        (field,),
                        f'"{match.group()}" is not filled in by anything.',
                        f"The places fill in: {', '.join(f'{{{name}}}' for name in known)}.",
                        match.group(),
                        text.count(match.group(), 0, match.start()),
                    )


@rule()
def below_source_without_reason(survey: Survey) -> Iterator[Fault]:
    """A rule less urgent than its source says why, in below_source."""
    for flag in survey.collection.red_flags.values():
        if flag.source_level == "not-stated" or flag.below_source:
            continue
        if CARE_LEVELS.index(flag.urgency) > CARE_LEVELS.index(flag.source_level):
            yield Fault(
                flag,
                ("urgency",),
                f"The source says {flag.source_level}, and this rule says {flag.urgency}.",
                "Say why in below_source:, or follow the source.",
                is_absence=True,
            )
