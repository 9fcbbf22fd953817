"""How a board is drawn: the heads of columns, the titles of lanes, and only those cards that are on the screen.

A card is laid out once for each ground it stands on, and again only when it says something else.
"""

from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from functools import cached_property
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, clamp
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_crm.i18n import _
from tui_crm.widgets.board_card_lines import NARROW, WIDE, card_lines
from tui_crm.widgets.board_cards import BLANK, NO_CARDS, BoardCard, Spot
from tui_crm.widgets.board_layout import BoardLayout
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.cell_runs import BETWEEN, SPACE, ends, run
from tui_crm.widgets.marks import Marks
from tui_crm.widgets.painting import ink, is_plain, paint

HEAD: Final = 2  # lines of the heads of columns, which do not scroll; one more where there are lanes
_GAP: Final = 2  # cells between columns
_SIDE: Final = 2  # cells of the bar at the left edge of a card, and the blank behind it
_TAIL: Final = 1  # blank cells at the right edge of a card
_NARROWEST: Final = 28  # cells of a column beside others
_SEVERAL: Final = 96  # cells from which on columns stand side by side
_WIDE: Final = 56  # cells from which on a card needs two lines, not three
_KEPT: Final = 1_024  # cards kept


class _Ground(IntEnum):
    """How a card is set off."""

    PLAIN = 0
    MARKED = 1
    CURSOR = 2
    CURSOR_MARKED = 3


def _no_card(card_id: int) -> BoardCard:
    raise KeyError(card_id)


class BoardLines(ScrollView, inherit_bindings=False):
    """The heads of columns, as many side by side as there is room for, and their cards from the scroll offset on."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"board--cursor", "board--cursor-bar", "board--marked", "board--marked-bar"}
    DEFAULT_CSS = """
    BoardLines {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .board--cursor { background: $panel; }
        & > .board--cursor-bar { color: $muted; }
        & > .board--marked { background: $surface; }
        & > .board--marked-bar { color: $primary; }
        &:focus > .board--cursor-bar { color: $accent; }
        &:ansi > .board--cursor { text-style: reverse; }
        &:ansi > .board--marked { text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._empty: tuple[Cell, ...] = ()
        self._board = NO_CARDS
        self._card: Callable[[int], BoardCard] = _no_card
        self._spot = Spot(0, 0)
        self._marks = Marks()
        self._first = 0  # column at the left edge
        self._shown = 1
        self._width = 0  # cells of a column
        self._layout = BoardLayout(NO_CARDS, (), 1)
        self._cards: dict[int, BoardCard] = {}
        self._stale: set[int] = set()
        self._drawn: dict[tuple[int, _Ground], Sequence[Strip]] = {}

    @property
    def empty(self) -> tuple[Cell, ...]:
        """What a board without cards says, a cell a line."""
        return self._empty

    @empty.setter
    def empty(self, lines: Sequence[Cell]) -> None:
        self._empty = tuple(lines)
        self.refresh()

    @property
    def shown_columns(self) -> Sequence[int]:
        """The numbers of the columns that are seen."""
        return range(self._first, min(self._first + self._shown, len(self._board.columns)))

    @property
    def is_folded(self) -> bool:
        """Whether one column is seen at a time, though there are more."""
        return self._shown < len(self._board.columns) and self._shown == 1

    @property
    def head(self) -> int:
        """How many lines stand above the cards and do not scroll."""
        return HEAD + bool(self._board.lanes)

    def refresh_cards(self) -> None:
        """Ask again for what is on the screen, and draw what says something else now; cursor and marks stay."""
        self._stale = set(self._cards)
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw all again in the new colours."""
        self._drawn.clear()
        super().notify_style_update()

    def column_left(self, column: int) -> int:
        """Return the cell at which a column that is seen begins."""
        return (column - self._first) * (self._width + _GAP)

    def column_at(self, x: int) -> int | None:
        """Return the number of the column that is drawn at cell ``x`` of a line."""
        number, inside = divmod(x, self._width + _GAP)
        return self._first + number if inside < self._width and self._first + number in self.shown_columns else None

    def column_named_at(self, x: int) -> int | None:
        """Return the number of the column whose name is drawn at cell ``x`` of the first line."""
        if not self.is_folded:
            return self.column_at(x)
        left = 0
        for number, strip in self._names():
            if left <= x < left + strip.cell_length:
                return number
            left += strip.cell_length
        return None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines that are asked for, forgetting the oldest cards where too many are known."""
        if len(self._cards) > _KEPT:
            self._cards.clear()
            self._drawn.clear()
            self._stale.clear()
        self.__dict__.pop("_paper", None)
        return super().render_lines(crop)

    @cached_property
    def _paper(self) -> Style:
        """The style of bare ground, which Textual works out anew each time it is asked: kept while lines are drawn."""
        return self.rich_style

    def render_line(self, y: int) -> Strip:
        """Draw line ``y`` of the screen."""
        width, top = self.scrollable_size.width, self.scroll_offset.y
        if y < HEAD:
            strip = self._rule() if y else self._titles()
        elif not self._board.count:
            strip = self._notice(y - HEAD - 1)
        elif y < self.head:
            strip = self._lane(self._layout.lane_at(top - 1) if self._layout.lines else None)
        else:
            strip = self._body(top + y - self.head)
        return strip.adjust_cell_length(width, self._paper)

    def _lay_out(self) -> None:
        """Find how many columns there is room for, and the lines of everything in them."""
        width, columns = max(1, self.scrollable_size.width), len(self._board.columns)
        fits = 1 if width < _SEVERAL or is_plain(self) else (width + _GAP) // (_NARROWEST + _GAP)
        self._shown = clamp(fits, 1, max(1, columns))
        self._first = clamp(self._first, self._spot.column - self._shown + 1, self._spot.column)
        self._first = clamp(self._first, 0, max(0, columns - self._shown))
        wide = (width - _GAP * (self._shown - 1)) // self._shown
        if wide != self._width:
            self._width = wide
            self._drawn.clear()
        self._layout = BoardLayout(self._board, self.shown_columns, self._height + 1)

    @property
    def _height(self) -> int:
        """How many lines a card takes."""
        return WIDE if self._width >= _WIDE else NARROW

    def _titles(self) -> Strip:
        if self.is_folded:
            return Strip.join([strip for _number, strip in self._names()])
        return self._side_by_side([self._title(number) for number in self.shown_columns])

    def _title(self, number: int) -> Strip:
        """Draw the head of a column over its whole width, its note at the right."""
        column, room = self._board.columns[number], self._width - _SIDE - _TAIL
        left = (Cell(column.title, Role.STRONG), SPACE, SPACE, self._count(number))
        drawn = ends(self, left, (column.note,), room, self._paper)
        return Strip([self._sign(number), *drawn])

    def _names(self) -> Iterator[tuple[int, Strip]]:
        """Yield the heads of all columns, one behind the other, from the first that leaves room for the one that is seen."""
        strips = [self._named(number) for number in range(len(self._board.columns))]
        first, here = 0, self._spot.column
        while first < here and sum(strip.cell_length for strip in strips[first : here + 1]) > self._width:
            first += 1
        yield from list(enumerate(strips))[first:]

    def _named(self, number: int) -> Strip:
        here = number == self._spot.column
        title = Cell(self._board.columns[number].title, Role.STRONG if here else Role.MUTED)
        drawn = run(self, (title, SPACE, self._count(number)), self._width - _SIDE, self._paper)
        return Strip([self._sign(number), *drawn, Segment("  ", self._paper)])

    def _sign(self, number: int) -> Segment:
        """Return what stands before the head of a column: a bar before the one where the cursor is."""
        if number != self._spot.column:
            return Segment(" " * _SIDE, self._paper)
        sign = ">" if is_plain(self) else "▎"
        bar = self.get_component_rich_style("board--cursor-bar", partial=True)
        return Segment(sign + " " * (_SIDE - 1), self._paper + bar)

    def _count(self, number: int) -> Cell:
        """Return how many cards a column has, and how many it should have at most."""
        column = self._board.columns[number]
        count = self._board.count_in(number) if column.total is None else column.total
        if column.limit is None:
            return Cell(f"{count:,}", Role.MUTED)
        said = _("{count}/{limit} over") if count > column.limit else "{count}/{limit}"
        text = said.format(count=f"{count:,}", limit=f"{column.limit:,}")
        return Cell(text, Role.ERROR, bold=True) if count > column.limit else Cell(text, Role.MUTED)

    def _rule(self) -> Strip:
        """Draw the rule below the heads, with the names of columns that are not seen at its ends."""
        drawn = [self._ruled(number) for number in self.shown_columns]
        return self._side_by_side(drawn)

    def _ruled(self, number: int) -> Strip:
        here, seen = number == self._spot.column, self.shown_columns
        style = self._paper + ink(self, Role.ACCENT if here else Role.FAINT)
        room = self._width - 4
        left = self._hidden(range(self._first), room) if number == seen[0] else Strip([])
        room -= left.cell_length
        hidden = range(seen[-1] + 1, len(self._board.columns))
        right = self._hidden(hidden, room) if number == seen[-1] else Strip([])
        sign = " " if is_plain(self) else "─"
        rest = max(0, self._width - left.cell_length - right.cell_length - 2 * bool(left) - 2 * bool(right))
        ends = Segment(sign * 2, style)
        parts = [*([ends, *left] if left else []), Segment(sign * rest, style), *([*right, ends] if right else [])]
        return Strip(parts).adjust_cell_length(self._width, self._paper)

    def _hidden(self, columns: Sequence[int], room: int) -> Strip:
        """Draw the names and counts of columns that are not seen; nothing where they stand in the first line."""
        if self.is_folded or not columns or room <= 0:
            return Strip([])
        cells: list[Cell] = [SPACE]
        for number in columns:
            title = Cell(self._board.columns[number].title, Role.MUTED)
            cells += [*([BETWEEN] if len(cells) > 1 else []), title, SPACE, self._count(number)]
        return Strip(run(self, (*cells, SPACE), room, self._paper))

    def _lane(self, lane: int | None) -> Strip:
        """Draw the title of a lane over the whole width."""
        if lane is None:
            return Strip([])
        style, width = self._paper, self.scrollable_size.width
        title = self._board.lanes[lane]
        many = self._board.lane_count(lane)
        count = (Cell(f"{many:,}", Role.MUTED), SPACE) if many else ()
        drawn = Strip(run(self, (title, SPACE, *count), width, style))
        sign = " " if is_plain(self) else "─"
        rule = Segment(sign * max(0, width - drawn.cell_length), style + ink(self, Role.FAINT))
        return Strip([*drawn, rule])

    def _body(self, line: int) -> Strip:
        """Draw a line below the head: the title of a lane, or a line of a card in each column."""
        place = self._layout.at(line)
        if place.row < 0:
            return self._lane(place.lane)
        return self._side_by_side(
            [
                self._card_line(column, self._layout.spot_at(column, place), place.part, first=line == 0)
                for column in self.shown_columns
            ]
        )

    def _card_line(self, column: int, spot: Spot | None, part: int, *, first: bool) -> Strip:
        if spot is None or part >= self._height:
            is_empty = first and not self._board.count_in(column)
            text = _("nothing here") if is_empty else ""
            sign = self._sign(column) if is_empty else Segment(" " * _SIDE, self._paper)
            return Strip([sign, *paint(self, Cell(text, Role.MUTED), self._paper, max(0, self._width - _SIDE))])
        card_id = self._board.id_at(spot)
        assert card_id is not None
        marked = card_id in self._marks.ids
        return self._drawn_card(card_id, _Ground(2 * (spot == self._spot) + marked))[part]

    def _drawn_card(self, card_id: int, ground: _Ground) -> Sequence[Strip]:
        """Return the lines of a card, laid out only where that is not known."""
        if card_id not in self._cards or card_id in self._stale:
            self._stale.discard(card_id)
            card = self._card(card_id)
            if self._cards.get(card_id) != card:
                self._cards[card_id] = card
                for each in _Ground:
                    self._drawn.pop((card_id, each), None)
        if (card_id, ground) not in self._drawn:
            self._drawn[card_id, ground] = self.lay_out_card(self._cards[card_id], ground)
        return self._drawn[card_id, ground]

    def lay_out_card(self, card: BoardCard, ground: int) -> Sequence[Strip]:
        """Return the lines of a card on a ground, each as wide as a column."""
        style, bar = self._ground_style(_Ground(ground), card)
        return [self._card_strip(left, right, style, bar) for left, right in card_lines(card, self._height)]

    def _card_strip(self, left: Sequence[Cell], right: Sequence[Cell], style: Style, bar: Segment) -> Strip:
        drawn = ends(self, left, right, self._width - _SIDE - _TAIL, style)
        blank = Segment(" " * (_SIDE - 1), style)
        return Strip([bar, blank, *drawn]).adjust_cell_length(self._width, style)

    def _ground_style(self, ground: _Ground, card: BoardCard) -> tuple[Style, Segment]:
        plain = is_plain(self)
        if ground is _Ground.PLAIN:
            edge = self._paper + ink(self, card.bar)
            return self._paper, Segment(" " if plain else "▏", edge)
        signs = ("*", ">") if plain else ("▌", "▎")
        name = "marked" if ground is _Ground.MARKED else "cursor"
        style = self.get_component_rich_style(f"board--{name}")
        bar_name = "marked" if ground & _Ground.MARKED else "cursor"
        bar = self.get_component_rich_style(f"board--{bar_name}-bar", partial=True)
        return style, Segment(signs[ground is _Ground.CURSOR], style + bar)

    def _side_by_side(self, strips: Sequence[Strip]) -> Strip:
        gap = Segment(" " * _GAP, self._paper)
        segments: list[Segment] = []
        for strip in strips:
            segments += [gap] * bool(segments)
            segments += strip.adjust_cell_length(self._width, self._paper)
        return Strip(segments)

    def _notice(self, number: int) -> Strip:
        text = self._empty[number] if 0 <= number < len(self._empty) else BLANK
        blank = Segment(" " * _SIDE, self._paper)
        width = max(0, self.scrollable_size.width - _SIDE)
        return Strip([blank, *paint(self, text, self._paper, width)])
