"""Statements about import profiles."""

from sqlalchemy import Connection

from tui_crm.db import sql


def all_of(connection: Connection) -> sql.Rows:
    """Return every live profile, by name: id, name, kind, options, headers, version."""
    return sql.rows(
        connection,
        "SELECT id, name, kind, options, headers, version FROM import_profile WHERE deleted_at IS NULL ORDER BY name_key, id",
    )
