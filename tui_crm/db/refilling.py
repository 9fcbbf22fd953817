"""How an empty database is filled with everything that another one held: its rows, then all that is derived from them.

The caller's transaction is the one; what names what is not there is looked for at its end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from tui_crm.db import damage, rows, sql, summaries, ticket_clocks
from tui_crm.db.everything import LAST_IDS, PARTS, Part, Row, closed
from tui_crm.db.forgetting import defer_references
from tui_crm.db.records import as_tuples
from tui_crm.db.rows import number
from tui_crm.db.sqlite import search

INTEGER: Final = "INTEGER"
FLOAT: Final = "FLOAT"
TEXT: Final = "TEXT"
_TYPES: Final = {"INTEGER": INTEGER, "BOOLEAN": INTEGER, "FLOAT": FLOAT}


@dataclass(frozen=True)
class Kept:
    """What a column holds: ``type`` is INTEGER, FLOAT or TEXT, and whether a row must have it."""

    type: str
    needed: bool


@dataclass(frozen=True)
class Wrong:
    """A value of a row that was filled in and cannot stay: the row is in a part, in this ``line`` of it from 1 on.

    It is a ``value`` that nobody can read or, where ``target`` names a table, the id of a row that is not there.
    """

    part: Part
    line: int
    column: str
    value: object
    target: str = ""


def is_untouched(connection: Connection) -> bool:
    """Tell whether nothing was ever written into a file."""
    tables = (part.table for part in PARTS if part.table not in {"origin", LAST_IDS})
    there = " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in tables)
    return not sql.scalar(connection, f"SELECT {there} OR EXISTS (SELECT 1 FROM sqlite_sequence WHERE seq > 0)")


def columns_of(connection: Connection, table: str) -> dict[str, Kept]:
    """Return what the columns of a table hold."""
    if table == LAST_IDS:
        return {"table": Kept(TEXT, needed=True), "last": Kept(INTEGER, needed=True)}
    query = 'SELECT name, type, "notnull" OR pk FROM pragma_table_info(:table)'
    found = sql.rows(connection, query, table=table.strip('"'))
    return {str(name): Kept(_TYPES.get(str(kind), TEXT), needed=bool(needed)) for name, kind, needed in found}


def begin(connection: Connection) -> None:
    """Make ready to be filled: the file's own id gives way, and what is named may come later."""
    defer_references(connection)
    sql.run(connection, "DELETE FROM origin")


def fill(connection: Connection, part: Part, several: Sequence[Row], region: str) -> None:
    """Write rows of a part, their derived columns too; ``region`` is the team's phone region.

    Raises DamagedValue and whatever else comes of a value that nothing can be derived from.
    """
    if part.kind is not None:
        rows.insert(connection, part.kind, [(number(row["id"]), row) for row in several], region)
    elif part.table == LAST_IDS:
        for row in several:
            _give_from(connection, str(row["table"]), number(row["last"]))
    else:
        marks = ", ".join("?" * len(part.columns))
        insert = f"INSERT INTO {part.table} ({', '.join(part.columns)}) VALUES ({marks})"
        sql.many(connection, insert, [tuple(map(_closed(part, row).get, part.columns)) for row in several])


def _give_from(connection: Connection, table: str, last: int) -> None:
    """Let a table give no id up to ``last`` any more."""
    given = number(
        sql.scalar(connection, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = :table", table=table)
    )
    sql.run(connection, "DELETE FROM sqlite_sequence WHERE name = :table", table=table)
    insert = "INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)"
    sql.run(connection, insert, table=table, last=max(given, last))


def check_derived(part: Part, row: Row, region: str) -> None:
    """Raise what comes of deriving the columns of one row of a part, as :func:`fill` does for many."""
    if part.kind is not None:
        part.kind.derive(row, region)
        for each in part.kind.collections:
            for value in as_tuples(row.get(each.name)):
                each.derive(value, region)


def _closed(part: Part, row: Row) -> Row:
    nested = {
        name: closed(row[name], how) for name, how in part.nested.items() if not isinstance(row.get(name, ""), str)
    }
    return {**row, **nested}


def derive(connection: Connection) -> None:
    """Make everything anew that is derived from the records; segments read the index and the clocks. Raises UsageError."""
    ticket_clocks.rebuild(connection)
    search.rebuild(connection)
    summaries.rebuild(connection)


def unreadable(connection: Connection) -> Wrong | None:
    """Return the first value that nobody can read, if there is one."""
    for found in damage.damaged(connection):
        part = next(part for part in PARTS if found.thing in (part.table, part.kind and part.kind.thing))
        return Wrong(part, _line(connection, part, {"id": found.record_id}), found.column, found.value)
    return None


def dangling(connection: Connection) -> Wrong | None:
    """Return a reference that names what is not there, if there is one."""
    page = next(sql.pages(connection, "PRAGMA foreign_key_check"), None)  # there may be as many as rows
    if not page:
        return None
    table, _rowid, parent, reference = page[0]
    query = 'SELECT "from" FROM pragma_foreign_key_list(:table) WHERE id = :id'
    column = str(sql.scalar(connection, query, table=table, id=reference))
    part, key = _holder(str(table))
    order = ", ".join(key.values())
    query = (
        f'SELECT "{column}", {order} FROM "{table}" WHERE "{column}" NOT IN (SELECT id FROM "{parent}")'
        f" ORDER BY {order} LIMIT 1"
    )
    value, *place = sql.rows(connection, query)[0]
    return Wrong(part, _line(connection, part, dict(zip(key, place, strict=True))), column, value, str(parent))


def _holder(table: str) -> tuple[Part, Mapping[str, str]]:
    """Return the part whose rows stand in a table, and which columns there tell its key."""
    for part in PARTS:
        if part.table.strip('"') == table:
            return part, {name: name for name in part.key}
        for collection in part.kind.collections if part.kind else ():
            if collection.table == table:
                return part, {"id": collection.owner}
    raise LookupError(table)


def _line(connection: Connection, part: Part, key: Mapping[str, object]) -> int:
    """Return which line of its part a row stands in, from 1 on: they were sorted."""
    names, marks = ", ".join(key), ", ".join(f":{name}" for name in key)
    return number(sql.scalar(connection, f"SELECT count(*) FROM {part.table} WHERE ({names}) <= ({marks})", **key))
