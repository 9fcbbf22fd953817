"""How the working hours of a week are written: ``mon-fri 09:00-12:00 13:00-18:00; sat 09:00-12:00``, or 周一至周五 9:00-18:00."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final, TypeAlias

from tui_crm.i18n import _

Spans: TypeAlias = tuple[tuple[int, int], ...]
"""Parts of a day, first to last and apart: minutes after midnight on the wall clock, from (included) and to (not), up to 1440."""
Week: TypeAlias = tuple[Spans, ...]
"""What is worked on each of the seven weekdays, Monday first; nothing on a day off."""

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFF: Final = "off"
ORDINARY_HOURS: Final = "mon-fri 09:00-12:00 13:00-18:00"

_DAY_MINUTES = 1440
_HOUR = 60
_CHINESE_DAYS = "一二三四五六日"
_OFF_WORDS = frozenset((OFF, "closed", "free", "休", "休息"))
_DASHES = str.maketrans({"至": "-", "到": "-", "~": "-", "–": "-", "—": "-", "－": "-", "、": " ", "。": " "})
_WORD = re.compile(r"[\s,;]*(?:(?P<span>\d[\d:]* ?- ?\d[\d:]*)|(?P<word>-|[^\s,;\d-]+)|(?P<other>\S+))")


def parse_week(text: str) -> Week:
    """Read the working hours of a week in English or Chinese; a weekday that is not named is off.

    Raises ValueError, with a translated reason, where it cannot be read, or where no weekday has any hours.
    """
    week: dict[int, Spans] = {}
    days: list[int] = []
    complete = True
    for word, spans in _words(text):
        if spans is not None:
            if not days or days[-1] < 0:
                raise ValueError(_("“{word}” needs a weekday before it").format(word=word))
            for day in days:
                week[day] = _joined(week.get(day, ()) + spans, word)
            complete = True
            continue
        if complete:
            days, complete = [], False
        days += _named(word, days, week)
    if not complete or not days:
        raise ValueError(_("hours look like this: {example}").format(example=ORDINARY_HOURS))
    if not any(week.values()):
        raise ValueError(_("on one day at least there must be hours"))
    return tuple(week.get(day, ()) for day in range(len(DAYS)))


def parse_spans(text: str) -> Spans:
    """Read the hours of one day: ``9:00-12:00 13-18``, or ``off``; nothing is a day off. Raises ValueError as above."""
    found: Spans = ()
    for word, spans in _words(text):
        if spans is None:
            raise ValueError(_("cannot read “{word}” as hours").format(word=word))
        found = _joined(found + spans, word)
    return found


def written_spans(spans: Spans) -> str:
    """Return the hours of a day as :func:`parse_spans` reads them, ``off`` for none."""
    return " ".join(f"{_time(start)}-{_time(end)}" for start, end in spans) or OFF


def written_week(week: Week) -> str:
    """Return a week as :func:`parse_week` reads it: neighbours with the same hours together, days off left out."""
    return "; ".join(
        f"{DAYS[first]}{'-' + DAYS[last] if last > first else ''} {written_spans(week[first])}"
        for first, last in runs(week)
        if week[first]
    )


def runs(week: Week) -> Iterator[tuple[int, int]]:
    """Yield the first and last of neighbouring weekdays that have the same hours."""
    first = 0
    for day in range(1, len(week) + 1):
        if day == len(week) or week[day] != week[first]:
            yield first, day - 1
            first = day


def _words(text: str) -> Iterator[tuple[str, Spans | None]]:
    """Yield each word; with hours where it is a span, with none where it says off, with None where it is another word."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES).strip(" \t\n,;")
    for match in _WORD.finditer(plain):
        word = match[0].strip(" \t\n,;")
        if match["span"]:
            yield word, (_span(word),)
        elif match["other"]:
            raise ValueError(_("cannot read “{word}” as hours").format(word=word))
        else:
            yield word, () if word in _OFF_WORDS else None


def _named(word: str, before: list[int], week: dict[int, Spans]) -> list[int]:
    """Return the weekdays that ``word`` adds to those ``before`` it: one, or all up to it where a dash stands there."""
    if word == "-":
        if not before or before[-1] < 0:
            raise ValueError(_("cannot read “{word}” as hours").format(word=word))
        return [-1]
    if word not in _weekdays():
        raise ValueError(_("cannot read “{word}” as hours").format(word=word))
    day = _weekdays()[word]
    days = [day]
    if before and before[-1] < 0:
        before.pop()
        days = [step % len(DAYS) for step in range(before[-1] + 1, before[-1] + 1 + (day - before[-1]) % len(DAYS))]
    if twice := [each for each in days if each in week or each in before]:
        raise ValueError(_("{weekday} is there twice").format(weekday=DAYS[twice[0]]))
    return days


@cache
def _weekdays() -> dict[str, int]:
    """Return every word for a weekday."""
    words = {name[:length]: day for day, name in enumerate(_FULL) for length in (3, 4, 5, len(name))}
    words |= {prefix + name: day for prefix in ("周", "星期", "礼拜") for day, name in enumerate(_CHINESE_DAYS)}
    return words | {prefix + "天": 6 for prefix in ("周", "星期", "礼拜")}


_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _span(word: str) -> tuple[int, int]:
    start, end = (_minutes(part.strip(), word) for part in word.split("-"))
    if start >= end:
        raise ValueError(_("“{word}” ends before it begins").format(word=word))
    return start, end


def _minutes(clock: str, word: str) -> int:
    match = re.fullmatch(r"(\d\d?)(?::(\d\d))?", clock, re.ASCII)
    minutes = int(match[1]) * _HOUR + int(match[2] or 0) if match else _DAY_MINUTES + 1
    if match is None or minutes > _DAY_MINUTES or int(match[2] or 0) >= _HOUR:
        raise ValueError(_("“{word}” is not on the clock").format(word=word))
    return minutes


def _joined(spans: Spans, word: str) -> Spans:
    """Return ``spans`` in order, those that touch as one. Raises ValueError where two overlap."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            raise ValueError(_("“{word}” overlaps other hours of that day").format(word=word))
        if joined and start == joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _time(minutes: int) -> str:
    return f"{minutes // _HOUR:02}:{minutes % _HOUR:02}"
