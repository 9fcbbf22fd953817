"""Statements about reminders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.models.cards import ReminderEntry
from tui_crm.models.record import instant_of

_ENTRY = """
SELECT r.*, c.name AS contact, u.login AS owner FROM reminder r
LEFT JOIN contact c ON c.id = r.contact_id LEFT JOIN "user" u ON u.id = r.owner_id
WHERE r.deleted_at IS NULL"""


@dataclass(frozen=True)
class Wanted:
    """Which reminders: of a contact, of an owner, due up to a day, open ones only unless ``done``."""

    contact_id: int | None = None
    owner_id: int | None = None
    until: date | None = None
    done: bool = False


def entries(
    connection: Connection, wanted: Wanted, now: datetime, today: date, limit: int | None = None
) -> list[ReminderEntry]:
    """Return reminders, soonest first, without those of contacts in the trash; ``today`` is the user's."""
    query = _ENTRY + " AND c.deleted_at IS NULL"
    values: dict[str, object] = {}
    if not wanted.done:
        query += " AND r.done_at IS NULL"
    if wanted.contact_id is not None:
        query += " AND (r.contact_id = :contact OR r.customer_id = :contact)"
        values["contact"] = wanted.contact_id
    if wanted.owner_id is not None:
        query += " AND r.owner_id = :owner"
        values["owner"] = wanted.owner_id
    if wanted.until is not None:
        query += " AND r.due_on <= :until"
        values["until"] = wanted.until.isoformat()
    query += " ORDER BY r.due_key, r.id LIMIT :limit"
    found = sql.rows(connection, query, limit=-1 if limit is None else limit, **values)
    return [_entry(row, now, today) for row in found]


def by_id(connection: Connection, reminder_id: int, now: datetime, today: date) -> ReminderEntry | None:
    """Return one reminder, done or not, unless it is in the trash."""
    return next(iter(by_ids(connection, [reminder_id], now, today)), None)


def by_ids(connection: Connection, ids: Sequence[int], now: datetime, today: date) -> list[ReminderEntry]:
    """Return these reminders in this order, done or not; those in the trash are left out."""
    rows = sql.rows_of(connection, _ENTRY + " AND r.id IN :ids", ids)
    found = {number(row.id): _entry(row, now, today) for row in rows}
    return [found[key] for key in ids if key in found]


def _entry(row: Row[*tuple[Any, ...]], now: datetime, today: date) -> ReminderEntry:
    said = row._asdict()
    for name in ("owner_id", "customer_id", "created_at", "deleted_at", "due_key"):
        del said[name]
    for name in ("contact", "owner", "place", "repeat", "text"):
        said[name] = said[name] or ""
    said["due_on"] = date.fromisoformat(said["due_on"])
    for name in ("due_at", "done_at"):
        said[name] = instant_of(said[name]) if said[name] else None
    passed = said["due_on"] < today if said["due_at"] is None else said["due_at"] < now
    return ReminderEntry(**said, overdue=passed and said["done_at"] is None)
