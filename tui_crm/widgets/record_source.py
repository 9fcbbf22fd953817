"""What a list shows: the ids of a result, in order, and a way to read the rows that are on the screen."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from tui_crm.errors import CrmError
from tui_crm.widgets.cell import Cell

_NEAR = 512  # rows to either side that are looked at before all others
_SLICE = 65_536  # ids searched at a time


class RecordSource(Protocol):
    """A result set, as a list asks for it on the event loop: every answer must come within about a millisecond.

    Ids are small integers, each in the result once. ``rows`` may leave out what it cannot tell at once (or at all):
    such a line stays empty until ``RecordTable.refresh_records`` is called. An id below zero is a heading: its cells stand
    side by side over the whole width, and the cursor passes it by; a list whose rows can be marked has none.
    """

    @property
    def ids(self) -> Sequence[int]:
        """The ids known so far, in order: the same object each time, never changed; an ``array('I')`` where many."""
        ...

    @property
    def count(self) -> int:
        """How many rows the result has; more than ``len(ids)`` while only its beginning is known."""
        ...

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Return for each of ``ids`` (as many as fit on a screen) its cells, one for each declared column; see above."""
        ...


class KnownRows:
    """Rows that are known from the beginning, in the order of ``cells``."""

    def __init__(self, cells: Mapping[int, Sequence[Cell]]) -> None:
        self._cells = cells
        self.ids = tuple(cells)
        self.count = len(cells)

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Return the cells of these rows."""
        return {number: self._cells[number] for number in ids}


NOTHING: RecordSource = KnownRows({})


class ReadRows:
    """The rows of ``ids``, read as they are drawn; where that fails ``failed`` is told, and the lines stay empty.

    ``complete`` says that the result has no rows but these.
    """

    def __init__(
        self,
        ids: Sequence[int],
        read: Callable[[Sequence[int]], Mapping[int, Sequence[Cell]]],
        failed: Callable[[CrmError], None],
        *,
        complete: bool = True,
    ) -> None:
        self._read = read
        self._failed = failed
        self.ids = ids
        self.count = len(ids) if complete else len(ids) + 1

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Return the cells of these rows."""
        try:
            return self._read(ids)
        except CrmError as error:
            self._failed(error)
            return {}


def position_of(ids: Sequence[int], record_id: int, near: int) -> int | None:
    """Return the position of ``record_id``, None where it is not among ``ids``; looks around ``near`` first.

    At worst a million ids take 3 ms in an ``array('I')``, 4 to 10 in an ``array('q')``; ``array.index`` takes 14.
    """
    start = max(0, near - _NEAR)
    window = list(ids[start : near + _NEAR])
    if record_id in window:
        return start + window.index(record_id)
    if isinstance(ids, array):
        return _position_in_array(ids, record_id)
    return ids.index(record_id) if record_id in ids else None


def _position_in_array(ids: "array[int]", record_id: int) -> int | None:
    """Search the bytes; a hit counts only where it is a whole item, not the end of one and the beginning of the next."""
    needle = array(ids.typecode, [record_id]).tobytes()
    items, size = memoryview(ids), ids.itemsize
    for begin in range(0, len(ids), _SLICE):
        stored = bytes(items[begin : begin + _SLICE])
        at = stored.find(needle)
        while at % size and at >= 0:
            at = stored.find(needle, at + 1)
        if at >= 0:
            return begin + at // size
    return None
