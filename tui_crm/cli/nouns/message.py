"""`crm message`: a personal message from a template, printed, and sent on and logged where one says so."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.cards.who import WhoArgument, meant
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.options import FormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.sending import (
    ChannelOption,
    CopyOption,
    OpenOption,
    SendOption,
    ValueOption,
    Ways,
    check_ways,
    named,
    say_it,
    send_on,
    signs,
)
from tui_crm.cli.shown.messages import Written, show
from tui_crm.cli.shown.reminders import said_back
from tui_crm.cli.terminal import tell
from tui_crm.errors import Attention, CrmError, UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.ids import shown
from tui_crm.models.messaging import LOGGED_AS, Channel

if TYPE_CHECKING:
    from tui_crm.cli.context import Session
    from tui_crm.models.messaging import Message
    from tui_crm.models.when import When
    from tui_crm.services.crm import Crm

noun = Noun()

TemplateOption = Annotated[
    str,
    typer.Option(
        "--template", "-t", metavar="NAME", help=N_("a template, or its id"), autocompletion=completing.templates
    ),
]
LogOption = Annotated[bool, typer.Option("--log", help=N_("log it as an e-mail or a message to the contact"))]
NextOption = Annotated[
    str | None,
    typer.Option("--next", metavar="WHEN", help=N_("follow up then, such as next wed 10am, in 3 days or 三天后")),
]
NextNoteOption = Annotated[
    str | None, typer.Option("--next-note", metavar="TEXT", help=N_("what the follow-up is for"))
]


@noun.verb("message")
def message(
    ctx: Context,
    who: WhoArgument,
    template: TemplateOption,
    channel: ChannelOption = None,
    values: ValueOption = None,
    copy: CopyOption = False,
    open_: OpenOption = False,
    send: SendOption = False,
    log: LogOption = False,
    next_: NextOption = None,
    next_note: NextNoteOption = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Write a personal message from a template."""
    session, ways = ctx.session, Ways(copy, open_, send)
    _check(ways, log=log, channel=channel, next_=next_, next_note=next_note)
    known = dict(map(named, values or ()))
    next_step = None if next_ is None else session.when(next_)
    with session.crm() as crm:
        contact_id = meant(session, crm, who)
        way = Channel.EMAIL if open_ else channel
        filled = crm.messages.fill(contact_id, template, channel=way, values=known)
        if ways.is_any or log:
            send_on(session, filled, ways)
        tell(*filled.warnings)
        written = _logged(crm, filled, next_step, next_note or "", session, ways) if log else Written(filled)
        show(session, written, chosen)
    if filled.missing:
        raise Attention(
            _("the message is not whole: it still says {names}").format(names=signs(filled.missing)),
            hint=say_it(filled.missing),
        )


def _check(ways: Ways, *, log: bool, channel: Channel | None, next_: str | None, next_note: str | None) -> None:
    """Raise UsageError where the options contradict each other."""
    check_ways(ways, channel)
    if next_ is not None and not log:
        raise UsageError(_("--next goes with --log"))
    if next_note and next_ is None:
        raise UsageError(_("--next-note needs --next, which says when"))


def _logged(
    crm: "Crm", filled: "Message", next_step: "When | None", next_note: str, session: "Session", ways: Ways
) -> Written:
    """Log a message. Raises CrmError, which says so where the message has gone its way all the same."""
    try:
        return _log(crm, filled, next_step, next_note, session)
    except CrmError as error:
        if ways.is_any:
            kind, contact = LOGGED_AS[filled.reach.channel], shown("contact", filled.contact_id)
            error.hint = _("the message has gone but is not logged; log it with: crm log {kind} {contact}").format(
                kind=kind, contact=contact
            )
        raise


def _log(crm: "Crm", filled: "Message", next_step: "When | None", next_note: str, session: "Session") -> Written:
    done = crm.messages.log(filled, next_step=next_step, next_note=next_note)
    tell(done.what)
    activity_id, *reminder_ids = done.ids
    follow_up = crm.followups.get(reminder_ids[0]) if reminder_ids else None
    if follow_up is not None:
        tell(said_back(follow_up, session.clock.zone))
    return replace(Written(filled), activity_id=activity_id, follow_up=follow_up)
