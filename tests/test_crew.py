"""Several processes share jobs, keep what they made, and lose nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_tools.crew import Crew, Hand
from build_tools.places import PROJECT
from build_tools.shelf import Shelf


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


class Halves:
    """Packs a number as its tens, and the rest of it as bytes."""

    def pack(self, item: int) -> tuple[int, bytes]:
        return item // 10 * 10, b"." * (item % 10)

    def unpack(self, brief: int, rest: bytes) -> int:
        return brief + len(rest)


def everything(hand: Hand[int]) -> list[int]:
    return [*hand.items, *hand.items] if len(hand.items) else []


def test_what_lies_on_a_shelf_comes_back_whole_in_whichever_process_it_is(tmp_path: Path) -> None:
    # The first two jobs wait for each other, so that each process has a share, however late it starts.
    both = multiprocessing.get_context("fork").Barrier(2, timeout=60)

    def job(n: int) -> tuple[int, int]:
        if n < 4:
            both.wait()
        return n, n + 1

    jobs = [lambda n=n: job(n) for n in range(0, 1000, 2)]
    crew = Crew[int](jobs, lambda n: n, hands=2, shelf=lambda: Shelf(Halves(), tmp_path))
    assert crew.items == tuple(n // 10 * 10 for n in range(1000))
    found = crew.each(everything)
    crew.close()
    assert all(share for share in found)
    assert sorted(n for share in found for n in share) == sorted([*range(1000)] * 2)
    assert list(tmp_path.iterdir()) == []


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
    if list(hand.items) != [PARENT_HAS]:
        os._exit(9)


PARENT_HAS = -1


def test_a_process_that_dies_is_no_wait_for_ever() -> None:
    crew = numbers(10, hands=2)
    crew.own.items = [PARENT_HAS]
    with pytest.raises(RuntimeError, match="has died"):
        crew.each(die)
    crew.close()


KILLED = """
import os, time
from build_tools.crew import Crew

def work():
    if os.getpid() != ours:
        print(os.getpid(), flush=True)
    time.sleep(60)
    return ()

ours = os.getpid()
Crew([work, work], lambda item: item, hands=2)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems write pages in one process")
def test_nobody_goes_on_writing_for_a_build_that_was_killed() -> None:
    process = subprocess.Popen([sys.executable, "-c", KILLED], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    other = Path(f"/proc/{process.stdout.readline().strip()}")
    assert other.exists()
    process.kill()
    process.wait()
    process.stdout.close()
    for _ in range(100):
        if not other.exists():
            return
        time.sleep(0.05)
    os.kill(int(other.name), signal.SIGKILL)
    raise AssertionError("it lives")
