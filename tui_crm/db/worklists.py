"""Statements about long lists of reminders: their ids in order, and which day of a calendar each stands on.

Each walks an index of whose reminders they are, or of when they were done, and reads no day that is not asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.conditions import Binds
from tui_crm.db.reminders import Wanted, conditions
from tui_crm.db.rows import number
from tui_crm.db.tallying import tally
from tui_crm.models.agenda import Tally
from tui_crm.models.due import APART
from tui_crm.models.record import begin_of, day_of, instant_of
from tui_crm.models.worklist import State

_FROM = "FROM reminder r LEFT JOIN contact c ON c.id = r.contact_id WHERE"
_LATEST = "99:99"  # behind every time of a day


@dataclass(frozen=True)
class Days:
    """The days of a calendar, both included, on the wall of a user."""

    first: date
    last: date
    zone: ZoneInfo

    def on_the_wall(self, instant: datetime) -> tuple[date, str]:
        """Return the day and the time (``HH:MM``) of an instant."""
        local = instant.astimezone(self.zone)
        return local.date(), local.strftime("%H:%M")


def ids(connection: Connection, wanted: Wanted, limit: int | None = None) -> list[int]:
    """Return the ids of reminders, the soonest first; of those that are done the one that was done last."""
    binds = Binds()
    order = "r.done_at DESC, r.id DESC" if wanted.state is State.DONE else "r.due_key, r.id"
    query = f"SELECT r.id {_FROM} {conditions(connection, wanted, binds)} ORDER BY {order} LIMIT :limit"
    return [number(row[0]) for row in sql.rows(connection, query, limit=-1 if limit is None else limit, **binds.values)]


def count(connection: Connection, wanted: Wanted) -> Tally:
    """Return how many there are."""
    binds = Binds()
    return tally(connection, f"SELECT 1 {_FROM} {conditions(connection, wanted, binds)}", **binds.values)


def by_day(connection: Connection, wanted: Wanted, days: Days) -> Mapping[date, tuple[int, ...]]:
    """Return the reminders of each of some days that has any, by their time, those without one last.

    Open ones stand on the day they are due, by their instant where they have a time; others on the day they were done.
    """
    found = _done(connection, wanted, days) if wanted.state is State.DONE else _due(connection, wanted, days)
    placed: dict[date, list[tuple[str, int]]] = {}
    for day, at, key in found:
        if days.first <= day <= days.last:
            placed.setdefault(day, []).append((at, key))
    return {day: tuple(key for _at, key in sorted(placed[day])) for day in sorted(placed)}


def _due(connection: Connection, wanted: Wanted, days: Days) -> list[tuple[date, str, int]]:
    binds = Binds()
    first, end = (day.isoformat() for day in (days.first - APART, days.last + APART + timedelta(days=1)))
    query = (
        f"SELECT r.id, r.due_on, r.due_time, r.due_at {_FROM} {conditions(connection, wanted, binds)}"
        f" AND r.due_key >= {binds.one(first)} AND r.due_key < {binds.one(end)}"
    )
    found = []
    for row in sql.rows(connection, query, **binds.values):
        day, at = day_of(row.due_on), row.due_time or _LATEST
        if row.due_at is not None:
            day, at = days.on_the_wall(instant_of(row.due_at))
        found.append((day, at, number(row.id)))
    return found


def _done(connection: Connection, wanted: Wanted, days: Days) -> list[tuple[date, str, int]]:
    binds = Binds()
    since, until = begin_of(days.first, days.zone), begin_of(days.last + timedelta(days=1), days.zone)
    query = (
        f"SELECT r.id, r.done_at {_FROM} {conditions(connection, wanted, binds)}"
        f" AND r.done_at >= {binds.one(since)} AND r.done_at < {binds.one(until)}"
    )
    return [
        (*days.on_the_wall(instant_of(row.done_at)), number(row.id))
        for row in sql.rows(connection, query, **binds.values)
    ]
