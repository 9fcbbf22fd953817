"""How numbers, dates and clock times look, whatever the language; a new shape is one line here."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Final

from tui_crm.models.span import SECONDS, Unit
from tui_crm.models.typed_text import NUMERALS, chinese_number

Meaning = tuple[str, int]
"""A kind, such as ``weekday``, and its number."""

_DAY, _HOUR, _MINUTE = SECONDS[Unit.DAY], SECONDS[Unit.HOUR], SECONDS[Unit.MINUTE]
_YEAR_DIGITS = 4


def _iso(day: date) -> list[Meaning]:
    return [("iso", day.toordinal())]


def _month(numeral: str) -> list[Meaning]:
    return [("mon", date.min.replace(month=chinese_number(numeral)).month)]


def _number(numeral: str) -> list[Meaning]:
    return [("fourdigits" if len(numeral) == _YEAR_DIGITS else "num", chinese_number(numeral))]


def _seconds(hours: str, minutes: str, seconds: str | None) -> int:
    if int(minutes) * _MINUTE >= _HOUR or int(seconds or 0) >= _MINUTE:
        raise ValueError(minutes)
    return int(hours) * _HOUR + int(minutes) * _MINUTE + int(seconds or 0)


def _clock(match: re.Match[str]) -> list[Meaning]:
    clock = _seconds(match["hour"], match["minute"], match["second"])
    if clock > _DAY:
        raise ValueError(match[0])
    if not match["zone"]:
        return [("clock", clock)]
    ahead = _seconds(match["ahead_hour"] or "0", match["ahead_minute"] or "0", None)
    if ahead >= _DAY:
        raise ValueError(match[0])
    return [("clock", clock), ("offset", -ahead if match["sign"] == "-" else ahead)]


Reader = Callable[[re.Match[str]], list[Meaning]]
"""Tells what a matched shape says; raises ValueError where there is no such date, time or number."""

_ZONE = r"(?P<zone> ?(?:z(?![a-z])|(?P<sign>[-+])(?P<ahead_hour>\d\d):?(?P<ahead_minute>\d\d)(?!\d)))?"
_SHAPES: Final[tuple[tuple[str, Reader], ...]] = (
    (r"(\d{4})([-/.])(\d\d?)\2(\d\d?)(?!\d)", lambda match: _iso(date(int(match[1]), int(match[3]), int(match[4])))),
    (r"(\d{4})(\d\d)(\d\d)(?!\d)", lambda match: _iso(date(int(match[1]), int(match[2]), int(match[3])))),
    (r"(\d{4})-?w(\d\d)-?([1-7])(?!\d)", lambda match: _iso(date.fromisocalendar(*map(int, match.groups())))),
    (r"(?P<hour>\d\d?):(?P<minute>\d\d)(?!\d)(?::(?P<second>\d\d)(?:\.\d{1,9})?)?" + _ZONE, _clock),
    (r"(\d\d?|[一二三四五六七八九十]{1,3}) ?月(?:份)?", lambda match: _month(match[1])),
    (r"(\d{1,4}\.\d{1,3})(?!\d)", lambda match: [("decimal", round(float(match[1]) * 1000))]),
    (rf"(\d{{1,6}}(?!\d)|[{NUMERALS}]+)", lambda match: _number(match[1])),
    (r"(?<!\S)([-+])(?=\d)", lambda match: [("direction", -1 if match[1] == "-" else 1)]),
)


@cache
def shapes() -> list[tuple[re.Pattern[str], Reader]]:
    """Return the shapes in the order they are tried, compiled at the first text, not at import."""
    return [(re.compile(pattern, re.ASCII), reader) for pattern, reader in _SHAPES]
