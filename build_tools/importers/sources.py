"""What annotations lean on, as the references of an atlas. Nobody has read them: each is marked *listed*."""

from __future__ import annotations

import json
import re
from typing import Any

from build_tools.importers.annotations import Annotation
from build_tools.importers.findings import id_of
from build_tools.places import CONTENT

Json = dict[str, Any]

DATABASE_ADDRESSES = {
    "OMIM": "https://www.omim.org/entry/{}",
    "ORPHA": "https://www.orpha.net/en/disease/detail/{}",
    "DECIPHER": "https://www.deciphergenomics.org/syndrome/{}",
}


class Sources:
    """References by id, each made when it is first named."""

    def __init__(self, words: Json) -> None:
        self.words = words
        self.references: dict[str, Json] = {}

    def reference(self, name: str) -> str:
        """The id of the reference that the files call *name*, which is made if it is new."""
        base, _, number = name.partition(":")
        id = id_of(name)
        if id not in self.references:
            words = self.words
            kind, key = ("reference-work", base) if base in DATABASE_ADDRESSES else ("report", base)
            made: Json = {
                "id": id,
                "type": "article-journal" if base == "PMID" else "webpage",
                "title": words["titles"].get(key, words["titles"]["other"]).format(number=number, name=name),
                "custom": {"read": "listed", "kind": kind},
            }
            if base == "PMID" and number.isdigit():
                made["PMID"] = number
            elif base in DATABASE_ADDRESSES:
                made["URL"] = DATABASE_ADDRESSES[base].format(number)
            elif base in ("http", "https"):
                made["URL"] = name
            self.references[id] = made
        return id

    def cited(self, annotation: Annotation) -> list[str]:
        """Ids of the references of *annotation*, each once."""
        return list(dict.fromkeys(map(self.reference, annotation.references)))

    def take_those_of_places(self) -> None:
        """The sources of the emergency numbers, which come from the first atlas."""
        places = (CONTENT / "locales.yml").read_text(encoding="utf-8")
        for reference in json.loads((CONTENT / "references.json").read_text(encoding="utf-8")):
            if re.search(rf"\b{re.escape(reference['id'])}\b", places):
                self.references[reference["id"]] = reference
