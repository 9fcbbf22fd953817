"""What dates and times in a file mean, in all the ways that exports and spreadsheets write them.

Whether ``3/4/2024`` is in March or in April is decided once a file, by all its other dates; where they do not tell, or
contradict each other, it is asked for, never guessed. ``3.4.2024`` is written where the day comes first, so there no
other date is needed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta, timezone
from typing import Final, NamedTuple, TypeAlias

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.services.importing.choices import Order


class Moment(NamedTuple):
    """A date, with the wall time and the zone's offset where the file gives them."""

    day: date
    clock: time | None = None
    offset: timezone | None = None


class Undecided(BadInput):
    """The dates of a file can be read in more than one order: a matter of the file, not of the row.

    ``value`` in ``column`` is one of them, and ``readings`` what it can be.
    """

    def __init__(self, column: str, value: str, possible: set[Order]) -> None:
        readings = numeric_readings(_date_part(value))
        self.column, self.value = column, value
        self.readings = {order: day for order, day in readings.items() if order in (possible or set(Order))}
        message = (
            _("column “{column}”: “{value}” can be {dates}, and no other date of the file tells which")
            if possible
            else _("column “{column}”: “{value}” can be {dates}, and other dates of the file contradict each other")
        )
        dates = " / ".join(day.isoformat() for day in self.readings.values())
        super().__init__(
            message.format(column=column, value=value, dates=dates), hint=_("say --date-order dmy, mdy or ymd")
        )

    def of(self, file: str) -> BadInput:
        """Return it as what is wrong with ``file``, which may be one of several."""
        return BadInput(_("{file}: {message}").format(file=file, message=self.message), hint=self.hint)


Evidence: TypeAlias = Callable[[], Iterable[tuple[str, str]]]
"""Starts to read (column, cell) of all cells of a file that hold dates."""

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        1,
    )
    for name in names.split()
}  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]*([a-z]{3,9})\.?,?[\s-]*(\d{4}|\d{2})")
_NAME_DAY = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_WEEKDAY = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+|\s*\(?(?:星期|周|週)[一二三四五六日天]\)?\s*", re.IGNORECASE
)
_TIME = re.compile(
    r"(?:(?P<cn>上午|下午|凌晨|早上|晚上)\s*)?(?P<h>\d{1,2})(?:[:时時点](?P<m>\d{1,2})?分?)?(?::(?P<s>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>am|pm|a\.m\.|p\.m\.|上午|下午)?\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})?"
)
_SPLIT = re.compile(r"(?<=[\d日])(?:t|,?\s+|(?<=日))(?=\d{1,2}[:时時点]|上午|下午|凌晨|早上|晚上|\d{1,2}\s*[ap]\.?m)")
_BLANK = re.compile(r"[0\s./:-]*")
_TELLING = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|[a-z]{3}", re.IGNORECASE)  # a whole year, or a month's name

_FIRST_SERIAL = date(1899, 12, 30)  # day 0 of Excel's and LibreOffice's calendar
_SECONDS = 86_400
_NOON = 12
_MORNING = frozenset({"am", "a.m.", "上午", "早上", "凌晨"})
_AFTERNOON = frozenset({"pm", "p.m.", "下午", "晚上"})
_CENTURY = 69  # two digits: 69 to 99 are in the 20th century, as in POSIX
_FOUR_DIGITS = 4


class DateReader:
    """Reads the dates of one file, in one order of day and month.

    ``order`` is what a person said; without it the file's own dates decide, read through ``evidence`` when needed.
    """

    def __init__(self, evidence: Evidence, order: Order | None = None) -> None:
        self._evidence = evidence
        self._said = order
        self._decided: Order | None = None

    def read(self, text: str) -> Moment | None:
        """Return the moment in ``text``; None where it stands for "no date". Raises ValueError, Undecided."""
        plain = _plain(text)
        if _BLANK.fullmatch(plain):
            return None
        if serial := _SERIAL.fullmatch(plain):
            return _of_serial(int(serial[1]), float(serial[2] or 0))
        day, *rest = _SPLIT.split(plain, maxsplit=1)
        clock = _clock_time(rest[0].strip()) if rest else (None, None)
        return Moment(self._day(day.strip()), *clock)

    def _day(self, text: str) -> date:
        if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_NAME.fullmatch(text):
            return date(_year(found[3]), _month(found[2]), int(found[1]))
        if found := _NAME_DAY.fullmatch(text):
            return date(int(found[3]), _month(found[1]), int(found[2]))
        readings = numeric_readings(text)
        if self._said is None and len(set(readings.values())) == 1:
            return next(iter(readings.values()))
        if not readings:
            raise ValueError(text)
        order = self._said or self._decided or order_of(self._evidence())
        self._decided = order
        if order is None or order not in readings:
            raise ValueError(text)
        return readings[order]


def order_of(cells: Iterable[tuple[str, str]]) -> Order | None:
    """Return the order of day and month in dates given as (column, cell), None where no date leaves it open.

    Raises Undecided.
    """
    possible = set(Order)
    unclear: tuple[str, str] | None = None
    for column, cell in cells:
        readings = numeric_readings(_date_part(cell))
        if not readings:
            continue
        if len(set(readings.values())) > 1:
            unclear = unclear or (column, cell)
        possible &= set(readings)
    if len(possible) == 1:
        return possible.pop()
    if unclear is None:
        return None
    column, cell = unclear
    if possible and _DOTTED.fullmatch(_date_part(cell)):
        return Order.DAY_FIRST
    raise Undecided(column, cell, possible)


def is_date(text: str) -> bool:
    """Tell whether ``text`` is a day written as people write days, with no time of the day that would be lost."""
    if not _TELLING.search(text):
        return False
    try:
        moment = DateReader(lambda: (), next(iter(numeric_readings(_date_part(text))), Order.DAY_FIRST)).read(text)
    except ValueError:
        return False
    return moment is not None and (moment.clock or time()) == time()


def numeric_readings(text: str) -> dict[Order, date]:
    """Return what a date of three numbers with the year not plainly first can mean; {} for any other text."""
    found = _NUMBERS.fullmatch(text)
    if not found:
        return {}
    first, _sign, second, third = found.groups()
    parts = {Order.DAY_FIRST: (third, second, first), Order.MONTH_FIRST: (third, first, second)}
    if len(third) < _FOUR_DIGITS:
        parts[Order.YEAR_FIRST] = (first, second, third)
    return {order: day for order, numbers in parts.items() if (day := _date(*numbers))}


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(_year(year), int(month), int(day))
    except ValueError:
        return None


def _date_part(cell: str) -> str:
    return _SPLIT.split(_plain(cell), maxsplit=1)[0].strip()


def _plain(text: str) -> str:
    return _WEEKDAY.sub(" ", unicodedata.normalize("NFKC", text).strip().lower()).strip()


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == _FOUR_DIGITS else year + (2000 if year < _CENTURY else 1900)


def _month(name: str) -> int:
    if name not in _MONTHS:
        raise ValueError(name)
    return _MONTHS[name]


def _of_serial(days: int, fraction: float) -> Moment:
    seconds = round(fraction * _SECONDS)
    day = _FIRST_SERIAL + timedelta(days=days)
    if not seconds:
        return Moment(day)
    moment = datetime.combine(day, time()) + timedelta(seconds=seconds)
    return Moment(moment.date(), moment.time())


def _clock_time(text: str) -> tuple[time, timezone | None]:
    found = _TIME.fullmatch(text)
    if not found:
        raise ValueError(text)
    hour = int(found["h"])
    half = found["half"] or found["cn"] or ""
    if half in _AFTERNOON and hour < _NOON:
        hour += _NOON
    if half in _MORNING and hour == _NOON:
        hour = 0
    return time(hour, int(found["m"] or 0), int(found["s"] or 0)), _offset(found["zone"])


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        return timezone.utc  # noqa: UP017 - a fixed offset, as the others
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
