"""Reminders as a calendar that other programs subscribe to (RFC 5545), each under an id that never changes.

What a reader sees of a reminder is written when it changed last, not when the feed is made: the same reminders give the
same bytes. SEQUENCE is how often the reminder was written since it was made. A repeat rule is not: of what repeats one
reminder lives at a time, and the next one is made when that is done.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import tui_crm
from tui_crm.i18n import _
from tui_crm.models import icalendar
from tui_crm.models.codes import Priority
from tui_crm.models.ids import shown
from tui_crm.models.record import time_of

if TYPE_CHECKING:
    from tui_crm.models.cards import ReminderEntry
    from tui_crm.services.exporting.report import ExportOptions

Property = tuple[str, str]

REFRESH: Final = "PT15M"
"""How often a calendar is asked to look again."""

_MORNING: Final = "PT9H"  # when a day without a time rings: nine hours after it begins
_PRIORITIES: Final[Mapping[str, str]] = {
    Priority.URGENT: "1",
    Priority.HIGH: "3",
    Priority.NORMAL: "5",
    Priority.LOW: "9",
}
_DONE: Final = "✓ "  # events, unlike tasks, have no way to say so


class Feed:
    """Writes reminders of the database that has the id ``origin``."""

    def __init__(self, origin: str, options: "ExportOptions") -> None:
        self._origin = origin
        self._options = options

    def lines(self, entries: "Iterable[tuple[ReminderEntry, datetime]]") -> Iterator[str]:
        """Yield the lines of the calendar, folded, each with its end; beside each reminder stands when it changed last."""
        yield from _written(self._head())
        for entry, changed in entries:
            yield from _written(self._component(entry, changed))
        yield from _written([("END", "VCALENDAR")])

    def _head(self) -> Iterator[Property]:
        title = icalendar.text(_("Follow-ups"))
        yield "BEGIN", "VCALENDAR"
        yield "VERSION", "2.0"
        yield "PRODID", f"-//tui-crm//tui-crm {tui_crm.__version__}//EN"
        yield "CALSCALE", "GREGORIAN"
        yield "NAME", title  # RFC 7986; the next line says it to those that do not know it, the last two likewise
        yield "X-WR-CALNAME", title
        yield "REFRESH-INTERVAL;VALUE=DURATION", REFRESH
        yield "X-PUBLISHED-TTL", REFRESH

    def _component(self, entry: "ReminderEntry", changed: datetime) -> Iterator[Property]:
        kind = "VTODO" if self._options.tasks else "VEVENT"
        written = icalendar.instant(changed)
        yield "BEGIN", kind
        yield "UID", f"{shown('reminder', entry.id)}@{self._origin}"
        yield "SEQUENCE", str(entry.version - 1)
        yield "DTSTAMP", written  # without a METHOD it says the same as LAST-MODIFIED (section 3.8.7.2)
        yield "LAST-MODIFIED", written
        yield from _task(entry) if self._options.tasks else _event(entry)
        yield "PRIORITY", _PRIORITIES.get(entry.priority, "0")
        if entry.place:
            yield "LOCATION", icalendar.text(entry.place)
        if entry.done_at is None and self._options.alarm is not None:
            yield from self._alarm(entry, self._options.alarm)
        yield "END", kind

    def _alarm(self, entry: "ReminderEntry", minutes: int) -> Iterator[Property]:
        """Yield what rings: before a time, or on the morning of a day."""
        yield "BEGIN", "VALARM"
        yield "ACTION", "DISPLAY"
        yield "DESCRIPTION", icalendar.text(_summary(entry))
        if entry.due_time is None:
            yield self._trigger, _MORNING
        else:
            yield self._trigger, f"-PT{minutes}M"
        yield "END", "VALARM"

    @property
    def _trigger(self) -> str:
        return "TRIGGER;RELATED=END" if self._options.tasks else "TRIGGER"


def _written(properties: Iterable[Property]) -> Iterator[str]:
    return (icalendar.line(name, value) for name, value in properties)


def _event(entry: "ReminderEntry") -> Iterator[Property]:
    yield _moment("DTSTART", entry)
    if entry.due_time is not None and entry.minutes:
        yield _moment("DTEND", entry, entry.minutes)
    yield from _said(entry, _DONE if entry.done_at else "")
    yield "STATUS", "CONFIRMED"
    yield "TRANSP", "OPAQUE" if entry.due_time is not None and entry.minutes else "TRANSPARENT"


def _task(entry: "ReminderEntry") -> Iterator[Property]:
    if entry.due_time is not None and entry.minutes:
        yield _moment("DTSTART", entry)
        yield _moment("DUE", entry, entry.minutes)
    else:
        yield _moment("DUE", entry)
    yield from _said(entry)
    if entry.done_at is None:
        yield "STATUS", "NEEDS-ACTION"
    else:
        yield "STATUS", "COMPLETED"
        yield "COMPLETED", icalendar.instant(entry.done_at)


def _moment(name: str, entry: "ReminderEntry", later: int = 0) -> Property:
    """Return when it is due, or so many minutes ``later``: a date as a date, a time in a zone as that instant."""
    if entry.due_at is not None:
        return name, icalendar.instant(entry.due_at + timedelta(minutes=later))
    if entry.due_time is None:
        return f"{name};VALUE=DATE", icalendar.day(entry.due_on)
    wall = datetime.combine(entry.due_on, time_of(entry.due_time))
    return name, icalendar.wall_time(wall + timedelta(minutes=later))


def _said(entry: "ReminderEntry", mark: str = "") -> Iterator[Property]:
    yield "SUMMARY", icalendar.text(mark + _summary(entry))
    if "\n" in entry.text.strip():
        yield "DESCRIPTION", icalendar.text(entry.text.strip())


def _summary(entry: "ReminderEntry") -> str:
    """Return one line: with whom, and what for."""
    first = entry.text.strip().partition("\n")[0].strip()
    return " · ".join(filter(None, (entry.contact, first))) or shown("reminder", entry.id)
