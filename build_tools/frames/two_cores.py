"""Work on many pages, done by two processes where that pays."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
State = TypeVar("State")

MANY = 3_000
"""From so many items on, a second process earns what it costs."""


def in_two(
    items: Sequence[Item], work: Callable[[Sequence[Item]], State], absorb: Callable[[State], None]
) -> None:
    """*work* on *items*, each once. What a second process found is handed to *absorb*.

    *work* returns what it has found so far, as something that can be pickled. What a second process raises
    is raised here. Where the system cannot split a process safely there is no second one.
    """
    if (
        len(items) < MANY
        or not sys.platform.startswith("linux")
        or (os.cpu_count() or 1) < 2
        or threading.active_count() > 1
    ):
        work(items)
        return
    middle = len(items) // 2
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def other_half() -> None:
        try:
            sender.send((work(items[middle:]), None))
        except Exception as error:
            sender.send((None, error))

    process = context.Process(target=other_half)
    process.start()
    # With our copy closed, a second process that dies is an end of file here, and not a wait for ever.
    sender.close()
    work(items[:middle])
    state, error = receiver.recv()
    process.join()
    if error is not None:
        raise error
    absorb(state)
