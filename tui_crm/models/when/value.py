"""What a moment in the user's calendar is: a date, or a date with a wall time, in a zone."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Self
from zoneinfo import ZoneInfo

from tui_crm.i18n import _
from tui_crm.models.due import instant_at


@dataclass(frozen=True)
class When:
    """A date, or a date with a time on the wall clock of ``zone`` (an IANA name).

    A date without a time is never converted between zones.
    """

    date: dt.date
    time: dt.time | None
    zone: str

    @classmethod
    def at(cls, instant: dt.datetime, zone: ZoneInfo) -> Self:
        """Return how the aware ``instant`` is written in ``zone``, to the second; ``time.fold`` tells a second pass."""
        local = instant.astimezone(zone).replace(microsecond=0)
        return cls(local.date(), local.time(), zone.key)

    def instant(self) -> dt.datetime | None:
        """Return the instant in UTC, None for a date without a time.

        A wall time that the clocks skip in spring is read with the offset before the change (02:30 is 03:30); one
        that comes twice in autumn is the first, unless ``time.fold`` says the second.
        """
        if self.time is None:
            return None
        return dt.datetime.combine(self.date, self.time, ZoneInfo(self.zone)).astimezone(dt.UTC)

    def lost(self) -> str:
        """Return what is lost where but the wall time is kept: that the second of two in autumn is meant; empty where nothing is."""
        if self.time is None or not self.time.fold:
            return ""
        return _("{time} comes twice then, and the first one is kept").format(time=f"{self.time:%H:%M}")

    def keeping(self, time: str | None, zone: str | None) -> Self:
        """Return the same day at the wall time (``HH:MM``) and zone that something had; unchanged where a time is said, or none was.

        It falls on this day on the wall of whoever said the day, which may be another one in ``zone``.
        """
        if self.time is not None or time is None:
            return self
        kept = replace(self, time=dt.time.fromisoformat(time), zone=zone or self.zone)
        moved = (replace(kept, date=kept.date + dt.timedelta(days)) for days in (0, 1, -1))
        return next((each for each in moved if each.on_wall(self.zone).date == self.date), kept)

    def on_wall(self, zone: str) -> Self:
        """Return how it is written in ``zone``; a date without a time, or in a zone that is not known here, as it is."""
        instant = None if self.time is None else instant_at(self.date, self.time, self.zone)
        return self if instant is None else self.at(instant, ZoneInfo(zone))
