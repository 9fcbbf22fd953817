"""What the calendar of follow-ups shows of each day: how many there are, and the first of them."""

from datetime import timedelta
from typing import TYPE_CHECKING

from tui_crm.i18n import _
from tui_crm.models.codes import WEEKDAYS, Priority
from tui_crm.models.working_time import DAY_KIND_LABELS, CalendarDay, DayKind
from tui_crm.screens.due_times import on_the_wall
from tui_crm.widgets.calendar_grid import Day, Entry, Page
from tui_crm.widgets.cell import Role

if TYPE_CHECKING:
    from tui_crm.clock import Clock
    from tui_crm.models.cards import ReminderEntry
    from tui_crm.screens.followup_search import Placed
    from tui_crm.screens.followup_view import Look

_DAY = timedelta(days=1)


def page_of(look: "Look", answer: "Placed", clock: "Clock") -> Page:
    """Return the page of a calendar with what was read for it."""
    shown = {}
    for number in range((look.last - look.first).days + 1):
        day = look.first + number * _DAY
        ids = answer.days.get(day, ())
        entries = tuple(_entry(answer.entries[key], clock) for key in ids if key in answer.entries)
        known = answer.calendar.get(day)
        shown[day] = Day(len(ids), entries, _note(known) if known else "", off=known is not None and not known.works)
    names = [_(name) for name in WEEKDAYS]
    return Page(look.first, look.weeks, names, clock.today(), look.month, shown, height=1 if look.month else 2)


def _note(day: CalendarDay) -> str:
    """Return what day it is, where it is not like its weekday."""
    if day.kind in {DayKind.WORKDAY, DayKind.DAY_OFF}:
        return ""
    return day.name if day.name and day.kind is not DayKind.MAKE_UP else _(DAY_KIND_LABELS[day.kind])


def _entry(entry: "ReminderEntry", clock: "Clock") -> Entry:
    """Return a reminder in short: its time in a colour that says how it stands, whom it is with, and what it is for."""
    text = " ".join(entry.text.split())
    who, what = (entry.contact, text) if entry.contact else (text, entry.place)
    if entry.done_at is not None:
        return Entry(f"{entry.done_at.astimezone(clock.zone):%H:%M}", who, what, Role.SUCCESS, Role.MUTED)
    urgent = entry.priority in {Priority.HIGH, Priority.URGENT}
    role = Role.ERROR if entry.overdue else Role.ACCENT if urgent else Role.MUTED
    return Entry(on_the_wall(entry, clock.zone)[1] or "·", who, what, role)
