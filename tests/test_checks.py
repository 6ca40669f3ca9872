"""The parts that rules are made of: nearest names, sentences, phrases and circles."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.checks import RULES, check
from build_tools.checks.circles import in_circles
from build_tools.checks.nearest import Names
from build_tools.checks.sentences import bare, blocks_in, sentences_in
from build_tools.collection import Collection
from build_tools.loading import load
from tests.test_rules import PROBLEMS

CALM = Path("conditions") / "flat-tyre.yml"
PLACE = "    A [[tube]] holds the air. A thorn or a pinch lets it out [@wheel-book].\n"


def found_in(prose: str, folder: Path) -> list[str]:
    """The rules that have something to say when *prose* is a paragraph of a condition."""
    content = folder / "content_src"
    shutil.copytree(PROBLEMS / "_valid", content, dirs_exist_ok=True)
    text = (content / CALM).read_text("utf-8")
    assert PLACE in text
    (content / CALM).write_text(text.replace(PLACE, f"    {prose}\n"), "utf-8")
    collection, report = load(content)
    assert collection is not None
    return [problem.rule for problem in report + check(collection)]


@pytest.mark.parametrize(
    "prose",
    [
        "In a study of 112 people, 111 had a puncture, and 999 riders were asked [@wheel-book].",
        "From 2010 to 2015 there were 1,172 of them; 116 were new, and 0.5 in 100 were 020 wheels [@wheel-book].",
        "One study followed 911 men for 101 days or 112 weeks [@wheel-book].",
        "It comes back within 6 to 12 weeks, in 2020 and in 2021-2022 [@wheel-book].",
    ],
)
def test_numbers_that_count_people_are_no_telephone_numbers(prose: str, tmp_path: Path) -> None:
    assert found_in(prose, tmp_path) == []


@pytest.mark.parametrize(
    "number",
    ["call 999", "Call 112 or 999 now", "ring 111", "NHS 111.", "text 999", "0800 1111", "020 7946 0000", "116 123",
     "+44 20 7946 0000", "1-800-273-8255", "call 02079460000"],
)  # fmt: skip
def test_numbers_to_call_are_telephone_numbers(number: str, tmp_path: Path) -> None:
    assert "telephone-number-in-prose" in found_in(f"If it hisses, {number} [@wheel-book].", tmp_path)


@pytest.mark.parametrize(
    "prose",
    [
        "It is now known that tubes leak, and people who see it now and then are many [@wheel-book].",
        "What helps now is air. Hospitals pump, too, and tyres are hospitable [@wheel-book].",
        "Delayed pumping is not the same. Days pass [@wheel-book].",
        "See [the guide](https://example.org/emergency/urgent-today) [@wheel-book].",
        "The [[cracked-fork|fork]] is stiff straight after the pump [@wheel-book].",
    ],
)
def test_words_that_only_resemble_urgency_are_let_pass(prose: str, tmp_path: Path) -> None:
    assert found_in(prose, tmp_path) == []


@pytest.mark.parametrize(
    "words",
    ["It is an EMERGENCY", "Urgently pump", "Go to A&E", "Call an ambulance", "Stop immediately", "Stop at\n    once",
     "Stop **right** away", "Go straight away", "Pump without any delay", "Pump the same day", "A same-day visit",
     "Today, pump", "Go to the hospital", "See a wheelwright about it now"],
)  # fmt: skip
def test_words_of_urgency_are_found_however_they_are_written(words: str, tmp_path: Path) -> None:
    assert "urgency-in-prose" in found_in(f"{words} [@wheel-book].", tmp_path)


@pytest.mark.parametrize(
    ("prose", "rule"),
    [
        ("It is all clear [@wheel-book].", "all-clear"),
        ("There is no need to worry [@wheel-book].", "all-clear"),
        ("You will soon recover [@wheel-book].", "all-clear"),
        ("It was misdiagnosed [@wheel-book].", "words-not-ours"),
        ("Sufferers recall it [@wheel-book].", "words-not-ours"),
        ("Take 2 tablets [@wheel-book].", "dose-in-prose"),
        ("Take 0.5 mg [@wheel-book].", "dose-in-prose"),
    ],
)
def test_words_that_are_not_for_this_atlas_are_found(prose: str, rule: str, tmp_path: Path) -> None:
    assert rule in found_in(prose, tmp_path)


@pytest.mark.parametrize(
    "prose",
    [
        "More than 200 ml of pee, 5 mg/l, 3 m, and the tablets themselves [@wheel-book].",
        "The odds are 15% higher [@wheel-book].",
        "Blood clears. Nothing helps all. He worries [@wheel-book].",
    ],
)
def test_amounts_and_words_that_say_something_else_are_let_pass(prose: str, tmp_path: Path) -> None:
    assert found_in(prose, tmp_path) == []


@pytest.mark.parametrize(
    "prose",
    [
        "### A heading",
        "Does it hiss?",
        "What to do is in the box on this page.",
        "Four signs count [@wheel-book]:\n\n    - a hiss;\n    - a soft wheel.",
        "Four signs [@wheel-book]:\n    \n    1. a hiss\n    2. a soft wheel",
        "One. Two.\n    Three [@wheel-book;\n    @riders-2020].",
    ],
)
def test_what_is_no_claim_or_is_cited_above_its_list_needs_no_citation(prose: str, tmp_path: Path) -> None:
    assert found_in(prose, tmp_path) == []


@pytest.mark.parametrize(
    "prose",
    [
        "It leaks.",
        "It leaks [@wheel-book].\n\n    It hisses.",
        "Four signs count:\n\n    - a hiss;\n    - a soft wheel [@wheel-book].",
        "Four signs [@wheel-book]:\n\n    - a hiss.\n\n    And it leaks.",
        "| a | b |\n    |---|---|\n    | c | d |",
    ],
)
def test_a_claim_without_a_citation_is_found(prose: str, tmp_path: Path) -> None:
    assert found_in(prose, tmp_path) == ["uncited-claim"]


def test_the_nearest_of_twelve_thousand_names_is_found() -> None:
    names = [
        f"{a}-{b}-{number}"
        for a in ("knee", "hip", "back")
        for b in ("pain", "swelling")
        for number in range(2000)
    ]
    assert Names(names).near("kne-swelling-77") == "knee-swelling-77"
    assert Names(names).near("hip-pian-1234") == "hip-pain-1234"
    assert Names(names).near("zzzzzz") is None
    assert Names([]).near("knee") is None


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    names=st.sets(st.from_regex(r"[a-e]{2,5}(-[a-e]{2,5}){0,2}", fullmatch=True), min_size=1, max_size=30),
    name=st.from_regex(r"[a-e]{2,5}(-[a-e]{2,5}){0,2}", fullmatch=True),
)
def test_no_other_name_is_nearer_than_the_one_suggested(names: set[str], name: str) -> None:
    near = Names(sorted(names)).near(name)
    assert near == Names(sorted(names, reverse=True)).near(name)

    def closeness(other: str) -> float:
        # The matcher is asked in this direction; the other one can differ a little.
        return SequenceMatcher(None, other, name).ratio()

    letters = [other for other in names if set(_threes(other)) & set(_threes(name))]
    best = max(map(closeness, letters), default=0.0)
    assert (closeness(near) if near else 0.0) == pytest.approx(best if best >= 0.6 else 0.0)


def _threes(name: str) -> Iterable[str]:
    padded = f"  {name} "
    return (padded[at : at + 3] for at in range(len(padded) - 2))


def test_paragraphs_and_list_items_are_blocks_and_know_where_they_begin() -> None:
    text = "One\ntwo.\n\n- three\n- four\n  five\n\n1. six\n\n\n  \n### Seven"
    blocks = list(blocks_in(text))
    assert [b.text for b in blocks] == ["One\ntwo.", "- three", "- four\n  five", "1. six", "### Seven"]
    assert all(text[b.start :].startswith(b.text) for b in blocks)


def test_bare_words_stay_at_their_places() -> None:
    text = "**Move** [@a-b;\n@c]: see [[knee|the knee]], [[hip]] and [NHS](https://nhs.uk/now)."
    assert len(bare(text)) == len(text)
    assert bare(text).split() == ["Move", ":", "see", "the", "knee", ",", "and", "NHS", "."]
    for word in ("Move", "the knee", "NHS"):
        assert bare(text).index(word) == text.index(word)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=80) | st.text("[]@a-z|()*`\n .-#:/", max_size=80))
def test_bare_texts_are_as_long_as_before_with_the_same_lines(text: str) -> None:
    assert len(bare(text)) == len(text)
    assert [len(line) for line in bare(text).split("\n")] == [len(line) for line in text.split("\n")]
    assert sum(len(block.text) for block in blocks_in(text)) <= len(text)


def test_sentences_end_with_their_marks_and_not_with_numbers() -> None:
    (block,) = blocks_in('In 3.5 weeks [@a]. "Is it?" (Yes!) So be it')
    assert [s.text.strip() for s in sentences_in(block)] == [
        "In 3.5 weeks     .",
        '"Is it?"',
        "(Yes!)",
        "So be it",
    ]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.dictionaries(st.integers(0, 7), st.lists(st.integers(0, 8), max_size=4), max_size=8))
def test_just_those_names_stand_in_a_circle_that_lead_back_to_themselves(links: dict[int, list[int]]) -> None:
    graph = {str(name): [str(other) for other in others] for name, others in links.items()}

    def reached_from(name: str) -> set[str]:
        seen: set[str] = set()
        ahead = [other for other in graph[name] if other != name]
        while ahead:
            here = ahead.pop()
            if here not in seen:
                seen.add(here)
                ahead += [other for other in graph.get(here, ()) if other != here]
        return seen

    assert sorted(in_circles(graph)) == sorted(name for name in graph if name in reached_from(name))


def test_a_chain_of_ten_thousand_links_is_followed_to_its_end() -> None:
    chain = {str(n): [str((n + 1) % 10_000)] for n in range(10_000)}
    assert len(list(in_circles(chain))) == 10_000
    del chain["0"]
    assert list(in_circles(chain)) == []


class Counted(str):
    """A name that knows how often names were compared."""

    __hash__ = str.__hash__
    comparisons = 0

    def __eq__(self, other: object) -> bool:
        Counted.comparisons += 1
        return str.__eq__(self, other)


def test_a_long_chain_takes_no_more_comparisons_than_a_few_a_link() -> None:
    names: list[str] = [Counted(n) for n in range(2_000)]
    chain = {name: [after] for name, after in pairwise(names)}
    Counted.comparisons = 0
    assert list(in_circles(chain)) == []
    assert Counted.comparisons < 10 * len(chain)


def test_the_real_records_have_no_problems(collection: Collection) -> None:
    assert check(collection).as_text() == ""


def test_the_order_of_the_rules_does_not_matter(collection: Collection) -> None:
    assert check(collection, RULES[::-1]) == check(collection)
