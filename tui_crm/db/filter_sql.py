"""What a filter is in SQL: conditions on the record ``c``, their values, and the order."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.engine.interfaces import DBAPICursor

from tui_crm.db.conditions import Binds, Clause, both, either, negated
from tui_crm.db.field_kinds import FieldKind, search
from tui_crm.db.filter_fields import Field, Sorting
from tui_crm.models.filters import And, Condition, FieldTest, Filter, Node, Not, Or, Words
from tui_crm.models.matching import Term, fts_query, parse_terms
from tui_crm.models.viewpoint import Viewpoint

FEW: Final = 20_000
"""Up to how many records a condition may hold for so that they are looked at one by one."""

_QUOTES = str.maketrans(dict.fromkeys('"“”', " "))


@dataclass(frozen=True)
class Records:
    """The records of one sort that filters look among: the rows of ``table``, each called ``c``.

    ``number`` is theirs in the search index. ``usual`` are conditions that hold unless the filter speaks of one of the
    fields before them; ``order`` stands behind the keys asked for, and ends with the id. ``written_out`` puts into a filter
    what its conditions stand for. Where there may be a million (``many``), which are in the order of ``name_key``, the first
    ones are looked for apart (``db/first_page.py``), a search's best hits before them.
    """

    table: str
    number: int
    usual: Mapping[tuple[str, ...], str]
    order: Sequence[str]
    written_out: Callable[[Connection, Filter], Filter]
    many: bool = False


@dataclass(frozen=True)
class Query:
    """A filter with what is needed to ask it: among which records, its fields by name, the kinds of record meant, and from
    where it is seen.
    """

    among: Records
    wanted: Filter
    field: Callable[[str], Field]
    kinds: Sequence[str]
    view: Viewpoint


class Others(ABC):
    """A field whose tests are filters over other records: what its kind must say besides."""

    @abstractmethod
    def others(self, test: FieldTest, connection: Connection, view: Viewpoint) -> Query:
        """Return the query for the other records."""

    @abstractmethod
    def held(self, found: str) -> Clause:
        """Return the clause for the records that those which the statement ``found`` gives the ids of speak for."""


class SortedBy(NamedTuple):
    """A key to sort by, and which way."""

    sorting: Sorting
    descending: bool

    @property
    def term(self) -> str:
        """The key as a term of ORDER BY."""
        return f"{self.sorting.key} {'DESC' if self.descending else 'ASC'} NULLS LAST"


class Asked:
    """A query as it is asked of a connection.

    ``conditions`` must all hold, without the ``words`` that must match, and ``base``: what usually holds, and the kinds meant,
    unless the filter speaks of them (``live`` where it does not speak of the trash).
    """

    def __init__(self, connection: Connection, query: Query, binds: Binds | None = None) -> None:
        """Ask with ``binds`` where several queries become one statement."""
        self._connection = connection
        self._query = query
        self.binds = Binds() if binds is None else binds
        self.among = query.among
        wanted = self.among.written_out(connection, query.wanted)
        spoken = wanted.fields()
        self.words = wanted.words
        self.live = "in" not in spoken
        usual = (condition for fields, condition in self.among.usual.items() if spoken.isdisjoint(fields))
        self.base = " AND ".join(usual) or "1"
        if query.kinds and "kind" not in spoken:
            self.base += f" AND c.kind IN {self.binds.several(query.kinds)}"
        nodes = wanted.where.nodes if isinstance(wanted.where, And) else (wanted.where,)
        self.conditions = [self._clause(node) for node in nodes if node is not self.words]

    @property
    def ranked(self) -> bool:
        """Whether the best hits of a search come first."""
        return self.among.many and self.words is not None and not self._query.wanted.sort

    @cached_property
    def expression(self) -> str:
        """The mark that stands for the FTS5 expression of the words."""
        assert self.words is not None
        return self.binds.one(fts_query(terms_of(self.words)))

    @cached_property
    def everything(self) -> Sequence[Clause]:
        """The conditions, and the words as one more."""
        return [*self.conditions, *([self._clause(self.words)] if self.words else [])]

    @cached_property
    def sorts(self) -> Sequence[SortedBy]:
        """The keys to sort by, the weightiest first."""
        found = []
        for key in self._query.wanted.sort:
            sorting = self._query.field(key.field).sorting
            assert sorting is not None
            found.append(SortedBy(sorting, key.descending))
        return found

    @property
    def order(self) -> str:
        """The order of the result, as ORDER BY takes it."""
        return self.ordered(key.term for key in self.sorts)

    def ordered(self, terms: Iterable[str]) -> str:
        """Return what stands behind ORDER BY: these terms, then the usual order."""
        return ", ".join((*terms, *self.among.order))

    def _clause(self, node: Node) -> Clause:
        match node:
            case Condition(name, tests):
                kind = self._query.field(name).kind
                return either([self._tested(kind, test) for test in tests])
            case Words():
                found = search(fts_query(terms_of(node)), self.binds, self.among.number)
                return Clause(f"c.id IN ({found})", found)
            case Not(inner):
                return negated(self._clause(inner))
            case And(nodes):
                return both([self._clause(inner) for inner in nodes], self.among.table)
            case Or(nodes):
                return either([self._clause(inner) for inner in nodes])

    def _tested(self, kind: FieldKind, test: FieldTest) -> Clause:
        view = self._query.view
        if not isinstance(kind, Others):
            return kind.clause(test, self.binds, view)
        others = Asked(self._connection, kind.others(test, self._connection, view), self.binds)
        return kind.held(others.selected("c.id", others.where(others.few(others.everything))))

    def few(self, clauses: Iterable[Clause]) -> Clause | None:
        """Return the clause that holds for the fewest records, None where all hold for more than FEW."""
        fewest, most = None, FEW
        for clause in clauses:
            if clause.ids and clause.indexed:
                count = self.count(f"{clause.ids} LIMIT {most + 1}")
                if count <= most:
                    fewest, most = clause, count
        return fewest

    def where(self, few: Clause | None) -> str:
        """Return the condition for the whole result: of a few records one by one, else by sets."""
        if few is None:
            return " AND ".join((self.base, *(f"({clause.member})" for clause in self.everything)))
        others = (f"({clause.row})" for clause in self.everything if clause is not few)
        return " AND ".join((few.member, self.base, *others))

    def rows(self, *, apart: Clause | None = None) -> str:
        """Return the condition on a record at hand, without the clause that is seen to ``apart``.

        Where the best hits come first, the words are seen to apart, too.
        """
        clauses = self.conditions if self.ranked else self.everything
        return " AND ".join((self.base, *(f"({clause.row})" for clause in clauses if clause is not apart)))

    def selected(self, columns: str, where: str) -> str:
        """Return the statement that gives these columns of the records that ``where`` holds for."""
        return f"SELECT {columns} FROM {self.among.table} c WHERE {where}"

    def run(self, statement: str) -> DBAPICursor:
        """Execute a statement made of these conditions."""
        cursor = self._connection.exec_driver_sql(statement, self.binds.values).cursor
        assert cursor is not None
        return cursor

    def ids(self, statement: str) -> list[int]:
        """Return the ids that a statement gives."""
        return [row[0] for row in self.run(statement).fetchall()]

    def count(self, query: str) -> int:
        """Return how many rows a query gives."""
        ((count,),) = self.run(f"SELECT count(*) FROM ({query})").fetchall()
        assert isinstance(count, int)
        return count


def terms_of(words: Words) -> tuple[Term, ...]:
    """Return the terms of a search as they are matched."""
    return parse_terms(" ".join(f'"{term.translate(_QUOTES)}"' for term in words.terms))
