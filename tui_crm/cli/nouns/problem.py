"""`crm problem`: known problems, the tickets that they cause, and solving them for all of these together."""

from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.commands import Context, Noun, see_help
from tui_crm.cli.options import BaseOption, FormatOption, NewFormatOption, YesOption
from tui_crm.cli.output import Format
from tui_crm.cli.piped import text_said
from tui_crm.cli.shown.problems import LISTED, PROBLEM, Whole
from tui_crm.cli.terminal import tell
from tui_crm.cli.tickets.options import TicketsArgument, said_of, tickets_meant
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _

if TYPE_CHECKING:
    from tui_crm.cli.context import Session
    from tui_crm.services.crm import Crm

noun = Noun()

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help=N_("a known problem, or its id"), autocompletion=completing.problems)
]
TextOption = Annotated[
    str | None, typer.Option("--text", metavar="TEXT", help=N_("what is wrong; - reads it from a pipe"))
]
WorkaroundOption = Annotated[
    str | None, typer.Option("--workaround", metavar="TEXT", help=N_("what helps until it is solved"))
]


@noun.verb("add")
def add(
    ctx: Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("what it shall be called"))],
    text: TextOption = None,
    workaround: WorkaroundOption = None,
    chosen: NewFormatOption = Format.IDS,
) -> None:
    """Name a problem that several tickets are about."""
    said = said_of(text=None if text is None else text_said(text), workaround=workaround)
    with ctx.session.crm(create=True) as crm:
        done = crm.problems.add(name, **said)
        tell(done.what)
        ctx.session.show_made(crm.problems.all(), done, LISTED, chosen)


@noun.verb("list")
def list_(
    ctx: Context,
    everything: Annotated[bool, typer.Option("--all", "-a", help=N_("those that are solved, too"))] = False,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """List the known problems that are not solved, those with the most live tickets first."""
    with ctx.session.crm() as crm:
        found = (entry for entry in crm.problems.all() if everything or entry.solved_at is None)
        ctx.session.show_list(found, LISTED, chosen)


@noun.verb("show")
def show(ctx: Context, name: NameArgument, chosen: FormatOption = Format.TABLE) -> None:
    """Show a known problem with its tickets."""
    with ctx.session.crm() as crm:
        _show(ctx.session, crm, name, chosen)


def _show(session: "Session", crm: "Crm", name: str, chosen: Format) -> None:
    entry = crm.problems.get(name)
    session.show(Whole(entry, crm.tickets.rows(crm.problems.tickets(name))), PROBLEM, chosen)


@noun.verb("edit")
def edit(
    ctx: Context,
    name: NameArgument,
    new: Annotated[str | None, typer.Option("--name", metavar="NAME", help=N_("its new name"))] = None,
    text: TextOption = None,
    workaround: WorkaroundOption = None,
    base: BaseOption = None,
) -> None:
    """Change what is named of a known problem; an empty text clears."""
    said = said_of(name=new, text=None if text is None else text_said(text), workaround=workaround)
    if not said:
        raise UsageError(_("nothing is said that should change"), hint=see_help(ctx))
    with ctx.session.crm() as crm:
        tell(crm.problems.edit(name, base=base, **said).what)


@noun.verb("collect")
def collect(ctx: Context, name: NameArgument, tickets: TicketsArgument) -> None:
    """Say of tickets that a known problem is behind them; crm ticket edit T-42 --problem '' takes that back."""
    with ctx.session.crm() as crm:
        done = crm.problems.collect(name, tickets_meant(crm, tickets))
        tell(done.what, *done.also)


@noun.verb("solve")
def solve(
    ctx: Context,
    name: NameArgument,
    resolve: Annotated[
        bool, typer.Option("--resolve", help=N_("resolve its live tickets; it is their cause where none is said"))
    ] = False,
    answer: Annotated[
        str | None,
        typer.Option(
            "--answer",
            metavar="TEXT",
            help=N_("keep this as our answer on each of them, $name and $number filled in; - reads it from a pipe"),
        ),
    ] = None,
) -> None:
    """Say that a known problem is solved, and with it its live tickets, in one operation."""
    words = "" if answer is None else text_said(answer)
    with ctx.session.crm() as crm:
        done = crm.problems.solve(name, resolve=resolve, answer=words)
        tell(done.what, *done.also)


@noun.verb("reopen")
def reopen(ctx: Context, name: NameArgument) -> None:
    """Say that a known problem is not solved after all; its tickets stay as they are."""
    with ctx.session.crm() as crm:
        tell(crm.problems.reopen(name).what)


@noun.verb("delete")
def delete(ctx: Context, name: NameArgument, yes: YesOption = False) -> None:
    """Delete a known problem; crm undo brings it back, and ties its tickets to it again."""
    with ctx.session.crm() as crm:
        found = crm.problems.get(name)
        ctx.session.confirm(_("delete known problem {name}?").format(name=found.name), yes=yes)
        tell(crm.problems.delete(found.name).what)
