"""Which filter over contacts says the same as a number of a report: the one that the list of contacts is opened with."""

from collections.abc import Iterator, Mapping
from datetime import date

from tui_crm.models.codes import TENDED
from tui_crm.models.filters import Condition, FieldTest, Node, Operator, none_of
from tui_crm.models.report import Member, Slice
from tui_crm.models.span import Period, Unit, period_around


def nodes_of(behind: Slice, logins: Mapping[int, str], today: date) -> Iterator[Node]:
    """Yield what a filter says of the customers behind a number; days in it are the user's."""
    yield _is("customer", "yes")
    if behind.facts == "silent":
        yield from (
            _is("next", ""),
            none_of(_is("next", "on-purpose")),
            _is("dnc", "no"),
            _is("stage", *map(str, TENDED)),
        )
    added = None
    for name, members in behind.members:
        match name:
            case "person":
                yield _is("owner", *(logins.get(int(member), "") for member in members))
            case "stage" | "level":
                yield _is(name, *map(str, members))
            case "source":
                yield Condition(name, tuple(_source(member) for member in members))
            case "is_new" if added is None:
                added = behind.period
            case "month":
                (month,) = members
                added = _within(period_around(date.fromisoformat(f"{month}-01"), Unit.MONTH), behind.period)
    if added is not None:
        yield Condition("created", (FieldTest(Operator.BETWEEN, added.first.isoformat(), added.last.isoformat()),))
    elif behind.facts == "customers" and behind.period.last < today:
        yield Condition("created", (FieldTest(Operator.AT_MOST, behind.period.last.isoformat()),))


def _is(field: str, *values: str) -> Condition:
    """Return the condition that a field has one of these values; "" is none."""
    return Condition(
        field, tuple(FieldTest(Operator.IS, value) if value else FieldTest(Operator.NONE) for value in values)
    )


def _source(member: Member) -> FieldTest:
    return FieldTest(Operator.EXACTLY, str(member)) if member else FieldTest(Operator.NONE)


def _within(month: Period, period: Period) -> Period:
    return Period(max(month.first, period.first), min(month.last, period.last))
