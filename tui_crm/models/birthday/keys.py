"""Which keys of birthdays are celebrated from one day to another, so that a filter need not read the birthdays."""

from collections.abc import Iterator
from datetime import date

from tui_crm.models.birthday.lunar import FIRST_YEAR, LunarMonth, months_of

_DAYS_WITH_ALL_KEYS = 366
_YEARS_WITH_ALL_KEYS = 2


def keys_between(first: date, last: date) -> set[str]:
    """Return the keys of exactly those birthdays that ``Birthday.occurrences(first, last)`` finds days for."""
    return {*_solar_keys(first, last), *_lunar_keys(first, last)}


def _solar_keys(first: date, last: date) -> Iterator[str]:
    """Yield the days themselves, and 29 February on the 28th of a common year; 366 days in a row have them all."""
    start = first.toordinal()
    for ordinal in range(start, min(last.toordinal() + 1, start + _DAYS_WITH_ALL_KEYS)):
        day = date.fromordinal(ordinal)
        yield f"{day:%m-%d}"
        if (day.month, day.day) == (2, 28) and date.fromordinal(ordinal + 1).month != day.month:
            yield "02-29"


def _lunar_keys(first: date, last: date) -> Iterator[str]:
    """Yield month after month; a whole lunar year has all keys, so no more years are looked at than hold one."""
    start = max(first.year, FIRST_YEAR)
    for year in range(start - 1, min(last.year, start + _YEARS_WITH_ALL_KEYS) + 1):
        months = months_of(year)
        leaps = {month.month for month in months if month.leap}
        for month in months:
            for day in _days_within(month, first, last):
                yield from _keys_of(month, day, takes_leap=month.leap or month.month not in leaps)


def _days_within(month: LunarMonth, first: date, last: date) -> range:
    start = month.first.toordinal() - 1
    return range(max(first.toordinal() - start, 1), min(last.toordinal() - start, month.days) + 1)


def _keys_of(month: LunarMonth, day: int, *, takes_leap: bool) -> Iterator[str]:
    """Yield who celebrates on a day: the ordinary month, the leap one where it falls here, day 30 on the last of 29."""
    prefixes = [prefix for prefix, here in (("L", not month.leap), ("LL", takes_leap)) if here]
    days = [day, 30] if day == month.days == 29 else [day]  # noqa: PLR2004 - a short month
    for prefix in prefixes:
        for celebrated in days:
            yield f"{prefix}{month.month:02}-{celebrated:02}"
