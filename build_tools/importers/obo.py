"""The part of the OBO format that an ontology of symptoms needs: terms with names, synonyms and parents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.problems import Problem, Where


class UnreadableData(Exception):
    """A data set is not what it should be; `problem` says where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass
class OboTerm:
    """A term as the file gives it."""

    id: str
    name: str = ""
    definition: str = ""
    parents: list[str] = field(default_factory=list)
    lay: list[str] = field(default_factory=list)
    """Synonyms marked as words of lay people, wider and narrower ones too."""
    lay_name: str = ""
    """The first of them that means exactly this; *epilepsy* is not another word for a seizure."""
    synonyms: list[str] = field(default_factory=list)
    """All other exact synonyms."""
    former_ids: list[str] = field(default_factory=list)
    is_obsolete: bool = False


@dataclass(frozen=True)
class Ontology:
    """Terms by id, in the order of the file."""

    version: str
    terms: Mapping[str, OboTerm]

    @property
    def aliases(self) -> Mapping[str, str]:
        """Present ids by themselves and by every former id."""
        former = {old: term.id for term in self.terms.values() for old in term.former_ids}
        return {**former, **{id: id for id in self.terms}}

    def above(self, id: str) -> Iterator[str]:
        """Every term above *id*, nearer ones first, each once."""
        found = dict.fromkeys(self.terms[id].parents)
        queue = list(found)
        for one in queue:
            yield one
            for parent in self.terms[one].parents if one in self.terms else ():
                if parent not in found:
                    found[parent] = None
                    queue.append(parent)


_SYNONYM = re.compile(r'"((?:[^"\\]|\\.)*)" (EXACT|BROAD|NARROW|RELATED)(?: ([\w:]+))?')
_DEFINITION = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of *path* with their numbers from 1.

    Raises UnreadableData for a file that is not text, and OSError for one that cannot be read.
    """
    with path.open(encoding="utf-8") as file:
        try:
            for number, line in enumerate(file, 1):
                yield number, line.rstrip("\n")
        except UnicodeDecodeError:
            problem = Problem(
                Where(str(path)),
                "not-text",
                "This is not text in UTF-8.",
                "Take the file as it was published, and unpack it if it is packed.",
            )
            raise UnreadableData(problem) from None


def read_obo(path: Path) -> Ontology:
    """The ontology in *path*, obsolete terms left out.

    Raises UnreadableData for a file that is no OBO, and OSError for one that cannot be read.
    """
    version = ""
    terms: dict[str, OboTerm] = {}
    term: OboTerm | None = None
    is_term = False
    for number, line in lines_of(path):
        if number == 1 and not line.startswith("format-version:"):
            raise _no_obo(path, line[:80], "it does not begin with format-version")
        if line.startswith("["):
            is_term, term = line == "[Term]", None
            continue
        key, _, value = line.partition(": ")
        if key == "data-version":
            version = value.rpartition("/")[2]
        elif is_term and key == "id":
            term = terms.setdefault(value, OboTerm(value))
        elif term is not None:
            _take(term, key, value)
    if not terms:
        raise _no_obo(path, "", "it has no terms")
    return Ontology(version, {id: term for id, term in terms.items() if not term.is_obsolete})


def _no_obo(path: Path, line: str, why: str) -> UnreadableData:
    return UnreadableData(
        Problem(
            Where(str(path), 1, 1, 1, line),
            "not-obo",
            f"This is no OBO file: {why}.",
            "Name the file hp.obo of the Human Phenotype Ontology with --obo.",
        )
    )


def _take(term: OboTerm, key: str, value: str) -> None:
    if key == "name":
        term.name = value
    elif key == "def" and (match := _DEFINITION.match(value)):
        term.definition = _plain(match[1])
    elif key == "is_a":
        term.parents.append(value.split(" ", 1)[0])
    elif key == "alt_id":
        term.former_ids.append(value)
    elif key == "is_obsolete":
        term.is_obsolete = value == "true"
    elif key == "synonym" and (match := _SYNONYM.match(value)):
        if match[3] == "layperson":
            term.lay.append(_plain(match[1]))
            if match[2] == "EXACT" and not term.lay_name:
                term.lay_name = term.lay[-1]
        elif match[2] == "EXACT" and match[3] not in ("abbreviation", "obsolete_synonym"):
            term.synonyms.append(_plain(match[1]))


def _plain(text: str) -> str:
    return " ".join(_ESCAPED.sub(r"\1", text).split())
