"""`crm field`: the fields that the team adds to contacts."""

from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.kinds import Id, Number, Text
from tui_crm.cli.options import FormatOption, NewFormatOption, YesOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.i18n import N_, _
from tui_crm.models.codes import FIELD_TYPE_LABELS, FieldType

if TYPE_CHECKING:
    from tui_crm.services.custom_fields import FieldEntry

noun = Noun()

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help=N_("a field of yours"), autocompletion=completing.field_names)
]
NewArgument = Annotated[str, typer.Argument(metavar="NEW", help=N_("its new name"))]
COLUMNS: "tuple[Column[FieldEntry], ...]" = (
    Column("id", N_("id"), Id("custom_field"), in_table=False),
    Column("name", N_("field"), value=lambda field: f"x.{field.name}"),
    Column("label", N_("title")),
    Column("type", N_("type"), Text(FIELD_TYPE_LABELS)),
    Column("choices", N_("choices")),
    Column("used", N_("contacts"), Number()),
    Column("version", N_("version"), Number(), in_table=False),
)


@noun.verb("add")
def add(
    ctx: Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("a word, such as budget; filters call it x.budget"))],
    kind: Annotated[FieldType, typer.Option("--type", help=N_("what it holds"))] = FieldType.TEXT,
    label: Annotated[str, typer.Option("--label", metavar="TEXT", help=N_("the title that people see"))] = "",
    choices: Annotated[
        str, typer.Option("--choices", metavar="A,B,C", help=N_("what can be chosen, for the type choice"))
    ] = "",
    chosen: NewFormatOption = Format.IDS,
) -> None:
    """Make a field."""
    with ctx.session.crm(create=True) as crm:
        done = crm.custom_fields.add(name, kind=kind, label=label, choices=choices)
        tell(done.what)
        ctx.session.show_made(crm.custom_fields.all(), done, COLUMNS, chosen)


@noun.verb("list")
def list_(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """List the fields and how many contacts have each."""
    with ctx.session.crm() as crm:
        ctx.session.show_list(crm.custom_fields.all(), COLUMNS, chosen)


@noun.verb("rename")
def rename(ctx: Context, name: NameArgument, new: NewArgument) -> None:
    """Rename a field; its values stay."""
    with ctx.session.crm() as crm:
        tell(crm.custom_fields.rename(name, new).what)


@noun.verb("delete")
def delete(ctx: Context, name: NameArgument, yes: YesOption = False) -> None:
    """Take a field and its values away; crm undo brings them back."""
    with ctx.session.crm() as crm:
        ctx.session.confirm(_("delete field {name}?").format(name=name), yes=yes)
        tell(crm.custom_fields.delete(name).what)
