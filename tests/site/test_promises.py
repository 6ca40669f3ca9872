"""What the site promises to readers and to programs that rely on it."""

from __future__ import annotations

import datetime
import gzip
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from build_tools.addresses import FILTER_SCRIPT, address_of
from build_tools.exports.filter_parts import FILTER_FOLDER
from build_tools.graph import Atlas
from build_tools.records import CARE_LEVELS
from tests.site.conftest import KINDS
from tests.site.html import Document

THIRTEEN = (
    "sciatica",
    "lumbar-disc-herniation",
    "lumbar-spinal-stenosis",
    "cauda-equina-syndrome",
    "nonspecific-low-back-pain",
    "muscle-strain",
    "spondylolisthesis",
    "osteoporotic-vertebral-fracture",
    "axial-spondyloarthritis",
    "vertebral-osteomyelitis",
    "discitis",
    "spinal-metastases",
    "kidney-stones",
)


def _data(site: Path, path: str) -> dict[str, object]:
    value = json.loads((site / "data/v1" / path).read_text(encoding="utf-8"))
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
def test_a_page_of_each_kind_is_there(address: str, documents: dict[str, Document]) -> None:
    assert address in documents


@pytest.mark.parametrize("id", THIRTEEN)
def test_each_of_the_first_conditions_is_complete(id: str, atlas: Atlas) -> None:
    condition = atlas.collection.conditions[id]
    assert len(condition.symptoms) >= 6
    assert len(atlas.citations_of(condition)) >= 3
    assert condition.treatments
    sections = condition.sections.model_dump()
    assert all(sections[name] for name in ("what_it_is", "what_helps_now", "usual_course", "causes", "tests"))
    assert condition.applies_to.who
    assert condition.codes.icd10


def test_every_emergency_or_same_day_condition_has_a_rule(atlas: Atlas) -> None:
    for condition in atlas.conditions:
        if condition.care_level in CARE_LEVELS[:2]:
            assert atlas.rules_of(condition), condition.id


def test_every_page_says_that_no_clinician_has_reviewed_it(documents: dict[str, Document]) -> None:
    for document in documents.values():
        assert "Not reviewed by a clinician." in document.text, document.address


def test_the_state_of_the_review_stands_under_the_title_of_each_record(
    documents: dict[str, Document], atlas: Atlas
) -> None:
    records = [
        *atlas.conditions,
        *atlas.topics,
        *atlas.abouts,
        *atlas.red_flags,
        *atlas.collection.symptoms.values(),
        *atlas.collection.body_areas.values(),
        *atlas.collection.risk_factors.values(),
    ]
    for record in records:
        document = documents[address_of(record)]
        lines = [p for p in document.all("p") if "atlas-review" in p.attributes.get("class", "").split()]
        assert len(lines) == 1, record.id
        states = [
            s.text for s in document.all("strong") if s.attributes.get("class") == "atlas-review__state"
        ]
        assert states == ["Not reviewed by a clinician."], record.id
        stamp = atlas.collection.stamp_of(record)
        assert stamp, record.id
        assert spoken(stamp.review.date) in lines[0].text, record.id
        # On a phone the line is above what a worried reader looks for: the rest stands at the foot of the page.
        assert len(lines[0].text.split()) <= 12, lines[0].text
        (foot,) = (p.text for p in document.all("p") if p.attributes.get("class") == "atlas-stamp")
        assert f"Next check due on {spoken(stamp.review.next)}." in foot, record.id
        assert ("How far we read the sources: " in foot) == bool(atlas.citations_of(record)), record.id
        assert lines[0].attributes["data-due"] == stamp.review.next.isoformat(), record.id


def spoken(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


def test_many_names_of_a_symptom_are_folded_away_and_all_there(
    documents: dict[str, Document], atlas: Atlas
) -> None:
    folded = 0
    for symptom in atlas.collection.symptoms.values():
        document = documents[address_of(symptom)]
        assert all(name.casefold() in document.text.casefold() for name in symptom.synonyms), symptom.id
        summaries = [e.text for e in document.all("summary") if e.text.endswith("more names")]
        rest = len(symptom.synonyms) - 4
        assert summaries == ([f"{rest} more names"] if rest > 2 else []), symptom.id
        folded += len(summaries)
    assert folded > 50


def test_a_page_with_sources_is_not_said_to_be_merely_looked_through(
    documents: dict[str, Document], atlas: Atlas
) -> None:
    for risk in atlas.collection.risk_factors.values():
        assert "Compared with sources, as far as read, on" in documents[address_of(risk)].text, risk.id
    for area in atlas.collection.body_areas.values():
        assert "Looked through, with the whole list, on" in documents[address_of(area)].text, area.id
        assert "Compared with sources" not in documents[address_of(area)].text, area.id


def test_the_short_answer_of_a_topic_stands_before_its_chart(documents: dict[str, Document]) -> None:
    headings = [e.attributes.get("id") for e in documents["topics/outlook/"].all("h2")]
    assert headings[:2] == ["in-short", "chart"]


def test_every_page_has_one_title_a_description_and_a_language(documents: dict[str, Document]) -> None:
    for document in documents.values():
        assert len(document.all("h1")) == 1, document.address
        assert [e.attributes.get("lang") for e in document.all("html")] == ["en"], document.address
        described = [
            m.attributes["content"] for m in document.all("meta") if m.attributes.get("name") == "description"
        ]
        assert len(described) == 1, document.address
        assert described[0].strip(), document.address


def test_urgent_advice_stands_before_everything_else_that_a_condition_page_tells(
    documents: dict[str, Document], atlas: Atlas
) -> None:
    for condition in atlas.conditions:
        page = documents[f"conditions/{condition.id}/"]
        headings = [e.attributes.get("id") for e in page.all("h2")]
        assert headings[0] == "get-help", condition.id


def test_the_emergency_card_has_one_action_and_no_links(site: Path, atlas: Atlas) -> None:
    for condition in atlas.conditions:
        html = (site / "conditions" / condition.id / "index.html").read_text(encoding="utf-8")
        cards = re.findall(r'<section class="atlas-care atlas-care--emergency".*?</section>', html, re.DOTALL)
        actions = {rule.action for rule in atlas.rules_of(condition) if rule.urgency == "emergency"}
        assert len(cards) == len(actions), condition.id
        for card in cards:
            assert "<a " not in card
            assert card.count("<h3") == 1


def test_no_page_speaks_of_what_is_not_ours(documents: dict[str, Document], atlas: Atlas) -> None:
    ours = re.compile(r"\b(triage|assessment|sufferer|suffers? from)\b", re.IGNORECASE)
    titles = {reference.title for reference in atlas.collection.references.values()}
    for document in documents.values():
        if document.address.startswith(("sources/", "contribute/")):
            continue  # titles of sources are other people's words; authors are told which words not to use
        text = document.text
        for title in sorted((title for title in titles if ours.search(title)), key=len, reverse=True):
            text = text.replace(title, "")
        assert not ours.search(text), (document.address, ours.search(text))


def test_the_index_lists_what_others_rely_on(site: Path, atlas: Atlas) -> None:
    index = _data(site, "index.json")
    conditions = index["conditions"]
    assert isinstance(conditions, list)
    assert {c["id"] for c in conditions} == set(atlas.collection.conditions)
    for condition in conditions:
        assert {"id", "name", "url"} <= set(condition)
        whole = _data(site, f"conditions/{condition['id']}.json")
        assert {"name", "summary", "group", "care_level", "symptoms", "review"} <= set(whole)
    for kind in ("symptoms", "red_flags", "references"):
        listed = index[kind]
        assert isinstance(listed, list)
        assert listed
        for record in listed:
            assert (site / "data/v1" / kind.replace("_", "-") / f"{record['id']}.json").is_file()


def test_every_published_schema_is_one(site: Path) -> None:
    paths = sorted((site / "data/v1/schema").glob("*.json"))
    assert {"condition.json", "symptom.json", "red-flag.json", "reference.json"} <= {p.name for p in paths}
    for path in paths:
        Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


def test_structured_data_is_json_about_the_page(documents: dict[str, Document], atlas: Atlas) -> None:
    for condition in atlas.conditions:
        page = documents[f"conditions/{condition.id}/"]
        scripts = [s for s in page.all("script") if s.attributes.get("type") == "application/ld+json"]
        value = json.loads(scripts[0].text)
        assert value["@type"] == "MedicalWebPage"
        assert value["about"]["name"] == condition.name
        assert value["url"] == atlas.site.url + page.address


def test_the_filter_script_is_at_most_12_kilobytes(site: Path) -> None:
    assert len(gzip.compress((site / FILTER_SCRIPT).read_bytes())) <= 12 * 1024


def test_script_and_data_of_the_filter_are_at_most_45_kilobytes(site: Path) -> None:
    files = [site / FILTER_SCRIPT, *(site / FILTER_FOLDER).rglob("*.json")]
    assert len(files) > 1
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 45 * 1024
