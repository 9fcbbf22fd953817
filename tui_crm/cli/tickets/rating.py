"""How a ticket was, in the customer's eyes: keeping what they say, and asking them."""

from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli.cards.who import meant
from tui_crm.cli.commands import Context
from tui_crm.cli.nouns.survey import TemplateOption
from tui_crm.cli.options import FormatOption, NewFormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.scoring import (
    AbilityOption,
    AttitudeOption,
    CommentOption,
    GivenAtOption,
    SpeedOption,
    aspects_said,
    tell_done,
)
from tui_crm.cli.sending import (
    ChannelOption,
    CopyOption,
    OpenOption,
    SendOption,
    ValueOption,
    Ways,
    check_ways,
    named,
    send_on,
)
from tui_crm.cli.shown.messages import write_letter
from tui_crm.cli.shown.scores import SCORE
from tui_crm.cli.shown.surveys import ASKED
from tui_crm.cli.terminal import tell
from tui_crm.cli.tickets.options import TicketArgument
from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _
from tui_crm.models.messaging import Channel
from tui_crm.models.score import ScoreKind

if TYPE_CHECKING:
    from tui_crm.cli.context import Session
    from tui_crm.models.survey import Asked
    from tui_crm.services.crm import Crm
    from tui_crm.services.survey_messages import Asking

ByOption = Annotated[
    str | None, typer.Option("--contact", metavar="WHO", help=N_("who says it, where that is not who asked"))
]


def rate(
    ctx: Context,
    ticket: TicketArgument,
    value: Annotated[int, typer.Argument(metavar="CSAT", help=N_("how satisfied: 1 to 5"))],
    comment: CommentOption = None,
    speed: SpeedOption = None,
    attitude: AttitudeOption = None,
    ability: AbilityOption = None,
    contact: ByOption = None,
    at: GivenAtOption = None,
    chosen: NewFormatOption = Format.IDS,
) -> None:
    """Keep how satisfied the customer is with a ticket that was resolved or closed, and print the score's id.

    It can be rated again each time that it was closed again. A low rating sets a follow-up for the owner.
    """
    session = ctx.session
    moment = None if at is None else session.past(at)
    with session.crm() as crm:
        done = crm.scores.add(
            ScoreKind.CSAT,
            value,
            ticket_id=crm.tickets.meant(ticket),
            contact_id=None if contact is None else meant(session, crm, contact),
            comment=comment or "",
            aspects=aspects_said(speed, attitude, ability),
            at=moment,
        )
        tell_done(done)
        session.show(crm.scores.get(done.ids[0]), SCORE, chosen)


def ask(
    ctx: Context,
    ticket: TicketArgument,
    template: TemplateOption = None,
    channel: ChannelOption = None,
    values: ValueOption = None,
    copy: CopyOption = False,
    open_: OpenOption = False,
    send: SendOption = False,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Ask the customer how a ticket was that is resolved or closed, once each time that it is, and print the message."""
    from tui_crm.services.survey_messages import Asking  # noqa: PLC0415 - few commands ask

    session, ways = ctx.session, Ways(copy, open_, send)
    check_ways(ways, channel)
    way = Channel.EMAIL if open_ else channel
    asking = Asking(ScoreKind.CSAT, template or "", channel=way, values=dict(map(named, values or ())))
    with session.crm() as crm:
        asked = _ask(session, crm, crm.tickets.meant(ticket), ways, asking)
    if chosen is Format.TABLE:
        write_letter(session.out, asked.message)
    else:
        session.show(asked, ASKED, chosen)


def _ask(session: "Session", crm: "Crm", ticket_id: int, ways: Ways, asking: "Asking | None" = None) -> "Asked":
    """Ask how a ticket was, the message going its way, and tell it. Raises NotFound, BadInput, OutputFailed."""
    asked = crm.surveys.to_ask_after(ticket_id, asking)
    tell(*asked.message.warnings)
    done = crm.surveys.ask_after(ticket_id, asked)
    if ways.is_any:
        from tui_crm.services.written_first import taken_back_unless_gone  # noqa: PLC0415 - most messages are printed

        with taken_back_unless_gone(crm, done):
            send_on(session, asked.message, ways)
    tell(done.what)
    return asked


def ask_after_closing(session: "Session", crm: "Crm", ticket_id: int, *, send: bool) -> None:
    """Ask how a ticket was that has just been closed and print the message; where that cannot be, say why, and go on."""
    try:
        asked = _ask(session, crm, ticket_id, Ways(copy=False, open=False, send=send))
    except BadInput as error:
        tell(_("not asked: {reason}").format(reason=error.message))
        return
    write_letter(session.out, asked.message)
