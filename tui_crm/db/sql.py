"""How statements are run: SQL with ``:named`` values, of which lists stand for ``IN`` lists."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Row, TextClause, bindparam, text

Rows: TypeAlias = Sequence[Row[*tuple[Any, ...]]]

T = TypeVar("T")

CHUNK = 500
"""How many ids one ``IN`` list takes."""


@lru_cache(maxsize=1024)
def _statement(sql: str, lists: tuple[str, ...]) -> TextClause:
    clause = text(sql)
    return clause.bindparams(*(bindparam(name, expanding=True) for name in lists)) if lists else clause


def run(connection: Connection, sql: str, **values: object) -> int:
    """Execute one statement and return how many rows it touched."""
    lists = tuple(name for name, value in values.items() if isinstance(value, (list, tuple)))
    return connection.execute(_statement(sql, lists), values).rowcount


def rows(connection: Connection, sql: str, **values: object) -> Rows:
    """Return all rows of a query; a row gives its columns by name and position."""
    lists = tuple(name for name, value in values.items() if isinstance(value, (list, tuple)))
    return connection.execute(_statement(sql, lists), values).fetchall()


def row(connection: Connection, sql: str, **values: object) -> Row[*tuple[Any, ...]] | None:
    """Return the first row of a query, None where there is none."""
    found = rows(connection, sql, **values)
    return found[0] if found else None


def scalar(connection: Connection, sql: str, **values: object) -> object:
    """Return the first column of the first row of a query, None where there is none."""
    found = row(connection, sql, **values)
    return found[0] if found else None


def many(connection: Connection, sql: str, values: Sequence[Sequence[object]]) -> None:
    """Execute one statement, with ``?`` for its values, once for each of ``values``."""
    if values:
        connection.exec_driver_sql(sql, [tuple(value) for value in values])


def chunks(items: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """Yield ``items`` in pieces of at most ``size``."""
    source = iter(items)
    while piece := list(islice(source, size)):
        yield piece
