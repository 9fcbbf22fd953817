"""Statements about texts that may mention somebody: activities and open reminders of late, and who has answered since."""

from dataclasses import dataclass

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number

_MOST = 20_000
"""So many of the newest records are looked through."""

_SIGNED = "(instr({text}, '@') OR instr({text}, '＠'))"

_ACTIVITIES = f"""
SELECT 'activity' AS thing, a.id, a.contact_id, a.customer_id, a.at, a.created_at, NULL AS owner, a.author_id AS writer,
    trim(coalesce(a.subject, '') || char(10) || coalesce(a.text, ''), char(10)) AS text
FROM (SELECT * FROM activity WHERE at >= :since ORDER BY at DESC LIMIT {_MOST}) a
JOIN contact c ON c.id = a.contact_id
WHERE a.deleted_at IS NULL AND c.deleted_at IS NULL
AND {_SIGNED.format(text="coalesce(a.subject, '') || coalesce(a.text, '')")}"""

_REMINDERS = f"""
SELECT 'reminder' AS thing, r.id, r.contact_id, r.customer_id, r.created_at AS at, r.created_at, r.owner_id AS owner,
    (SELECT u.id FROM change d JOIN operation o ON o.id = d.operation_id JOIN "user" u ON u.login = o.login
        WHERE d.record_id = r.id AND d.thing = 'reminder' ORDER BY d.operation_id LIMIT 1) AS writer, r.text
FROM (SELECT * FROM reminder ORDER BY id DESC LIMIT {_MOST}) r
LEFT JOIN contact c ON c.id = r.contact_id
WHERE r.created_at >= :since AND r.deleted_at IS NULL AND r.done_at IS NULL AND c.deleted_at IS NULL
AND {_SIGNED.format(text="r.text")}"""

# With + the customer's index is taken: a customer has fewer records than a colleague.
_ANSWERED = """
SELECT EXISTS (SELECT 1 FROM activity x WHERE x.customer_id = :customer AND +x.author_id = :user AND x.deleted_at IS NULL
        AND +{after})
    OR EXISTS (SELECT 1 FROM reminder y WHERE y.customer_id = :customer AND +y.owner_id = :user AND y.deleted_at IS NULL
        AND y.created_at >= :written)"""


@dataclass(frozen=True)
class Written:
    """A text with an ``@`` in it: ``at`` when it was said, ``created_at`` when it was written down, both as stored.

    ``writer`` is the user who wrote it, ``owner`` whose reminder it is.
    """

    thing: str
    id: int
    contact_id: int | None
    customer_id: int | None
    at: str
    created_at: str
    writer: int | None
    owner: int | None
    text: str


def written_since(connection: Connection, since: str) -> list[Written]:
    """Return the texts with an ``@`` since an instant, the newest first, without those about contacts in the trash."""
    rows = [*sql.rows(connection, _ACTIVITIES, since=since), *sql.rows(connection, _REMINDERS, since=since)]
    found = [Written(**row._asdict()) for row in rows]
    return sorted(found, key=lambda each: (each.at, each.thing, each.id), reverse=True)


def is_answered(connection: Connection, mention: Written, user: int) -> bool:
    """Return whether a user has logged something with that customer since, or has a reminder about them made since.

    What was written within the same second counts as later where its id says so.
    """
    if mention.customer_id is None:
        return False
    after = "x.id > :id" if mention.thing == "activity" else "x.created_at >= :written"
    values = {"customer": mention.customer_id, "user": user, "written": mention.created_at, "id": mention.id}
    return bool(number(sql.scalar(connection, _ANSWERED.format(after=after), **values)))


def called(connection: Connection) -> list[tuple[int, str]]:
    """Return each user with their login, and again with their name."""
    query = """SELECT id, login FROM "user" WHERE deleted_at IS NULL
        UNION ALL SELECT id, name FROM "user" WHERE deleted_at IS NULL AND name <> ''"""
    return [(number(row[0]), str(row[1])) for row in sql.rows(connection, query)]
