"""What a template has at hand while one page is written: links, citations, prose, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from build_tools import addresses
from build_tools.citations import Numbering
from build_tools.collection import AnyRecord, Reviewed
from build_tools.names import name_of, words_of
from build_tools.pages.page import Heading, Page, Shape, Slot, Title
from build_tools.pages.source_list import source_list
from build_tools.pages.studio import Studio
from build_tools.pages.terms import explain
from build_tools.prose import Citation, CrossLink, parse
from build_tools.records import Reference, Review, Term

_NOTE = 60
"""Letters of a text that is likely to come again."""
_GAP = "\N{NARROW NO-BREAK SPACE}"
"""Before a citation, whose target is wider than its number."""
_CITATION = '<a class="atlas-cite"'


class Desk:
    """One page in the making. Ask for citations in the order in which the page reads."""

    def __init__(self, studio: Studio, address: str) -> None:
        self.studio = studio
        self.address = address
        self._depth = address.count("/")
        self.numbering = Numbering(
            studio.atlas.collection.references, studio.formatted, studio.words.sources.mark
        )
        self.explained: set[str] = set()
        """Ids of the glossary's terms that the page has explained."""
        self.explains_terms = address != addresses.GLOSSARY

    def at_hand(self) -> dict[str, Any]:
        """What every template may use by name, beside what it is given."""
        return {
            **self.studio.environment.globals,
            "desk": self,
            "href": self.href,
            "link_to": self.link_to,
            "cite": self.cite,
            "prose": self.prose,
            "plain": self.plain,
        }

    @property
    def full_address(self) -> str:
        """Where this page is published: what stands on it on paper."""
        return f"{self.studio.atlas.site.url}{self.address}"

    def href(self, address: str) -> str:
        """The way from this page to *address*."""
        return addresses.relative(self.address, address)

    def link_to(self, record: AnyRecord, words: str = "", class_: str = "") -> Markup:
        """A link to the page about *record*, under its own name or other *words*."""
        if not words and record.id not in self.address:
            # From all pages of a depth it looks the same, and a long list is made of little else.
            key = (self._depth, record.kind, record.id, class_)
            if key not in self.studio.links:
                link = self._link_to(record, words, class_)
                if "#" in link:  # a place on a page, which may be this one
                    return link
                self.studio.links[key] = link
            return self.studio.links[key]
        return self._link_to(record, words, class_)

    def _link_to(self, record: AnyRecord, words: str, class_: str) -> Markup:
        attribute = f' class="{class_}"' if class_ else ""
        href = escape(self.href(addresses.address_of(record)))
        return Markup(f'<a{attribute} href="{href}">{escape(words or name_of(record))}</a>')

    def breadcrumbs(self, *steps: tuple[str, str]) -> Markup:
        """The way back from this page through *steps*, each a name and an address, after the home page."""
        key = (self._depth, steps)
        if key not in self.studio.breadcrumbs:
            html = self.studio.template("parts/breadcrumbs.html").render(steps=steps, href=self.href)
            self.studio.breadcrumbs[key] = Markup(html)
        return self.studio.breadcrumbs[key]

    def cite(self, ids: Sequence[str]) -> Markup:
        """Clickable numbers for references."""
        return self.numbering.mark(ids)

    def prose(self, text: str | None, cite: Sequence[str] = (), *, inline: bool = False) -> Markup:
        """Prose as HTML, its own citations first, then those of a `cite` field that it has not made itself."""
        if not text:
            return Markup("")
        html = self.studio.notes.get(text) if inline else None
        if html is None:
            html = self._words(text, inline=inline)
        if not cite:
            return html
        made = parse(text).citations
        marks = self.cite([id for id in cite if id not in made])
        if not marks:
            return html
        if html.endswith("</ul>") or html.endswith("</ol>"):
            # Behind the last item they would seem to belong to that item alone.
            name = escape(self.studio.words.sources.of_list)
            return Markup(f'{html}<p class="atlas-cited">{name} {marks}</p>')
        if html.endswith("</p>"):
            return Markup(f"{html[:-4]}{_GAP}{marks}</p>")
        return Markup(f"{html}{_GAP}{marks}")

    def _words(self, text: str, *, inline: bool) -> Markup:
        parsed = parse(text)
        html = parsed.html(self._citation, self._cross_link, inline=inline)
        if _CITATION in html:
            html = _with_gaps(html)
        if candidates := self.studio.glossary.candidates(text):
            return explain(html, candidates, self.explained, self._term) if self.explains_terms else html
        if inline and len(text) <= _NOTE and all(isinstance(piece, Markup) for piece in parsed.pieces):
            self.studio.notes[text] = html
        return html

    def _citation(self, citation: Citation) -> Markup:
        return self.numbering.mark(citation.ids)

    def _cross_link(self, link: CrossLink) -> Markup:
        target = self.studio.atlas.targets[link.id]
        words = words_of(link, target, self.studio.proper)
        if addresses.address_of(target) == self.address:
            return escape(words)
        if isinstance(target, Term) and self.explains_terms:
            self.explained.add(target.id)
            return self._term(target, words)
        return self.link_to(target, words)

    def _term(self, term: Term, words: str) -> Markup:
        """*words* as a link to the glossary that carries what they mean."""
        href = escape(self.href(addresses.address_of(term)))
        definition = escape(self.studio.definition(term))
        return Markup(
            f'<a class="atlas-term" href="{href}" data-definition="{definition}">{escape(words)}</a>'
        )

    def sources(self) -> Markup:
        """The page's list of sources, each with the way back to where it is cited; empty without citations."""
        return source_list(self.numbering.entries(), self.studio.words.sources, self._source)

    def _source(self, reference: Reference) -> str:
        """What a list of sources says of *reference*, up to the ways back. From all pages of a depth it looks the same."""
        key = (self._depth, reference.id)
        if key not in self.studio.sources:
            details = escape(self.href(addresses.address_of(reference)))
            self.studio.sources[key] = (
                f"{self.studio.reference_line(reference)}"
                f' <div class="atlas-sources__ways">'
                f'<a class="atlas-sources__details" href="{details}">{escape(self.studio.words.sources.details)}</a>'
            )
        return self.studio.sources[key]

    def stamp_of(self, record: AnyRecord) -> Review | None:
        """The review that the page of *record* shows: its own, or that of its list."""
        reviewed = self.studio.atlas.collection.stamp_of(record)
        return reviewed.review if reviewed else None

    def review_line(self, record: AnyRecord, review: Review) -> str:
        """What *review* was, and when, in one sentence."""
        words, atlas = self.studio.words.review, self.studio.atlas
        # Definitions alone have no sources to be compared with.
        unsourced = (
            review.state == "source-checked"
            and not isinstance(record, Reviewed)
            and not atlas.citations_of(record)
        )
        return str(words["looked_through" if unsourced else review.state]).format(
            date=self.studio.words.date(review.date),
            people=", ".join(atlas.collection.people[id].name for id in review.by),
        )

    def how_far(self, record: AnyRecord) -> str:
        """How far the sources of *record* were read, in one sentence; nothing of a record without sources."""
        words, atlas = self.studio.words, self.studio.atlas
        read = Counter(atlas.collection.references[id].custom.read for id in atlas.citations_of(record))
        counted = ", ".join(
            words.review.read_count.format(number=read[level], read=how)
            for level, how in words["read"].items()
            if read[level]
        )
        return str(words.review.how_far.format(read=counted)) if counted else ""

    @property
    def has_signs(self) -> bool:
        """Whether the atlas has warning signs to lead to."""
        return bool(self.studio.atlas.red_flags)

    @property
    def explains_review(self) -> bool:
        """Whether the atlas has a page about its reviews for the review line to point to."""
        return "review" in self.studio.atlas.collection.abouts

    def report_address(self) -> str:
        """A new issue about this page, for whoever cannot run the script that fills the form."""
        site = self.studio.atlas.site
        page = quote(site.url + self.address, safe="")
        return f"{site.repository.url}/issues/new?template=mistake.yml&page={page}"

    def plain(self, text: str) -> str:
        """Prose as plain words, for descriptions and search."""
        return self.studio.plain(text)


def _with_gaps(html: str) -> Markup:
    """*html* with a space that does not break before each citation: a number stays on the line of its word."""
    *before, end = str(html).split(_CITATION)
    spaced = (text.rstrip() + _GAP if text[-1:].isspace() else text for text in before)
    return Markup(_CITATION.join([*spaced, end]))


def write(
    desk: Desk,
    template: str,
    *,
    kind: str,
    title: str,
    description: str,
    headings: Mapping[str, str],
    folder: str | None = None,
    **page: Any,
) -> Page:
    """The page that *template* makes at *desk*.

    Each block of the template is a slot. A block named in *headings* gets that heading above it, and
    is left out, heading and all, where it renders to nothing. The block `sources` comes last, when every
    citation has its number. Pages with the same blocks share a shape where *folder* is given.
    """
    view = {key: page.pop(key) for key in list(page) if key not in _PAGE_FIELDS}
    made = desk.studio.template(template)
    names = [name for name in made.blocks if not name.startswith("_")]
    context = made.new_context({**view, **desk.at_hand(), "title": title}, shared=True)
    written = {name: Markup("".join(made.blocks[name](context)).strip()) for name in names}
    slots = {name: html for name, html in written.items() if html or name == "before_title"}
    # Most pages share their shape with others of their kind, and to look for it is quicker than to make it.
    own = desk.address if folder is None else None
    sections = tuple((name, headings.get(name, "")) for name in slots)
    shapes = desk.studio.shapes
    shape = shapes.get((kind, folder, own, sections))
    if shape is None:
        shape = shapes[kind, folder, own, sections] = Shape(kind, _body(sections), folder, own)
    return Page(desk.address, shape, title, description, slots, **page)


def _body(sections: Iterable[tuple[str, str]]) -> tuple[Slot | Heading | Title, ...]:
    """The body of a page with *sections*, each the name of its slot and the heading above it, if it has one."""
    body: list[Slot | Heading | Title] = []
    for name, heading in sections:
        if heading:
            body.append(Heading(name.replace("_", "-"), heading))
        body.append(Slot(name))
        if name == "before_title":
            body.append(Title())
    return tuple(body) if any(isinstance(part, Title) for part in body) else (Title(), *body)


_PAGE_FIELDS = {"search_text", "search_names", "search_weight", "modified", "tab", "head"}
