"""What one can do with the reports: choose one, its period and what else it is asked, and take it along."""

from typing import Final

from tui_crm.commands.command import Command, Where
from tui_crm.commands.lists import of_widget
from tui_crm.i18n import N_
from tui_crm.widgets import keys

TABLE: Final = (
    Command("reports.next", "r", N_("report"), N_("Show the next report"), Where.REPORTS, "screen.next(1)", bar=94),
    Command("reports.before", "R", N_("report before"), N_("Show the report before"), Where.REPORTS, "screen.next(-1)"),
    Command(
        "reports.period",
        "p",
        N_("period"),
        N_("Choose the period, in words: this-month, 30d, 2026-10..2026-11"),
        Where.REPORTS,
        "screen.period",
        bar=92,
    ),
    Command(
        "reports.filter",
        "/",
        N_("filter"),
        N_("Report only on the contacts that a filter finds"),
        Where.REPORTS,
        "screen.filter",
        bar=90,
    ),
    Command(
        "reports.compare",
        "b",
        N_("compare"),
        N_("Compare with the period before, with last year, or with nothing"),
        Where.REPORTS,
        "screen.compare",
        bar=72,
    ),
    Command(
        "reports.whose",
        "w",
        N_("whose"),
        N_("Report on everybody, or only on yourself"),
        Where.REPORTS,
        "screen.whose",
        bar=58,
    ),
    Command(
        "reports.leave",
        "escape",
        N_("back"),
        N_("Go back to the numbers, take the filter back, then go back to where one came from"),
        Where.REPORTS,
        "screen.leave",
        bar=75,
    ),
    Command(
        "reports.export",
        "x",
        N_("export"),
        N_("Write what is shown into a file: HTML, Markdown, CSV or JSON, by the end of its name"),
        Where.REPORTS,
        "screen.export",
        bar=70,
    ),
    Command(
        "reports.copy",
        "y",
        N_("copy command"),
        N_("Copy the command that prints this report in a shell"),
        Where.REPORTS,
        "screen.copy_command",
        bar=20,
    ),
    *of_widget(keys.CHART, Where.CHART, {"chart.open": 88}),
)
