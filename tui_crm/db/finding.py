"""Which contacts a filter finds: ids in their final order."""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from tui_crm.db.conditions import Binds, Clause, either
from tui_crm.db.contact_fields import ContactField
from tui_crm.db.field_kinds import search
from tui_crm.db.sqlite.connection import driver_connection
from tui_crm.db.sqlite.functions import add_functions
from tui_crm.models.filters import And, Condition, Filter, Node, Not, Or, Words
from tui_crm.models.matching import fts_query, parse_terms
from tui_crm.models.viewpoint import Viewpoint

HEAD = 200
"""How many contacts at most come ranked before the others where words are searched."""

_CAP = 400
_CHUNK = 20_000
_STEPS = 50_000


class Cancelled(Exception):
    """The caller no longer wants the answer."""


@dataclass(frozen=True)
class Query:
    """A filter with what is needed to ask it: its fields by name, the kinds of card meant, and from where it is seen."""

    wanted: Filter
    fields: Mapping[str, ContactField]
    kinds: Sequence[str]
    view: Viewpoint


def _clause(node: Node, query: Query, binds: Binds) -> Clause:
    match node:
        case Condition(name, tests):
            return either([query.fields[name].clause(test, binds, query.view) for test in tests])
        case Words():
            found = search(_expression(node), binds)
            return Clause(f"c.id IN ({found})", found)
        case Not(inner):
            return Clause(f"({_clause(inner, query, binds).row}) IS NOT TRUE")
        case And(nodes):
            return Clause(" AND ".join(f"({_clause(inner, query, binds).row})" for inner in nodes) or "1")
        case Or(nodes):
            return either([_clause(inner, query, binds) for inner in nodes])


def _expression(words: Words) -> str:
    """Return the FTS5 expression of a search."""
    return fts_query(parse_terms(" ".join(f'"{term.replace(chr(34), " ")}"' for term in words.terms)))


def _base(query: Query, binds: Binds) -> str:
    """Return the conditions that hold unless the filter speaks of them: not in the trash, of these kinds."""
    said = query.wanted.fields()
    conditions = [] if "in" in said else ["c.deleted_at IS NULL"]
    if query.kinds and "kind" not in said:
        conditions.append(f"c.kind IN {binds.several(query.kinds)}")
    return " AND ".join(conditions) or "1"


def _order(query: Query) -> str:
    keys = [
        f"{query.fields[key.field].sort} {'DESC' if key.descending else 'ASC'} NULLS LAST" for key in query.wanted.sort
    ]
    return ", ".join([*keys, "c.name_key", "c.id"])


def ids_matching(connection: Connection, query: Query, cancelled: Callable[[], bool] = lambda: False) -> "array[int]":
    """Return the ids of all contacts that match, in order. Raises Cancelled soon after ``cancelled`` says so."""
    add_functions(driver_connection(connection))
    with _interruptible(connection, cancelled):
        found = array("q", head(connection, query) if _is_ranked(query) else ())
        ranked = frozenset(found)
        binds = Binds()
        where = f"{_base(query, binds)} AND ({_clause(query.wanted.where, query, binds).row})"
        statement = f"SELECT c.id FROM contact c WHERE {where} ORDER BY {_order(query)}"
        cursor = connection.exec_driver_sql(statement, binds.values).cursor
        assert cursor is not None
        while rows := cursor.fetchmany(_CHUNK):
            if cancelled():
                raise Cancelled
            found.extend(row[0] for row in rows if row[0] not in ranked)
    return found


def _is_ranked(query: Query) -> bool:
    return query.wanted.words is not None and not query.wanted.sort


def head(connection: Connection, query: Query) -> list[int]:
    """Return the best of what a search finds: names first."""
    words = query.wanted.words
    assert words is not None
    found: dict[int, None] = {}
    for index in ("search_name", "search_text"):
        if len(found) >= HEAD:
            break
        binds = Binds()
        expression = binds.one(_expression(words))
        where = f"{_base(query, binds)} AND ({_clause(query.wanted.where, query, binds).row})"
        statement = (
            f"SELECT id FROM (SELECT c.id, c.name_key FROM {index} f CROSS JOIN contact c ON c.id = f.rowid >> 3"
            f" WHERE {index} MATCH {expression} AND f.rowid & 7 = 0 AND {where} LIMIT {_CAP})"
            f" ORDER BY name_key, id"
        )
        found.update((row[0], None) for row in connection.exec_driver_sql(statement, binds.values))
    return list(found)[:HEAD]


def first_ids(connection: Connection, query: Query, limit: int) -> tuple[list[int], bool]:
    """Return the first ids of what :func:`ids_matching` returns, and whether they are all."""
    add_functions(driver_connection(connection))
    if _is_ranked(query):
        found = head(connection, query)
        return found[:limit], len(found) < min(HEAD, limit)
    binds = Binds()
    where = f"{_base(query, binds)} AND ({_clause(query.wanted.where, query, binds).row})"
    statement = f"SELECT c.id FROM contact c WHERE {where} ORDER BY {_order(query)} LIMIT {limit + 1}"
    found = [row[0] for row in connection.exec_driver_sql(statement, binds.values)]
    return found[:limit], len(found) <= limit


def count_matching(connection: Connection, query: Query) -> int:
    """Return how many contacts match."""
    add_functions(driver_connection(connection))
    binds = Binds()
    where = f"{_base(query, binds)} AND ({_clause(query.wanted.where, query, binds).row})"
    found = connection.exec_driver_sql(f"SELECT count(*) FROM contact c WHERE {where}", binds.values).scalar()
    assert isinstance(found, int)
    return found


@contextmanager
def _interruptible(connection: Connection, cancelled: Callable[[], bool]) -> Iterator[None]:
    """Let ``cancelled`` stop statements while they run."""
    raw = driver_connection(connection)
    raw.set_progress_handler(lambda: cancelled() or None, _STEPS)
    try:
        yield
    except (OperationalError, raw.OperationalError) as error:
        if "interrupted" in str(error):
            raise Cancelled from error
        raise
    finally:
        raw.set_progress_handler(None, 0)
