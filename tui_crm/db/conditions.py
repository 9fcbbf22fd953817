"""What a test of a filter is in SQL: once as a condition on a record at hand, once as the set of records it holds for.

The first is quick where most contacts match, the second where few do or all are wanted; ``db/finding.py`` chooses.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_OWN = re.compile(r"\bo\.")
_COLUMN = re.compile(r"\b[a-z]\.(?=[a-z])")


@dataclass(frozen=True)
class Clause:
    """A condition on the record ``c``: ``row`` looks its rows up, one record at a time.

    ``ids`` is the query for all records it holds for, "" where there is none; it begins to answer at once where
    ``indexed``. ``member`` asks whether a record is in that set, for many records at once. Never NULL.
    """

    row: str
    ids: str = ""
    indexed: bool = True
    members: str = ""

    @property
    def member(self) -> str:
        """The condition for many records at once."""
        return self.members or (f"c.id IN ({self.ids})" if self.ids else self.row)


class Binds:
    """The values of a statement: each gets a name of its own."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}

    def one(self, value: object) -> str:
        """Return the mark that stands for ``value`` in the statement."""
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def several(self, values: Iterable[object]) -> str:
        """Return the marks that stand for ``values``, for an ``IN`` list."""
        return f"({', '.join(self.one(value) for value in values)})"


@dataclass(frozen=True)
class Place:
    """Where the rows are that a field's value is in: ``source`` is what stands behind FROM, ``owner`` the record's id.

    ``within`` is what else must hold of such a row; ``single`` where each record has exactly one, so that a missing
    value is a row too; ``indexed`` where an index finds the rows by their value.
    """

    source: str
    owner: str
    within: str = ""
    single: bool = False
    indexed: bool = True

    def having(self, condition: str) -> Clause:
        """Return the clause for records with a row that ``condition`` holds for."""
        # a plus keeps SQLite from looking the rows of one record up by anything but the record
        unindexed = _COLUMN.sub(lambda match: f"+{match[0]}", self._all(condition))
        row = f"EXISTS (SELECT 1 FROM {self.source} WHERE {self.owner} = c.id AND {unindexed})"
        return Clause(row, self.ids(condition), self.indexed)

    def ids(self, condition: str) -> str:
        """Return the query for the records with a row that ``condition`` holds for."""
        return f"SELECT {self.owner} FROM {self.source} WHERE {self._all(condition)}"

    def lacking(self, column: str) -> Clause:
        """Return the clause for records without a value in ``column``."""
        return self.having(f"{column} IS NULL") if self.single else negated(self.having(f"{column} IS NOT NULL"))

    def _all(self, condition: str) -> str:
        return f"{self.within} AND {condition}" if self.within else condition


class Card(Place):
    """The record's own row, called ``o`` in conditions, which is at hand."""

    def having(self, condition: str) -> Clause:
        """Return the clause for records that ``condition`` holds for."""
        return Clause(f"({_OWN.sub('c.', condition)}) IS TRUE", self.ids(condition), self.indexed)


class ListIndex(Card):
    """The columns of a record that are in the index every list is read from: no set is quicker than reading them."""

    def having(self, condition: str) -> Clause:
        """Return the clause for records that ``condition`` holds for."""
        return Clause(f"({_OWN.sub('c.', condition)}) IS TRUE")


def negated(clause: Clause) -> Clause:
    """Return what holds where ``clause`` does not."""
    return Clause(f"NOT ({clause.row})", members=f"NOT ({clause.member})")


def either(clauses: Sequence[Clause]) -> Clause:
    """Return what holds where one of ``clauses``, at least one, does."""
    if len(clauses) == 1:
        return clauses[0]
    row = " OR ".join(f"({clause.row})" for clause in clauses)
    if all(clause.ids for clause in clauses):
        union = " UNION ALL ".join(clause.ids for clause in clauses)
        return Clause(row, union, all(clause.indexed for clause in clauses))
    return Clause(row, members=" OR ".join(f"({clause.member})" for clause in clauses))


def both(clauses: Sequence[Clause], table: str) -> Clause:
    """Return what holds where all of ``clauses``, conditions on the records of ``table``, do."""
    if len(clauses) == 1:
        return clauses[0]
    row = " AND ".join(f"({clause.row})" for clause in clauses) or "1"
    members = " AND ".join(f"({clause.member})" for clause in clauses) or "1"
    indexed = [clause for clause in clauses if clause.ids and clause.indexed]
    ids = f"SELECT c.id FROM {table} c WHERE {members}" if indexed else ""
    return Clause(row, ids, members=members)


def distinct(table: str, column: str, within: str = "1", *, begun: bool = False) -> str:
    """Return the query for the different values ``v`` of an indexed column, found by jumping from each to the next.

    With ``begun`` only for those from ``:low`` to ``:high``.
    """
    low, high = (f"{column} >= :low", f"{column} < :high") if begun else ("1", "1")
    first = f"SELECT min({column}) FROM {table} WHERE {within} AND {low} AND {high}"
    following = f"SELECT min({column}) FROM {table} WHERE {within} AND {column} > v AND {high}"
    return (
        f"WITH RECURSIVE seen(v) AS ({first} UNION ALL SELECT ({following}) FROM seen WHERE v IS NOT NULL)"
        " SELECT v FROM seen WHERE v IS NOT NULL"
    )
