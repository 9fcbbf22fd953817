"""Tickets made one, parted, and tied to each other."""

from typing import Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.commands import Context
from tui_crm.cli.options import NewFormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.cli.tickets.options import SubjectOption, TicketArgument, tickets_meant
from tui_crm.cli.tickets.reading import show_ticket
from tui_crm.i18n import N_
from tui_crm.models.ids import required

IntoArgument = Annotated[
    str, typer.Argument(metavar="INTO", help=N_("the ticket that is kept"), autocompletion=completing.tickets)
]
OthersArgument = Annotated[
    list[str],
    typer.Argument(metavar="OTHER", help=N_("tickets that become part of it"), autocompletion=completing.tickets),
]
TiedArgument = Annotated[
    list[str], typer.Argument(metavar="OTHER", help=N_("further tickets"), autocompletion=completing.tickets)
]
WordsArgument = Annotated[
    list[str], typer.Argument(metavar="ACTIVITY", help=N_("what moves, by the ids that crm ticket show lists"))
]
AnywayOption = Annotated[
    bool, typer.Option("--anyway", help=N_("merge them also where they are of different customers"))
]


def merge(ctx: Context, into: IntoArgument, others: OthersArgument, anyway: AnywayOption = False) -> None:
    """Make tickets one.

    What was said on the others, open reminders, scores, checklists and links move to the one that is kept; they are
    closed, and mails on them go there, too. crm undo parts them again.
    """
    with ctx.session.crm() as crm:
        keep, *gone = [crm.tickets.meant(word) for word in (into, *others)]
        done = crm.tickets.merge(keep, gone, anyway=anyway)
        tell(done.what, *done.also)


def split(
    ctx: Context,
    ticket: TicketArgument,
    words: WordsArgument,
    subject: SubjectOption = None,
    chosen: NewFormatOption = Format.IDS,
) -> None:
    """Make a new ticket of the same customer out of some of what was said on one, and print its id.

    Without a subject it has the first words of what moves.
    """
    with ctx.session.crm() as crm:
        said = [required("activity", word) for word in words]
        done = crm.tickets.split(crm.tickets.meant(ticket), said, subject=subject or "")
        tell(done.what)
        show_ticket(ctx.session, crm, done.ids[0], chosen)


def link(ctx: Context, ticket: TicketArgument, others: TiedArgument) -> None:
    """Tie tickets to each other that have to do with one another and stay apart."""
    with ctx.session.crm() as crm:
        tell(crm.tickets.link(crm.tickets.meant(ticket), tickets_meant(crm, others)).what)


def unlink(ctx: Context, ticket: TicketArgument, others: TiedArgument) -> None:
    """Take the ties between tickets away."""
    with ctx.session.crm() as crm:
        tell(crm.tickets.unlink(crm.tickets.meant(ticket), tickets_meant(crm, others)).what)
