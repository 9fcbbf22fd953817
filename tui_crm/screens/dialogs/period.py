"""Which period a report is about, typed in words, with the days that they mean below."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.report_period import PERIODS, period_meant
from tui_crm.screens.dialogs.line import AskedLine
from tui_crm.services.reports.texts import period_text
from tui_crm.widgets.filter_input import FilterInput
from tui_crm.widgets.safe_text import safe_content

if TYPE_CHECKING:
    from datetime import date


class PeriodDialog(AskedLine[str]):
    """Asks for a period, ``now`` unless it is changed; ``today`` is where days of reports begin."""

    KEYS: ClassVar[Mapping[str, str]] = {
        "filter.submit": N_("show"),
        "filter.complete": N_("complete"),
        "dialog.leave": N_("close"),
    }

    def __init__(self, now: str, today: "date") -> None:
        super().__init__(
            _("Which period?"), FilterInput(now, complete=_complete, placeholder=_("this-month, 30d, 2026-q3"))
        )
        self._today = today
        self._meant = Static()

    def below(self) -> Iterator[Widget]:
        """Yield what the line means, and what is usual."""
        yield self._meant
        yield Static(safe_content(" ".join(PERIODS), "$muted"))

    @on(Input.Changed)
    def _tell(self, event: Input.Changed) -> None:
        event.stop()
        try:
            told = safe_content(period_text(period_meant(event.value, self._today)), "$success")
        except UsageError as error:
            told = safe_content(error.message if event.value.strip() else "", "$muted")
        self._meant.update(told)

    def submit(self, text: str) -> None:
        """Answer the period as it was written."""
        try:
            period_meant(text, self._today)
        except UsageError as error:
            self._meant.update(safe_content(error.message, "$error"))
        else:
            self.dismiss(text.strip())


def _complete(text: str, _cursor: int) -> list[str]:
    return [period for period in PERIODS if period.startswith(text)]
