"""The line a filter is typed into: enter goes to what it finds, tab completes, escape leaves."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui_crm.i18n import N_
from tui_crm.widgets.line_input import LineInput


class FilterInput(LineInput):
    """A line above what it narrows. See :class:`LineInput` for ``highlight`` and ``complete``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete(1)", N_("complete"), show=False, id="filter.complete"),
        Binding("shift+tab", "complete(-1)", N_("complete, backwards"), show=False, id="filter.complete_back"),
        Binding("escape", "leave", N_("leave"), show=False, id="filter.leave"),
        Binding("enter,down", "submit", N_("to the list"), show=False, id="filter.submit"),
    ]

    class Left(Message):
        """Escape was pressed: away from here, the filter stays."""

    def action_complete(self, step: int) -> None:
        """Put the next completion (or the one before) in; where there is none, go to the next widget."""
        if not self.complete(step):
            self.screen.focus_next() if step > 0 else self.screen.focus_previous()

    def action_leave(self) -> None:
        """Leave the line, which stays as it is."""
        self.post_message(self.Left())
