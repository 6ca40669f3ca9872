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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from build_tools.importers.annotations import Annotation, Disease, read_annotations
from build_tools.importers.findings import Findings, id_of
from build_tools.importers.obo import Ontology, UnreadableData, read_obo
from build_tools.importers.sources import Sources
from build_tools.places import CONTENT, HPO_WORDS
from build_tools.problems import Problem, Where

DATABASES = {"OMIM": "omim", "ORPHA": "orphanet", "DECIPHER": "decipher"}
FEW = 10
"""People below which a count is given as it is, and not as a share: one of one is not a hundred of a hundred."""
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
        self.findings = Findings(ontology, diseases, self.words)
        self.sources = Sources(self.words["references"])

    def write(self) -> Imported:
        for folder in ("conditions", "vocabulary", "about"):
            (self.out / folder).mkdir(parents=True)
        symptoms = list(self.findings.symptoms())
        left_out = 0
        for disease in self.diseases:
            record = self._condition(disease)
            if record["symptoms"]:
                self._json(f"conditions/{id_of(disease.id)}", record)
            else:
                left_out += 1
        self._json("vocabulary/symptoms", symptoms, lines=True)
        self._json("vocabulary/facets", list(self.findings.facets()))
        self._json("vocabulary/groups", self.words["groups"])
        self.sources.take_those_of_places()
        self._json(
            "references", [self.sources.references[id] for id in sorted(self.sources.references)], lines=True
        )
        for name in ("vocabulary/actions.yml", "locales.yml"):
            shutil.copyfile(CONTENT / name, self.out / name)
        self._write_words()
        self._json("site", self._filled(self.words["site"]))
        self._json("about/data", self._filled({**self.words["about"], **self._stamp()}))
        return Imported(len(self.diseases) - left_out, len(symptoms), len(self.sources.references), left_out)

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
                findings=f"{len(self.findings.used):,}",
            )
        if isinstance(value, dict):
            return {key: self._filled(inner) for key, inner in value.items()}
        return [self._filled(inner) for inner in value] if isinstance(value, list) else value

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

    def _condition(self, disease: Disease) -> Json:
        words = self.words["condition"]
        database = disease.id.partition(":")[0]
        own = self.sources.reference(disease.id)
        findings: list[tuple[str, Annotation]] = []
        against: list[tuple[str, Annotation]] = []
        inheritance: list[tuple[str, Annotation]] = []
        course: list[tuple[str, Annotation]] = []
        for annotation in disease.findings.values():
            id = self.findings.aliases.get(annotation.hpo_id)
            if id is None:
                continue
            name = self.ontology.terms[id].name
            if annotation.aspect == "I":
                inheritance.append((name, annotation))
            elif annotation.aspect == "C" and not self.findings.is_onset(id):
                course.append((name, annotation))
            elif id in self.findings.used:
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
        record: Json = {"id": id_of(id), "frequency": annotation.frequency}
        if annotation.share is not None and annotation.people >= FEW:
            record["share"] = annotation.share
        if annotation.original:
            record["note"] = self.words["condition"]["original"].format(words=annotation.original)
        if cited := self.sources.cited(annotation):
            record["cite"] = cited
        return record

    def _against(self, id: str, annotation: Annotation) -> Json:
        return {
            "id": id_of(id),
            "note": self.words["condition"]["excluded"],
            "cite": self.sources.cited(annotation),
        }

    def _list(self, lead: str, found: Sequence[tuple[str, Annotation]]) -> str:
        lines = []
        for name, annotation in found:
            cited = "; ".join(f"@{one}" for one in self.sources.cited(annotation))
            lines.append(f"- {_prose(name)}" + (f" [{cited}]" if cited else ""))
        return f"{lead}\n\n" + "\n".join(lines)


def _prose(text: str) -> str:
    """*text* without anything that Markdown would take for its own."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", " ", text).strip()


def _merged(words: Any, own: Any) -> Any:
    if isinstance(words, Mapping) and isinstance(own, Mapping):
        return {**words, **{key: _merged(words.get(key), value) for key, value in own.items()}}
    return own
