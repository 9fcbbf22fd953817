"""Fields that hold a date or a moment: tested with ages, periods and words of time (``models/filter_dates.py``)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from tui_crm.db.conditions import CARD, SUMMARY, Binds, Clause, Place
from tui_crm.db.field_kinds import ORDERED, FieldKind, InColumn
from tui_crm.models.birthday import keys_between
from tui_crm.models.filter_dates import check_date, stretch
from tui_crm.models.filters import Operator, Test
from tui_crm.models.viewpoint import Viewpoint

_YEAR = timedelta(days=366)


def _between(column: str, ends: tuple[str | None, str | None], binds: Binds) -> str:
    """Return the condition that ``column`` is at or after the first of ``ends`` and before the last."""
    signs = [f"{column} {sign} {binds.one(end)}" for sign, end in zip((">=", "<"), ends, strict=True) if end]
    return " AND ".join(signs)


@dataclass(frozen=True)
class Moment(InColumn):
    """An instant behind us."""

    operators: ClassVar = ORDERED - {Operator.EXACTLY}

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:
        """Return ``value``; raises UsageError where it is no date."""
        return check_date(operator, value, view.clock, ahead=False)

    def condition(self, test: Test, binds: Binds, view: Viewpoint) -> str:
        """Return the condition that the instant lies so."""
        return _between(self.column, stretch(test, view.clock, ahead=False).instants(), binds)


@dataclass(frozen=True)
class Day(Moment):
    """A date of a custom field."""

    def condition(self, test: Test, binds: Binds, view: Viewpoint) -> str:
        """Return the condition that the date lies so."""
        first, last = stretch(test, view.clock, ahead=False).days()
        after = last and (last + timedelta(days=1)).isoformat()
        return _between(self.column, (first and first.isoformat(), after), binds)


OVERDUE = ("overdue", "逾期")
"""The words for what should have happened by now."""


class Due(FieldKind):
    """When the next open reminder is due, in wall time."""

    operators: ClassVar = ORDERED - {Operator.EXACTLY}
    _COLUMN = "s.next_key"

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:
        """Return ``value``; raises UsageError where it is neither a date nor overdue."""
        if operator is Operator.IS and value.strip().casefold() in OVERDUE:
            return OVERDUE[0]
        return check_date(operator, value, view.clock, ahead=True)

    def clause(self, test: Test, binds: Binds, view: Viewpoint) -> Clause:
        """Return what ``test`` is in SQL."""
        match test.operator:
            case Operator.NONE:
                return SUMMARY.lacking(self._COLUMN)
            case Operator.ANY:
                return SUMMARY.having(f"{self._COLUMN} IS NOT NULL")
        if test.operator is Operator.IS and test.value == OVERDUE[0]:
            now = view.clock.now().astimezone(view.clock.zone).strftime("%Y-%m-%dT%H:%M")
            return SUMMARY.having(f"{self._COLUMN} < {binds.one(now)}")
        return SUMMARY.having(_between(self._COLUMN, stretch(test, view.clock, ahead=True).wall(), binds))


class Celebration(FieldKind):
    """A birthday that is celebrated in a period, whatever the year of birth."""

    operators: ClassVar = frozenset({Operator.IS, Operator.BETWEEN, Operator.NONE, Operator.ANY})

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:
        """Return ``value``; raises UsageError where it is no date."""
        return check_date(operator, value, view.clock, ahead=True)

    def clause(self, test: Test, binds: Binds, view: Viewpoint) -> Clause:
        """Return what ``test`` is in SQL; an open end reaches so far that every birthday comes."""
        match test.operator:
            case Operator.NONE:
                return CARD.having("o.birthday_key IS NULL")
            case Operator.ANY:
                return CARD.having("o.birthday_key IS NOT NULL")
        first, last = stretch(test, view.clock, ahead=True).days()
        keys = _keys(first, last)
        return CARD.having(f"o.birthday_key IN {binds.several(sorted(keys))}")


def _keys(first: date | None, last: date | None) -> set[str]:
    if first and last:
        return keys_between(first, last)
    known = first or last
    assert known is not None
    return keys_between(known - _YEAR, known + _YEAR)


CREATED = Moment(CARD, "o.created_at")
LAST = Moment(SUMMARY, "s.last_at")


def custom_day(place: Place) -> Day:
    """Return the kind of a custom field that holds dates."""
    return Day(place, "v.value")
