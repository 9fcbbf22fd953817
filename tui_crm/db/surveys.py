"""Statements about surveys and invitations: who was asked, when, and who has not answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.models.folding import label_key
from tui_crm.models.record import instant_of
from tui_crm.models.score import measure
from tui_crm.models.survey import InvitationEntry, SurveyEntry

_ANSWERED = "EXISTS (SELECT 1 FROM score a WHERE a.invitation_id = i.id AND a.of_id IS NULL AND a.deleted_at IS NULL)"

_SURVEYS = f"""
SELECT y.id, y.name, y.kind, y.filter, p.name AS template, y.ended_at, y.created_at, y.version,
    (SELECT count(*) FROM invitation i JOIN contact c ON c.id = i.contact_id
        WHERE i.survey_id = y.id AND i.deleted_at IS NULL AND c.deleted_at IS NULL) AS asked,
    (SELECT count(*) FROM invitation i JOIN contact c ON c.id = i.contact_id
        WHERE i.survey_id = y.id AND i.deleted_at IS NULL AND c.deleted_at IS NULL AND {_ANSWERED}) AS answered
FROM survey y LEFT JOIN template p ON p.id = y.template_id AND p.deleted_at IS NULL
WHERE y.deleted_at IS NULL ORDER BY y.ended_at IS NOT NULL, y.created_at DESC, y.id DESC"""

_VALUES = """
SELECT i.survey_id, s.value FROM score s JOIN contact c ON c.id = s.contact_id
JOIN invitation i ON i.id = s.invitation_id AND i.deleted_at IS NULL
WHERE s.of_id IS NULL AND s.deleted_at IS NULL AND c.deleted_at IS NULL AND i.survey_id IS NOT NULL"""

_INVITATION = """
SELECT i.id, i.survey_id, y.name AS survey, i.ticket_id, t.number AS ticket, t.subject, i.contact_id, c.name AS contact,
    i.customer_id, CASE WHEN k.id <> c.id THEN k.name END AS company, i.kind, i.channel, i.asked_at, i.reminded_at,
    i.reminders, u.login AS by
FROM invitation i JOIN contact c ON c.id = i.contact_id JOIN contact k ON k.id = i.customer_id
LEFT JOIN survey y ON y.id = i.survey_id LEFT JOIN ticket t ON t.id = i.ticket_id
LEFT JOIN "user" u ON u.id = i.author_id
WHERE i.id IN :ids"""

_WAITING = f"""
SELECT i.id FROM invitation i JOIN contact c ON c.id = i.contact_id AND c.deleted_at IS NULL
LEFT JOIN survey y ON y.id = i.survey_id LEFT JOIN ticket t ON t.id = i.ticket_id
WHERE i.deleted_at IS NULL AND y.deleted_at IS NULL AND t.deleted_at IS NULL AND NOT {_ANSWERED}
    AND NOT EXISTS (SELECT 1 FROM invitation n WHERE n.id > i.id AND n.deleted_at IS NULL AND n.kind = i.kind
        AND n.contact_id = i.contact_id AND n.survey_id IS i.survey_id AND n.ticket_id IS i.ticket_id)"""


def all_of(connection: Connection) -> list[SurveyEntry]:
    """Return every survey outside the trash, those that go on first, the newest first."""
    values: dict[int, list[int]] = {}
    for survey, value in sql.rows(connection, _VALUES):
        values.setdefault(number(survey), []).append(number(value))
    return [_survey(row, values.get(number(row.id), [])) for row in sql.rows(connection, _SURVEYS)]


def _survey(row: Row[*tuple[Any, ...]], values: Sequence[int]) -> SurveyEntry:
    said = row._asdict()
    said |= {"template": said["template"] or "", "created_at": instant_of(said["created_at"])}
    said["ended_at"] = _instant(said["ended_at"])
    return SurveyEntry(**said, figure=measure(said["kind"], values))


def _instant(stored: str | None) -> datetime | None:
    return None if stored is None else instant_of(stored)


def id_called(connection: Connection, name: str) -> int | None:
    """Return the survey outside the trash with this name; see ``folding.label_key`` for how names are compared."""
    query = "SELECT min(id) FROM survey WHERE name_key = :key AND deleted_at IS NULL"
    found = sql.scalar(connection, query, key=label_key(name))
    return None if found is None else number(found)


def filters(connection: Connection) -> list[tuple[int, str]]:
    """Return id and filter of every survey outside the trash."""
    found = sql.rows(connection, "SELECT id, filter FROM survey WHERE deleted_at IS NULL ORDER BY id")
    return [(number(key), str(text)) for key, text in found]


def invitations(connection: Connection, ids: Sequence[int]) -> list[InvitationEntry]:
    """Return these invitations in this order; what is not there is left out."""
    found = {number(row.id): _invitation(row) for row in sql.rows_of(connection, _INVITATION, ids)}
    return [found[key] for key in ids if key in found]


def _invitation(row: Row[*tuple[Any, ...]]) -> InvitationEntry:
    said = row._asdict()
    said |= {name: said[name] or "" for name in ("survey", "ticket", "subject", "company", "channel", "by")}
    return InvitationEntry(
        **{**said, "asked_at": instant_of(said["asked_at"]), "reminded_at": _instant(said["reminded_at"])}
    )


def waiting(
    connection: Connection, *, survey_id: int | None = None, ticket_id: int | None = None, contact_id: int | None = None
) -> list[int]:
    """Return the invitations that nobody has answered (of somebody asked twice the last one), the longest waiting first:
    all, or those of a survey, about a ticket, or to a contact.
    """
    places = {"survey_id": survey_id, "ticket_id": ticket_id, "contact_id": contact_id}
    wanted = {name: value for name, value in places.items() if value is not None}
    tests = "".join(f" AND i.{name} = :{name}" for name in wanted)
    query = f"{_WAITING}{tests} ORDER BY coalesce(i.reminded_at, i.asked_at), i.id"
    return [number(row[0]) for row in sql.rows(connection, query, **wanted)]


def still_waiting(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Return which of these invitations nobody has answered."""
    found = {number(row[0]) for row in sql.rows_of(connection, f"{_WAITING} AND i.id IN :ids", ids)}
    return [key for key in ids if key in found]


def last_of(connection: Connection, survey_id: int, ids: Sequence[int]) -> dict[int, int]:
    """Return the last invitation of each of these contacts to a survey, answered or not; whom it never asked is left out."""
    query = """SELECT contact_id, max(id) FROM invitation WHERE survey_id = :survey AND contact_id IN :ids
        AND deleted_at IS NULL GROUP BY contact_id"""
    found = sql.rows_of(connection, query, ids, survey=survey_id)
    return {number(contact): number(key) for contact, key in found}


def asked_on(connection: Connection, ticket_id: int, kind: str, since: str, until: str | None) -> int | None:
    """Return the last invitation to say how a ticket was, in ``since`` ≤ asked < ``until`` (as stored)."""
    query = """SELECT max(id) FROM invitation WHERE ticket_id = :id AND kind = :kind AND deleted_at IS NULL
        AND asked_at >= :since AND (:until IS NULL OR asked_at < :until)"""
    found = sql.scalar(connection, query, id=ticket_id, kind=kind, since=since, until=until)
    return None if found is None else number(found)


def asked_since(connection: Connection, ids: Sequence[int], since: str) -> set[int]:
    """Return which of these contacts were asked by a survey since an instant (as stored)."""
    query = """SELECT DISTINCT contact_id FROM invitation WHERE contact_id IN :ids AND survey_id IS NOT NULL
        AND deleted_at IS NULL AND asked_at > :since"""
    return {number(row[0]) for row in sql.rows_of(connection, query, ids, since=since)}


def invited(connection: Connection, survey_id: int, contact_id: int) -> int | None:
    """Return the last invitation of a contact to a survey, answered or not."""
    query = (
        """SELECT max(id) FROM invitation WHERE survey_id = :survey AND contact_id = :contact AND deleted_at IS NULL"""
    )
    found = sql.scalar(connection, query, survey=survey_id, contact=contact_id)
    return None if found is None else number(found)


def answer_to(connection: Connection, invitation_id: int) -> int | None:
    """Return the answer to an invitation."""
    query = "SELECT max(id) FROM score WHERE invitation_id = :id AND of_id IS NULL AND deleted_at IS NULL"
    found = sql.scalar(connection, query, id=invitation_id)
    return None if found is None else number(found)
