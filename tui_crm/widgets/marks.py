"""Which records of a list are marked for the next command, also when the list shows other records meanwhile."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

_SLICE = 16_384  # ids taken in at a time, about half a millisecond


class Marks:
    """A set of record ids; a whole result is taken in slices, so that no single key waits for a million of them."""

    def __init__(self) -> None:
        self._ids: set[int] = set()
        self._whole: Sequence[int] | None = None
        self._taken = 0

    @property
    def ids(self) -> AbstractSet[int]:
        """The marked ids: a live view, whole once ``take`` has returned False."""
        return self._ids

    def has(self, record_id: int, shown: Sequence[int]) -> bool:
        """Return whether a record of the result ``shown`` is marked."""
        return self._whole is shown or record_id in self._ids

    def is_whole(self, shown: Sequence[int]) -> bool:
        """Return whether the result ``shown`` was marked as a whole and nothing was taken back since."""
        return self._whole is shown

    def toggle(self, record_id: int) -> None:
        """Mark a record, or take its mark back."""
        self._settle()
        self._ids ^= {record_id}

    def add(self, ids: Iterable[int]) -> None:
        """Mark records."""
        self._settle()
        self._ids.update(ids)

    def clear(self) -> None:
        """Take all marks back."""
        self._whole = None
        self._ids = set()

    def begin(self, whole: Sequence[int]) -> None:
        """Mark a whole result: it counts as marked at once, and ``take`` adds its ids."""
        self._settle()
        self._whole, self._taken = whole, 0

    def take(self) -> bool:
        """Take in the next slice of the result begun; False when there is no more."""
        if self._whole is None or self._taken >= len(self._whole):
            return False
        self._ids.update(self._whole[self._taken : self._taken + _SLICE])
        self._taken += _SLICE
        return True

    def _settle(self) -> None:
        while self.take():
            pass
        self._whole = None
