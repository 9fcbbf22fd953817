"""How one looks at follow-ups: as a list, a week or a month, at which day, and which of them."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from tui_crm.models.worklist import Whose, Worklist

_WEEK: Final = 7
_MONTHS: Final = 12
_FIRST: Final = date(1900, 1, 1)
_LAST: Final = date(2999, 12, 31)
"""The calendar ends there, in whole weeks and months that every date can hold."""


class View(StrEnum):
    """How follow-ups are laid out, in the order in which one turns through it."""

    LIST = "list"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Look:
    """What one looks at: the ``view``, the ``day`` the cursor is on in a calendar, and which reminders."""

    day: date
    view: View = View.LIST
    worklist: Worklist = Worklist()  # noqa: RUF009 - immutable

    @property
    def is_calendar(self) -> bool:
        """Whether days are shown."""
        return self.view is not View.LIST

    @property
    def is_of_several(self) -> bool:
        """Whether the reminders may be different people's."""
        return self.worklist.whose is Whose.EVERYBODY

    @property
    def month(self) -> date | None:
        """The first day of the month that is shown; None where none is."""
        return self.day.replace(day=1) if self.view is View.MONTH else None

    @property
    def first(self) -> date:
        """The first day that is shown, a Monday."""
        day = self.month or self.day
        return day - timedelta(days=day.weekday())

    @property
    def weeks(self) -> int:
        """How many weeks are shown."""
        if self.month is None:
            return 1
        last = self.month.replace(day=monthrange(self.month.year, self.month.month)[1])
        return (last - self.first).days // _WEEK + 1

    @property
    def last(self) -> date:
        """The last day that is shown."""
        return self.first + timedelta(days=_WEEK * self.weeks - 1)

    def turned(self, views: int = 1) -> "Look":
        """Return the same in the next view."""
        every = list(View)
        return replace(self, view=every[(every.index(self.view) + views) % len(every)])

    def at(self, day: date) -> "Look":
        """Return the same at another day, or at the end of the calendar."""
        return replace(self, day=min(max(day, _FIRST), _LAST))

    def paged(self, pages: int) -> "Look":
        """Return the week or month so many further on; a month keeps the number of the day where it has that many."""
        if self.month is None:
            return self.at(self.day + timedelta(days=_WEEK * pages))
        months = self.day.year * _MONTHS + self.day.month - 1 + pages
        year, month = divmod(months, _MONTHS)
        return self.at(date(year, month + 1, min(self.day.day, monthrange(year, month + 1)[1])))
