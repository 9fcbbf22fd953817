"""The first step: which file, and what is in it."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input, Static

from tui_crm.commands import Where, bindings
from tui_crm.i18n import _
from tui_crm.screens.importing.steps import Step
from tui_crm.screens.path_words import path_words
from tui_crm.widgets.filter_input import FilterInput
from tui_crm.widgets.safe_text import safe_content
from tui_crm.widgets.word_row import Word, WordRow

if TYPE_CHECKING:
    from collections.abc import Sequence


class PathLine(FilterInput):
    """The line that the path is typed into; up goes to what is in the file."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.IMPORT_FILE)


class FileStep(Step):
    """Asks for the path, below the kinds of records; ``kind`` is what is in the file unless that is changed."""

    class Changed(Message):
        """Another path is typed."""

    def __init__(self, kinds: "Sequence[tuple[str, str]]", kind: str) -> None:
        super().__init__()
        self._kinds = tuple(kinds)
        self.kind = kind
        self.row = WordRow()
        self.first = self.line = PathLine(complete=path_words, placeholder=_("for example: ~/Downloads/contacts.csv"))

    def compose(self) -> ComposeResult:
        """Lay it out: what is in the file, where it is, and how things stand."""
        yield Static(safe_content(_("What is in the file?"), "bold"), classes="ask")
        yield self.row
        yield Static(safe_content(_("Where is it?"), "bold"), classes="ask")
        yield self.line
        yield self.note

    def on_mount(self) -> None:
        """Say what can be read."""
        self._show_kinds()
        self.say_what_can_be_read()

    def say_what_can_be_read(self) -> None:
        """Say what can be read, while nothing else is to be said."""
        self.tell(
            _("CSV, Excel, OpenDocument, JSON or vCard, as Google, Outlook, HubSpot, WeCom … write it; GBK, too."),
            _("Nothing is written before you have seen what it would do."),
        )

    def _show_kinds(self) -> None:
        self.row.show([Word(name, title, chosen=name == self.kind) for name, title in self._kinds])

    @on(WordRow.Toggled)
    def _choose(self, event: WordRow.Toggled) -> None:
        event.stop()
        self.kind = event.key
        self._show_kinds()
        self.line.focus()
        self.post_message(self.Changed())

    @on(WordRow.Left)
    def _go_to_line(self, event: WordRow.Left) -> None:
        event.stop()
        self.line.focus()

    @on(Input.Changed)
    def _forget(self, event: Input.Changed) -> None:
        event.stop()
        self.say_what_can_be_read()
        self.post_message(self.Changed())
