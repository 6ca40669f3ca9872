"""Where ids are written: every place outside prose that means a record."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.survey import Survey, Use
from build_tools.clauses import clauses_in
from build_tools.problems import KeyPath
from build_tools.records import RedFlag, Story
from build_tools.selection import parse_tick


def symptom_uses(survey: Survey) -> Iterator[Use]:
    """Every place where a symptom's id is written, save the findings: they are most of all ids of a large atlas."""
    collection = survey.collection
    for condition in collection.conditions.values():
        for index, against in enumerate(condition.against):
            yield Use(condition, ("against", index, "id"), against.id)
    for flag in collection.red_flags.values():
        for keys, clause in clauses_in(flag.when, ("when",)):
            if isinstance(clause, str):
                yield Use(flag, keys, clause)
    for record, keys, tick in survey.once(ticks):
        yield Use(record, keys, parse_tick(tick)[0])
    for factor in collection.risk_factors.values():
        if factor.symptom:
            yield Use(factor, ("symptom",), factor.symptom)
    for symptom in collection.symptoms.values():
        for index, implied in enumerate(symptom.implies):
            if isinstance(implied, str):
                yield Use(symptom, ("implies", index), implied)
            else:
                yield Use(symptom, ("implies", index, "id"), implied.id)
                for place, id in enumerate(implied.with_):
                    yield Use(symptom, ("implies", index, "with", place), id)


def ticks(survey: Survey) -> Iterator[tuple[RedFlag | Story, KeyPath, str]]:
    """What is ticked in the cases of the rules and in the stories, each with its place."""
    for flag in survey.collection.red_flags.values():
        for field in ("must_fire", "must_stay_silent"):
            for number, case in enumerate(getattr(flag, field)):
                for index, tick in enumerate(case.ticks):
                    yield flag, (field, number, "ticks", index), tick
    for story in survey.collection.stories.values():
        for index, tick in enumerate(story.ticks):
            yield story, ("ticks", index), tick


def condition_uses(survey: Survey) -> Iterator[Use]:
    """Every place outside prose where a condition's id is written."""
    for condition in survey.collection.conditions.values():
        relations = condition.relations
        for name in ("can_cause", "type_of", "complication_of"):
            for index, id in enumerate(getattr(relations, name)):
                yield Use(condition, ("relations", name, index), id)
        for index, pair in enumerate(relations.mistaken_for):
            yield Use(condition, ("relations", "mistaken_for", index, "id"), pair.id)
    for flag in survey.collection.red_flags.values():
        for index, id in enumerate(flag.conditions):
            yield Use(flag, ("conditions", index), id)
    for story in survey.collection.stories.values():
        for index, id in enumerate(story.pages):
            yield Use(story, ("pages", index), id)


def see_uses(survey: Survey) -> Iterator[Use]:
    """What topics and glossary terms name as the pages to read next."""
    for topic in survey.collection.topics.values():
        for index, id in enumerate(topic.see):
            yield Use(topic, ("see", index), id)
    for term in survey.collection.terms.values():
        for index, id in enumerate(term.see):
            yield Use(term, ("see", index), id)


def section_uses(survey: Survey) -> Iterator[Use]:
    """The anchors of sections."""
    for article in (*survey.collection.topics.values(), *survey.collection.abouts.values()):
        for index, section in enumerate(article.sections):
            yield Use(article, ("sections", index, "id"), section.id)


def caution_uses(survey: Survey) -> Iterator[Use]:
    """The cautions that treatments name."""
    for condition in survey.collection.conditions.values():
        for index, treatment in enumerate(condition.treatments):
            for place, id in enumerate(treatment.cautions):
                yield Use(condition, ("treatments", index, "cautions", place), id)


def risk_factor_uses(survey: Survey) -> Iterator[Use]:
    """The risk factors that conditions name."""
    for condition in survey.collection.conditions.values():
        for index, link in enumerate(condition.risk_factors):
            yield Use(condition, ("risk_factors", index, "id"), link.id)
