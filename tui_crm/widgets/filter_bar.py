"""The filter line over a list: what is asked for, how much was found, and what is wrong with the question."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from tui_crm.display import cut, measure
from tui_crm.widgets.filter_input import FilterInput
from tui_crm.widgets.line_input import Complete, Highlight
from tui_crm.widgets.safe_text import safe_content


class FilterBar(Widget):
    """A line to type a filter into with a count at its right end, and below it a line for what is wrong.

    See :class:`FilterInput` for ``highlight`` and ``complete``.
    """

    DEFAULT_CSS = """
    FilterBar {
        height: 2;
        & > Horizontal { height: 1; background: $surface; }
        & #prompt { width: 3; padding: 0 1; color: $accent; text-style: bold; }
        & #count { width: auto; padding: 0 1 0 2; color: $muted; }
        & #problem { height: 1; padding: 0 1 0 3; color: $error; }
    }
    """

    @dataclass
    class Changed(Message):
        """The text is another one now, after a keystroke, a paste or a completion."""

        text: str

    class Submitted(Message):
        """Enter (or down): the filter is as it should be."""

    class Left(Message):
        """Escape: away from here, the filter stays."""

    def __init__(
        self, *, highlight: Highlight | None = None, complete: Complete | None = None, placeholder: str = ""
    ) -> None:
        super().__init__()
        self._input = FilterInput(highlight=highlight, complete=complete, placeholder=placeholder)
        self._input.has_list_below = True
        self._count = Static(id="count")
        self._problem = Static(id="problem")

    def compose(self) -> ComposeResult:
        """Lay the line out."""
        with Horizontal():
            yield Static("/", id="prompt", markup=False)
            yield self._input
            yield self._count
        yield self._problem

    @property
    def input(self) -> FilterInput:
        """The line that is typed into, to give it the focus."""
        return self._input

    @property
    def text(self) -> str:
        """The filter."""
        return self._input.value

    @text.setter
    def text(self, text: str) -> None:
        self._input.value = text
        self._input.cursor_position = len(self._input.value)

    def show_count(self, text: str) -> None:
        """Show how much was found."""
        self._count.update(safe_content(text))

    def show_problem(self, message: str, at: int = -1) -> None:
        """Say on one line what is wrong with the word at offset ``at`` of the text (-1: with all of it)."""
        self._input.mark_wrong(at)
        room = self._problem.content_size.width
        column = measure(self.text[: max(0, at)]) - self._input.scroll_offset.x
        pointer = "└ " if at >= 0 else ""
        column = max(0, min(column, room - measure(pointer) - measure(message)))
        self._problem.update(Content(" " * column + pointer + cut(message, max(0, room - measure(pointer)))))

    def clear_problem(self) -> None:
        """Take the message back."""
        self._input.mark_wrong(-1)
        self._problem.update(Content(""))

    @on(Input.Changed)
    def _say_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _say_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted())

    @on(FilterInput.Left)
    def _say_left(self, event: FilterInput.Left) -> None:
        event.stop()
        self.post_message(self.Left())
