"""The Human Phenotype Ontology and its annotations as the content folder of an atlas of rare diseases.

What the files say is carried over and nothing is added: frequencies are mapped to our scale with the original
beside them, findings that were looked for and excluded speak against, and where the files are silent a record
says so. Nobody has read the sources that they name, so every reference is marked *listed*.
"""

from __future__ import annotations

import datetime
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from build_tools.importers.annotations import Annotation, Disease, read_annotations
from build_tools.importers.obo import OboTerm, Ontology, UnreadableData, read_obo
from build_tools.places import CONTENT, HPO_WORDS
from build_tools.problems import Problem, Where

ROOT_OF_FINDINGS = "HP:0000118"
"""*Phenotypic abnormality*; the terms directly below it are the facets."""
ONSET_FACET = "onset"
DATABASES = {"OMIM": "omim", "ORPHA": "orphanet", "DECIPHER": "decipher"}
DATABASE_ADDRESSES = {
    "OMIM": "https://www.omim.org/entry/{}",
    "ORPHA": "https://www.orpha.net/en/disease/detail/{}",
    "DECIPHER": "https://www.deciphergenomics.org/syndrome/{}",
}
_ONSET = re.compile(r"\bonset$", re.IGNORECASE)

Json = dict[str, Any]


@dataclass(frozen=True)
class Imported:
    """What an import made."""

    conditions: int
    symptoms: int
    references: int
    left_out: int
    """Diseases without any finding, about which there is nothing to say."""


def import_hpo(obo: Path, annotations: Path, out: Path) -> Imported:
    """Write a complete content folder to *out*, which must not exist or be empty.

    The same files make the same bytes. Raises UnreadableData where a file is not what it should be, and
    OSError where one cannot be read or written.
    """
    if out.exists() and any(out.iterdir()):
        raise UnreadableData(
            Problem(
                Where(str(out)),
                "folder-not-empty",
                "This folder is not empty, and an import writes into a new one.",
                "Name another folder with --out, or delete this one.",
            )
        )
    ontology = read_obo(obo)
    version, diseases = read_annotations(annotations)
    return _Writer(ontology, version, diseases, out).write()


class _Writer:
    def __init__(self, ontology: Ontology, version: str, diseases: Sequence[Disease], out: Path) -> None:
        self.ontology, self.version, self.diseases, self.out = ontology, version, diseases, out
        self.words: Json = yaml.safe_load(HPO_WORDS.read_text(encoding="utf-8"))
        self.aliases = ontology.aliases
        self.used = self._used_terms()
        self.references: dict[str, Json] = {}

    def write(self) -> Imported:
        for folder in ("conditions", "vocabulary", "about"):
            (self.out / folder).mkdir(parents=True)
        symptoms = list(self._symptoms())
        left_out = 0
        for disease in self.diseases:
            record = self._condition(disease)
            if record["symptoms"]:
                self._json(f"conditions/{_id(disease.id)}", record)
            else:
                left_out += 1
        self._json("vocabulary/symptoms", symptoms, lines=True)
        self._json("vocabulary/facets", list(self._facets()))
        self._json("vocabulary/groups", self.words["groups"])
        self._take_sources_of_places()
        self._json("references", [self.references[id] for id in sorted(self.references)], lines=True)
        for name in ("vocabulary/actions.yml", "locales.yml"):
            shutil.copyfile(CONTENT / name, self.out / name)
        self._write_words()
        self._json("site", self._filled(self.words["site"]))
        self._json("about/data", self._filled({**self.words["about"], **self._stamp()}))
        return Imported(len(self.diseases) - left_out, len(symptoms), len(self.references), left_out)

    def _json(self, name: str, value: Any, *, lines: bool = False) -> None:
        """*value* as `<name>.json`; with *lines*, each record on a line of its own, so that changes can be read."""
        if lines:
            text = "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in value) + "\n]\n"
        else:
            text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        (self.out / f"{name}.json").write_text(text, encoding="utf-8")

    def _filled(self, value: Any) -> Any:
        """The words with the versions and numbers of this data set filled in."""
        if isinstance(value, str):
            return value.format(
                version=self.version,
                ontology=self.ontology.version,
                diseases=f"{len(self.diseases):,}",
                findings=f"{len(self.used):,}",
            )
        if isinstance(value, dict):
            return {key: self._filled(inner) for key, inner in value.items()}
        return [self._filled(inner) for inner in value] if isinstance(value, list) else value

    def _take_sources_of_places(self) -> None:
        """The sources of the emergency numbers, which come from the first atlas."""
        places = (CONTENT / "locales.yml").read_text(encoding="utf-8")
        for reference in json.loads((CONTENT / "references.json").read_text(encoding="utf-8")):
            if re.search(rf"\b{re.escape(reference['id'])}\b", places):
                self.references[reference["id"]] = reference

    def _write_words(self) -> None:
        """The words of the first atlas, with those that speak of its subject replaced."""
        target = self.out / "strings"
        target.mkdir()
        for path in sorted((CONTENT / "strings").glob("*.yml")):
            words = yaml.safe_load(path.read_text(encoding="utf-8"))
            for name, own in self.words["strings"].items():
                if name in words:
                    words[name] = _merged(words[name], own)
            (target / path.name).write_text(
                yaml.safe_dump(words, allow_unicode=True, sort_keys=False, width=110), encoding="utf-8"
            )

    def _stamp(self) -> Json:
        """Review and history of what a machine wrote: a draft of the day of the data set."""
        try:
            day = datetime.date.fromisoformat(self.version)
        except ValueError:
            day = datetime.date(2000, 1, 1)
        words = self.words["stamp"]
        return {
            "review": {
                "state": "draft",
                "date": day.isoformat(),
                "next": day.replace(year=day.year + 1, day=min(day.day, 28)).isoformat(),
            },
            "history": [
                {
                    "date": day.isoformat(),
                    "kind": "new",
                    "change": self._filled(words["change"]),
                    "looked_at": self._filled(words["looked_at"]),
                }
            ],
        }

    # What is known of terms

    def _used_terms(self) -> dict[str, OboTerm]:
        """Every finding that some disease has, is said not to have, or begins with; in the order of the ontology."""
        found = set()
        for disease in self.diseases:
            for annotation in disease.findings.values():
                id = self.aliases.get(annotation.hpo_id)
                if id is None:
                    continue
                if annotation.aspect == "P" or self._is_onset(id):
                    found.add(id)
        return {id: term for id, term in self.ontology.terms.items() if id in found}

    def _is_onset(self, id: str) -> bool:
        return _ONSET.search(self.ontology.terms[id].name) is not None

    def _facet_of(self, term: OboTerm) -> str:
        if self._is_onset(term.id):
            return ONSET_FACET
        above = [term.id, *self.ontology.above(term.id)]
        for id in above:
            if ROOT_OF_FINDINGS in self.ontology.terms[id].parents:
                return _id(id)
        return "other"

    def _facets(self) -> Iterator[Json]:
        yield self.words["facets"]["onset"] | {"id": ONSET_FACET}
        counts = Counter(self._facet_of(term) for term in self.used.values())
        for id, term in self.ontology.terms.items():
            if ROOT_OF_FINDINGS in term.parents and counts[_id(id)]:
                name = term.lay[0] if term.lay else term.name
                yield {
                    "id": _id(id),
                    "name": name,
                    "question": name,
                    "description": term.definition or name,
                }
        if counts["other"]:
            yield self.words["facets"]["other"] | {"id": "other"}

    def _symptoms(self) -> Iterator[Json]:
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
                "id": _id(id),
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
            if former := [_id(old) for old in term.former_ids]:
                record["former_ids"] = former
            yield record

    def _nearest_above(self, term: OboTerm) -> list[str]:
        """The nearest findings in use above *term*: what has the one has the other."""
        found: dict[str, None] = {}
        queue = list(term.parents)
        seen = set(queue)
        for id in queue:
            if id in self.used:
                found[_id(id)] = None
                continue
            for parent in self.ontology.terms[id].parents if id in self.ontology.terms else ():
                if parent not in seen:
                    seen.add(parent)
                    queue.append(parent)
        return list(found)

    # Diseases

    def _condition(self, disease: Disease) -> Json:
        words = self.words["condition"]
        database = disease.id.partition(":")[0]
        own = self._reference(disease.id)
        findings: list[tuple[str, Annotation]] = []
        against: list[tuple[str, Annotation]] = []
        inheritance: list[tuple[str, Annotation]] = []
        course: list[tuple[str, Annotation]] = []
        for annotation in disease.findings.values():
            id = self.aliases.get(annotation.hpo_id)
            if id is None:
                continue
            name = self.ontology.terms[id].name
            if annotation.aspect == "I":
                inheritance.append((name, annotation))
            elif annotation.aspect == "C" and not self._is_onset(id):
                course.append((name, annotation))
            elif id in self.used:
                (against if annotation.is_excluded else findings).append((id, annotation))
        listed = {id for id, _ in findings}
        name = disease.name.strip() or disease.id
        record: Json = {
            "name": name,
            "group": DATABASES.get(database, "other"),
            "tempo": ["not-stated"],
            "care_level": "routine",
            "how_common": {"level": "not-measured", "text": f"{words['how_common']} [@{own}]"},
            "summary": words["summary"].format(
                name=_prose(name), database=words["databases"].get(database, database), count=len(findings)
            )
            + f" [@{own}]",
            "symptoms": [self._finding(id, annotation) for id, annotation in findings],
            **self._stamp(),
        }
        if excluded := [self._against(id, a) for id, a in against if id not in listed]:
            record["against"] = excluded
        sections = {}
        if inheritance:
            sections["causes"] = self._list(words["inheritance"], inheritance)
        if course:
            sections["usual_course"] = self._list(words["course"], course)
        if sections:
            record["sections"] = sections
        return record

    def _finding(self, id: str, annotation: Annotation) -> Json:
        record: Json = {"id": _id(id), "frequency": annotation.frequency}
        if annotation.share is not None:
            record["share"] = annotation.share
        if annotation.original:
            record["note"] = self.words["condition"]["original"].format(words=annotation.original)
        if cited := self._cited(annotation):
            record["cite"] = cited
        return record

    def _cited(self, annotation: Annotation) -> list[str]:
        return list(dict.fromkeys(map(self._reference, annotation.references)))

    def _against(self, id: str, annotation: Annotation) -> Json:
        return {"id": _id(id), "note": self.words["condition"]["excluded"], "cite": self._cited(annotation)}

    def _list(self, lead: str, found: Sequence[tuple[str, Annotation]]) -> str:
        lines = []
        for name, annotation in found:
            cited = "; ".join(f"@{one}" for one in self._cited(annotation))
            lines.append(f"- {_prose(name)}" + (f" [{cited}]" if cited else ""))
        return f"{lead}\n\n" + "\n".join(lines)

    def _reference(self, name: str) -> str:
        """The id of the reference that the files call *name*, which is made if it is new."""
        base, _, number = name.partition(":")
        id = _id(name)
        if id not in self.references:
            words = self.words["references"]
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


def _label(term: OboTerm) -> str:
    return term.lay[0] if term.lay else term.name


def _id(name: str) -> str:
    """*name* as an id of ours: `HP:0001250` is `hp-0001250`."""
    id = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-").replace("-or-", "-")
    return id[:80].strip("-")


def _prose(text: str) -> str:
    """*text* without anything that Markdown would take for its own."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", " ", text).strip()


def _merged(words: Any, own: Any) -> Any:
    if isinstance(words, Mapping) and isinstance(own, Mapping):
        return {**words, **{key: _merged(words.get(key), value) for key, value in own.items()}}
    return own
