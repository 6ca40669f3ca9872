"""What a rule is, and the names of those that reading the files keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from build_tools.checks.survey import Fault, Survey
from build_tools.problems import Severity

Find = Callable[[Survey], Iterator[Fault]]


@dataclass(frozen=True)
class Rule:
    """Something that is true of every good collection."""

    name: str
    """Permanent, kebab-case; `checks_off` in site.yml and the problems' texts use it."""
    wants: str
    """The rule in one sentence, as an author would say it."""
    severity: Severity
    is_always_on: bool
    """What comes after the checks leans on it, so that no atlas can switch it off."""
    find: Find


def rule(*, severity: Severity = "error", is_always_on: bool = False) -> Callable[[Find], Rule]:
    """Makes a `Rule` of a function: its name is the rule's name, its docstring what the rule wants."""

    def made(find: Find) -> Rule:
        name = find.__name__.replace("_", "-")
        return Rule(name, " ".join((find.__doc__ or "").split()), severity, is_always_on, find)

    return made


READING: Mapping[str, str] = {
    "no-content": "The content folder exists.",
    "missing-file": "An atlas has a site.yml and the words of its language.",
    "unknown-file": "Every file in the content folder is one that the generator reads.",
    "unreadable-file": "A file can be opened.",
    "file-too-large": "A record is a text that people write and read.",
    "wrong-encoding": "A file is UTF-8 text.",
    "control-character": "A text has no invisible control characters.",
    "empty-file": "A file has something in it.",
    "yaml-syntax": "A .yml file is YAML.",
    "json-syntax": "A .json file is JSON.",
    "hash-in-text": "A text with a space and a hash in it stands in quotes, or YAML drops the rest of it.",
    "tab": "Lines are indented with spaces.",
    "duplicate-key": "A field stands once in a record or list item.",
    "merge-key": "Fields are written out, not merged in with <<.",
    "anchor": "Texts are written out, without anchors (&) and aliases (*).",
    "tag": "Values have no YAML tags (!).",
    "several-documents": "A file holds one document.",
    "too-deep": "A record has no more levels than a person can read.",
    "wrong-type": "A text, a list and a group of fields each stand where one is meant.",
    "missing-field": "A record has every field that its kind needs.",
    "unknown-field": "A record has only the fields of its kind.",
    "empty-field": "A field that is written has a value.",
    "unknown-value": "A field with fixed values has one of them.",
    "wrong-value": "A value is written as its field needs it.",
    "not-a-date": "A date is written as year, month and day.",
    "not-a-number": "A number is written in digits.",
    "bad-address": "A web address begins with https://.",
    "bad-id": "An id has lower-case letters, digits and single hyphens, and never -or-.",
    "duplicate-id": "An id stands for one record of its kind.",
    "id-is-not-the-filename": "A record in a file of its own has the file's name as its id.",
}
"""Rules that `yaml_files`, `records.shape` and `loading` keep, and what they want. They are always on."""

IMPORTING: Mapping[str, str] = {
    "folder-not-empty": "An import writes into a new folder.",
    "not-text": "The ontology and the annotations are text in UTF-8.",
    "not-obo": "The ontology is an OBO file.",
    "not-hpoa": "The annotations are a file with the columns of phenotype.hpoa.",
    "wrong-columns": "Every line of the annotations has all columns.",
    "unknown-frequency": "A frequency in the annotations is a count, a share or a term of the ontology.",
}
"""Rules for data sets of others that are taken over. They are not about records."""

BUILDING: Mapping[str, str] = {
    "missing-words": "The strings have all the words that pages need.",
    "page-shape": "A shape of pages has one title, and no two slots or headings alike.",
    "page-address": "Every page and file of the site has an address of its own.",
    "page-slot": "A page fills just the slots of its shape.",
    "frame-slot": "The engine leaves every slot of a frame as it was written.",
    "navigation": "The navigation names pages that there are.",
    "broken-link": "Every link and file that a page names is there.",
    "broken-anchor": "Every place inside a page that a link points to is there.",
    "duplicate-anchor": "An anchor stands once on its page.",
    "orphan-page": "Every page is linked to from another.",
    "other-origin": "A page loads nothing from other sites.",
    "heavy-search": "An atlas with thousands of pages has a search index in pieces.",
    "blocked-markup": "A page has nothing in it that its own security policy would block.",
}
"""Rules that are kept while pages are made, after the checks. They are always on, and stop the build only."""
