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
    """Asks for a period, ``now`` where nothing is typed; ``today`` is the day in the zone of reports."""

    KEYS: ClassVar[Mapping[str, str]] = {
        "filter.submit": N_("show"),
        "filter.complete": N_("complete"),
        "dialog.leave": N_("close"),
    }

    def __init__(self, now: str, today: "date") -> None:
        super().__init__(_("Which period?"), FilterInput(complete=_complete, placeholder=now))
        self._now, self._today = now, today
        self._meant = Static()

    def below(self) -> Iterator[Widget]:
        """Yield what the line means, and what is usual."""
        yield self._meant
        yield Static(safe_content(" ".join(PERIODS), "$muted"))

    def on_mount(self) -> None:
        """Tell what is meant where nothing is typed."""
        self._tell("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._tell(event.value)

    def _tell(self, text: str) -> None:
        try:
            told = safe_content(period_text(period_meant(text.strip() or self._now, self._today)), "$success")
        except UsageError as error:
            told = safe_content(error.message, "$muted")
        self._meant.update(told)

    def submit(self, text: str) -> None:
        """Answer the period as it was written."""
        period = text.strip() or self._now
        try:
            period_meant(period, self._today)
        except UsageError as error:
            self._meant.update(safe_content(error.message, "$error"))
        else:
            self.dismiss(period)


def _complete(text: str, _cursor: int) -> list[str]:
    return [period for period in PERIODS if period.startswith(text)]
