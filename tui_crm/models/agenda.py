"""What waits for somebody: the sections of Today, where each begins and ends, and the lines they are made of."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from tui_crm.clock import Clock
from tui_crm.models.codes import Priority
from tui_crm.models.record import stored_instant

DAYS_AHEAD: Final = 7
"""So many days after today are told; birthdays are told as long before."""

MENTION_DAYS: Final = 14
"""So old a mention may be."""


class Section(StrEnum):
    """Why something waits, in the order it is shown; an open reminder is in exactly one of ``DUE``, or later.

    An appointment is a reminder with a time and a length or a place.
    """

    SLA = "sla"
    OVERDUE = "overdue"
    TODAY = "today"
    APPOINTMENTS = "appointments"
    WEEK = "week"
    CADENCE = "cadence"
    SILENT = "silent"
    BIRTHDAYS = "birthdays"
    HOLIDAYS = "holidays"
    MENTIONS = "mentions"


DUE: Final = (Section.OVERDUE, Section.TODAY, Section.APPOINTMENTS, Section.WEEK)
"""The sections of reminders."""


@dataclass(frozen=True)
class Span:
    """A stretch of time for reminders: dates ``first`` ≤ date < ``end``, instants ``since`` ≤ instant < ``until``.

    One with a time is over when its length has passed: ``open_at`` is an instant at which it must not be, ``over_by`` one
    at which it must. Instants are as stored; what is open is the empty text. ``appointments``: only these, or all but these.
    """

    first: str
    end: str
    since: str
    until: str
    open_at: str = ""
    over_by: str = ""
    appointments: bool | None = None


@dataclass(frozen=True)
class Horizon:
    """The user's present: what is late, what is due today, and what in the next seven days."""

    now: datetime
    today: date
    zone: ZoneInfo

    @classmethod
    def of(cls, clock: Clock) -> "Horizon":
        """Return what ``clock`` shows now."""
        now = clock.now()
        return cls(now, now.astimezone(clock.zone).date(), clock.zone)

    def begins(self, after: int) -> tuple[str, str]:
        """Return the day so many days after today, and the instant at which it begins, both as stored."""
        day = self.today + timedelta(days=after)
        return day.isoformat(), stored_instant(datetime.combine(day, time(), self.zone))

    def on_the_wall(self, instant: datetime) -> tuple[date, str]:
        """Return the date and the time (``HH:MM``) that the user's wall showed, or will show, at an instant."""
        local = instant.astimezone(self.zone)
        return local.date(), local.strftime("%H:%M")

    def span(self, section: Section) -> Span:
        """Return the stretch of time of one of ``DUE``; they meet without a gap.

        Today's appointments are due today, too.
        """
        now = stored_instant(self.now)
        (today, _begun), (tomorrow, midnight), (later, week_end) = map(self.begins, (0, 1, 1 + DAYS_AHEAD))
        match section:
            case Section.OVERDUE:
                return Span("", today, "", now, over_by=now)
            case Section.TODAY:
                return Span(today, tomorrow, "", midnight, open_at=now)
            case Section.APPOINTMENTS:
                return Span(today, tomorrow, "", midnight, open_at=now, appointments=True)
            case _:
                return Span(tomorrow, later, midnight, week_end)

    def tasks(self) -> Span:
        """Return the stretch of what is due today and is no appointment."""
        return replace(self.span(Section.TODAY), appointments=False)


@dataclass(frozen=True)
class AgendaLine:
    """One thing that waits: a reminder, a ``contact`` (out of touch, silent, with a birthday, or whose card mentions one),
    an ``activity`` that mentions one, a ``holiday`` to greet, or a ``ticket`` of which a ``clock`` is about to run out.

    ``day`` and ``time`` (``HH:MM``) are on the user's wall: when it is due, celebrated, or was written, or by when one shall
    be in touch again; None for a silent customer. ``text`` is what is to do, what was said last, the birthday as kept, or
    what was written. ``person`` is whose it is, of a mention who wrote it. ``cadence`` is in how many days one shall be in
    touch; ``minutes`` how long it takes, of a ticket how long is left, below 0 where it has run out.
    """

    section: Section
    thing: str
    id: int
    contact_id: int | None
    name: str
    company: str
    stage: str
    text: str
    person: str
    day: date | None
    time: str | None
    last_at: datetime | None
    priority: str = Priority.NORMAL
    minutes: int | None = None
    place: str = ""
    cadence: int | None = None
    clock: str = ""

    @property
    def is_late(self) -> bool:
        """Whether its time is over: of a reminder, or of a ticket's clock."""
        return (self.minutes or 0) < 0 if self.clock else self.section is Section.OVERDUE

    @property
    def is_reminder(self) -> bool:
        """Whether it is a reminder that is due, which can be done or put off."""
        return self.section in DUE


@dataclass(frozen=True)
class Tally:
    """How many there are: ``number``, or ``more`` than that where counting stopped."""

    number: int
    more: bool = False

    def __str__(self) -> str:
        """Return it as people read it: ``12``, ``1,000+``."""
        return f"{self.number:,}{'+' if self.more else ''}"


@dataclass(frozen=True)
class AgendaPage:
    """A section: how many things wait there, and the first of them in the order they matter."""

    section: Section
    tally: Tally
    lines: tuple[AgendaLine, ...]


@dataclass(frozen=True)
class DueCounts:
    """What stands beside the tab: how many reminders are overdue, and how many more are due today."""

    overdue: Tally
    today: Tally
