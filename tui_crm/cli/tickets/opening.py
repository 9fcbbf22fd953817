"""Opening a ticket, and saying other things of one."""

from typing import Annotated

import typer

from tui_crm.cli.cards.who import meant
from tui_crm.cli.commands import Context, see_help
from tui_crm.cli.options import BaseOption, NewFormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.piped import text_said
from tui_crm.cli.sending import CopyOption, OpenOption, SendOption, Ways
from tui_crm.cli.terminal import tell
from tui_crm.cli.tickets import receipts
from tui_crm.cli.tickets.mailing import NoCreateOption, WhoOrMailArgument, is_for_tickets, take_mails
from tui_crm.cli.tickets.options import (
    AtOption,
    CauseOption,
    ChannelOption,
    ConfirmedOption,
    KindOption,
    OwnerOption,
    PriorityOption,
    ProblemOption,
    ProductOption,
    RemedyOption,
    SubjectOption,
    TextOption,
    TicketsArgument,
    owner_meant,
    said_of,
    tickets_meant,
)
from tui_crm.cli.tickets.reading import show_ticket
from tui_crm.cli.tickets.receipts import ReceiptOption
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _

NumberOption = Annotated[
    str | None, typer.Option("--number", metavar="TEXT", help=N_("its number, where it has one already"))
]


def open_(
    ctx: Context,
    who: WhoOrMailArgument = None,
    subject: SubjectOption = None,
    kind: KindOption = None,
    text: TextOption = None,
    priority: PriorityOption = None,
    channel: ChannelOption = None,
    product: ProductOption = None,
    owner: OwnerOption = None,
    no_create: NoCreateOption = False,
    number: NumberOption = None,
    at: AtOption = None,
    receipt: ReceiptOption = None,
    copy: CopyOption = False,
    open_mail: OpenOption = False,
    send: SendOption = False,
    chosen: NewFormatOption = Format.IDS,
) -> None:
    """Open a ticket of a contact and print its id; or take mails, of a file or piped in, to the tickets they go on with.

    The service way of its kind says its priority and who sees to it, unless that is said. A mail that goes on with no
    ticket opens one of its sender. The receipt for a ticket of a contact is shown, with its number and when it is answered;
    sent on it is kept on the ticket.
    """
    session, ways = ctx.session, Ways(copy, open_mail, send)
    if is_for_tickets(who):
        by_hand: dict[str, object] = {"--text": text, "--number": number, "--at": at, "--receipt": receipt}
        by_hand |= {"--copy": copy or None, "--open": open_mail or None, "--send": send or None}
        said = said_of(subject=subject, kind=kind, priority=priority, channel=channel, product=product)
        take_mails(ctx, who, by_hand, said, owner, chosen, creates=not no_create)
        return
    assert who is not None
    if no_create:
        raise UsageError(_("--no-create goes with a mail, and this is a contact"), hint=see_help(ctx))
    if subject is None or not subject.strip():
        raise UsageError(_("{parameter} is missing").format(parameter="--subject"), hint=see_help(ctx))
    moment = None if at is None else session.past(at)
    said = said_of(subject=subject, kind=kind, priority=priority, channel=channel, product=product)
    if text is not None:
        said["text"] = text_said(text)
    with session.crm() as crm:
        contact, whose = meant(session, crm, who), owner_meant(session, owner)
        letter = receipts.wanted(crm, contact, receipt, ways)
        done = crm.tickets.open(contact, owner=whose, number=number or "", at=moment, **said)
        tell(done.what)
        show_ticket(session, crm, done.ids[0], chosen)
        if letter is not None:
            receipts.offer(session, crm, done.ids[0], letter, ways)


def edit(
    ctx: Context,
    tickets: TicketsArgument,
    subject: SubjectOption = None,
    kind: KindOption = None,
    text: TextOption = None,
    priority: PriorityOption = None,
    channel: ChannelOption = None,
    product: ProductOption = None,
    owner: OwnerOption = None,
    cause: CauseOption = None,
    remedy: RemedyOption = None,
    confirmed: ConfirmedOption = None,
    problem: ProblemOption = None,
    base: BaseOption = None,
) -> None:
    """Change what is named of tickets; an empty value clears.

    Another kind or priority is another promise: the clocks count against it from the opening on.
    """
    said = said_of(subject=subject, kind=kind, priority=priority, channel=channel, product=product)
    said |= said_of(cause=cause, remedy=remedy, confirmed=confirmed, problem=problem)
    if text is not None:
        said["text"] = text_said(text)
    if not said and owner is None:
        raise UsageError(_("nothing is said that should change"), hint=see_help(ctx))
    if base is not None and len(tickets) > 1:
        raise UsageError(_("--base says how one ticket was read, and several are named"), hint=see_help(ctx))
    with ctx.session.crm() as crm:
        whose = owner_meant(ctx.session, owner)
        tell(crm.tickets.edit_many(tickets_meant(crm, tickets), owner=whose, base=base, **said).what)
