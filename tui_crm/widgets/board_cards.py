"""What a board shows: columns, lanes across them, and which card stands where.

An arrangement may be made off the event loop; on it every question is answered without looking at all the cards.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from tui_crm.widgets.cell import Cell, Role

BLANK: Final = Cell("")
"""Nothing."""


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A column: a ``limit`` for how many cards it should have, a ``note`` at the right of its head.

    ``total`` says how many there are where the board has only some of them.
    """

    key: str
    title: str
    limit: int | None = None
    note: Cell = BLANK
    total: int | None = None


@dataclass(frozen=True, slots=True)
class BoardCard:
    """What a card says: what it is called, what it is about, with whom, what is aside, signs of what it is, what is due.

    ``bar`` is the colour of its edge, which says nothing that is not said in words too.
    """

    name: Cell
    title: Cell
    who: tuple[Cell, ...] = ()
    aside: tuple[Cell, ...] = ()
    tags: tuple[Cell, ...] = ()
    due: Cell = BLANK
    bar: Role = Role.FAINT


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a board: the number of the column, and the position in it, over all lanes."""

    column: int
    position: int


class Arrangement:
    """Which card stands where: ``cards`` has the id, the key of the column and the number of the lane of each, in the
    order in which they stand in a lane of a column. Without ``lanes`` the number says nothing. It never changes.

    A lane without a card is left out.
    """

    def __init__(
        self, columns: Sequence[BoardColumn], lanes: Sequence[Cell], cards: Iterable[tuple[int, str, int]]
    ) -> None:
        self.columns = tuple(columns)
        numbers = {column.key: number for number, column in enumerate(self.columns)}
        cells: list[list[list[int]]] = [[[] for _ in lanes or ("",)] for _ in self.columns]
        for card_id, column, lane in cards:
            cells[numbers[column]][lane if lanes else 0].append(card_id)
        kept = [lane for lane in range(len(lanes)) if any(column[lane] for column in cells)]
        self.lanes = tuple(lanes[lane] for lane in kept)
        parts = [[column[lane] for lane in kept or [0]] for column in cells]
        self._starts = [(0, *accumulate(map(len, column))) for column in parts]
        self._ids = [[card_id for part in column for card_id in part] for column in parts]
        self._spots: Mapping[int, Spot] = {
            card_id: Spot(number, position)
            for number, ids in enumerate(self._ids)
            for position, card_id in enumerate(ids)
        }

    @property
    def count(self) -> int:
        """How many cards there are."""
        return len(self._spots)

    @property
    def ids(self) -> Iterable[int]:
        """The ids of all cards, column by column."""
        return self._spots.keys()

    def count_in(self, column: int) -> int:
        """Return how many cards a column has."""
        return len(self._ids[column])

    def counts(self, column: int) -> Sequence[int]:
        """Return how many cards a column has in each lane, one after the other."""
        return [end - start for start, end in pairwise(self._starts[column])]

    def lane_count(self, lane: int) -> int:
        """Return how many cards a lane has in the columns of which the board has all."""
        parts = zip(self.columns, self._starts, strict=True)
        return sum(starts[lane + 1] - starts[lane] for column, starts in parts if column.total in {None, starts[-1]})

    def start(self, column: int, lane: int) -> int:
        """Return the position in its column of the first card of a lane, or of the next one there is."""
        return self._starts[column][lane]

    def lane_of(self, spot: Spot) -> int:
        """Return the number of the lane that a card stands in."""
        return bisect_right(self._starts[spot.column], spot.position) - 1

    def id_at(self, spot: Spot) -> int | None:
        """Return the id of the card at a spot; None where there is none."""
        ids = self._ids[spot.column] if spot.column < len(self._ids) else ()
        return ids[spot.position] if spot.position < len(ids) else None

    def spot_of(self, card_id: int) -> Spot | None:
        """Return where a card stands; None where it is not on the board."""
        return self._spots.get(card_id)

    def column_called(self, key: str) -> int | None:
        """Return the number of a column."""
        return next((number for number, column in enumerate(self.columns) if column.key == key), None)


NO_CARDS: Final = Arrangement((), (), ())
"""A board without columns."""
