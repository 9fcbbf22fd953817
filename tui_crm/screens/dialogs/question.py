"""Yes or no, asked over a screen."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui_crm.commands import Where, bindings
from tui_crm.i18n import N_
from tui_crm.screens.dialogs.dialog import Dialog
from tui_crm.widgets.safe_text import safe_content


class Question(Dialog[bool]):
    """Asks ``question``, below ``lines`` that say what there is to know; its answer is True for yes."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.QUESTION)
    KEYS = {"question.yes": N_("yes"), "question.no": N_("no"), "dialog.leave": N_("close")}  # noqa: RUF012 - as in Dialog

    def __init__(self, question: str, lines: Sequence[str] = ()) -> None:
        super().__init__()
        self._question = question
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Lay the question out."""
        with Vertical(classes="box"):
            for line in self._lines:
                yield Static(safe_content(line))
            yield Static(safe_content(self._question))
            yield self.key_bar()

    def action_answer(self, yes: bool) -> None:  # noqa: FBT001 - Textual passes it by position
        """Close the dialog with its answer."""
        self.dismiss(yes)
