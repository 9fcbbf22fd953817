"""What stands on the board of tickets, and in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from tui_crm.models.filters import Condition, FieldTest, Filter, Operator, SortKey, all_of
from tui_crm.models.ticket import TicketRow, TicketState
from tui_crm.work_limits import parse_limits

if TYPE_CHECKING:
    from tui_crm.db.cancelling import Cancel
    from tui_crm.services.crm import Crm

NEWEST: Final = 100
"""So many closed tickets stand on the board."""

_NEWEST_FIRST: Final = (SortKey("closed", descending=True),)


@dataclass(frozen=True)
class OnBoard:
    """The tickets on the board in the order in which they stand in their columns; how many closed ones there are in all,
    how many each state should have at most, and how satisfied customers are with those that are over, by id.
    """

    rows: Sequence[TicketRow]
    closed: int
    limits: Mapping[str, int]
    ratings: Mapping[int, int] = field(default_factory=dict)


def on_board(crm: "Crm", wanted: Filter, cancelled: "Cancel | None" = None) -> OnBoard:
    """Return what of ``wanted`` stands on the board: all that goes on, and of the rest what was closed last.

    Raises Cancelled, and UsageError where a field of the filter is gone.
    """
    states = [state for state in TicketState if state is not TicketState.CLOSED]
    going_on = crm.tickets.find(_in_state(wanted, *states), cancelled=cancelled)
    over = replace(_in_state(wanted, TicketState.CLOSED), sort=wanted.sort or _NEWEST_FIRST)
    closed = crm.tickets.find(over, cancelled=cancelled)
    rows = crm.tickets.rows([*going_on, *closed[:NEWEST]])
    ratings = crm.scores.ratings([row.id for row in rows if not row.is_live])
    return OnBoard(rows, len(closed), parse_limits(crm.settings.get("wip_limits")), ratings)


def _in_state(wanted: Filter, *states: TicketState) -> Filter:
    """Return a filter for those of ``wanted`` that are in one of these states."""
    state = Condition("state", tuple(FieldTest(Operator.IS, str(each)) for each in states))
    return replace(wanted, where=all_of((wanted.where, state)))
