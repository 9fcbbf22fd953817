"""The commands that the palette has beside those of the table: one for each report, from wherever one is."""

from tui_crm.commands import Command, Where
from tui_crm.i18n import _
from tui_crm.services.reports.registry import REPORTS


def report_commands() -> list[Command]:
    """Return a command without a key for each report that is declared."""
    return [
        Command(
            f"report.{report.name}",
            "",
            _("Report: {title}").format(title=_(report.title)),
            report.answers,
            Where.EVERYWHERE,
            f"screen.show_report('{report.name}')",
        )
        for report in REPORTS.values()
    ]
