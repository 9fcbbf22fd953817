"""Statements about known problems, and the tickets that each has collected."""

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.db.ticket_states import LIVE_STATES
from tui_crm.models.folding import label_key
from tui_crm.models.problem import ProblemEntry
from tui_crm.models.record import instant_of

_LIVE = f"t.state IN {LIVE_STATES}"
_COUNTED = "t.problem_id = p.id AND t.deleted_at IS NULL AND t.merged_into_id IS NULL"


def all_of(connection: Connection) -> list[ProblemEntry]:
    """Return every known problem outside the trash: those that are not solved first, with the most live tickets first."""
    query = f"""SELECT p.id, p.name, coalesce(p.text, '') AS text, coalesce(p.workaround, '') AS workaround, p.solved_at,
        count(CASE WHEN {_LIVE} THEN 1 END) AS live, count(t.id) AS tickets, p.version
        FROM problem p LEFT JOIN ticket t ON {_COUNTED} WHERE p.deleted_at IS NULL
        GROUP BY p.id ORDER BY p.solved_at IS NOT NULL, live DESC, p.name_key, p.id"""
    found = (row._asdict() for row in sql.rows(connection, query))
    return [
        ProblemEntry(**{**said, "solved_at": said["solved_at"] and instant_of(said["solved_at"])}) for said in found
    ]


def id_called(connection: Connection, name: str) -> int | None:
    """Return the known problem of this name outside the trash; see ``folding.label_key`` for how names are compared."""
    query = "SELECT min(id) FROM problem WHERE name_key = :key AND deleted_at IS NULL"
    found = sql.scalar(connection, query, key=label_key(name))
    return None if found is None else number(found)


def tickets_of(connection: Connection, problem_id: int, *, live: bool = False) -> list[int]:
    """Return the tickets that a problem has collected, the oldest first; of ``live`` ones alone those."""
    only = f"AND {_LIVE}" if live else ""
    query = f"""SELECT t.id FROM ticket t JOIN problem p ON {_COUNTED} WHERE p.id = :id {only}
        ORDER BY t.opened_at, t.id"""
    return [number(row[0]) for row in sql.rows(connection, query, id=problem_id)]


def all_tickets_of(connection: Connection, problem_id: int) -> list[int]:
    """Return every ticket that names a problem, those that were merged or are in the trash too."""
    return [
        number(row[0]) for row in sql.rows(connection, "SELECT id FROM ticket WHERE problem_id = :id", id=problem_id)
    ]
