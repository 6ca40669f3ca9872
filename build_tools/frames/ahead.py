"""What can be written before the engine is done: exports, and the folders of pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from build_tools.addresses import NOT_FOUND
from build_tools.crew import Hand
from build_tools.frames.writer import SiteWriter
from build_tools.pages.page import Page, Plan


class Ahead:
    """Writes exports below the folder *out*. Can be pickled, so that several processes can share them."""

    def __init__(self, out: Path, folders: Iterable[str] = ()) -> None:
        """*folders* are made first, for whoever writes into them later."""
        self._writer = SiteWriter(out)
        self._folders = tuple(folders)

    def write(self, hand: Hand[Page]) -> list[str]:
        """Take the errands that nobody else takes. The paths of what was written."""
        for folder in self._folders:
            self._writer.make(folder)
        paths = []
        for errand in hand.errands:
            for path, content in errand():
                self._writer.write(path, content)
                paths.append(path)
        return paths


@contextmanager
def going_ahead(plan: Plan, out: Path) -> Iterator[None]:
    """Let the other processes of *plan*, if it has any, begin to write into *out*. Afterwards they are gone."""
    if plan.crew is None:
        yield
        return
    folders = (page.address for page in plan.pages if page.address != NOT_FOUND)
    plan.crew.ahead(Ahead(out, folders).write)
    try:
        yield
    finally:
        plan.crew.close()


def finish(plan: Plan, out: Path) -> list[str]:
    """Write what is left of the exports of *plan*. The paths of all of them."""
    hand = plan.crew.own if plan.crew else Hand(list(plan.pages), iter(plan.exports))
    paths = Ahead(out).write(hand)
    for found in plan.crew.done() if plan.crew else ():
        paths += found
    return sorted(paths)
