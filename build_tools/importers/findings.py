"""The terms of an ontology that annotations use, as the symptoms and facets of an atlas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from build_tools.importers.annotations import Disease
from build_tools.importers.obo import OboTerm, Ontology

Json = dict[str, Any]

ROOT_OF_FINDINGS = "HP:0000118"
"""*Phenotypic abnormality*; the terms directly below it are the facets."""
ONSET_FACET = "onset"
_ONSET = re.compile(r"\bonset$", re.IGNORECASE)


class Findings:
    """What is known of the terms that *diseases* have, are said not to have, or begin with."""

    def __init__(self, ontology: Ontology, diseases: Sequence[Disease], words: Json) -> None:
        self.ontology, self.diseases, self.words = ontology, diseases, words
        self.aliases = ontology.aliases
        self.used = self._used_terms()

    def _used_terms(self) -> dict[str, OboTerm]:
        """Every finding that some disease has, is said not to have, or begins with; in the order of the ontology."""
        found = set()
        for disease in self.diseases:
            for annotation in disease.findings.values():
                id = self.aliases.get(annotation.hpo_id)
                if id is None:
                    continue
                if annotation.aspect == "P" or self.is_onset(id):
                    found.add(id)
        return {id: term for id, term in self.ontology.terms.items() if id in found}

    def is_onset(self, id: str) -> bool:
        """Whether the term says when a disease begins."""
        return _ONSET.search(self.ontology.terms[id].name) is not None

    def _facet_of(self, term: OboTerm) -> str:
        if self.is_onset(term.id):
            return ONSET_FACET
        above = [term.id, *self.ontology.above(term.id)]
        for id in above:
            if ROOT_OF_FINDINGS in self.ontology.terms[id].parents:
                return id_of(id)
        return "other"

    def facets(self) -> Iterator[Json]:
        """The parts of the ontology right below its root that are in use, the time of onset before them."""
        yield self.words["facets"]["onset"] | {"id": ONSET_FACET}
        counts = Counter(self._facet_of(term) for term in self.used.values())
        for id, term in self.ontology.terms.items():
            if ROOT_OF_FINDINGS in term.parents and counts[id_of(id)]:
                name = _label(term)
                yield {
                    "id": id_of(id),
                    "name": name,
                    "question": name,
                    "description": term.definition or name,
                }
        if counts["other"]:
            yield self.words["facets"]["other"] | {"id": "other"}

    def symptoms(self) -> Iterator[Json]:
        """A record for each term in use, in the order of the ontology."""
        labels: Counter[str] = Counter(_label(term).casefold() for term in self.used.values())
        for id, term in self.used.items():
            label = _label(term)
            # Two findings that lay people call the same are told apart by their exact names.
            if labels[label.casefold()] > 1:
                label = term.name
            synonyms = [
                word
                for word in dict.fromkeys([*term.lay, term.name, *term.synonyms])
                if word.casefold() != label.casefold()
            ]
            record: Json = {
                "id": id_of(id),
                "label": label,
                "clinical_name": term.name,
                "definition": term.definition or self.words["no_definition"],
                "hpo": id,
                "facet": self._facet_of(term),
            }
            if synonyms:
                record["synonyms"] = synonyms[:12]
            if implied := self._nearest_above(term):
                record["implies"] = implied
            if former := [id_of(old) for old in term.former_ids]:
                record["former_ids"] = former
            yield record

    def _nearest_above(self, term: OboTerm) -> list[str]:
        """The nearest findings in use above *term*: what has the one has the other."""
        found: dict[str, None] = {}
        queue = list(term.parents)
        seen = set(queue)
        for id in queue:
            if id in self.used:
                found[id_of(id)] = None
                continue
            for parent in self.ontology.terms[id].parents if id in self.ontology.terms else ():
                if parent not in seen:
                    seen.add(parent)
                    queue.append(parent)
        return list(found)


def _label(term: OboTerm) -> str:
    return term.lay_name or term.name


def id_of(name: str) -> str:
    """*name* as an id of ours: `HP:0001250` is `hp-0001250`."""
    id = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-").replace("-or-", "-")
    return id[:80].strip("-")
