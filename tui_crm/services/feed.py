"""What anybody has written since one last looked: how a screen notices a colleague's change, and its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui_crm.db import operations
from tui_crm.db.sqlite.connection import identity
from tui_crm.db.sqlite.watch import CommitWatch

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

MOST: Final = 1_000
"""So many records are named at most; a change of more of them is told as a change of everything."""


@dataclass(frozen=True)
class Changes:
    """Which records were written: ids by kind of thing (``contact``, ``activity`` …); ``everything`` where too many."""

    records: Mapping[str, frozenset[int]]
    everything: bool = False


class Feed:
    """The changes of an open CRM from the first :meth:`stirred` on. ``stirred`` and ``close`` belong to one thread."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm
        self._watch: CommitWatch | None = None
        self._file: tuple[int, int] | None = None
        self._seen = 0

    def stirred(self) -> bool:
        """Return, within microseconds, whether it is worth asking for :meth:`changes`."""
        return self._begin() if self._watch is None else self._watch.stirred()

    def _begin(self) -> bool:
        database = self._crm.database
        self._watch = CommitWatch(database.path, database.driver, read_only=database.read_only)
        self._watch.stirred()  # from here on; what is committed before the next line is only looked at in vain
        self._file, self._seen = identity(database.path), self._crm.history.newest()
        return False

    def changes(self) -> Changes | None:
        """Return what was written since the last call, None where nothing was; in any thread, but one at a time."""
        file = identity(self._crm.database.path)
        with self._crm.database.read() as connection:
            newest = operations.newest_id(connection)
            replaced = file != self._file or newest < self._seen
            touched = [] if replaced else operations.records_since(connection, self._seen, MOST + 1)
        unchanged = not replaced and newest == self._seen
        self._file, self._seen = file, newest
        if unchanged:
            return None
        if replaced or len(touched) > MOST:
            return Changes({}, everything=True)
        things = {thing for thing, _number in touched}
        return Changes({thing: frozenset(number for kind, number in touched if kind == thing) for thing in things})

    def close(self) -> None:
        """Let go of the file."""
        if self._watch is not None:
            self._watch.close()
