"""`crm tag`: the tags there are."""

from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.kinds import Id, Number
from tui_crm.cli.options import FormatOption, NewFormatOption, YesOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.i18n import N_, _

if TYPE_CHECKING:
    from tui_crm.services.tags import TagEntry

noun = Noun()

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help=N_("a tag"), autocompletion=completing.tags)]
NewArgument = Annotated[str, typer.Argument(metavar="NEW", help=N_("its new name"))]
COLUMNS: "tuple[Column[TagEntry], ...]" = (
    Column("id", N_("id"), Id("tag"), in_table=False),
    Column("name", N_("tag")),
    Column("contacts", N_("contacts"), Number()),
    Column("version", N_("version"), Number(), in_table=False),
)


@noun.verb("add")
def add(
    ctx: Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("the tag"))],
    chosen: NewFormatOption = Format.IDS,
) -> None:
    """Make a tag that nobody bears yet."""
    with ctx.session.crm(create=True) as crm:
        done = crm.tags.add(name)
        tell(done.what)
        ctx.session.show_made(crm.tags.all(), done, COLUMNS, chosen)


@noun.verb("list")
def list_(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """List the tags and how many contacts bear each."""
    with ctx.session.crm() as crm:
        ctx.session.show_list(crm.tags.all(), COLUMNS, chosen)


@noun.verb("rename")
def rename(ctx: Context, name: NameArgument, new: NewArgument) -> None:
    """Rename a tag everywhere."""
    with ctx.session.crm() as crm:
        tell(crm.tags.rename(name, new).what)


@noun.verb("delete")
def delete(ctx: Context, name: NameArgument, yes: YesOption = False) -> None:
    """Take a tag off everybody; crm undo brings it back."""
    with ctx.session.crm() as crm:
        ctx.session.confirm(_("delete tag {name}?").format(name=name), yes=yes)
        tell(crm.tags.delete(name).what)
