"""How hard a text is to read: syllables by rule, grades by Kincaid's formula."""

from __future__ import annotations

import pytest

from build_tools.checks.reading import FEWEST, Grades, syllables_of

SYLLABLES = {
    1: "pain walk nerve bone spine leg joint eased walked squeezed times aches bulge through weight",
    2: "sudden people muscle needle after opened needed noticed places careless movement area's lion doing",
    3: "exercise medicine creating radio vertebra happier",
    4: "emergency operation inflammation",
    5: "examination rehabilitate",
}


@pytest.mark.parametrize("count", SYLLABLES)
def test_syllables_are_counted_as_people_say_them(count: int) -> None:
    wrong = {word: syllables_of(word) for word in SYLLABLES[count].split() if syllables_of(word) != count}
    assert not wrong


def test_the_grade_is_that_of_the_formula() -> None:
    text = "The cat sat on the mat. " * 5
    assert Grades().of(text) == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)


def test_short_texts_have_no_grade() -> None:
    assert Grades().of("Incomprehensible " * (FEWEST - 1)) is None
    assert Grades().of("Incomprehensible " * FEWEST) is not None


def test_citations_marks_and_addresses_are_not_read() -> None:
    text = "The back hurts when you sit for a long time, and it eases when you walk. " * 3
    marked = text.replace("hurts", "**hurts**").replace(
        "walk.", "[[walking|walk]] [@a-very-long-citation-2020]."
    )
    assert Grades().of(marked) == pytest.approx(Grades().of(text) or 0)


def test_excused_words_and_names_are_no_harder_for_being_long() -> None:
    text = "The osteomyelitis hurts at night and when you lie still for a long time. " * 3
    eased = Grades(["Osteomyelitis"]).of(text)
    assert (Grades().of(text) or 0) - (eased or 0) == pytest.approx(11.8 * 4 / 14)
    named = text.replace("osteomyelitis", "Osteomyelitis")
    assert Grades().of(named) == pytest.approx(eased or 0)
