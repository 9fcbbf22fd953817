"""What lists show of each contact, computed by set-based statements from the records it is derived from."""

from collections.abc import Sequence

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number

CUSTOMER_OF = """coalesce((
    SELECT r.other_id FROM relation r JOIN contact o ON o.id = r.other_id AND o.kind = 'company' AND o.deleted_at IS NULL
    WHERE r.contact_id = c.id AND r.kind = 'member' AND c.kind = 'person'
    ORDER BY r.is_primary DESC, r.position LIMIT 1), c.id)"""

_NEWEST = """SELECT id FROM (
    SELECT id, at FROM (SELECT id, at FROM activity WHERE contact_id = c.id AND {real} ORDER BY at DESC, id DESC LIMIT 1)
    UNION ALL
    SELECT id, at FROM (SELECT id, at FROM activity WHERE customer_id = c.id AND {real} ORDER BY at DESC, id DESC LIMIT 1)
    UNION ALL
    SELECT a.id, a.at FROM activity_participant p JOIN activity a ON a.id = p.activity_id
    WHERE p.contact_id = c.id AND a.deleted_at IS NULL AND a.kind <> 'system'
    ) ORDER BY at DESC, id DESC LIMIT 1""".format(real="deleted_at IS NULL AND kind <> 'system'")

_SOONEST = """SELECT id FROM (
    SELECT id, due_key FROM (SELECT id, due_key FROM reminder WHERE contact_id = c.id AND {real} ORDER BY due_key, id LIMIT 1)
    UNION ALL
    SELECT id, due_key FROM (SELECT id, due_key FROM reminder WHERE customer_id = c.id AND {real} ORDER BY due_key, id LIMIT 1)
    ) ORDER BY due_key, id LIMIT 1""".format(real="done_at IS NULL AND deleted_at IS NULL")

_SUMMARY = f"""
SELECT s.contact_id, s.customer_id, s.last_id, a.at AS last_at, s.next_id, r.due_key AS next_key, s.no_next_since
FROM (
    SELECT c.id AS contact_id, {CUSTOMER_OF} AS customer_id, ({_NEWEST}) AS last_id, ({_SOONEST}) AS next_id,
        c.no_next_since
    FROM contact c {{chosen}}
) s LEFT JOIN activity a ON a.id = s.last_id LEFT JOIN reminder r ON r.id = s.next_id"""

_COLUMNS = "contact_id, customer_id, last_id, last_at, next_id, next_key, no_next_since"


def refresh(connection: Connection, ids: Sequence[int]) -> None:
    """Compute the summaries of these contacts anew; those that are gone lose theirs."""
    computed = _SUMMARY.format(chosen="WHERE c.id IN :ids")
    for piece in sql.chunks(ids):
        sql.run(connection, "DELETE FROM contact_summary WHERE contact_id IN :ids", ids=list(piece))
        sql.run(connection, f"INSERT INTO contact_summary ({_COLUMNS}) {computed}", ids=list(piece))


def refresh_chosen(connection: Connection, query: str, **values: object) -> None:
    """Compute the summaries of the contacts anew whose ids a query selects."""
    sql.run(connection, f"DELETE FROM contact_summary WHERE contact_id IN ({query})", **values)
    computed = _SUMMARY.format(chosen=f"WHERE c.id IN ({query})")
    sql.run(connection, f"INSERT INTO contact_summary ({_COLUMNS}) {computed}", **values)


def rebuild(connection: Connection) -> None:
    """Compute every summary anew."""
    sql.run(connection, "DELETE FROM contact_summary")
    sql.run(connection, f"INSERT INTO contact_summary ({_COLUMNS}) {_SUMMARY.format(chosen='')}")


def stale(connection: Connection) -> list[int]:
    """Return the ids of contacts whose stored summary differs from the computed one."""
    computed = f"SELECT {_COLUMNS} FROM ({_SUMMARY.format(chosen='')})"
    stored = f"SELECT {_COLUMNS} FROM contact_summary"
    query = (
        f"SELECT contact_id FROM (SELECT * FROM ({computed}) EXCEPT SELECT * FROM ({stored}))"
        f" UNION SELECT contact_id FROM (SELECT * FROM ({stored}) EXCEPT SELECT * FROM ({computed}))"
    )
    return [number(row[0]) for row in sql.rows(connection, query)]
