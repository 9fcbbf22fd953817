"""How an answer on a ticket goes to the customer from the command line: the way that messages go, and then it is kept."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_crm.cli.sending import Ways, send_on
from tui_crm.cli.terminal import tell
from tui_crm.errors import CrmError, UsageError
from tui_crm.i18n import _
from tui_crm.models.codes import ACTIVITY_LABELS, ActivityKind
from tui_crm.models.messaging import Channel

if TYPE_CHECKING:
    from tui_crm.cli.context import Session
    from tui_crm.models.cards import Done
    from tui_crm.models.messaging import Message
    from tui_crm.models.ticket import TicketState
    from tui_crm.services.crm import Crm


@dataclass(frozen=True)
class Answer:
    """An answer that is to go: its words, of which template, its subject, where the ticket goes then, how long it took."""

    text: str
    template: str
    subject: str
    then: "TicketState | None"
    minutes: int | None


def channel_of(
    ways: Ways, kind: ActivityKind | None, *, incoming: bool, channel: str | None, at: str | None
) -> Channel | None:
    """Return over which channel an answer goes, None where nothing says so. Raises UsageError for what cannot go."""
    if incoming:
        raise UsageError(_("the customer’s words are not sent: --send, --open and --copy go without --incoming"))
    if at is not None or channel is not None:
        raise UsageError(
            _("{option} is said of what went already, not with --send, --open or --copy").format(
                option="--channel" if at is None else "--at"
            )
        )
    if kind is None:
        return Channel.EMAIL if ways.open else None
    if kind not in {ActivityKind.EMAIL, ActivityKind.MESSAGE}:
        raise UsageError(
            _("a {kind} is kept, not sent: --kind email or message goes its way").format(kind=_(ACTIVITY_LABELS[kind]))
        )
    if ways.open and kind is not ActivityKind.EMAIL:
        raise UsageError(_("--open opens an e-mail, and --kind says otherwise"))
    return Channel(kind.value)


def send_answer(
    session: "Session", crm: "Crm", ticket_id: int, answer: Answer, ways: Ways, channel: Channel | None
) -> "Done":
    """Have an answer go its way, then keep it on the ticket. Raises what the way raises; then nothing is kept."""
    from tui_crm.services.tickets import answering  # noqa: PLC0415 - what is only kept goes nowhere

    message = answering.letter(crm, ticket_id, answer.text, channel=channel, subject=answer.subject, then=answer.then)
    message = replace(message, template=answer.template)
    send_on(session, message, ways)
    tell(*message.warnings)
    try:
        return answering.keep(crm, ticket_id, message, then=answer.then, minutes=answer.minutes)
    except CrmError as error:
        error.hint = _went(message)
        raise


def _went(message: "Message") -> str:
    return _("the answer has gone but is not kept; keep it with: crm ticket reply {number} --kind {kind}").format(
        number=message.ticket, kind=message.reach.channel
    )
