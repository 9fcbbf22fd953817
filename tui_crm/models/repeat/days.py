"""On which days a rule of repetition falls.

The days are those of RFC 5545: the day that the series begins on is the first one, a day that a month does not have (the
31st of April, 29 February of a common year) is skipped, weeks begin on Monday. A lunar day 30 is the 29th of a month that
has no more days, and a leap month the ordinary one in a year without it (RFC 7529, SKIP=BACKWARD).
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from typing import Final

from tui_crm.models.birthday import Birthday, Calendar, lunar_year
from tui_crm.models.repeat.value import Every, Repeat

_LAST_YEAR: Final = 9999
_MONTHS: Final = 12
_WEEK: Final = 7
_STEPS: Final = {Every.DAY: 1, Every.WEEK: _WEEK}


def days(rule: Repeat, start: date) -> Iterator[date]:
    """Yield the days of a series that begins on ``start``, which is the first one, whether it fits the rule or not.

    A rule that counts from when one is done has but that one. They end with the rule, or with the year 9999.
    """
    left = count() if rule.count is None else range(rule.count)
    for _number, day in zip(left, _from(rule, start), strict=False):
        if rule.until is not None and day > rule.until:
            return
        yield day


def days_behind(rule: Repeat, start: date, done: date) -> Iterator[date]:
    """Yield the days that follow the first one: of a rule that counts from when it is done, if that is on ``done``."""
    if not rule.from_done:
        yield from (day for day in days(rule, start) if day > start)
    elif (day := _later(rule, done)) is not None and rule.count != 1 and day <= (rule.until or date.max):
        yield day


def first_behind(rule: Repeat, start: date, last: date, today: date, moved: Callable[[date], date]) -> date | None:
    """Return the day of the next one behind that of ``last``, None where the rule has ended.

    ``moved`` tells the day that one is due on: what is due before ``today``, or not behind the last one, is left out.
    """
    floor = moved(last)
    for day in days_behind(rule, start, today):
        if rule.from_done or (day > last and (due := moved(day)) > floor and due >= today):
            return day
    return None


def _from(rule: Repeat, start: date) -> Iterator[date]:
    yield start
    if not rule.from_done:
        yield from (day for day in _fitting(rule, start) if day > start)


def _fitting(rule: Repeat, start: date) -> Iterator[date]:
    """Yield the days that fit the rule, from the period that ``start`` lies in."""
    if rule.lunar:
        return _lunar(rule, start)
    match rule.every:
        case Every.DAY:
            return _steps(start, rule.interval)
        case Every.WEEK:
            return _weekly(rule, start)
        case Every.MONTH:
            return _monthly(rule, start)
        case Every.YEAR:
            return _yearly(rule, start)


def _steps(start: date, step: int) -> Iterator[date]:
    for ordinal in range(start.toordinal(), date.max.toordinal() + 1, step):
        yield date.fromordinal(ordinal)


def _weekly(rule: Repeat, start: date) -> Iterator[date]:
    wanted = [each.day for each in rule.weekdays] or [start.weekday()]
    monday = start.toordinal() - start.weekday()
    for first in range(monday, date.max.toordinal() + 1, _WEEK * rule.interval):
        for day in wanted:
            if 1 <= first + day <= date.max.toordinal():
                yield date.fromordinal(first + day)


def _monthly(rule: Repeat, start: date) -> Iterator[date]:
    for month in range(start.year * _MONTHS + start.month - 1, (_LAST_YEAR + 1) * _MONTHS, rule.interval):
        yield from _within(rule, month // _MONTHS, month % _MONTHS + 1, start.day)


def _yearly(rule: Repeat, start: date) -> Iterator[date]:
    for year in range(start.year, _LAST_YEAR + 1, rule.interval):
        yield from _within(rule, year, rule.month or start.month, start.day)


def _within(rule: Repeat, year: int, month: int, usual: int) -> Iterator[date]:
    """Yield the days of a month that fit: those named, else the ``usual`` one, where the month has it."""
    first, length = monthrange(year, month)
    found = {length + 1 + day if day < 0 else day for day in rule.month_days}
    for weekday, nth in rule.weekdays:
        earliest = 1 + (weekday - first) % _WEEK
        latest = earliest + (length - earliest) // _WEEK * _WEEK
        found.add(earliest + (nth - 1) * _WEEK if nth > 0 else latest + (nth + 1) * _WEEK)
    if not (rule.month_days or rule.weekdays):
        found = {usual}
    yield from (date(year, month, day) for day in sorted(found) if 1 <= day <= length)


def _lunar(rule: Repeat, start: date) -> Iterator[date]:
    assert rule.month is not None
    day = Birthday(Calendar.LUNAR, None, rule.month, rule.month_days[0], leap=rule.leap)
    for year in range(lunar_year(start), _LAST_YEAR, rule.interval):
        found = day.celebrated(year)
        if found is None:
            return
        yield found


def _later(rule: Repeat, done: date) -> date | None:
    """Return the day one interval behind ``done``; the last one of a month that has no such day."""
    try:
        if rule.every in _STEPS:
            return done + timedelta(days=rule.interval * _STEPS[rule.every])
        months = done.year * _MONTHS + done.month - 1 + rule.interval * (_MONTHS if rule.every is Every.YEAR else 1)
        year, month = divmod(months, _MONTHS)
        return date(year, month + 1, min(done.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None
