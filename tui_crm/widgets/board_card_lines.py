"""What stands on which line of a card of a board, at its left and at its right."""

from collections.abc import Iterator, Sequence
from typing import Final

from tui_crm.widgets.board_cards import BoardCard
from tui_crm.widgets.cell import Cell
from tui_crm.widgets.cell_runs import BETWEEN, SPACE

NARROW: Final = 3
"""How many lines a card takes in a narrow column."""

WIDE: Final = 2
"""… and in a wide one."""


def card_lines(card: BoardCard, height: int) -> Iterator[tuple[Sequence[Cell], Sequence[Cell]]]:
    """Yield what stands at the left and at the right of each line of a card that is ``NARROW`` or ``WIDE`` lines high."""
    name = (card.name, SPACE, card.title) if card.name.text else (card.title,)
    tags, who, aside = _between(card.tags), _between(card.who), _between(card.aside)
    if height == NARROW:
        yield from ((name, ()), (who, aside), (tags, (card.due,)))
    else:
        yield from ((name, tags), (who, (*aside, SPACE, SPACE, card.due) if card.due.text else aside))


def _between(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    parts = [part for cell in cells if cell.text for part in (BETWEEN, cell)]
    return tuple(parts[1:])
