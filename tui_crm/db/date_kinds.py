"""Fields that hold a date or a moment: tested with ages, periods and words of time (``models/filter_dates.py``)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from tui_crm.db.conditions import Binds
from tui_crm.db.field_kinds import ORDERED, InColumn
from tui_crm.models.filter_dates import check_date, is_fixed, stretch
from tui_crm.models.filters import FieldTest, Operator
from tui_crm.models.viewpoint import Viewpoint

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Moment(InColumn):
    """An instant behind us."""

    operators: ClassVar[frozenset[Operator]] = ORDERED
    snippets: ClassVar[tuple[str, ...]] = ("today", "this-week", "this-month", "last-month", "<7d", "<30d", ">30d")

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:
        """Return ``value`` in one line; raises UsageError where it is no date."""
        return check_date(operator, value, view, ahead=False)

    def lasts(self, test: FieldTest) -> bool:
        """Tell whether the dates stand in the calendar."""
        return is_fixed(test)

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:
        """Return the condition that the instant lies so."""
        return between(self.column, stretch(test, view, ahead=False).instants(), binds)


class Day(Moment):
    """A date without a time."""

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:
        """Return the condition that the date lies so."""
        first, last = stretch(test, view, ahead=False).days()
        start = first.isoformat() if first else None
        return between(self.column, (start, (last + _DAY).isoformat() if last else None), binds)


class Ahead(Moment):
    """An instant that may lie ahead."""

    snippets: ClassVar[tuple[str, ...]] = ("<today", "today", "this-week", "<7d", "next-week")

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:
        """Return ``value`` in one line; raises UsageError where it is no date."""
        return check_date(operator, value, view, ahead=True)

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:
        """Return the condition that the instant lies so."""
        return between(self.column, stretch(test, view, ahead=True).instants(), binds)


def between(column: str, ends: tuple[str | None, str | None], binds: Binds) -> str:
    """Return the condition that ``column`` is at or after the first of ``ends`` and before the last."""
    signs = [f"{column} {sign} {binds.one(end)}" for sign, end in zip((">=", "<"), ends, strict=True) if end]
    return " AND ".join(signs)
