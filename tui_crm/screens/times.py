"""How days and times are said on the screens: short, seen from today, in the reader's language."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from tui_crm.clock import Clock
from tui_crm.i18n import N_, _, ngettext, pgettext
from tui_crm.models.cards import NextStep
from tui_crm.models.codes import WEEKDAYS
from tui_crm.widgets.cell import NONE, Cell, Role

if TYPE_CHECKING:
    from tui_crm.models.when import When

SILENT_DAYS: Final = 90
"""After so many days without a word a customer counts as dormant (``domain.md``), and the list says so in colour."""

_YEAR = 365
_WEEK = 7
_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


@dataclass(frozen=True)
class Moment:
    """The user's present, in their zone."""

    now: datetime

    @property
    def today(self) -> date:
        """The day on their wall."""
        return self.now.date()

    @classmethod
    def of(cls, clock: Clock) -> "Moment":
        """Return what ``clock`` shows now."""
        return cls(clock.now().astimezone(clock.zone))


def weekday(day: date) -> str:
    """Return the short name of a day of the week."""
    return _(WEEKDAYS[day.weekday()])


def month(day: date) -> str:
    """Return the short name of a month."""
    return _(_MONTHS[day.month - 1])


def day_and_month(day: date) -> str:
    """Return a day without its year: ``18 Nov``."""
    return pgettext("a day less than a year away", "{day} {month}").format(day=day.day, month=month(day))


def short_date(day: date, today: date) -> str:
    """Return a day less than a year away as ``1 Dec``, any other as ``Dec 2027``: ten cells at most."""
    if abs((day - today).days) < _YEAR:
        return day_and_month(day)
    return pgettext("a month more than a year away", "{month} {year}").format(month=month(day), year=f"{day.year:04}")


def long_date(day: date, today: date) -> str:
    """Return a day with its day of the week, and with the year where it is not this one: ``Mon 24 Nov``."""
    if day.year == today.year:
        form = pgettext("a day of the week in this year", "{weekday} {day} {month}")
    else:
        form = pgettext("a day of the week in another year", "{weekday} {day} {month} {year}")
    return form.format(weekday=weekday(day), day=day.day, month=month(day), year=f"{day.year:04}")


def at_time(local: datetime, today: date) -> str:
    """Return when something was done: today ``09:30``, less than a year ago ``1 Dec 09:30``, before ``2025-11-23``."""
    day, time = local.date(), f"{local:%H:%M}"
    if day == today:
        return time
    return f"{short_date(day, today)} {time}" if (today - day).days < _YEAR else day.isoformat()


def ago(day: date, today: date) -> str:
    """Return how long ago a day was, ``today``, ``3 d``, ``2 y``; a day to come is named."""
    days = (today - day).days
    if days < 0:
        return short_date(day, today)
    if days == 0:
        return _("today")
    if days >= _YEAR:
        return ngettext("{count} y", "{count} y", days // _YEAR).format(count=days // _YEAR)
    return ngettext("{count} d", "{count} d", days).format(count=days)


def days_late(days: int) -> str:
    """Return by how many days something is late: ``3 d late``."""
    return ngettext("{count} d late", "{count} d late", days).format(count=days)


def touched(at: datetime | None, clock: Clock, today: date) -> Cell:
    """Return the cell that says when somebody last spoke with a customer, in the accent where that is long ago."""
    if at is None:
        return NONE
    day = at.astimezone(clock.zone).date()
    return Cell(ago(day, today), Role.ACCENT if (today - day).days >= SILENT_DAYS else Role.MUTED)


def coming(step: NextStep | None, moment: Moment) -> Cell:
    """Return the cell that says when the next follow-up is: late in red, today in the accent, else the day and time."""
    if step is None:
        return NONE
    day, wall = step.on_the_wall(moment.now.tzinfo)
    days = (day - moment.today).days
    time = f" {wall}" if wall else ""
    late = step.is_overdue(moment.now, moment.today)
    if late and days < 0:
        return Cell(days_late(-days), Role.ERROR, bold=True)
    if days == 0:
        return Cell(_("today") + time, Role.ERROR if late else Role.ACCENT, bold=True)
    if abs(days) < _WEEK:
        return Cell(weekday(day) + time)
    return Cell(short_date(day, moment.today))


def touch_by(at: datetime | None, clock: Clock, today: date) -> Cell:
    """Return the cell that says by which day one shall be in touch again: late in red, today in the accent."""
    return NONE if at is None else touch_by_day(at.astimezone(clock.zone).date(), today)


def touch_by_day(day: date, today: date) -> Cell:
    """Return the same for the day on the user's wall."""
    days = (day - today).days
    if days < 0:
        return Cell(days_late(-days), Role.ERROR)
    if days == 0:
        return Cell(_("today"), Role.ACCENT)
    return Cell(weekday(day) if days < _WEEK else short_date(day, today), Role.MUTED)


def due_day(step: NextStep, moment: Moment) -> str:
    """Return the whole date of a follow-up with its time: ``Mon 24 Nov 09:30``."""
    day, time = step.on_the_wall(moment.now.tzinfo)
    return " ".join(filter(None, (long_date(day, moment.today), time)))


def in_full(when: "When", clock: Clock) -> str:
    """Return a moment, with its time where it has one, and how far away it is: ``Wed 25 Nov 09:30 · in 4 d``."""
    today = clock.today()
    time = when.time.strftime("%H:%M") if when.time else ""
    said = " ".join(filter(None, (long_date(when.date, today), time)))
    return " · ".join((said, _away((when.date - today).days)))


def _away(days: int) -> str:
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days > 0:
        return ngettext("in {count} d", "in {count} d", days).format(count=days)
    return ngettext("{count} d ago", "{count} d ago", -days).format(count=-days)
