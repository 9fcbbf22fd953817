"""How a promised working time is written: ``90``, ``30m``, ``4h``, ``2d 4h``, ``2天``, or ``none``; a day is eight hours of work."""

import re
from typing import Final

from tui_crm.i18n import _
from tui_crm.models.typed_text import plain

HOUR: Final = 60
"""Minutes."""
DAY: Final = 8 * HOUR
"""A working day, in minutes, whatever the hours of the team."""
LONGEST: Final = 260 * DAY
"""No more than about a year of work is promised, in minutes."""

NOTHING: Final = "none"
"""Promises nothing."""

_NOTHING: Final = frozenset({NOTHING, "-", "无", "不限"})
_UNITS: Final = {
    1: ("", "m", "min", "minute", "minutes", "分", "分钟"),
    HOUR: ("h", "hour", "hours", "时", "小时", "个小时"),
    DAY: ("d", "day", "days", "天", "日", "工作日", "个工作日"),
}
_LENGTH: Final = {word: minutes for minutes, words in _UNITS.items() for word in words}
_PART: Final = re.compile(r"\s*(\d{1,12}(?!\d))\s*([^\d\s]*)")


def parse_promise(text: str) -> int | None:
    """Read a promised time, in minutes; None where nothing is promised. Raises ValueError with a translated reason."""
    words = plain(text).text.strip()
    if words in _NOTHING:
        return None
    minutes, at = 0, 0
    while at < len(words):
        part = _PART.match(words, at)
        if part is None or part[2] not in _LENGTH or not (part[2] or part.end() == len(words)):
            raise ValueError(_("a time is written like 30m, 4h or 2d (a day is 8 hours of work), or none"))
        minutes, at = minutes + int(part[1]) * _LENGTH[part[2]], part.end()
    if not 1 <= minutes <= LONGEST:
        raise ValueError(_("a time is from 1 minute to {days} days").format(days=LONGEST // DAY))
    return minutes


def written_promise(minutes: int | None) -> str:
    """Return a promised time as :func:`parse_promise` reads it: ``2d 4h``."""
    if minutes is None:
        return NOTHING
    days, rest = divmod(minutes, DAY)
    hours, left = divmod(rest, HOUR)
    return " ".join(f"{count}{unit}" for count, unit in ((days, "d"), (hours, "h"), (left, "m")) if count)
