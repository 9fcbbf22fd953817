"""How statements are run: SQL with ``:named`` values, of which lists stand for ``IN`` lists.

They go to the driver as they are: SQLAlchemy's own expansion of lists took a third of the time of an undo.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, CursorResult, Row

Rows: TypeAlias = Sequence[Row[*tuple[Any, ...]]]

T = TypeVar("T")

CHUNK = 500
"""How many ids one ``IN`` list takes."""


def _execute(connection: Connection, sql: str, values: dict[str, object]) -> CursorResult[Any]:
    for name, value in list(values.items()):
        if isinstance(value, (list, tuple)):
            items = {f"{name}_{at}": item for at, item in enumerate(value)}
            listed = ", ".join(f":{item}" for item in items)
            sql = re.sub(rf":{name}\b", f"({listed})", sql)
            del values[name]
            values |= items
    return connection.exec_driver_sql(sql, values)


def run(connection: Connection, sql: str, **values: object) -> int:
    """Execute one statement and return how many rows it touched."""
    return _execute(connection, sql, values).rowcount


def rows(connection: Connection, sql: str, **values: object) -> Rows:
    """Return all rows of a query; a row gives its columns by name and position."""
    return _execute(connection, sql, values).fetchall()


def pages(connection: Connection, sql: str, **values: object) -> Iterator[Rows]:
    """Yield all rows of a query in pages of :data:`CHUNK`, read as they are asked for."""
    yield from _execute(connection, sql, values).partitions(CHUNK)


def rows_of(connection: Connection, sql: str, ids: Sequence[int] | Sequence[str], **values: object) -> Rows:
    """Return all rows of a query for ``:ids``, however many there are: it is run for :data:`CHUNK` of them at a time."""
    pieces: Iterator[Sequence[object]] = chunks(ids)
    return [found for piece in pieces for found in rows(connection, sql, ids=piece, **values)]


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


def chunks(items: Iterable[T]) -> Iterator[Sequence[T]]:
    """Yield ``items`` in pieces of at most :data:`CHUNK`."""
    source = iter(items)
    while piece := list(islice(source, CHUNK)):
        yield piece
