"""What tests say about a whole database: what stands in it, that what is derived is right, and a sample of everything."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from sqlalchemy import Connection

from tui_crm.db import health, operations, rows, sql
from tui_crm.db.database import Database
from tui_crm.db.operations import Recorded
from tui_crm.db.records import RECORD_TYPES, Values

Dump: TypeAlias = dict[str, list[tuple[object, ...]]]

LOG = frozenset({"operation", "change", "import_run"})
"""The tables of the log."""


def dump(database: Database, *, versions: bool = False) -> Dump:
    """Return every row of every table but the log, the id of the file, the bookkeeping of SQLite and FTS5, and (unless
    asked) the versions.
    """
    with database.read() as connection:
        tables = [
            str(row[0])
            for row in sql.rows(
                connection,
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                " AND name NOT LIKE 'search_name%' AND name NOT LIKE 'search_text%' ORDER BY name",
            )
        ]
        return {table: _rows(connection, table, versions=versions) for table in tables if table not in {*LOG, "origin"}}


def _rows(connection: Connection, table: str, *, versions: bool) -> list[tuple[object, ...]]:
    columns = [str(row[0]) for row in sql.rows(connection, "SELECT name FROM pragma_table_info(:table)", table=table)]
    names = ", ".join(f'"{name}"' for name in columns if versions or name != "version")
    return sorted((tuple(row) for row in sql.rows(connection, f'SELECT {names} FROM "{table}"')), key=repr)


def difference(before: Dump, after: Dump) -> dict[str, tuple[list[object], list[object]]]:
    """Return for each table that differs the rows that are only in ``before`` and only in ``after``."""
    return {
        table: ([row for row in before[table] if row not in after[table]], _only(after[table], before[table]))
        for table in before
        if before[table] != after[table]
    }


def _only(rows: Iterable[object], others: Iterable[object]) -> list[object]:
    known = list(others)
    return [row for row in rows if row not in known]


Check: TypeAlias = Callable[..., health.Verdict]

CHECKS: tuple[Check, ...] = (
    health.integrity, health.foreign_keys, health.values, health.numbers, health.summaries, health.clocks,
    health.tags, health.search,
)  # fmt: skip


def wrong(database: Database, *only: Check) -> Mapping[str, str]:
    """Return what the check-up finds wrong, by the name of the check (all, or ``only`` these); nothing is mended."""
    checks = only or CHECKS
    return {name: found for name, found, _mended in (check(database, repair=False) for check in checks) if found}


def changes(database: Database, operation_id: int | None) -> dict[tuple[str, int], Recorded]:
    """Return what the log says that an operation did, by thing and id of the record."""
    query = "SELECT thing, record_id, action, version, fields FROM change WHERE operation_id = :id"
    with database.read() as connection:
        return {
            (str(thing), int(str(key))): operations.read_change(str(thing), str(action), int(str(version)), fields)
            for thing, key, action, version, fields in sql.rows(connection, query, id=operation_id)
        }


def records(database: Database) -> dict[tuple[str, int], Values]:
    """Return every record there is, by thing and id."""
    found: dict[tuple[str, int], Values] = {}
    with database.read() as connection:
        for thing, kind in RECORD_TYPES.items():
            ids = [int(str(row[0])) for row in sql.rows(connection, f"SELECT id FROM {kind.table}")]
            found |= {(thing, key): values for key, values in rows.load(connection, thing, ids).items()}
    return found
