"""Until when a reminder is put off, typed in words, with the date that they mean below."""

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.when import When
from tui_crm.screens.dialogs import moments
from tui_crm.screens.dialogs.dialog import Dialog
from tui_crm.screens.times import in_full
from tui_crm.widgets.filter_input import FilterInput
from tui_crm.widgets.safe_text import safe_content

if TYPE_CHECKING:
    from tui_crm.clock import Clock


class Snoozing(Dialog[When]):
    """Asks ``question``, and says what is typed as a date while it is typed."""

    CSS_PATH = "dialogs.tcss"
    KEYS = {  # noqa: RUF012 - as in Dialog
        "filter.submit": N_("put off"),
        "filter.complete": N_("complete"),
        "dialog.leave": N_("close"),
    }

    def __init__(self, question: str, clock: "Clock") -> None:
        super().__init__()
        self._question = question
        self._clock = clock
        self._meant = Static(id="meant")

    def compose(self) -> ComposeResult:
        """Lay the line out, and what it means below."""
        hint = _("for example: tomorrow 9am, next wed, in 3 days")
        with Vertical(classes="box"):
            yield Static(safe_content(self._question))
            yield FilterInput(highlight=None, complete=moments.complete_ahead, placeholder=hint)
            yield self._meant
            yield self.key_bar()

    @on(Input.Changed)
    def _tell(self, event: Input.Changed) -> None:
        event.stop()
        try:
            meant = in_full(moments.ahead(event.value, self._clock), self._clock) if event.value.strip() else ""
            told = safe_content(meant, "$success")
        except UsageError as error:
            told = safe_content(error.message, "$muted")
        self._meant.update(told)

    @on(FilterInput.Left)
    def _give_up(self) -> None:
        self.dismiss(None)

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self.dismiss(moments.ahead(event.value, self._clock))
        except UsageError as error:
            self._meant.update(safe_content(error.message, "$error"))
