"""`crm reminder`: what shall happen."""

from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from tui_crm.cli import completing
from tui_crm.cli.cards.who import meant
from tui_crm.cli.commands import Context, Noun, see_help
from tui_crm.cli.options import BaseOption, FormatOption, LimitOption, NewFormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.shown.reminders import REMINDER, WITH_DONE, said_back
from tui_crm.cli.terminal import tell
from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.codes import Priority
from tui_crm.models.ids import required, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_crm.cli.context import Session
    from tui_crm.models.cards import Done
    from tui_crm.services.crm import Crm

noun = Noun()

NOBODY = "-"
AboutArgument = Annotated[
    str, typer.Argument(metavar="WHO", help=N_("an id such as c42, an e-mail, a phone or a name; - for nobody"))
]
WhenArgument = Annotated[
    str,
    typer.Argument(metavar="WHEN", help=N_("such as tomorrow 9am, next wed, in 3 days, 下周三下午3点 or 2026-12-24")),
]
IdsArgument = Annotated[list[str], typer.Argument(metavar="ID", help=N_("ids such as r12"))]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=N_("what it is for"))]
PriorityOption = Annotated[Priority | None, typer.Option("--priority", help=N_("how much it matters"))]
PlaceOption = Annotated[str | None, typer.Option("--place", metavar="TEXT", help=N_("where it is"))]
MinutesOption = Annotated[int | None, typer.Option("--minutes", metavar="N", min=0, help=N_("how long it takes"))]
OwnerOption = Annotated[
    str | None,
    typer.Option(
        "--owner",
        metavar="USER",
        help=N_("whose it is: a login, or me; - for nobody’s"),
        autocompletion=completing.users,
    ),
]
RepeatOption = Annotated[
    str | None,
    typer.Option(
        "--repeat",
        metavar="TEXT",
        help=N_(
            "on which days it comes back, such as 'every 2 weeks on mon', 每月15日, '30 days after it is done'; none: never"
        ),
    ),
]
TicketOption = Annotated[
    str | None,
    typer.Option(
        "--ticket",
        metavar="TICKET",
        help=N_("which ticket it is about, such as T-42; WHO may be - then: who asks"),
        autocompletion=completing.tickets,
    ),
]
ContactOption = Annotated[str | None, typer.Option("--contact", metavar="WHO", help=N_("with this contact only"))]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="WHEN", help=N_("due up to that day"))]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="WHEN", help=N_("due from that day on"))]
TextArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="TEXT", help=N_("words to look for: in what they say, or in whom they are with")),
]
ThisPriorityOption = Annotated[
    Priority | None, typer.Option("--priority", help=N_("those that matter just so much only"))
]


def owner_meant(session: "Session", owner: str | None) -> str | None:
    """Return the login that ``--owner`` gives something to, empty for nobody, None where it was not said."""
    if owner is None:
        return None
    return "" if owner.strip() == NOBODY else session.user(owner)


class Owned(TypedDict):
    """Whose reminders are looked for."""

    owner: str | None
    unowned: bool


def owned_by(session: "Session", owner: str | None) -> Owned:
    """Return whose reminders ``--owner`` asks for; everybody's where it was not said."""
    unowned = owner is not None and owner.strip() == NOBODY
    return Owned(owner=None if unowned or owner is None else session.user(owner), unowned=unowned)


def repeat_meant(session: "Session", repeat: str | None) -> str | None:
    """Return the rule that ``--repeat`` means, empty for none, None where it was not said.

    Raises UsageError where it cannot be read, as for a date.
    """
    from tui_crm.models.repeat import parse_repeat  # noqa: PLC0415 - few commands read one

    if repeat is None or repeat.strip().casefold() in ("", "none"):
        return None if repeat is None else ""
    try:
        parse_repeat(repeat, now=session.clock.now(), zone=session.clock.zone)
    except BadInput as error:
        raise UsageError(error.message, hint=error.hint, text=repeat, at=0) from error
    return repeat


@noun.verb("add")
def add(
    ctx: Context,
    who: AboutArgument,
    when: WhenArgument,
    note: NoteOption = None,
    priority: PriorityOption = None,
    place: PlaceOption = None,
    minutes: MinutesOption = None,
    owner: OwnerOption = None,
    repeat: RepeatOption = None,
    ticket: TicketOption = None,
    chosen: NewFormatOption = Format.IDS,
) -> None:
    """Set a reminder and print its id."""
    session = ctx.session
    due, rule = session.when(when), repeat_meant(session, repeat)
    with session.crm() as crm:
        done = crm.followups.add(
            due,
            contact_id=None if who == NOBODY else meant(session, crm, who),
            ticket_id=None if ticket is None else crm.tickets.meant(ticket),
            owner=owner_meant(session, owner),
            repeat=rule or "",
            text=note,
            priority=priority,
            place=place,
            minutes=minutes,
        )
        _tell(session, crm, done)
        session.show(crm.followups.get(done.ids[0]), REMINDER, chosen)


@noun.verb("list")
def list_(
    ctx: Context,
    text: TextArgument = None,
    contact: ContactOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    owner: OwnerOption = None,
    priority: ThisPriorityOption = None,
    everything: Annotated[bool, typer.Option("--all", help=N_("with those that are done"))] = False,
    done: Annotated[bool, typer.Option("--done", help=N_("those that are done only"))] = False,
    limit: LimitOption = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """List the open reminders, soonest first."""
    session = ctx.session
    first, last = (None if day is None else session.when(day).date for day in (since, until))
    with session.crm() as crm:
        found = crm.followups.find(
            contact_id=None if contact is None else meant(session, crm, contact),
            **owned_by(session, owner),
            since=first,
            until=last,
            priority=priority,
            text=" ".join(text or ()),
            done=done or everything,
            undone=everything or not done,
            limit=limit,
        )
        session.show_list(found, WITH_DONE if done or everything else REMINDER, chosen)


@noun.verb("done")
def done_(ctx: Context, ids: IdsArgument) -> None:
    """Mark them done."""
    with ctx.session.crm() as crm:
        done = crm.followups.done(*_numbers(ids))
        tell(done.what, *done.also)


@noun.verb("reopen")
def reopen(ctx: Context, ids: IdsArgument) -> None:
    """Mark them not done after all."""
    with ctx.session.crm() as crm:
        done = crm.followups.reopen(*_numbers(ids))
        tell(done.what, *done.also)


@noun.verb("delete")
def delete(ctx: Context, ids: IdsArgument) -> None:
    """Delete them; crm undo brings them back."""
    with ctx.session.crm() as crm:
        tell(crm.followups.delete(*_numbers(ids)).what)


@noun.verb("snooze")
def snooze(ctx: Context, ids: IdsArgument, when: WhenArgument) -> None:
    """Put them off until another time; a day alone keeps the time of day that each has."""
    due = ctx.session.when(when)
    with ctx.session.crm() as crm:
        _tell(ctx.session, crm, crm.followups.snooze_many(_numbers(ids), due))


@noun.verb("edit")
def edit(
    ctx: Context,
    ids: IdsArgument,
    when: Annotated[str | None, typer.Option("--when", metavar="WHEN", help=N_("when it is due"))] = None,
    note: NoteOption = None,
    priority: PriorityOption = None,
    place: PlaceOption = None,
    minutes: MinutesOption = None,
    owner: OwnerOption = None,
    repeat: RepeatOption = None,
    base: BaseOption = None,
) -> None:
    """Change what is named of reminders; an empty value clears."""
    session = ctx.session
    said = {"text": note, "priority": priority, "place": place, "minutes": minutes}
    changes = {name: value for name, value in said.items() if value is not None}
    if not changes and when is None and owner is None and repeat is None:
        raise UsageError(_("nothing is said that should change"), hint=see_help(ctx))
    if base is not None and len(ids) > 1:
        raise UsageError(_("--base says how one reminder was read, and several are named"), hint=see_help(ctx))
    due, rule = None if when is None else session.when(when), repeat_meant(session, repeat)
    with session.crm() as crm:
        whose = owner_meant(session, owner)
        done = crm.followups.edit_many(_numbers(ids), due=due, owner=whose, repeat=rule, base=base, **changes)
        _tell(session, crm, done)


def _numbers(ids: "Sequence[str]") -> list[int]:
    return [required("reminder", text) for text in ids]


def _tell(session: "Session", crm: "Crm", done: "Done") -> None:
    tell(done.what)
    for entry in crm.followups.rows(done.ids):
        ahead = crm.followups.ahead(entry)[1:] if entry.repeat else ()
        tell(said_back(entry, session.clock.zone, ahead))
        if entry.overdue:
            tell(_("{id} is overdue already").format(id=shown("reminder", entry.id)))
