"""Looking at contacts: the list that a filter finds, one whole card, its past, and addresses for a mail program."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from tui_crm.cli import completing, filtering
from tui_crm.cli.cards.showing import show_card, show_cards
from tui_crm.cli.cards.who import WhoArgument, meant
from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context
from tui_crm.cli.kinds import Id
from tui_crm.cli.options import FormatOption, LimitOption
from tui_crm.cli.output import Format
from tui_crm.cli.shown.contacts import lines_for
from tui_crm.cli.terminal import tell
from tui_crm.display import safe
from tui_crm.i18n import N_, _, ngettext
from tui_crm.models.codes import Kind
from tui_crm.models.ids import number_of, shown

if TYPE_CHECKING:
    from tui_crm.models.cards import ContactCard
    from tui_crm.models.filters import Filter
    from tui_crm.services.crm import Crm

Found = TypeVar("Found")

_CHUNK = 500

FilterArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FILTER",
        help=N_("words to search for and fields, such as stage:active city:上海 tag:vip next:overdue"),
        autocompletion=completing.filters,
    ),
]
SortOption = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar="FIELDS",
        help=N_("in which order, such as -last_activity,name"),
        autocompletion=completing.sorts,
    ),
]
TextArgument = Annotated[list[str], typer.Argument(metavar="TEXT", help=N_("words to search for"))]


def list_(
    ctx: Context,
    kind: Kind,
    words: FilterArgument = None,
    sort: SortOption = None,
    limit: LimitOption = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """List those that a filter finds, or all.

    The words make one filter, as in the filter bar of the screens. A word that begins with “-” goes behind “--”.
    """
    with ctx.session.crm() as crm:
        wanted = filtering.filter_said(crm.contacts, " ".join(words or ()), sort, example="-last_activity,name")
        ids = crm.contacts.find(wanted, kinds=[kind]) if limit is None else _first(crm, wanted, limit, kind)
        contacts = crm.contacts
        if chosen is Format.IDS:
            ctx.session.show_list(ids, (Column("id", N_("id"), Id("contact"), value=lambda number: number),), chosen)
        elif chosen in {Format.TABLE, Format.MD}:
            columns = lines_for(kind, mixed="kind" in contacts.written_out(wanted).fields())
            ctx.session.show_list(_read(ids, contacts.rows), columns, chosen)
        else:
            show_cards(ctx.session, _read(ids, contacts.cards), chosen)


def tell_doubts(crm: "Crm", wanted: "Filter") -> None:
    """Say what a filter over contacts speaks of that is not there."""
    filtering.tell_doubts(crm.contacts, wanted)


def _first(crm: "Crm", wanted: "Filter", limit: int, kind: Kind) -> Sequence[int]:
    return crm.contacts.first_page(wanted, limit, [kind]).ids


def _read(ids: Sequence[int], read: Callable[[Sequence[int]], list[Found]]) -> Iterator[Found]:
    """Yield records in chunks, so that a million of them pass through without being held."""
    for start in range(0, len(ids), _CHUNK):
        yield from read(list(ids[start : start + _CHUNK]))


def show(ctx: Context, kind: Kind, who: WhoArgument, chosen: FormatOption = Format.TABLE) -> None:
    """Show the whole card."""
    with ctx.session.crm() as crm:
        number = number_of("contact", who)
        card = crm.contacts.card(meant(ctx.session, crm, who, kind) if number is None else number)
        show_card(ctx.session, card, chosen)
        if card.row.deleted and (other := crm.contacts.merged_into(card.row.id)) is not None:
            text = _("contact {id} was merged into {other}")
            tell(text.format(id=shown("contact", card.row.id), other=shown("contact", other)))


def query(ctx: Context, kind: Kind, words: TextArgument) -> None:
    """Find e-mail addresses for a mail program.

    A line an address: the address, the name and more, with tabs between. The first line only says how many there are:
    mutt (query_command="crm contact query %s") shows it, aerc (address-book-cmd=crm contact query %s) leaves it out.
    """
    from tui_crm.models.filters import Filter, Words  # noqa: PLC0415 - this verb's own

    del kind  # letters are written to people and companies alike
    terms = tuple(word for word in words if any(character.isalnum() for character in word))
    with ctx.session.crm() as crm:
        found = crm.contacts.find(Filter(Words(terms))) if terms else ()
        lines = [line for card in _read(found, crm.contacts.cards) for line in _addresses(card)]
        count = ngettext("{count} address for “{text}”", "{count} addresses for “{text}”", len(lines))
        out = ctx.session.out
        out.line(safe(count.format(count=len(lines), text=" ".join(words))))
        for line in lines:
            out.line("\t".join(map(safe, line)))


def _addresses(card: "ContactCard") -> Iterator[tuple[str, str, str]]:
    warning = _("do not contact") if card.row.do_not_contact else ""
    more = " · ".join(filter(None, (card.row.company, card.row.role, warning)))
    for email in card.emails:
        yield email.value, card.row.name, " · ".join(filter(None, (more, email.label)))
