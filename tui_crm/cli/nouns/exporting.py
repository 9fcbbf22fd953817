"""`crm export`: records out again, as files that other programs and our own import read."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from tui_crm.cli import filtering
from tui_crm.cli.binding import bound
from tui_crm.cli.cards.reading import FilterArgument, tell_doubts
from tui_crm.cli.cards.who import meant
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.everything import export_all
from tui_crm.cli.nouns.reminder import (
    ContactOption,
    OwnerOption,
    SinceOption,
    TextArgument,
    ThisPriorityOption,
    UntilOption,
    owned_by,
)
from tui_crm.cli.terminal import tell
from tui_crm.cli.tickets.reading import FilterArgument as TicketFilterArgument
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _, ngettext
from tui_crm.models.score import ScoreKind
from tui_crm.services.exporting.report import (
    ALARM_MINUTES,
    ExportFormat,
    ExportOptions,
    ReminderFormat,
    ReminderOptions,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_crm.services.exporting.report import ExportReport

KINDS = {
    "contacts": N_("Export people, or what a filter finds."),
    "companies": N_("Export companies, or what a filter finds."),
}

OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help=N_("the file to write; standard output, if left out")),
]
FormatOption = Annotated[
    ExportFormat | None,
    typer.Option("--format", "-f", help=N_("how it is written; by the end of the file's name, if left out, else csv")),
]
RawOption = Annotated[bool, typer.Option("--raw", help=N_("leave cells that a spreadsheet would run as they are"))]
BomOption = Annotated[bool, typer.Option("--bom", help=N_("begin with a byte order mark, which Excel needs for UTF-8"))]
ReminderFormatOption = Annotated[
    ReminderFormat | None,
    typer.Option("--format", "-f", help=N_("how it is written; by the end of the file's name, if left out, else csv")),
]
DoneOption = Annotated[bool, typer.Option("--all", help=N_("with those that are done"))]
AlarmOption = Annotated[
    int | None,
    typer.Option("--alarm", metavar="N", min=0, max=40_320, help=N_("in ics: ring N minutes before a time; else 10")),
]
SilentOption = Annotated[bool, typer.Option("--silent", help=N_("in ics: never ring"))]
TasksOption = Annotated[bool, typer.Option("--tasks", help=N_("in ics: as tasks, for programs that show those"))]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help=N_("do not say that it was written, for cron"))]

ScoreKindOption = Annotated[ScoreKind | None, typer.Option("--kind", "-k", help=N_("of this kind: csat, nps or ces"))]
TicketOption = Annotated[str | None, typer.Option("--ticket", metavar="TICKET", help=N_("given on this ticket"))]

noun = Noun()

AnyFormat = TypeVar("AnyFormat", ExportFormat, ReminderFormat)


def export(
    ctx: Context,
    kind: str,
    words: FilterArgument = None,
    output: OutputOption = None,
    chosen: FormatOption = None,
    raw: RawOption = False,
    bom: BomOption = False,
) -> None:
    """Export records of ``kind`` that a filter finds."""
    session = ctx.session
    options = ExportOptions(chosen or _by_name(output, ExportFormat), raw=raw, bom=bom)
    with session.crm(create=False) as crm, session.progress(_("exporting")) as bar:
        text = " ".join(words or ())
        tell_doubts(crm, crm.contacts.parse(text))
        report = crm.exporting.run(kind, text, session.out.target(output), options, progress=bar)
    tell(*_written(report), *_left_out(report))


@noun.verb("tickets")
def tickets(
    ctx: Context,
    words: TicketFilterArgument = None,
    output: OutputOption = None,
    chosen: FormatOption = None,
    raw: RawOption = False,
    bom: BomOption = False,
) -> None:
    """Export tickets, closed and merged ones too, or what a filter finds.

    JSON has everything that happened to each: states, words, clocks, checklist, scores. CSV has a line a ticket, which
    crm import tickets reads.
    """
    session = ctx.session
    options = ExportOptions(chosen or _by_name(output, ExportFormat), raw=raw, bom=bom)
    with session.crm(create=False) as crm, session.progress(_("exporting")) as bar:
        text = " ".join(words or ())
        filtering.tell_doubts(crm.tickets, crm.tickets.parse(text))
        report = crm.exporting.tickets(text, session.out.target(output), options, progress=bar)
    tell(*_written(report))


@noun.verb("scores")
def scores(
    ctx: Context,
    kind: ScoreKindOption = None,
    ticket: TicketOption = None,
    contact: ContactOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    output: OutputOption = None,
    chosen: FormatOption = None,
    raw: RawOption = False,
    bom: BomOption = False,
) -> None:
    """Export what customers think of the service, the oldest answer first, each with its aspects."""
    session, zone = ctx.session, ctx.session.clock.zone
    options = ExportOptions(chosen or _by_name(output, ExportFormat), raw=raw, bom=bom)
    first, last = (None if day is None else session.when(day).date for day in (since, until))
    with session.crm(create=False) as crm, session.progress(_("exporting")) as bar:
        about = None if ticket is None else crm.tickets.meant(ticket)
        whose = None if contact is None else meant(session, crm, contact)
        found = [
            score.id
            for score in reversed(crm.scores.find())
            if kind in (None, score.kind)
            and about in (None, score.ticket_id)
            and whose in (None, score.contact_id, score.customer_id)
            and (first is None or score.at.astimezone(zone).date() >= first)
            and (last is None or score.at.astimezone(zone).date() <= last)
        ]
        report = crm.exporting.scores(found, session.out.target(output), options, progress=bar)
    tell(*_written(report))


@noun.verb("reminders")
def reminders(
    ctx: Context,
    text: TextArgument = None,
    contact: ContactOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    owner: OwnerOption = None,
    priority: ThisPriorityOption = None,
    done: DoneOption = False,
    output: OutputOption = None,
    chosen: ReminderFormatOption = None,
    raw: RawOption = False,
    bom: BomOption = False,
    alarm: AlarmOption = None,
    silent: SilentOption = False,
    tasks: TasksOption = False,
    quiet: QuietOption = False,
) -> None:
    """Export the open reminders, soonest first; as ics they are a calendar to subscribe to.

    In a calendar each keeps its id, so that what is written anew brings it up to date.
    """
    session = ctx.session
    written_as = chosen or _by_name(output, ReminderFormat)
    _refuse_alarms(written_as, {"--alarm": alarm is not None, "--silent": silent, "--tasks": tasks})
    minutes = None if silent else ALARM_MINUTES if alarm is None else alarm
    options = ReminderOptions(written_as, raw=raw, bom=bom, alarm=minutes, tasks=tasks)
    first, last = (None if day is None else session.when(day).date for day in (since, until))
    with session.crm(create=False) as crm:
        entries = crm.followups.find(
            contact_id=None if contact is None else meant(session, crm, contact),
            **owned_by(session, owner),
            since=first,
            until=last,
            priority=priority,
            text=" ".join(text or ()),
            done=done,
        )
        report = crm.exporting.reminders(entries, session.out.target(output), options)
    tell(*([] if quiet else _written(report)))


def _refuse_alarms(written_as: ReminderFormat, said: dict[str, bool]) -> None:
    """Raise UsageError for options that only a calendar has a use for, and for two that contradict each other."""
    if written_as is not ReminderFormat.ICS and any(said.values()):
        raise UsageError(
            _("{option} is for calendars only").format(option=next(option for option in said if said[option])),
            hint=_("leave it out, or export with --format ics"),
        )
    if said["--alarm"] and said["--silent"]:
        raise UsageError(_("--alarm and --silent do not go together"))


def _by_name(output: Path | None, formats: type[AnyFormat]) -> AnyFormat:
    """Return the format that a file's name ends with, CSV without one; raises UsageError where it ends with another's."""
    end = output.suffix.lower().removeprefix(".") if output else ""
    if end and end not in set(formats):
        raise UsageError(
            _("{path}: there is no export in the format “{format}”").format(path=output, format=end),
            hint=_("one of: {names}; or say how it is written with --format").format(names=", ".join(formats)),
        )
    return formats(end or "csv")


def _written(report: "ExportReport") -> list[str]:
    if report.file is None:
        return []
    text = ngettext("{count} record is in {file}", "{count} records are in {file}", report.rows)
    return [text.format(count=report.rows, file=report.file)]


def _left_out(report: "ExportReport") -> "Iterator[str]":
    """Yield what is not in the file, though it is on the cards."""
    if companies := report.left_out.get("companies", 0):
        yield ngettext(
            "not in the CSV: the further companies of {count} contact; JSON has them",
            "not in the CSV: the further companies of {count} contacts; JSON has them",
            companies,
        ).format(count=companies)
    if pins := report.left_out.get("pins", 0):
        yield ngettext(
            "not in the CSV: that the stage of {count} contact is pinned; JSON has it",
            "not in the CSV: that the stages of {count} contacts are pinned; JSON has it",
            pins,
        ).format(count=pins)


for _kind, _help in KINDS.items():
    noun.verb(_kind)(bound(export, _help, kind=_kind))
noun.verb("all")(export_all)
