"""What is said on a ticket: answers, words of the customer, notes among ourselves; and its checklist."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.commands import Context, see_help
from tui_crm.cli.options import NewFormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.piped import text_said
from tui_crm.cli.sending import CopyOption, OpenOption, SendOption, Ways, signs
from tui_crm.cli.shown.tickets import WORD
from tui_crm.cli.terminal import tell
from tui_crm.cli.tickets.options import AtOption, TicketArgument, said_of
from tui_crm.cli.tickets.sending import Answer, channel_of, send_answer
from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.codes import ActivityKind
from tui_crm.models.ticket import TicketState

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


class Way(StrEnum):
    """How something is said to a customer, or by one."""

    EMAIL = ActivityKind.EMAIL.value
    MESSAGE = ActivityKind.MESSAGE.value
    CALL = ActivityKind.CALL.value
    MEETING = ActivityKind.MEETING.value
    VISIT = ActivityKind.VISIT.value


TextOption = Annotated[
    str | None, typer.Option("--text", "-t", metavar="TEXT", help=N_("what is said; - reads it from a pipe"))
]
WayOption = Annotated[
    Way | None,
    typer.Option(
        "--kind", "-k", help=N_("how it is said; message, if left out, or what goes: as the customer wrote last")
    ),
]
ChannelOption = Annotated[str | None, typer.Option("--channel", metavar="TEXT", help=N_("over which channel"))]
SubjectOption = Annotated[str | None, typer.Option("--subject", metavar="TEXT", help=N_("the subject of an e-mail"))]
MinutesOption = Annotated[
    int | None, typer.Option("--minutes", "-m", metavar="N", min=0, max=7 * 24 * 60, help=N_("how long it took"))
]
IncomingOption = Annotated[bool, typer.Option("--incoming", help=N_("the customer said it: the ticket is open again"))]
ThenOption = Annotated[TicketState | None, typer.Option("--then", help=N_("where the ticket goes with it"))]
TemplateOption = Annotated[
    str | None,
    typer.Option(
        "--template", metavar="NAME", help=N_("a canned answer in place of --text"), autocompletion=completing.answers
    ),
]
LineArgument = Annotated[
    int, typer.Argument(metavar="LINE", min=1, help=N_("which line of the checklist, from 1 on: crm ticket show"))
]


def reply(
    ctx: Context,
    ticket: TicketArgument,
    text: TextOption = None,
    template: TemplateOption = None,
    kind: WayOption = None,
    channel: ChannelOption = None,
    subject: SubjectOption = None,
    minutes: MinutesOption = None,
    incoming: IncomingOption = False,
    then: ThenOption = None,
    at: AtOption = None,
    copy: CopyOption = False,
    open_: OpenOption = False,
    send: SendOption = False,
    chosen: NewFormatOption = Format.IDS,
) -> None:
    """Keep an answer to the customer on a ticket, or words of theirs, and print its id.

    Sent on, it is kept once it went; the subject of an e-mail names the ticket. The first answer opens a new ticket. A
    template is filled in for the ticket and who asks.
    """
    session, ways = ctx.session, Ways(copy, open_, send)
    said_by = None if kind is None else ActivityKind(kind.value)
    way = channel_of(ways, said_by, incoming=incoming, channel=channel, at=at) if ways.is_any else None
    if text is None and template is None:
        raise UsageError(_("{parameter} is missing").format(parameter="--text"), hint=see_help(ctx))
    if text is not None and template is not None:
        raise UsageError(_("--text and --template exclude each other"), hint=see_help(ctx))
    moment = None if at is None else session.past(at)
    said = said_of(channel=channel, subject=subject) | ({} if minutes is None else {"minutes": minutes})
    words = "" if text is None else text_said(text)
    with session.crm() as crm:
        key = crm.tickets.meant(ticket)
        words = words if template is None else _canned(crm, key, template)
        if ways.is_any:
            canned = "" if template is None else crm.templates.get(template).name
            answer = Answer(words, canned, subject or "", then, minutes)
            done = send_answer(session, crm, key, answer, ways, way)
        else:
            by = said_by or ActivityKind.MESSAGE
            done = crm.tickets.reply(key, words, kind=by, incoming=incoming, then=then, at=moment, **said)
        tell(done.what, *done.also)
        session.show(crm.activities.get(done.ids[0]), WORD, chosen)


def _canned(crm: "Crm", ticket_id: int, template: str) -> str:
    """Return a canned answer. Raises NotFound, and BadInput where it says what nobody knows."""
    filled = crm.tickets.filled(ticket_id, template)
    if filled.missing:
        raise BadInput(
            _("the answer is not whole: it still says {names}").format(names=signs(filled.missing)),
            hint=_("put it on the card, or write the answer with --text"),
            field="text",
        )
    return filled.text


def note(
    ctx: Context,
    ticket: TicketArgument,
    text: TextOption = None,
    at: AtOption = None,
    chosen: NewFormatOption = Format.IDS,
) -> None:
    """Keep a note on a ticket, which the customer does not see, and print its id."""
    if text is None:
        raise UsageError(_("{parameter} is missing").format(parameter="--text"), hint=see_help(ctx))
    moment = None if at is None else ctx.session.past(at)
    words = text_said(text)
    with ctx.session.crm() as crm:
        done = crm.tickets.note(crm.tickets.meant(ticket), words, at=moment)
        tell(done.what)
        ctx.session.show(crm.activities.get(done.ids[0]), WORD, chosen)


def check(
    ctx: Context,
    ticket: TicketArgument,
    line: LineArgument,
    undone: Annotated[bool, typer.Option("--undone", help=N_("it is not done after all"))] = False,
) -> None:
    """Tick a line of a ticket’s checklist off."""
    with ctx.session.crm() as crm:
        tell(crm.tickets.check(crm.tickets.meant(ticket), line - 1, done=not undone).what)
