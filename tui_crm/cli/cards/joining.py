"""One contact that is on file twice, and one that shall be on file no more."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli.cards.who import WhoArgument, all_meant, meant
from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context
from tui_crm.cli.kinds import Id, Number, Texts
from tui_crm.cli.options import FormatOption, YesOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.i18n import N_, _
from tui_crm.models.codes import Kind
from tui_crm.models.ids import number_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_crm.models.cards import ContactRow, DuplicateGroup

KeepArgument = Annotated[
    str, typer.Argument(metavar="KEEP", help=N_("the one that stays: an id, e-mail, phone or name"))
]
OthersArgument = Annotated[list[str], typer.Argument(metavar="OTHER", help=N_("those that become part of it"))]


@dataclass(frozen=True)
class Twin:
    """A contact of a ``group`` of those that may be one and the same, and ``why``."""

    group: int
    why: tuple[str, ...]
    contact: "ContactRow"


COLUMNS: tuple[Column[Twin], ...] = (
    Column("group", N_("group"), Number()),
    Column("why", N_("same"), Texts({"email": N_("e-mail"), "phone": N_("phone"), "name": N_("name")})),
    Column("id", N_("id"), Id("contact"), lambda twin: twin.contact.id),
    Column("name", N_("name"), value=lambda twin: twin.contact.name),
    Column("company", N_("company"), value=lambda twin: twin.contact.company),
    Column("email", N_("e-mail"), value=lambda twin: twin.contact.email),
    Column("phone", N_("phone"), value=lambda twin: twin.contact.phone),
)


def merge(ctx: Context, kind: Kind, who: KeepArgument, others: OthersArgument) -> None:
    """Make several one.

    What the one that stays lacks is filled from the others, lists are united, and what happened with any of them
    happened with it. crm undo or unmerge parts them again.
    """
    with ctx.session.crm() as crm:
        keep = meant(ctx.session, crm, who, kind)
        tell(crm.contacts.merge(keep, all_meant(ctx.session, crm, others, kind)).what)


def unmerge(ctx: Context, kind: Kind, who: WhoArgument) -> None:
    """Part again what was merged last."""
    with ctx.session.crm() as crm:
        number = number_of("contact", who)
        done = crm.contacts.unmerge(meant(ctx.session, crm, who, kind) if number is None else number)
        tell(done.what, *done.kept)


def duplicates(
    ctx: Context,
    kind: Kind,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help=N_("how many groups at most"))] = 50,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """List those that may be one and the same.

    They share an e-mail, a phone, or a name within a company.
    """
    with ctx.session.crm() as crm:
        ctx.session.show_list(_twins(crm.contacts.duplicates(limit, [kind])), COLUMNS, chosen)


def _twins(groups: "Iterable[DuplicateGroup]") -> "Iterator[Twin]":
    for number, group in enumerate(groups, start=1):
        yield from (Twin(number, group.why, contact) for contact in group.contacts)


def forget(ctx: Context, kind: Kind, who: WhoArgument, yes: YesOption = False) -> None:
    """Really delete a person, also from the log.

    It cannot be undone. A backup is made before; it and older ones still know the person.
    """
    with ctx.session.crm() as crm:
        number = number_of("contact", who)
        contact_id = meant(ctx.session, crm, who, kind) if number is None else number
        question = _("forget {name} ({id}) for good, with all that happened?")
        name = crm.contacts.card(contact_id).row.name
        ctx.session.confirm(question.format(name=name, id=shown("contact", contact_id)), yes=yes)
        done = crm.contacts.forget(contact_id)
        tell(done.what, *done.kept)
