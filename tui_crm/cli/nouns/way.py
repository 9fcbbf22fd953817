"""`crm way`: how tickets of each kind go, from where they start to the call afterwards."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tui_crm.cli import completing
from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun, see_help
from tui_crm.cli.kinds import Mark, Number, Text, Texts
from tui_crm.cli.options import BaseOption, FormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.cli.tickets.options import owner_meant
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, NP_, _
from tui_crm.models.codes import PRIORITY_LABELS, Priority
from tui_crm.models.service_ways import ASKED, ASKED_LABELS
from tui_crm.models.ticket import TICKET_KIND_LABELS, TicketKind

if TYPE_CHECKING:
    from tui_crm.models.service_ways import Way

noun = Noun()

_NOTHING = "none"
_NEEDS = dict(zip(ASKED, ("needs_cause", "needs_remedy", "needs_confirmation"), strict=True))

KindArgument = Annotated[TicketKind, typer.Argument(metavar="KIND", help=N_("of which tickets"))]
PriorityOption = Annotated[Priority | None, typer.Option("--priority", "-p", help=N_("how much they matter at first"))]
OwnerOption = Annotated[
    str | None,
    typer.Option(
        "--owner",
        metavar="USER",
        help=N_("who gets them: a login, me or team:NAME; - for nobody"),
        autocompletion=completing.owners,
    ),
]
AftercareOption = Annotated[
    int | None,
    typer.Option(
        "--aftercare", metavar="DAYS", min=0, max=365, help=N_("after how many days one asks again; 0 for never")
    ),
]
NeedsOption = Annotated[
    str | None,
    typer.Option(
        "--needs",
        metavar="WORDS",
        help=N_("what closing asks for, with commas between: cause, remedy, confirmed; or none"),
    ),
]
ChecklistOption = Annotated[
    list[str] | None,
    typer.Option("--checklist", metavar="TEXT", help=N_("a line to be ticked off, all of them anew; '' for none")),
]

COLUMNS: "tuple[Column[Way], ...]" = (
    Column("kind", N_("kind"), Text(TICKET_KIND_LABELS)),
    Column("priority", N_("priority"), Text(PRIORITY_LABELS)),
    Column("handled_by", NP_("of a ticket", "owner"), value=lambda way: way.handled_by or None),
    Column("owner", NP_("of a ticket", "owner"), value=lambda way: way.owner or None, in_table=False),
    Column("team", N_("team"), value=lambda way: way.team or None, in_table=False),
    Column("needs", N_("closing asks for"), Texts(ASKED_LABELS), lambda way: way.asks),
    Column("aftercare_days", N_("aftercare after days"), Number()),
    Column("checklist", N_("checklist"), Texts(), lambda way: way.checklist),
    Column("usual", N_("as usual"), Mark(), lambda way: way.id is None, spare=1),
    Column("version", N_("version"), Number(), in_table=False),
)


@noun.verb("list")
def list_(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """List the service way of every kind of tickets."""
    with ctx.session.crm() as crm:
        ctx.session.show_list(crm.ways.all(), COLUMNS, chosen)


@noun.verb("show")
def show(ctx: Context, kind: KindArgument, chosen: FormatOption = Format.TABLE) -> None:
    """Show the service way of a kind of tickets."""
    with ctx.session.crm() as crm:
        ctx.session.show(crm.ways.of(kind), COLUMNS, chosen)


@noun.verb("set")
def set_(
    ctx: Context,
    kind: KindArgument,
    priority: PriorityOption = None,
    owner: OwnerOption = None,
    needs: NeedsOption = None,
    aftercare: AftercareOption = None,
    checklist: ChecklistOption = None,
    base: BaseOption = None,
) -> None:
    """Change what is named of the service way of a kind; tickets that are open already stay as they are.

    Closing a complaint asks for its cause and its remedy in any case.
    """
    said: dict[str, Any] = {} if needs is None else _needed(needs)
    said |= {} if priority is None else {"priority": priority}
    said |= {} if aftercare is None else {"aftercare_days": aftercare or None}
    said |= {} if not checklist else {"checklist": "\n".join(checklist)}
    if not said and owner is None:
        raise UsageError(_("nothing is said that should change"), hint=see_help(ctx))
    with ctx.session.crm(create=True) as crm:
        tell(crm.ways.set(kind, owner=owner_meant(ctx.session, owner), base=base, **said).what)


@noun.verb("reset")
def reset(ctx: Context, kind: KindArgument) -> None:
    """Let the service way of a kind be the usual one again."""
    with ctx.session.crm() as crm:
        tell(crm.ways.reset(kind).what)


def _needed(text: str) -> dict[str, bool]:
    """Return what closing asks for, by field of a way. Raises UsageError for a word that is none of them."""
    words = [word for word in text.replace("，", ",").replace(",", " ").casefold().split() if word != _NOTHING]
    for word in words:
        if word not in _NEEDS:
            raise UsageError(
                _("“{value}” does not do for {parameter}: it takes {choices}").format(
                    value=word, parameter="--needs", choices=", ".join((*_NEEDS, _NOTHING))
                )
            )
    return {field: word in words for word, field in _NEEDS.items()}
