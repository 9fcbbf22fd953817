"""How reminders come back: the first of a series, the next one when one is done, and the days that lie ahead."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from functools import cached_property
from typing import TYPE_CHECKING, Final

from tui_crm.db import reminders, rows
from tui_crm.errors import BadInput
from tui_crm.i18n import _, ngettext
from tui_crm.models.codes import WEEKDAYS
from tui_crm.models.due import instant_at, on_the_wall
from tui_crm.models.record import day_of
from tui_crm.models.repeat import Repeat, Series, parse_repeat, parse_rrule
from tui_crm.services.one_live import KEPT

if TYPE_CHECKING:
    from tui_crm.db.transaction import Transaction
    from tui_crm.models.cards import ReminderEntry
    from tui_crm.models.when import When
    from tui_crm.models.working_time import WorkingCalendar
    from tui_crm.services.crm import Crm

NO_REPEAT: Final[Mapping[str, object]] = {"repeat": None, "repeat_from": None, "repeat_on": None}
"""The columns of a reminder that does not come back."""


class Repeating:
    """The rules of reminders in an open CRM. It keeps the working calendar that it read: make one for one piece of work."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def rule(self, text: str) -> Repeat:
        """Return the rule that words or an RRULE say. Raises BadInput for the field ``repeat``."""
        return parse_repeat(text, now=self._crm.clock.now(), zone=self._crm.clock.zone)

    def first(self, text: str, due: "When") -> dict[str, object]:
        """Return the columns of the first one of a new series: it is on the day of ``due``, whether that fits the rule or not.

        Raises BadInput for the field ``repeat``, also where the series has ended by then.
        """
        series = _series_from(self.rule(text), due)
        _check_begins(series, series.start)
        return series.columns(series.start, self._moved(series.rule)(series.start))

    def changed(self, text: str, due: "When | None", entry: "ReminderEntry") -> dict[str, object]:
        """Return the columns that let a reminder come back by another rule from now on; when it is due itself stays.

        With another ``due`` a series begins there; without, nothing changes where the rule is the one that it has. An
        empty text ends the series. Raises BadInput.
        """
        if not text.strip():
            return dict(NO_REPEAT)
        if due is not None:
            return self.first(text, due)
        rule = self.rule(text)
        if str(rule) == entry.repeat:
            return {}
        series = _series_at(rule, entry)
        _check_begins(series, series.start)
        return {"repeat": str(rule), "repeat_from": series.begun, "repeat_on": series.start.isoformat()}

    def ahead(self, text: str, due: "When | None", entry: "ReminderEntry | None" = None, number: int = 3) -> list[date]:
        """Return the days, on the user's wall, on which the next ones would be due if each were done on its day: of a series
        that begins with ``due``, or else goes on behind ``entry``, which is the first of them. Raises BadInput.
        """
        rule = self.rule(text)
        moved = self._moved(rule)
        if due is not None:
            series = _series_from(rule, due)
            last, day = series.start, moved(series.start)
            found = [self._wall(series.columns(last, day))[0]]
        else:
            assert entry is not None
            series = _series_at(rule, entry)
            last, day = entry.repeat_on or entry.due_on, entry.due_on
            found = [on_the_wall(day, entry.due_time, entry.due_at, self._crm.clock.zone)[0]]
        while len(found) < number:
            columns = series.following(last, max(self._crm.clock.today(), day), moved)
            if columns is None:
                break
            series = Series.stored(parse_rrule(str(columns["repeat"])), str(columns["repeat_from"]))
            last, day = (date.fromisoformat(str(columns[name])) for name in ("repeat_on", "due_on"))
            found.append(self._wall(columns)[0])
        return found

    def follow(self, writing: "Transaction", ids: Sequence[int]) -> tuple[str, ...]:
        """Make the ones that follow these reminders, which are done; returns in words what comes.

        None is made where the rule has ended, where nobody can read it, or where a later one of the series is open.
        """
        found = rows.load(writing.connection, "reminder", [*ids])
        ahead = reminders.with_open_followers(writing.connection, [key for key in ids if found[key]["repeat"]])
        coming = [
            {**{name: found[key][name] for name in KEPT}, **columns, "repeat_of": key}
            for key in ids
            if key not in ahead and (columns := self._next(found[key])) is not None
        ]
        if coming:
            writing.create_many("reminder", coming)
        return self._told(coming)

    def _told(self, coming: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
        if not coming:
            return ()
        if len(coming) > 1:
            return (ngettext("{count} comes again", "{count} come again", len(coming)).format(count=len(coming)),)
        day, wall = self._wall(coming[0])
        weekday = _(WEEKDAYS[day.weekday()])
        if wall:
            return (_("next one: {weekday} {day} {time}").format(weekday=weekday, day=day, time=wall),)
        return (_("next one: {weekday} {day}").format(weekday=weekday, day=day),)

    def _wall(self, columns: Mapping[str, object]) -> tuple[date, str | None]:
        """Return when the one of these columns is due on the user's wall: one with a time may be on another day there."""
        day, wall, zone = date.fromisoformat(str(columns["due_on"])), columns["due_time"], columns["zone"]
        if not wall:
            return day, None
        at = instant_at(day, time.fromisoformat(str(wall)), str(zone)) if zone else None
        return on_the_wall(day, str(wall), at, self._crm.clock.zone)

    def _next(self, record: Mapping[str, object]) -> dict[str, object] | None:
        series = series_of(str(record["repeat"] or ""), str(record["repeat_from"] or record["due_on"]))
        if series is None:
            return None
        last = day_of(str(record["repeat_on"] or record["due_on"]))
        return series.following(last, self._crm.clock.today(), self._moved(series.rule))

    @cached_property
    def _calendar(self) -> "WorkingCalendar":
        return self._crm.calendar.current()

    def _moved(self, rule: Repeat) -> Callable[[date], date]:
        """Return what tells on which day one is due: its own, or the next working day where the rule says so."""
        return self._working_day if rule.working_days else lambda day: day

    def _working_day(self, day: date) -> date:
        try:
            return self._calendar.next_working_day(day)
        except OverflowError:  # the calendar ends before the next one
            return day


def series_of(repeat: str, begun: str) -> Series | None:
    """Return the series that a reminder stands in, as its columns say; None where it has none, or one nobody can read."""
    try:
        return Series.stored(parse_rrule(repeat), begun) if repeat else None
    except (BadInput, ValueError):
        return None


def _series_from(rule: Repeat, due: "When") -> Series:
    wall = f"{due.time:%H:%M}" if due.time else None
    return Series(rule, due.date, wall, due.zone if wall else None)


def _series_at(rule: Repeat, entry: "ReminderEntry") -> Series:
    """Return the series that a reminder has, where the rule is its own; else one that begins with its turn."""
    has = series_of(entry.repeat, entry.repeat_from or entry.due_on.isoformat())
    if has is not None and has.rule == rule:
        return has
    wall, zone = (has.time, has.zone) if has else (entry.due_time, entry.zone)
    return Series(rule, entry.repeat_on or entry.due_on, wall, zone if wall else None)


def _check_begins(series: Series, day: date) -> None:
    if series.rule.until is not None and series.rule.until < day:
        message = _("the repeat ends on {end}, before it begins on {start}")
        raise BadInput(message.format(end=series.rule.until, start=day), field="repeat")
