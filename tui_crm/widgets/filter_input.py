"""The line a filter is typed into: enter goes to what it finds, tab completes, escape leaves."""

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from tui_crm.widgets import keys
from tui_crm.widgets.line_input import LineInput


class FilterInput(LineInput):
    """A line above what it narrows. See :class:`LineInput` for ``highlight`` and ``complete``."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.FILTER]

    has_list_below = False
    """Whether down goes to what is found below; in a dialog it would do what enter does, and that writes."""

    class Left(Message):
        """Escape was pressed: away from here, the filter stays."""

    def action_complete(self, step: int) -> None:
        """Put the next completion (or the one before) in; where there is none, go to the next widget."""
        if not self.complete(step):
            self.screen.focus_next() if step > 0 else self.screen.focus_previous()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key does something: down only where there is a list below."""
        return self.has_list_below if action == "go_below" else super().check_action(action, parameters)

    async def action_go_below(self) -> None:
        """Go to what is found, as enter does."""
        await self.action_submit()

    def action_leave(self) -> None:
        """Leave the line, which stays as it is."""
        self.post_message(self.Left())
