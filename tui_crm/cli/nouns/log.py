"""`crm log`: what happened with a customer, and with it what shall happen next."""

from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from tui_crm.cli import completing, help_page
from tui_crm.cli.binding import bound, loosely
from tui_crm.cli.cards.who import WhoArgument, all_meant, meant
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.mails import is_mail, mail_in
from tui_crm.cli.options import NewFormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.shown.activities import LOGGED as COLUMNS
from tui_crm.cli.shown.activities import Logged
from tui_crm.cli.shown.reminders import said_back
from tui_crm.cli.terminal import tell
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.codes import LOGGED, ActivityKind, Direction
from tui_crm.services.call_words import objection_meant, outcome_meant

if TYPE_CHECKING:
    from tui_crm.cli.context import Session
    from tui_crm.models.cards import Done
    from tui_crm.services.crm import Crm
MailArgument = Annotated[
    str | None,
    typer.Argument(metavar="WHO|FILE", help=N_("a contact; or a mail as a file .eml, standard input if left out")),
]

HELPS = {
    ActivityKind.CALL: N_("Log a call."),
    ActivityKind.MEETING: N_("Log a meeting."),
    ActivityKind.VISIT: N_("Log a visit."),
    ActivityKind.EMAIL: N_("Log an e-mail, or a whole mail from a file or standard input."),
    ActivityKind.MESSAGE: N_("Log a message."),
    ActivityKind.NOTE: N_("Log a note."),
}


OutcomeOption = Annotated[
    str | None,
    typer.Option(
        "--outcome", "-o", metavar="WORD", help=N_("how it ended: {outcomes}"), autocompletion=completing.outcomes
    ),
]
MinutesOption = Annotated[
    int | None, typer.Option("--minutes", "-m", metavar="N", min=0, max=7 * 24 * 60, help=N_("how long it took"))
]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=N_("what there is to say of it"))]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="WHEN", help=N_("when it was, such as yesterday 3pm or 昨天下午3点; now, if left out")
    ),
]
FeelingOption = Annotated[
    int | None,
    typer.Option("--feeling", metavar="N", min=-2, max=2, help=N_("how it felt, from -2 to 2")),
]
ObjectionOption = Annotated[
    str | None,
    typer.Option(
        "--objection",
        metavar="WORD",
        help=N_("what they objected to: {objections}"),
        autocompletion=completing.objections,
    ),
]
DirectionOption = Annotated[Direction | None, typer.Option("--direction", help=N_("from them, or to them"))]
ChannelOption = Annotated[str | None, typer.Option("--channel", metavar="TEXT", help=N_("over which channel"))]
SubjectOption = Annotated[str | None, typer.Option("--subject", metavar="TEXT", help=N_("what it was about"))]
CampaignOption = Annotated[str | None, typer.Option("--campaign", metavar="TEXT", help=N_("part of which campaign"))]
WithOption = Annotated[list[str] | None, typer.Option("--with", metavar="WHO", help=N_("who else took part"))]
NextOption = Annotated[
    str | None,
    typer.Option("--next", metavar="WHEN", help=N_("follow up then, such as next wed 10am, in 3 days or 三天后")),
]
NextNoteOption = Annotated[
    str | None, typer.Option("--next-note", metavar="TEXT", help=N_("what the follow-up is for"))
]

TicketOption = Annotated[
    str | None,
    typer.Option(
        "--ticket", metavar="TICKET", help=N_("on which ticket, such as T-42"), autocompletion=completing.tickets
    ),
]

for _setting in ("outcomes", "objections"):
    help_page.filled_in[_setting] = lambda ctx, setting=_setting: [  # type: ignore[misc]
        word.label for word in completing.call_words(cast("Context", ctx), setting)
    ]

NoNextOption = Annotated[
    bool, typer.Option("--no-next", help=N_("leave them without a next step, on purpose: Today does not ask for one"))
]


def log(
    ctx: Context,
    kind: ActivityKind,
    who: WhoArgument,
    outcome: OutcomeOption = None,
    minutes: MinutesOption = None,
    note: NoteOption = None,
    at: AtOption = None,
    feeling: FeelingOption = None,
    objection: ObjectionOption = None,
    direction: DirectionOption = None,
    channel: ChannelOption = None,
    subject: SubjectOption = None,
    campaign: CampaignOption = None,
    others: WithOption = None,
    next_: NextOption = None,
    next_note: NextNoteOption = None,
    no_next: NoNextOption = False,
    ticket: TicketOption = None,
    chosen: NewFormatOption = Format.IDS,
) -> None:
    """Log an activity of ``kind`` with a contact, and set the follow-up in the same operation."""
    session = ctx.session
    _check_next(next_, next_note, is_none=no_next)
    moment = None if at is None else session.past(at)
    next_step = None if next_ is None else session.when(next_)
    with session.crm() as crm:
        done = crm.activities.log(
            kind,
            meant(session, crm, who),
            at=moment,
            others=all_meant(session, crm, others or ()),
            next_step=next_step,
            next_note=next_note or "",
            without_next=no_next,
            ticket_id=None if ticket is None else crm.tickets.meant(ticket),
            outcome=None if outcome is None else outcome_meant(crm, outcome),
            minutes=minutes,
            text=note,
            feeling=feeling,
            objection=None if objection is None else objection_meant(crm, objection),
            direction=direction,
            channel=channel,
            subject=subject,
            campaign=campaign,
        )
        _tell(session, crm, done, chosen)


def _check_next(when: str | None, note: str | None, *, is_none: bool) -> None:
    """Raise UsageError where what is said of the next step does not go together."""
    if note and when is None:
        raise UsageError(_("--next-note needs --next, which says when"))
    if is_none and when is not None:
        raise UsageError(_("--next and --no-next exclude each other"))


def _logged(crm: "Crm", done: "Done") -> Logged:
    activity_id, *reminder_ids = done.ids
    return Logged(crm.activities.get(activity_id), crm.followups.get(reminder_ids[0]) if reminder_ids else None)


def log_email(**taken: Any) -> None:  # noqa: ANN401 - the options of every kind
    """Log an e-mail with a contact, or a whole mail with those on file whom it is from or to."""
    who = taken["who"]
    missing = UsageError(
        _("say with whom it was, or give a whole mail"),
        hint=_("crm log email WHO --note TEXT, or: crm log email FILE.eml, or: crm log email < FILE"),
    )
    if is_mail(who, missing):
        _log_mail(**taken)
    else:
        log(**taken)


def _log_mail(
    ctx: Context,
    kind: ActivityKind,
    who: str | None,
    chosen: Format,
    at: str | None,
    outcome: str | None,
    objection: str | None,
    note: str | None,
    others: list[str] | None,
    next_: str | None,
    next_note: str | None,
    no_next: bool,
    ticket: str | None,
    **said: object,
) -> None:
    del kind  # it is a mail
    if ticket is not None:
        raise UsageError(_("--ticket goes with a contact, and this is a whole mail"))
    session = ctx.session
    _check_next(next_, next_note, is_none=no_next)
    moment = None if at is None else session.past(at)
    next_step = None if next_ is None else session.when(next_)
    content = mail_in(who)
    with session.crm() as crm:
        done = crm.mail.log(
            content,
            at=moment,
            others=all_meant(session, crm, others or ()),
            next_step=next_step,
            next_note=next_note or "",
            without_next=no_next,
            note=note or "",
            outcome=None if outcome is None else outcome_meant(crm, outcome),
            objection=None if objection is None else objection_meant(crm, objection),
            **said,
        )
        _tell(session, crm, done, chosen)


def _tell(session: "Session", crm: "Crm", done: "Done", chosen: Format) -> None:
    tell(done.what, *done.also)
    logged = _logged(crm, done)
    if logged.follow_up is not None:
        tell(said_back(logged.follow_up, session.clock.zone))
    session.show(logged, COLUMNS, chosen)


noun = Noun()
for _kind in LOGGED:
    _verb = log if _kind is not ActivityKind.EMAIL else loosely(log_email, log, who=MailArgument)
    noun.verb(_kind)(bound(_verb, HELPS[_kind], kind=_kind))
