"""Statements about how often one stays in touch: by tag, by level."""

from collections.abc import Sequence

from sqlalchemy import Connection

from tui_crm.db import sql, summaries
from tui_crm.db.rows import number


def cadences(connection: Connection) -> sql.Rows:
    """Return every cadence of a tag or level: id, tag, level, days, version, how many contacts it bears on."""
    return sql.rows(
        connection,
        "SELECT k.id, coalesce(g.name, '') AS tag, coalesce(k.level, '') AS level, k.days, k.version, CASE WHEN k.tag_id"
        " IS NULL THEN (SELECT count(*) FROM contact c JOIN contact_summary s ON s.contact_id = c.id WHERE c.level = k.level"
        " AND c.deleted_at IS NULL AND s.customer_id = c.id)"
        " ELSE (SELECT count(*) FROM contact_tag t JOIN contact c ON c.id = t.contact_id WHERE t.tag_id = k.tag_id"
        " AND c.deleted_at IS NULL) END AS contacts FROM cadence k LEFT JOIN tag g ON g.id = k.tag_id"
        " WHERE k.deleted_at IS NULL AND g.deleted_at IS NULL ORDER BY k.tag_id IS NOT NULL, k.level, g.name_key, k.id",
    )


def id_of(connection: Connection, subject_key: str) -> int | None:
    """Return the id of the cadence of a tag (``tag:5``) or level (``level:A``), None where it has none."""
    query = "SELECT id FROM cadence WHERE subject_key = :key AND deleted_at IS NULL ORDER BY id DESC LIMIT 1"
    found = sql.scalar(connection, query, key=subject_key)
    return None if found is None else number(found)


def any_rule(connection: Connection) -> bool:
    """Return whether there is a cadence of a tag or level."""
    return bool(sql.scalar(connection, "SELECT EXISTS (SELECT 1 FROM cadence WHERE deleted_at IS NULL)"))


def refresh(connection: Connection, contacts: Sequence[int], tags: Sequence[int], levels: Sequence[str]) -> None:
    """Compute anew by when one shall be in touch with these contacts, and with all that have these tags or levels."""
    for piece in sql.chunks(contacts):
        summaries.keep_cadence(connection, "SELECT id FROM contact WHERE id IN :ids", ids=list(piece))
    for tag in tags:
        summaries.keep_cadence(connection, "SELECT contact_id FROM contact_tag WHERE tag_id = :tag", tag=tag)
    for level in levels:
        summaries.keep_cadence(connection, "SELECT id FROM contact WHERE level = :level", level=level)
