"""What a cell of a spreadsheet says as text: a number with all its digits, a moment as ISO 8601 writes it."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

_MOST_DIGITS: Final = 15  # what a spreadsheet holds of a number; of a longer one the last digits are lost
_TOO_LONG: Final = 10**_MOST_DIGITS
_WHOLE = re.compile(r"-?\d+")
_DAY: Final = 86_400
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no zone
_LATER_EPOCH: Final = 1462  # days from that of Excel for Windows to that of 1904
_FIRST_OF_MARCH: Final = 60  # Excel has a 29th of February 1900, so that days before are one off
_LAST_DAY: Final = 2_958_465  # 31 December 9999

_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
_NO_TOKENS = re.compile(r'"[^"]*"|[\\_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]|AM/PM|A/P|E[+-]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_ZEROS = re.compile(r"0{2,30}")


class Shown(StrEnum):
    """What the number in a cell stands for, by its format."""

    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    TIME = "time"
    SPAN = "span"


def shown_by(code: str) -> tuple[Shown, int]:
    """Return what a number format such as ``yyyy-mm-dd`` shows, and how many digits ``000000`` fills up with zeros."""
    section = _SECTION.match(code)
    plain = _NO_TOKENS.sub("", section[0] if section else "")
    if _ELAPSED.search(plain):
        return Shown.SPAN, 0
    letters = set(plain.lower()) & set("ymdhs")
    if not letters:
        return Shown.NUMBER, len(plain) if _ZEROS.fullmatch(plain) else 0
    has_time = bool(letters & {"h", "s"})
    has_day = bool(letters & {"y", "d"}) or not has_time
    return (Shown.MOMENT if has_day and has_time else Shown.DAY if has_day else Shown.TIME), 0


def number_text(raw: str) -> str:
    """Return a stored number as a person writes it: ``13800138000`` for 1.3800138E10, ``0.1`` for 0.10000000000000001.

    One with more than 15 digits in front keeps its exponent: the digits behind are lost, and are not made up.
    """
    if _WHOLE.fullmatch(raw):
        return raw
    number = float(raw)
    text = format(number, f".{_MOST_DIGITS}g")
    if "e" not in text:
        return text
    return text.upper() if abs(number) >= _TOO_LONG or number != number else format(Decimal(text), "f")  # noqa: PLR0124


def serial_text(raw: str, shown: Shown, *, later_epoch: bool = False) -> str:
    """Return a stored number that stands for a moment: ``2024-03-12``, ``2024-03-12 09:14``, ``09:14``, ``26:30``.

    ``later_epoch`` says that days are counted from 1904. What is no day of the calendar comes as the number it is.
    """
    value = float(raw)
    if shown is Shown.SPAN:
        return span_text(timedelta(days=value)) if 0 <= value < _LAST_DAY else number_text(raw)
    if 0 <= value < 1 and (shown is Shown.TIME or (shown is Shown.MOMENT and value)):
        return clock_text((_EPOCH + timedelta(seconds=round(value * _DAY))).time())
    days = value + (_LATER_EPOCH if later_epoch else 0)
    if not days:
        return ""
    if not 0 < days < _LAST_DAY:
        return number_text(raw)
    if days < _FIRST_OF_MARCH:
        days += 1
    moment = _EPOCH + timedelta(days=int(days), seconds=round(days % 1 * _DAY))
    return moment.date().isoformat() if shown is Shown.DAY else moment_text(moment)


def moment_text(moment: datetime) -> str:
    """Return a day with its time to the minute, to the second where it has seconds."""
    return f"{moment.date().isoformat()} {clock_text(moment.time())}"


def clock_text(clock: time) -> str:
    """Return a time to the minute, to the second where it has seconds."""
    return clock.isoformat("seconds" if clock.second else "minutes")


def span_text(span: timedelta) -> str:
    """Return a length of time in hours and minutes, and seconds where it has some."""
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


def value_text(value: object) -> str:  # noqa: PLR0911 - one line a type
    """Return what a cell says that comes as a Python value."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return number_text(repr(value))
        case datetime():
            return value.date().isoformat() if value.time() == time() else moment_text(value)
        case date():
            return value.isoformat()
        case time():
            return clock_text(value)
        case timedelta():
            return span_text(value)
        case _:
            return str(value)
