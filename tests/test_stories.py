"""People as the sources describe them: what the rules must do for all, and that a miss would be seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from build_tools.case_report import StoryReport, report_on_stories
from build_tools.collection import Collection
from build_tools.graph import Atlas
from build_tools.records import Story

FEWEST = {"emergency": 40, "same-day": 25, "soon": 25, "self-care": 35, "look-alike": 25}


def test_every_person_with_an_emergency_sees_one(atlas: Atlas) -> None:
    emergencies = report_on_stories(atlas).of("emergency")
    assert [outcome.story.id for outcome in emergencies if outcome.level != "emergency"] == []


def test_at_most_one_in_twenty_of_all_others_sees_an_emergency(atlas: Atlas) -> None:
    report = report_on_stories(atlas)
    calm = report.of("self-care", "look-alike")
    loud = [outcome.story.id for outcome in calm if outcome.level == "emergency"]
    assert len(loud) * 20 <= len(calm), loud
    assert len(report.false_alarms) * 20 <= len(report.outcomes) - len(report.of("emergency"))


def test_nine_in_ten_see_the_level_that_the_sources_ask_for(atlas: Atlas) -> None:
    report = report_on_stories(atlas)
    assert len(report.missed) * 10 <= len(report.outcomes), [o.story.id for o in report.missed]


def test_for_nine_in_ten_a_fitting_page_is_among_the_first_five(atlas: Atlas) -> None:
    report = report_on_stories(atlas)
    asked = [outcome for outcome in report.outcomes if outcome.story.pages]
    assert len(report.page_missing) * 10 <= len(asked), [o.story.id for o in report.page_missing]


def test_plain_back_pain_brings_no_frightening_page_to_the_top(atlas: Atlas) -> None:
    plain = report_on_stories(atlas).of("self-care")
    assert [o.story.id for o in plain if o.first and o.first[0].care_level == "emergency"] == []
    shown = [o.story.id for o in plain if any(page.care_level == "emergency" for page in o.first)]
    assert len(shown) * 20 <= len(plain), shown


def test_there_are_enough_people_of_every_kind(collection: Collection) -> None:
    stories = collection.stories.values()
    found = Counter(str(story.shows) for story in stories)
    assert {shows: number for shows, number in FEWEST.items() if found[shows] < number} == {}
    assert sum(found.values()) >= 150
    assert sum(len(story.ticks) <= 2 for story in stories) >= 30
    assert sum(story.one_less_than is not None for story in stories) >= 30


def test_every_emergency_rule_speaks_for_a_person_with_an_emergency(atlas: Atlas) -> None:
    spoke = {rule.id for outcome in report_on_stories(atlas).of("emergency") for rule in outcome.fired}
    rules = {rule.id for rule in atlas.red_flags if rule.urgency == "emergency"}
    assert rules - spoke == set()


def with_story(collection: Collection, story: Story) -> StoryReport:
    stories = {**collection.stories, story.id: story}
    return report_on_stories(Atlas(replace(collection, records={**collection.records, "story": stories})))


def test_a_person_who_sees_too_little_or_too_much_is_listed(collection: Collection) -> None:
    calm = collection.stories["moved-house"]
    before = {outcome.story.id for outcome in report_on_stories(Atlas(collection)).missed}
    quiet = with_story(collection, calm.model_copy(update={"expect": "soon"}))
    assert {outcome.story.id for outcome in quiet.missed} - before == {calm.id}
    assert next(outcome for outcome in quiet.missed if outcome.story.id == calm.id).is_too_quiet
    loud = with_story(collection, calm.model_copy(update={"ticks": ("saddle-numbness",), "pages": ("gout",)}))
    assert [outcome.story.id for outcome in loud.false_alarms] == [calm.id]
    assert calm.id in {outcome.story.id for outcome in loud.page_missing}


def test_the_report_lists_every_person_and_names_every_miss(atlas: Atlas, site: Path) -> None:
    report = report_on_stories(atlas)
    folder = site / "about" / "test-report"
    everyone = (folder / "stories" / "index.html").read_text("utf-8")
    for outcome in report.outcomes:
        assert f'id="{outcome.story.id}"' in everyone
        reasons = (folder / "stories" / outcome.story.shows / "index.html").read_text("utf-8")
        assert f'id="{outcome.story.id}"' in reasons
    misses = (folder / "index.html").read_text("utf-8")
    for outcome in (*report.missed, *report.page_missing):
        assert outcome.story.about.replace("'", "&#39;") in misses, outcome.story.id
    assert f"All {len(report.outcomes)} people" in misses
