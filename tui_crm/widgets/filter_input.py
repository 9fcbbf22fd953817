"""The line a filter is typed into: its fields coloured, a wrong word underlined, completions offered."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input

from tui_crm.display import safe
from tui_crm.i18n import N_
from tui_crm.widgets.cell import Role
from tui_crm.widgets.painting import ink

Highlight = Callable[[str], Iterable[tuple[int, int, Role]]]
Complete = Callable[[str, int], Sequence[str]]

_LONGEST = 2_000  # characters of a filter


class FilterInput(Input):
    """An input line without ornaments. What is pasted or set becomes one line of safe text.

    ``highlight`` returns the spans of a text to colour (start, end, role). ``complete`` is given the text and the cursor
    and returns what the text up to the cursor could become, best first; both must answer within about a millisecond.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete(1)", N_("complete"), show=False, id="filter.complete"),
        Binding("shift+tab", "complete(-1)", N_("complete, backwards"), show=False, id="filter.complete_back"),
        Binding("escape", "leave", N_("leave"), show=False, id="filter.leave"),
        Binding("enter,down", "submit", N_("to the list"), show=False, id="filter.submit"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"filter-input--wrong"}
    DEFAULT_CSS = """
    FilterInput {
        width: 1fr;
        height: 1;
        padding: 0;
        border: none;
        background: transparent;
        color: $foreground;
        &:focus { border: none; background-tint: transparent; }
        &.-invalid, &.-invalid:focus { border: none; }
        & > .filter-input--wrong { color: $error; text-style: underline; }
        & > .input--placeholder, & > .input--suggestion { color: $muted; }
    }
    """

    class Left(Message):
        """Escape was pressed: away from here, the filter stays."""

    def __init__(self, *, highlight: Highlight | None, complete: Complete | None, placeholder: str) -> None:
        super().__init__(
            placeholder=safe(placeholder),
            highlighter=_Ink(self._colour),
            suggester=_Ghost(complete) if complete else None,
            select_on_focus=False,
        )
        self.cursor_blink = False
        self._highlight = highlight
        self._complete = complete
        self._offer: _Offer | None = None
        self._wrong: range = range(0)

    def validate_value(self, value: str) -> str:
        """Return ``value`` as one safe line of bounded length, whoever set or pasted it."""
        return safe(value)[:_LONGEST]

    def mark_wrong(self, at: int) -> None:
        """Underline the word at offset ``at`` of the text; -1 underlines nothing."""
        word = self.value[at:].split(maxsplit=1)[0] if 0 <= at < len(self.value.rstrip()) else ""
        start = self.value.find(word, at) if word else 0
        self._wrong = range(start, start + len(word))
        self.refresh()

    def action_complete(self, step: int) -> None:
        """Put the next completion (or the one before) in; where there is none, go to the next widget."""
        if self._offer is None or self._offer.text != self.value:
            found = tuple(self._complete(self.value, self.cursor_position)) if self._complete else ()
            self._offer = _Offer(found, self.value[self.cursor_position :], -1 if step > 0 else 0)
        if not self._offer.candidates:
            self._offer = None
            self.screen.focus_next() if step > 0 else self.screen.focus_previous()
            return
        self._offer = self._offer.moved(step)
        self.value = self._offer.text
        self.cursor_position = len(self.value) - len(self._offer.rest)

    def action_leave(self) -> None:
        """Leave the line, which stays as it is."""
        self.post_message(self.Left())

    def _colour(self, text: Text) -> None:
        for start, end, role in self._highlight(text.plain) if self._highlight else ():
            text.stylize(ink(self, role), start, end)
        if self._wrong:
            style = self.get_component_rich_style("filter-input--wrong", partial=True)
            text.stylize(style, self._wrong.start, self._wrong.stop)


@dataclass(frozen=True)
class _Offer:
    """Completions being walked through: ``rest`` is what stands after the cursor."""

    candidates: tuple[str, ...]
    rest: str
    chosen: int

    @property
    def text(self) -> str:
        return safe(self.candidates[self.chosen] + self.rest) if self.candidates else ""

    def moved(self, step: int) -> "_Offer":
        return _Offer(self.candidates, self.rest, (self.chosen + step) % len(self.candidates))


class _Ink(Highlighter):
    def __init__(self, colour: Callable[[Text], None]) -> None:
        self._colour = colour

    def highlight(self, text: Text) -> None:
        self._colour(text)


class _Ghost(Suggester):
    """Offers the best completion that goes on from what is typed, behind the cursor."""

    def __init__(self, complete: Complete) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        candidates = (safe(candidate) for candidate in self._complete(value, len(value)))
        return next((candidate for candidate in candidates if candidate.startswith(value)), None)
