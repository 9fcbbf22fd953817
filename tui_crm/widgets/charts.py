"""Figures, bars and shades, drawn line by line, with a cursor that goes from number to number.

Colours are the theme's: shades lie between its ground and its first colour, each with a text that can be read on it.
Where there are no such colours, or the screen is read aloud, the numbers and their words say everything.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.color import Color
from textual.geometry import Size, clamp
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_crm.display import measure, safe
from tui_crm.widgets import keys
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.painting import ink, is_plain, paint

_MARGIN: Final = 2
_DOUBLE: Final = 2  # clicks
_SHADES: Final = ((0.2, 0.12), (0.45, 0.25), (0.75, 0.4))
"""Up to which share of the greatest number its ground has how much of the colour; beyond, all of it."""

_ROLES: Final = ((0.2, Role.MUTED), (0.45, Role.PLAIN), (0.75, Role.PRIMARY))
"""The same where there are no shades."""


@dataclass(frozen=True)
class ChartPiece:
    """A piece of a line, padded already: a number can be chosen by its ``key``; ``heat`` is its share of the greatest."""

    cell: Cell
    key: str = ""
    heat: float = 0


ChartLine = Sequence[ChartPiece]


@dataclass(frozen=True)
class _Place:
    """Where a number stands: its line, and the cells it takes there."""

    key: str
    line: int
    start: int
    end: int

    @property
    def middle(self) -> int:
        return self.start + self.end


class Chart(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines of pieces; the cursor stands on one of the numbers among them, if there are any."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*keys.CHART]
    DEFAULT_CSS = """
    Chart {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    """

    @dataclass
    class Highlighted(Message):
        """The cursor stands on another number; "" where there is none."""

        key: str

    @dataclass
    class Chosen(Message):
        """A number was chosen, by its key."""

        key: str

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[ChartLine, ...] = ()
        self._places: list[_Place] = []
        self._cursor = 0

    def show(self, lines: Sequence[ChartLine], *, keep_cursor: bool) -> None:
        """Show other lines; the cursor stays on its number if it is still there, else it goes to the first one."""
        before = self.highlighted
        self._lines = tuple(tuple(line) for line in lines)
        self._places = list(self._found())
        kept = next((at for at, place in enumerate(self._places) if place.key == before), None)
        self._cursor = kept if kept is not None and keep_cursor else 0
        self.virtual_size = Size(0, len(self._lines))
        if not keep_cursor:
            self.scroll_to(y=0, animate=False, force=True)
        self.refresh()
        if self.highlighted != before or not keep_cursor:
            self.post_message(self.Highlighted(self.highlighted))

    @property
    def highlighted(self) -> str:
        """The key of the number under the cursor; "" where there is none."""
        return self._places[self._cursor].key if self._places else ""

    def _found(self) -> Iterator[_Place]:
        for number, line in enumerate(self._lines):
            at = _MARGIN
            for piece in line:
                end = at + measure(safe(piece.cell.text))
                if piece.key:
                    yield _Place(piece.key, number, at, end)
                at = end

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        number, ground, width = y + self.scroll_offset.y, self.rich_style, self.size.width
        if not 0 <= number < len(self._lines):
            return Strip.blank(width, ground)
        here = self._places[self._cursor] if self._places else None
        on_line = here is not None and here.line == number
        mark = ">" if on_line and is_plain(self) else " "
        segments = [Segment(mark.ljust(_MARGIN), ground)]
        for piece in self._lines[number]:
            is_here = on_line and here is not None and bool(piece.key) and piece.key == here.key
            segments += self._drawn(piece, ground, is_here=is_here)
        return Strip(segments).adjust_cell_length(width, ground)

    def _drawn(self, piece: ChartPiece, ground: Style, *, is_here: bool) -> Iterator[Segment]:
        text = safe(piece.cell.text)
        lead = len(text) - len(text.lstrip())
        if is_here and is_plain(self):
            yield Segment(f"{text[:lead]}[{text.strip()}]", ground)
        elif is_here:
            role = Role.ACCENT if self.has_focus else Role.MUTED
            blanks = max(0, lead - 1)
            yield Segment(text[:blanks], ground)
            yield Segment(text[blanks:], ground + ink(self, role, bold=True) + Style(reverse=True))
        elif piece.heat:
            yield from self._shaded(text, piece.heat, ground)
        else:
            yield from paint(self, piece.cell, ground)

    def _shaded(self, text: str, heat: float, ground: Style) -> Iterator[Segment]:
        """Draw a number on its shade; the blank before it stays free, so that shades stand apart."""
        colours = self.app.theme_variables
        primary, background = Color.parse(colours["primary"]), Color.parse(colours["background"])
        if self.app.current_theme.ansi or self.app.no_color:
            role = next((role for most, role in _ROLES if heat <= most), Role.ACCENT)
            yield Segment(text, ground + ink(self, role, bold=role is Role.ACCENT))
            return
        share = next((share for most, share in _SHADES if heat <= most), 1.0)
        shade = background.blend(primary, share)
        on_it = colours["background"] if share == 1 else colours["foreground"]
        yield Segment(text[:1], ground)
        yield Segment(text[1:], Style(color=Color.parse(on_it).rich_color, bgcolor=shade.rich_color))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key does something: without numbers none does."""
        if action in {"step", "move", "page", "first", "last", "choose"} and not self._places:
            return False
        return super().check_action(action, parameters)

    def action_step(self, numbers: int) -> None:
        """Move the cursor to the next number, or the one before, also on the next line."""
        self._go(self._cursor + numbers)

    def action_move(self, lines: int) -> None:
        """Move the cursor to the number below or above that is nearest."""
        self._go_to_line(lines, 1 if lines > 0 else -1)

    def _go_to_line(self, lines: int, way: int) -> None:
        here = self._places[self._cursor]
        there = sorted({place.line for place in self._places})
        wanted = clamp(here.line + lines, there[0], there[-1])
        line = min((each for each in there if each >= wanted), default=there[-1])
        if way < 0:
            line = max((each for each in there if each <= wanted), default=there[0])
        nearest = min(
            (at for at, place in enumerate(self._places) if place.line == line),
            key=lambda at: abs(self._places[at].middle - here.middle),
        )
        self._go(nearest)

    def action_page(self, pages: float) -> None:
        """Move the cursor by ``pages`` screens."""
        self._go_to_line(int(pages * max(1, self.size.height - 1)), 1 if pages > 0 else -1)

    def action_first(self) -> None:
        """Move the cursor to the first number."""
        self._go(0)
        self.scroll_to(y=0, animate=False, force=True)

    def action_last(self) -> None:
        """Move the cursor to the last number."""
        self._go(len(self._places) - 1)

    def action_choose(self) -> None:
        """Choose the number under the cursor."""
        self.post_message(self.Chosen(self.highlighted))

    def _go(self, position: int) -> None:
        old, self._cursor = self._cursor, clamp(position, 0, max(0, len(self._places) - 1))
        self._reveal()
        if self._cursor != old:
            self.refresh()
            self.post_message(self.Highlighted(self.highlighted))

    def _reveal(self) -> None:
        """Scroll as little as brings the number under the cursor into sight, with a line around it."""
        line, top, height = self._places[self._cursor].line, self.scroll_offset.y, max(1, self.size.height)
        first = 0 if self._cursor == 0 else line - 1
        if first < top:
            self.scroll_to(y=max(0, first), animate=False, force=True)
        elif line + 2 > top + height:
            self.scroll_to(y=line + 2 - height, animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the number clicked, and choose it at a double click."""
        line, x = event.y + self.scroll_offset.y, event.x
        for at, place in enumerate(self._places):
            if place.line == line and place.start <= x < place.end:
                self._go(at)
                if event.chain == _DOUBLE:
                    self.action_choose()
        event.stop()

    def on_focus(self) -> None:
        """Show where the cursor is."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the cursor is elsewhere."""
        self.refresh()
