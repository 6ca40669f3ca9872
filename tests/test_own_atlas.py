"""Another atlas, made of just the files that the guide calls enough."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.places import CONTENT, PROJECT

GUIDE = (PROJECT / "docs" / "contribute" / "your-own-atlas.md").read_text("utf-8")

REVIEW = """
review: {state: draft, date: 2026-11-22, next: 2027-11-22}
history: [{date: 2026-11-22, kind: new, change: First version., looked_at: Nothing yet.}]
"""

FILES = {
    "site.yml": """
name: Headache Atlas
short_name: Headaches
description: Headaches, in plain words.
url: https://headaches.example/atlas/
publisher: The Headache Group
copyright: The Headache Group
licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
repository: {url: "https://code.example/headaches"}
default_place: here
home:
  title: Headaches
  lead: What they are called, and what helps.
  ways:
    - {title: Conditions, text: From A to Z., to: conditions/}
  notice: An index of pages, not advice about you.
""",
    "locales.yml": """
- id: here
  name: Here
  words:
    emergency: the emergency number
    department: the emergency department
    doctor_today: a doctor
    maternity: the maternity unit
    appointment: a doctor
  checked: There is no number in it.
""",
    "references.json": json.dumps(
        [
            {
                "id": "headache-guide",
                "type": "webpage",
                "title": "A guide to headaches",
                "URL": "https://headaches.example/guide",
                "custom": {"read": "full", "kind": "guideline"},
            }
        ]
    ),
    "red-flags.yml": """
- id: thunderclap
  name: The worst headache of your life, at its worst within a minute
  reason: A headache that is worst within a minute needs help.
  urgency: emergency
  action: ambulance
  when: thunderclap-headache
  fires_when: It is ticked.
  silent_when: It grew over hours.
  why: It can come from bleeding [@headache-guide].
  source_level: emergency
  source_says: Call for help [@headache-guide].
  conditions: [migraine]
  must_fire: [{story: Like a blow to the head., ticks: [thunderclap-headache]}]
  must_stay_silent: [{story: It grew all afternoon., ticks: [throbbing]}]
  review: {state: draft, date: 2026-11-22, next: 2027-11-22}
  history: [{date: 2026-11-22, kind: new, change: First version., looked_at: Nothing yet.}]
""",
    "vocabulary/groups.yml": "- {id: primary, name: Primary headaches, description: Not caused by something else.}\n",
    "vocabulary/symptoms.yml": """
- id: throbbing
  label: It throbs
  clinical_name: Pulsating headache
  definition: Pain that beats.
  facet: feels-like
- id: thunderclap-headache
  label: Worst within a minute
  clinical_name: Thunderclap headache
  definition: A very strong headache that is at its worst within a minute.
  facet: feels-like
""",
    "about/review.yml": f"""
title: How pages are reviewed
summary: Not at all yet.
sections: [{{id: states, heading: The states, text: Every page is a draft.}}]
{REVIEW}
""",
    "conditions/migraine.yml": f"""
name: Migraine
group: primary
tempo: [comes-and-goes]
care_level: routine
how_common: {{level: common, text: "Common [@headache-guide]."}}
summary: A headache that comes back [@headache-guide].
symptoms: [{{id: throbbing, frequency: usual, cite: headache-guide}}]
{REVIEW}
""",
}
COPIED = ("strings/en.yml", "strings/filter.en.yml", "vocabulary/facets.yml", "vocabulary/actions.yml")


@pytest.fixture
def headaches(tmp_path: Path) -> Path:
    content = tmp_path / "my_atlas"
    for name in (*FILES, *COPIED):
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name in COPIED:
            shutil.copyfile(CONTENT / name, path)
        else:
            path.write_text(FILES[name], "utf-8")
    return content


def test_the_guide_lists_just_the_files_of_this_atlas() -> None:
    (block,) = re.findall(r"^```text\nmy_atlas/\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert {line.split()[0] for line in block.splitlines()} == {*FILES, *COPIED}


def test_the_files_that_the_guide_calls_enough_make_a_whole_site(
    headaches: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["build", "--content", str(headaches), "--site-dir", str(tmp_path / "my_site")])
    assert code == 0, capsys.readouterr().err
    page = (tmp_path / "my_site" / "conditions" / "migraine" / "index.html").read_text("utf-8")
    assert "Headache Atlas" in page
    assert "Back Pain Atlas" not in page


def test_a_build_says_how_far_it_is_and_with_profile_where_the_time_went(
    headaches: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "my_site"
    assert main(["build", "--content", str(headaches), "--site-dir", str(site), "--profile"]) == 0
    said = capsys.readouterr().out
    phases = re.findall(r"^([A-Z][a-z ]+): (?:([\d,]+) in )?\d+\.\d s", said, re.MULTILINE)
    names = ["Reading files", "Checking rules", "Linking records", "Writing pages", "Rendering frames"]
    assert [name for name, _ in phases][:7] == [*names, "Exporting files", "Filling pages"]
    counts = {name: int(count or 0) for name, count in phases}
    assert counts["Reading files"] >= len(list(headaches.glob("*/*.yml")))
    assert 10 < counts["Writing pages"] == counts["Filling pages"] <= len(list(site.rglob("*.html")))
    largest = max(path.stat().st_size for path in site.rglob("*.html"))
    found = re.search(r"^Largest pages:\n +(\d+) KB  [a-z/-]+index\.html$", said, re.MULTILINE)
    assert found is not None
    assert int(found[1]) == round(largest / 1000)


def test_a_check_of_another_atlas_is_switched_off_as_the_guide_says(headaches: Path) -> None:
    (block,) = re.findall(r"^```yaml\n(checks_off:.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    path = headaches / "conditions" / "migraine.yml"
    path.write_text(
        path.read_text("utf-8").replace("that comes back", "that 12 % have, that comes back"), "utf-8"
    )
    assert main(["check", "--content", str(headaches), "--strict"]) == 1
    site = headaches / "site.yml"
    site.write_text(site.read_text("utf-8") + block, "utf-8")
    assert main(["check", "--content", str(headaches), "--strict"]) == 0


def test_words_that_only_an_export_says_are_missed_before_anything_is_written(
    headaches: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = headaches / "strings" / "filter.en.yml"
    words.write_text(words.read_text("utf-8").replace("fillers:", "other_words:"), "utf-8")
    assert main(["build", "--content", str(headaches), "--site-dir", str(tmp_path / "site")]) == 1
    assert 'error [missing-words] A page needs the words "filter.search.fillers"' in "".join(
        capsys.readouterr()
    )
    assert not (tmp_path / "site").exists()
