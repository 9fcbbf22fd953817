"""Figures of contacts that come from their tickets and answers: how many tickets are open, what the latest answer was."""

from typing import ClassVar, Final

from tui_crm.db.conditions import Binds, Clause, negated
from tui_crm.db.contact_places import CARD
from tui_crm.db.field_kinds import Number, compared
from tui_crm.db.ticket_states import LIVE_STATES
from tui_crm.models.filters import FieldTest, Operator
from tui_crm.models.viewpoint import Viewpoint

_OPEN: Final = f"{{row}}.state IN {LIVE_STATES} AND {{row}}.deleted_at IS NULL AND +{{row}}.merged_into_id IS NULL"
_OURS: Final = "({row}.contact_id = {of}.id OR {row}.customer_id = {of}.id)"
_ANSWERED: Final = "{row}.kind = 'csat' AND {row}.deleted_at IS NULL"


class Figure(Number):
    """A number that is worked out of the rows of another table that name the contact: ``worked_out`` of ``{of}``.

    ``bearers`` is the query for the contacts that have such rows; of all others it is ``otherwise`` (None: they have none).
    """

    bearers: ClassVar[str]
    worked_out: ClassVar[str]
    otherwise: ClassVar[float | None] = None

    def __init__(self) -> None:
        super().__init__(CARD, "o.id")

    def lasts(self, test: FieldTest) -> bool:  # noqa: ARG002 - kinds differ
        """Tell that it does not: what has a cadence may not depend on tickets and answers."""
        return False

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Return what ``test`` is in SQL."""
        match test.operator:
            case Operator.NONE:
                return negated(self._some())
            case Operator.ANY:
                return self._some()
        low, high = (float(value) if value else None for value in (test.value, test.upper))
        row = compared(self.worked_out.format(of="c"), test.operator, low, high, binds)
        if self.otherwise is not None and _holds(test, self.otherwise):
            return Clause(row)
        mine = compared(self.worked_out.format(of="o"), test.operator, low, high, binds)
        return Clause(f"({row}) IS TRUE", f"SELECT o.id FROM contact o WHERE o.id IN ({self.bearers}) AND {mine}")

    def _some(self) -> Clause:
        """Return the clause for contacts that have a figure, and not just what all others have."""
        condition = "IS NOT NULL" if self.otherwise is None else f"<> {self.otherwise}"
        mine = f"{self.worked_out.format(of='o')} {condition}"
        row = f"{self.worked_out.format(of='c')} {condition}"
        return Clause(row, f"SELECT o.id FROM contact o WHERE o.id IN ({self.bearers}) AND {mine}")


class OpenTickets(Figure):
    """How many tickets of the contact somebody still has to see to: those it asked for, and those of its people."""

    snippets: ClassVar[tuple[str, ...]] = (">0", "0")
    otherwise: ClassVar[float | None] = 0
    bearers: ClassVar[str] = " UNION ".join(
        f"SELECT b.{column} FROM ticket b WHERE {_OPEN.format(row='b')}" for column in ("contact_id", "customer_id")
    )
    worked_out: ClassVar[str] = (
        f"(SELECT count(*) FROM ticket b WHERE {_OURS.replace('{row}', 'b')} AND {_OPEN.format(row='b')})"
    )


class Satisfaction(Figure):
    """What the contact, or somebody of the company, last answered to how content they are: 1 to 5."""

    snippets: ClassVar[tuple[str, ...]] = ("<=2", ">=4")
    bearers: ClassVar[str] = " UNION ".join(
        f"SELECT b.{column} FROM score b WHERE {_ANSWERED.format(row='b')}" for column in ("contact_id", "customer_id")
    )
    worked_out: ClassVar[str] = (
        f"(SELECT b.value FROM score b WHERE {_OURS.replace('{row}', 'b')} AND {_ANSWERED.format(row='b')}"
        " ORDER BY b.at DESC, b.id DESC LIMIT 1)"
    )


def _holds(test: FieldTest, value: float) -> bool:
    """Tell whether a test of a number holds for ``value``."""
    low, high = (float(text) if text else None for text in (test.value, test.upper))
    if test.operator is Operator.BETWEEN:
        return (low is None or value >= low) and (high is None or value <= high)
    assert low is not None
    return {
        Operator.IS: value == low,
        Operator.MORE: value > low,
        Operator.AT_LEAST: value >= low,
        Operator.LESS: value < low,
        Operator.AT_MOST: value <= low,
    }[test.operator]
