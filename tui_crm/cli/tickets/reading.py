"""Looking at tickets: the list, and the whole of one."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from tui_crm.cli import completing
from tui_crm.cli.commands import Context
from tui_crm.cli.filtering import filter_said
from tui_crm.cli.options import FormatOption, LimitOption
from tui_crm.cli.output import Format
from tui_crm.cli.shown.tickets import CARD, ROW, Listed, Whole
from tui_crm.cli.tickets.options import TicketArgument
from tui_crm.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_crm.cli.context import Session
    from tui_crm.services.crm import Crm


EXAMPLE: Final = "priority,-opened"
"""An order that one may ask for."""

_CHUNK: Final = 500

FilterArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FILTER",
        help=N_("words to search for and fields, such as state:waiting kind:complaint owner:me sla:breached"),
        autocompletion=completing.ticket_filters,
    ),
]
SortOption = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar="FIELDS",
        help=N_("in which order, such as priority,-opened"),
        autocompletion=completing.ticket_sorts,
    ),
]


def list_(
    ctx: Context,
    words: FilterArgument = None,
    sort: SortOption = None,
    limit: LimitOption = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """List the tickets that a filter finds, or all that are not closed.

    Complaints come first, then whose clock runs out next. The words make one filter. A word that begins with “-” goes
    behind “--”.
    """
    with ctx.session.crm() as crm:
        wanted = filter_said(crm.tickets, " ".join(words or ()), sort, example=EXAMPLE)
        show_tickets(ctx.session, crm, crm.tickets.find(wanted)[:limit], chosen)


def show(ctx: Context, ticket: TicketArgument, chosen: FormatOption = Format.TABLE) -> None:
    """Show a ticket: what is promised, what was said, the checklist, its way."""
    with ctx.session.crm() as crm:
        show_ticket(ctx.session, crm, crm.tickets.meant(ticket), chosen)


def show_tickets(session: "Session", crm: "Crm", ids: "Sequence[int]", chosen: Format) -> None:
    """Print a line for each of these tickets."""
    now = session.clock.now()
    pieces = (list(ids[start : start + _CHUNK]) for start in range(0, len(ids), _CHUNK))
    session.show_list((Listed(row, now) for piece in pieces for row in crm.tickets.rows(piece)), ROW, chosen)


def show_ticket(session: "Session", crm: "Crm", ticket_id: int, chosen: Format) -> None:
    """Print the whole of a ticket."""
    card = crm.tickets.card(ticket_id)
    thread, rated = crm.tickets.thread(ticket_id), crm.scores.of_ticket(ticket_id)
    session.show(Whole(card.row, session.clock.now(), card, thread, rated), CARD, chosen)
