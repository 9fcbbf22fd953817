"""Statements about activities and a contact's timeline."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Row

from tui_crm.db import sql
from tui_crm.i18n import _
from tui_crm.models.cards import ActivityEntry, TimelineEntry
from tui_crm.models.codes import STAGE_LABELS, field_in_words
from tui_crm.models.record import instant_of

_ENTRY = """
SELECT a.*, c.name AS contact, u.login AS by,
    (SELECT json_group_array(p.contact_id) FROM activity_participant p WHERE p.activity_id = a.id) AS people
FROM activity a JOIN contact c ON c.id = a.contact_id LEFT JOIN "user" u ON u.id = a.author_id
WHERE a.deleted_at IS NULL"""

_OF_CONTACT = """ AND a.id IN (
    SELECT id FROM activity WHERE contact_id = :id UNION SELECT id FROM activity WHERE customer_id = :id
    UNION SELECT activity_id FROM activity_participant WHERE contact_id = :id)
ORDER BY a.at DESC, a.id DESC LIMIT :limit"""


def _entry(row: Row[*tuple[Any, ...]]) -> ActivityEntry:
    said = row._asdict()
    for name in ("by", "channel", "direction", "outcome", "objection", "campaign", "subject", "text"):
        said[name] = said[name] or ""
    people = tuple(json.loads(said.pop("people")))
    for name in ("author_id", "created_at", "deleted_at"):
        del said[name]
    return ActivityEntry(**{**said, "at": instant_of(said["at"]), "participants": people})


def of_contact(connection: Connection, contact_id: int, limit: int) -> list[ActivityEntry]:
    """Return the newest activities with a contact (as customer, contact or participant), newest first."""
    found = sql.rows(connection, _ENTRY + _OF_CONTACT, id=contact_id, limit=limit)
    return [_entry(row) for row in found]


def by_id(connection: Connection, activity_id: int) -> ActivityEntry | None:
    """Return one activity."""
    found = sql.row(connection, _ENTRY + " AND a.id = :id", id=activity_id)
    return None if found is None else _entry(found)


def timeline(
    connection: Connection, contact_id: int, limit: int | None, tell: Callable[[str, str], str]
) -> list[TimelineEntry]:
    """Return a contact's past, newest first: activities, stage transitions, and operations that changed its card.

    ``tell`` makes a sentence of an operation's label and arguments.
    """
    entries = [
        (
            TimelineEntry(
                kind=entry.kind,
                at=entry.at,
                by=entry.by,
                outcome=entry.outcome,
                note=" — ".join(filter(None, (entry.subject, entry.text))),
                id=entry.id,
                operation_id=None,
                minutes=entry.minutes,
                feeling=entry.feeling,
            ),
            (2, entry.id),
        )
        for entry in of_contact(connection, contact_id, limit if limit is not None else -1)
    ]
    entries += [(entry, (1, number)) for number, entry in enumerate(_transitions(connection, contact_id))]
    entries += [(entry, (0, entry.operation_id or 0)) for entry in _card_changes(connection, contact_id, tell)]
    ordered = sorted(entries, key=lambda item: (item[0].at, item[1]), reverse=True)
    return [entry for entry, _order in ordered][:limit]


def _transitions(connection: Connection, contact_id: int) -> list[TimelineEntry]:
    query = (
        "SELECT t.from_stage, t.to_stage, t.effective_at, t.why, t.operation_id, o.login FROM stage_transition t"
        " LEFT JOIN operation o ON o.id = t.operation_id"
        " WHERE t.deleted_at IS NULL AND t.contact_id = coalesce((SELECT customer_id FROM contact_summary WHERE contact_id = :id), :id)"
        " ORDER BY t.effective_at, t.id"
    )
    return [
        TimelineEntry(
            kind="stage",
            at=instant_of(str(at)),
            by=str(login or ""),
            outcome=str(now),
            note=_("{before} → {after} ({why})").format(before=_stage(was), after=_stage(now), why=_(str(why))),
            id=None,
            operation_id=operation,
        )
        for was, now, at, why, operation, login in sql.rows(connection, query, id=contact_id)
    ]


def _stage(code: object) -> str:
    return _(STAGE_LABELS.get(str(code), "—"))


def _card_changes(connection: Connection, contact_id: int, tell: Callable[[str, str], str]) -> list[TimelineEntry]:
    query = (
        "SELECT o.id, o.at, o.login, o.source, o.label, o.arguments, c.action, c.fields"
        " FROM change c JOIN operation o ON o.id = c.operation_id"
        " WHERE c.record_id = :id AND c.thing = 'contact' ORDER BY o.id"
    )
    return [
        TimelineEntry(
            kind="change",
            at=instant_of(str(at)),
            by=str(login),
            outcome="",
            note=_with_fields(tell(str(label), str(arguments)), str(fields) if action == "update" else "[]"),
            id=None,
            operation_id=operation,
            source=str(source),
        )
        for operation, at, login, source, label, arguments, action, fields in sql.rows(connection, query, id=contact_id)
    ]


def _with_fields(what: str, changed: str) -> str:
    """Return ``what`` was done with the fields that it ``changed``; moving a card to the trash changes none."""
    names = [field_in_words("contact", name) for name in json.loads(changed) if name != "deleted_at"]
    return _("{what} ({fields})").format(what=what, fields=_(", ").join(names)) if names else what
