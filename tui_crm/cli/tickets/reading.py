"""Looking at tickets: the list, and the whole of one."""

from typing import TYPE_CHECKING

from tui_crm.cli.commands import Context
from tui_crm.cli.options import FormatOption, LimitOption
from tui_crm.cli.output import Format
from tui_crm.cli.shown.tickets import CARD, ROW, Listed, Whole
from tui_crm.cli.tickets.options import TicketArgument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_crm.cli.context import Session
    from tui_crm.services.crm import Crm


def list_(ctx: Context, limit: LimitOption = None, chosen: FormatOption = Format.TABLE) -> None:
    """List the tickets that are not closed: complaints first, then whose clock runs out next."""
    with ctx.session.crm() as crm:
        show_tickets(ctx.session, crm, crm.tickets.unclosed(limit), chosen)


def show(ctx: Context, ticket: TicketArgument, chosen: FormatOption = Format.TABLE) -> None:
    """Show a ticket: what is promised, what was said, the checklist, its way."""
    with ctx.session.crm() as crm:
        show_ticket(ctx.session, crm, crm.tickets.meant(ticket), chosen)


def show_tickets(session: "Session", crm: "Crm", ids: "Sequence[int]", chosen: Format) -> None:
    """Print a line for each of these tickets."""
    now = session.clock.now()
    session.show_list((Listed(row, now) for row in crm.tickets.rows(ids)), ROW, chosen)


def show_ticket(session: "Session", crm: "Crm", ticket_id: int, chosen: Format) -> None:
    """Print the whole of a ticket."""
    card = crm.tickets.card(ticket_id)
    session.show(Whole(card.row, session.clock.now(), card, crm.tickets.thread(ticket_id)), CARD, chosen)
