"""Statements about past imports, which are part of the log."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number


def note(connection: Connection, values: Mapping[str, object]) -> int:
    """Write one import and return its id."""
    names = ", ".join(values)
    sql.run(
        connection, f"INSERT INTO import_run ({names}) VALUES ({', '.join(f':{name}' for name in values)})", **values
    )
    return number(sql.scalar(connection, "SELECT last_insert_rowid()"))


def listed(connection: Connection, import_id: int | None = None) -> sql.Rows:
    """Return past imports, newest first, or the one named; ``undone`` tells whether its operation was taken back."""
    return sql.rows(
        connection,
        "SELECT i.id, i.at, i.login, i.kind, i.file, i.rows, i.created, i.updated, i.unchanged, i.skipped, i.rejected,"
        " coalesce(i.source, '') AS source, i.also_created, i.seconds, i.operation_id, o.reverted_by_id IS NOT NULL AS undone FROM import_run i"
        " LEFT JOIN operation o ON o.id = i.operation_id WHERE :id IS NULL OR i.id = :id ORDER BY i.id DESC",
        id=import_id,
    )


def applied_before(connection: Connection, plan: str) -> int | None:
    """Return the import that carried out the plan with a checksum, and was not taken back; None where there is none."""
    query = (
        "SELECT max(i.id) FROM import_run i JOIN operation o ON o.id = i.operation_id WHERE o.reverted_by_id IS NULL"
        " AND json_extract(o.arguments, '$.plan') = :plan"
    )
    found = sql.scalar(connection, query, plan=plan)
    return None if found is None else number(found)


def homes(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[int, str | None, str | None]]:
    """Return for people in a company its id, and their role and department there."""
    query = (
        "SELECT s.contact_id, s.customer_id, r.role, r.department FROM contact_summary s LEFT JOIN relation r"
        " ON r.contact_id = s.contact_id AND r.other_id = s.customer_id AND r.kind = 'member'"
        " WHERE s.contact_id IN :ids AND s.customer_id <> s.contact_id ORDER BY r.is_primary, r.position DESC"
    )
    return {
        number(key): (number(home), role, department)
        for key, home, role, department in sql.rows_of(connection, query, ids)
    }


def names(connection: Connection, thing: str, ids: Sequence[int]) -> dict[int, str]:
    """Return the names of contacts or of tags outside the trash."""
    query = f"SELECT id, name FROM {thing} WHERE id IN :ids AND deleted_at IS NULL"
    return {number(key): str(name) for key, name in sql.rows_of(connection, query, ids)}
