"""What a birthday is, solar or lunar, with or without a year, and on which days it is celebrated."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.birthday.lunar import months_of

FIRST_YEAR, LAST_YEAR = 1000, 9999
"""The years of birth that can be kept: those of four digits."""

_A_LEAP_YEAR = 2000
_LONGEST_LUNAR_MONTH = 30


class Calendar(StrEnum):
    """The calendar that a birthday is kept in."""

    SOLAR = "solar"
    LUNAR = "lunar"


@dataclass(frozen=True)
class Birthday:
    """A month and day of ``calendar``, with the year of birth where it is known; ``leap`` is a lunar leap month (闰).

    ``str`` gives the canonical text: ``1990-03-05``, ``--03-05``, ``lunar:1990-08-15``, ``lunar:1990-L04-15``. Raises
    BadInput where the calendar has no such day; a lunar day is not looked up in its year, but kept as people say it.
    """

    calendar: Calendar
    year: int | None
    month: int
    day: int
    leap: bool = False

    def __post_init__(self) -> None:
        """Refuse a day that is on no calendar."""
        known_year = self.year is None or FIRST_YEAR <= self.year <= LAST_YEAR
        known_month = self.month in range(1, 13) and (not self.leap or self.calendar == Calendar.LUNAR)
        if not (known_year and known_month and 1 <= self.day <= self._longest_month()):
            raise BadInput(
                _("there is no day {day} in the calendar").format(day=self),
                hint=_("for example: 1990-03-05, --03-05 or lunar:1990-08-15"),
                field="birthday",
            )

    def _longest_month(self) -> int:
        if self.calendar == Calendar.LUNAR:
            return _LONGEST_LUNAR_MONTH
        return monthrange(self.year or _A_LEAP_YEAR, self.month)[1]

    def __str__(self) -> str:
        """Return the canonical text."""
        prefix = "lunar:" if self.calendar == Calendar.LUNAR else ""
        return f"{prefix}{self.year or '-'}-{'L' if self.leap else ''}{self.month:02}-{self.day:02}"

    @property
    def key(self) -> str:
        """The month and day stored for the filter: ``03-05``, lunar ``L08-15``, in a leap month ``LL04-15``."""
        prefix = "L" if self.calendar == Calendar.LUNAR else ""
        return f"{prefix}{'L' if self.leap else ''}{self.month:02}-{self.day:02}"

    def occurrences(self, first: date, last: date) -> list[date]:
        """Return the days from ``first`` to ``last`` on which it is celebrated, whatever the year of birth.

        29 February is celebrated on the 28th of a common year, the 30th of a lunar month that has 29 days on the 29th,
        a leap month in a lunar year without it in the ordinary month. A lunar year reaches into the next solar one, so
        a lunar birthday may come twice in a solar year, or not at all. None comes outside the lunar years we know.
        """
        celebrated = (self.celebrated(year) for year in range(first.year - 1, last.year + 1))
        return [day for day in celebrated if day and first <= day <= last]

    def next_after(self, day: date) -> date:
        """Return the first day after ``day`` on which it is celebrated; raises ValueError where the calendar ends."""
        for year in range(day.year - 1, day.year + 3):
            celebrated = self.celebrated(year)
            if celebrated and celebrated > day:
                return celebrated
        raise ValueError(day)

    def celebrated(self, year: int) -> date | None:
        """Return the one day of ``year`` of its own calendar, None where that year is not known."""
        if self.calendar == Calendar.SOLAR:
            if not date.min.year <= year <= date.max.year:
                return None
            return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))
        months = [month for month in months_of(year) if month.month == self.month]
        if not months:
            return None
        month = months[-1] if self.leap else months[0]
        return date.fromordinal(month.first.toordinal() + min(self.day, month.days) - 1)
