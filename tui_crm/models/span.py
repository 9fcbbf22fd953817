"""How long ago, and from which day to which: ages such as ``30d`` and periods such as ``this-month``.

Both are written in English or Chinese. Weeks start on Monday; month arithmetic stays on the last day of a shorter
month (31 January plus a month is 28 or 29 February).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import NamedTuple, TypeVar

from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.models.typed_text import plain

_Day = TypeVar("_Day", bound=date)


class Unit(IntEnum):
    """A length that times and periods are counted in."""

    MINUTE = 1
    HOUR = 2
    DAY = 3
    WEEK = 4
    MONTH = 5
    QUARTER = 6
    YEAR = 7


MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}
"""The units that are counted in calendar months."""

SECONDS = {Unit.MINUTE: 60, Unit.HOUR: 3600, Unit.DAY: 86_400, Unit.WEEK: 604_800}
"""The units that always last equally long on the calendar, in seconds."""


class Period(NamedTuple):
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Age:
    """A length of time back from a moment: ``count`` of hours, days, weeks, months or years; ``str`` gives ``30d``."""

    count: int
    unit: Unit

    def before(self, moment: _Day) -> _Day:
        """Return the moment (or the day) that lies this age before ``moment``; hours before a day count whole days."""
        if self.unit in MONTHS:
            return add_months(moment, -self.count * MONTHS[self.unit])
        length = timedelta(seconds=self.count * SECONDS[self.unit])
        return moment - (length if isinstance(moment, datetime) else timedelta(days=length.days))

    def __str__(self) -> str:
        """Return the canonical text, for example ``30d``."""
        return f"{self.count}{_AGE_LETTERS[self.unit]}"


_AGE_LETTERS = {Unit.HOUR: "h", Unit.DAY: "d", Unit.WEEK: "w", Unit.MONTH: "m", Unit.YEAR: "y"}
_ENGLISH_AGES = {letter: unit for unit, letter in _AGE_LETTERS.items()}
_CHINESE_AGES = {"小时": Unit.HOUR, "天": Unit.DAY, "周": Unit.WEEK, "个月": Unit.MONTH, "年": Unit.YEAR}
_AGE_UNITS = _ENGLISH_AGES | _CHINESE_AGES
_LONGEST_AGE = {Unit.HOUR: 9_999, Unit.DAY: 9_999, Unit.WEEK: 9_999, Unit.MONTH: 9_999, Unit.YEAR: 999}

_ENGLISH_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_CHINESE_DAYS = {"今天": 0, "昨天": -1, "前天": -2, "明天": 1, "后天": 2}
_DAYS = _ENGLISH_DAYS | _CHINESE_DAYS
_ENGLISH_SHIFTS = {"this": 0, "last": -1, "next": 1}
_CHINESE_SHIFTS = {"本": 0, "这": 0, "这个": 0, "上": -1, "上个": -1, "上上": -2, "下": 1, "下个": 1, "下下": 2}
_YEAR_SHIFTS = {"今": 0, "去": -1, "前": -2, "明": 1, "后": 2}
_SHIFTS = _ENGLISH_SHIFTS | _CHINESE_SHIFTS | _YEAR_SHIFTS
_ENGLISH_UNITS = {"week": Unit.WEEK, "month": Unit.MONTH, "quarter": Unit.QUARTER, "year": Unit.YEAR}
_CHINESE_UNITS = {"周": Unit.WEEK, "星期": Unit.WEEK, "月": Unit.MONTH, "季度": Unit.QUARTER, "年": Unit.YEAR}
_UNITS = _ENGLISH_UNITS | _CHINESE_UNITS
_WRITTEN = (
    r"(?P<year>\d{4})(?:年|(?:[-/年](?:"
    r"(?P<month>\d{1,2})(?:月|(?:[-/月](?P<day>\d{1,2})日?))?"
    r"|q(?P<quarter>[1-4])|第?(?P<jidu>[1-4一二三四])季度?"
    r"|w(?P<week>\d{1,2})))?)"
)


def add_months(day: _Day, months: int) -> _Day:
    """Return ``day`` moved by ``months``, on the last day of a month that is too short; a datetime keeps its time.

    Raises ValueError outside the years 1 to 9999.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        raise ValueError(year)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def period_around(day: date, unit: Unit, shift: int = 0) -> Period:
    """Return the week, month, quarter or year that holds ``day``, moved by ``shift`` of them.

    Raises ValueError or OverflowError outside the years 1 to 9999.
    """
    if unit is Unit.WEEK:
        first = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
        return Period(first, first + timedelta(days=6))
    length = MONTHS[unit]
    first = add_months(day.replace(month=(day.month - 1) // length * length + 1, day=1), shift * length)
    last_month = first.month + length - 1
    return Period(first, first.replace(month=last_month, day=monthrange(first.year, last_month)[1]))


def parse_age(text: str) -> Age:
    """Read an age such as ``12h``, ``30d``, ``6w``, ``3m`` (months), ``1y``, ``3个月``; raises UsageError."""
    age = re.fullmatch(r"([0-9]{1,4}) ?(\D{1,3})", plain(text).text)
    unit = _AGE_UNITS.get(age[2]) if age else None
    if age is None or unit is None or int(age[1]) > _LONGEST_AGE[unit]:
        raise UsageError(
            _("“{text}” is no age").format(text=text),
            hint=_("an age is a number with h, d, w, m or y: 12h, 30d, 6w, 3m, 1y"),
            text=text,
            at=0,
        )
    return Age(int(age[1]), unit)


def parse_period(text: str, today: date) -> Period:
    """Read a day, week, month, quarter or year, in words seen from ``today`` or written out; raises UsageError.

    Words: ``today``, ``last-week``, ``this-quarter``, ``本月``, ``去年`` … (a space does for the hyphen); written out:
    ``2026``, ``2026-11``, ``2026-11-21``, ``2026-q3``, ``2026-w47``, ``2026年11月``, ``2026年三季度``.
    """
    words = plain(text).text
    try:
        period = _named_period(words, today) or _written_period(words)
    except (ValueError, OverflowError):
        period = None
    if period is None:
        raise UsageError(
            _("“{text}” is no period").format(text=text),
            hint=_("for example: today, last-week, this-month, next-quarter, 2026, 2026-11, 2026-q3"),
            text=text,
            at=0,
        )
    return period


def _named_period(words: str, today: date) -> Period | None:
    if words in _DAYS:
        day = today + timedelta(days=_DAYS[words])
        return Period(day, day)
    named = re.fullmatch(r"([a-z]+)[-_ ]([a-z]+)|(\D{1,2}?)(周|星期|月|季度|年)", words)
    if not named:
        return None
    shift, unit = _SHIFTS.get(named[1] or named[3]), _UNITS.get(named[2] or named[4])
    if shift is None or unit is None or (named[3] in _YEAR_SHIFTS and unit is not Unit.YEAR):
        return None
    return period_around(today, unit, shift)


def _written_period(words: str) -> Period | None:
    written = re.fullmatch(_WRITTEN, words, re.ASCII)
    if not written:
        return None
    first = date(int(written["year"]), 1, 1)
    if written["week"]:
        monday = date.fromisocalendar(first.year, int(written["week"]), 1)
        return period_around(monday, Unit.WEEK)
    if quarter := written["quarter"] or written["jidu"]:
        number = int(quarter) if quarter.isdigit() else "一二三四".index(quarter) + 1
        return period_around(first, Unit.QUARTER, number - 1)
    if not written["month"]:
        return period_around(first, Unit.YEAR)
    month = first.replace(month=int(written["month"]))
    if not written["day"]:
        return period_around(month, Unit.MONTH)
    day = month.replace(day=int(written["day"]))
    return Period(day, day)
