"""Numbers of sources in the order of reading, and their lines in Vancouver style."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from build_tools import citations
from build_tools.citations import Numbering, vancouver
from build_tools.places import CITATION_STYLE
from build_tools.records import Reference


def reference(id: str, **fields: Any) -> Reference:
    return Reference.model_validate(
        {
            "id": id,
            "type": "article-journal",
            "title": f"About {id} & more",
            "author": [{"family": "Dahm", "given": "Kristin Thuve"}, {"literal": "A Group"}],
            "issued": {"date-parts": [["2010", 6]]},
            "container-title": "Journal",
            "volume": 5,
            "issue": "6",
            "page": "10-12",
            "custom": {"read": "full", "kind": "trial"},
            **fields,
        }
    )


LISTED = {"read": "listed", "kind": "report"}


def test_a_journal_article_is_one_line_in_vancouver_style() -> None:
    made = vancouver([reference("a")])
    assert made["a"] == Markup("Dahm KT, A Group. About a &amp; more. Journal. 2010;5(6):10–2.")


def test_a_report_without_journal_or_author_has_its_publisher_and_year() -> None:
    report = reference("a", type="report", author=[], publisher="NICE", **{"container-title": ""})
    assert vancouver([report])["a"] == Markup("About a &amp; more. NICE; 2010.")


def test_what_looks_like_html_in_a_source_is_shown_and_never_passed_on() -> None:
    hostile = reference(
        "a",
        title="<script>p</script> < 5 &amp; more",
        author=[{"literal": "<b>"}],
        **{"container-title": "J & <meta http-equiv=refresh>"},
    )
    line = vancouver([hostile])["a"]
    assert "<" not in line.replace("&lt;", "")
    assert Markup(line).unescape().startswith("<b>. <script>p</script> < 5 &amp; more. J & <meta")


def test_a_source_without_a_date_has_a_line_too() -> None:
    assert "Journal" in vancouver([reference("a", issued={"raw": "some day"})])["a"]
    assert "Journal" in vancouver([reference("a", issued=None)])["a"]
    assert "Journal" in vancouver([reference("a", issued={"date-parts": [[]]})])["a"]


def test_a_source_that_a_data_set_only_names_is_its_title() -> None:
    assert vancouver([reference("a", custom=LISTED)]) == {"a": Markup("About a &amp; more")}


def test_lines_are_remembered_and_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "folder" / "sources.json"
    first = vancouver([reference("a"), reference("b"), reference("c", custom=LISTED)], kept)
    assert len(json.loads(kept.read_text("utf-8"))) == 2
    assert list(kept.parent.iterdir()) == [kept]
    monkeypatch.setattr(citations, "_format", lambda chosen: pytest.fail("made again"))
    assert vancouver([reference("b"), reference("a")], kept) == {"a": first["a"], "b": first["b"]}


def test_a_changed_source_or_style_makes_a_new_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "sources.json"
    vancouver([reference("a")], kept)
    assert "Other" in vancouver([reference("a", title="Other")], kept)["a"]
    style = tmp_path / "style.csl"
    style.write_text(CITATION_STYLE.read_text("utf-8").replace('"6"', '"1"').replace('"7"', '"2"'), "utf-8")
    assert style.stat().st_size == CITATION_STYLE.stat().st_size
    monkeypatch.setattr(citations, "CITATION_STYLE", style)
    assert "A Group" not in vancouver([reference("a")], kept)["a"]


def test_another_version_of_the_library_makes_a_new_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "sources.json"
    vancouver([reference("a")], kept)
    monkeypatch.setattr(citations, "version", lambda name: "9.0")
    monkeypatch.setattr(citations, "_format", lambda chosen: ["made again"])
    assert vancouver([reference("a")], kept) == {"a": Markup("made again")}


@pytest.mark.parametrize("content", ["", "[1]", "{", "null"])
def test_a_memory_that_cannot_be_read_is_made_anew(content: str, tmp_path: Path) -> None:
    kept = tmp_path / "sources.json"
    kept.write_text(content, "utf-8")
    made = vancouver([reference("a")], kept)
    assert list(json.loads(kept.read_text("utf-8")).values()) == [str(made["a"])]


def test_a_full_memory_forgets_what_the_atlas_does_not_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "sources.json"
    monkeypatch.setattr(citations, "MOST", 3)
    for ids in ("a", "b", "c"):
        vancouver([reference(ids)], kept)
    assert len(json.loads(kept.read_text("utf-8"))) == 1
    vancouver([reference("d")], kept)
    assert len(json.loads(kept.read_text("utf-8"))) == 2


def numbering() -> Numbering:
    return Numbering(
        {id: reference(id) for id in "abcd"}, {id: Markup(id) for id in "abcd"}, "Source {number} <"
    )


def test_numbers_follow_the_order_of_first_use_and_marks_the_order_of_uses() -> None:
    page = numbering()
    assert page.mark(["b"]) == Markup(
        '<a class="atlas-cite" href="#source-1" id="use-1-1" aria-label="Source 1 &lt;">[1]</a>'
    )
    assert re.findall(r'id="([^"]+)"', page.mark(["a", "b"])) == ["use-2-1", "use-1-2"]
    assert [(entry.number, entry.reference.id, entry.formatted, entry.uses) for entry in page.entries()] == [
        (1, "b", "b", 2),
        (2, "a", "a", 1),
    ]


def test_up_to_three_numbers_stay_on_one_line() -> None:
    assert numbering().mark(["a", "b", "c"]).count("\N{WORD JOINER}") == 2
    assert numbering().mark(["a", "b", "c", "d"]).count("\N{WORD JOINER}") == 0
    assert numbering().mark([]) == ""


@pytest.mark.parametrize("parts", [[["May 2010"]], ["2010"], "2010", [[{}]], [[None]]])
def test_a_date_that_has_no_numbers_is_refused(parts: Any) -> None:
    with pytest.raises(ValueError, match="the year first"):
        reference("a", issued={"date-parts": parts})


def test_an_old_doi_with_angle_brackets_makes_an_address_that_may_stand_in_html() -> None:
    made = reference("old", DOI="10.1002/1529-0131(199902)42:2<366::AID-ANR20>3.0.CO;2-6")
    assert made.doi_address == ("https://doi.org/10.1002/1529-0131(199902)42:2%3C366::AID-ANR20%3E3.0.CO;2-6")
    assert reference("new", DOI="10.1136/bmj.l6273").doi_address == "https://doi.org/10.1136/bmj.l6273"
