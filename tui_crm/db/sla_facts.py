"""Statements about promises and how they are kept: tickets still open, runs that have ended, and runs that have not."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.models.sla import Targets
from tui_crm.models.ticket import LIVE, Clock

_THERE: Final = "t.deleted_at IS NULL AND t.merged_into_id IS NULL"
_STATES: Final = ", ".join(f"'{state}'" for state in LIVE)
_LIVE: Final = f"{_THERE} AND t.state IN ({_STATES})"
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


SUBJECTS: Final[Mapping[str, str]] = {
    "": "''",
    "owner": """coalesce((SELECT login FROM "user" u WHERE u.id = t.owner_id), '')""",
    "team": "coalesce((SELECT name FROM team g WHERE g.id = t.team_id), '')",
    "kind": "t.kind",
    "priority": "t.priority",
    "level": "coalesce(c.level, '')",
    "product": "coalesce(t.product, '')",
}
"""What promises can be counted by."""


def judged(
    connection: Connection, since: str, until: str, now: str, by: str, ids: Sequence[int] | None
) -> Iterator[tuple[Clock, str, bool, int]]:
    """Yield clock, subject, whether the promise was kept, and how often, for runs between two instants, as stored."""
    among = "" if ids is None else " AND t.id IN :ids"
    query = f"""SELECT k.clock, {SUBJECTS[by]} AS subject, coalesce(k.met, 0), count(*)
        FROM ticket_clock k JOIN ticket t ON t.id = k.ticket_id JOIN contact c ON c.id = t.customer_id
        WHERE {_THERE}{among} AND k.target IS NOT NULL AND ((k.ended_at >= :since AND k.ended_at < :until)
        OR (k.due_at < :now AND k.due_at >= :since AND k.due_at < :until)) GROUP BY 1, 2, 3"""
    values = {"since": since, "until": until, "now": now}
    found = sql.rows(connection, query, **values) if ids is None else sql.rows_of(connection, query, ids, **values)
    return ((Clock(clock), str(subject), bool(is_met), number(count)) for clock, subject, is_met, count in found)
