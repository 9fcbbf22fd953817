"""A timeline: what its keys and mouse do, and where the cursor stays when entries come and go."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.geometry import Size, clamp
from textual.message import Message

from tui_crm.widgets import keys
from tui_crm.widgets.timeline_layout import Layout
from tui_crm.widgets.timeline_lines import TimelineLines, TimelineSource

_DOUBLE: Final = 2  # clicks


class Timeline(TimelineLines, can_focus=True):
    """Entries on one line of time, the future above: a cursor that stays with its entry, and entries that unfold."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.TIMELINE]

    @dataclass
    class Highlighted(Message):
        """The cursor stands on another entry; None where there is none."""

        key: int | None

    @dataclass
    class Chosen(Message):
        """Somebody wants to see what an entry leads to."""

        key: int

    @property
    def source(self) -> TimelineSource:
        """The entries that are shown."""
        return self._source

    @property
    def cursor_position(self) -> int:
        """The cursor's position among the entries, 0 where there are none."""
        return self._cursor

    @property
    def highlighted(self) -> int | None:
        """The key of the entry under the cursor; None where there is none."""
        keys = self._source.keys
        return keys[self._cursor] if self._cursor < len(keys) else None

    def show(self, source: TimelineSource, *, keep_cursor: bool) -> None:
        """Show other entries. With ``keep_cursor`` the cursor stays on its entry and line, else it goes to now.

        Where its entry is gone it goes to the next older one.
        """
        before, line = self.highlighted, self._line - self.scroll_offset.y
        position = self._kept(source) if keep_cursor and before is not None else _now(source)
        self._source = source
        self._cursor = clamp(position, 0, max(0, len(source.keys) - 1))
        self._rows.clear()
        self._lay_out()
        if keep_cursor and before is not None:
            self._scroll(self._line - line)
        else:
            self._show_now()
        self._reveal()
        if self.highlighted != before:
            self.post_message(self.Highlighted(self.highlighted))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key does something: most need an entry."""
        if action in {"choose", "unfold", "fold", "month", "now"} and not len(self._source.keys):
            return False
        return super().check_action(action, parameters)

    def action_move(self, entries: int) -> None:
        """Move the cursor by ``entries``."""
        self._go(self._cursor + entries)

    def action_page(self, pages: float) -> None:
        """Move cursor and screen by ``pages`` screens."""
        lines = int(pages * self._height)
        self._scroll(self.scroll_offset.y + lines)
        place = self._layout.at(clamp(self._line + lines, 0, max(0, self._layout.lines - 1)))
        if place is not None:
            self._go(place.position)

    def action_first(self) -> None:
        """Move the cursor to the first entry."""
        self._go(0)
        self._scroll(0)

    def action_last(self) -> None:
        """Move the cursor to the last entry."""
        self._go(len(self._source.keys) - 1)

    def action_now(self) -> None:
        """Move the cursor to the newest entry of the past, with what comes next in sight."""
        self._go(_now(self._source))
        self._show_now()
        self._reveal()

    def action_month(self, months: int) -> None:
        """Move the cursor to where the month before (1), or the one after (-1), begins on the line."""
        starts = self._source.months
        number = bisect_right(starts, self._cursor) if months > 0 else bisect_left(starts, self._cursor) - 1
        if 0 <= number < len(starts):
            self._go(starts[number])

    def action_unfold(self) -> None:
        """Unfold the entry under the cursor, or fold it."""
        key = self.highlighted
        if key is not None:
            self._unfolded ^= {key}
            self._lay_out()
            self._reveal()

    def action_choose(self) -> None:
        """Tell that somebody wants what the entry under the cursor leads to; unfold one that leads nowhere, or fold it."""
        key = self.highlighted
        row = None if key is None else self._source.rows([key]).get(key)
        if key is not None and row is not None and row.leads:
            self.post_message(self.Chosen(key))
        else:
            self.action_unfold()

    def action_fold(self, fold: bool) -> None:  # noqa: FBT001 - Textual passes it by position
        """Fold the entry under the cursor, or unfold it."""
        if (self.highlighted in self._unfolded) is fold:
            self.action_unfold()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the entry clicked, and unfold it at a double click."""
        place = self._layout.at(event.y + self.scroll_offset.y)
        if place is not None and place.rule is None:
            self._go(place.position)
            if event.chain == _DOUBLE:
                self.action_choose()
        event.stop()

    def on_resize(self) -> None:
        """Break what is unfolded anew, and keep the cursor on the screen."""
        self._lay_out()
        self._reveal()

    @property
    def _height(self) -> int:
        return max(1, self.size.height)

    @property
    def _line(self) -> int:
        """The first line of the entry under the cursor."""
        return self._layout.line_of(self._cursor) if len(self._source.keys) else 0

    def _kept(self, source: TimelineSource) -> int:
        """Return where the entry under the cursor, or else the next older one, is in another source."""
        there = {key: position for position, key in enumerate(source.keys)}
        older = self._source.keys[self._cursor :]
        return next((there[key] for key in older if key in there), len(source.keys) - 1)

    def _lay_out(self) -> None:
        """Find the lines of everything; what is unfolded is read for that."""
        keys = self._source.keys
        positions = [position for position, key in enumerate(keys) if key in self._unfolded] if self._unfolded else []
        unfolded = {position: self.lines_of(position) for position in positions}
        self._layout = Layout(len(keys), [rule.position for rule in self._source.rules], unfolded)
        self.virtual_size = Size(0, self._layout.lines)
        self.refresh()

    def _go(self, position: int) -> None:
        """Put the cursor on the entry at ``position``, or the nearest there is."""
        old, self._cursor = self._cursor, clamp(position, 0, max(0, len(self._source.keys) - 1))
        self._reveal()
        if self._cursor != old:
            self.refresh()
            self.post_message(self.Highlighted(self.highlighted))

    def _show_now(self) -> None:
        """Scroll to where as much of the future is in sight as leaves two thirds of the screen to the past."""
        line = self._layout.line_of(self._source.ahead) if self._source.ahead < len(self._source.keys) else self._line
        self._scroll(max(0, line - max(1, self._height // 3)))

    def _reveal(self) -> None:
        """Scroll as little as brings the entry under the cursor into sight, at the ends with the rules beyond it."""
        if not len(self._source.keys):
            return
        first = self._line if self._cursor else 0
        last = self._line + min(self._layout.height(self._cursor), self._height) - 1
        if self._cursor == len(self._source.keys) - 1:
            last = max(last, self._layout.lines - 1) if self._layout.height(self._cursor) <= self._height else last
        top = self.scroll_offset.y
        nearest = clamp(top, last - self._height + 1, first) if last - self._height + 1 <= first else first
        if nearest != top:
            self._scroll(nearest)

    def _scroll(self, top: int) -> None:
        self.scroll_to(y=top, animate=False, force=True)


def _now(source: TimelineSource) -> int:
    """Return the position of the newest entry of the past, or of the nearest one ahead where there is no past."""
    return min(source.ahead, len(source.keys) - 1)
