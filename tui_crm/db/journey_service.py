"""Statements about what a journey tells of customer service: what tickets went through, and what customers answered."""

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.db.ticket_states import OVER_STATES

_STEPS = f"""
SELECT m.id, m.from_state, m.to_state, m.effective_at, m.why, m.operation_id, coalesce(u.login, o.login, '') AS login,
    CASE WHEN o.at = m.recorded_at THEN o.source ELSE '' END AS source, t.id AS ticket_id, t.number, t.kind, t.subject, t.contact_id, c.name AS contact,
    k.spent, k.target, CASE WHEN m.to_state = 'closed' THEN i.number END AS merged_into
FROM ticket_transition m JOIN ticket t ON t.id = m.ticket_id JOIN contact c ON c.id = t.contact_id
LEFT JOIN "user" u ON u.id = m.author_id LEFT JOIN operation o ON o.id = m.operation_id
LEFT JOIN ticket i ON i.id = t.merged_into_id
LEFT JOIN ticket_clock k ON k.ticket_id = t.id AND k.clock = 'resolution' AND k.ended_at = m.effective_at
    AND m.to_state IN {OVER_STATES} AND coalesce(m.from_state, '') NOT IN {OVER_STATES}
WHERE m.id IN :ids"""

_SCORES = """
SELECT s.id, s.kind, s.value, s.comment, s.at, coalesce(u.login, '') AS login, s.contact_id, c.name AS contact,
    s.ticket_id, coalesce(t.number, '') AS number,
    (SELECT json_group_array(json_array(a.kind, a.value)) FROM (SELECT kind, value FROM score
        WHERE of_id = s.id AND deleted_at IS NULL ORDER BY id) a) AS aspects
FROM score s JOIN contact c ON c.id = s.contact_id LEFT JOIN "user" u ON u.id = s.author_id
LEFT JOIN ticket t ON t.id = s.ticket_id WHERE s.id IN :ids"""


def steps(connection: Connection, ids: Sequence[int]) -> sql.Rows:
    """Return the steps of tickets with these ids, each with its ticket; ``spent`` and ``target`` where that solved it.

    ``source`` is where it came from, unless it was written down for the past.
    """
    return sql.rows_of(connection, _STEPS, ids)


def scores(connection: Connection, ids: Sequence[int]) -> sql.Rows:
    """Return these scores, each with its ticket's number and its aspects, as :func:`aspects_of` reads them."""
    return sql.rows_of(connection, _SCORES, ids)


def last_score(connection: Connection, contact_id: int) -> int | None:
    """Return the newest answer of a contact, or of anybody who belongs to it."""
    query = """SELECT id FROM (SELECT id, at FROM score WHERE contact_id = :id AND of_id IS NULL AND deleted_at IS NULL
        UNION SELECT id, at FROM score WHERE customer_id = :id AND of_id IS NULL AND deleted_at IS NULL)
        ORDER BY at DESC, id DESC LIMIT 1"""
    found = sql.scalar(connection, query, id=contact_id)
    return None if found is None else number(found)


def aspects_of(stored: str) -> tuple[tuple[str, int], ...]:
    """Return the kinds and values of the aspects of a score."""
    return tuple((str(kind), int(value)) for kind, value in json.loads(stored))
