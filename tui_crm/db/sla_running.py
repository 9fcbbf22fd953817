"""Statements about clocks that run: which have come how far, of whose tickets, and what was done about it."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.db.tallying import tally
from tui_crm.models.agenda import Tally

_OF: Final = """FROM ticket_clock k JOIN ticket t ON t.id = k.ticket_id JOIN contact c ON c.id = t.customer_id
WHERE k.due_at IS NOT NULL"""
_PROMISED: Final = ", t.first_minutes, t.next_minutes, t.resolution_minutes"
_WARNED: Final = """FROM ticket_summary s JOIN ticket t ON t.id = s.ticket_id
WHERE s.clock_at IS NOT NULL AND s.warn_at <= :now AND t.deleted_at IS NULL"""


@dataclass(frozen=True)
class Whose:
    """Whose tickets: a user's, with those of their team that nobody has taken, and where it is said those ``of_nobody`` at
    all; or a team's. Neither: everybody's.
    """

    user_id: int | None = None
    team_id: int | None = None
    of_nobody: bool = False

    @property
    def condition(self) -> str:
        """The condition on the ticket ``t``, a number at most in it, with an AND before it."""
        if self.user_id is not None:
            team = f'(SELECT team_id FROM "user" WHERE id = {self.user_id:d})'
            free = f"(t.team_id = {team}{' OR t.team_id IS NULL' if self.of_nobody else ''})"
            return f" AND (t.owner_id = {self.user_id:d} OR (t.owner_id IS NULL AND {free}))"
        return "" if self.team_id is None else f" AND t.team_id = {self.team_id:d}"


EVERYBODY: Final = Whose()


class Running(NamedTuple):
    """A clock that runs: ``target`` in minutes, instants as stored; what else is promised for its ticket, in minutes."""

    ticket_id: int
    clock: str
    started_at: str
    target: int
    due_at: str
    priority: str
    kind: str
    level: str
    first: int | None
    next: int | None
    resolution: int | None


class Step(NamedTuple):
    """A step that was taken for one run of a clock."""

    ticket_id: int
    clock: str
    started_at: str
    percent: int
    action: str


def targets(connection: Connection) -> list[int]:
    """Return what is promised, in minutes, for clocks that run."""
    query = "SELECT DISTINCT target FROM ticket_clock WHERE due_at IS NOT NULL ORDER BY target"
    return [number(row[0]) for row in sql.rows(connection, query)]


def running(connection: Connection, until: Mapping[int, str], last: int) -> list[Running]:
    """Return the clocks that run out up to an instant (as stored), which ``until`` gives for each target; soonest first.

    Left out are those for which a step was taken at ``last`` percent or later, since no other step comes after it, and
    those that had run out before their ticket was written down here: somebody else's tickets that were brought in.
    """
    if not until:
        return []
    due = " OR ".join(f"(k.target = {target:d} AND k.due_at <= :until{target:d})" for target in until)
    query = f"""SELECT k.ticket_id, k.clock, k.started_at, k.target, k.due_at, t.priority, t.kind, coalesce(c.level, ''){_PROMISED}
        {_OF} AND ({due}) AND k.due_at >= t.created_at AND t.deleted_at IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM escalation e WHERE e.ticket_id = k.ticket_id AND e.clock = k.clock
            AND e.started_at = k.started_at AND e.percent >= :last)
        ORDER BY k.due_at, k.ticket_id, k.position"""
    found = sql.rows(connection, query, last=last, **{f"until{target}": at for target, at in until.items()})
    return [Running(*row) for row in found]


def of_tickets(connection: Connection, ids: Sequence[int]) -> list[Running]:
    """Return the clocks of these tickets that run, soonest first."""
    query = f"""SELECT k.ticket_id, k.clock, k.started_at, k.target, k.due_at, t.priority, t.kind, coalesce(c.level, ''){_PROMISED}
        {_OF} AND k.ticket_id IN :ids ORDER BY k.due_at, k.ticket_id, k.position"""
    return [Running(*row) for row in sql.rows_of(connection, query, ids)]


def warned_count(connection: Connection, now: str, whose: Whose) -> Tally:
    """Return how many tickets have a clock that has used three quarters of its time, or all of it."""
    return tally(connection, f"SELECT 1 {_WARNED}{whose.condition}", now=now)


def warned_ids(connection: Connection, now: str, whose: Whose, limit: int) -> list[int]:
    """Return these tickets, complaints first, then whose clock runs out first."""
    query = f"SELECT t.id {_WARNED}{whose.condition} ORDER BY t.kind <> 'complaint', s.clock_at, t.id LIMIT :limit"
    return [number(row[0]) for row in sql.rows(connection, query, now=now, limit=limit)]


def taken(connection: Connection, ids: Collection[int]) -> set[Step]:
    """Return the steps that were taken for these tickets, also those that somebody took back: they are not taken again."""
    query = "SELECT ticket_id, clock, started_at, percent, action FROM escalation WHERE ticket_id IN :ids"
    found = {Step(*row) for row in sql.rows_of(connection, query, list(ids))}
    query = "SELECT fields FROM change WHERE thing = 'escalation' AND action = 'remove'"
    for (fields,) in sql.rows(connection, query):
        kept = json.loads(str(fields))
        found.add(Step(*(kept[name] for name in Step._fields)))
    return found


def newest(connection: Connection) -> int:
    """Return the id of the newest step that was taken, 0 where none was."""
    return number(sql.scalar(connection, "SELECT coalesce(max(id), 0) FROM escalation"))


def told_since(connection: Connection, last: int, whose: Whose) -> sql.Rows:
    """Return what the owners of tickets are told of steps taken after the one with the id ``last``: id, ticket_id, number,
    subject, contact, clock, percent, action; a ticket with several clocks once for each.
    """
    return sql.rows(
        connection,
        f"""SELECT e.id, t.id AS ticket_id, t.number, t.subject, p.name AS contact, e.clock, e.percent, e.action
        FROM escalation e JOIN ticket t ON t.id = e.ticket_id JOIN contact p ON p.id = t.contact_id
        WHERE e.id > :last AND e.deleted_at IS NULL AND t.deleted_at IS NULL AND e.action IN ('notify', 'reassign')
        {whose.condition} ORDER BY e.id""",
        last=last,
    )
