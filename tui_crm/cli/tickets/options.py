"""What can be said of tickets on the command line, each option declared once; and whom and what its words mean."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tui_crm.cli import completing
from tui_crm.i18n import N_
from tui_crm.models.codes import Priority
from tui_crm.models.ticket import Confirmed, TicketKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_crm.cli.context import Session
    from tui_crm.services.crm import Crm

NOBODY = "-"
TicketArgument = Annotated[
    str,
    typer.Argument(metavar="TICKET", help=N_("a number such as T-42, or an id"), autocompletion=completing.tickets),
]
NUMBERS = N_("numbers such as T-42, or ids")
TicketsArgument = Annotated[
    list[str], typer.Argument(metavar="TICKET", help=NUMBERS, autocompletion=completing.tickets)
]
SubjectOption = Annotated[str | None, typer.Option("--subject", "-s", metavar="TEXT", help=N_("what it is about"))]
TextOption = Annotated[
    str | None,
    typer.Option("--text", metavar="TEXT", help=N_("what the customer says, in full; - reads it from a pipe")),
]
KindOption = Annotated[TicketKind | None, typer.Option("--kind", "-k", help=N_("what the customer asks for"))]
PriorityOption = Annotated[Priority | None, typer.Option("--priority", "-p", help=N_("how much it matters"))]
ChannelOption = Annotated[str | None, typer.Option("--channel", metavar="TEXT", help=N_("over which channel it came"))]
ProductOption = Annotated[str | None, typer.Option("--product", metavar="TEXT", help=N_("which product it is about"))]
OwnerOption = Annotated[
    str | None,
    typer.Option(
        "--owner",
        metavar="USER",
        help=N_("who sees to it: a login, me or team:NAME; - for nobody"),
        autocompletion=completing.owners,
    ),
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="WHEN", help=N_("when it was, such as yesterday 3pm or 昨天下午3点; now, if left out")
    ),
]
CauseOption = Annotated[
    str | None,
    typer.Option("--cause", metavar="TEXT", help=N_("what the cause was"), autocompletion=completing.causes),
]
RemedyOption = Annotated[str | None, typer.Option("--remedy", metavar="TEXT", help=N_("what was done about it"))]
ConfirmedOption = Annotated[
    Confirmed | None, typer.Option("--confirmed", help=N_("whether the customer says that it is solved"))
]
ProblemOption = Annotated[
    str | None,
    typer.Option(
        "--problem", metavar="NAME", help=N_("which known problem is behind it"), autocompletion=completing.problems
    ),
]
WhyOption = Annotated[str | None, typer.Option("--why", metavar="TEXT", help=N_("why it goes there"))]


def tickets_meant(crm: "Crm", words: "Sequence[str]", *, trash: bool = False) -> list[int]:
    """Return the tickets that numbers or ids mean, each once, in order. Raises NotFound, BadInput."""
    return list(dict.fromkeys(crm.tickets.meant(word, trash=trash) for word in words))


def owner_meant(session: "Session", owner: str | None) -> str | None:
    """Return whom ``--owner`` gives a ticket to, empty for nobody, None where it was not said."""
    if owner is None:
        return None
    return "" if owner.strip() == NOBODY else session.user(owner)


def said_of(**given: str | None) -> dict[str, Any]:
    """Return what was said; an empty text clears."""
    return {name: value for name, value in given.items() if value is not None}
