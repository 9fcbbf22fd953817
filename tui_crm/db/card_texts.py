"""Statements about what people wrote on cards of late: note, needs and custom fields, by the log and as they are now."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number

_MOST: Final = 20_000
"""So many of the newest operations, and of their changes to contacts, are looked through."""

_MANY: Final = 1_000
"""What was done to more records at once was written to nobody."""

_OWN: Final = ("note", "needs")

# The machine's operations say nothing, nor do undo and redo: what they put back was written before.
_CHANGES: Final = f"""
SELECT t.operation_id, t.at, (SELECT u.id FROM "user" u WHERE u.login = t.login LIMIT 1), t.label,
    json_extract(t.arguments, '$.contact'), t.record_id, t.action, t.fields
FROM (SELECT d.operation_id, o.at, o.login, o.label, o.arguments, d.record_id, d.action, d.fields
    FROM operation o CROSS JOIN change d ON d.operation_id = o.id AND d.thing = 'contact'
    WHERE o.id > (SELECT max(id) FROM operation) - {_MOST} AND o.at >= :since AND o.source IN ('cli', 'screen')
    AND o.reverts_id IS NULL AND o.reverted_by_id IS NULL AND (o.records <= {_MANY} OR o.label IN :merged)
    ORDER BY o.id DESC LIMIT {_MOST}) t
CROSS JOIN contact c ON c.id = t.record_id
WHERE t.action IN ('create', 'update') AND (instr(coalesce(c.note, '') || coalesce(c.needs, ''), '@')
    OR instr(coalesce(c.note, '') || coalesce(c.needs, ''), '＠')
    OR EXISTS (SELECT 1 FROM custom_value v WHERE v.contact_id = c.id AND (instr(v.value, '@') OR instr(v.value, '＠'))))"""


@dataclass(frozen=True)
class Change:
    """What one operation did to a card: the texts it ``changed`` (old, new) by field, or that it ``created`` the card.

    ``at`` is as stored, ``writer`` the user who did it; ``into`` the contact that this one was merged into by it. What a
    merge changes was written before: it is told without its texts.
    """

    operation_id: int
    at: str
    writer: int | None
    contact_id: int
    created: bool
    into: int | None
    changed: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Card:
    """The texts of a card as they are now, by field: ``note``, ``needs``, the id of a custom field."""

    customer_id: int | None
    in_trash: bool
    texts: Mapping[str, str]


def changes_since(connection: Connection, since: str, merged: Sequence[str]) -> list[Change]:
    """Return what was done since an instant to cards that have an ``@`` now, the newest first.

    ``merged`` are the labels of operations that merge.
    """
    found = [_change(tuple(row), merged) for row in sql.rows(connection, _CHANGES, since=since, merged=list(merged))]
    return sorted(found, key=lambda change: (change.operation_id, change.contact_id), reverse=True)


def _change(row: Sequence[object], merged: Sequence[str]) -> Change:
    operation_id, at, writer, label, kept, contact_id, action, logged = row
    fields = json.loads(str(logged)) if logged is not None else {}
    is_merge = label in merged
    return Change(
        operation_id=number(operation_id),
        at=str(at),
        writer=None if writer is None else number(writer),
        contact_id=number(contact_id),
        created=action == "create",
        into=number(kept) if is_merge and "deleted_at" in fields else None,
        changed={} if is_merge else _texts(fields),
    )


def _texts(fields: Mapping[str, tuple[object, object]]) -> dict[str, tuple[str, str]]:
    """Return the texts of a change, old and new, by field."""
    found = {name: (str(fields[name][0] or ""), str(fields[name][1] or "")) for name in _OWN if name in fields}
    old, new = (dict(values or ()) for values in fields.get("custom", ((), ())))  # type: ignore[call-overload]
    custom = {str(key): (str(old.get(key) or ""), str(new.get(key) or "")) for key in old | new}
    return found | custom


def first_texts(connection: Connection, change: Change) -> dict[str, str]:
    """Return what the fields of a card that was created said then, of those that were changed later."""
    query = (
        "SELECT fields FROM change WHERE record_id = :id AND thing = 'contact' AND operation_id > :operation"
        " AND action = 'update' ORDER BY operation_id"
    )
    found: dict[str, str] = {}
    for (logged,) in sql.rows(connection, query, id=change.contact_id, operation=change.operation_id):
        for name, (old, _new) in _texts(json.loads(str(logged))).items():
            found.setdefault(name, old)
    return found


def cards(connection: Connection, ids: Sequence[int]) -> dict[int, Card]:
    """Return these cards as they are, those in the trash too, without what nobody sees: fields that were removed."""
    own = (
        "SELECT c.id, s.customer_id, c.deleted_at IS NOT NULL, c.note, c.needs FROM contact c"
        " LEFT JOIN contact_summary s ON s.contact_id = c.id WHERE c.id IN :ids"
    )
    custom = (
        "SELECT v.contact_id, v.field_id, v.value FROM custom_value v JOIN custom_field f ON f.id = v.field_id"
        " WHERE v.contact_id IN :ids AND f.deleted_at IS NULL"
    )
    texts: dict[int, dict[str, str]] = {key: {} for key in ids}
    for key, field, value in sql.rows_of(connection, custom, ids):
        texts[key][str(field)] = str(value)
    return {
        number(key): Card(customer, bool(gone), {"note": note or "", "needs": needs or "", **texts[key]})
        for key, customer, gone, note, needs in sql.rows_of(connection, own, ids)
    }
