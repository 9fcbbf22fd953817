"""What a field of filters is: its names, its kind, by what it sorts records, and which values of it are in use."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from tui_crm.db.conditions import distinct
from tui_crm.db.field_kinds import BEYOND, FieldKind
from tui_crm.db.sqlite.functions import add_functions
from tui_crm.models.filters import Operator

MOST = 30
"""How many values are offered."""


@dataclass(frozen=True)
class Sorting:
    """A sort key. ``key`` is it in SQL on the record ``c``, NULL where there is none.

    The beginning of a long list is found by ``walk``, a query for ``id`` and ``k`` (the record and its key) that an index
    gives in the order of ``k`` either way; or, where there are few keys, group by group: ``groups`` has them in order.
    """

    key: str
    walk: str = ""
    groups: Sequence[object] = ()


@dataclass(frozen=True)
class Known:
    """Where a field's values are: ``query`` gives at most MOST that have a key from ``:low`` to ``:high``.

    ``key`` makes of what was typed the beginning of a key.
    """

    query: str
    key: Callable[[str], str]


@dataclass(frozen=True)
class Field:
    """A field of records. ``label`` is a message; ``example`` a test of it; ``aliases`` are other names, folded.

    ``known`` gives the values in use, for completion; ``sorting`` is None where records cannot be sorted by it.
    """

    name: str
    label: str
    kind: FieldKind
    aliases: tuple[str, ...]
    example: str
    sorting: Sorting | None = None
    known: Known | None = None

    @property
    def operators(self) -> frozenset[Operator]:
        """The tests that it takes."""
        return self.kind.operators

    @property
    def sortable(self) -> bool:
        """Whether records can be sorted by it."""
        return self.sorting is not None


def known_values(connection: Connection, known: Known, beginning: str) -> list[str]:
    """Return values that begin with ``beginning``, in the order of their keys."""
    add_functions(connection)
    low = known.key(beginning)
    found = connection.exec_driver_sql(known.query, {"low": low, "high": low + BEYOND, "most": MOST})
    return [str(row[0]) for row in found]


def in_use(table: str, column: str, shown: str = "v", within: str = "1") -> str:
    """Return the query for the values of an indexed column; ``shown`` makes of a value ``v`` what people see."""
    return f"SELECT {shown} FROM ({distinct(table, column, within, begun=True)} LIMIT :most)"


def few_in_use(table: str, column: str) -> str:
    """Return the query for the values of an indexed column that has few, by any word in them."""
    return f"SELECT v FROM ({distinct(table, column)} LIMIT 1000) WHERE has_words(v, :low) LIMIT :most"
