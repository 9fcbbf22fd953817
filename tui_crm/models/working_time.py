"""When does a team work: which days, and how much working time lies between two instants or ahead of one."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias
from zoneinfo import ZoneInfo

from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _
from tui_crm.working_hours import Spans, Week

if TYPE_CHECKING:
    from tui_crm.models.public_holidays import Unknown

_DAY = dt.timedelta(days=1)
_MINUTE = dt.timedelta(minutes=1)
_DAY_MINUTES = 1440
_LONGEST_BREAK = 3660  # days; a calendar that never works again must not be searched for ever


class DayKind(StrEnum):
    """Why a day is worked or not."""

    WORKDAY = "workday"
    DAY_OFF = "day_off"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    OWN_OFF = "own_off"
    OWN_WORK = "own_work"


DAY_KIND_LABELS: Final[Mapping[str, str]] = {
    DayKind.WORKDAY: N_("working day"),
    DayKind.DAY_OFF: N_("day off"),
    DayKind.HOLIDAY: N_("holiday"),
    DayKind.MAKE_UP: N_("make-up day"),
    DayKind.OWN_OFF: N_("the team’s day off"),
    DayKind.OWN_WORK: N_("the team’s working day"),
}
"""The kinds of days, in marked words."""
OFF_KINDS: Final = frozenset({DayKind.HOLIDAY, DayKind.OWN_OFF})


@dataclass(frozen=True)
class SpecialDay:
    """A day that is not like its weekday: ``kind`` says how, ``name`` what it is called, ``spans`` its own hours, if any."""

    kind: DayKind
    name: str = ""
    spans: Spans | None = None


@dataclass(frozen=True)
class CalendarDay:
    """A day of a working calendar: its hours (none: nobody works), why, and what the day is called."""

    day: dt.date
    spans: Spans
    kind: DayKind
    name: str = ""

    @property
    def works(self) -> bool:
        """Whether it is a working day."""
        return bool(self.spans)


class NoWorkingTime(BadInput):
    """The calendar has no working time for ten years on end."""


SpecialDays: TypeAlias = dict[dt.date, SpecialDay]
_Hours: TypeAlias = list[tuple[dt.datetime, dt.datetime]]


@dataclass(frozen=True)
class WorkingCalendar:
    """When a team works: the hours of each weekday in ``zone``, and ``special_in(year)``, the days that differ.

    ``special_in`` must always give the same for a year. A wall time that the clocks skip is the moment of the change, one
    that comes twice is the first; so neighbouring hours never overlap, and hours are as long as they really last.
    """

    week: Week
    zone: ZoneInfo
    special_in: Callable[[int], SpecialDays]
    unknown: "Callable[[dt.date, dt.date], Sequence[Unknown]]"
    """Tells the years from one day to another whose special days are not, or not all, known: warnings."""
    _opened: dict[dt.date, _Hours] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, week: Week, zone: ZoneInfo, special: SpecialDays | None = None) -> "WorkingCalendar":
        """Return the calendar whose special days are these and no others."""
        days = special or {}
        return cls(week, zone, lambda _year: days, lambda _first, _last: ())

    def day(self, day: dt.date) -> CalendarDay:
        """Return what there is to know of ``day``."""
        ordinary = self.week[day.weekday()]
        special = self.special_in(day.year).get(day)
        if special is None:
            return CalendarDay(day, ordinary, DayKind.WORKDAY if ordinary else DayKind.DAY_OFF)
        if special.kind in OFF_KINDS:
            return CalendarDay(day, (), special.kind, special.name)
        spans = special.spans or ordinary or next(filter(None, self.week), ())
        return CalendarDay(day, spans, special.kind, special.name)

    def is_working_day(self, day: dt.date) -> bool:
        """Tell whether anybody works on ``day``."""
        return self.day(day).works

    def next_working_day(self, day: dt.date) -> dt.date:
        """Return ``day`` where it is a working day, else the first one after it. Raises NoWorkingTime."""
        return day if self.is_working_day(day) else self._step(day, 1)

    def add_days(self, day: dt.date, count: int) -> dt.date:
        """Return the ``count``-th working day after ``day``, or before it where ``count`` is negative.

        0 is ``day`` itself, or where nobody works then the first working day after it. Raises NoWorkingTime.
        """
        if count == 0:
            return self.next_working_day(day)
        for _step in range(abs(count)):
            day = self._step(day, 1 if count > 0 else -1)
        return day

    def add(self, instant: dt.datetime, minutes: int) -> dt.datetime:
        """Return the first instant, in UTC, by which ``minutes`` of working time have passed since ``instant``.

        With negative minutes it is the last instant from which as many pass until ``instant``; with none ``instant``.
        Raises NoWorkingTime.
        """
        return self.after(instant, minutes * _MINUTE)

    def after(self, instant: dt.datetime, time: dt.timedelta) -> dt.datetime:
        """Return what :meth:`add` does, for a working time that need not be whole minutes. Raises NoWorkingTime."""
        at = instant.astimezone(dt.UTC)
        left = abs(time)
        if not left:
            return at
        ahead = time > dt.timedelta()
        for start, end in self._ahead(at) if ahead else self._back(at):
            if end - start >= left:
                return start + left if ahead else end - left
            left -= end - start
        raise self._no_time(at.date())

    def between(self, start: dt.datetime, end: dt.datetime) -> int:
        """Return the whole minutes of working time from ``start`` to ``end``, negative where ``end`` comes first."""
        worked = self.worked(start, end)
        return worked // _MINUTE if worked >= dt.timedelta() else -(-worked // _MINUTE)

    def worked(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """Return the working time from ``start`` to ``end`` exactly, negative where ``end`` comes first."""
        if end < start:
            return -self.worked(end, start)
        first, last = start.astimezone(dt.UTC), end.astimezone(dt.UTC)
        day = first.astimezone(self.zone).date()
        days = (last.astimezone(self.zone).date() - day).days
        spans = (
            min(closes, last) - max(opens, first)
            for step in range(-1, days + 2)
            for opens, closes in self.open_on(day + step * _DAY)
            if opens < last and closes > first
        )
        return sum(spans, dt.timedelta())

    def open_on(self, day: dt.date) -> Sequence[tuple[dt.datetime, dt.datetime]]:
        """Return the hours of ``day`` as instants in UTC; hours that the clocks skip are left out."""
        if day not in self._opened:
            spans = [(self._instant(day, start), self._instant(day, end)) for start, end in self.day(day).spans]
            self._opened[day] = [(start, end) for start, end in spans if start < end]
        return self._opened[day]

    def _step(self, day: dt.date, way: int) -> dt.date:
        for step in range(1, _LONGEST_BREAK):
            if self.is_working_day(found := day + way * step * _DAY):
                return found
        raise self._no_time(day)

    def _ahead(self, at: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        day = at.astimezone(self.zone).date() - _DAY
        last_open = day
        while (day - last_open).days < _LONGEST_BREAK:
            for start, end in self.open_on(day):
                if end > at:
                    last_open = day
                    yield max(start, at), end
            day += _DAY

    def _back(self, at: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        day = at.astimezone(self.zone).date() + _DAY
        last_open = day
        while (last_open - day).days < _LONGEST_BREAK:
            for start, end in reversed(self.open_on(day)):
                if start < at:
                    last_open = day
                    yield start, min(end, at)
            day -= _DAY

    def _instant(self, day: dt.date, minutes: int) -> dt.datetime:
        """Return when the clock of the zone shows ``minutes`` after the midnight that begins ``day``."""
        days, rest = divmod(minutes, _DAY_MINUTES)
        wall = dt.datetime.combine(day + days * _DAY, dt.time(*divmod(rest, 60)))
        instant = wall.replace(tzinfo=self.zone).astimezone(dt.UTC)
        if self._wall(instant) == wall:
            return instant
        before, after = wall.replace(tzinfo=self.zone, fold=1).astimezone(dt.UTC), instant
        while after - before > dt.timedelta(seconds=1):
            middle = before + (after - before) // 2
            before, after = (before, middle) if self._wall(middle) >= wall else (middle, after)
        return after.replace(microsecond=0)

    def _wall(self, instant: dt.datetime) -> dt.datetime:
        return instant.astimezone(self.zone).replace(tzinfo=None)

    @staticmethod
    def _no_time(day: dt.date) -> NoWorkingTime:
        return NoWorkingTime(
            _("the working calendar has no working time within ten years of {day}").format(day=day.isoformat()),
            hint=_("see: crm calendar show"),
        )


Calendars: TypeAlias = Callable[[], WorkingCalendar]
"""Gives the team's working calendar; it is asked for where a text counts working days, and only there."""


class Counting:
    """Gives the calendar that ``read`` reads, once, and remembers whether anybody asked for it."""

    def __init__(self, read: Calendars) -> None:
        self._read = read
        self._calendar: WorkingCalendar | None = None

    def __call__(self) -> WorkingCalendar:
        """Return the calendar. Raises what reading it raises."""
        if self._calendar is None:
            self._calendar = self._read()
        return self._calendar

    def unknown(self, one: dt.date, other: dt.date) -> "Sequence[Unknown]":
        """Return the years between two days whose holidays are not, or not all, known, if anything was counted at all."""
        return () if self._calendar is None else self._calendar.unknown(min(one, other), max(one, other))
