"""Where a ticket goes from here, what of its checklist is done, what comes when it is closed, and which other one is meant."""

from collections.abc import Sequence
from typing import Final

from tui_crm.i18n import _
from tui_crm.models.ticket import Check, TicketRow, TicketState
from tui_crm.screens.dialogs.chooser import Choice, Chooser
from tui_crm.screens.ticket_texts import state_word


class StateChooser(Chooser):
    """Asks for a state; ``now`` is the one there is."""

    def __init__(self, now: str) -> None:
        says = {
            TicketState.NEW: _("nobody has looked at it yet"),
            TicketState.OPEN: _("somebody works on it"),
            TicketState.WAITING: _("the customer has the word; the clocks stand still"),
            TicketState.RESOLVED: _("it is done, as far as we know"),
            TicketState.CLOSED: _("it is over"),
        }
        choices = [
            Choice(str(state), state_word(state), says[state], _("now") if state == now else "")
            for state in TicketState
        ]
        super().__init__(choices, (_("State"), "", ""), begin=now)


class LineChooser(Chooser):
    """Asks for a line of a checklist; its answer is the line's place, from 0 on. The first that is to be done is at hand."""

    def __init__(self, lines: Sequence[Check]) -> None:
        choices = [
            Choice(str(place), each.text, each.done_by, _("done") if each.done_at else _("to do"))
            for place, each in enumerate(lines)
        ]
        begin = next((str(place) for place, each in enumerate(lines) if each.done_at is None), "0")
        super().__init__(choices, (_("Checklist"), "", ""), begin=begin)


class TicketOfThese(Chooser):
    """Asks for one of some tickets; its answer is the id in digits."""

    def __init__(self, rows: Sequence[TicketRow]) -> None:
        choices = [
            Choice(str(row.id), f"{row.number} {row.subject}", row.contact, state_word(row.state)) for row in rows
        ]
        super().__init__(choices, (_("Ticket"), "", ""))


class AfterClosing(Chooser):
    """Asks whether one keeps how the customer found a ticket that was closed, or asks them."""

    RATE: Final = "rate"
    ASK: Final = "ask"

    def __init__(self, number: str) -> None:
        choices = [
            Choice(self.ASK, _("ask the customer"), _("with a message that goes your way"), ""),
            Choice(self.RATE, _("record a rating"), _("what they have said already"), ""),
        ]
        super().__init__(choices, (_("How was {number}?").format(number=number), "", ""))
