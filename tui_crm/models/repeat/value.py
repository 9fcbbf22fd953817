"""What a rule of repetition is, and the one text it is stored as."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from tui_crm.errors import BadInput
from tui_crm.i18n import _

MOST_TIMES: Final = 9_999
"""The largest interval and the largest number of times."""

DAY_CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""What RFC 5545 calls the days of the week, from the one that ``date.weekday()`` calls 0."""

_MONTH_LENGTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LONGEST: Final = 31
_LONGEST_LUNAR: Final = 30
_MOST_WEEKS: Final = 5  # that a month has of one day of the week


class Every(StrEnum):
    """What a rule counts, as RFC 5545 calls it."""

    DAY = "DAILY"
    WEEK = "WEEKLY"
    MONTH = "MONTHLY"
    YEAR = "YEARLY"


class Weekday(NamedTuple):
    """A day of the week (Monday is 0); the ``nth`` of its month, from the end where negative, 0 for each one."""

    day: int
    nth: int = 0

    def __str__(self) -> str:
        """Return it as RFC 5545 writes it: ``MO``, ``2TU``, ``-1FR``."""
        return f"{self.nth or ''}{DAY_CODES[self.day]}"


@dataclass(frozen=True)
class Repeat:
    """Every ``interval`` days, weeks, months or years; what is left open (which day) the first one says.

    ``weekdays`` are for weeks and, counted within their month, for months and years; ``month_days`` (-1 is the last) for
    months and, beside ``month``, for years. ``lunar`` means ``month`` and its one day in the lunar calendar, ``leap`` its
    leap month. ``from_done`` counts from the day that one is done. It ends with ``until`` or with ``count`` of them, the
    first one too. ``working_days`` moves what falls on another day to the next working day. Raises BadInput for ``repeat``.
    """

    every: Every
    interval: int = 1
    weekdays: tuple[Weekday, ...] = ()
    month_days: tuple[int, ...] = ()
    month: int | None = None
    lunar: bool = False
    leap: bool = False
    from_done: bool = False
    until: date | None = None
    count: int | None = None
    working_days: bool = False

    def __post_init__(self) -> None:
        """Put the days in order, and refuse a rule that says nothing or too much."""
        object.__setattr__(
            self, "weekdays", tuple(sorted(set(self.weekdays), key=lambda each: (each.nth < 0, each.nth, each.day)))
        )
        object.__setattr__(self, "month_days", tuple(sorted(set(self.month_days), key=lambda day: (day < 0, day))))
        if any(not 1 <= number <= MOST_TIMES for number in (self.interval, self.count) if number is not None):
            raise refused(_("a repeat counts from 1 to {most}").format(most=MOST_TIMES))
        if self.until is not None and self.count is not None:
            raise refused(_("a repeat ends on a day or after a number of times, not both"))
        if not self._has_fitting_days():
            raise refused(_("“{rule}” is no repeat that is known here").format(rule=self))
        if not self._has_days():
            raise refused(_("“{rule}” names a day that no month has").format(rule=self))

    def _has_fitting_days(self) -> bool:
        """Return whether what is said of days goes with what is counted."""
        said = bool(self.weekdays or self.month_days or self.month)
        if self.from_done or self.every is Every.DAY:
            return not (said or self.lunar) and (self.from_done or not self.leap)
        if self.lunar:
            return (
                self.every is Every.YEAR and self.month is not None and len(self.month_days) == 1 and not self.weekdays
            )
        if self.leap or (self.weekdays and self.month_days):
            return False
        counted = all(each.nth for each in self.weekdays)
        if self.every is Every.WEEK:
            return not (self.month_days or self.month) and not any(each.nth for each in self.weekdays)
        if self.every is Every.MONTH:
            return counted and self.month is None
        return counted and len((*self.weekdays, *self.month_days)) == (self.month is not None)

    def _has_days(self) -> bool:
        """Return whether the days that are named are on some calendar."""
        if self.month is not None and self.month not in range(1, 13):
            return False
        longest = _MONTH_LENGTHS[self.month - 1] if self.month else _LONGEST
        if self.lunar:
            return 1 <= self.month_days[0] <= _LONGEST_LUNAR
        near = all(1 <= abs(day) <= longest for day in self.month_days)
        return near and all(abs(each.nth) <= _MOST_WEEKS for each in self.weekdays)

    def __str__(self) -> str:
        """Return the text that is stored: an RRULE of RFC 5545, with RFC 7529 for lunar years, and two marks of our own.

        ``X-FROM=DONE`` counts from the day that one is done, ``X-SHIFT=WORKDAY`` moves to the next working day.
        """
        parts = {
            "RSCALE": "CHINESE" if self.lunar else "",
            "FREQ": str(self.every),
            "INTERVAL": str(self.interval) if self.interval > 1 else "",
            "COUNT": str(self.count) if self.count else "",
            "UNTIL": f"{self.until:%Y%m%d}" if self.until else "",
            "BYMONTH": f"{self.month}{'L' if self.leap else ''}" if self.month is not None else "",
            "BYMONTHDAY": ",".join(map(str, self.month_days)),
            "BYDAY": ",".join(map(str, self.weekdays)),
            "SKIP": "BACKWARD" if self.lunar else "",
            "X-FROM": "DONE" if self.from_done else "",
            "X-SHIFT": "WORKDAY" if self.working_days else "",
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def refused(message: str) -> BadInput:
    """Return the failure that a rule is refused with."""
    hint = _("for example: every 2 weeks on mon and thu, every month on the last day, 30 days after it is done")
    return BadInput(message, hint=hint, field="repeat")
