"""The one list widget: what its keys and mouse do, and where the cursor stays when the result changes.

Nothing here grows with the number of rows, but for finding the cursor's record in another result (``position_of``).
"""

from collections.abc import Container, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Offset, Size, clamp
from textual.message import Message

from tui_crm.widgets import keys
from tui_crm.widgets.columns import Column
from tui_crm.widgets.id_set import IdSet
from tui_crm.widgets.record_lines import HEAD, RecordLines
from tui_crm.widgets.record_source import RecordSource, position_of

_DOUBLE = 2  # clicks
_BREATH = 0.001  # seconds between two slices of marks, for keys and paint


class RecordTable(RecordLines, can_focus=True):
    """A list of records in declared ``columns``: a cursor that stays with its record, and marks.

    Nothing can be marked where it is not ``selectable``.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*keys.LIST, *keys.MARKS]

    @dataclass
    class Highlighted(Message):
        """The cursor stands on another record; None where there is none or its id is not known yet."""

        record_id: int | None

    @dataclass
    class Selected(Message):
        """A record was opened, by enter or a double click."""

        record_id: int

    @dataclass
    class TitleChosen(Message):
        """The title of a column was clicked; ``column`` is its key."""

        column: str

    @dataclass
    class SelectionChanged(Message):
        """Other records are marked; ``ids`` is a live view: copy what must stay."""

        ids: AbstractSet[int]

    def __init__(self, columns: Sequence[Column], *, selectable: bool = False) -> None:
        super().__init__(columns)
        self._selectable = selectable

    def show(
        self, source: RecordSource, *, keep_cursor: bool, leaving: Container[int] = (), onto: int | None = None
    ) -> None:
        """Show another result. With ``keep_cursor`` the cursor stays on its record and line, else it goes to the top.

        Where its record is gone, or is among those ``leaving`` their place, the cursor stays at the same position. It goes
        to the record called ``onto``, if that is there. Marks stay in any case.
        """
        before, line = self.highlighted_id, self._cursor - self.scroll_offset.y
        stays = before if keep_cursor and before not in leaving else None
        found = [each and position_of(source.ids, each, near=self._cursor) for each in (onto, stays)]
        places = (*found, self._cursor if keep_cursor else 0)
        position = next(place for place in places if place is not None)
        self._source = source
        self._cursor = self._record_near(position, 1)
        self.virtual_size = Size(0, source.count + HEAD)
        self._scroll(position - line if keep_cursor else 0)
        if 0 <= line < self._lines or found[0] is not None:
            self._reveal()
        self.refresh_records()
        self._point()
        if self.highlighted_id != before:
            self.post_message(self.Highlighted(self.highlighted_id))

    @property
    def source(self) -> RecordSource:
        """The result that is shown."""
        return self._source

    @property
    def cursor_position(self) -> int:
        """The cursor's position in the result, 0 where it is empty."""
        return self._cursor

    @property
    def highlighted_id(self) -> int | None:
        """The id of the record under the cursor; None where there is none or it is not known yet."""
        ids = self._source.ids
        return ids[self._cursor] if self._cursor < len(ids) and ids[self._cursor] >= 0 else None

    @property
    def selection(self) -> AbstractSet[int]:
        """The marked ids: a live view, also of records that are not shown now."""
        return self._marks.ids

    def selected(self) -> IdSet:
        """Return the ids marked so far, which no longer change; takes next to no time."""
        return self._marks.copy()

    def select(self, ids: Iterable[int]) -> None:
        """Mark ``ids`` too."""
        self._marks.add(ids)
        self.refresh()
        self._say_marked()

    def clear_selection(self) -> None:
        """Take all marks back."""
        self._marks.clear()
        self.refresh()
        self._say_marked()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key does something: marking and opening need a record."""
        if action in {"mark", "mark_all", "choose"} and not self._source.count:
            return False
        if action in {"mark", "mark_all"} and not self._selectable:
            return False
        return super().check_action(action, parameters)

    def action_move(self, rows: int) -> None:
        """Move the cursor by ``rows``."""
        self._go(self._cursor + rows)

    def action_page(self, pages: float) -> None:
        """Move cursor and screen by ``pages`` screens."""
        rows = int(pages * self._lines)
        self._scroll(self.scroll_offset.y + rows)
        self._go(self._cursor + rows)

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self._go(0)

    def action_last(self) -> None:
        """Move the cursor to the last row."""
        self._go(self._source.count - 1)

    def action_mark(self) -> None:
        """Mark the record under the cursor, or take its mark back, and move on."""
        if self.highlighted_id is not None:
            self._marks.toggle(self.highlighted_id)
            self.refresh_line(self._cursor + HEAD)
            self._say_marked()
            self.action_move(1)

    def action_mark_all(self) -> None:
        """Mark the whole result, or take all marks back where it is; not before all its ids are known."""
        ids = self._source.ids
        if len(ids) < self._source.count:
            self.app.bell()
        elif self._marks.is_whole(ids):
            self.clear_selection()
        else:
            self._marks.begin(ids)
            self.refresh()
            self._take_marks()

    def action_choose(self) -> None:
        """Open the record under the cursor."""
        if self.highlighted_id is not None:
            self.post_message(self.Selected(self.highlighted_id))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row clicked, and open it at a double click; tell of a title clicked."""
        row = event.y - HEAD + self.scroll_offset.y
        title = self.column_at(event.x) if event.y < HEAD else None
        if title is not None:
            self.post_message(self.TitleChosen(title.key))
        if event.y >= HEAD and row < self._source.count and not self._is_heading(row):
            self._go(row)
            if event.chain == _DOUBLE:
                self.action_choose()
        event.stop()

    def on_resize(self) -> None:
        """Keep the cursor on the screen."""
        self._reveal()
        self._point()

    def on_focus(self) -> None:
        """Take the terminal's cursor along."""
        self._point()

    @property
    def _lines(self) -> int:
        """How many rows fit on the screen, at least one."""
        return max(1, self.size.height - HEAD)

    def _go(self, position: int) -> None:
        """Put the cursor on row ``position``, or the nearest there is, preferably beyond a heading."""
        old, self._cursor = self._cursor, self._record_near(position, -1 if position < self._cursor else 1)
        self._reveal()
        self._point()
        if self._cursor != old:
            self.refresh_line(old + HEAD)
            self.refresh_line(self._cursor + HEAD)
            self.post_message(self.Highlighted(self.highlighted_id))

    def _record_near(self, position: int, step: int) -> int:
        """Return the row nearest to ``position`` that is no heading, looked for in the direction of ``step`` first."""
        last = max(0, self._source.count - 1)
        begin = clamp(position, 0, last)
        for way in (step, -step):
            row = begin
            while 0 <= row <= last and self._is_heading(row):
                row += way
            if 0 <= row <= last:
                return row
        return begin

    def _is_heading(self, row: int) -> bool:
        ids = self._source.ids
        return 0 <= row < len(ids) and ids[row] < 0

    def _point(self) -> None:
        """Put the terminal's cursor on the line, where screen readers look for what is spoken of."""
        if self.has_focus:
            line = HEAD + self._cursor - self.scroll_offset.y
            self.app.cursor_position = self.region.offset + Offset(0, line)

    def _reveal(self) -> None:
        """Scroll as little as brings the cursor onto the screen, with the headings above it where they fit."""
        top, first = self.scroll_offset.y, self._cursor
        while self._is_heading(first - 1) and self._cursor - first + 2 <= self._lines:
            first -= 1
        nearest = clamp(top, self._cursor - self._lines + 1, first)
        if nearest != top:
            self._scroll(nearest)

    def _scroll(self, top: int) -> None:
        self.scroll_to(y=top, animate=False, force=True)

    def _take_marks(self) -> None:
        if self._marks.take():
            self.set_timer(_BREATH, self._take_marks)
        else:
            self._say_marked()

    def _say_marked(self) -> None:
        self.post_message(self.SelectionChanged(self._marks.ids))
