"""schema.org descriptions of pages, as JSON-LD for machines that read the site."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from build_tools import addresses
from build_tools.graph import Atlas
from build_tools.records import Article, Condition

Json = dict[str, Any]


def json_ld_of_condition(atlas: Atlas, condition: Condition, description: str) -> Markup:
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
            **_page(atlas, "MedicalWebPage", addresses.address_of(condition), condition.name, description),
            "lastReviewed": condition.review.date.isoformat(),
            "about": {key: value for key, value in about.items() if value},
        }
    )


def json_ld_of_article(atlas: Atlas, article: Article, description: str) -> Markup:
    """A MedicalWebPage without a single condition that it is about."""
    page = _page(atlas, "MedicalWebPage", addresses.address_of(article), article.title, description)
    return _script({**page, "lastReviewed": article.review.date.isoformat()})


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


def _page(atlas: Atlas, kind: str, address: str, name: str, description: str) -> Json:
    site = atlas.site
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "name": name,
        "url": site.url + address,
        "description": description,
        "inLanguage": site.language,
        "license": site.licence.url,
        "publisher": {"@type": "Organization", "name": site.publisher},
        "audience": {"@type": "PeopleAudience", "audienceType": "Patient"},
    }


def _script(value: Json) -> Markup:
    # "<" is written as an escape, so that no text can end the script element.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))
