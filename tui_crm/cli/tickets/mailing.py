"""Mails to their tickets: where they come from, and what is told of each."""

from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli.commands import Context, see_help
from tui_crm.cli.mails import is_mail
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.cli.tickets.options import owner_meant
from tui_crm.cli.tickets.reading import show_ticket, show_tickets
from tui_crm.errors import Attention, UsageError
from tui_crm.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_crm.cli.context import Session
    from tui_crm.services.crm import Crm
    from tui_crm.services.mail.to_tickets import Taken, TicketMails

_STANDARD_INPUT = "-"
WhoOrMailArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="WHO|FILE", help=N_("who asks; or mails as a file .eml or mbox, standard input if left out")
    ),
]
NoCreateOption = Annotated[bool, typer.Option("--no-create", help=N_("refuse the mail of a sender who is not on file"))]


def is_for_tickets(who: str | None) -> bool:
    """Return whether a word stands for mails, and not for who asks. Raises UsageError where nothing is said or piped in."""
    missing = UsageError(
        _("say who asks, or give a whole mail"),
        hint=_("crm ticket open WHO --subject TEXT, or: crm ticket open FILE.eml, or: crm ticket open < FILE"),
    )
    return is_mail(who, missing)


def take_mails(
    ctx: Context,
    file: str | None,
    by_hand: "Mapping[str, object]",
    said: "Mapping[str, object]",
    owner: str | None,
    chosen: Format,
    *,
    creates: bool,
) -> None:
    """Take the mails of a file, or of standard input, to their tickets, and show these.

    ``by_hand`` are options that a mail has no use for. Raises UsageError for one of those, what refuses a single mail, and
    Attention where some of several were refused.
    """
    if wrong := next((name for name, value in by_hand.items() if value is not None), None):
        text = _("{option} goes with a contact, and this is a whole mail")
        raise UsageError(text.format(option=wrong), hint=see_help(ctx))
    from tui_crm.services.importing.files.input_file import InputFile  # noqa: PLC0415 - commands load services when they run
    from tui_crm.services.mail.mailbox import mails  # noqa: PLC0415 - as above

    session = ctx.session
    with session.crm() as crm, InputFile(file or _STANDARD_INPUT) as source:
        whose = owner_meant(session, owner)
        done = crm.mail.to_tickets(mails(source.view()), owner=whose, creates=creates, **said)
        if len(done.mails) == 1:
            _tell_of_one(session, crm, done.mails[0], chosen)
        else:
            _tell_of_all(session, crm, done, chosen)


def _tell_of_one(session: "Session", crm: "Crm", one: "Taken", chosen: Format) -> None:
    if one.refused is not None:
        raise one.refused
    tell(one.what, *one.also)
    if one.ticket_id is not None:
        show_ticket(session, crm, one.ticket_id, chosen)


def _tell_of_all(session: "Session", crm: "Crm", done: "TicketMails", chosen: Format) -> None:
    for one in done.mails:
        tell(_("line {line}: {what}").format(line=one.line, what=one.what), *one.also)
    tell(done.what)
    show_tickets(session, crm, _tickets_of(done.mails), chosen)
    if refused := sum(one.refused is not None for one in done.mails):
        text = _("mails that were not taken: {count} of {total}")
        raise Attention(text.format(count=refused, total=len(done.mails)))


def _tickets_of(mails: "Sequence[Taken]") -> list[int]:
    return list(dict.fromkeys(one.ticket_id for one in mails if one.ticket_id is not None))
