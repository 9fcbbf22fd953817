"""Statements about reminders."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from tui_crm.db import sql
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


def entries(connection: Connection, wanted: Wanted, wall: str, limit: int | None = None) -> list[ReminderEntry]:
    """Return reminders, soonest first; ``wall`` is now as ``YYYY-MM-DDTHH:MM`` where the user is."""
    query = _ENTRY
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
    return [_entry(row, wall) for row in found]


def by_id(connection: Connection, reminder_id: int, wall: str) -> ReminderEntry | None:
    """Return one reminder, done or not, unless it is in the trash."""
    found = sql.row(connection, _ENTRY + " AND r.id = :id", id=reminder_id)
    return None if found is None else _entry(found, wall)


def _entry(row: Row[*tuple[Any, ...]], wall: str) -> ReminderEntry:
    said = row._asdict()
    due_key = said.pop("due_key")
    for name in ("owner_id", "customer_id", "created_at", "deleted_at"):
        del said[name]
    for name in ("contact", "owner", "place", "repeat", "text"):
        said[name] = said[name] or ""
    said["overdue"] = said["done_at"] is None and due_key < wall
    said["due_on"] = date.fromisoformat(said["due_on"])
    for name in ("due_at", "done_at"):
        said[name] = instant_of(said[name]) if said[name] else None
    return ReminderEntry(**said)
