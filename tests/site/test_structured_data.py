"""What the pages say to machines: words of the vocabulary's own, and nothing that the page does not say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from build_tools.graph import Atlas
from tests.site.html import Document

Json = dict[str, Any]

VOCABULARY: Json = json.loads((Path(__file__).parent / "schema-org.json").read_text(encoding="utf-8"))
TEXTS = {"Text", "URL", "Date", "DateTime", "Integer", "Number", "Language", "CreativeWork", "Thing"}
"""What a plain value may stand for; the vocabulary lets a text or an address stand for a thing."""


def ancestors(kind: str) -> set[str]:
    """*kind* and everything that it is a special case of."""
    return {kind}.union(*(ancestors(parent) for parent in VOCABULARY["types"].get(kind, ())))


def faults(node: Json) -> list[str]:
    """What in *node* the vocabulary does not know, or knows elsewhere."""
    kind = node["@type"]
    if kind not in VOCABULARY["types"]:
        return [f"no type {kind}"]
    found = []
    for name, value in node.items():
        if name.startswith("@"):
            continue
        known = VOCABULARY["properties"].get(name)
        if known is None:
            found.append(f"no property {name}")
            continue
        if not ancestors(kind) & set(known["domain"]):
            found.append(f"{kind} has no {name}")
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                if not ancestors(one["@type"]) & set(known["range"]):
                    found.append(f"{name} is no {one['@type']}")
                found += faults(one)
            elif not TEXTS & set(known["range"]):
                found.append(f"{name} is no plain value")
    return found


@pytest.fixture(scope="module")
def data(documents: dict[str, Document]) -> dict[str, Json]:
    return {
        address: json.loads(script.text)
        for address, document in documents.items()
        for script in document.all("script")
        if script.attributes.get("type") == "application/ld+json"
    }


def test_every_description_keeps_to_the_vocabulary(data: dict[str, Json], atlas: Atlas) -> None:
    assert len(data) == len(atlas.conditions) + len(atlas.topics) + 1
    assert {address: found for address, node in data.items() if (found := faults(node))} == {}


def test_the_check_finds_what_is_not_of_the_vocabulary() -> None:
    assert faults({"@type": "MedicalWebPage", "severity": "bad"}) == ["no property severity"]
    assert faults({"@type": "WebSite", "signOrSymptom": "x"}) == [
        "WebSite has no signOrSymptom",
        "signOrSymptom is no plain value",
    ]
    assert faults({"@type": "Illness"}) == ["no type Illness"]


def test_a_condition_says_what_its_record_says(data: dict[str, Json], atlas: Atlas) -> None:
    for condition in atlas.conditions:
        page = data[f"conditions/{condition.id}/"]
        about = page["about"]
        assert about["name"] == condition.name
        assert len(about["signOrSymptom"]) == len(condition.symptoms)
        assert len(about.get("riskFactor", ())) == len(condition.risk_factors)
        assert len(about.get("differentialDiagnosis", ())) == len(atlas.look_alikes(condition))
        assert [step["item"] for step in page["breadcrumb"]["itemListElement"]][-1] == page["url"]


def test_nobody_is_named_as_a_reviewer_who_did_not_review(data: dict[str, Json], atlas: Atlas) -> None:
    for condition in atlas.conditions:
        page = data[f"conditions/{condition.id}/"]
        assert ("reviewedBy" in page) == bool(condition.review.by)
        assert ("lastReviewed" in page) == (condition.review.state != "draft")


def test_every_page_can_be_shared_with_its_title_and_picture(
    documents: dict[str, Document], site: Path, atlas: Atlas
) -> None:
    for address, document in documents.items():
        if address == "404.html":
            continue
        metas = {
            m.attributes.get("property") or m.attributes.get("name"): m.attributes.get("content")
            for m in document.all("meta")
        }
        links = {link.attributes["rel"]: link.attributes.get("href") for link in document.all("link")}
        assert metas["og:url"] == links["canonical"] == atlas.site.url + address
        assert metas["og:title"] == document.all("title")[0].text.strip()
        assert metas["og:description"] == metas["description"]
        assert (site / str(metas["og:image"]).removeprefix(atlas.site.url)).read_bytes()[:4] == b"\x89PNG"
        assert metas["twitter:card"] == "summary_large_image"
        assert metas["referrer"] == "no-referrer"
