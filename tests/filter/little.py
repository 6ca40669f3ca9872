"""A little atlas with one of each thing that the filter's page shows."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from build_tools.addresses import FILTER_SCRIPT
from build_tools.exports.filter import export_filter
from build_tools.exports.scripts import FILTER_SCRIPT_ORDER, joined_scripts
from build_tools.graph import Atlas
from build_tools.loading import load
from build_tools.pages.studio import Studio
from build_tools.pages.symptom_filter import symptom_filter_page
from build_tools.places import CONTENT, STYLESHEETS
from build_tools.records import Record
from build_tools.words import Words
from tests.filter.made import ACTIONS, by_id, condition, facet, place, rule, symptom

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
BASE = b"html { font-size: 125%; } body { font-family: sans-serif; margin: 0 16px; }"
"""What the theme says that the tokens rely on."""
ADJECTIVES = (
    "dull",
    "sharp",
    "hot",
    "cold",
    "tight",
    "sore",
    "numbing",
    "stinging",
    "heavy",
    "odd",
    "dry",
    "raw",
)

SYMPTOMS = by_id(
    symptom("child", facet="who", label="Under 18 years old", one_of="age"),
    symptom("grown-up", facet="who", label="18 years old or over", one_of="age"),
    symptom("pregnant", facet="who", label="Pregnant, or could be"),
    symptom("back", facet="where", label="Back", body_area="back", can_be_old=True),
    symptom("leg", facet="where", label="Leg", body_area="leg", can_be_old=True),
    symptom("numb", label="Numb when you wipe", synonyms=["no feeling"], can_be_old=True),
    symptom("weak", label="Weak in both legs", can_be_old=True, former_ids=["floppy"]),
    symptom("stumbling", label="Stumbling more and more", implies=["weak"], facet="going", can_be_old=True),
    symptom("fever", label="Hot or shivery", synonyms=["température"], facet="going"),
    symptom("thin", label="Losing weight without trying", facet="going"),
    symptom("stroller", label="Easier when walking", synonyms=["shopping trolley"], facet="going"),
    *(symptom(f"{word}-ache", label=f"A {word} ache") for word in ADJECTIVES),
)
RULES = by_id(
    rule("numb-rule", "numb", "emergency", "ambulance", conditions=["squeezed-nerves"]),
    rule("weak-rule", "weak", "emergency", "emergency-department"),
    rule("pregnant-rule", {"all": ["pregnant", "fever"]}, "same-day", "maternity-now"),
    rule("fever-rule", {"all": ["back", "fever"]}, "same-day", conditions=["back-infection"]),
    rule("thin-rule", {"all": ["back", "thin"]}, "soon"),
)
CONDITIONS = by_id(
    condition(
        "squeezed-nerves", {"numb": "usual*", "leg": "common"}, name="Squeezed nerves", care_level="emergency"
    ),
    condition(
        "back-infection", {"back": "usual", "fever": "common"}, name="Back infection", care_level="same-day"
    ),
    condition(
        "tired-back", {"back": "usual"}, name="Tired back", against=["fever"], commonness="very-common"
    ),
    *(
        condition(f"{word}-back", {f"{word}-ache": "common", "leg": "rare"}, name=f"A {word} back")
        for word in ADJECTIVES
    ),
)


def _read(name: str) -> dict[str, Any]:
    path = CONTENT / "strings" / f"{name}.yml"
    return dict(yaml.safe_load(path.read_text(encoding="utf-8"))) if path.exists() else {}


PLACES = by_id(
    place("other", crisis=[{"label": "A friend"}]),
    place("uk", former_ids=["gb"], emergency=[{"number": "999", "label": "Call 999"}]),
)
FACETS = by_id(facet("who"), facet("where"), facet("feels-like"), facet("going"))


WORDS = Words({**_read("en"), **_read("filter.en")})
"""The words of the real atlas."""

SITE = {
    "name": "Little atlas",
    "short_name": "Little",
    "description": "A little atlas.",
    "url": "https://example.org/",
    "publisher": "Nobody",
    "copyright": "Nobody",
    "licence": {"name": "None", "url": "https://example.org/licence"},
    "repository": {"url": "https://example.org/repository"},
    "default_place": "other",
    "home": {"title": "Little atlas", "lead": "Little.", "notice": "Little."},
}


def little_atlas(folder: Path) -> Atlas:
    """The records above, written below *folder* with the words of the real atlas, and loaded from there."""
    lists: dict[str, Mapping[str, Record]] = {
        "vocabulary/facets": FACETS,
        "vocabulary/symptoms": SYMPTOMS,
        "vocabulary/actions": ACTIONS,
        "red-flags": RULES,
        "locales": PLACES,
    }
    shutil.copytree(CONTENT / "strings", folder / "strings")
    for name in ("vocabulary", "conditions"):
        (folder / name).mkdir()
    _write(folder / "site.yml", SITE)
    for name, records in lists.items():
        _write(folder / f"{name}.yml", [_plain(record) for record in records.values()])
    for record in CONDITIONS.values():
        _write(folder / "conditions" / f"{record.id}.yml", _plain(record))
    collection, report = load(folder)
    assert collection is not None, report
    return Atlas(collection)


def _plain(record: Record) -> Any:
    return record.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _write(path: Path, value: Any) -> None:
    path.write_text(yaml.safe_dump(value, sort_keys=False, allow_unicode=True), encoding="utf-8")


def files_of(atlas: Atlas) -> dict[str, bytes]:
    """What a browser needs of *atlas* to show its filter, by path, below `/atlas/` as on a project page."""
    page = symptom_filter_page(Studio(atlas))
    sheets = sorted(STYLESHEETS.glob("*.css"), key=lambda sheet: (sheet.stem != "tokens", sheet.stem))
    styles = {"base.css": BASE, **{sheet.name: sheet.read_bytes() for sheet in sheets}}
    links = "".join(f'<link rel="stylesheet" href="../assets/{name}">' for name in styles)
    html = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Filter</title>{links}
<script defer src="../{FILTER_SCRIPT}"></script></head>
<body><a href="#content">Skip</a><main id="content" class="md-typeset"><h1>{page.title}</h1>{page.slots["filter"]}</main></body></html>"""
    served = {
        "symptom-filter/index.html": html.encode(),
        FILTER_SCRIPT: joined_scripts(FILTER_SCRIPT_ORDER),
        **export_filter(atlas.collection),
        **{f"assets/{name}": body for name, body in styles.items()},
    }
    return {f"/atlas/{path}": body for path, body in served.items()}
