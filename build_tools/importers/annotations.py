"""Annotations of diseases with findings, as the Human Phenotype Ontology publishes them (phenotype.hpoa)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from build_tools.importers.obo import UnreadableData, lines_of
from build_tools.problems import Problem, Where
from build_tools.records.base import Frequency

COLUMNS = (
    "database_id", "disease_name", "qualifier", "hpo_id", "reference", "evidence",
    "onset", "frequency", "sex", "modifier", "aspect", "biocuration",
)  # fmt: skip

FREQUENCY_TERMS: dict[str, tuple[int, int, str]] = {
    "HP:0040280": (100, 100, "obligate (100 %)"),
    "HP:0040281": (80, 99, "very frequent (80 to 99 %)"),
    "HP:0040282": (30, 79, "frequent (30 to 79 %)"),
    "HP:0040283": (5, 29, "occasional (5 to 29 %)"),
    "HP:0040284": (1, 4, "very rare (1 to 4 %)"),
    "HP:0040285": (0, 0, "excluded (0 %)"),
}
"""Least and greatest share in percent, and the words, of the ontology's own frequency terms."""


@dataclass
class Annotation:
    """One finding of one disease, everything that the file says of it taken together."""

    hpo_id: str
    aspect: str
    is_excluded: bool = False
    counts: list[tuple[int, int]] = field(default_factory=list)
    """Pairs: how many of how many people."""
    shares: list[tuple[int, int, str]] = field(default_factory=list)
    """Least and greatest share in percent, with the original words."""
    references: list[str] = field(default_factory=list)
    onsets: list[str] = field(default_factory=list)

    @property
    def people(self) -> int:
        """In how many people somebody counted, over all counts."""
        return sum(of for _, of in self.counts)

    @property
    def share(self) -> int | None:
        """People out of 100, where somebody counted, over all counts; None otherwise."""
        seen, of = sum(n for n, _ in self.counts), sum(m for _, m in self.counts)
        return round(100 * seen / of) if of else None

    @property
    def frequency(self) -> Frequency:
        """Where the share, or the middle of its range, falls on our scale.

        *usual* from 60 of 100, *common* from 30, *sometimes* from 5, *rare* below: the limits of the
        ontology's own terms (frequent from 30, occasional from 5), with *very frequent* and the upper part of
        *frequent* as *usual*.
        """
        share: float | None = self.share
        if share is None and self.shares:
            share = max((least + greatest) / 2 for least, greatest, _ in self.shares)
        if share is None:
            return "not-measured"
        return "usual" if share >= 60 else "common" if share >= 30 else "sometimes" if share >= 5 else "rare"

    @property
    def original(self) -> str:
        """What the file says of how often, in its own numbers."""
        counted = [f"{n} of {m} people" for n, m in self.counts]
        return "; ".join(dict.fromkeys([*counted, *(words for _, _, words in self.shares)]))


@dataclass
class Disease:
    """A disease with its annotations, by term, in the order of the file."""

    id: str
    name: str
    findings: dict[str, Annotation] = field(default_factory=dict)


_VERSION = "#version:"
_COUNT = re.compile(r"(\d+)\s*/\s*(\d+)$")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%$")


def read_annotations(path: Path) -> tuple[str, list[Disease]]:
    """The version of the file, and its diseases in the order of first mention.

    Raises UnreadableData for a line that cannot be understood, and OSError for a file that cannot be read.
    """
    diseases: dict[str, Disease] = {}
    for line, row in _rows(path):
        disease = diseases.setdefault(row["database_id"], Disease(row["database_id"], row["disease_name"]))
        key = f"{row['hpo_id']} {row['qualifier']}".strip()
        found = disease.findings.setdefault(key, Annotation(row["hpo_id"], row["aspect"]))
        found.is_excluded = row["qualifier"] == "NOT"
        _take_frequency(found, row["frequency"], line)
        for name, values in (("reference", found.references), ("onset", found.onsets)):
            values += [v for v in row[name].split(";") if v and v not in values]
    return _version(path), list(diseases.values())


class _Line(NamedTuple):
    """A line of the file, and where it stands."""

    path: Path
    number: int
    text: str

    def unreadable(self, rule: str, message: str, hint: str, at: str = "") -> UnreadableData:
        """What is wrong with the line, or with *at* in it, to be raised."""
        column = self.text.find(at) + 1 if at else 1
        where = Where(str(self.path), self.number, column, max(1, len(at)), self.text[:200])
        return UnreadableData(Problem(where, rule, message, hint))


def _lines(path: Path) -> Iterator[_Line]:
    return (_Line(path, number, text) for number, text in lines_of(path))


def _version(path: Path) -> str:
    """What the notes above the first row say of the version; empty where they say nothing."""
    for line in _lines(path):
        if line.text.startswith(_VERSION):
            return line.text.removeprefix(_VERSION).strip()
        if line.text and not line.text.startswith("#"):
            break
    return ""


def _rows(path: Path) -> Iterator[tuple[_Line, dict[str, str]]]:
    has_header = False
    for line in _lines(path):
        if line.text.startswith("#") or not line.text:
            continue
        values = line.text.split("\t")
        if not has_header:
            if tuple(values) != COLUMNS:
                raise _no_hpoa(line)
            has_header = True
            continue
        if len(values) != len(COLUMNS):
            raise line.unreadable(
                "wrong-columns",
                f"This line has {len(values)} columns, and not {len(COLUMNS)}.",
                "Take the file as it was published, with tabs between columns.",
            )
        yield line, dict(zip(COLUMNS, values, strict=True))
    if not has_header:
        raise _no_hpoa(_Line(path, 1, ""))


def _no_hpoa(line: _Line) -> UnreadableData:
    return line.unreadable(
        "not-hpoa",
        "The first line without # has to name the columns of an annotation file.",
        "Name the file phenotype.hpoa of the Human Phenotype Ontology with --annotations.",
    )


def _take_frequency(found: Annotation, text: str, line: _Line) -> None:
    if not text:
        return
    if match := _COUNT.match(text):
        if int(match[2]):
            found.counts.append((int(match[1]), int(match[2])))
    elif match := _PERCENT.match(text):
        share = round(float(match[1]))
        found.shares.append((share, share, f"{match[1]} %"))
    elif text in FREQUENCY_TERMS:
        found.shares.append(FREQUENCY_TERMS[text])
    else:
        raise line.unreadable(
            "unknown-frequency",
            f'"{text}" is no frequency.',
            "It should be a count (3/7), a share (12%), or a frequency term (HP:0040280 to HP:0040285).",
            text,
        )
