"""Changing contacts: adding, editing, the trash and back, and tags."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.asking import agreed
from tui_crm.cli.cards.base import CardBaseOption
from tui_crm.cli.cards.said import Said, said_of
from tui_crm.cli.cards.showing import show_card, show_cards
from tui_crm.cli.cards.who import WhoArgument, WhosArgument, all_meant
from tui_crm.cli.commands import Context
from tui_crm.cli.options import NewFormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import somebody_answers, tell
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _, ngettext
from tui_crm.models.codes import Kind

if TYPE_CHECKING:
    from tui_crm.models.cards import ContactCard
    from tui_crm.services.crm import Crm

IdsArgument = Annotated[list[str], typer.Argument(metavar="ID", help=N_("ids such as c42"))]
TagsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="TAG", help=N_("tags to put on"), autocompletion=completing.tags)
]
RemoveOption = Annotated[
    list[str] | None,
    typer.Option("--remove", "-r", metavar="TAG", help=N_("a tag to take off"), autocompletion=completing.tags),
]
AlsoOption = Annotated[list[str] | None, typer.Option("--also", metavar="WHO", help=N_("tag these, too"))]


def add(ctx: Context, kind: Kind, said: Said, chosen: NewFormatOption = Format.IDS) -> None:
    """Add one and print its id."""
    with ctx.session.crm(create=True) as crm:
        done = crm.contacts.add({**said_of(said, ctx.session, crm), "kind": kind})
        tell(done.what, *done.also)
        _show_all(ctx, crm, done.ids, chosen)


def edit(
    ctx: Context,
    kind: Kind,
    said: Said,
    who: WhosArgument,
    base: CardBaseOption = None,
    chosen: Annotated[Format | None, typer.Option("--format", "-f", help=N_("print what it is now"))] = None,
) -> None:
    """Change what is named; the rest stays as it is.

    An empty value clears a field. --email, --phone and --tag set the whole list, --add-… and --remove-… change it;
    --handle sets the account of one service. What is changed of several at once is one operation.
    --base is the version of JSON; where owner, level, stage or pin of a person in a company change, it is
    version/customer_version, for those are the company's.
    """
    if not said:
        raise UsageError(
            _("nothing is said that should change"), hint=_("see {command} --help").format(command=ctx.command_path)
        )
    with ctx.session.crm() as crm:
        ids = all_meant(ctx.session, crm, who, kind)
        if base is not None and len(ids) > 1:
            raise UsageError(_("--base is for one contact at a time"))
        cards = crm.contacts.cards(ids)
        changes = said_of(said, ctx.session, crm, cards)
        move_past = _moves_past(crm, changes, cards)
        if base is None:
            done = crm.contacts.edit_many(ids, changes, bases=_read_at(cards), move_past=move_past)
        else:
            done = crm.contacts.edit(
                ids[0], changes, base=base.version, customer_base=base.customer, move_past=move_past
            )
        tell(done.what, *done.also)
        if chosen is not None:
            _show_all(ctx, crm, ids, chosen)


def _moves_past(crm: "Crm", changes: Said, cards: "Sequence[ContactCard]") -> bool:
    """Return whether what happened moves to the company that is joined or left: as was said, else as a person answers."""
    from tui_crm.services.past import may_move  # noqa: PLC0415 - commands load the services when they run

    said: bool | None = changes.pop("move_past", None)
    if not changes.keys() & {"company", "add_companies", "remove_companies"}:
        if said is not None:
            raise UsageError(_("--move-past and --keep-past go with a company that is joined or left"))
        return False
    if said is not None:
        return said
    count = sum(crm.contacts.past_of(card.row.id) for card in cards if may_move(changes, card))
    if not count:
        return False
    text = ngettext("{count} entry of the past", "{count} entries of the past", count).format(count=count)
    if somebody_answers():
        return agreed(_("{entries}: move with them?").format(entries=text))
    tell(_("left with the customer so far: {entries}; --move-past takes them along").format(entries=text))
    return False


def _read_at(cards: "Sequence[ContactCard]") -> dict[int, int]:
    """Return the versions of one card and of its customer as they were when ``said_of`` looked at the card's lists."""
    if len(cards) != 1:
        return {}
    (card,) = cards
    return {card.row.customer_id: card.customer_version, card.row.id: card.version}


def _show_all(ctx: Context, crm: "Crm", ids: Sequence[int], chosen: Format) -> None:
    if len(ids) == 1:
        show_card(ctx.session, crm.contacts.card(ids[0]), chosen)
    else:
        show_cards(ctx.session, crm.contacts.cards(ids), chosen)


def delete(ctx: Context, kind: Kind, who: WhosArgument) -> None:
    """Put them in the trash.

    There the filter in:trash finds them; crm undo brings them back, and so does restore.
    """
    with ctx.session.crm() as crm:
        tell(crm.contacts.delete(all_meant(ctx.session, crm, who, kind)).what)


def restore(ctx: Context, kind: Kind, ids: IdsArgument) -> None:
    """Take them out of the trash."""
    from tui_crm.services.contacts import trashed  # noqa: PLC0415 - commands load the services when they run

    del kind  # ids tell it
    with ctx.session.crm() as crm:
        tell(crm.contacts.restore([trashed(text) for text in ids]).what)


def tag(
    ctx: Context,
    kind: Kind,
    who: WhoArgument,
    tags: TagsArgument = None,
    remove: RemoveOption = None,
    also: AlsoOption = None,
) -> None:
    """Put tags on, and take others off.

    Tags that do not exist yet are made.
    """
    if not (tags or remove):
        raise UsageError(_("name a tag to put on, or one to take off with --remove"))
    with ctx.session.crm() as crm:
        ids = all_meant(ctx.session, crm, [who, *(also or ())], kind)
        tell(crm.contacts.tag(ids, add=tags or (), remove=remove or ()).what)
