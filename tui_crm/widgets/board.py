"""The one board widget: what its keys and mouse do, and where the cursor stays when cards come and go.

Nothing here grows with the number of cards, and a key draws only the cards that look different after it.
"""

from collections.abc import Callable, Container
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.geometry import Offset, Region, Size, clamp
from textual.message import Message

from tui_crm.widgets import keys
from tui_crm.widgets.board_cards import Arrangement, BoardCard, Spot
from tui_crm.widgets.board_lines import HEAD, BoardLines
from tui_crm.widgets.id_set import IdSet

_DOUBLE: Final = 2  # clicks


class Board(BoardLines, can_focus=True):
    """Cards in columns, with lanes across them: a cursor that stays with its card, marks, and wishes to move a card."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.BOARD]

    @dataclass
    class Highlighted(Message):
        """The cursor stands on another card; None where its column is empty."""

        card_id: int | None

    @dataclass
    class Selected(Message):
        """A card was opened, by enter or a double click."""

        card_id: int

    @dataclass
    class MoveWanted(Message):
        """A card shall go to another column, by its key; the board does nothing itself."""

        card_id: int
        column: str

    @dataclass
    class SelectionChanged(Message):
        """Other cards are marked; ``ids`` is a live view: copy what must stay."""

        ids: AbstractSet[int]

    def show(
        self,
        board: Arrangement,
        card: Callable[[int], BoardCard],
        *,
        keep_cursor: bool,
        leaving: Container[int] = (),
        onto: int | None = None,
    ) -> None:
        """Show other cards; ``card`` says what the one of an id says, and is asked for those on the screen only.

        With ``keep_cursor`` the cursor stays on its card and line, else it goes to the first card. Where its card is gone,
        or is among those ``leaving`` their place, it stays at the same place of the same column. It goes to the card called
        ``onto``, if that is there. Marks stay in any case.
        """
        before, line = self.highlighted_id, self._line - self.scroll_offset.y
        stays = before if keep_cursor and before not in leaving else None
        found = [board.spot_of(each) for each in (onto, stays) if each is not None]
        place = self._same_place(board) if keep_cursor and self._board.columns else _first_card(board)
        self._board, self._card = board, card
        self._spot = next((spot for spot in found if spot is not None), place)
        self._stale = set(self._cards)
        self._lay_out_anew()
        self._scroll(self._line - line if keep_cursor else 0)
        self._reveal()
        self._point()
        if self.highlighted_id != before:
            self.post_message(self.Highlighted(self.highlighted_id))

    @property
    def board(self) -> Arrangement:
        """The cards that are shown, and where they stand."""
        return self._board

    @property
    def highlighted_id(self) -> int | None:
        """The id of the card under the cursor; None where its column is empty."""
        return self._board.id_at(self._spot)

    @property
    def highlighted_column(self) -> str | None:
        """The key of the column that the cursor is in; None where there are no columns."""
        columns = self._board.columns
        return columns[self._spot.column].key if self._spot.column < len(columns) else None

    @property
    def selection(self) -> AbstractSet[int]:
        """The marked ids: a live view, also of cards that are not shown now."""
        return self._marks.ids

    def selected(self) -> IdSet:
        """Return the ids marked so far, which no longer change."""
        return self._marks.copy()

    def clear_selection(self) -> None:
        """Take all marks back."""
        self._marks.clear()
        self.refresh()
        self._say_marked()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key does something: most need a card, and one to move needs a column to go to."""
        if action == "push" and self.highlighted_id is not None:
            steps = parameters[0] if parameters and isinstance(parameters[0], int) else None
            columns = range(len(self._board.columns))
            return len(columns) > 1 if steps is None else self._spot.column + steps in columns
        if action in {"push", "mark", "choose"}:
            return self.highlighted_id is not None
        if action == "mark_all":
            return self._board.count > 0
        return super().check_action(action, parameters)

    def action_move(self, cards: int) -> None:
        """Move the cursor by so many cards in its column, over lanes."""
        self._go(Spot(self._spot.column, self._spot.position + cards))

    def action_step(self, columns: int) -> None:
        """Move the cursor to another column, to the card that stands nearest to its line."""
        column = self._spot.column + columns
        if 0 <= column < len(self._board.columns):
            self._go(self._layout.nearest(column, self._line))

    def action_page(self, pages: float) -> None:
        """Move cursor and screen by ``pages`` screens."""
        lines = int(pages * self._lines)
        self._scroll(self.scroll_offset.y + lines)
        if self._board.columns:
            self._go(self._layout.nearest(self._spot.column, clamp(self._line + lines, 0, self._layout.lines)))

    def action_first(self) -> None:
        """Move the cursor to the first card of its column."""
        self._go(Spot(self._spot.column, 0))

    def action_last(self) -> None:
        """Move the cursor to the last card of its column."""
        if self._board.columns:
            self._go(Spot(self._spot.column, self._board.count_in(self._spot.column) - 1))

    def action_push(self, columns: int) -> None:
        """Say that the card under the cursor shall go to the column beside its own."""
        column = self._spot.column + columns
        if self.highlighted_id is not None and 0 <= column < len(self._board.columns):
            self.post_message(self.MoveWanted(self.highlighted_id, self._board.columns[column].key))

    def action_mark(self) -> None:
        """Mark the card under the cursor, or take its mark back, and move on."""
        if self.highlighted_id is not None:
            self._marks.toggle(self.highlighted_id)
            self._refresh_card(self._spot)
            self._say_marked()
            self.action_move(1)

    def action_mark_all(self) -> None:
        """Mark all cards that are shown, or take all marks back where they are."""
        if all(card_id in self._marks.ids for card_id in self._board.ids):
            self.clear_selection()
        else:
            self._marks.add(self._board.ids)
            self.refresh()
            self._say_marked()

    def action_choose(self) -> None:
        """Open the card under the cursor."""
        if self.highlighted_id is not None:
            self.post_message(self.Selected(self.highlighted_id))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the card clicked, and open it at a double click; go to the column whose name is clicked."""
        event.stop()
        column = self.column_named_at(event.x) if event.y < HEAD else self.column_at(event.x)
        if column is None:
            return
        if event.y < self.head:
            self._go(self._layout.nearest(column, self._line))
            return
        place = self._layout.at(event.y - self.head + self.scroll_offset.y)
        spot = self._layout.spot_at(column, place)
        if spot is not None:
            self._go(spot)
            if event.chain == _DOUBLE:
                self.action_choose()

    def on_resize(self) -> None:
        """Share the room out anew, and keep the cursor on the screen."""
        self._lay_out_anew()
        self._reveal()
        self._point()

    def on_focus(self) -> None:
        """Take the terminal's cursor along."""
        self._point()

    @property
    def _lines(self) -> int:
        """How many lines of cards fit on the screen, at least one."""
        return max(1, self.size.height - self.head)

    @property
    def _line(self) -> int:
        """The first line of the card under the cursor."""
        return self._layout.line_of(self._spot) if self._board.columns else 0

    def _lay_out_anew(self) -> None:
        self._lay_out()
        self.virtual_size = Size(0, self._layout.lines + self.head)
        self.refresh()

    def _same_place(self, board: Arrangement) -> Spot:
        """Return where the cursor is, as far as that is on another board."""
        key = self._board.columns[self._spot.column].key
        column = board.column_called(key)
        if column is None:
            return _first_card(board)
        return Spot(column, clamp(self._spot.position, 0, max(0, board.count_in(column) - 1)))

    def _go(self, wanted: Spot) -> None:
        """Put the cursor on the card at a spot, or the nearest there is in its column."""
        if not self._board.columns:
            return
        old = self._spot
        last = max(0, self._board.count_in(wanted.column) - 1)
        self._spot = Spot(wanted.column, clamp(wanted.position, 0, last))
        if self._spot == old:
            self._reveal()
            return
        if self._spot.column not in self.shown_columns:
            self._lay_out_anew()
        elif self._spot.column != old.column:
            self.refresh(Region(0, 0, self.size.width, HEAD))
        self._reveal()
        self._point()
        self._refresh_card(old)
        self._refresh_card(self._spot)
        self.post_message(self.Highlighted(self.highlighted_id))

    def _refresh_card(self, spot: Spot) -> None:
        """Draw the lines of one card again, where it is on the screen."""
        top = self._layout.line_of(spot) - self.scroll_offset.y if spot.column in self.shown_columns else self._lines
        first, end = max(0, top), min(top + self._height, self._lines)
        if first < end:
            left = self.column_left(spot.column)
            self.refresh(Region(left, self.head + first, self._width, end - first))

    def _reveal(self) -> None:
        """Scroll as little as brings the whole card under the cursor onto the screen; the first of all to the very top."""
        top, first = self.scroll_offset.y, self._line
        last = first + min(self._height, self._lines) - 1
        nearest = clamp(top, last - self._lines + 1, first)
        if nearest != top:
            self._scroll(nearest)

    def _scroll(self, top: int) -> None:
        self.scroll_to(y=top, animate=False, force=True)

    def _point(self) -> None:
        """Put the terminal's cursor on the card, where screen readers look for what is spoken of."""
        if self.has_focus and self._spot.column in self.shown_columns:
            line = self.head + self._line - self.scroll_offset.y
            self.app.cursor_position = self.region.offset + Offset(self.column_left(self._spot.column), line)

    def _say_marked(self) -> None:
        self.post_message(self.SelectionChanged(self._marks.ids))


def _first_card(board: Arrangement) -> Spot:
    """Return the first card of the first column that has one."""
    return next((Spot(column, 0) for column in range(len(board.columns)) if board.count_in(column)), Spot(0, 0))
