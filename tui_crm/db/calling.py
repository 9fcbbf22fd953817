"""Statements about calling one after the other: who is not to be called, and what was done."""

from collections.abc import Sequence

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.models.calling import CallSummary, LeftOut

_CALL = "a.kind = 'call' AND a.deleted_at IS NULL AND a.at >= :since"

_REASONS = f"""
SELECT c.id, CASE
    WHEN c.deleted_at IS NOT NULL THEN '{LeftOut.GONE}'
    WHEN c.do_not_contact THEN '{LeftOut.DO_NOT_CONTACT}'
    WHEN NOT EXISTS (SELECT 1 FROM contact_phone p WHERE p.contact_id = c.id) THEN '{LeftOut.NO_PHONE}'
    WHEN EXISTS (SELECT 1 FROM activity a WHERE a.contact_id = c.id AND {_CALL})
        OR EXISTS (SELECT 1 FROM activity_participant p JOIN activity a ON a.id = p.activity_id
            WHERE p.contact_id = c.id AND {_CALL}) THEN '{LeftOut.CALLED}'
    END AS reason
FROM contact c WHERE c.id IN :ids"""

_CALLS = f"""
SELECT a.id, a.contact_id, coalesce(a.outcome, ''), coalesce(a.minutes, 0)
FROM activity a WHERE {_CALL} AND a.author_id = :author"""

_FOLLOW_UPS = """
SELECT count(*) FROM change logged JOIN change made ON made.operation_id = logged.operation_id
    AND made.thing = 'reminder' AND made.action = 'create'
WHERE logged.record_id IN :ids AND logged.thing = 'activity' AND logged.action = 'create'"""


def reasons(connection: Connection, ids: Sequence[int], since: str) -> dict[int, LeftOut]:
    """Return why some of these contacts are not to be called; whom somebody called ``since`` an instant is one of them."""
    found = {number(key): reason for key, reason in sql.rows_of(connection, _REASONS, ids, since=since)}
    out = {key: LeftOut(reason) for key, reason in found.items() if reason}
    return out | {key: LeftOut.GONE for key in ids if key not in found}


def summary(connection: Connection, ids: Sequence[int], author_id: int, since: str) -> CallSummary:
    """Return what ``author_id`` has done by phone ``since`` an instant with these contacts."""
    calls = sql.rows(connection, _CALLS, since=since, author=author_id)
    called = {number(contact_id) for _id, contact_id, _outcome, _minutes in calls}
    meant = called.intersection(ids)
    kept = [(number(key), str(outcome), number(minutes)) for key, who, outcome, minutes in calls if who in meant]
    counts: dict[str, int] = {}
    for _key, outcome, _minutes in kept:
        counts[outcome] = counts.get(outcome, 0) + 1
    follow_ups = sql.rows_of(connection, _FOLLOW_UPS, [key for key, _outcome, _minutes in kept])
    return CallSummary(
        dict(sorted(counts.items(), key=lambda item: -item[1])),
        sum(minutes for _key, _outcome, minutes in kept),
        sum(number(row[0]) for row in follow_ups),
    )
