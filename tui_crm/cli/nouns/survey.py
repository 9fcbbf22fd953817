"""`crm survey`: a question put to those whom a filter finds, who answered, and what."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.cards.who import WhoArgument, meant
from tui_crm.cli.commands import Context, Noun, see_help
from tui_crm.cli.options import BaseOption, FormatOption, NewFormatOption, YesOption
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
from tui_crm.cli.shown.messages import write_letter
from tui_crm.cli.shown.surveys import ASKED, RESULT, SURVEY
from tui_crm.cli.terminal import tell
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.ids import shown
from tui_crm.models.messaging import Channel
from tui_crm.models.score import ScoreKind

if TYPE_CHECKING:
    from tui_crm.cli.context import Session
    from tui_crm.models.survey import Plan
    from tui_crm.services.crm import Crm

noun = Noun()


class Question(StrEnum):
    """What a survey can ask for."""

    CSAT = ScoreKind.CSAT.value
    NPS = ScoreKind.NPS.value
    CES = ScoreKind.CES.value


NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help=N_("a survey, or its id"), autocompletion=completing.surveys)
]
KindOption = Annotated[
    Question,
    typer.Option(
        "--kind", "-k", help=N_("csat: how satisfied (1–5); nps: would you recommend us (0–10); ces: how hard (1–7)")
    ),
]
FilterOption = Annotated[
    str,
    typer.Option(
        "--filter", metavar="FILTER", help=N_("whom it asks, such as 'stage:active city:上海' or segment:VIPs")
    ),
]
NewFilterOption = Annotated[str | None, typer.Option("--filter", metavar="FILTER", help=N_("whom it asks from now on"))]
TemplateOption = Annotated[
    str | None,
    typer.Option(
        "--template",
        "-t",
        metavar="NAME",
        help=N_("the message; without it the template of occasion survey that fits, else the usual text"),
        autocompletion=completing.templates,
    ),
]
ChannelOption = Annotated[
    Channel | None, typer.Option("--channel", help=N_("which way it goes; as each contact prefers, if left out"))
]
SendOption = Annotated[
    bool, typer.Option("--send", help=N_("hand each message to the command of setting message_command"))
]
LettersOption = Annotated[bool, typer.Option("--letters", help=N_("print the messages whole, one below the other"))]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=N_("show who would be asked and who not, write nothing"))]


@noun.verb("add")
def add(
    ctx: Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("what it shall be called"))],
    kind: KindOption,
    filter_: FilterOption,
    template: TemplateOption = None,
    chosen: NewFormatOption = Format.IDS,
) -> None:
    """Make a survey; it asks nobody before crm survey ask."""
    with ctx.session.crm(create=True) as crm:
        done = crm.surveys.add(name, kind, filter_, template=template or "")
        tell(done.what)
        ctx.session.show_made(crm.surveys.all(), done, SURVEY, chosen)


@noun.verb("list")
def list_(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """List the surveys, with how many were asked, how many answered, and what came out."""
    with ctx.session.crm() as crm:
        ctx.session.show_list(crm.surveys.all(), SURVEY, chosen)


@noun.verb("show")
def show(ctx: Context, name: NameArgument, chosen: FormatOption = Format.TABLE) -> None:
    """Show what came back of a survey: the figure, the answers in groups, who gave them, and who has not answered."""
    with ctx.session.crm() as crm:
        ctx.session.show(crm.surveys.results(name), RESULT, chosen)


@noun.verb("ask")
def ask(
    ctx: Context,
    name: NameArgument,
    channel: ChannelOption = None,
    send: SendOption = False,
    letters: LettersOption = False,
    dry_run: DryRunOption = False,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Ask everybody whom the filter finds and who may be asked, and print the messages.

    Left out is who is not to be contacted or has withdrawn consent, and whom a survey asked lately (setting
    survey_rest_days). Without --send the messages are yours to send: --letters prints them whole, --format csv or jsonl
    as records.
    """
    session = ctx.session
    with session.crm() as crm:
        plan = crm.surveys.to_ask(name, channel)
        if not dry_run:
            plan = _written(session, crm, name, plan, Writing(send=send))
    _print(session, plan, chosen, letters=letters, whole=dry_run)


@noun.verb("remind")
def remind(
    ctx: Context,
    name: NameArgument,
    channel: ChannelOption = None,
    send: SendOption = False,
    letters: LettersOption = False,
    dry_run: DryRunOption = False,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Remind those who have not answered, and print the messages.

    Nobody is written to about it more often than every third day, nor reminded more often than setting survey_reminders
    says.
    """
    session = ctx.session
    with session.crm() as crm:
        plan = crm.surveys.to_remind(name, channel)
        if not dry_run:
            plan = _written(session, crm, name, plan, Writing(send=send, reminds=True))
    _print(session, plan, chosen, letters=letters, whole=dry_run)


@dataclass(frozen=True)
class Writing:
    """What is done with a plan: its messages handed over, or printed; asking, or reminding."""

    send: bool
    reminds: bool = False


def _written(session: "Session", crm: "Crm", name: str, plan: "Plan", writing: Writing) -> "Plan":
    """Write down who is asked, with ``send`` each before their message is handed over, up to one that could not be.

    Returns the plan as it was carried out: without those whom somebody else wrote to meanwhile.
    """
    if not plan.people:
        tell(_("there is nobody to write to now"))
        return plan
    if not writing.send:
        done = (crm.surveys.remind if writing.reminds else crm.surveys.ask)(name, plan.people)
        tell(done.what)
        return plan.without_others(crm.surveys.contacts_of(done))
    from tui_crm.services.handing_over import hand_over  # noqa: PLC0415 - a message that is only printed goes nowhere

    sending = crm.surveys.sending(name, lambda letter: hand_over(letter, session.settings), reminds=writing.reminds)
    try:
        with session.progress(_("handing over"), len(plan.people)) as bar:
            for place, each in enumerate(plan.people, start=1):
                sending.write_to(each)
                bar(place)
    finally:
        tell(crm.surveys.in_words(name, sending.went, reminds=writing.reminds))
    return plan.without_others({each.contact_id for each in sending.went})


def _print(session: "Session", plan: "Plan", chosen: Format, *, letters: bool, whole: bool) -> None:
    if whole:
        tell(*(f"{shown('contact', each.contact_id)} {each.contact}: {each.why}" for each in plan.left_out))
    for why, count in Counter(each.why for each in plan.left_out).most_common():
        tell(_("{count} left out: {why}").format(count=count, why=why))
    if not letters:
        session.show_list(plan.people, ASKED, chosen)
        return
    for place, each in enumerate(plan.people):
        if place:
            session.out.line()
            session.out.line("─" * 40)
        write_letter(session.out, each.message)


@noun.verb("answer")
def answer(
    ctx: Context,
    name: NameArgument,
    who: WhoArgument,
    value: Annotated[int, typer.Argument(metavar="VALUE", help=N_("the answer"))],
    comment: CommentOption = None,
    speed: SpeedOption = None,
    attitude: AttitudeOption = None,
    ability: AbilityOption = None,
    at: GivenAtOption = None,
    chosen: NewFormatOption = Format.IDS,
) -> None:
    """Keep what somebody answered who was asked, and print its id; a low answer sets a follow-up."""
    from tui_crm.cli.shown.scores import SCORE  # noqa: PLC0415 - as above

    session = ctx.session
    moment = None if at is None else session.past(at)
    with session.crm() as crm:
        done = crm.surveys.answer(
            name,
            meant(session, crm, who),
            value,
            comment=comment or "",
            aspects=aspects_said(speed, attitude, ability),
            at=moment,
        )
        tell_done(done)
        session.show(crm.scores.get(done.ids[0]), SCORE, chosen)


@noun.verb("edit")
def edit(
    ctx: Context,
    name: NameArgument,
    new: Annotated[str | None, typer.Option("--name", metavar="NAME", help=N_("its new name"))] = None,
    filter_: NewFilterOption = None,
    template: TemplateOption = None,
    base: BaseOption = None,
) -> None:
    """Change a survey’s name, filter or template; an empty template is the one that fits."""
    if new is None and filter_ is None and template is None:
        raise UsageError(_("nothing is said that should change"), hint=see_help(ctx))
    with ctx.session.crm() as crm:
        tell(crm.surveys.edit(name, name=new, text=filter_, template=template, base=base).what)


@noun.verb("end")
def end(ctx: Context, name: NameArgument) -> None:
    """End a survey: nobody is asked or reminded any more; answers that still come are kept."""
    with ctx.session.crm() as crm:
        tell(crm.surveys.end(name).what)


@noun.verb("delete")
def delete(ctx: Context, name: NameArgument, yes: YesOption = False) -> None:
    """Delete a survey; what was answered stays, and crm undo brings it back."""
    with ctx.session.crm() as crm:
        found = crm.surveys.get(name)
        ctx.session.confirm(_("delete survey {name}?").format(name=found.name), yes=yes)
        tell(crm.surveys.delete(shown("survey", found.id)).what)
