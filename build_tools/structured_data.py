"""schema.org descriptions of pages, as JSON-LD for machines that read the site."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from build_tools import addresses
from build_tools.graph import Atlas
from build_tools.records import Condition, Review, Topic
from build_tools.words import Words

Json = dict[str, Any]


def json_ld_of_condition(atlas: Atlas, words: Words, condition: Condition, description: str) -> Markup:
    """A MedicalWebPage about a MedicalCondition: signs, risk factors, look-alikes and codes."""
    collection, url = atlas.collection, atlas.site.url
    about: Json = {
        "@type": "MedicalCondition",
        "name": condition.name,
        "alternateName": [name.name for name in condition.other_names if not name.misleading],
        "signOrSymptom": [
            {
                "@type": "MedicalSignOrSymptom",
                "name": collection.symptoms[finding.id].label,
                "url": url + addresses.address_of(collection.symptoms[finding.id]),
            }
            for finding in condition.symptoms
        ],
        "riskFactor": [
            {"@type": "MedicalRiskFactor", "name": collection.risk_factors[link.id].name}
            for link in condition.risk_factors
        ],
        "differentialDiagnosis": [
            {
                "@type": "DDxElement",
                "diagnosis": {"@type": "MedicalCondition", "name": pair.other(condition).name},
            }
            for pair in atlas.look_alikes(condition)
        ],
        "code": [
            {"@type": "MedicalCode", "codeValue": value, "codingSystem": system}
            for system, values in (
                ("ICD-10", condition.codes.icd10),
                ("ICD-11", condition.codes.icd11),
                ("MeSH", condition.codes.mesh),
            )
            for value in values
        ],
    }
    return _script(
        {
            **_page(atlas, addresses.address_of(condition), condition.name, description),
            **_reviewed(atlas, condition.review),
            "breadcrumb": _breadcrumb(
                atlas,
                (words.navigation.home, addresses.HOME),
                (words.navigation.conditions, addresses.CONDITIONS),
                (condition.name, addresses.address_of(condition)),
            ),
            "about": {key: value for key, value in about.items() if value},
        }
    )


def json_ld_of_topic(atlas: Atlas, words: Words, topic: Topic, description: str) -> Markup:
    """A MedicalWebPage without a single condition that it is about."""
    address = addresses.address_of(topic)
    trail = _breadcrumb(
        atlas,
        (words.navigation.home, addresses.HOME),
        (words.navigation.topics, addresses.TOPICS),
        (topic.title, address),
    )
    return _script(
        {
            **_page(atlas, address, topic.title, description),
            **_reviewed(atlas, topic.review),
            "breadcrumb": trail,
        }
    )


def json_ld_of_site(atlas: Atlas) -> Markup:
    """The site as a whole."""
    site = atlas.site
    return _script(
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": site.name,
            "url": site.url,
            "description": site.description,
            "inLanguage": site.language,
            "license": site.licence.url,
        }
    )


def _page(atlas: Atlas, address: str, name: str, description: str) -> Json:
    site = atlas.site
    return {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": name,
        "url": site.url + address,
        "description": description,
        "inLanguage": site.language,
        "license": site.licence.url,
        "publisher": {"@type": "Organization", "name": site.publisher},
        "audience": {"@type": "PeopleAudience", "audienceType": "Patient"},
    }


def _reviewed(atlas: Atlas, review: Review) -> Json:
    """When it was checked, unless it is a draft; and by whom, only where somebody is named."""
    if review.state == "draft":
        return {}
    people = [atlas.collection.people[id].name for id in review.by]
    return {
        "lastReviewed": review.date.isoformat(),
        **({"reviewedBy": [{"@type": "Person", "name": name} for name in people]} if people else {}),
    }


def _breadcrumb(atlas: Atlas, *steps: tuple[str, str]) -> Json:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": atlas.site.url + address}
            for position, (name, address) in enumerate(steps, 1)
        ],
    }


def _script(value: Json) -> Markup:
    # "<" is written as an escape, so that no text can end the script element.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))
