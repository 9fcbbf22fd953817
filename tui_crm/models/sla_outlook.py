"""What another promise would change: for open tickets by now, and had it been so in the last days."""

from dataclasses import dataclass
from typing import Final

from tui_crm.models.ticket import Clock

PAST_DAYS: Final = 90
"""So many days back one looks unless told otherwise."""


@dataclass(frozen=True)
class Kept:
    """How many of the runs of a clock kept their promise."""

    clock: Clock
    met: int
    missed: int

    @property
    def runs(self) -> int:
        """How many there were."""
        return self.met + self.missed

    @property
    def percent(self) -> int | None:
        """How many of a hundred were kept, rounded down, so that 100 is all of them; None where there were none."""
        return self.met * 100 // self.runs if self.runs else None


@dataclass(frozen=True)
class Compared:
    """How many runs of a clock that ended in the last days kept their promise, and how many would have kept another."""

    clock: Clock
    was: Kept
    would_be: Kept


@dataclass(frozen=True)
class Outlook:
    """What changes for ``tickets`` that are open: of so many a clock is ``due_otherwise``, so many would be ``missed`` by now
    that are not, and so many are that would not (``saved``). ``past`` tells how it would have gone in the last ``days``.
    """

    tickets: int
    due_otherwise: int
    missed: int
    saved: int
    days: int
    past: tuple[Compared, ...]
