"""`crm report`: numbers, and the records behind them. Its verbs are made from the table of reports."""

from typing import Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.binding import bound
from tui_crm.cli.cards.reading import FilterArgument, tell_doubts
from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.kinds import Id, Text
from tui_crm.cli.options import FormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.shown.reports import write_table
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.report import Asked, ReportOf
from tui_crm.services.reports.registry import REPORTS
from tui_crm.services.reports.writing import ReportFormat

noun = Noun()

PeriodOption = Annotated[
    str,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help=N_("such as this-month, last-week, 30d, 12m, 2026-q3 or 2026-10..2026-11"),
        autocompletion=completing.periods,
    ),
]
CompareOption = Annotated[
    str,
    typer.Option(
        "--compare",
        metavar="PERIOD",
        help=N_("show what it was before, and the change: previous, last-year, or a period"),
        autocompletion=completing.comparisons,
    ),
]
WhoseOption = Annotated[
    str,
    typer.Option(
        "--owner", metavar="USER", help=N_("of this user only: a login, or me"), autocompletion=completing.users
    ),
]
BehindOption = Annotated[
    str | None,
    typer.Option(
        "--behind",
        metavar="NUMBER",
        help=N_("print the ids of the records behind a number, by its key in CSV or JSON, such as total.count"),
        autocompletion=completing.numbers,
    ),
]
ReportFormatOption = Annotated[ReportFormat, typer.Option("--format", "-f", help=N_("how to print it"))]

COLUMNS: tuple[Column[ReportOf], ...] = (
    Column("name", N_("name")),
    Column("title", N_("title"), value=lambda report: _(report.title), spare=2),
    Column("answers", N_("answers"), Text(least=30), value=lambda report: _(report.answers)),
    Column("period", N_("period"), spare=1),
)


@noun.verb("list")
def list_(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """List the reports."""
    ctx.session.show_list(REPORTS.values(), COLUMNS, chosen)


def show(
    ctx: Context,
    name: str,
    words: FilterArgument = None,
    period: PeriodOption = "",
    compare: CompareOption = "",
    owner: WhoseOption = "",
    behind: BehindOption = None,
    chosen: ReportFormatOption = ReportFormat.TABLE,
) -> None:
    """Print a report."""
    session = ctx.session
    with session.crm() as crm:
        text = " ".join(words or ())
        tell_doubts(crm, crm.contacts.parse(text))
        report = crm.reports.ask(name, Asked(period, compare, text, owner))
        if behind is not None:
            found = crm.reports.behind(report, behind)
            column = Column[int]("id", N_("id"), Id(found.thing), value=lambda number: number)
            session.show_list(found.ids, (column,), _listed(chosen))
        elif chosen is ReportFormat.TABLE:
            write_table(session.out, report)
        else:
            crm.reports.write(session.out.document(), report, chosen)


def _listed(chosen: ReportFormat) -> Format:
    """Return how ids are printed: bare, unless a format of lists is named. Raises UsageError for a page."""
    if chosen is ReportFormat.HTML:
        raise UsageError(_("the ids behind a number are not written as {format}").format(format=chosen))
    return Format.IDS if chosen is ReportFormat.TABLE else Format(chosen)


for _report in REPORTS.values():
    noun.verb(_report.name)(bound(show, _report.answers, name=_report.name))
