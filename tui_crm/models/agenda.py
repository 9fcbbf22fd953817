"""What waits for somebody: the sections of Today, where each begins and ends, and the lines they are made of."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from tui_crm.clock import Clock
from tui_crm.models.codes import Priority, Stage
from tui_crm.models.record import stored_instant

DAYS_AHEAD: Final = 7
"""So many days after today are told; birthdays are told as long before."""

MENTION_DAYS: Final = 14
"""So old a mention may be."""

TENDED: Final = (Stage.LEAD, Stage.NEW, Stage.ACTIVE, Stage.DORMANT)
"""The stages in which a customer should always have a next step."""


class Section(StrEnum):
    """Why something waits, in the order it is shown; an open reminder is in exactly one of the first three, or later."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    SILENT = "silent"
    BIRTHDAYS = "birthdays"
    MENTIONS = "mentions"


DUE: Final = (Section.OVERDUE, Section.TODAY, Section.WEEK)
"""The sections of reminders."""


@dataclass(frozen=True)
class Span:
    """A stretch of time for reminders: dates ``first`` ≤ date < ``end``, instants ``since`` ≤ instant < ``until``.

    Instants are as stored. An open beginning is the empty text.
    """

    first: str
    end: str
    since: str
    until: str

    def holds(self, due_on: str, due_at: str | None) -> bool:
        """Return whether a reminder with this date, and instant where it has a time, is due in it."""
        return self.first <= due_on < self.end if due_at is None else self.since <= due_at < self.until


@dataclass(frozen=True)
class Horizon:
    """The user's present: what is late, what is due today, and what in the next seven days. The last two are the instants
    at which today and the seven days end.
    """

    now: datetime
    today: date
    zone: ZoneInfo
    midnight: datetime
    week_end: datetime

    @classmethod
    def of(cls, clock: Clock) -> "Horizon":
        """Return what ``clock`` shows now."""
        now = clock.now()
        today = now.astimezone(clock.zone).date()

        def midnight_after(days: int) -> datetime:
            return datetime.combine(today + timedelta(days=days), time(), clock.zone).astimezone(UTC)

        return cls(now, today, clock.zone, midnight_after(1), midnight_after(1 + DAYS_AHEAD))

    def day(self, after: int) -> str:
        """Return the date so many days after today, as stored."""
        return (self.today + timedelta(days=after)).isoformat()

    def on_the_wall(self, instant: datetime) -> tuple[date, str]:
        """Return the date and the time (``HH:MM``) that the user's wall showed, or will show, at an instant."""
        local = instant.astimezone(self.zone)
        return local.date(), local.strftime("%H:%M")

    def span(self, section: Section) -> Span:
        """Return the stretch of time of one of ``DUE``; they meet without a gap."""
        now, midnight, week_end = map(stored_instant, (self.now, self.midnight, self.week_end))
        match section:
            case Section.OVERDUE:
                return Span("", self.day(0), "", now)
            case Section.TODAY:
                return Span(self.day(0), self.day(1), now, midnight)
            case _:
                return Span(self.day(1), self.day(1 + DAYS_AHEAD), midnight, week_end)


@dataclass(frozen=True)
class AgendaLine:
    """One thing that waits: a reminder, a ``contact`` (silent, or with a birthday), or an ``activity`` that mentions one.

    ``day`` and ``time`` (``HH:MM``) are on the user's wall: when it is due, celebrated, or was written; None for a silent
    customer. ``text`` is what is to do, what was said last, the birthday as kept, or what was written. ``person`` is whose
    it is, of a mention who wrote it.
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
