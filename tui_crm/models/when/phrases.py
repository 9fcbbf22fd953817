"""What day, time or length each kind of phrase means: ``end of next month``, ``24 dec``, ``half past 8``, ``两周``.

Each function takes the reference and the numbers that its patterns in :mod:`~tui_crm.models.when.grammar` name, and
raises ValueError or OverflowError where there is no such day or time.
"""

import datetime as dt
from collections.abc import Callable

from tui_crm.models.span import MONTHS, SECONDS, Unit, add_months, period_around
from tui_crm.models.when.day_parts import DayPart
from tui_crm.models.when.reading import Length, Reading, Reference

_DAY, _HOUR, _MINUTE = SECONDS[Unit.DAY], SECONDS[Unit.HOUR], SECONDS[Unit.MINUTE]
_NOON = 12 * _HOUR
_ONE = dt.timedelta(days=1)
_WHOLE = 1000
_MOST_WORKDAYS = 9_999  # they are counted one by one
_DAYS_A_MONTH = 30
_LEAP_YEARS_APART = 8


def _nearest(ref: Reference, day_in: Callable[[int], dt.date], reach: int) -> Reading:
    """Return the first day that ``day_in`` gives for 0, 1, 2 … not behind today, or for 0, -1 … not ahead of it."""
    way = 1 if ref.prefer == "future" else -1
    for step in range(reach + 1):
        try:
            day = day_in(way * step)
        except ValueError:
            continue
        if (day - ref.today).days * way >= 0:
            return Reading(day=day)
    raise ValueError(reach)


def written_day(_: Reference, iso: int) -> Reading:
    """Take a date written out in ISO order."""
    return Reading(day=dt.date.fromordinal(iso))


def written_instant(_: Reference, iso: int, clock: int, offset: int) -> Reading:
    """Take a date and time with a distance from UTC in seconds."""
    midnight = dt.datetime.combine(dt.date.fromordinal(iso), dt.time(), dt.UTC)
    return Reading(instant=midnight + dt.timedelta(seconds=clock - offset))


def named_day(ref: Reference, dayword: int) -> Reading:
    """Count ``dayword`` days from today: tomorrow, 前天."""
    return Reading(day=ref.today + dt.timedelta(days=dayword))


def bare_weekday(_: Reference, weekday: int) -> Reading:
    """Leave open which week, for the weekday may stand beside a date."""
    return Reading(weekday=weekday)


def weekday_of_week(ref: Reference, rel: int, weekday: int) -> Reading:
    """Take the weekday of this, the next, the last … calendar week: next wed, 下周三, last friday."""
    return Reading(day=period_around(ref.today, Unit.WEEK, rel).first + dt.timedelta(days=weekday))


def first_of_period(ref: Reference, next: int, period: int) -> Reading:  # noqa: A002 - the pattern's name for it
    """Take the first day of the next or last week, month …: next week is its Monday."""
    return Reading(day=period_around(ref.today, Unit(period), next).first)


def edge_of_period(ref: Reference, rel: int, period: int, edge: int) -> Reading:
    """Take the first (0) or last (-1) day of this, the next … week, month …: 下月底, end of next week."""
    return Reading(day=period_around(ref.today, Unit(period), rel)[edge])


def nearest_edge(ref: Reference, period: int, edge: int) -> Reading:
    """Take the nearest first or last day of a week, month …: eom, 月初."""
    return _nearest(ref, lambda step: period_around(ref.today, Unit(period), step)[edge], 1)


def edge_of_month(ref: Reference, mon: int, edge: int) -> Reading:
    """Take the nearest first or last day of a named month: 12月底, end of march."""
    return _nearest(ref, lambda step: _month_edge(ref.today.year + step, mon, edge), 1)


def edge_of_month_of_other_year(ref: Reference, rel: int, mon: int, edge: int) -> Reading:
    """Take the first or last day of a month of this, the next … year: 明年2月底."""
    return Reading(day=_month_edge(ref.today.year + rel, mon, edge))


def edge_of_written_month(_: Reference, year: int, mon: int, edge: int) -> Reading:
    """Take the first or last day of a month of a year: 2026年12月底."""
    return Reading(day=_month_edge(year, mon, edge))


def edge_of_written_year(_: Reference, year: int, edge: int) -> Reading:
    """Take the first or last day of a year: 2026年底."""
    return Reading(day=period_around(dt.date(year, 1, 1), Unit.YEAR)[edge])


def next_working_day(ref: Reference, next: int, count: int = 1) -> Reading:  # noqa: A002 - the pattern's name for it
    """Take the next or last working day: next business day, 下个工作日, 下一个工作日."""
    if count != 1:
        raise ValueError(count)
    return Reading(day=ref.working_day(ref.today, next))


def working_edge(ref: Reference, nth: int, period: int, rel: int | None = None) -> Reading:
    """Take the first (0) or last (-1) working day of a week, month …, the nearest one where it is not said which."""

    def edge(step: int) -> dt.date:
        found = period_around(ref.today, Unit(period), step)
        return ref.working_day(found.first - _ONE, 1) if nth == 0 else ref.working_day(found.last + _ONE, -1)

    return _nearest(ref, edge, 1) if rel is None else Reading(day=edge(rel))


def last_working_day(ref: Reference, next: int, period: int, rel: int | None = None) -> Reading:  # noqa: A002 - as above
    """Take the last working day of a week, month …; a "next" one there is none of."""
    if next != -1:
        raise ValueError(next)
    return working_edge(ref, -1, period, rel)


def _month_edge(year: int, month: int, edge: int) -> dt.date:
    return period_around(dt.date(year, month, 1), Unit.MONTH)[edge]


def day_of_month(ref: Reference, date: int) -> Reading:
    """Take the nearest day of that number, in a month that has it: 二十三号, the 31st."""
    first = ref.today.replace(day=1)
    return _nearest(ref, lambda step: add_months(first, step).replace(day=date), 2)


def day_of_other_month(ref: Reference, rel: int, date: int) -> Reading:
    """Take a day of this, the next, the last … month: 下个月5号."""
    return Reading(day=add_months(ref.today.replace(day=1), rel).replace(day=date))


def day_of_year(ref: Reference, mon: int, date: int) -> Reading:
    """Take the nearest such day of the year: 24 dec, 12月24日; 29 February is in a leap year."""
    return _nearest(ref, lambda step: dt.date(ref.today.year + step, mon, date), _LEAP_YEARS_APART)


def day_of_other_year(ref: Reference, rel: int, mon: int, date: int) -> Reading:
    """Take a day of this, the next, the last … year: 明年3月5日."""
    return Reading(day=dt.date(ref.today.year + rel, mon, date))


def day_of_written_year(_: Reference, year: int, mon: int, date: int) -> Reading:
    """Take a day with its year: 24 dec 2027, 2026年12月24日."""
    return Reading(day=dt.date(year, mon, date))


def clock(_: Reference, clock: int) -> Reading:
    """Take a time of day: 14:30."""
    return Reading(clock=clock)


def hour_and_minutes(_: Reference, hour: int, dian: int, minutes: int = 0, half: int = 0, quarters: int = 0) -> Reading:
    """Take an hour with minutes, halves (thousandths) or quarters: 3点, 8点05分, 3点半, 8点一刻; 8时 is on 24 hours."""
    past = minutes + 60 * half // _WHOLE + 15 * quarters
    return _on_clock(hour * _HOUR + past * _MINUTE, past, spoken=dian == 0)


def past_the_hour(_: Reference, past: int, hour: int) -> Reading:
    """Take an hour and the minutes past it: half past 8, quarter to 9."""
    return _on_clock(hour * _HOUR + past * _MINUTE, past, spoken=True)


def _on_clock(seconds: int, minutes: int, *, spoken: bool) -> Reading:
    if not (0 <= seconds <= _DAY and minutes * _MINUTE < _HOUR):
        raise ValueError(seconds)
    return Reading(clock=seconds, spoken=(spoken and _HOUR <= seconds < _NOON) or None)


def bare_hour(_: Reference, hour: int) -> Reading:
    """Take the hour beside a part of the day: 9am, tonight at 8."""
    if hour * _HOUR > _DAY:
        raise ValueError(hour)
    return Reading(hour=hour)


def part_of_day(_: Reference, part: int) -> Reading:
    """Take a part of the day: morning, 下午."""
    return Reading(part=DayPart(part))


def part_of_today(ref: Reference, part: int) -> Reading:
    """Take a part of today: this afternoon."""
    return Reading(day=ref.today, part=DayPart(part))


def length(_: Reference, unit: int, count: int = 0, half: int = 0, decimal: int = 0) -> Reading:
    """Take a length: 3 days, 两个月, half an hour, 1.5 weeks; ``half`` and ``decimal`` are in thousandths.

    Minutes and hours lead to a time of day, longer units to a date, unless a part of a day is left over; a part of a
    month is counted in thirtieths.
    """
    measure, amount = Unit(unit), count * _WHOLE + half + decimal
    if measure in MONTHS:
        months, part = divmod(amount * MONTHS[measure], _WHOLE)
        return Reading(length=Length(months=months, days=part * _DAYS_A_MONTH // _WHOLE))
    seconds = amount * SECONDS[measure] // _WHOLE
    if SECONDS[measure] < _DAY:
        return Reading(length=Length(seconds=seconds, timed=True))
    days, rest = divmod(seconds, _DAY)
    return Reading(length=Length(days=days, seconds=rest, timed=rest > 0))


def working_days(_: Reference, count: int) -> Reading:
    """Take a length in working days: 3 working days, 两个工作日."""
    if count > _MOST_WORKDAYS:
        raise ValueError(count)
    return Reading(length=Length(workdays=count))


def direction(_: Reference, direction: int) -> Reading:
    """Point a length ahead (in, 后, +) or back (ago, 前, -)."""
    return Reading(direction=direction)


def present(_: Reference) -> Reading:
    """Take the present moment."""
    return Reading(length=Length(timed=True), direction=1)
