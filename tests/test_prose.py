"""Prose: Markdown with citations and cross-links, safe whatever anybody writes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from build_tools.prose import Citation, CrossLink, Prose, parse
from build_tools.prose.markdown_parser import parse_markdown
from build_tools.prose.plain_parser import parse_plain


def shown(parsed: Prose) -> str:
    """As on a page, with citations and links in a form that tests can read."""
    return str(
        parsed.html(
            lambda citation: escape(f"({','.join(citation.ids)})"),
            lambda link: escape(f"{{{link.id}:{link.words}}}"),
        )
    )


def refused(text: str) -> list[tuple[str, str]]:
    return list(parse(text).refused)


def test_a_citation_names_one_reference_or_several() -> None:
    parsed = parse("Half get better [@a-1; @b-2]. Most walk [@a-1].")
    assert parsed.citations == ("a-1", "b-2", "a-1")
    assert shown(parsed) == "<p>Half get better (a-1,b-2). Most walk (a-1).</p>"


def test_a_cross_link_shows_its_own_words_or_none() -> None:
    parsed = parse("See [[knee-pain]] or [[knee-pain|a sore\nknee]].")
    assert parsed.links == (CrossLink("knee-pain"), CrossLink("knee-pain", "a sore knee"))
    assert shown(parsed) == "<p>See {knee-pain:} or {knee-pain:a sore knee}.</p>"


def test_a_citation_that_goes_over_the_end_of_a_line_is_one() -> None:
    text = "Half get better [@a;\n@b], see [[knee-pain|a\nknee]].\n\n- one [@a;\n  @b]"
    assert parse(text).citations == ("a", "b", "a", "b")
    assert refused(text) == []


def test_a_line_may_begin_with_a_citation_and_a_colon() -> None:
    assert (
        shown(parse("As in\n[@a]: **yes**\n\n[@b]: no"))
        == "<p>As in (a): <strong>yes</strong></p>\n<p>(b): no</p>"
    )


def test_citations_and_links_work_inside_markdown() -> None:
    parsed = parse("- **Move** [@a]\n- see [[knee-pain]]")
    assert shown(parsed) == "<ul>\n<li><strong>Move</strong> (a)</li>\n<li>see {knee-pain:}</li>\n</ul>"


def test_inline_prose_of_one_paragraph_comes_without_its_tags() -> None:
    def cite(citation: Citation) -> Markup:
        return Markup("")

    def link(link: CrossLink) -> Markup:
        return Markup("")

    assert parse("One.").html(cite, link, inline=True) == "One."
    assert parse("One.\n\nTwo.").html(cite, link, inline=True) == "<p>One.</p>\n<p>Two.</p>"


def test_plain_words_have_no_marks_and_no_space_before_the_full_stop() -> None:
    parsed = parse("Half **get** better [@a]. See [[knee-pain]] & [[hip|the hip]].")
    assert parsed.plain() == "Half get better. See knee-pain & the hip."
    assert parsed.plain(lambda link: link.id.upper()) == "Half get better. See KNEE-PAIN & the hip."


def test_a_link_knows_whether_a_sentence_begins_with_it() -> None:
    parsed = parse("Near the [[a]]. [[b]]s hurt; **[[a]]** too.\n\n- [[b]]\n- an [[a]]")
    assert [link.id for link in parsed.links if link.starts] == ["b", "b"]


def test_a_web_address_is_a_link_that_does_not_tell_where_the_reader_comes_from() -> None:
    assert (
        shown(parse("[NHS](https://www.nhs.uk/)"))
        == '<p><a href="https://www.nhs.uk/" rel="noopener">NHS</a></p>'
    )


def test_headings_in_prose_stand_below_those_of_the_page() -> None:
    assert shown(parse("# Big\n\n## Less")) == "<h3>Big</h3>\n<h3>Less</h3>"


def test_a_table_has_no_styles_that_the_security_policy_would_block() -> None:
    assert "style" not in shown(parse("| a | b |\n|:--|--:|\n| 1 | 2 |"))


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("a <b>c", "raw-html", "<b>"),
        ("a <!-- c", "raw-html", "<!-- c"),
        ("a <script\nsrc=x>", "raw-html", "<script"),
        ("<me@example.org>", "raw-html", "<me@example.org>"),
        ("[a](javascript:alert(1))", "dangerous-link", "javascript:alert(1)"),
        ("[a]( JaVaScRiPt:alert(1))", "dangerous-link", "JaVaScRiPt:alert(1)"),
        ("[a](/page)", "dangerous-link", "/page"),
        ("[a](https://e.example/[@x])", "dangerous-link", "https://e.example/"),
        ("[a]([@x])", "dangerous-link", "]("),
        ("![a](https://e.example/a.png)", "image-in-prose", "https://e.example/a.png"),
        ("a [@b", "bad-citation", "[@b"),
        ("a [@B]", "bad-citation", "[@B]"),
        ("a [@b, p. 3]", "bad-citation", "[@b, p. 3]"),
        ("a [[b", "bad-link", "[[b"),
        ("a [[B b]]", "bad-link", "[[B b]]"),
        ("a [[b|*c*]]", "bad-link", "[[b|*c*]]"),
        ("[see [@b]](https://e.example/)", "bad-link", "see"),
        ("a\ue000b", "private-character", "\ue000"),
        ("- " * 3000 + "a", "tangled-prose", ("- " * 3000 + "a")),
    ],
)
def test_what_is_wrong_is_refused_by_name_and_with_its_words(text: str, rule: str, words: str) -> None:
    assert (rule, words) in refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "`<b>` and `[[x`",
        "3 < 4 and 5 > 4",
        "a [b] c",
        "<https://example.org/>",
        r"\[not a link]",
        "[[a|b's (c)]]",
    ],
)
def test_what_only_looks_wrong_is_not_refused(text: str) -> None:
    assert refused(text) == []


def test_a_text_too_tangled_to_read_does_not_spoil_the_next_one() -> None:
    before = shown(parse("**a** [@b]"))
    tangled = "\n".join("    " * depth + "- x" for depth in range(300))
    assert parse(tangled).refused[0][0] == "tangled-prose"
    parse.cache_clear()
    assert shown(parse("**a** [@b]")) == before


class Tags(HTMLParser):
    """What a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}


HARMLESS = {
    *("p", "em", "strong", "code", "pre", "ul", "ol", "li", "a", "span", "h3", "h4", "h5", "h6"),
    *("blockquote", "br", "hr", "table", "thead", "tbody", "tr", "th", "td"),
}
"""Elements that prose can have."""

NASTY = st.lists(
    st.sampled_from(
        [
            *(
                "<script>",
                "</script>",
                "<img src=x onerror=alert(1)>",
                "javascript:alert(1)",
                "<!--",
                "-->",
                "<svg/onload=",
            ),
            *(
                "[a](",
                ")",
                "](",
                "[[",
                "]]",
                "[@",
                "]",
                "a-b",
                "|",
                "; @",
                "![",
                "<",
                ">",
                "&lt;",
                "&#106;",
                '"',
                "'",
                "`",
            ),
            *(
                "*",
                "_",
                "**",
                "\\",
                "\n",
                "\n\n",
                "    ",
                "- ",
                "1. ",
                "# ",
                "> ",
                "---",
                "| a | b |\n|--|--|\n",
                "\t",
                ":",
            ),
            *(
                "https://e.example/",
                " ",
                "\ue000",
                "\ue0010\ue001",
                "\ue0000\ue001",
                "\x02",
                "klzzwxh:0000",
                "\x03",
                "{",
                "}",
            ),
        ]
    )
    | st.text(max_size=6),
    max_size=25,
).map("".join)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(NASTY)
def test_whatever_is_written_nothing_dangerous_gets_through(text: str) -> None:
    page = Tags(shown(parse(text)))
    assert page.tags <= HARMLESS
    for name, value in page.attributes:
        assert name in ("href", "rel", "start")
        assert name != "href" or re.match(r"https?://", value)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(NASTY)
def test_whatever_is_written_no_mark_of_the_parser_is_left_over(text: str) -> None:
    text = text.replace("klzzwxh", "").replace("\x02", "").replace("\x03", "")
    assert not re.search("[\ue000\ue001\x02\x03]|klzzwxh", shown(parse(text)))


PLAIN = st.lists(
    st.sampled_from(
        [
            *(
                "word",
                "Wort",
                "été",
                "10",
                "3.",
                "1)",
                "(a)",
                '"q"',
                "it's",
                "’",
                "–",
                "—",
                ";",
                ":",
                "%",
                "/",
            ),
            *(
                "&",
                "&amp;",
                "&#8;",
                "*",
                "**",
                "*Wort*",
                "**Wort [[c]]**",
                "*a\n b*",
                "\n- ",
                "- ",
                "\n\n- Wort",
                "\n\n",
            ),
            *("+", "=", "?", "-", "--", "|", ":--", "_", "@", " ", "  ", "\n", "\n ", "\n   ", " \n", "  \n"),
            *("[@a-b]", "[@a;\n@b]", "[[c]]", "[[c|d e]]"),
        ]
    ),
    max_size=20,
).map("".join)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(PLAIN)
def test_the_short_way_for_plain_texts_gives_what_markdown_gives(text: str) -> None:
    quick = parse_plain(text)
    if quick is not None:
        slow = parse_markdown(text)
        assert (
            shown(quick).split()
            == shown(slow)
            .replace("\n</", "</")
            .replace(" </", "</")
            .replace("</li></ul>", "</li>\n</ul>")
            .split()
        )
        assert (quick.citations, quick.links) == (slow.citations, slow.links)
        assert slow.refused == ()


@pytest.mark.parametrize(
    "text",
    [
        "Half get better in 6 weeks [@a]; most (3 in 4) walk.",
        "It's “the” [[knee]].\nYes.",
        "Say:\n\n- **Where it\n  hurts** [@a].\n- Since *when* at A&E.",
    ],
)
def test_the_short_way_is_taken_by_ordinary_texts(text: str) -> None:
    assert parse_plain(text) is not None


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=80))
def test_ordinary_characters_stay_as_they_are(text: str) -> None:
    words = re.sub(r"[^a-zA-Z0-9à-öø-ÿ'\" .,]", "", text).strip()
    if words and not re.match(r"\d+\.(\s|$)", words):
        assert html.unescape(shown(parse(words))) == f"<p>{words}</p>"


@pytest.mark.parametrize("parse", [parse_plain, parse_markdown])
def test_an_ampersand_before_a_word_and_a_semicolon_is_one_too(parse: Callable[[str], Prose | None]) -> None:
    prose = parse("Go to A&E; or call. *R&D;* &lt;")
    assert prose is not None
    assert "".join(str(piece) for piece in prose.pieces) == (
        "<p>Go to A&amp;E; or call. <em>R&amp;D;</em> &amp;lt;</p>"
    )
