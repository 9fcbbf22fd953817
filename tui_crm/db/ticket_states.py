"""In which states a ticket still needs somebody, and in which it is over, as lists in SQL: ``('new', 'open', 'waiting')``."""

from collections.abc import Iterable
from typing import Final

from tui_crm.models.ticket import LIVE, OVER, TicketState


def _listed(states: Iterable[TicketState]) -> str:
    return "(" + ", ".join(f"'{state}'" for state in states) + ")"


LIVE_STATES: Final = _listed(LIVE)
OVER_STATES: Final = _listed(OVER)
UNCLOSED_STATES: Final = _listed(state for state in TicketState if state is not TicketState.CLOSED)
