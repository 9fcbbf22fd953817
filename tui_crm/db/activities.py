"""Statements about activities."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.models.cards import ActivityEntry
from tui_crm.models.record import instant_of

_ENTRY = """
SELECT a.*, c.name AS contact, u.login AS by, t.number AS ticket,
    (SELECT json_group_array(p.contact_id) FROM activity_participant p WHERE p.activity_id = a.id) AS people
FROM activity a JOIN contact c ON c.id = a.contact_id LEFT JOIN "user" u ON u.id = a.author_id
LEFT JOIN ticket t ON t.id = a.ticket_id
WHERE a.deleted_at IS NULL"""

_OF_MAIL = ("message_id", "thread")

_THESE = "(SELECT value FROM json_each(:whose))"
_OF_THESE = f"""(a.contact_id IN {_THESE} OR a.customer_id IN {_THESE}
    OR a.id IN (SELECT activity_id FROM activity_participant WHERE contact_id IN {_THESE}))"""

OF_CONTACT = """
SELECT id FROM activity WHERE contact_id = :id UNION SELECT id FROM activity WHERE customer_id = :id
UNION SELECT activity_id FROM activity_participant WHERE contact_id = :id"""
"""The ids of what happened with a contact: as customer, as contact or as participant."""

_WANTED = {
    "kind": "a.kind = :kind",
    "author": "a.author_id = :author",
    "ticket": "a.ticket_id = :ticket",
    "since": "a.at >= :since",
    "until": "a.at < :until",
    "contact": f"a.id IN ({OF_CONTACT.replace(':id', ':contact')})",
}


def _entry(row: Row[*tuple[Any, ...]]) -> ActivityEntry:
    said = row._asdict()
    for name in (
        "by",
        "channel",
        "direction",
        "outcome",
        "objection",
        "campaign",
        "subject",
        "text",
        "ticket",
        *_OF_MAIL,
    ):
        said[name] = said[name] or ""
    people = tuple(json.loads(said.pop("people")))
    for name in ("author_id", "created_at", "deleted_at"):
        del said[name]
    return ActivityEntry(**{**said, "at": instant_of(said["at"]), "participants": people})


def of_contact(connection: Connection, contact_id: int, limit: int) -> list[ActivityEntry]:
    """Return the newest activities with a contact, newest first."""
    query = f"{_ENTRY} AND a.id IN ({OF_CONTACT}) ORDER BY a.at DESC, a.id DESC LIMIT :limit"
    return [_entry(row) for row in sql.rows(connection, query, id=contact_id, limit=limit)]


def by_id(connection: Connection, activity_id: int) -> ActivityEntry | None:
    """Return one activity."""
    return by_ids(connection, [activity_id]).get(activity_id)


def by_ids(connection: Connection, ids: Sequence[int]) -> dict[int, ActivityEntry]:
    """Return activities by their ids, those that are there and not in the trash."""
    found = map(_entry, sql.rows_of(connection, _ENTRY + " AND a.id IN :ids", ids))
    return {entry.id: entry for entry in found}


def ids_wanted(connection: Connection, wanted: Mapping[str, object], whose: Sequence[int] | None = None) -> list[int]:
    """Return what happened with people outside the trash, the oldest first: of a ``kind``, by an ``author``, with a
    ``contact`` or their company, on a ``ticket``, ``since`` ≤ at < ``until`` as stored; None for whatever.

    ``whose`` are contacts of whom one took part, or is the customer. Found among millions it is one statement.
    """
    said = {name: value for name, value in wanted.items() if value is not None}
    holds = ["a.deleted_at IS NULL", "c.deleted_at IS NULL", *(_WANTED[name] for name in said)]
    if whose is not None:
        holds.append(_OF_THESE)
        said["whose"] = json.dumps(list(whose))
    query = f"""SELECT a.id FROM activity a JOIN contact c ON c.id = a.contact_id
        WHERE {" AND ".join(holds)} ORDER BY a.at, a.id"""
    return [number(row[0]) for row in sql.rows(connection, query, **said)]


def same(connection: Connection, contact_id: int, at: str, known: int | None = None, **said: str) -> int | None:
    """Return what happened with a contact at an instant as stored; ``said`` are its kind, subject and text, "" for none.

    Of several it is the ``known`` one, or else the first.
    """
    query = """SELECT id FROM activity WHERE contact_id = :contact_id AND at = :at AND kind = :kind
        AND coalesce(subject, '') = :subject AND coalesce(text, '') = :text AND deleted_at IS NULL
        ORDER BY id IS NOT :known, id LIMIT 1"""
    found = sql.scalar(connection, query, contact_id=contact_id, at=at, known=known, **said)
    return None if found is None else number(found)


def word_there(connection: Connection, ticket_id: int, said: Mapping[str, object]) -> bool:
    """Tell whether a word with this kind, time (as stored), subject and text is on a ticket."""
    query = """SELECT EXISTS (SELECT 1 FROM activity WHERE ticket_id = :ticket_id AND at = :at AND kind = :kind
        AND coalesce(subject, '') = :subject AND coalesce(text, '') = :text AND deleted_at IS NULL)"""
    words = {name: str(said.get(name) or "") for name in ("at", "kind", "subject", "text")}
    return bool(sql.scalar(connection, query, ticket_id=ticket_id, **words))


def bare_answer(connection: Connection, ticket_id: int, at: str) -> int | None:
    """Return the first answer on a ticket of which no more is known than that it was at this instant as stored."""
    query = """SELECT a.id FROM activity a JOIN ticket t ON t.id = a.ticket_id WHERE t.id = :ticket_id AND a.at = :at
        AND a.kind = 'message' AND a.direction = 'out' AND coalesce(a.text, '') = '' AND a.message_id IS NULL
        AND coalesce(a.subject, '') = t.subject AND a.deleted_at IS NULL ORDER BY a.id LIMIT 1"""
    found = sql.scalar(connection, query, ticket_id=ticket_id, at=at)
    return None if found is None else number(found)
