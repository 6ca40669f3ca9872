"""The annotated examples and the author's guide: what they show is true, whole, and what the checks say."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import typing
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from build_tools.checks import load_and_check
from build_tools.checks.codes import SHARES
from build_tools.collection import FOLDERS, LISTS
from build_tools.drafts import draft, kinds_with_examples
from build_tools.places import CONTENT, EXAMPLES_FOLDER, PROJECT
from build_tools.problems import Problem
from build_tools.records import Condition, Reference
from build_tools.records.base import Read
from build_tools.records.reference import SourceKind
from build_tools.yaml_files import read

MODELS = {model.kind: model for model in (*FOLDERS.values(), *LISTS.values())}
KINDS = ("about", "body-area", "condition", "red-flag", "risk-factor", "story", "symptom", "term", "topic")
GUIDE = (PROJECT / "docs" / "contribute" / "write-a-record.md").read_text("utf-8")
A_DAY = datetime.date(2031, 5, 6)


def example(kind: str) -> str:
    return (CONTENT / EXAMPLES_FOLDER / f"{kind}.yml").read_text("utf-8")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An author's folder with a copy of the real content; commands run there."""
    shutil.copytree(CONTENT, tmp_path / "content_src")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said_about(content: Path) -> Counter[tuple[str, str, str]]:
    """Every problem, without its line, since a record more moves the lines of a list."""
    return Counter((p.where.path, p.rule, p.message) for p in load_and_check(content)[1])


def test_every_kind_that_authors_add_has_an_example() -> None:
    assert kinds_with_examples(CONTENT) == list(KINDS)


def test_a_fresh_draft_of_each_kind_passes_every_check(desk: Path) -> None:
    content = Path("content_src")
    before = said_about(content)
    for kind in KINDS:
        draft(content, kind, f"fresh-{kind}", A_DAY)
    assert said_about(content) - before == Counter()


def test_a_draft_has_the_date_of_the_day_and_is_due_a_year_later(desk: Path) -> None:
    text = draft(Path("content_src"), "condition", "my-back-pain", A_DAY).read_text("utf-8")
    assert set(re.findall(r"\bdate: ([\d-]+)", text)) == {"2031-05-06"}
    assert re.findall(r"\bnext: ([\d-]+)", text) == ["2032-05-05"]


def test_a_draft_in_a_list_keeps_what_stands_there(desk: Path) -> None:
    before = (CONTENT / "vocabulary" / "symptoms.yml").read_text("utf-8")
    path = draft(Path("content_src"), "symptom", "left-elbow", A_DAY)
    after = path.read_text("utf-8")
    assert after.startswith(before.rstrip())
    assert after.count("- id: left-elbow\n") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_is_an_honest_draft(kind: str) -> None:
    assert not re.search(r"state: (source-checked|clinician-reviewed)", example(kind))


def models_in(annotation: typing.Any) -> Iterator[type[BaseModel]]:
    """Every model that a field of this type can hold, deep."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            if field.annotation is not annotation:
                yield from models_in(field.annotation)
    elif isinstance(annotation, typing.ForwardRef):
        return
    else:
        for part in typing.get_args(annotation):
            yield from models_in(part)


def fixed_values_in(annotation: typing.Any) -> Iterator[str]:
    if typing.get_origin(annotation) is typing.Literal:
        yield from typing.get_args(annotation)
    else:
        for part in typing.get_args(annotation):
            yield from fixed_values_in(part)


def parts_of(kind: str) -> set[type[BaseModel]]:
    # A rule's clauses nest without end; their four keys are looked for by name.
    return {MODELS[kind], *(m for f in _flat(MODELS[kind]) for m in models_in(f))}


def _flat(model: type[BaseModel]) -> Iterator[typing.Any]:
    for name, field in model.model_fields.items():
        if name != "when":
            yield field.annotation


def keys_by_model(annotation: typing.Any, value: typing.Any) -> Iterator[tuple[type[BaseModel], str]]:
    """The keys that *value* has, each with the model that it stands in."""
    if isinstance(value, list):
        for one in value:
            for part in typing.get_args(annotation):
                yield from keys_by_model(part, one)
    elif isinstance(value, dict) and isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if (key := field.alias or name) in value:
                yield annotation, key
                yield from keys_by_model(field.annotation, value[key])
    elif isinstance(value, dict):
        for part in typing.get_args(annotation):
            yield from keys_by_model(part, value)


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_shows_every_field_of_its_kind(kind: str) -> None:
    written = yaml.load(example(kind), yaml.BaseLoader)
    written = written[0] if isinstance(written, list) else {"id": kind, **written}
    seen = set(keys_by_model(MODELS[kind], written))
    noted = set(re.findall(r"^ *# ([a-z_0-9]+): ", example(kind), re.MULTILINE))
    missing = {
        f"{model.__name__}.{field.alias or name}"
        for model in parts_of(kind)
        for name, field in model.model_fields.items()
        if (model, field.alias or name) not in seen and (field.alias or name) not in noted
    }
    if kind == "about":  # tables are explained in the example of a topic
        missing = {name for name in missing if not name.startswith("Table.")} - {
            "Section.table",
            "Section.cite",
        }
    if kind == "topic":  # points of a chart are explained in the example of a condition
        missing -= {"Milestone.people"}
    assert missing == set()


def test_the_example_of_a_rule_shows_every_form_of_a_clause() -> None:
    assert set(re.findall(r"\b(any|all|at_least|of):", example("red-flag"))) == {
        "any",
        "all",
        "at_least",
        "of",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_says_of_each_field_whether_it_is_mandatory(kind: str) -> None:
    lines = example(kind).split("\n")
    indent = "" if kind in {m.kind for m in FOLDERS.values()} else "  "
    for name, field in MODELS[kind].model_fields.items():
        if name == "id":
            continue
        at = next(
            i for i, line in enumerate(lines) if re.match(rf"{indent}(# )?{field.alias or name}:", line)
        )
        above: list[str] = []
        for line in reversed(lines[:at]):
            if not line.strip().startswith("#"):
                break
            above.insert(0, line)
        note = f"{' '.join(above)} {lines[at]}"
        if name == "outlook" and kind == "topic":
            continue  # its note stands above the heading that belongs to it
        if name == "stages":
            continue  # likewise
        word = "MANDATORY" if field.is_required() else "OPTIONAL"
        assert word in note, f"{name} of a {kind} should say {word}"


@pytest.mark.parametrize("kind", ["body-area", "condition", "red-flag"])
def test_an_example_lists_every_value_that_a_field_can_have(kind: str) -> None:
    values = {
        value
        for model in parts_of(kind)
        for field in model.model_fields.values()
        for value in fixed_values_in(field.annotation)
    }
    known = example(kind) + example("condition")  # the words of reviews and histories stand there once
    assert {value for value in values if not re.search(rf"(?<![\w-]){value}(?![\w-])", known)} == set()


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def test_the_guides_source_is_one_that_the_atlas_would_take() -> None:
    (block,) = blocks("json")
    taken = Reference.model_validate(json.loads(block))
    assert taken.custom.read in typing.get_args(Read)


def test_the_guide_names_every_kind_of_source_and_every_depth_of_reading() -> None:
    missing = {v for v in (*typing.get_args(SourceKind), *typing.get_args(Read)) if f"`{v}`" not in GUIDE}
    assert missing == set()


def test_the_guide_names_the_shares_that_fit_a_word_of_frequency() -> None:
    for word, (low, high) in SHARES.items():
        assert re.search(rf"^\| `{word}` \| [a-z ]+ \| {low} to {high} in 100 \|$", GUIDE, re.MULTILINE)


def test_the_guide_names_the_mandatory_fields_of_a_condition() -> None:
    (said,) = re.findall(r"Nine are mandatory: (.*?)\. ", GUIDE, re.DOTALL)
    mandatory = {name for name, field in Condition.model_fields.items() if field.is_required()} - {"id"}
    assert set(re.findall(r"`(\w+)`", said)) == mandatory


def test_the_guides_pieces_of_records_are_yaml(tmp_path: Path) -> None:
    for block in blocks("yaml"):
        path = tmp_path / "piece.yml"
        path.write_text(block, "utf-8")
        assert read(path).problems == ()


MISTAKES = {
    "unknown-symptom": ("  - id: leg-pain-worse-than-back", "  - id: leg-pain-worse-then-back"),
    "unknown-value": (
        "    frequency: usual\n    # OPTIONAL, true",
        "    frequency: often\n    # OPTIONAL, true",
    ),
    "unknown-field": ("tempo: [sudden", "temp: [sudden"),
    "unknown-reference": ("cases [@koes-2007]", "cases [@koes-2008]"),
    "uncited-claim": ("and it can come back\n    [@nhs-sciatica].", "and it can come back."),
    "unknown-link": ("[[nerve-root|nerve root]], where", "[[nerve-rot|nerve root]], where"),
    "urgency-in-prose": ("- When would a scan make sense for me?", "- Should I see a doctor today?"),
    "yaml-syntax": ("note: An older word. It says", "note: An older word: it says"),
    "tab": ("    cite: [swinnen-2018]", "\tcite: [swinnen-2018]"),
}
"""What an author might write into a fresh draft, by the rule that finds it."""


def shown(problem: Problem) -> str:
    """The problem as text, without the lines of other files, which move as the atlas grows."""
    return re.sub(r"(\(content_src/[\w./-]+):\d+\)", r"\1:…)", str(problem))


@pytest.mark.parametrize("rule", MISTAKES)
def test_the_guide_shows_what_the_check_really_says(rule: str, desk: Path) -> None:
    path = draft(Path("content_src"), "condition", "my-back-pain", datetime.date(2026, 11, 22))
    right, wrong = MISTAKES[rule]
    text = path.read_text("utf-8")
    assert text.count(right) == 1
    path.write_text(text.replace(right, wrong), "utf-8")
    found = [
        p for p in load_and_check(Path("content_src"))[1] if p.rule == rule and "my-back-pain" in p.where.path
    ]
    (real,) = found
    guide = [re.sub(r"(\(content_src/[\w./-]+):\d+\)", r"\1:…)", block) for block in blocks("text")]
    assert f"{shown(real)}\n" in guide, f"The guide should show:\n{real}"


def test_the_guide_shows_no_other_mistakes() -> None:
    rules = [re.match(r"\S+ error \[([a-z-]+)\]", block) for block in blocks("text")]
    assert sorted(match.group(1) for match in rules if match) == sorted(MISTAKES)
