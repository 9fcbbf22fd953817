"""Words on one line of which some are chosen: what a list is narrowed down to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.display import measure, safe
from tui_crm.widgets import keys
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.painting import ink, is_plain, paint

_GAP: Final = 2  # cells between words
_MARGIN: Final = 1


@dataclass(frozen=True)
class Word:
    """A word to choose: ``key`` stands for it, ``note`` (a count) behind it, ``role`` is its colour once it is chosen."""

    key: str
    text: str
    note: str = ""
    role: Role = Role.ACCENT
    chosen: bool = False

    @property
    def width(self) -> int:
        """Its width in cells."""
        mark = 2 if self.chosen else 0
        return mark + measure(safe(self.text)) + (1 + measure(safe(self.note)) if self.note else 0)


class WordRow(Widget, can_focus=True):
    """Words with a mark before those that are chosen, or none where all are meant; the row follows its cursor."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*keys.WORDS]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"word-row--cursor"}
    DEFAULT_CSS = """
    WordRow { height: 1; }
    WordRow > .word-row--cursor { background: $panel; }
    """

    @dataclass
    class Toggled(Message):
        """A word was chosen, or is no longer, by its key."""

        key: str

    class Left(Message):
        """Away from here; what is chosen stays."""

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[Word, ...] = ()
        self._cursor = 0
        self._drawn_from = 0
        self._spans: list[tuple[range, str]] = []

    def show(self, words: Sequence[Word]) -> None:
        """Show other words, or others chosen."""
        self._words = tuple(words)
        self._cursor = max(0, min(self._cursor, len(self._words) - 1))
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line
        """Draw the words, from the one on that brings the cursor into sight; a word that does not fit is left out whole."""
        ground, width = self.rich_style, self.size.width
        self._drawn_from = self._first(width)
        segments, at = [Segment(" " * _MARGIN, ground)], _MARGIN
        self._spans = []
        for number, word in enumerate(self._words[self._drawn_from :], self._drawn_from):
            here = ground + self._cursor_style() if self.has_focus and number == self._cursor else ground
            drawn = list(self._word(word, here))
            size = sum(segment.cell_length for segment in drawn)
            if self._spans and at + size + (_GAP if number < len(self._words) - 1 else 0) > width:
                segments[-1:] = [Segment(" ", ground), Segment("…", ground + ink(self, Role.MUTED))]
                break
            self._spans.append((range(at, at + size), word.key))
            segments += [*drawn, Segment(" " * _GAP, ground)]
            at += size + _GAP
        return Strip(segments).adjust_cell_length(width, ground)

    def _first(self, width: int) -> int:
        first = 0
        while first < self._cursor and self._needed(first) > width:
            first += 1
        return first

    def _needed(self, first: int) -> int:
        return _MARGIN + sum(word.width + _GAP for word in self._words[first : self._cursor + 1])

    def _cursor_style(self) -> Style:
        return self.get_component_rich_style("word-row--cursor")

    def _word(self, word: Word, ground: Style) -> Iterator[Segment]:
        narrowed = any(each.chosen for each in self._words)
        role = Role.MUTED if narrowed and not word.chosen else word.role
        mark = "●" if word.chosen else ""
        text = f"[{word.text}]" if word.chosen and is_plain(self) else word.text
        yield from paint(self, Cell(text, role, bold=word.chosen, mark=mark, mark_role=role), ground)
        if word.note:
            yield from paint(self, Cell(f" {word.note}", Role.MUTED), ground)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key does something: without words none does."""
        if action in {"move", "choose"} and not self._words:
            return False
        return super().check_action(action, parameters)

    def action_move(self, words: int) -> None:
        """Move the cursor by ``words``."""
        self._cursor = max(0, min(self._cursor + words, len(self._words) - 1))
        self.refresh()

    def action_choose(self) -> None:
        """Choose the word under the cursor, or no longer."""
        self.post_message(self.Toggled(self._words[self._cursor].key))

    def action_leave(self) -> None:
        """Leave the row."""
        self.post_message(self.Left())

    def on_click(self, event: events.Click) -> None:
        """Choose the word clicked, or no longer."""
        for number, (span, key) in enumerate(self._spans):
            if event.x - self.gutter.left in span:
                self._cursor = number + self._drawn_from
                self.post_message(self.Toggled(key))
        event.stop()
