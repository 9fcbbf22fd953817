"""`crm score`: what customers think of the service, kept, changed, and looked through."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.cards.telling import SinceOption, UntilOption
from tui_crm.cli.cards.who import WhoArgument, meant
from tui_crm.cli.commands import Context, Noun, see_help
from tui_crm.cli.options import BaseOption, FormatOption, LimitOption, NewFormatOption, YesOption
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
from tui_crm.cli.shown.scores import SCORE, WAITING
from tui_crm.cli.terminal import tell
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.codes import Stage
from tui_crm.models.ids import required, shown
from tui_crm.models.score import ASKED, ASPECTS, ScoreKind, kind_in_words, measure, measure_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_crm.cli.context import Session
    from tui_crm.models.score import ScoreEntry

noun = Noun()

_NONE = "none"

ScoreArgument = Annotated[str, typer.Argument(metavar="ID", help=N_("an id such as sc12"))]
ScoresArgument = Annotated[list[str], typer.Argument(metavar="ID", help=N_("ids such as sc12"))]
CsatOption = Annotated[int | None, typer.Option("--csat", metavar="N", help=N_("how satisfied: 1 to 5"))]
NpsOption = Annotated[int | None, typer.Option("--nps", metavar="N", help=N_("how likely to recommend us: 0 to 10"))]
CesOption = Annotated[
    int | None, typer.Option("--ces", metavar="N", help=N_("how much effort it was: 1 (very easy) to 7 (very hard)"))
]
TicketOption = Annotated[
    str | None,
    typer.Option("--ticket", metavar="TICKET", help=N_("about this ticket"), autocompletion=completing.tickets),
]
ActivityOption = Annotated[
    str | None, typer.Option("--activity", metavar="ID", help=N_("about this activity, such as a7"))
]
StageOption = Annotated[Stage | None, typer.Option("--stage", help=N_("about this stage of the customer’s life"))]
KindOption = Annotated[ScoreKind | None, typer.Option("--kind", "-k", help=N_("of this kind: csat, nps or ces"))]
ContactOption = Annotated[
    str | None, typer.Option("--contact", metavar="WHO", help=N_("of this contact, or customer, only"))
]
BelowOption = Annotated[int | None, typer.Option("--below", metavar="N", help=N_("with a value under N"))]
SurveyOption = Annotated[
    str | None,
    typer.Option("--survey", metavar="NAME", help=N_("in this survey only"), autocompletion=completing.surveys),
]
ValueOption = Annotated[int | None, typer.Option("--value", metavar="N", help=N_("the answer itself"))]
OtherSpeed = Annotated[str | None, typer.Option("--speed", metavar="N", help=N_("1 to 5; none takes it away"))]
OtherAttitude = Annotated[str | None, typer.Option("--attitude", metavar="N", help=N_("1 to 5; none takes it away"))]
OtherAbility = Annotated[str | None, typer.Option("--ability", metavar="N", help=N_("1 to 5; none takes it away"))]


@noun.verb("add")
def add(
    ctx: Context,
    who: WhoArgument,
    csat: CsatOption = None,
    nps: NpsOption = None,
    ces: CesOption = None,
    comment: CommentOption = None,
    speed: SpeedOption = None,
    attitude: AttitudeOption = None,
    ability: AbilityOption = None,
    ticket: TicketOption = None,
    activity: ActivityOption = None,
    stage: StageOption = None,
    at: GivenAtOption = None,
    chosen: NewFormatOption = Format.IDS,
) -> None:
    """Keep what somebody answered, and print its id; a low answer sets a follow-up.

    crm ticket rate keeps how a ticket was, crm survey answer what came back of a survey.
    """
    session = ctx.session
    kind, value = _one_of(ctx, csat, nps, ces)
    moment = None if at is None else session.past(at)
    with session.crm() as crm:
        done = crm.scores.add(
            kind,
            value,
            contact_id=meant(session, crm, who),
            ticket_id=None if ticket is None else crm.tickets.meant(ticket),
            comment=comment or "",
            aspects=aspects_said(speed, attitude, ability),
            at=moment,
            stage=stage or "",
            activity_id=None if activity is None else required("activity", activity),
        )
        tell_done(done)
        session.show(crm.scores.get(done.ids[0]), SCORE, chosen)


def _one_of(ctx: Context, *values: int | None) -> tuple[str, int]:
    """Return the kind and the value of the one answer that was said. Raises UsageError where it is none, or several."""
    said = [(kind, value) for kind, value in zip(ASKED, values, strict=True) if value is not None]
    if len(said) != 1:
        raise UsageError(_("say one answer: --csat, --nps or --ces"), hint=see_help(ctx))
    return said[0]


@noun.verb("list")
def list_(
    ctx: Context,
    kind: KindOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    ticket: TicketOption = None,
    contact: ContactOption = None,
    survey: SurveyOption = None,
    below: BelowOption = None,
    limit: LimitOption = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """List the answers, newest first, with what they come to.

    NPS is the percentage of 9–10 less that of 0–6, CSAT the share of 4–5, CES the mean effort (1 very easy, 7 very hard).
    """
    from tui_crm.models.score import Wanted  # noqa: PLC0415 - few commands look for scores

    session = ctx.session
    if kind in ASPECTS:
        raise UsageError(_("{kind} is an aspect of answers, which are csat, nps or ces").format(kind=kind))
    with session.crm() as crm:
        wanted = Wanted(
            kind or "",
            _midnight(session, since),
            _midnight(session, until, days=1),
            None if ticket is None else crm.tickets.meant(ticket),
            None if contact is None else meant(session, crm, contact),
            below,
            None if survey is None else crm.surveys.get(survey).id,
        )
        found = crm.scores.find(wanted, limit=limit)
        session.show_list(found, SCORE, chosen)
    if chosen is Format.TABLE:
        _tell_figures(found)


def _midnight(session: "Session", text: str | None, *, days: int = 0) -> datetime | None:
    """Return when the day that ``text`` means begins on the user's wall, or one some ``days`` later."""
    if text is None:
        return None
    day = session.past(text).astimezone(session.clock.zone).date() + timedelta(days=days)
    return datetime.combine(day, time.min, session.clock.zone)


def _tell_figures(found: "Sequence[ScoreEntry]") -> None:
    for kind in ASKED:
        if values := [each.value for each in found if each.kind == kind]:
            message = _("{kind}: {figure} of {count}")
            figure = measure_in_words(kind, measure(kind, values))
            tell(message.format(kind=kind_in_words(kind), figure=figure, count=len(values)))


@noun.verb("show")
def show(ctx: Context, score: ScoreArgument, chosen: FormatOption = Format.TABLE) -> None:
    """Show an answer."""
    with ctx.session.crm() as crm:
        ctx.session.show(crm.scores.get(required("score", score)), SCORE, chosen)


@noun.verb("edit")
def edit(
    ctx: Context,
    score: ScoreArgument,
    value: ValueOption = None,
    comment: CommentOption = None,
    speed: OtherSpeed = None,
    attitude: OtherAttitude = None,
    ability: OtherAbility = None,
    at: GivenAtOption = None,
    base: BaseOption = None,
) -> None:
    """Change what is named of an answer; an empty comment clears."""
    said = {"speed": speed, "attitude": attitude, "ability": ability}
    aspects = {name: _aspect(name, text) for name, text in said.items() if text is not None}
    if value is None and comment is None and at is None and not aspects:
        raise UsageError(_("nothing is said that should change"), hint=see_help(ctx))
    moment = None if at is None else ctx.session.past(at)
    with ctx.session.crm() as crm:
        score_id = required("score", score)
        tell_done(crm.scores.edit(score_id, value=value, comment=comment, aspects=aspects, at=moment, base=base))


def _aspect(name: str, text: str) -> int | None:
    """Return the value of an aspect, None where it goes away. Raises UsageError."""
    word = text.strip().lower()
    if word in {_NONE, ""}:
        return None
    if not word.isdecimal() or len(word) > 1:
        raise UsageError(_("“{value}” for {option} is neither 1 to 5 nor none").format(value=text, option=f"--{name}"))
    return int(word)


@noun.verb("delete")
def delete(ctx: Context, scores: ScoresArgument, yes: YesOption = False) -> None:
    """Put answers in the trash, with the follow-ups that they set and that are open; crm undo brings them back."""
    with ctx.session.crm() as crm:
        ids = [required("score", text) for text in scores]
        ctx.session.confirm(_("delete {ids}?").format(ids=", ".join(shown("score", key) for key in ids)), yes=yes)
        tell_done(crm.scores.delete(ids))


@noun.verb("restore")
def restore(ctx: Context, scores: ScoresArgument) -> None:
    """Take answers out of the trash."""
    with ctx.session.crm() as crm:
        tell(crm.scores.restore([required("score", text) for text in scores]).what)


@noun.verb("waiting")
def waiting(
    ctx: Context,
    survey: SurveyOption = None,
    ticket: TicketOption = None,
    contact: ContactOption = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """List who was asked and has not answered, the longest waiting first."""
    session = ctx.session
    with session.crm() as crm:
        found = crm.surveys.waiting(
            which=survey or "",
            ticket_id=None if ticket is None else crm.tickets.meant(ticket),
            contact_id=None if contact is None else meant(session, crm, contact),
        )
        session.show_list(found, WAITING, chosen)
