"""`crm calendar`: when the team works, and the days that it has off or works on its own account."""

from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.kinds import Date, Flag, Id, Number, Text
from tui_crm.cli.options import FormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.codes import DAY_LABELS, WEEKDAYS
from tui_crm.models.working_time import DAY_KIND_LABELS
from tui_crm.working_hours import DAYS as WEEK
from tui_crm.working_hours import written_spans

if TYPE_CHECKING:
    import datetime as dt

    from tui_crm.cli.context import Session
    from tui_crm.models.cards import Done
    from tui_crm.models.working_time import CalendarDay
    from tui_crm.services.crm import Crm
    from tui_crm.services.working_calendar import OwnDay

noun = Noun()

DayArgument = Annotated[str, typer.Argument(metavar="DAY", help=N_("such as 2026-12-24, 24 dec or 12月24日"))]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DAY", help=N_("and the days up to that one"))]
NameOption = Annotated[str, typer.Option("--name", metavar="TEXT", help=N_("what the day is called"))]
WEEKDAY = Text(dict(zip(WEEK, WEEKDAYS, strict=True)))

DAYS: "tuple[Column[CalendarDay], ...]" = (
    Column("day", N_("day"), Date()),
    Column("weekday", N_("weekday"), WEEKDAY, value=lambda day: WEEK[day.day.weekday()]),
    Column("works", N_("works"), Flag()),
    Column("hours", N_("working hours"), value=lambda day: written_spans(day.spans) if day.spans else ""),
    Column("kind", N_("kind"), Text(DAY_KIND_LABELS)),
    Column("name", N_("name"), spare=1),
)
OWN_DAYS: "tuple[Column[OwnDay], ...]" = (
    Column("id", N_("id"), Id("calendar_day"), in_table=False),
    Column("day", N_("day"), Date()),
    Column("weekday", N_("weekday"), WEEKDAY, value=lambda own: WEEK[own.day.weekday()]),
    Column("kind", N_("kind"), Text(DAY_LABELS)),
    Column("hours", N_("working hours")),
    Column("name", N_("name")),
    Column("version", N_("version"), Number(), in_table=False),
)


@noun.verb("show")
def show(
    ctx: Context,
    period: Annotated[
        list[str] | None,
        typer.Argument(metavar="PERIOD", help=N_("such as this-month, next week, 2026-10, 2026-q4 or 下个月")),
    ] = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Show which days are worked, from when to when, and why: in this month, where no period is named."""
    from tui_crm.models.span import parse_period  # noqa: PLC0415 - other commands need none

    session = ctx.session
    first, last = parse_period(" ".join(period) if period else "this-month", session.clock.today())
    with session.crm() as crm:
        tell(*(unknown.told for unknown in crm.calendar.unknown(first, last)))
        session.show_list(crm.calendar.days(first, last), DAYS, chosen)


@noun.verb("days")
def days(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """List the days that the team has off, or works, on its own account."""
    with ctx.session.crm() as crm:
        ctx.session.show_list(crm.calendar.own_days(), OWN_DAYS, chosen)


@noun.verb("off")
def off(
    ctx: Context,
    day: DayArgument,
    until: UntilOption = None,
    name: NameOption = "",
    chosen: FormatOption = Format.IDS,
) -> None:
    """Take a day off, or several, whatever country and weekday say."""
    with ctx.session.crm(create=True) as crm:
        _show_done(ctx.session, crm, crm.calendar.take_off(*_days(ctx.session, day, until), name=name), chosen)


@noun.verb("work")
def work(
    ctx: Context,
    day: DayArgument,
    until: UntilOption = None,
    hours: Annotated[
        str, typer.Option("--hours", metavar="HOURS", help=N_("such as 9:00-12:00; the usual ones, if left out"))
    ] = "",
    name: NameOption = "",
    chosen: FormatOption = Format.IDS,
) -> None:
    """Work on a day, or on several: a make-up day, or one with hours of its own."""
    with ctx.session.crm(create=True) as crm:
        _show_done(
            ctx.session, crm, crm.calendar.work_on(*_days(ctx.session, day, until), name=name, hours=hours), chosen
        )


@noun.verb("remove")
def remove(ctx: Context, day: DayArgument, until: UntilOption = None) -> None:
    """Let a day, or several, be again what country and weekday make of them."""
    with ctx.session.crm() as crm:
        tell(crm.calendar.as_usual(*_days(ctx.session, day, until)).what)


@noun.verb("country")
def country(
    ctx: Context,
    code: Annotated[
        str,
        typer.Argument(
            metavar="COUNTRY",
            help=N_("two letters, and those of a part of it: CN, DE-BY; none has no holidays"),
            autocompletion=completing.countries,
        ),
    ],
) -> None:
    """Say whose public holidays and make-up days the team has."""
    _set(ctx.session, "calendar_country", code)


@noun.verb("hours")
def hours(
    ctx: Context,
    week: Annotated[
        list[str], typer.Argument(metavar="WEEK", help=N_("such as “mon-fri 9-12 13-18; sat 9-12” or 周一至周五 9-18"))
    ],
) -> None:
    """Say when the team works: the hours of each weekday."""
    _set(ctx.session, "calendar_hours", " ".join(week))


def _set(session: "Session", name: str, value: str) -> None:
    with session.crm(create=True) as crm:
        tell(crm.settings.set(name, value).what)
        today = session.clock.today()
        tell(*(unknown.told for unknown in crm.calendar.unknown(today, today)))


def _days(session: "Session", day: str, until: str | None) -> "tuple[dt.date, dt.date | None]":
    return _day(session, day), None if until is None else _day(session, until)


def _day(session: "Session", text: str) -> "dt.date":
    when = session.when(text)
    if when.time is not None:
        raise UsageError(_("“{text}” has a time; a day is meant here").format(text=text), text=text, at=0)
    return when.date


def _show_done(session: "Session", crm: "Crm", done: "Done", chosen: Format) -> None:
    tell(done.what)
    session.show_list([own for own in crm.calendar.own_days() if own.id in done.ids], OWN_DAYS, chosen)
