"""Which records of a list are marked for the next command, also when the list shows other records meanwhile."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from tui_crm.widgets.id_set import IdSet

_SLICE = 16_384  # ids taken in at a time, about a millisecond


class Marks:
    """A set of record ids; a whole result is taken in slices, so that no single key waits for a million of them."""

    def __init__(self) -> None:
        self._ids = IdSet()
        self._whole: Sequence[int] | None = None
        self._taken = 0
        self._late: set[int] = set()  # toggled while a result is being taken in

    @property
    def ids(self) -> AbstractSet[int]:
        """The marked ids: a live view, whole once ``take`` has returned False."""
        return self._ids

    def copy(self) -> IdSet:
        """Return the ids marked so far, which no longer change; takes next to no time."""
        return self._ids.copy()

    def has(self, record_id: int, shown: Sequence[int]) -> bool:
        """Return whether a record of the result ``shown`` is marked."""
        marked = self._whole is shown or record_id in self._ids
        return marked != (record_id in self._late)

    def is_whole(self, shown: Sequence[int]) -> bool:
        """Return whether the result ``shown`` was marked as a whole and nothing was taken back since."""
        return self._whole is shown and not self._late

    def toggle(self, record_id: int) -> None:
        """Mark a record, or take its mark back."""
        if self._is_taking:
            self._late ^= {record_id}
            return
        self._whole = None
        self._ids ^= {record_id}

    def add(self, ids: Iterable[int]) -> None:
        """Mark records."""
        self._settle()
        self._whole = None
        self._ids.update(ids)

    def clear(self) -> None:
        """Take all marks back."""
        self._whole = None
        self._late = set()
        self._ids = IdSet()

    def begin(self, whole: Sequence[int]) -> None:
        """Mark a whole result: it counts as marked at once, and ``take`` adds its ids."""
        self._settle()
        self._whole, self._taken = whole, 0

    def take(self) -> bool:
        """Take in the next slice of the result begun; False when there is no more."""
        if self._whole is None or not self._is_taking:
            return False
        self._ids.update(self._whole[self._taken : self._taken + _SLICE])
        self._taken += _SLICE
        self._take_late()
        return True

    def _take_late(self) -> None:
        """Toggle what was toggled meanwhile, once the whole result is in."""
        if self._late and not self._is_taking:
            self._ids ^= self._late
            self._whole, self._late = None, set()

    @property
    def _is_taking(self) -> bool:
        return self._whole is not None and self._taken < len(self._whole)

    def _settle(self) -> None:
        while self.take():
            pass
