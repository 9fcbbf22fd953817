"""Which days a country has off in a year, on which of its weekends it works instead, and how far that is known.

A place is written as in ISO 3166: ``CN``, or ``DE-BY`` with a subdivision; ``none`` has no holidays. What is known comes
from the ``holidays`` package, imported at the first question.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from tui_crm.i18n import _, language
from tui_crm.settings import NOWHERE

if TYPE_CHECKING:
    from holidays import HolidayBase

    from tui_crm.models.working_time import SpecialDays

_DECREED: Final = frozenset({"BY", "CN", "HU", "KG", "KZ", "LV", "RU", "UZ", "VN"})
"""The countries that move working days anew each year: nobody knows them before they are published."""
_MOVED = 4  # the library says of a moved day: month and day off, month and day worked, and the year of that if another
_YEARS_KEPT = 256


@dataclass(frozen=True)
class Unknown:
    """Years, from ``first`` to ``last``, of which the library does not know all days that the government of ``place`` moves.

    Where they are ``outside`` of what it knows, there are no holidays at all.
    """

    place: str
    first: int
    last: int
    outside: bool = False

    @property
    def told(self) -> str:
        """The warning, in the user's language."""
        if self.outside:
            return _("no holidays of {place} are known for {years}").format(place=self.place, years=self._years)
        return _(
            "the days off and make-up days of {place} for {years} are still to be published; its ordinary holidays are counted"
        ).format(place=self.place, years=self._years)

    @property
    def in_short(self) -> str:
        """The same in so few words that it fits beside others."""
        if self.outside:
            return self.told
        return _("{place} {years}: days off still to be published").format(place=self.place, years=self._years)

    @property
    def _years(self) -> str:
        return f"{self.first:04}" if self.first == self.last else f"{self.first:04}–{self.last:04}"


@dataclass(frozen=True)
class Holiday:
    """A public holiday by its name: the days from ``first`` on, without those that are only moved there."""

    first: dt.date
    days: int
    name: str


def special_days(place: str, year: int) -> "SpecialDays":
    """Return the holidays and make-up days of ``place`` in ``year``, called as the user's language calls them."""
    return _special_days(place, year, language())


@lru_cache(maxsize=_YEARS_KEPT)
def _special_days(place: str, year: int, spoken: str) -> "SpecialDays":
    from tui_crm.models.working_time import DayKind, SpecialDay  # noqa: PLC0415 - it need not be there to ask for holidays

    if place == NOWHERE:
        return {}
    country = _country(place, (year, year + 1), spoken)  # the days off of January may be worked for in December
    days = {day: SpecialDay(DayKind.HOLIDAY, name) for day, name in country.items()}
    days |= {day: SpecialDay(DayKind.MAKE_UP) for day in country.weekend_workdays}
    for off, worked in _moved(country):
        if worked in country.weekend_workdays:
            days[off] = SpecialDay(DayKind.HOLIDAY, _("day off, worked on {day}").format(day=worked))
            days[worked] = SpecialDay(DayKind.MAKE_UP, _("worked instead of {day}").format(day=off))
    return {day: special for day, special in days.items() if day.year == year}


def festivals(place: str, first: dt.date, last: dt.date) -> list[Holiday]:
    """Return the holidays of ``place`` that begin from ``first`` to ``last``, in order, each once."""
    spoken = language()
    return [
        holiday
        for year in range(first.year, last.year + 1)
        for holiday in _festivals(place, year, spoken)
        if first <= holiday.first <= last
    ]


@lru_cache(maxsize=_YEARS_KEPT)
def _festivals(place: str, year: int, spoken: str) -> tuple[Holiday, ...]:
    if place == NOWHERE:
        return ()
    country = _country(place, (year,), spoken, observed=False)
    found: list[Holiday] = []
    for day in sorted(set(country) - {off for off, _worked in _moved(country)}):
        for name in country.get_list(day):
            before = next((each for each in reversed(found) if each.name == name), None)
            if before is not None and day - before.first == dt.timedelta(days=before.days):
                found[found.index(before)] = Holiday(before.first, before.days + 1, name)
            else:
                found.append(Holiday(day, 1, name))
    return tuple(found)


def unknown_years(place: str, first: dt.date, last: dt.date) -> list[Unknown]:
    """Return the years from ``first`` to ``last`` whose holidays in ``place`` are not, or not all, known."""
    if place == NOWHERE:
        return []
    start, published, end = _reach(place)
    stretches = ((dt.MINYEAR, start - 1, True), (published + 1, end, False), (end + 1, dt.MAXYEAR, True))
    found = (Unknown(place, max(one, first.year), min(other, last.year), out) for one, other, out in stretches)
    return [unknown for unknown in found if unknown.first <= unknown.last]


@lru_cache(maxsize=_YEARS_KEPT)
def _reach(place: str) -> tuple[int, int, int]:
    """Return the first year that is known, the last that is wholly known, and the last."""
    country = _country(place, (), "en")
    published = country.end_year
    if place.partition("-")[0] in _DECREED:
        published = max((off.year for off, _worked in _moved(country)), default=published)
    return country.start_year, published, country.end_year


def _moved(country: "HolidayBase") -> Iterator[tuple[dt.date, dt.date]]:
    """Yield each day off that the library knows to be moved, with the day that is worked instead."""
    special: dict[int, Any] = getattr(country, "special_public_holidays", {})
    for year, days in special.items():
        for said in days if days and isinstance(days[0], tuple) else (days,):
            if len(said) >= _MOVED:
                worked_in = said[4] if len(said) > _MOVED else year
                yield dt.date(year, said[0], said[1]), dt.date(worked_in, said[2], said[3])


def _country(place: str, years: tuple[int, ...], spoken: str, *, observed: bool = True) -> "HolidayBase":
    """Return the library’s calendar of ``place``, one that the settings let through, for these years."""
    from holidays import country_holidays  # noqa: PLC0415 - few commands ask

    country, _dash, subdivision = place.partition("-")
    known = country_holidays(country, subdiv=subdivision or None, years=(), expand=False)
    wanted = "zh_CN" if spoken == "zh_CN" and "zh_CN" in known.supported_languages else "en_US"
    return country_holidays(
        country,
        subdiv=subdivision or None,
        years=years,
        expand=False,
        observed=observed,
        language=wanted if wanted in known.supported_languages else None,
    )
