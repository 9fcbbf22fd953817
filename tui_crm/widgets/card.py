"""The pane beside a list: one record at a glance, as sections of labelled lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_crm.display import cut, measure
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.painting import paint
from tui_crm.wrapping import pieces

_INSET = 2  # cells left and right, the right ones shared with the scrollbar
_MOST = 12  # lines of one row, however long its text
_ROOM = 24  # cells that a text needs to hang beside what leads to it


@dataclass(frozen=True)
class CardRow:
    """A line of a card: cells with a blank between, after a label; what is too long goes on below.

    Where there is room a ``hanging`` row goes on below its last cell.
    """

    cells: tuple[Cell, ...]
    label: str = ""
    label_role: Role = Role.MUTED
    hanging: bool = False


@dataclass(frozen=True)
class CardSection:
    """Rows under a heading (none for the first); their labels share a column."""

    rows: tuple[CardRow, ...]
    heading: str = ""


class Card(ScrollView, can_focus=False):
    """Draws the sections it is shown, a blank line between; scrolls with the mouse where they do not fit."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Card {
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-background: $surface;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._sections: tuple[CardSection, ...] = ()
        self._lines: list[list[Segment]] | None = None  # None: to be painted
        self._ground = Style()

    def show(self, sections: Sequence[CardSection]) -> None:
        """Show other sections, from their top."""
        self._sections = tuple(sections)
        self._lay_out()
        self.scroll_to(y=0, animate=False, force=True)

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._lay_out()

    def notify_style_update(self) -> None:
        """Draw all again in the new colours."""
        super().notify_style_update()
        self._lines = None  # the roles' own styles come after this call

    def render_line(self, y: int) -> Strip:
        """Draw line ``y`` of the pane."""
        if self._lines is None:
            self._lines = self._painted()
        number = self.scroll_offset.y + y
        line = self._lines[number] if number < len(self._lines) else []
        inset = Segment(" " * _INSET, self._ground)
        return Strip([inset, *line]).adjust_cell_length(self.scrollable_size.width, self._ground)

    def _lay_out(self) -> None:
        self._lines = self._painted()
        self.virtual_size = Size(0, len(self._lines))
        self.refresh()

    def _painted(self) -> list[list[Segment]]:
        self._ground = self.rich_style
        width = max(1, self.scrollable_size.width + 1 - 2 * _INSET)
        return [line for section in self._sections for line in self._section(section, width)]

    def _section(self, section: CardSection, width: int) -> Iterator[list[Segment]]:
        yield []
        if section.heading:
            yield list(paint(self, Cell(section.heading, Role.MUTED), self._ground, width))
        labels = max((measure(cut(row.label, width)) for row in section.rows), default=0)
        labels = min(labels + 1 if labels else 0, width // 2)
        for row in section.rows:
            label = Cell(row.label, row.label_role)
            for line in self._wrapped(row, max(1, width - labels)):
                yield [*paint(self, label, self._ground, labels), *line]
                label = Cell("")

    def _wrapped(self, row: CardRow, width: int) -> Iterator[list[Segment]]:
        lead, text = (row.cells[:-1], row.cells[-1:]) if row.hanging else ((), row.cells)
        leading = self._text((*lead, Cell("")) if lead else (), width)
        if width - leading.cell_len < _ROOM:
            leading, text = Text(), row.cells
        for number, line in enumerate(self._broken(self._text(text, width), width - leading.cell_len)):
            before = Segment(" " * leading.cell_len, self._ground)
            yield [*([before] if number else leading.render(self.app.console)), *line.render(self.app.console)]

    def _text(self, cells: Sequence[Cell], width: int) -> Text:
        text = Text(end="")
        for number, cell in enumerate(cells):
            if number:
                text.append(" ", self._ground)
            shortened = replace(cell, text=cut(cell.text, width * _MOST), mark=cut(cell.mark, width))
            for segment in paint(self, shortened, self._ground):
                text.append(segment.text, segment.style or Style())
        return text

    @staticmethod
    def _broken(text: Text, width: int) -> Iterator[Text]:
        ends = list(accumulate(map(len, pieces(text.plain, width))))
        for number, line in enumerate(text.divide(ends[:-1])[:_MOST], 1):
            line.rstrip()
            if number == _MOST < len(ends):
                line.truncate(width - 1)
                line.append("…")
            yield line
