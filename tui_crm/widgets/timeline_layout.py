"""Which line of a timeline shows what: entries, what is unfolded below them, and the rules that stand between them.

Nothing here grows with the number of entries: only rules and unfolded entries are looked through.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Place:
    """What a line shows: line ``offset`` of the entry at ``position``, or (``rule``) a rule by its number."""

    position: int
    offset: int = 0
    rule: int | None = None


class Layout:
    """The lines of ``count`` entries, with rules before the positions ``rules`` (which rise), some entries unfolded.

    ``unfolded`` has how many lines more an entry has, by position.
    """

    def __init__(self, count: int, rules: Sequence[int], unfolded: Mapping[int, int]) -> None:
        self.count = count
        self._rules = tuple(rules)
        self._unfolded = dict(sorted(unfolded.items()))
        self._positions = tuple(self._unfolded)
        self._before = (0, *accumulate(self._unfolded.values()))

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return self.count + len(self._rules) + self._before[-1]

    def height(self, position: int) -> int:
        """Return how many lines the entry at ``position`` has."""
        return 1 + self._unfolded.get(position, 0)

    def line_of(self, position: int) -> int:
        """Return the first line of the entry at ``position``."""
        rules = bisect_right(self._rules, position)
        return position + rules + self._before[bisect_left(self._positions, position)]

    def at(self, line: int) -> Place | None:
        """Return what ``line`` shows; None beyond the last one."""
        if not 0 <= line < self.lines:
            return None
        position = bisect_right(range(self.count), line, key=self.line_of) - 1
        if position >= 0 and line - self.line_of(position) < self.height(position):
            return Place(position, line - self.line_of(position))
        after = 0 if position < 0 else self.line_of(position) + self.height(position)
        first = bisect_right(self._rules, position)
        return Place(position + 1, rule=first + line - after)
