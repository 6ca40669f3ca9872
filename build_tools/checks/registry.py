"""All the rules, and those about switching rules off."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks import (
    codes,
    layout,
    links,
    markup,
    reading,
    red_flags,
    review,
    safety,
    shares,
    sites,
    sourcing,
    stories,
    unknown,
    wording,
)
from build_tools.checks.nearest import Names
from build_tools.checks.rules import BUILDING, READING, Rule, rule
from build_tools.checks.survey import Fault, Survey


@rule(is_always_on=True)
def unknown_rule(survey: Survey) -> Iterator[Fault]:
    """Only a rule that there is can be switched off."""
    names = {*(rule.name for rule in RULES), *READING, *BUILDING}
    for index, off in enumerate(survey.collection.site.checks_off):
        if off.rule not in names:
            near = Names(sorted(names)).near(off.rule)
            yield Fault(
                survey.collection.site,
                ("checks_off", index, "rule"),
                f'There is no rule "{off.rule}".',
                f'Did you mean "{near}"?' if near else "The rules stand in docs/contribute/checks.md.",
            )


@rule(is_always_on=True)
def rule_always_on(survey: Survey) -> Iterator[Fault]:
    """A rule that the rest of the generator leans on stays on."""
    on = {*(rule.name for rule in RULES if rule.is_always_on), *READING, *BUILDING}
    for index, off in enumerate(survey.collection.site.checks_off):
        if off.rule in on:
            yield Fault(
                survey.collection.site,
                ("checks_off", index, "rule"),
                f'The rule "{off.rule}" cannot be switched off.',
                "Without it pages could not be made, or would not be safe: take the entry out.",
            )


_MODULES = (
    unknown,
    links,
    safety,
    markup,
    red_flags,
    stories,
    sourcing,
    shares,
    sites,
    wording,
    reading,
    codes,
    layout,
    review,
)

RULES: tuple[Rule, ...] = (
    *(value for module in _MODULES for value in vars(module).values() if isinstance(value, Rule)),
    unknown_rule,
    rule_always_on,
)
"""Every rule over a collection, in the order of the modules."""
