"""Which reminders one looks at: whose, the open ones or those that are done, and which words must stand in them."""

from dataclasses import dataclass
from enum import StrEnum


class Whose(StrEnum):
    """Whose reminders, in the order in which one turns through them."""

    MINE = "mine"
    EVERYBODY = "everybody"
    NOBODY = "nobody"

    @property
    def next(self) -> "Whose":
        """What comes behind it."""
        every = list(Whose)
        return every[(every.index(self) + 1) % len(every)]


class State(StrEnum):
    """Which of them: those still to be done, those that are done, or all."""

    OPEN = "open"
    DONE = "done"
    ALL = "all"


@dataclass(frozen=True)
class Worklist:
    """The reminders of somebody: open ones, or those ``done``, by the day they were done; ``text`` is what one looks for."""

    whose: Whose = Whose.MINE
    done: bool = False
    text: str = ""

    @property
    def state(self) -> State:
        """Which of them."""
        return State.DONE if self.done else State.OPEN
