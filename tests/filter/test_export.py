"""The file that the filter reads, and the one script that the files are joined into."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from build_tools.exports.filter import export_filter, filter_index
from build_tools.exports.filter_parts import FILTER_INDEX
from build_tools.exports.scripts import PARTED_SCRIPT_ORDER, SCRIPT_ORDER, joined_scripts
from build_tools.places import SCRIPTS
from tests.filter.little import little_atlas
from tests.filter.made import ACTIONS, by_id, condition, facet, place, rule, symptom

PLACE = place("uk", former_ids=["gb"], emergency=[{"number": "999", "label": "Call 999"}])


def data(**changed: Any) -> dict[str, Any]:
    records: dict[str, Any] = {
        "conditions": {},
        "symptoms": {},
        "facets": by_id(facet("who")),
        "rules": {},
        "actions": ACTIONS,
        "places": by_id(PLACE),
        "default_place": "uk",
        **changed,
    }
    return filter_index(**records)


def test_conditions_stand_by_commonness_and_then_from_a_to_z() -> None:
    conditions = by_id(
        condition("rare", commonness="rare"),
        condition("zoster", commonness="common"),
        condition("elbow", commonness="common", name="Élbow"),
    )
    assert [item["id"] for item in data(conditions=conditions)["conditions"]] == ["elbow", "zoster", "rare"]


def test_a_finding_carries_its_weight_and_whether_it_tells() -> None:
    made = condition("one", {"a": "usual*", "b": "rare"}, against=["c"])
    (found,) = data(conditions=by_id(made))["conditions"]
    assert found["symptoms"] == [["a", 6, 1], ["b", 1]]
    assert found["against"] == ["c"]
    assert found["url"] == "conditions/one/"


def test_a_rule_is_written_as_its_author_wrote_it() -> None:
    when = {"all": ["a", {"at_least": 2, "of": ["b", {"any": ["c", "d"]}]}]}
    (found,) = data(rules=by_id(rule("r", when, conditions=["one"])))["red_flags"]
    assert json.loads(json.dumps(found["when"])) == when
    assert (found["urgency"], found["action"], found["conditions"]) == ("emergency", "ambulance", ["one"])


def test_a_symptom_says_only_what_it_has_to_say() -> None:
    plain = symptom("a")
    rich = symptom(
        "b", implies=["a", {"id": "a", "with": ["c"]}], one_of="group", can_be_old=True, former_ids=["z"]
    )
    first, second = data(symptoms=by_id(plain, rich))["symptoms"]
    assert first == {"id": "a", "label": "a", "facet": "feels-like"}
    assert second["implies"] == ["a", {"id": "a", "with": ["c"]}]
    assert (second["one_of"], second["can_be_old"], second["former_ids"]) == ("group", True, ["z"])


def test_a_place_has_every_action_in_its_own_words() -> None:
    (found,) = data()["places"]
    assert found["actions"]["ambulance"] == ["ambulance uk number"]
    assert found["actions"].keys() == ACTIONS.keys()
    assert found["contacts"] == {"emergency": ["Call 999"]}
    assert found["former_ids"] == ["gb"]


def test_a_number_stands_before_a_label_that_does_not_say_it() -> None:
    made = place("uk", crisis=[{"number": "116 123", "label": "Samaritans"}, {"label": "A friend"}])
    assert data(places=by_id(made))["places"][0]["contacts"] == {
        "crisis": ["116 123: Samaritans", "A friend"]
    }


def test_the_file_is_the_same_each_time_and_names_its_version(tmp_path: Path) -> None:
    collection = little_atlas(tmp_path).collection
    first, second = export_filter(collection), export_filter(collection)
    assert first == second
    assert list(first) == [FILTER_INDEX] == ["data/v1/filter/index.json"]
    assert json.loads(first[FILTER_INDEX])["version"] == 1


ALONE = ("offline.js", "pieces.js", "ranking.js")
"""Scripts that are not joined: the searches of the copy for a disk and of a very large atlas, and the order of what
the theme's search finds."""


IN_BOTH = ("saying.js",)
"""Scripts that stand in both joined files: either may be there first."""


def test_every_script_of_the_folder_is_joined_once_or_stands_alone() -> None:
    named = [*SCRIPT_ORDER, *PARTED_SCRIPT_ORDER, *ALONE]
    assert sorted(named) == sorted((*(path.name for path in SCRIPTS.glob("*.js")), *IN_BOTH))


def test_joining_takes_out_only_what_people_read(tmp_path: Path) -> None:
    for name in SCRIPT_ORDER:
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / SCRIPT_ORDER[0]).write_text(
        '"use strict";\n/**\n * Says */\n  // why\n\n  say("/** //");  // why\n', encoding="utf-8"
    )
    (tmp_path / SCRIPT_ORDER[1]).write_text("last();", encoding="utf-8")
    assert joined_scripts(SCRIPT_ORDER, tmp_path) == b'"use strict";say("/** //"),last()'


def test_a_script_that_no_browser_could_run_is_not_published(tmp_path: Path) -> None:
    for name in SCRIPT_ORDER:
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / SCRIPT_ORDER[0]).write_text("begin();\nsay(;", encoding="utf-8")
    with pytest.raises(ValueError, match=r"No valid text/javascript: unexpected ; in expression"):
        joined_scripts(SCRIPT_ORDER, tmp_path)


@pytest.mark.parametrize("path", sorted(SCRIPTS.glob("*.js")), ids=lambda path: path.name)
def test_no_script_holds_words_for_readers(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert "innerHTML" not in source
    assert '.textContent = "' not in source
