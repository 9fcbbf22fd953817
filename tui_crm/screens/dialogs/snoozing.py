"""Until when a reminder is put off, typed in words, with the date that they mean below."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.when import When, parse_when
from tui_crm.screens.dialogs.dialog import Dialog
from tui_crm.screens.times import in_full
from tui_crm.widgets.filter_input import FilterInput
from tui_crm.widgets.safe_text import safe_content

if TYPE_CHECKING:
    from tui_crm.clock import Clock

_PHRASES = (N_("tomorrow"), N_("tomorrow 9am"), N_("in 3 days"), N_("next mon"), N_("next mon 10am"), N_("in 2 weeks"))


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
            yield FilterInput(highlight=None, complete=self._complete, placeholder=hint)
            yield self._meant
            yield self.key_bar()

    @staticmethod
    def _complete(text: str, cursor: int) -> Sequence[str]:
        begun = text[:cursor]
        return [phrase for phrase in map(_, _PHRASES) if begun and phrase.startswith(begun)]

    def _read(self, text: str) -> When:
        """Return what is meant. Raises UsageError."""
        return parse_when(text, now=self._clock.now(), zone=self._clock.zone)

    @on(Input.Changed)
    def _tell(self, event: Input.Changed) -> None:
        event.stop()
        try:
            told = (
                safe_content(in_full(self._read(event.value), self._clock), "$success") if event.value.strip() else ""
            )
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
            self.dismiss(self._read(event.value))
        except UsageError as error:
            self._meant.update(safe_content(error.message, "$error"))
