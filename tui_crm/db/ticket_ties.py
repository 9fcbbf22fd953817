"""Statements about what hangs on tickets: what moves with them when they become one, and which of them are tied."""

from collections.abc import Sequence

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.db.ticket_states import OVER_STATES

_HANGING = {
    "activity": "SELECT id FROM activity WHERE ticket_id IN :ids ORDER BY at, id",
    "reminder": """SELECT id FROM reminder WHERE ticket_id IN :ids AND done_at IS NULL AND deleted_at IS NULL
        ORDER BY id""",
    "score": "SELECT id FROM score WHERE ticket_id IN :ids ORDER BY id",
    "invitation": "SELECT id FROM invitation WHERE ticket_id IN :ids ORDER BY id",
}
"""What goes where its ticket goes, those in the trash too; of reminders those that are open."""


def hanging(connection: Connection, ids: Sequence[int]) -> dict[str, list[int]]:
    """Return what hangs on these tickets and moves with them: the ids, by what they are of."""
    return {thing: [number(row[0]) for row in sql.rows_of(connection, query, ids)] for thing, query in _HANGING.items()}


def naming(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Return the tickets that say themselves that they are linked to one of these."""
    query = "SELECT DISTINCT ticket_id FROM ticket_link WHERE other_id IN :ids ORDER BY ticket_id"
    return [number(row[0]) for row in sql.rows_of(connection, query, ids)]


def beside(connection: Connection, ticket_id: int, limit: int) -> list[int]:
    """Return other tickets of the same customer: those that somebody must still see to first, of each the newest first."""
    query = f"""SELECT o.id FROM ticket t JOIN ticket o ON o.customer_id = t.customer_id AND o.id <> t.id
        WHERE t.id = :id AND o.deleted_at IS NULL AND o.merged_into_id IS NULL
        ORDER BY o.state IN {OVER_STATES}, o.opened_at DESC, o.id DESC LIMIT :limit"""
    return [number(row[0]) for row in sql.rows(connection, query, id=ticket_id, limit=limit)]


def kept(connection: Connection, ticket_id: int) -> int:
    """Return the ticket that one went into in the end, itself where it was not merged."""
    query = """WITH RECURSIVE way(id, step) AS (
        SELECT :id, 0 UNION SELECT t.merged_into_id, w.step + 1 FROM way w JOIN ticket t ON t.id = w.id
        WHERE t.merged_into_id IS NOT NULL AND w.step < 1000)
        SELECT id FROM way ORDER BY step DESC LIMIT 1"""
    return number(sql.scalar(connection, query, id=ticket_id))
