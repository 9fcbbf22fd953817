"""The clocks of tickets, and what lists show of each: worked out from the records where those are written, never logged."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple, TypeAlias

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.calendar_days import calendar
from tui_crm.db.rows import number
from tui_crm.models.record import day_of, instant_of, stored_instant
from tui_crm.models.sla import Facts, Moved, Run, Said, Targets, runs, standing
from tui_crm.models.ticket import SPOKEN
from tui_crm.models.working_time import WorkingCalendar

_AROUND: Final = 2  # days before and after one within which it is that day in any zone
_Row: TypeAlias = tuple[object, ...]

_CLOCKS: Final = "ticket_id, position, clock, target, started_at, ended_at, spent, due_at, met"
_SUMMARY: Final = "ticket_id, clock, clock_at, paused, first_at, resolved_at, closed_at, last_in_at, last_out_at, awaiting_since, replies, warn_at"
_WRITES: Final = {
    table: f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(columns.split()))})"
    for table, columns in (("ticket_clock", _CLOCKS), ("ticket_summary", _SUMMARY))
}

_TICKETS: Final = """SELECT id, opened_at, first_minutes, next_minutes, resolution_minutes, deleted_at
FROM ticket WHERE id IN :ids ORDER BY id"""
_MOVES: Final = """SELECT ticket_id, effective_at, to_state FROM ticket_transition
WHERE ticket_id IN :ids AND deleted_at IS NULL ORDER BY ticket_id, effective_at, id"""
_WORDS: Final = f"""SELECT ticket_id, at, coalesce(direction = 'in', 0) FROM activity
WHERE ticket_id IN :ids AND deleted_at IS NULL AND kind IN ({", ".join(f"'{kind}'" for kind in SPOKEN)})
ORDER BY ticket_id, at, id"""

_KNOWN: Final = (
    "SELECT id FROM ticket UNION SELECT ticket_id FROM ticket_clock UNION SELECT ticket_id FROM ticket_summary"
)
_ALIVE: Final = """SELECT t.id FROM ticket t LEFT JOIN ticket_summary s ON s.ticket_id = t.id
WHERE t.opened_at < :last AND (s.resolved_at IS NULL OR s.resolved_at > :first)"""


class Known(NamedTuple):
    """What a ticket's clocks are worked out from; one in the trash has none."""

    ticket_id: int
    facts: Facts
    deleted: bool


def refresh(connection: Connection, ids: Sequence[int]) -> None:
    """Work the clocks of these tickets out anew; those that are gone lose theirs. Raises UsageError, DamagedValue."""
    if not ids:
        return
    team = calendar(connection)
    for piece in sql.chunks(ids):
        made: dict[str, list[_Row]] = {table: [] for table in _WRITES}
        for known in facts(connection, piece):
            clocks, summary = _rows(known, team)
            made["ticket_clock"] += clocks
            made["ticket_summary"].append(summary)
        for table, write in _WRITES.items():
            sql.run(connection, f"DELETE FROM {table} WHERE ticket_id IN :ids", ids=list(piece))
            sql.many(connection, write, made[table])


def stand_at(connection: Connection, ticket_id: int, now: datetime) -> list[tuple[int, datetime | None]]:
    """Return by position how many seconds of working time each run of a ticket's clocks has gone when it is ``now``, and
    when it is at risk, as long as it runs.
    """
    team = calendar(connection)
    (known,) = facts(connection, [ticket_id])
    return [(run.spent_by(now, team) // timedelta(seconds=1), run.warn_at) for run in runs(known.facts, team)]


def rebuild(connection: Connection) -> None:
    """Work the clocks of every ticket out anew."""
    for table in _WRITES:
        sql.run(connection, f"DELETE FROM {table}")
    refresh(connection, all_tickets(connection))


def touched_by(connection: Connection, days: Collection[str]) -> list[int]:
    """Return the tickets whose clocks may run on any of these days (ISO 8601), whatever the zone."""
    if not days:
        return []
    dates = sorted(day_of(day).toordinal() for day in days)
    first, last = max(dates[0] - _AROUND, 1), min(dates[-1] + _AROUND, date.max.toordinal())
    return _ids(connection, _ALIVE, first=_noon(first), last=_noon(last))


def _noon(day: int) -> str:
    return stored_instant(datetime.combine(date.fromordinal(day), time(12), UTC))


def all_tickets(connection: Connection) -> list[int]:
    """Return every ticket: what the team's calendar is set up by bears on all their clocks."""
    return _ids(connection, "SELECT id FROM ticket ORDER BY id")


def stale(connection: Connection) -> list[int]:
    """Return the ids of tickets whose stored clocks or summary differ from what is worked out. Raises as :func:`refresh`."""
    ids = _ids(connection, _KNOWN)
    if not ids:
        return []
    team = calendar(connection)
    wrong: set[int] = set()
    for piece in sql.chunks(ids):
        expected: set[_Row] = set()
        for known in facts(connection, piece):
            clocks, summary = _rows(known, team)
            expected.update(clocks, [summary])
        stored = {
            tuple(row)
            for table, columns in (("ticket_clock", _CLOCKS), ("ticket_summary", _SUMMARY))
            for row in sql.rows(connection, f"SELECT {columns} FROM {table} WHERE ticket_id IN :ids", ids=list(piece))
        }
        wrong.update(number(row[0]) for row in expected ^ stored)
    return sorted(wrong)


def facts(connection: Connection, ids: Sequence[int]) -> list[Known]:
    """Return what the clocks of these tickets are worked out from, those in the trash too; who is gone is left out."""
    moves: dict[int, list[Moved]] = {}
    for key, at, state in sql.rows_of(connection, _MOVES, ids):
        moves.setdefault(number(key), []).append(Moved(instant_of(at), str(state)))
    words: dict[int, list[Said]] = {}
    for key, at, incoming in sql.rows_of(connection, _WORDS, ids):
        words.setdefault(number(key), []).append(Said(instant_of(at), bool(incoming)))
    return [
        Known(
            number(key),
            Facts(instant_of(opened), moves.get(key, ()), words.get(key, ()), Targets(*promised)),
            deleted is not None,
        )
        for key, opened, *promised, deleted in sql.rows_of(connection, _TICKETS, ids)
    ]


def _rows(known: Known, team: WorkingCalendar) -> tuple[list[_Row], _Row]:
    """Return the rows of a ticket's clocks, and of its summary."""
    found = () if known.deleted else runs(known.facts, team)
    clocks = [_clock(known.ticket_id, position, run) for position, run in enumerate(found)]
    at = standing(known.facts, found)
    summary = (
        known.ticket_id,
        None if at.clock is None else str(at.clock),
        _stored(at.clock_at),
        int(at.paused),
        _stored(at.first_at),
        _stored(at.resolved_at),
        _stored(at.closed_at),
        _stored(at.last_in_at),
        _stored(at.last_out_at),
        _stored(at.awaiting_since),
        at.replies,
        _stored(min((run.warn_at for run in found if run.warn_at), default=None)),
    )
    return clocks, summary


def _clock(ticket_id: int, position: int, run: Run) -> _Row:
    return (
        ticket_id,
        position,
        str(run.clock),
        run.target,
        stored_instant(run.started_at),
        _stored(run.ended_at),
        run.spent // timedelta(seconds=1),
        _stored(run.due_at),
        None if run.met is None else int(run.met),
    )


def _stored(moment: datetime | None) -> str | None:
    return None if moment is None else stored_instant(moment)


def _ids(connection: Connection, query: str, **values: object) -> list[int]:
    return [number(row[0]) for row in sql.rows(connection, query, **values)]
