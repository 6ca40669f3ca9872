"""What all pages of one atlas share: templates, words, formatted references."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from jinja2 import Template
from markupsafe import Markup

from build_tools.citations import vancouver
from build_tools.graph import Atlas
from build_tools.names import in_sentence, words_of
from build_tools.pages.compiled import Templates
from build_tools.pages.editing import Editor
from build_tools.pages.page import Shape
from build_tools.pages.terms import Glossary
from build_tools.places import REMEMBERED_SOURCES
from build_tools.prose import parse
from build_tools.records import Reference, Term
from build_tools.words import Words

_CARD = 150
"""Letters that a card in a list has room for."""
_EVERYWHERE = ("parts/icons.html", "parts/links.html", "parts/references.html")
"""Parts whose macros every template has at hand."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


class Studio:
    """An atlas with what is worked out once for all of its pages. Ask for nothing before it is needed: most is slow."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.words = Words(atlas.collection.strings)
        self.editor = Editor(atlas, self.words)
        self.environment = Templates()
        self.environment.filters["date"] = self.words.date
        self.environment.filters["in_sentence"] = self.in_sentence
        self.environment.filters["first_sentences"] = first_sentences
        self.environment.globals |= {"t": self.words, "editor": self.editor}
        for part in _EVERYWHERE:
            self.environment.globals |= self.environment.macros(part)
        self.shapes: dict[tuple[object, ...], Shape] = {}
        """By kind, folder or address, and sections. Equal shapes are one object: others look them up often."""
        self.links: dict[tuple[int, str, str, str], Markup] = {}
        """Links by how deep the page stands, kind and id of the record, and class."""
        self.sources: dict[tuple[int, str], str] = {}
        """Sources as they stand in the list of a page, by how deep that is, and id."""
        self.notes: dict[str, Markup] = {}
        """Short texts that are the same on every page, as HTML: *2 of 5 people* stands on thousands of pages."""
        self.breadcrumbs: dict[tuple[int, tuple[tuple[str, str], ...]], Markup] = {}
        """Ways back by how deep the page stands, with name and address of each step."""

    @cached_property
    def formatted(self) -> Mapping[str, Markup]:
        """Every reference that some record cites, in Vancouver style."""
        references = self.atlas.collection.references
        return vancouver((references[id] for id in self.atlas.citing), REMEMBERED_SOURCES)

    def prepare(self) -> None:
        """Work out what all pages need, so that processes that are split off later share it."""
        _ = self.formatted, self.atlas.targets, self.atlas.pairs
        for name in self.environment.list_templates():
            self.template(name)

    def template(self, name: str) -> Template:
        """The compiled template *name*."""
        if name not in self._templates:
            self._templates[name] = self.environment.get_template(name)
        return self._templates[name]

    @cached_property
    def _templates(self) -> dict[str, Template]:
        return {}

    @cached_property
    def glossary(self) -> Glossary:
        """Finds words of the glossary in prose."""
        return Glossary(self.atlas.collection.terms.values())

    def definition(self, term: Term) -> str:
        """What *term* means, in plain words."""
        if term.id not in self._definitions:
            self._definitions[term.id] = self.plain(term.definition)
        return self._definitions[term.id]

    @cached_property
    def _definitions(self) -> dict[str, str]:
        return {}

    def plain(self, text: str) -> str:
        """Prose as plain words, for descriptions and search."""
        targets = self.atlas.targets
        return parse(text).plain(
            lambda link: words_of(link, targets[link.id], self.proper) if link.id in targets else link.id
        )

    def in_sentence(self, name: str) -> str:
        """*name* as it stands in the middle of a sentence."""
        return in_sentence(name, self.proper)

    @cached_property
    def proper(self) -> tuple[str, ...]:
        """Names of people with which names of records begin."""
        return tuple(self.words["proper_names"]) if "proper_names" in self.words else ()

    def reference_line(self, reference: Reference) -> Markup:
        """A reference as every list of sources shows it: the text, where it is, its kind, how far it was read."""
        if reference.id not in self._lines:
            macro = self.environment.macros("parts/references.html")["reference_line"]
            self._lines[reference.id] = Markup(macro(reference, self.formatted[reference.id]).strip())
        return self._lines[reference.id]

    @cached_property
    def _lines(self) -> dict[str, Markup]:
        return {}


def first_sentences(text: str) -> str:
    """Whole sentences from the start of *text*: the first, and more while they are short enough for a card."""
    first, *others = _SENTENCE.split(text)
    for sentence in others:
        if len(first) + len(sentence) >= _CARD:
            break
        first = f"{first} {sentence}"
    return first
