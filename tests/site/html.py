"""Reads built pages with the standard library's parser, apart from the generator's own link check."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Document:
    """What tests ask of a page."""

    address: str
    elements: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    @property
    def ids(self) -> list[str]:
        return [e.attributes["id"] for e in self.elements if "id" in e.attributes]

    @property
    def leads_to(self) -> str | None:
        """Where a former address sends its reader, as it is written; None for a page that is read itself."""
        for element in self.all("meta"):
            if element.attributes.get("http-equiv") == "refresh":
                return element.attributes["content"].partition("url=")[2]
        return None


class _Reader(HTMLParser):
    def __init__(self, document: Document) -> None:
        super().__init__(convert_charrefs=True)
        self.document = document
        self.open: list[Element] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.document.elements.append(element)
        self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1].text += data
        if not any(element.tag in ("script", "style") for element in self.open):
            self.words.append(data)


def read_page(site: Path, path: Path) -> Document:
    """The page in *path* of the folder *site*."""
    name = path.relative_to(site).as_posix()
    document = Document(name.removesuffix("index.html"))
    reader = _Reader(document)
    reader.feed(path.read_text(encoding="utf-8"))
    document.text = " ".join(" ".join(reader.words).split())
    return document
