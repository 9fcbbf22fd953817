"""Statements about how often one stays in touch: by tag, by level, by segment."""

from collections.abc import Sequence

from sqlalchemy import Connection

from tui_crm.db import sql, summaries
from tui_crm.db.rows import number
from tui_crm.db.summaries import NOTHING, Further


def cadences(connection: Connection) -> sql.Rows:
    """Return every cadence of a tag, level or segment: id, tag, level, segment, days, version, how many contacts it
    bears on; of a segment that is 0 here.
    """
    return sql.rows(
        connection,
        "SELECT k.id, coalesce(g.name, '') AS tag, coalesce(k.level, '') AS level, coalesce(s.name, '') AS segment, k.days,"
        " k.version, CASE WHEN k.segment_id IS NOT NULL THEN 0 WHEN k.tag_id"
        " IS NULL THEN (SELECT count(*) FROM contact c JOIN contact_summary s ON s.contact_id = c.id WHERE c.level = k.level"
        " AND c.deleted_at IS NULL AND s.customer_id = c.id)"
        " ELSE (SELECT count(*) FROM contact_tag t JOIN contact c ON c.id = t.contact_id WHERE t.tag_id = k.tag_id"
        " AND c.deleted_at IS NULL) END AS contacts"
        " FROM cadence k LEFT JOIN tag g ON g.id = k.tag_id LEFT JOIN segment s ON s.id = k.segment_id"
        " WHERE k.deleted_at IS NULL AND g.deleted_at IS NULL AND s.deleted_at IS NULL"
        " ORDER BY k.segment_id IS NOT NULL, k.tag_id IS NOT NULL, k.level, g.name_key, s.name_key, k.id",
    )


def id_of(connection: Connection, subject_key: str) -> int | None:
    """Return the id of the cadence of a tag (``tag:5``), level (``level:A``) or segment (``segment:7``), None where it has none."""
    query = "SELECT id FROM cadence WHERE subject_key = :key AND deleted_at IS NULL ORDER BY id DESC LIMIT 1"
    found = sql.scalar(connection, query, key=subject_key)
    return None if found is None else number(found)


def of_segments(connection: Connection) -> dict[int, int]:
    """Return the days of each segment that has a cadence, by its id."""
    query = "SELECT segment_id, days FROM cadence WHERE segment_id IS NOT NULL AND deleted_at IS NULL ORDER BY id"
    return {number(key): number(days) for key, days in sql.rows(connection, query)}


def rules(connection: Connection) -> tuple[bool, bool]:
    """Return whether there is a cadence of a tag, level or segment, and whether there is one of a segment."""
    query = "SELECT count(*) > 0, count(segment_id) > 0 FROM cadence WHERE deleted_at IS NULL"
    (some, segments), *_none = sql.rows(connection, query)
    return bool(some), bool(segments)


def refresh(
    connection: Connection,
    contacts: Sequence[int],
    tags: Sequence[int],
    levels: Sequence[str],
    further: Further = NOTHING,
) -> None:
    """Compute anew by when one shall be in touch with these contacts, and with all that have these tags or levels."""
    for piece in sql.chunks(contacts):
        query = "SELECT id FROM contact WHERE id IN :ids"
        summaries.keep_cadence(connection, query, further, ids=list(piece))
    for tag in tags:
        query = "SELECT contact_id FROM contact_tag WHERE tag_id = :tag"
        summaries.keep_cadence(connection, query, further, tag=tag)
    for level in levels:
        summaries.keep_cadence(connection, "SELECT id FROM contact WHERE level = :level", further, level=level)
