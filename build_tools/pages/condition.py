"""The page of a condition, in the order of blocks that a worried reader needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from build_tools import addresses
from build_tools.figures.disc_view import part_names, parts_view, shown_stages
from build_tools.figures.outlook import outlook_chart, studies
from build_tools.figures.pain_map import pain_map
from build_tools.figures.spine_view import marked, parts, regions, site_view
from build_tools.pages.care import care_cards
from build_tools.pages.desk import Desk, write
from build_tools.pages.page import Page
from build_tools.pages.studio import Studio
from build_tools.records import FREQUENCIES, BodyArea, Condition, Finding, Symptom
from build_tools.structured_data import json_ld_of_condition


@dataclass(frozen=True)
class ShownFinding:
    """A symptom of the condition with what the page says of it."""

    symptom: Symptom
    finding: Finding


@dataclass(frozen=True)
class FrequencyGroup:
    """Findings of one frequency, telling ones first, in the order of the record."""

    frequency: str
    findings: tuple[ShownFinding, ...]

    @property
    def steps(self) -> int:
        """How many of four steps a meter shows; none where nobody counted."""
        return _steps(self.frequency, FREQUENCIES)


def condition_page(studio: Studio, condition: Condition) -> Page:
    """The page about *condition*. Sections without content are left out, heading and all."""
    atlas, words = studio.atlas, studio.words.condition
    desk = Desk(studio, addresses.address_of(condition))
    hurting = atlas.areas_of(condition)
    areas = [(area, hurting[area.id]) for area in atlas.collection.body_areas.values() if area.id in hurting]
    description = desk.plain(condition.summary)
    names = tuple(other.name for other in condition.other_names)
    return write(
        desk,
        "condition.html",
        kind="condition",
        folder=addresses.CONDITIONS.rstrip("/"),
        title=condition.name,
        description=description,
        headings={
            **{name: words.headings[name] for name in _HEADED},
            "stages": condition.stages_title or words.headings.stages,
        },
        condition=condition,
        group=atlas.collection.groups[condition.group],
        good_names=[other for other in condition.other_names if not other.misleading],
        misleading_names=[other for other in condition.other_names if other.misleading],
        named=[other for other in condition.other_names if other.note],
        cards=care_cards(studio, atlas.rules_of(condition)),
        rules=atlas.rules_of(condition),
        commonness=_commonness(studio, condition),
        usual_areas=_named(areas, usual=True),
        other_areas=_named(areas, usual=False),
        has_telling=any(finding.telling for finding in condition.symptoms),
        pain_map=pain_map(studio.words, areas),
        site=_site(studio, condition),
        discs=_discs(studio, condition),
        findings=_by_frequency(studio, condition),
        against=[(atlas.collection.symptoms[item.id], item) for item in condition.against],
        risks=[(atlas.collection.risk_factors[link.id], link) for link in condition.risk_factors],
        cautions=_cautions(studio, condition),
        outlook=outlook_chart(studio.words, condition.outlook),
        studies=studies(condition.outlook),
        treatments=[(item, _steps(item.certainty, _CERTAINTIES)) for item in condition.treatments],
        look_alikes=[
            (pair.other(condition), pair, addresses.address_of_pair(pair))
            for pair in atlas.look_alikes(condition)
        ],
        related=atlas.related(condition),
        topics=[topic for topic in atlas.topics if condition.id in topic.see],
        record=condition,
        feed=addresses.feed_of(condition),
        data=addresses.data_of(condition),
        search_text=f"{description} {', '.join([*names, *(item.option for item in condition.treatments)])}".rstrip(),
        search_names=names,
        search_weight=3,
        modified=max(condition.review.date, condition.history[0].date),
        tab=addresses.CONDITIONS,
        head=Markup('<link rel="alternate feed" type="application/atom+xml" title="{}" href="{}">').format(
            words.feed.format(name=condition.name), desk.href(addresses.feed_of(condition))
        )
        + json_ld_of_condition(atlas, studio.words, condition, description),
    )


_CERTAINTIES = ("high", "moderate", "low", "very-low", "not-rated")


def _steps(value: str, scale: Sequence[str]) -> int:
    """The place of *value* on a scale of five, counted from its end."""
    return len(scale) - 1 - scale.index(value)


_HEADED = (
    "get_help",
    "how_it_feels",
    "what_it_is",
    "what_helps_now",
    "usual_course",
    "causes",
    "tests",
    "treatments",
    "mistaken_for",
    "ask_your_clinician",
    "sources",
    "more",
)


def _commonness(studio: Studio, condition: Condition) -> str:
    """How common in a word; empty where the sentence on it begins with that word anyway."""
    word = str(studio.words.commonness[condition.how_common.level])
    return "" if condition.how_common.text.lower().startswith(word.lower()) else word


def _by_frequency(studio: Studio, condition: Condition) -> list[FrequencyGroup]:
    symptoms = studio.atlas.collection.symptoms
    groups = []
    for frequency in FREQUENCIES:
        found = [f for f in condition.symptoms if f.frequency == frequency]
        found.sort(key=lambda f: not f.telling)
        if found:
            groups.append(FrequencyGroup(frequency, tuple(ShownFinding(symptoms[f.id], f) for f in found)))
    return groups


def _cautions(studio: Studio, condition: Condition) -> list[object]:
    ids = dict.fromkeys(id for treatment in condition.treatments for id in treatment.cautions)
    return [studio.atlas.collection.cautions[id] for id in ids]


def _site(studio: Studio, condition: Condition) -> dict[str, object] | None:
    """What the side view of the spine shows, in the picture and in words."""
    if not condition.site:
        return None
    return {
        "view": site_view(studio.words, condition.site),
        "regions": regions(studio.words),
        "parts": parts(studio.words, condition.site),
        "marked": marked(studio.words, condition.site),
        "cite": condition.site.cite,
    }


def _discs(studio: Studio, condition: Condition) -> dict[str, object] | None:
    """The pictures of the stages, with one that names the parts of a disc."""
    stages = shown_stages(studio.words, condition.stages)
    if not stages:
        return None
    return {"view": parts_view(studio.words), "parts": part_names(studio.words), "stages": stages}


def _named(areas: Sequence[tuple[BodyArea, str]], *, usual: bool) -> list[BodyArea]:
    return [area for area, frequency in areas if (frequency in ("usual", "common")) == usual]
