"""On which solar days do the months of a lunar year begin, and how long are they (农历)."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1600, 9998
"""The lunar years that are known; the calendar had other rules before."""

_JULIAN_DAY_OF_ORDINAL_ZERO = 1_721_425
_YEARS_KEPT = 512


class LunarMonth(NamedTuple):
    """A month of a lunar year: 1 to 12, ``leap`` (闰) or not, from the solar day ``first``, 29 or 30 ``days`` long."""

    month: int
    leap: bool
    first: date
    days: int


@lru_cache(maxsize=_YEARS_KEPT)
def months_of(year: int) -> tuple[LunarMonth, ...]:
    """Return the twelve or thirteen months of lunar ``year``, none outside the known years. Takes 3 ms at first."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ()
    from lunar_python import LunarYear  # noqa: PLC0415 - only lunar birthdays need it

    return tuple(
        LunarMonth(
            abs(month.getMonth()),
            month.isLeap(),
            date.fromordinal(month.getFirstJulianDay() - _JULIAN_DAY_OF_ORDINAL_ZERO),
            month.getDayCount(),
        )
        for month in LunarYear.fromYear(year).getMonths()
        if month.getYear() == year
    )


def lunar_year(day: date) -> int:
    """Return the lunar year that a day lies in; the number of its solar year outside the known years."""
    months = months_of(day.year)
    return day.year - 1 if months and day < months[0].first else day.year
