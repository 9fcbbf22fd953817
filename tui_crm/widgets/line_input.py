"""A line that is typed into, wherever it is: plain, safe, coloured, with completions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.highlighter import Highlighter
from rich.text import Text
from textual.geometry import Size
from textual.suggester import Suggester
from textual.widgets import Input

from tui_crm.display import safe
from tui_crm.widgets.cell import Role
from tui_crm.widgets.painting import ink

Highlight = Callable[[str], Iterable[tuple[int, int, Role]]]
Complete = Callable[[str, int], Sequence[str]]

LONGEST: Final = 2_000
"""So many characters one line takes."""


class LineInput(Input):
    """An input line without ornaments. What is pasted or set becomes one line of safe text.

    ``highlight`` returns the spans of a text to colour (start, end, role). ``complete`` is given the text and the cursor
    and returns what the text up to the cursor could become, best first; both must answer within about a millisecond.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-input--wrong"}
    DEFAULT_CSS = """
    LineInput {
        width: 1fr;
        height: 1;
        padding: 0;
        border: none;
        background: transparent;
        color: $foreground;
        &:focus { border: none; background-tint: transparent; }
        &.-invalid, &.-invalid:focus { border: none; }
        & > .line-input--wrong { color: $error; text-style: underline; }
        & > .input--placeholder, & > .input--suggestion { color: $muted; }
    }
    """

    def __init__(
        self,
        text: str = "",
        *,
        highlight: Highlight | None = None,
        complete: Complete | None = None,
        placeholder: str = "",
    ) -> None:
        self._highlight = highlight
        self._complete = complete
        self._offer: _Offer | None = None
        self._wrong: range = range(0)
        super().__init__(
            placeholder=safe(placeholder),
            highlighter=_Ink(self._colour),
            suggester=_Ghost(complete) if complete else None,
            select_on_focus=False,
        )
        self.cursor_blink = False
        self.set_reactive(Input.value, self.validate_value(text))  # what watches it needs an app

    def on_mount(self) -> None:
        """Make room for the text it begins with."""
        self.virtual_size = Size(self.content_width, 1)

    def validate_value(self, value: str) -> str:
        """Return ``value`` as one safe line of bounded length, whoever set or pasted it."""
        return safe(value)[:LONGEST]

    def mark_wrong(self, at: int) -> None:
        """Underline the word at offset ``at`` of the text; -1 underlines nothing."""
        word = self.value[at:].split(maxsplit=1)[0] if 0 <= at < len(self.value.rstrip()) else ""
        start = self.value.find(word, at) if word else 0
        self._wrong = range(start, start + len(word))
        self.refresh()

    def completions(self) -> tuple[str, ...]:
        """Return what the text up to the cursor could become, best first."""
        return tuple(self._complete(self.value, self.cursor_position)) if self._complete else ()

    def complete(self, step: int = 1) -> bool:
        """Put the next completion (or the one before) in; tells whether there was one."""
        if self._offer is None or self._offer.text != self.value:
            self._offer = _Offer(self.completions(), self.value[self.cursor_position :], -1 if step > 0 else 0)
        if not self._offer.candidates:
            self._offer = None
            return False
        self._offer = self._offer.moved(step)
        self.value = self._offer.text
        self.cursor_position = len(self.value) - len(self._offer.rest)
        return True

    def _colour(self, text: Text) -> None:
        for start, end, role in self._highlight(text.plain) if self._highlight else ():
            text.stylize(ink(self, role), start, end)
        if self._wrong:
            style = self.get_component_rich_style("line-input--wrong", partial=True)
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
