"""Tickets on their way: from state to state, from hand to hand, into the trash and out of it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tui_crm.cli import completing
from tui_crm.cli.commands import Context, see_help
from tui_crm.cli.sending import SendOption
from tui_crm.cli.terminal import tell
from tui_crm.cli.tickets.options import (
    NUMBERS,
    AtOption,
    CauseOption,
    ConfirmedOption,
    RemedyOption,
    TicketsArgument,
    WhyOption,
    owner_meant,
    said_of,
    tickets_meant,
)
from tui_crm.cli.tickets.rating import ask_after_closing
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.ticket import TicketState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MovedArgument = Annotated[
    list[str], typer.Argument(metavar="TICKET", help=NUMBERS, autocompletion=completing.tickets_and_states)
]
AssignedArgument = Annotated[
    list[str], typer.Argument(metavar="TICKET", help=NUMBERS, autocompletion=completing.tickets_and_owners)
]
AskOption = Annotated[bool, typer.Option("--ask", help=N_("ask the customer how it was, and print the message"))]
StateArgument = Annotated[TicketState, typer.Argument(metavar="STATE", help=N_("where it goes"))]
OwnerArgument = Annotated[
    str,
    typer.Argument(
        metavar="OWNER", help=N_("a login, me or team:NAME; - for nobody"), autocompletion=completing.owners
    ),
]
TrashedArgument = Annotated[
    list[str], typer.Argument(metavar="TICKET", help=N_("numbers such as T-42, or ids, of tickets in the trash"))
]


def move(
    ctx: Context,
    tickets: MovedArgument,
    state: StateArgument,
    why: WhyOption = None,
    cause: CauseOption = None,
    remedy: RemedyOption = None,
    confirmed: ConfirmedOption = None,
    at: AtOption = None,
) -> None:
    """Move tickets to a state; while one waits for the customer its clocks pause."""
    _move(ctx, tickets, state, why, at, said_of(cause=cause, remedy=remedy, confirmed=confirmed))


def resolve(
    ctx: Context,
    tickets: TicketsArgument,
    why: WhyOption = None,
    cause: CauseOption = None,
    remedy: RemedyOption = None,
    at: AtOption = None,
) -> None:
    """Say that tickets are solved: their clocks stop."""
    _move(ctx, tickets, TicketState.RESOLVED, why, at, said_of(cause=cause, remedy=remedy))


def close(
    ctx: Context,
    tickets: TicketsArgument,
    cause: CauseOption = None,
    remedy: RemedyOption = None,
    confirmed: ConfirmedOption = None,
    why: WhyOption = None,
    ask: AskOption = False,
    send: SendOption = False,
    at: AtOption = None,
) -> None:
    """Close tickets, with what the service way of their kind asks for; a complaint needs its cause and its remedy.

    Where the way wants it, a reminder is set to ask the customer some days later. --ask asks them at once how it was.
    """
    if send and not ask:
        raise UsageError(_("--send goes with --ask"), hint=see_help(ctx))
    _move(ctx, tickets, TicketState.CLOSED, why, at, said_of(cause=cause, remedy=remedy, confirmed=confirmed))
    if ask:
        with ctx.session.crm() as crm:
            for ticket_id in tickets_meant(crm, tickets):
                ask_after_closing(ctx.session, crm, ticket_id, send=send)


def reopen(ctx: Context, tickets: TicketsArgument, why: WhyOption = None, at: AtOption = None) -> None:
    """Open tickets again that were resolved or closed; their clocks go on."""
    _move(ctx, tickets, TicketState.OPEN, why, at)


def _move(
    ctx: Context,
    tickets: "Sequence[str]",
    state: TicketState,
    why: str | None,
    at: str | None,
    said: "Mapping[str, Any] | None" = None,
) -> None:
    moment = None if at is None else ctx.session.past(at)
    with ctx.session.crm() as crm:
        done = crm.tickets.move(tickets_meant(crm, tickets), state, why=why or "", at=moment, **(said or {}))
        tell(done.what, *done.also)


def assign(ctx: Context, tickets: AssignedArgument, owner: OwnerArgument) -> None:
    """Give tickets to somebody, to a team, or to nobody."""
    with ctx.session.crm() as crm:
        tell(crm.tickets.assign(tickets_meant(crm, tickets), owner_meant(ctx.session, owner) or "").what)


def delete(ctx: Context, tickets: TicketsArgument) -> None:
    """Put tickets in the trash; crm undo brings them back, and so does restore."""
    with ctx.session.crm() as crm:
        tell(crm.tickets.delete(tickets_meant(crm, tickets)).what)


def restore(ctx: Context, tickets: TrashedArgument) -> None:
    """Take tickets out of the trash."""
    with ctx.session.crm() as crm:
        tell(crm.tickets.restore(tickets_meant(crm, tickets, trash=True)).what)
