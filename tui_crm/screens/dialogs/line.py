"""One line of text, asked for over a screen."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui_crm.i18n import N_
from tui_crm.screens.dialogs.dialog import Dialog
from tui_crm.widgets.filter_input import FilterInput
from tui_crm.widgets.safe_text import safe_content


class LineDialog(Dialog[str]):
    """Asks ``question``; ``suggested`` is the answer unless it is changed."""

    CSS_PATH = "dialogs.tcss"
    KEYS = {"filter.submit": N_("accept"), "dialog.leave": N_("close")}  # noqa: RUF012 - as in Dialog

    def __init__(self, question: str, suggested: str = "") -> None:
        super().__init__()
        self._question = question
        self._suggested = suggested

    def compose(self) -> ComposeResult:
        """Lay the line out."""
        with Vertical(classes="box"):
            yield Static(safe_content(self._question))
            yield FilterInput(highlight=None, complete=None, placeholder="")
            yield self.key_bar()

    def on_mount(self) -> None:
        """Put the suggestion in."""
        line = self.query_one(FilterInput)
        line.value = self._suggested
        line.cursor_position = len(line.value)

    @on(FilterInput.Left)
    def _give_up(self) -> None:
        self.dismiss(None)

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)
