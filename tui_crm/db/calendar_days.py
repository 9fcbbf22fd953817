"""Statements about the days that the team has off, or works, unlike its country and its weekdays."""

from collections.abc import Sequence

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number


def days(connection: Connection) -> sql.Rows:
    """Return every such day, in order: id, day, kind, name, hours, version."""
    return sql.rows(
        connection,
        "SELECT id, day, kind, coalesce(name, '') AS name, coalesce(hours, '') AS hours, version"
        " FROM calendar_day WHERE deleted_at IS NULL ORDER BY day, id",
    )


def ids_of(connection: Connection, wanted: Sequence[str]) -> dict[str, int]:
    """Return the ids of those of the ``wanted`` days (ISO 8601) that there are."""
    query = "SELECT day, id FROM calendar_day WHERE day IN :wanted AND deleted_at IS NULL ORDER BY id DESC"
    pieces = (sql.rows(connection, query, wanted=list(piece)) for piece in sql.chunks(list(wanted)))
    return {str(day): number(key) for found in pieces for day, key in found}
