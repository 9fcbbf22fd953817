"""Statements about promises and how they are kept: tickets still open, runs that have ended, and runs that have not."""

from typing import Final, NamedTuple

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.db.ticket_states import LIVE_STATES
from tui_crm.models.sla import Targets
from tui_crm.models.ticket import Clock

_THERE: Final = "t.deleted_at IS NULL AND t.merged_into_id IS NULL"
_LIVE: Final = f"{_THERE} AND t.state IN {LIVE_STATES}"
_OF: Final = "t.priority, t.kind, coalesce(c.level, '') AS level"


class Open(NamedTuple):
    """A ticket that is open, with what is promised for it."""

    id: int
    priority: str
    kind: str
    level: str
    targets: Targets


class Ended(NamedTuple):
    """A run that has ended: what was promised, in minutes, and what it took, in seconds."""

    clock: Clock
    target: int | None
    spent: int
    priority: str
    kind: str
    level: str


def open_tickets(connection: Connection) -> list[Open]:
    """Return every open ticket."""
    query = f"""SELECT t.id, {_OF}, t.first_minutes, t.next_minutes, t.resolution_minutes
        FROM ticket t JOIN contact c ON c.id = t.customer_id WHERE {_LIVE} ORDER BY t.id"""
    return [
        Open(number(key), str(priority), str(kind), str(level), Targets(*minutes))
        for key, priority, kind, level, *minutes in sql.rows(connection, query)
    ]


def ended_runs(connection: Connection, since: str) -> list[Ended]:
    """Return the runs that have ended since an instant, as stored."""
    query = f"""SELECT k.clock, k.target, k.spent, {_OF}
        FROM ticket_clock k JOIN ticket t ON t.id = k.ticket_id JOIN contact c ON c.id = t.customer_id
        WHERE k.ended_at >= :since AND {_THERE}"""
    return [Ended(Clock(row.clock), *row[1:]) for row in sql.rows(connection, query, since=since)]
