"""How far a build is, told while it goes on to whoever wants to know."""

from __future__ import annotations


class Progress:
    """Told of phases, one after the other, and of steps in the phase that is open. This one tells nobody."""

    def phase(self, name: str, total: int = 0) -> None:
        """A phase begins, and the one before has ended. *total* is how many steps it has; 0 for unknown."""

    def reached(self, count: int) -> None:
        """So many steps of the phase are done."""

    def timed(self, name: str) -> None:
        """A part of the phase, called *name*, ends here, where the next one begins."""

    def end(self) -> None:
        """The last phase has ended."""


NOBODY = Progress()
