"""References for other people's software: CSL-JSON as Zotero reads it, and BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pydantic_core import to_json

from build_tools.addresses import BIBTEX, CSL_JSON
from build_tools.graph import Atlas
from build_tools.records import Reference

_ENTRY_TYPES = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "report": "techreport",
    "thesis": "phdthesis",
    "paper-conference": "inproceedings",
}
"""CSL types that BibTeX knows; every other one is `misc`."""
_FIELDS = (
    ("volume", "volume"),
    ("issue", "number"),
    ("page", "pages"),
    ("publisher", "publisher"),
)
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
_ANY_SPECIAL = re.compile(r"[\\{}~^&%$#_]")


def bibliography_files(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """All references that some page cites, in one file of each format."""
    references = [atlas.collection.references[id] for id in sorted(atlas.citing)]
    yield CSL_JSON, (csl_json(references) + "\n").encode()
    yield BIBTEX, "\n".join(map(bibtex, references)).encode()


def csl_json(references: Iterable[Reference]) -> str:
    """*references* as they stand in `references.json`, without what only this atlas keeps there."""
    items = [
        reference.model_dump(
            mode="json",
            by_alias=True,
            exclude_none=True,
            exclude={"custom", "former_ids"},
            exclude_defaults=True,
        )
        for reference in references
    ]
    return to_json(items, indent=1).decode()


def bibtex(reference: Reference) -> str:
    """*reference* as a BibTeX entry under its id. Letters beyond ASCII stay as they are (UTF-8)."""
    extra = reference.model_extra or {}
    kind = _ENTRY_TYPES.get(reference.type, "misc")
    names = [
        f"{{{_escaped(name.literal)}}}"
        if name.literal
        else ", ".join(_escaped(part) for part in (name.family, name.given) if part)
        for name in reference.author
    ]
    fields = {"title": f"{{{_escaped(reference.title)}}}", "author": " and ".join(filter(None, names))}
    if container := extra.get("container-title"):
        fields["journal" if kind == "article" else "booktitle"] = _escaped(str(container))
    fields |= {name: _escaped(str(extra[key])) for key, name in _FIELDS if extra.get(key)}
    if reference.date_parts:
        fields["year"] = str(reference.date_parts[0])
    # Addresses stay as they are: biber and natbib set them as they stand.
    fields |= {name: value for name, value in (("doi", reference.doi), ("url", reference.url)) if value}
    if reference.pmid:
        fields["note"] = f"PMID: {reference.pmid}"
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{reference.id},\n{lines}}}\n"


def _escaped(text: str) -> str:
    return _ANY_SPECIAL.sub(lambda match: _SPECIAL[match[0]], text)
