"""`crm cadence`: how often one stays in touch."""

from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.kinds import Id, Number
from tui_crm.cli.options import FormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.i18n import N_
from tui_crm.models.cadence import LONGEST_CADENCE

if TYPE_CHECKING:
    from tui_crm.services.cadences import CadenceEntry

noun = Noun()

SubjectArgument = Annotated[str, typer.Argument(metavar="SUBJECT", help=N_("tag:NAME, level:NAME or segment:NAME"))]
DaysArgument = Annotated[
    int,
    typer.Argument(metavar="DAYS", min=1, max=LONGEST_CADENCE, help=N_("in how many days one shall be in touch again")),
]
COLUMNS: "tuple[Column[CadenceEntry], ...]" = (
    Column("id", N_("id"), Id("cadence"), in_table=False),
    Column("subject", N_("for")),
    Column("days", N_("days"), Number()),
    Column("contacts", N_("contacts"), Number()),
    Column("version", N_("version"), Number(), in_table=False),
)


@noun.verb("list")
def list_(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """List how often one stays in touch, by level, by tag and by segment."""
    with ctx.session.crm() as crm:
        ctx.session.show_list(crm.cadences.all(), COLUMNS, chosen)


@noun.verb("set")
def set_(ctx: Context, subject: SubjectArgument, days: DaysArgument) -> None:
    """Stay in touch every so many days with whoever has a tag, with the customers of a level, or with whom a segment finds."""
    with ctx.session.crm() as crm:
        tell(crm.cadences.set(subject, days).what)


@noun.verb("remove")
def remove(ctx: Context, subject: SubjectArgument) -> None:
    """Let that hold no more for a tag, level or segment."""
    with ctx.session.crm() as crm:
        tell(crm.cadences.remove(subject).what)
