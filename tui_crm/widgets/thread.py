"""What was said, one word below the other in full, the newest last: a thread that is read and scrolled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size, clamp
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_crm.display import safe
from tui_crm.widgets import keys
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.cell_runs import SPACE, ends
from tui_crm.widgets.painting import ink, is_plain
from tui_crm.wrapping import wrap

_SIDE: Final = 2  # cells of the bar and the blank behind it
_TAIL: Final = 2  # blank cells at the right edge
_MOST: Final = 400  # lines of one word


@dataclass(frozen=True)
class Word:
    """Something said: its ``head`` (who, how), ``when``, the text; one ``is_aside`` is set off, for it is not the talk itself."""

    head: tuple[Cell, ...]
    when: Cell
    text: str
    bar: Role = Role.FAINT
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: of which word, and what of its text; None is its head, or (``is_gap``) the blank below it."""

    word: int
    text: str | None = None
    is_gap: bool = False


class Thread(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows words; the cursor goes from one to the next."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*keys.THREAD]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"thread--aside", "thread--cursor-bar"}
    DEFAULT_CSS = """
    Thread {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .thread--aside { background: $surface; }
        & > .thread--cursor-bar { color: $muted; }
        &:focus > .thread--cursor-bar { color: $accent; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[Word, ...] = ()
        self._lines: list[_Line] = []
        self._tops: list[int] = []
        self._cursor = 0
        self._empty: tuple[Cell, ...] = ()

    @property
    def empty(self) -> tuple[Cell, ...]:
        """What an empty thread says, a cell a line."""
        return self._empty

    @empty.setter
    def empty(self, lines: Sequence[Cell]) -> None:
        self._empty = tuple(lines)
        self.refresh()

    @property
    def cursor(self) -> int:
        """The place of the word that the cursor is on, from 0."""
        return self._cursor

    def show(self, words: Sequence[Word], *, keep_cursor: bool) -> None:
        """Show other words, from the newest one; or with ``keep_cursor`` stay, unless one was at the newest."""
        at_end = self._cursor >= len(self._words) - 1
        self._words = tuple(words)
        last = max(0, len(self._words) - 1)
        self._cursor = last if at_end or not keep_cursor else min(self._cursor, last)
        self._lay_out()
        self._reveal()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._lay_out()
        self._reveal()

    def action_move(self, words: int) -> None:
        """Move the cursor by so many words; within one that is longer than the screen by lines."""
        top, height = self.scroll_offset.y, max(1, self.size.height)
        first, last = self._span(self._cursor)
        if (words > 0 and last >= top + height) or (words < 0 and first < top):
            self._scroll(top + words * 3)
        else:
            self._go(self._cursor + words)

    def action_page(self, pages: float) -> None:
        """Scroll by ``pages`` screens, the cursor with it."""
        top = self.scroll_offset.y + int(pages * self.size.height)
        top = clamp(top, 0, max(0, len(self._lines) - self.size.height))
        self._scroll(top)
        middle = clamp(top + self.size.height // 2, 0, max(0, len(self._lines) - 1))
        if self._lines:
            self._cursor = self._lines[middle].word
            self.refresh()

    def action_first(self) -> None:
        """Go to the first word."""
        self._go(0)

    def action_last(self) -> None:
        """Go to the newest word."""
        self._go(len(self._words) - 1)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the word clicked."""
        line = event.y + self.scroll_offset.y
        if line < len(self._lines):
            self._cursor = self._lines[line].word
            self.refresh()
        event.stop()

    def render_line(self, y: int) -> Strip:
        """Draw line ``y`` of the screen."""
        width, number = self.scrollable_size.width, self.scroll_offset.y + y
        if number < len(self._lines):
            return Strip(self._drawn(self._lines[number], width)).adjust_cell_length(width, self.rich_style)
        cell = self._empty[number - 1] if not self._words and 0 < number <= len(self._empty) else Cell("")
        text = ends(self, (cell,), (), max(0, width - _SIDE), self.rich_style)
        return Strip([Segment(" " * _SIDE, self.rich_style), *text]).adjust_cell_length(width, self.rich_style)

    def _drawn(self, line: _Line, width: int) -> Iterator[Segment]:
        word = self._words[line.word]
        if line.is_gap:
            yield Segment(" " * width, self.rich_style)
            return
        ground = self.get_component_rich_style("thread--aside") if word.is_aside else self.rich_style
        yield from self._bar(line, word, ground)
        room = max(0, width - _SIDE - _TAIL)
        if line.text is None:
            head = tuple(part for cell in word.head for part in (cell, SPACE, SPACE))
            yield from ends(self, head, (word.when,), room, ground)
        else:
            yield from ends(self, (Cell(line.text),), (), room, ground)
        yield Segment(" " * _TAIL, ground)

    def _bar(self, line: _Line, word: Word, ground: Style) -> Iterator[Segment]:
        if line.word == self._cursor:
            bar = self.get_component_rich_style("thread--cursor-bar", partial=True)
            yield Segment((">" if is_plain(self) else "▎") + " " * (_SIDE - 1), ground + bar)
        else:
            yield Segment((" " if is_plain(self) else "▏") + " " * (_SIDE - 1), ground + ink(self, word.bar))

    def _lay_out(self) -> None:
        room = max(2, self.scrollable_size.width - _SIDE - _TAIL)
        self._lines, self._tops = [], []
        for number, word in enumerate(self._words):
            self._tops.append(len(self._lines))
            text = "\n".join(map(safe, word.text[: _MOST * room].split("\n")))
            self._lines.append(_Line(number))
            self._lines += [_Line(number, part) for part in list(wrap(text, room))[:_MOST] if text]
            self._lines.append(_Line(number, is_gap=True))
        self.virtual_size = Size(0, max(0, len(self._lines) - 1))
        self.refresh()

    def _span(self, word: int) -> tuple[int, int]:
        """Return the first and the last line of a word."""
        if not self._words:
            return 0, 0
        end = self._tops[word + 1] if word + 1 < len(self._tops) else len(self._lines)
        return self._tops[word], end - 2

    def _go(self, word: int) -> None:
        self._cursor = clamp(word, 0, max(0, len(self._words) - 1))
        self.refresh()
        self._reveal()

    def _reveal(self) -> None:
        """Scroll as little as brings the word under the cursor into sight, its beginning where it is too long."""
        first, last = self._span(self._cursor)
        top, height = self.scroll_offset.y, max(1, self.size.height)
        nearest = clamp(top, last - height + 1, first) if last - height + 1 <= first else first
        if nearest != top:
            self._scroll(nearest)

    def _scroll(self, top: int) -> None:
        self.scroll_to(y=top, animate=False, force=True)
