"""Which reminders have just come due: each is told once for each time, also one that was set a moment too late."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from tui_crm.clock import Clock
from tui_crm.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_crm.models.cards import ReminderEntry

AHEAD: Final = timedelta(days=1)
"""So far ahead the screens know what comes, without another look at the file."""

_LATE: Final = timedelta(minutes=1)  # what a colleague set for this minute is noticed in the next one


class ComingDue:
    """Watches the clock from now on for reminders that have a time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._begun = self._heard = clock.now()
        self._coming: Sequence[ReminderEntry] = ()
        self._told: set[tuple[int, datetime]] = set()

    @property
    def since(self) -> datetime:
        """The instant after which what comes due has yet to be told."""
        return max(self._begun, self._heard - _LATE)

    def expect(self, entries: "Sequence[ReminderEntry]") -> None:
        """Take the reminders that come due after ``since``, in the place of those that were expected before."""
        self._coming = entries
        self._heard = self._clock.now()

    def come(self) -> "list[ReminderEntry]":
        """Return those whose time has come since the last call, the soonest first."""
        now = self._clock.now()
        news: list[ReminderEntry] = []
        for entry in self._coming:
            if entry.due_at is not None and entry.due_at <= now and (entry.id, entry.due_at) not in self._told:
                self._told.add((entry.id, entry.due_at))
                news.append(entry)
        return news

    def line(self, entry: "ReminderEntry") -> str:
        """Return how one is told: when, with whom, what for, where."""
        wall = f"{entry.due_at.astimezone(self._clock.zone):%H:%M}" if entry.due_at else ""
        due = _("due {time}").format(time=wall)
        return " · ".join(filter(None, (due, entry.contact, entry.text, entry.place)))
