"""Several processes share jobs, keep what they made, and lose nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from build_tools.crew import Crew, Hand


def numbers(count: int, hands: int) -> Crew[int]:
    """A crew that makes 0, 1, 2 ... and tells of what it keeps as of a negative number."""
    return Crew([lambda n=n: (n,) for n in range(count)], lambda n: -n, hands=hands)  # type: ignore[misc]


def total(hand: Hand[int]) -> tuple[int, int]:
    return os.getpid(), sum(hand.items)


def test_each_thing_is_made_once_and_kept_by_one_process() -> None:
    crew = numbers(500, hands=3)
    found = crew.each(total)
    crew.close()
    assert len({process for process, _ in found}) == 3
    assert sum(share for _, share in found) == sum(range(500))


def test_what_was_made_stands_in_the_order_of_the_jobs() -> None:
    crew = numbers(500, hands=2)
    crew.close()
    assert [abs(n) for n in crew.items] == list(range(500))


def test_one_process_keeps_everything_itself() -> None:
    crew = numbers(9, hands=1)
    assert crew.items == tuple(range(9))
    assert not crew.is_shared
    assert crew.each(total) == [(os.getpid(), 36)]


def take(hand: Hand[int]) -> list[str]:
    return [path for errand in hand.errands for path, _ in errand()]


def test_each_errand_is_taken_once_whoever_is_free() -> None:
    errands = [lambda n=n: [(str(n), b"")] for n in range(300)]
    crew = Crew[int]([], lambda n: n, errands, hands=2)
    crew.ahead(take)
    paths = take(crew.own)
    for others in crew.done():
        paths += others
    crew.close()
    assert sorted(paths, key=int) == [str(n) for n in range(300)]


def fail() -> Iterator[int]:
    raise LookupError("no such template")


@pytest.mark.parametrize("hands", [1, 2])
def test_what_fails_in_any_process_is_not_lost(hands: int) -> None:
    with pytest.raises(LookupError, match="no such template"):
        Crew([fail, *[lambda: (1,)] * 300], lambda n: n, hands=hands)


def die(hand: Hand[int]) -> None:
    if hand.items == [] or hand.items[0] != PARENT_HAS:
        os._exit(9)


PARENT_HAS = -1


def test_a_process_that_dies_is_no_wait_for_ever() -> None:
    crew = numbers(10, hands=2)
    crew.own.items = [PARENT_HAS]
    with pytest.raises(RuntimeError, match="has died"):
        crew.each(die)
    crew.close()
