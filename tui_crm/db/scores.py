"""Statements about scores: what customers answered, with the aspects of each answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.models.record import instant_of, stored_instant
from tui_crm.models.score import ScoreEntry, Wanted
from tui_crm.models.ticket import LIVE, OVER

_ENTRY = """
SELECT s.id, s.kind, s.value, s.comment, s.contact_id, c.name AS contact, s.customer_id,
    CASE WHEN k.id <> c.id THEN k.name END AS company, s.ticket_id, t.number AS ticket, s.activity_id, s.stage, s.at,
    u.login AS by, i.survey_id, y.name AS survey, s.version, s.deleted_at
FROM score s JOIN contact c ON c.id = s.contact_id JOIN contact k ON k.id = s.customer_id
LEFT JOIN ticket t ON t.id = s.ticket_id LEFT JOIN "user" u ON u.id = s.author_id
LEFT JOIN invitation i ON i.id = s.invitation_id LEFT JOIN survey y ON y.id = i.survey_id
WHERE s.id IN :ids"""

_TEXTS = ("comment", "company", "ticket", "stage", "by", "survey")

LIVE_ANSWER = "s.of_id IS NULL AND s.deleted_at IS NULL AND c.deleted_at IS NULL"
"""What is true of a score ``s`` of a contact ``c`` that counts: an answer outside the trash, of somebody outside it."""


def ids_wanted(connection: Connection, wanted: Wanted, limit: int | None = None) -> list[int]:
    """Return the answers that are wanted, the newest first."""
    tests: dict[str, tuple[str, object]] = {
        "kind": ("s.kind = :kind", wanted.kind or None),
        "since": ("s.at >= :since", _stored(wanted.since)),
        "until": ("s.at < :until", _stored(wanted.until)),
        "ticket": ("s.ticket_id = :ticket", wanted.ticket_id),
        "contact": ("(s.contact_id = :contact OR s.customer_id = :contact)", wanted.contact_id),
        "below": ("s.value < :below", wanted.below),
        "survey": (
            "s.invitation_id IN (SELECT id FROM invitation WHERE survey_id = :survey AND deleted_at IS NULL)",
            wanted.survey_id,
        ),
    }
    used = {name: pair for name, pair in tests.items() if pair[1] is not None}
    where = " AND ".join([LIVE_ANSWER, *(test for test, _value in used.values())])
    query = (
        f"SELECT s.id FROM score s JOIN contact c ON c.id = s.contact_id WHERE {where} ORDER BY s.at DESC, s.id DESC"
    )
    values = {name: value for name, (_test, value) in used.items()}
    return [number(row[0]) for row in sql.rows(connection, f"{query} LIMIT :most", most=limit or -1, **values)]


def _stored(instant: datetime | None) -> str | None:
    return None if instant is None else stored_instant(instant)


def entries(connection: Connection, ids: Sequence[int]) -> list[ScoreEntry]:
    """Return these answers in this order, those in the trash too; what is not there is left out."""
    said = aspects(connection, ids)
    found = {
        number(row.id): _entry(row, {kind: value for kind, (_key, value) in said.get(number(row.id), {}).items()})
        for row in sql.rows_of(connection, _ENTRY, ids)
    }
    return [found[key] for key in ids if key in found]


def _entry(row: Row[*tuple[Any, ...]], said: dict[str, int]) -> ScoreEntry:
    values = row._asdict()
    values |= {name: values[name] or "" for name in _TEXTS}
    values["at"] = instant_of(values["at"])
    deleted = values.pop("deleted_at") is not None
    return ScoreEntry(**values, deleted=deleted, aspects=said)


def aspects(
    connection: Connection, ids: Sequence[int], *, deleted: bool = False
) -> dict[int, dict[str, tuple[int, int]]]:
    """Return the aspects of answers by kind, each its id and value; with ``deleted`` those too that are in the trash."""
    query = "SELECT of_id, kind, id, value FROM score WHERE of_id IN :ids"
    query += "" if deleted else " AND deleted_at IS NULL"
    found: dict[int, dict[str, tuple[int, int]]] = {}
    for answer, kind, key, value in sql.rows_of(connection, f"{query} ORDER BY id", ids):
        found.setdefault(number(answer), {})[str(kind)] = (number(key), number(value))
    return found


def last_over(connection: Connection, ticket_id: int, at: str) -> str | None:
    """Return since when (as stored) a ticket was done, or had last been so, at an instant: resolved or closed at once;
    None where it had never been.
    """
    query = """SELECT max(effective_at) FROM ticket_transition WHERE ticket_id = :id AND deleted_at IS NULL
        AND effective_at <= :at AND to_state IN :over AND (from_state IS NULL OR from_state IN :live)"""
    found = sql.scalar(connection, query, id=ticket_id, at=at, over=list(map(str, OVER)), live=list(map(str, LIVE)))
    return None if found is None else str(found)


def next_over(connection: Connection, ticket_id: int, at: str) -> str | None:
    """Return when (as stored) a ticket was done again after an instant; None where it was not."""
    query = """SELECT min(effective_at) FROM ticket_transition WHERE ticket_id = :id AND deleted_at IS NULL
        AND effective_at > :at AND to_state IN :over AND from_state IN :live"""
    found = sql.scalar(connection, query, id=ticket_id, at=at, over=list(map(str, OVER)), live=list(map(str, LIVE)))
    return None if found is None else str(found)


def of_round(connection: Connection, ticket_id: int, kind: str, since: str, until: str | None) -> int | None:
    """Return the newest answer of a kind on a ticket in ``since`` ≤ at < ``until``, as stored."""
    query = """SELECT id FROM score WHERE ticket_id = :id AND kind = :kind AND of_id IS NULL AND deleted_at IS NULL
        AND at >= :since AND (:until IS NULL OR at < :until) ORDER BY at DESC, id DESC LIMIT 1"""
    found = sql.scalar(connection, query, id=ticket_id, kind=kind, since=since, until=until)
    return None if found is None else number(found)


def given_at(connection: Connection, contact_id: int, ticket_id: int | None, kind: str, at: str) -> int | None:
    """Return the answer of a kind that a contact gave, on a ticket or (None) on none, at an instant as stored."""
    query = """SELECT id FROM score WHERE contact_id = :contact AND ticket_id IS :ticket AND kind = :kind AND at = :at
        AND of_id IS NULL AND deleted_at IS NULL ORDER BY id LIMIT 1"""
    found = sql.scalar(connection, query, contact=contact_id, ticket=ticket_id, kind=kind, at=at)
    return None if found is None else number(found)


def rating(connection: Connection, ticket_id: int, kind: str, at: str = "") -> int | None:
    """Return the newest answer of a kind on a ticket, or the one given at an instant as stored."""
    query = """SELECT id FROM score WHERE ticket_id = :ticket AND kind = :kind AND (:at = '' OR at = :at)
        AND of_id IS NULL AND deleted_at IS NULL ORDER BY at DESC, id DESC LIMIT 1"""
    found = sql.scalar(connection, query, ticket=ticket_id, kind=kind, at=at)
    return None if found is None else number(found)


def ratings(connection: Connection, ids: Sequence[int], kind: str) -> dict[int, int]:
    """Return the newest value of a kind that customers gave to each of some tickets; those without one are left out."""
    query = f"""SELECT s.ticket_id, s.value FROM score s JOIN contact c ON c.id = s.contact_id
        WHERE s.ticket_id IN :ids AND s.kind = :kind AND {LIVE_ANSWER} ORDER BY s.at, s.id"""
    return {number(ticket): number(value) for ticket, value in sql.rows_of(connection, query, ids, kind=kind)}


def of_tickets(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Return the answers on these tickets, the newest first."""
    query = f"""SELECT s.id FROM score s JOIN contact c ON c.id = s.contact_id
        WHERE {LIVE_ANSWER} AND s.ticket_id IN :ids ORDER BY s.at DESC, s.id DESC"""
    return [number(row[0]) for row in sql.rows_of(connection, query, ids)]


def follow_ups(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Return the open reminders that were set by the operations in which these answers were written."""
    query = """SELECT DISTINCT r.id FROM change s JOIN change h ON h.operation_id = s.operation_id
        AND h.thing = 'reminder' AND h.action = 'create' JOIN reminder r ON r.id = h.record_id
        JOIN score a ON a.id = s.record_id AND a.contact_id = r.contact_id
        WHERE s.thing = 'score' AND s.action = 'create' AND s.record_id IN :ids
        AND r.done_at IS NULL AND r.deleted_at IS NULL ORDER BY r.id"""
    return [number(row[0]) for row in sql.rows_of(connection, query, ids)]


def working_owner(connection: Connection, user_id: object) -> int | None:
    """Return a user who still works here, None for anybody else."""
    query = 'SELECT id FROM "user" WHERE id = :id AND retired_at IS NULL AND deleted_at IS NULL'
    found = sql.scalar(connection, query, id=user_id)
    return None if found is None else number(found)


def newest(connection: Connection, customer_id: int) -> list[int]:
    """Return the newest answer of each kind by a contact, or by anybody of a customer."""
    query = f"""SELECT id FROM (SELECT s.id, row_number() OVER (PARTITION BY s.kind ORDER BY s.at DESC, s.id DESC) AS place
        FROM score s JOIN contact c ON c.id = s.contact_id
        WHERE {LIVE_ANSWER} AND (s.contact_id = :id OR s.customer_id = :id)) WHERE place = 1 ORDER BY id"""
    return [number(row[0]) for row in sql.rows(connection, query, id=customer_id)]
