from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.html import Document, read_page

KINDS = {
    "home": "",
    "conditions": "conditions/",
    "condition": "conditions/sciatica/",
    "emergency condition": "conditions/cauda-equina-syndrome/",
    "symptoms": "symptoms/",
    "symptom": "symptoms/saddle-numbness/",
    "body areas": "body-areas/",
    "body area": "body-areas/lower-back/",
    "risk factors": "risk-factors/",
    "risk factor": "risk-factors/smoking/",
    "red flags": "red-flags/",
    "red flag": "red-flags/cauda-equina-signs/",
    "topics": "topics/",
    "topic": "topics/outlook/",
    "tell apart": "compare/",
    "pair": "compare/lumbar-disc-herniation-or-lumbar-spinal-stenosis/",
    "glossary": "glossary/",
    "sources": "sources/",
    "source": "sources/nice-ng59/",
    "filter": "symptom-filter/",
    "about": "about/",
    "about page": "about/privacy/",
    "contribute": "contribute/",
    "not found": "404.html",
}
"""One page of each kind."""


@pytest.fixture(scope="session")
def written(site: Path) -> dict[str, Document]:
    """Every HTML file of the built site by its address, former addresses included."""
    pages = (read_page(site, path) for path in sorted(site.rglob("*.html")))
    return {page.address: page for page in pages}


@pytest.fixture(scope="session")
def documents(written: dict[str, Document]) -> dict[str, Document]:
    """Every page that is read itself, by its address."""
    return {address: page for address, page in written.items() if page.leads_to is None}
