"""How the lines of a list are drawn: only those on the screen are read and painted, at ten rows and at a million.

Rows are read synchronously, by the ids of the lines to be drawn: a page by id takes 0.1 to 1 ms, less than a worker's
round trip, and there is never a frame of placeholders. What is slow (finding the ids) happens elsewhere; a source may
also leave rows out and have them drawn later.
"""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.columns import GAP, Column, Placed, placed
from tui_crm.widgets.marks import Marks
from tui_crm.widgets.painting import is_plain, paint
from tui_crm.widgets.record_source import NOTHING

HEAD = 1  # lines of column titles, which do not scroll
_BAR = 1  # cells of the bar at the left edge
_TAIL = 1  # blank cells before the scrollbar
_KEPT = 1_024  # rows and strips kept


class _Ground(IntEnum):
    """How a line is set off."""

    PLAIN = 0
    MARKED = 1
    CURSOR = 2
    CURSOR_MARKED = 3


class RecordLines(ScrollView, inherit_bindings=False):
    """Column titles, and below them the lines of a source from the scroll offset on, with a cursor and marks."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-lines--cursor",
        "record-lines--cursor-bar",
        "record-lines--marked",
        "record-lines--marked-bar",
    }
    DEFAULT_CSS = """
    RecordLines {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .record-lines--cursor { background: $panel; }
        & > .record-lines--cursor-bar { color: $muted; }
        & > .record-lines--marked { background: $surface; }
        & > .record-lines--marked-bar { color: $primary; }
        &:focus > .record-lines--cursor-bar { color: $accent; }
        &:ansi > .record-lines--cursor { text-style: reverse; }
        &:ansi > .record-lines--marked { text-style: bold; }
    }
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._empty: tuple[Cell, ...] = ()
        self._source = NOTHING
        self._cursor = 0
        self._marks = Marks()
        self._rows: dict[int, Sequence[Cell]] = {}
        self._strips: dict[tuple[int, _Ground], Strip] = {}
        self._grounds: dict[_Ground, tuple[Style, Segment]] = {}
        self._placed: tuple[Placed, ...] = ()
        self._width = 0
        self._sorted: tuple[str, bool] | None = None

    def show_order(self, column: str | None, *, descending: bool = False) -> None:
        """Mark the column that the lines are sorted by, by its key; None marks none."""
        self._sorted = None if column is None else (column, descending)
        self.refresh()

    def column_at(self, x: int) -> Column | None:
        """Return the column that is drawn at cell ``x`` of a line."""
        start = _BAR
        for place in self._placed:
            if start <= x < start + place.width:
                return place.column
            start += place.width + GAP
        return None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The declared columns; other ones take effect at once, and rows are read anew."""
        return self._columns

    @columns.setter
    def columns(self, columns: Sequence[Column]) -> None:
        self._columns, self._width = tuple(columns), 0
        self.refresh_records()

    @property
    def empty(self) -> tuple[Cell, ...]:
        """What an empty list says, a cell a line."""
        return self._empty

    @empty.setter
    def empty(self, lines: Sequence[Cell]) -> None:
        self._empty = tuple(lines)
        self.refresh()

    def refresh_records(self, ids: Iterable[int] | None = None) -> None:
        """Read the rows of ``ids`` (None: of all records) again when they are drawn; cursor and marks stay."""
        if ids is None:
            self._rows.clear()
        else:
            for record_id in ids:
                self._rows.pop(record_id, None)
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw all again in the new colours."""
        self._strips.clear()
        self._grounds.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Read the rows of the lines to be drawn that are not known yet, all at once, and draw."""
        self._lay_out(self.scrollable_size.width)
        if len(self._rows) > _KEPT:
            self._rows.clear()
        if len(self._strips) > _KEPT:
            self._strips.clear()
        top = self.scroll_offset.y - HEAD
        ids = self._source.ids[top + max(crop.y, HEAD) : max(0, top + crop.bottom)]
        unknown = [record_id for record_id in ids if record_id not in self._rows]
        if unknown:
            self._rows.update(self._source.rows(unknown))
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw line ``y`` of the screen."""
        if y < HEAD:
            return self._titles()
        if not self._source.count:
            return self._notice(y - HEAD - 1)
        position, ids = self.scroll_offset.y + y - HEAD, self._source.ids
        on_cursor = position == self._cursor
        if position >= len(ids):
            return self._line((), _Ground.CURSOR if on_cursor else _Ground.PLAIN)
        if ids[position] < 0:
            return self._heading(ids[position])
        marked = self._marks.has(ids[position], ids)
        return self._row(ids[position], _Ground(2 * on_cursor + marked))

    def _lay_out(self, width: int) -> None:
        if width != self._width:
            self._placed, self._width = placed(self._columns, width - _BAR - _TAIL), width
            self._strips.clear()

    def _row(self, record_id: int, ground: _Ground) -> Strip:
        strip = self._strips.get((record_id, ground))
        if strip is None:
            row = self._rows.get(record_id)
            strip = self._line(row or (), ground)
            if row:
                self._strips[record_id, ground] = strip
        return strip

    def _heading(self, heading: int) -> Strip:
        style, left = self.rich_style, max(0, self._width - _BAR - _TAIL)
        segments = [Segment(" " * min(_BAR, self._width), style)]
        for cell in self._rows.get(heading, ()):
            drawn = Strip(paint(self, cell, style)).crop(0, left)
            segments += [*drawn, Segment(" " * min(GAP, left), style)]
            left = max(0, left - drawn.cell_length - GAP)
        return Strip(segments).adjust_cell_length(self._width, style)

    def _line(self, row: Sequence[Cell], ground: _Ground) -> Strip:
        if ground not in self._grounds:
            self._grounds[ground] = self._ground_style(ground)
        style, bar = self._grounds[ground]
        return self._cells_on(style, bar, row)

    def _cells_on(self, style: Style, bar: Segment, row: Sequence[Cell]) -> Strip:
        segments, used = [bar], _BAR
        for place in self._placed if row else ():
            drawn = list(paint(self, row[place.index], style, place.width, place.column.align))
            segments += [*_gap(segments, drawn[0], style), *drawn]
            used += place.width + GAP
        used -= GAP if len(segments) > 1 else 0
        segments.append(Segment(" " * (self._width - used), style))
        return Strip(segments).crop(0, self._width) if used > self._width else Strip(segments, self._width)

    def _ground_style(self, ground: _Ground) -> tuple[Style, Segment]:
        if ground is _Ground.PLAIN:
            return self.rich_style, Segment(" ", self.rich_style)
        signs = ("*", ">") if is_plain(self) else ("▌", "▎")
        name = "marked" if ground is _Ground.MARKED else "cursor"
        style = self.get_component_rich_style(f"record-lines--{name}")
        bar = self.get_component_rich_style(f"record-lines--{name}-bar", partial=True)
        return style, Segment(signs[ground is _Ground.CURSOR], style + bar)

    def _titles(self) -> Strip:
        titles = tuple(self._title(column) for column in self._columns)
        return self._cells_on(self.rich_style, Segment(" ", self.rich_style), titles)

    def _title(self, column: Column) -> Cell:
        if self._sorted is None or self._sorted[0] != column.key:
            return Cell(column.title, Role.MUTED)
        return Cell(f"{column.title} {'↓' if self._sorted[1] else '↑'}", Role.ACCENT)

    def _notice(self, number: int) -> Strip:
        lines, style = self._empty, self.rich_style
        text = lines[number] if 0 <= number < len(lines) else Cell("")
        drawn = paint(self, text, style, max(0, self._width - _BAR))
        return Strip([Segment(" " * _BAR, style), *drawn]).adjust_cell_length(self._width, style)


def _gap(before: list[Segment], after: Segment, ground: Style) -> list[Segment]:
    """Put the gap between two cells at the end of the first: every segment costs the terminal some 40 bytes.

    Neighbours of the same style get one of their own, or an exported picture would run them together.
    """
    last = before[-1]
    if len(before) == 1:
        return []
    if last.style == after.style:
        return [Segment(" " * GAP, ground)]
    before[-1] = Segment(last.text + " " * GAP, last.style)
    return []
