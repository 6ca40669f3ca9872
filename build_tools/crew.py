"""Several processes that share jobs, and keep what they made until something is done with it.

Pages are made before the engine runs, since it has to know their shapes, and filled after it. What a process
made stays with it meanwhile: only a brief of each thing, and later what was found in it, crosses over. While
the engine runs, the other processes can go ahead with errands that do not wait for it.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from build_tools.shelf import Shelf

Item = TypeVar("Item")
Result = TypeVar("Result")
Job = Callable[[], Iterable[Item]]
Keep = Callable[[Item], Item]
Made = Callable[[Keep[Item], Callable[[int], None]], dict[int, list[Item]]]
Errand = Callable[[], Iterable[tuple[str, bytes]]]
"""Makes files: paths and contents."""

MANY = 200
"""So many jobs are worth a further process: it costs about as much as these take."""

_PR_SET_PDEATHSIG = 1


def hands_for(jobs: int) -> int:
    """How many processes to share *jobs*. One where the system cannot split a process safely."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return max(1, min(os.cpu_count() or 1, jobs // MANY))


@dataclass
class Hand(Generic[Item]):
    """What one process has: the items that it made, and a share in the errands."""

    items: Collection[Item]
    errands: Iterator[Errand]
    """Errands that nobody has taken yet. Whoever asks takes the next; each is taken once."""


@dataclass
class _Other:
    """Another process, and the way to it."""

    process: BaseProcess
    connection: Connection


@dataclass
class _Turns:
    """Numbers from 0 on, each given out once, whichever process asks."""

    next: Any = field(default_factory=lambda: multiprocessing.get_context("fork").Value("q", 0))

    def __iter__(self) -> Iterator[int]:
        while True:
            with self.next.get_lock():
                turn = self.next.value
                self.next.value = turn + 1
            yield turn


class Crew(Generic[Item]):
    """Makes things in as many processes as *hands* says. `close` it, or it ends with this process."""

    def __init__(
        self,
        jobs: Sequence[Job[Item]],
        brief: Callable[[Item], Item],
        errands: Sequence[Errand] = (),
        *,
        hands: int | None = None,
        shelf: Callable[[], Shelf[Item]] | None = None,
        watch: Callable[[int], None] = lambda done: None,
    ) -> None:
        """Do *jobs*, each once, and leave *errands* for later. Raises what a job raises, in whichever process.

        With *shelf* each of several processes keeps its items there, and has briefs of its own items too.
        *watch* is told in this process how many jobs have been begun so far.
        """
        hands = hands or hands_for(len(jobs))
        self._others: list[_Other] = []
        turns, errand_turns = (_Turns(), _Turns()) if hands > 1 else (count(), count())

        def made(keep: Keep[Item], watch: Callable[[int], None]) -> dict[int, list[Item]]:
            return _taken(turns, jobs, keep, watch)

        errands_here = _each(errand_turns, errands)
        try:
            for _ in range(1, hands):
                self._others.append(self._start(made, brief, shelf, errands_here))
            items, keep = _place(lambda item: item, shelf if hands > 1 else None)
            self.own = Hand(items, errands_here)
            """This process's own share."""
            share = made(keep, watch)
            for other in self._others:
                share |= _answer(other)
        except BaseException:
            self.close()
            raise
        self.items: tuple[Item, ...] = tuple(item for at in range(len(jobs)) for item in share[at])
        """What the jobs made, in their order. What another process keeps stands here as its brief."""

    @property
    def is_shared(self) -> bool:
        """Whether other processes keep something."""
        return bool(self._others)

    def ahead(self, work: Callable[[Hand[Item]], object]) -> None:
        """Let the other processes begin *work*, a copy of which goes to them through pickle."""
        for other in self._others:
            other.connection.send(work)

    def done(self) -> list[Any]:
        """What each of the other processes returned for the work that it began."""
        return [_answer(other) for other in self._others]

    def each(self, work: Callable[[Hand[Item]], Result]) -> list[Result]:
        """What *work* returns in each process, this one first."""
        self.ahead(work)
        return [work(self.own), *self.done()]

    def close(self) -> None:
        """Let the other processes go, whatever they are doing."""
        for other in self._others:
            other.connection.close()
            other.process.terminate()
            other.process.join()
        self._others = []

    def _start(
        self,
        made: Made[Item],
        brief: Callable[[Item], Item],
        shelf: Callable[[], Shelf[Item]] | None,
        errands: Iterator[Errand],
    ) -> _Other:
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        earlier = [other.connection for other in self._others]
        us = os.getpid()

        def live() -> None:
            _end_with(us)
            # With a copy of our end left open in it, a process would never see that we are gone.
            for connection in (ours, *earlier):
                connection.close()
            _live(theirs, made, _place(brief, shelf), errands)

        process = context.Process(target=live, daemon=True)
        process.start()
        # With our copy closed, a process that dies is an end of file here, and not a wait for ever.
        theirs.close()
        return _Other(process, ours)


def _end_with(parent: int) -> None:
    """End this process as soon as *parent* does.

    One that is killed cannot see to it, and what goes on here would write into the site of the build after it.
    """
    with suppress(AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _live(
    connection: Connection,
    made: Made[Item],
    place: tuple[Collection[Item], Keep[Item]],
    errands: Iterator[Errand],
) -> None:
    """A further process, from its jobs to the end of the connection."""
    items, keep = place
    hand = Hand(items, errands)
    with suppress(EOFError, ConnectionError):
        _reply(connection, lambda: made(keep, lambda done: None))
        while True:
            work = connection.recv()
            _reply(connection, lambda work=work: work(hand))  # type: ignore[misc]


def _reply(connection: Connection, work: Callable[[], object]) -> None:
    answer: tuple[object, Exception | None]
    try:
        answer = (work(), None)
    except Exception as error:
        answer = (None, error)
    connection.send(answer)


def _answer(other: _Other) -> Any:
    """What another process sent; raises what it raised."""
    try:
        made, error = other.connection.recv()
    except EOFError:
        raise RuntimeError("A process that was writing pages has died.") from None
    if error is not None:
        raise error
    return made


def _each(turns: Iterable[int], things: Sequence[Result]) -> Iterator[Result]:
    """The things whose turn it is here."""
    for turn in turns:
        if turn >= len(things):
            return
        yield things[turn]


def _place(
    brief: Callable[[Item], Item], shelf: Callable[[], Shelf[Item]] | None
) -> tuple[Collection[Item], Keep[Item]]:
    """Where items are kept, and what puts one there and returns what to tell of it."""
    if shelf is not None:
        kept = shelf()
        return kept, kept.put
    items: list[Item] = []

    def keep(item: Item) -> Item:
        items.append(item)
        return brief(item)

    return items, keep


def _taken(
    turns: Iterable[int], jobs: Sequence[Job[Item]], keep: Keep[Item], watch: Callable[[int], None]
) -> dict[int, list[Item]]:
    """By its number, what is told of the things that each job makes whose turn it is here."""
    made = {}
    for turn in _each(turns, range(len(jobs))):
        watch(turn)
        made[turn] = [keep(item) for item in jobs[turn]()]
    return made
