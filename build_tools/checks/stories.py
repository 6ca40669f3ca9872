"""Stories that say what they show, and that differ from each other by what they say."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rules import rule
from build_tools.checks.survey import Fault, Survey

LEVELS = {
    "emergency": ("emergency",),
    "same-day": ("same-day",),
    "soon": ("soon",),
    "self-care": ("none",),
    "look-alike": ("same-day", "soon", "none"),
}
"""By what a story shows, the levels that it can expect."""


@rule()
def story_level(survey: Survey) -> Iterator[Fault]:
    """A story expects the level that it shows: self-care no box, a look-alike never an emergency."""
    for story in survey.collection.stories.values():
        fitting = LEVELS[story.shows]
        if story.expect not in fitting:
            yield Fault(
                story,
                ("expect",),
                f'A story that shows {story.shows} does not expect "{story.expect}".',
                f"It can expect: {', '.join(fitting)}. Or correct shows: above.",
            )


@rule()
def story_one_less(survey: Survey) -> Iterator[Fault]:
    """A story that is one_less_than another has the same ticks, all but one."""
    stories = survey.collection.stories
    for story in stories.values():
        other = stories.get(story.one_less_than or "")
        if other and not (len(story.ticks) == len(other.ticks) - 1 and set(story.ticks) < set(other.ticks)):
            yield Fault(
                story,
                ("one_less_than",),
                f'"{story.id}" is not "{other.id}" with one tick taken away.',
                f"Compare the ticks of the two ({survey.stands_at(other, 'ticks')}), or take the line out.",
            )
