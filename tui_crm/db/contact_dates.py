"""Fields of contacts that hold a date: what is due next, by when to be in touch, how often, and birthdays."""

from datetime import date, datetime, time, timedelta
from typing import ClassVar

from tui_crm.clock import Clock
from tui_crm.db.conditions import Binds, Clause
from tui_crm.db.contact_places import CARD, CUSTOMER, NEXT_REMINDER, SUMMARY
from tui_crm.db.date_kinds import Ahead, between
from tui_crm.db.field_kinds import ORDERED, InColumn, Number
from tui_crm.db.overdue import is_overdue
from tui_crm.models.birthday import keys_between
from tui_crm.models.filter_dates import check_date, is_fixed, stretch
from tui_crm.models.filters import FieldTest, Operator
from tui_crm.models.record import stored_instant
from tui_crm.models.viewpoint import Viewpoint

_DAY, _YEAR = timedelta(days=1), timedelta(days=366)


class Due(InColumn):
    """When the next open reminder is due, in wall time; ``overdue`` where it is.

    ``on-purpose`` is where there is none, and shall be none.
    """

    operators: ClassVar[frozenset[Operator]] = ORDERED
    snippets: ClassVar[tuple[str, ...]] = (
        "overdue",
        "today",
        "tomorrow",
        "this-week",
        "next-week",
        "<7d",
        "on-purpose",
    )
    _OVERDUE: ClassVar = ("overdue", "逾期", "过期")
    _ON_PURPOSE: ClassVar = ("on-purpose", "暂不跟进")

    def __init__(self) -> None:
        super().__init__(SUMMARY, "s.next_key")

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:
        """Return ``value`` in one line; raises UsageError where it is no date and none of the words."""
        for words in (self._OVERDUE, self._ON_PURPOSE):
            if operator is Operator.IS and value.strip().casefold() in words:
                return words[0]
        return check_date(operator, value, view, ahead=True)

    def lasts(self, test: FieldTest) -> bool:
        """Tell whether the dates stand in the calendar, or it is about there being none on purpose."""
        return is_fixed(test) or (test.operator is Operator.IS and test.value == self._ON_PURPOSE[0])

    def valued(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:
        """Return what a test of a value is in SQL."""
        if test.operator is Operator.IS and test.value == self._OVERDUE[0]:
            return _overdue(binds, view.clock)
        if test.operator is Operator.IS and test.value == self._ON_PURPOSE[0]:
            return CUSTOMER.having("k.no_next_since IS NOT NULL AND s.next_id IS NULL")
        return super().valued(test, binds, view)

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:
        """Return the condition that the reminder is due so."""
        return between(self.column, stretch(test, view, ahead=True).wall(), binds)


class TouchBy(Ahead):
    """By when one shall be in touch again: an instant ahead."""

    def lasts(self, test: FieldTest) -> bool:  # noqa: ARG002
        """Tell that it does not: what has a cadence may not depend on one."""
        return False


class Cadence(Number):
    """In how many days one shall be in touch again; ``overdue`` where the day on which they end has passed."""

    snippets: ClassVar[tuple[str, ...]] = ("overdue", "any", "none", "<=30")
    _OVERDUE: ClassVar = ("overdue", "逾期", "过期")

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:
        """Return the number, or the word ``overdue``; raises UsageError where it is neither."""
        if operator is Operator.IS and value.strip().casefold() in self._OVERDUE:
            return self._OVERDUE[0]
        return super().canonical(operator, value, view)

    def lasts(self, test: FieldTest) -> bool:  # noqa: ARG002
        """Tell that it does not: what has a cadence may not depend on one."""
        return False

    def valued(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:
        """Return what a test of a value is in SQL."""
        if test.operator is Operator.IS and test.value == self._OVERDUE[0]:
            midnight = datetime.combine(view.clock.today(), time(), view.clock.zone)
            return SUMMARY.having(f"s.touch_by < {binds.one(stored_instant(midnight))}")
        return super().valued(test, binds, view)


def _overdue(binds: Binds, clock: Clock) -> Clause:
    """Return the clause for contacts whose next reminder has passed; by its wall time no zone is two days behind."""
    now, today = binds.one(stored_instant(clock.now())), binds.one(clock.today().isoformat())
    near = f"s.next_key < {binds.one((clock.today() + 2 * _DAY).isoformat())}"
    return NEXT_REMINDER.having(f"{near} AND {is_overdue('n', now, today)}")


class Celebration(InColumn):
    """A birthday that is celebrated in a period, whatever the year of birth; an open end reaches all birthdays."""

    operators: ClassVar[frozenset[Operator]] = frozenset({Operator.IS, Operator.BETWEEN, Operator.NONE, Operator.ANY})
    snippets: ClassVar[tuple[str, ...]] = ("today", "this-week", "this-month", "next-month", "today..+7d")

    def __init__(self) -> None:
        super().__init__(CARD, "o.birthday_key")

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:
        """Return ``value`` in one line; raises UsageError where it is no date."""
        return check_date(operator, value, view, ahead=True)

    def lasts(self, test: FieldTest) -> bool:
        """Tell whether the dates stand in the calendar."""
        return is_fixed(test)

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:
        """Return the condition that the birthday is then."""
        first, last = _closed(*stretch(test, view, ahead=True).days())
        return f"{self.column} IN {binds.several(sorted(keys_between(first, last)))}"


def _closed(first: date | None, last: date | None) -> tuple[date, date]:
    known = first or last
    assert known is not None
    return first or known - _YEAR, last or known + _YEAR
