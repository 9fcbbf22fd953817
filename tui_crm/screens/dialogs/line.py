"""One line of text, asked for over a screen."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from tui_crm.i18n import N_
from tui_crm.screens.dialogs.dialog import Answer, Dialog
from tui_crm.widgets.filter_input import FilterInput
from tui_crm.widgets.safe_text import safe_content


class AskedLine(Dialog[Answer]):
    """Asks ``question`` above a ``line``; a kind of line says what its text answers."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, question: str, line: FilterInput) -> None:
        super().__init__()
        self._question = question
        self.line = line

    def compose(self) -> ComposeResult:
        """Lay the line out."""
        with Vertical(classes="box"):
            yield Static(safe_content(self._question))
            yield self.line
            yield from self.below()
            yield self.key_bar()

    def below(self) -> Iterator[Widget]:
        """Yield what stands below the line."""
        yield from ()

    def on_mount(self) -> None:
        """Go on behind what stands there."""
        self.line.cursor_position = len(self.line.value)

    @on(FilterInput.Left)
    def _give_up(self) -> None:
        self.action_leave()

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        self.submit(event.value)

    @abstractmethod
    def submit(self, text: str) -> None:
        """Close the dialog with what ``text`` answers, or say what is wrong with it."""


class LineDialog(AskedLine[str]):
    """Asks ``question``; ``suggested`` is the answer unless it is changed."""

    KEYS: ClassVar[Mapping[str, str]] = {"filter.submit": N_("accept"), "dialog.leave": N_("close")}

    def __init__(self, question: str, suggested: str) -> None:
        super().__init__(question, FilterInput(suggested))

    def submit(self, text: str) -> None:
        """Answer the text."""
        self.dismiss(text)
