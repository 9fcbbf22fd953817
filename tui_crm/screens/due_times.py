"""How the time of a reminder is said on the screens: how late it is, when it comes, and from when to when it lasts."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from tui_crm.i18n import _, ngettext
from tui_crm.models import due
from tui_crm.screens.times import days_late, short_date, weekday
from tui_crm.widgets.cell import Cell, Role

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tui_crm.models.cards import ReminderEntry

_WEEK: Final = 7
_DAY: Final = 24 * 60  # minutes


def on_the_wall(entry: "ReminderEntry", zone: "ZoneInfo") -> tuple[date, str | None]:
    """Return the day of a reminder, and its time (``HH:MM``) where it has one, on the wall of a user."""
    return due.on_the_wall(entry.due_on, entry.due_time, entry.due_at, zone)


def late(day: date, time: str | None, today: date) -> Cell:
    """Return how late a reminder is: since when today, else by how many days."""
    days = (today - day).days
    if days <= 0:
        return Cell(_at(_("today"), time), Role.ERROR, bold=True)
    return Cell(days_late(days), Role.ERROR, bold=True)


def over_since(day: date, time: str | None, today: date) -> Cell:
    """Return since when something is over, beside which it stands how long that is."""
    return Cell(_at(_("today") if day == today else short_date(day, today), time), Role.ERROR, bold=True)


def ahead(day: date, time: str | None, today: date) -> Cell:
    """Return when something comes: today and tomorrow by their name, within a week by its weekday, later by its date."""
    if day == today:
        return Cell(_at(_("today"), time), Role.ACCENT, bold=True)
    if day == today + timedelta(days=1):
        return Cell(_at(_("tomorrow"), time))
    said = weekday(day) if 0 < (day - today).days < _WEEK else short_date(day, today)
    return Cell(_at(said, time))


def from_to(time: str, minutes: int | None) -> str:
    """Return a time, and when it is over where it has a length of less than a day: ``09:30–10:15``."""
    if not minutes or minutes >= _DAY:
        return time
    end = datetime.strptime(time, "%H:%M") + timedelta(minutes=minutes)  # noqa: DTZ007 - a time of day
    return f"{time}–{end:%H:%M}"


def length(minutes: int | None) -> str:
    """Return how long something takes, empty where nobody said."""
    return ngettext("{count} min", "{count} min", minutes).format(count=minutes) if minutes else ""


def _at(day: str, time: str | None) -> str:
    return f"{day} {time}" if time else day
