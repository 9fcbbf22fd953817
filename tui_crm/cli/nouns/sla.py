"""`crm sla`: what is promised for tickets, and what another promise would change."""

from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.options import BaseOption, FormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _

if TYPE_CHECKING:
    from tui_crm.models.sla_policies import Subject
    from tui_crm.services.sla.policies import Said

noun = Noun()

PriorityOption = Annotated[
    str,
    typer.Option("--priority", metavar="PRIORITY", help=N_("for tickets of this priority: low, normal, high, urgent")),
]
KindOption = Annotated[
    str,
    typer.Option(
        "--kind",
        metavar="KIND",
        help=N_("for tickets of this kind: question, request, incident, complaint, suggestion"),
    ),
]
LevelOption = Annotated[
    str,
    typer.Option("--level", metavar="LEVEL", help=N_("for customers of this level"), autocompletion=completing.levels),
]
FirstOption = Annotated[
    str | None, typer.Option("--first", metavar="TIME", help=N_("in what time they have a first answer"))
]
NextOption = Annotated[str | None, typer.Option("--next", metavar="TIME", help=N_("in what time each further one"))]
ResolutionOption = Annotated[
    str | None, typer.Option("--resolution", metavar="TIME", help=N_("in what time it is resolved"))
]
StepOption = Annotated[
    list[str] | None,
    typer.Option(
        "--step",
        metavar="STEP",
        help=N_(
            "what is done, and at how many percent: 75:notify, 100:raise, 100:reassign:li; none of all; again for more"
        ),
    ),
]
ApplyOption = Annotated[bool, typer.Option("--apply", help=N_("for tickets that are open, too"))]


@noun.verb("list")
def list_(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """List what is promised; what is blank holds for any. Of those that fit a ticket the one that says most holds."""
    from tui_crm.cli.shown.sla import POLICY  # noqa: PLC0415 - help needs no models

    with ctx.session.crm() as crm:
        ctx.session.show_list([(each, crm.sla.steps(each.steps)) for each in crm.sla.policies()], POLICY, chosen)


@noun.verb("set")
def set_(
    ctx: Context,
    priority: PriorityOption = "",
    kind: KindOption = "",
    level: LevelOption = "",
    first: FirstOption = None,
    next_: NextOption = None,
    resolution: ResolutionOption = None,
    step: StepOption = None,
    apply: ApplyOption = False,
    base: BaseOption = None,
) -> None:
    """Promise times of work: for all tickets, or for those of a kind, a priority, a customer's level.

    A time is such as 30m, 4h or 2d (days of 8 hours of work); none promises nothing. What is not said stays.
    """
    said = _said(first, next_, resolution, step)
    with ctx.session.crm(create=True) as crm:
        tell(crm.sla.set(_subject(priority, kind, level), said, apply=apply, base=base).what)


@noun.verb("remove")
def remove(
    ctx: Context,
    priority: PriorityOption = "",
    kind: KindOption = "",
    level: LevelOption = "",
    apply: ApplyOption = False,
) -> None:
    """Promise nothing of their own for these tickets any more; without a policy the usual ones hold again."""
    with ctx.session.crm() as crm:
        tell(crm.sla.remove(_subject(priority, kind, level), apply=apply).what)


@noun.verb("what-if")
def what_if(
    ctx: Context,
    priority: PriorityOption = "",
    kind: KindOption = "",
    level: LevelOption = "",
    first: FirstOption = None,
    next_: NextOption = None,
    resolution: ResolutionOption = None,
    removed: Annotated[bool, typer.Option("--remove", help=N_("as if it were removed"))] = False,
    days: Annotated[int, typer.Option("--days", metavar="DAYS", min=1, max=3660, help=N_("how far to look back"))] = 90,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Show what another promise would change, for open tickets and in the last days; nothing is written."""
    from tui_crm.cli.shown.sla import OUTLOOK  # noqa: PLC0415 - as above

    times = _said(first, next_, resolution, None)
    if removed and times.times:
        raise UsageError(_("--remove takes no times: what is removed promises nothing"))
    if not removed and not times.times:
        raise UsageError(_("say what would be promised: --first, --next, --resolution or --remove"))
    with ctx.session.crm() as crm:
        found = crm.sla.what_if(_subject(priority, kind, level), None if removed else times, days=days)
        ctx.session.show(found, OUTLOOK, chosen)


def _subject(priority: str, kind: str, level: str) -> "Subject":
    from tui_crm.models.sla_policies import Subject  # noqa: PLC0415 - as above

    return Subject(priority.strip().lower(), kind.strip().lower(), level.strip())


def _said(first: str | None, following: str | None, resolution: str | None, steps: list[str] | None) -> "Said":
    from tui_crm.models.ticket import Clock  # noqa: PLC0415 - as above
    from tui_crm.services.sla.policies import Said  # noqa: PLC0415 - as above

    times = {Clock.FIRST: first, Clock.NEXT: following, Clock.RESOLUTION: resolution}
    return Said({clock: text for clock, text in times.items() if text is not None}, steps)
