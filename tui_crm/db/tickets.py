"""Statements about tickets: as lines, as cards, and what is said on them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.db.ticket_states import OVER_STATES
from tui_crm.models.record import instant_of
from tui_crm.models.ticket import Check, ClockRun, Move, TicketCard, TicketRow

_ROW = """
SELECT t.id, t.number, t.kind, t.state, t.priority, t.subject, t.channel, t.product, t.contact_id, c.name AS contact,
    t.customer_id, CASE WHEN k.id <> c.id THEN k.name END AS company, u.login AS owner, g.name AS team, t.cause,
    t.confirmed, t.opened_at, s.clock, s.clock_at, s.warn_at, coalesce(s.paused, 0) AS paused, s.first_at, s.resolved_at, s.closed_at,
    s.awaiting_since, coalesce(s.replies, 0) AS replies, t.merged_into_id, t.version, t.deleted_at,
    c.deleted_at IS NOT NULL AS contact_deleted
FROM ticket t JOIN contact c ON c.id = t.contact_id JOIN contact k ON k.id = t.customer_id
LEFT JOIN "user" u ON u.id = t.owner_id LEFT JOIN team g ON g.id = t.team_id
LEFT JOIN ticket_summary s ON s.ticket_id = t.id
WHERE t.id IN :ids"""

_TEXTS = ("channel", "product", "company", "owner", "team", "cause", "confirmed", "clock")
_INSTANTS = ("opened_at", "clock_at", "warn_at", "first_at", "resolved_at", "closed_at", "awaiting_since")

_CARD = """
SELECT t.id, t.text, t.remedy, a.login AS by, t.problem_id, p.name AS problem, t.first_minutes, t.next_minutes,
    t.resolution_minutes, t.split_from_id, CASE WHEN p.solved_at IS NULL THEN p.workaround END AS workaround
FROM ticket t LEFT JOIN "user" a ON a.id = t.author_id LEFT JOIN problem p ON p.id = t.problem_id WHERE t.id IN :ids"""


def rows_for(connection: Connection, ids: Sequence[int]) -> list[TicketRow]:
    """Return these tickets in this order, those in the trash too; what is not there is left out."""
    found = {number(row.id): _row(row) for row in sql.rows_of(connection, _ROW, ids)}
    return [found[key] for key in ids if key in found]


def _row(row: Row[*tuple[Any, ...]]) -> TicketRow:
    said = row._asdict()
    for name in _TEXTS:
        said[name] = said[name] or ""
    for name in _INSTANTS:
        said[name] = _instant(said[name])
    deleted = said.pop("deleted_at") is not None
    flags = {name: bool(said[name]) for name in ("paused", "contact_deleted")}
    return TicketRow(**{**said, **flags}, deleted=deleted)


def _instant(stored: str | None) -> datetime | None:
    return None if stored is None else instant_of(stored)


def card(connection: Connection, ticket_id: int) -> TicketCard | None:
    """Return everything about a ticket but its thread; None where it is not there."""
    return next(iter(cards_for(connection, [ticket_id])), None)


def cards_for(connection: Connection, ids: Sequence[int]) -> list[TicketCard]:
    """Return everything about these tickets but their threads, in this order; what is not there is left out."""
    said = {number(row.id): row._asdict() for row in sql.rows_of(connection, _CARD, ids)}
    checks, clocks, moves = _checklists(connection, ids), _clocks(connection, ids), _moves(connection, ids)
    ties, merges = _linked(connection, list(said)), _merged_into(connection, list(said))
    named = [other for found in (ties, merges) for keys in found.values() for other in keys]
    lines = {row.id: row for row in rows_for(connection, list(dict.fromkeys(named)))}
    found = []
    for row in rows_for(connection, ids):
        values = said[row.id]
        del values["id"]
        values |= {name: values[name] or "" for name in ("text", "remedy", "by", "problem", "workaround")}
        links, merged = (tuple(lines[other] for other in found[row.id]) for found in (ties, merges))
        found.append(
            TicketCard(
                row, **values, checklist=tuple(checks[row.id]), clocks=tuple(clocks[row.id]),
                moves=tuple(moves[row.id]), links=links, merged=merged,
            )
        )  # fmt: skip
    return found


def _checklists(connection: Connection, ids: Sequence[int]) -> Mapping[int, list[Check]]:
    query = """SELECT c.ticket_id, c.text, c.done_at, u.login FROM ticket_check c LEFT JOIN "user" u ON u.id = c.done_by
        WHERE c.ticket_id IN :ids ORDER BY c.ticket_id, c.position"""
    found: Mapping[int, list[Check]] = defaultdict(list)
    for ticket_id, text, done_at, login in sql.rows_of(connection, query, ids):
        found[number(ticket_id)].append(Check(str(text), _instant(done_at), login or ""))
    return found


def _clocks(connection: Connection, ids: Sequence[int]) -> Mapping[int, list[ClockRun]]:
    query = """SELECT ticket_id, clock, target, started_at, ended_at, spent, due_at, met FROM ticket_clock
        WHERE ticket_id IN :ids ORDER BY ticket_id, position"""
    found: Mapping[int, list[ClockRun]] = defaultdict(list)
    for row in sql.rows_of(connection, query, ids):
        run = ClockRun(
            row.clock, row.target, instant_of(row.started_at), _instant(row.ended_at), number(row.spent),
            _instant(row.due_at), None if row.met is None else bool(row.met),
        )  # fmt: skip
        found[number(row.ticket_id)].append(run)
    return found


def _moves(connection: Connection, ids: Sequence[int]) -> Mapping[int, list[Move]]:
    query = """SELECT m.ticket_id, m.id, m.from_state, m.to_state, m.effective_at, u.login, m.why FROM ticket_transition m
        LEFT JOIN "user" u ON u.id = m.author_id WHERE m.ticket_id IN :ids AND m.deleted_at IS NULL
        ORDER BY m.effective_at, m.id"""
    found: Mapping[int, list[Move]] = defaultdict(list)
    for ticket_id, key, was, now, at, login, why in sql.rows_of(connection, query, ids):
        move = Move(number(key), was or "", str(now), instant_of(at), login or "", why or "")
        found[number(ticket_id)].append(move)
    return found


def threads(connection: Connection, ids: Sequence[int]) -> Mapping[int, list[int]]:
    """Return the activities on each of these tickets, the oldest first."""
    query = "SELECT ticket_id, id FROM activity WHERE ticket_id IN :ids AND deleted_at IS NULL ORDER BY at, id"
    return _grouped(sql.rows_of(connection, query, ids))


def all_ids(connection: Connection) -> list[int]:
    """Return every ticket outside the trash, closed and merged ones too."""
    return [
        number(row[0]) for row in sql.rows(connection, "SELECT id FROM ticket WHERE deleted_at IS NULL ORDER BY id")
    ]


def last_moved(connection: Connection, ticket_id: int) -> datetime | None:
    """Return when a ticket came into the state that it is in."""
    query = "SELECT max(effective_at) FROM ticket_transition WHERE ticket_id = :id AND deleted_at IS NULL"
    found = sql.scalar(connection, query, id=ticket_id)
    return None if found is None else instant_of(str(found))


def linked(connection: Connection, ticket_id: int) -> list[int]:
    """Return the live tickets that have to do with this one, whichever of the two says so."""
    return _linked(connection, [ticket_id])[ticket_id]


def _linked(connection: Connection, ids: Sequence[int]) -> Mapping[int, list[int]]:
    """Return for each of these tickets the live ones that have to do with it, whichever of the two says so."""
    query = """SELECT p.one, p.other FROM (
            SELECT ticket_id AS one, other_id AS other FROM ticket_link WHERE ticket_id IN :ids
            UNION SELECT other_id, ticket_id FROM ticket_link WHERE other_id IN :ids
        ) p JOIN ticket t ON t.id = p.other AND t.deleted_at IS NULL ORDER BY p.one, p.other"""
    return _grouped(sql.rows_of(connection, query, ids))


def _merged_into(connection: Connection, ids: Sequence[int]) -> Mapping[int, list[int]]:
    """Return for each of these tickets those that went into it."""
    query = """SELECT merged_into_id, id FROM ticket WHERE merged_into_id IN :ids AND deleted_at IS NULL
        ORDER BY merged_into_id, id"""
    return _grouped(sql.rows_of(connection, query, ids))


def _grouped(rows: sql.Rows) -> Mapping[int, list[int]]:
    found: Mapping[int, list[int]] = defaultdict(list)
    for one, other in rows:
        found[number(one)].append(number(other))
    return found


def live_ids(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Return those of ``ids`` that are tickets outside the trash, in their order."""
    query = "SELECT id FROM ticket WHERE id IN :ids AND deleted_at IS NULL"
    found = {number(row[0]) for row in sql.rows_of(connection, query, ids)}
    return [key for key in ids if key in found]


def numbered(connection: Connection, text: str) -> int | None:
    """Return the ticket outside the trash with this number, whatever the case of its letters; of two the older one."""
    query = "SELECT id FROM ticket WHERE number_key = :key AND deleted_at IS NULL ORDER BY id LIMIT 1"
    found = sql.scalar(connection, query, key=text.strip().casefold())
    return None if found is None else number(found)


def doubled(connection: Connection) -> list[tuple[str, list[int]]]:
    """Return the numbers that several tickets outside the trash have, as the oldest writes it, each with these."""
    query = """SELECT number_key, number, id FROM ticket WHERE deleted_at IS NULL AND number_key IN (
            SELECT number_key FROM ticket WHERE deleted_at IS NULL GROUP BY number_key HAVING count(*) > 1
        ) ORDER BY number_key, id"""
    found: dict[str, tuple[str, list[int]]] = {}
    for key, named, ticket_id in sql.rows(connection, query):
        found.setdefault(str(key), (str(named), []))[1].append(number(ticket_id))
    return list(found.values())


def merged_number(connection: Connection, text: str) -> str:
    """Return the number, folded, of the ticket that the one with this number went into; "" where it went into none."""
    query = """SELECT k.number_key FROM ticket t JOIN ticket k ON k.id = t.merged_into_id
        WHERE t.number_key = :key AND t.deleted_at IS NULL"""
    return str(sql.scalar(connection, query, key=text.strip().casefold()) or "")


def trashed(connection: Connection, text: str) -> int | None:
    """Return the ticket with this number that was put in the trash last, whatever the case of its letters."""
    query = "SELECT id FROM ticket WHERE number_key = :key AND deleted_at IS NOT NULL ORDER BY deleted_at DESC, id DESC"
    found = sql.rows(connection, f"{query} LIMIT 1", key=text.strip().casefold())
    return number(found[0][0]) if found else None


def opened(connection: Connection, ticket_id: int) -> str:
    """Return when a ticket was opened, as stored."""
    return str(sql.scalar(connection, "SELECT opened_at FROM ticket WHERE id = :id", id=ticket_id))


def over_since(connection: Connection, ticket_id: int) -> str:
    """Return since when (as stored) a ticket is resolved or closed; "" where it is not."""
    found = sql.scalar(connection, "SELECT resolved_at FROM ticket_summary WHERE ticket_id = :id", id=ticket_id)
    return str(found or "")


def same(connection: Connection, contact_id: int, subject: str, opened_at: str | None) -> int | None:
    """Return the oldest ticket outside the trash of a contact with this subject, opened then where that is said."""
    query = """SELECT id FROM ticket WHERE contact_id = :contact AND lower(subject) = lower(:subject)
        AND (:at IS NULL OR opened_at = :at) AND deleted_at IS NULL ORDER BY id LIMIT 1"""
    found = sql.scalar(connection, query, contact=contact_id, subject=subject, at=opened_at)
    return None if found is None else number(found)


def thread(connection: Connection, ticket_id: int, newest: int | None = None) -> list[int]:
    """Return the activities on a ticket, or the ``newest`` ones alone, the oldest first."""
    query = """SELECT id FROM activity WHERE ticket_id = :id AND deleted_at IS NULL
        ORDER BY at DESC, id DESC LIMIT :newest"""
    found = sql.rows(connection, query, id=ticket_id, newest=-1 if newest is None else newest)
    return [number(row[0]) for row in reversed(found)]


def unsolved_of(connection: Connection, contact_id: int) -> list[int]:
    """Return the live tickets of a contact, or of everybody who belongs to it: complaints first, then by their clocks."""
    query = f"""SELECT t.id FROM ticket t LEFT JOIN ticket_summary s ON s.ticket_id = t.id
        WHERE t.id IN (SELECT id FROM ticket WHERE contact_id = :id UNION SELECT id FROM ticket WHERE customer_id = :id)
        AND t.deleted_at IS NULL AND t.merged_into_id IS NULL AND t.state NOT IN {OVER_STATES}
        ORDER BY t.kind <> 'complaint', s.clock_at IS NULL, s.clock_at, t.opened_at, t.id"""
    return [number(row[0]) for row in sql.rows(connection, query, id=contact_id)]


def causes(connection: Connection) -> list[str]:
    """Return what the causes of tickets have been, those of the most tickets first."""
    query = """SELECT cause FROM ticket WHERE cause IS NOT NULL AND deleted_at IS NULL
        GROUP BY cause ORDER BY count(*) DESC, cause"""
    return [str(row[0]) for row in sql.rows(connection, query)]


def level_of(connection: Connection, contact_id: int) -> str:
    """Return a customer's level, "" where they have none."""
    return str(sql.scalar(connection, "SELECT level FROM contact WHERE id = :id", id=contact_id) or "")


def owner_of(connection: Connection, contact_id: int) -> int | None:
    """Return whose customer it is: somebody who still works here."""
    query = """SELECT u.id FROM contact c JOIN "user" u ON u.id = c.owner_id
        WHERE c.id = :id AND u.retired_at IS NULL AND u.deleted_at IS NULL"""
    found = sql.scalar(connection, query, id=contact_id)
    return None if found is None else number(found)


def aftercare(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Return the open reminders that were set when these tickets were closed."""
    query = """SELECT DISTINCT r.id FROM reminder r
        JOIN change h ON h.thing = 'reminder' AND h.record_id = r.id AND h.action = 'create'
        JOIN ticket_transition m ON m.operation_id = h.operation_id AND m.ticket_id = r.ticket_id AND m.to_state = 'closed'
        WHERE r.ticket_id IN :ids AND r.done_at IS NULL AND r.deleted_at IS NULL ORDER BY r.id"""
    return [number(row[0]) for row in sql.rows_of(connection, query, ids)]
