"""A board under test: help-desk-like cards by id, counting what is laid out and drawn."""

from collections.abc import Callable, Sequence

from textual.strip import Strip

from tui_crm.widgets.board import Board
from tui_crm.widgets.board_cards import Arrangement, BoardCard, BoardColumn
from tui_crm.widgets.cell import Cell, Role

COLUMNS = (
    BoardColumn("new", "New"),
    BoardColumn("open", "Open", limit=3),
    BoardColumn("waiting", "Waiting", limit=30),
    BoardColumn("resolved", "Resolved"),
    BoardColumn("closed", "Closed", total=2_310),
)
LANES = (Cell("urgent", Role.ERROR, bold=True), Cell("normal", Role.STRONG), Cell("low", Role.MUTED))
Place = tuple[int, str, int]


class CountingBoard(Board):
    """A board that counts the lines it draws and the cards it lays out."""

    drawn = laid_out = 0

    def render_line(self, y: int) -> Strip:
        self.drawn += 1
        return super().render_line(y)

    def lay_out_card(self, card: BoardCard, ground: int) -> Sequence[Strip]:
        self.laid_out += 1
        return super().lay_out_card(card, ground)

    def forget(self) -> None:
        self.drawn = self.laid_out = 0


def card(card_id: int, title: str = "delivery date slipped") -> BoardCard:
    """Return what the card of an id says."""
    urgent = card_id % 5 == 1
    return BoardCard(
        Cell(f"T-{card_id}", Role.MUTED),
        Cell(title if card_id % 2 else "漏发配件，要求补发", Role.STRONG),
        (Cell("Anna Schmidt"),),
        (Cell("wang", Role.MUTED), Cell("3 d", Role.MUTED)),
        (Cell("complaint", Role.ERROR), Cell("urgent", Role.WARNING)) if urgent else (),
        Cell("first 25 min", Role.ERROR, bold=True) if urgent else Cell("solve 1 d", Role.MUTED),
        Role.ERROR if urgent else Role.FAINT,
    )


def shown(
    board: Board, places: Sequence[Place], lanes: Sequence[Cell] = (), *, keep_cursor: bool = False, **more: int
) -> Callable[[int], BoardCard]:
    """Show cards at ``places``; ``onto`` may be among ``more``."""
    board.show(Arrangement(COLUMNS, lanes, places), card, keep_cursor=keep_cursor, onto=more.get("onto"))
    return card


DESK: Sequence[Place] = (
    *((number, "new", 0) for number in (1, 2, 3)),
    *((number, "open", (number - 10) // 2) for number in range(10, 15)),
    *((number, "waiting", 1) for number in (20, 21)),
    *((number, "resolved", 2) for number in (30,)),
)
"""Cards in four of the five columns, in three lanes where there are lanes."""
