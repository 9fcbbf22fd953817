"""`crm history`, `crm undo`, `crm redo`: what was done, and taking it back."""

from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.kinds import Id, Instant, Number, Text
from tui_crm.cli.options import FormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.taken_back import tell_taken_back
from tui_crm.i18n import N_
from tui_crm.models.codes import SOURCE_LABELS
from tui_crm.models.ids import required

if TYPE_CHECKING:
    from tui_crm.models.cards import OperationEntry

noun = Noun()

STATE = Text({"done": "", "undone": N_("undone"), "undo": N_("an undo"), "redo": N_("a redo")})
COLUMNS: "tuple[Column[OperationEntry], ...]" = (
    Column("id", N_("id"), Id("operation")),
    Column("at", N_("at"), Instant()),
    Column("by", N_("by")),
    Column("source", N_("from"), Text(SOURCE_LABELS), spare=2),
    Column("what", N_("what"), Text(least=30)),
    Column("records", N_("records"), Number(), spare=1),
    Column("state", N_("state"), STATE),
)


@noun.verb("history")
def history(
    ctx: Context,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help=N_("how many at most"))] = 50,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="USER", help=N_("what this user did"), autocompletion=completing.users),
    ] = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """List what was done, newest first."""
    with ctx.session.crm() as crm:
        login = None if by is None else ctx.session.user(by)
        ctx.session.show_list(crm.history.list(limit=limit, login=login), COLUMNS, chosen)


@noun.verb("undo")
def undo(
    ctx: Context,
    operation: Annotated[
        str | None,
        typer.Argument(
            metavar="OPERATION",
            help=N_("an id such as op12; your newest one, if left out"),
            autocompletion=completing.operations,
        ),
    ] = None,
) -> None:
    """Take back an operation.

    What somebody changed since stays as it is and is named. Naming an undo takes the undo back.
    """
    with ctx.session.crm() as crm:
        tell_taken_back(ctx.session, crm.history.undo(None if operation is None else required("operation", operation)))


@noun.verb("redo")
def redo(ctx: Context) -> None:
    """Do again what you undid last."""
    with ctx.session.crm() as crm:
        tell_taken_back(ctx.session, crm.history.redo())
