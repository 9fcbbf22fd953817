"""Which hours a part of the day stands for: ``afternoon`` alone is 15:00, ``3 in the afternoon`` is 15:00 too."""

from enum import IntEnum
from typing import NamedTuple

_HALF_DAY = 12


class DayPart(IntEnum):
    """A part of the day that a word names."""

    AM = 1
    PM = 2
    NIGHT = 3
    MORNING = 4
    FORENOON = 5
    NOON = 6
    AFTERNOON = 7
    DUSK = 8
    EVENING = 9


class _Hours(NamedTuple):
    """The hour the part alone means (None: it needs one), and the first and last hour that lie in it."""

    alone: int | None
    first: int
    last: int


_HOURS = {
    DayPart.AM: _Hours(None, 0, 11),
    DayPart.PM: _Hours(None, 12, 23),
    DayPart.NIGHT: _Hours(5, 0, 6),
    DayPart.MORNING: _Hours(9, 0, 11),
    DayPart.FORENOON: _Hours(9, 4, 12),
    DayPart.NOON: _Hours(12, 11, 14),
    DayPart.AFTERNOON: _Hours(15, 12, 19),
    DayPart.DUSK: _Hours(18, 16, 20),
    DayPart.EVENING: _Hours(19, 17, 24),
}


def hour_alone(part: DayPart) -> int | None:
    """Return the hour that ``part`` means without an hour beside it, None for am and pm."""
    return _HOURS[part].alone


def hour_within(part: DayPart, hour: int) -> int | None:
    """Return ``hour``, written on twelve or twenty-four, as the hour of the day (to 24) in ``part``, or None."""
    readings = [hour]
    if 1 <= hour <= _HALF_DAY:
        readings.append(hour + _HALF_DAY)
    if hour == _HALF_DAY:
        readings.append(0)
    return next((reading for reading in readings if _HOURS[part].first <= reading <= _HOURS[part].last), None)
