"""Which line of a board shows what: cards one below the other in each lane, and the titles of lanes between them.

Nothing here grows with the number of cards. The title of the first lane is no line: it stands in the head of the board,
which says in which lane one is.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tui_crm.widgets.board_cards import Arrangement, Spot


@dataclass(frozen=True, slots=True)
class Place:
    """What a line shows: the title of a ``lane`` (``row`` is -1), or line ``part`` of the cards of number ``row`` in it."""

    lane: int
    row: int
    part: int = 0


class BoardLayout:
    """The lines of a board of which the columns ``shown`` are seen; a card and the gap after it take ``stride`` lines.

    A lane that has no card in these columns takes no line.
    """

    def __init__(self, board: Arrangement, shown: Sequence[int], stride: int) -> None:
        self._board = board
        self._stride = stride
        columns = [board.counts(column) for column in shown]
        heights = [max(lane, default=0) * stride for lane in zip(*columns, strict=True)]
        self._lanes = [lane for lane, height in enumerate(heights) if height] or [0]
        self._tops: list[int] = []
        self.lines = 0
        for lane in self._lanes:
            self._tops.append(self.lines + bool(self._tops))
            self.lines = self._tops[-1] + (heights[lane] if heights else 0)

    def at(self, line: int) -> Place:
        """Return what a line shows, also beyond the last one, where it is a row that no column has."""
        number = self._number_at(line)
        lane, below = self._lanes[number], line - self._tops[number]
        return Place(lane, -1) if below < 0 else Place(lane, *divmod(below, self._stride))

    def lane_at(self, line: int) -> int:
        """Return the lane that a line belongs to; its title is its first one."""
        return self._lanes[self._number_at(line)]

    def _number_at(self, line: int) -> int:
        """Return which one of the lanes that are seen a line belongs to."""
        return bisect_right(self._tops, line + 1, lo=1) - 1

    def spot_at(self, column: int, place: Place) -> Spot | None:
        """Return which card of a column a place shows; None where there is none."""
        if place.row < 0:
            return None
        start = self._board.start(column, place.lane)
        row = start + place.row
        return Spot(column, row) if row < self._board.start(column, place.lane + 1) else None

    def line_of(self, spot: Spot) -> int:
        """Return the first line of a card; the first of all where its column is empty."""
        if not self._board.count_in(spot.column):
            return 0
        lane = self._board.lane_of(spot)
        return (
            self._tops[bisect_right(self._lanes, lane) - 1]
            + (spot.position - self._board.start(spot.column, lane)) * self._stride
        )

    def nearest(self, column: int, line: int) -> Spot:
        """Return the card of a column that stands nearest to a line; position 0 where the column is empty."""
        place = self.at(max(0, line))
        start, end = self._board.start(column, place.lane), self._board.start(column, place.lane + 1)
        near = {min(max(start + place.row, start), end - 1)} if end > start else {start - 1, end}
        spots = [Spot(column, each) for each in sorted(near) if 0 <= each < self._board.count_in(column)]
        return min(spots, key=lambda spot: abs(self.line_of(spot) - line), default=Spot(column, 0))
