"""`crm segment`: contacts that a filter with a name finds."""

from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.cards.reading import tell_doubts
from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.kinds import Id, Number
from tui_crm.cli.options import BaseOption, FormatOption, NewFormatOption, YesOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.i18n import N_, _
from tui_crm.models.ids import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_crm.services.crm import Crm
    from tui_crm.services.segments import SegmentEntry

noun = Noun()

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help=N_("a segment, or its id"), autocompletion=completing.segments)
]
NewArgument = Annotated[str, typer.Argument(metavar="NAME", help=N_("what it shall be called"))]
FilterArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="FILTER",
        help=N_("words to search for and fields, such as stage:active city:上海 tag:vip next:overdue"),
        autocompletion=completing.filters,
    ),
]
COLUMNS: "tuple[Column[SegmentEntry], ...]" = (
    Column("id", N_("id"), Id("segment"), in_table=False),
    Column("name", N_("segment")),
    Column("filter", N_("filter")),
    Column("contacts", N_("contacts"), Number()),
    Column("cadence", N_("days"), Number()),
    Column("version", N_("version"), Number(), in_table=False),
)


@noun.verb("list")
def list_(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """List the segments, and how many contacts each finds."""
    with ctx.session.crm() as crm:
        entries = crm.segments.all()
        _tell_problems(entries)
        ctx.session.show_list(entries, COLUMNS, chosen)


@noun.verb("show")
def show(ctx: Context, name: NameArgument, chosen: FormatOption = Format.TABLE) -> None:
    """Show a segment; crm contact list segment:NAME lists its contacts."""
    with ctx.session.crm() as crm:
        entry = crm.segments.get(name)
        _tell_problems([entry])
        ctx.session.show(entry, COLUMNS, chosen)


@noun.verb("add")
def add(ctx: Context, name: NewArgument, words: FilterArgument, chosen: NewFormatOption = Format.IDS) -> None:
    """Give a filter a name: segment:NAME asks for it wherever filters are read.

    The words make one filter. A word that begins with “-” goes behind “--”.
    """
    with ctx.session.crm(create=True) as crm:
        text = " ".join(words)
        done = crm.segments.add(name, text)
        _tell_doubts(crm, text)
        tell(done.what)
        ctx.session.show(crm.segments.get(shown("segment", done.ids[0])), COLUMNS, chosen)


@noun.verb("edit")
def edit(ctx: Context, name: NameArgument, words: FilterArgument, base: BaseOption = None) -> None:
    """Let a segment have another filter."""
    with ctx.session.crm() as crm:
        text = " ".join(words)
        done = crm.segments.edit(name, text, base=base)
        _tell_doubts(crm, text)
        tell(done.what)


@noun.verb("rename")
def rename(
    ctx: Context, name: NameArgument, new: Annotated[str, typer.Argument(metavar="NEW", help=N_("its new name"))]
) -> None:
    """Call a segment otherwise, also in the filters of other segments."""
    with ctx.session.crm() as crm:
        tell(crm.segments.rename(name, new).what)


@noun.verb("remove")
def remove(ctx: Context, name: NameArgument, yes: YesOption = False) -> None:
    """Take a segment away; its contacts stay as they are, and crm undo brings it back."""
    with ctx.session.crm() as crm:
        found = crm.segments.get(name)
        ctx.session.confirm(_("remove segment {name}?").format(name=found.name), yes=yes)
        tell(crm.segments.remove(found.name).what)


def _tell_doubts(crm: "Crm", text: str) -> None:
    tell_doubts(crm, crm.contacts.parse(text))


def _tell_problems(entries: "Iterable[SegmentEntry]") -> None:
    for entry in entries:
        if entry.problem:
            tell(f"{entry.name}: {entry.problem}")
