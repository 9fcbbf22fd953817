"""Statements about a customer's journey: which entries there are, and what those of them that are shown consist of."""

from array import array
from collections.abc import Sequence

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.activities import OF_CONTACT
from tui_crm.db.operations import Logged, read_change
from tui_crm.db.rows import number
from tui_crm.models.codes import ActivityKind
from tui_crm.models.journey import CHANGE, JOURNEY_KINDS, REMINDER, SCORE, STAGE, TICKET, Sort, key_of

_PEOPLE = "SELECT :id UNION SELECT contact_id FROM contact_summary WHERE customer_id = :id"
"""The contact, and where it is a customer everybody who belongs to it."""

_KIND = " ".join(f"WHEN '{kind}' THEN {JOURNEY_KINDS.index(kind)}" for kind in ActivityKind)
_OF_SORT = {sort: f"{key_of(sort, 0)} + {{}}" for sort in Sort}

_TOLD_BY_STAGE = f"""
EXISTS (SELECT 1 FROM stage_transition t WHERE t.operation_id = o.id AND t.contact_id = :customer
        AND t.deleted_at IS NULL)
AND NOT EXISTS (SELECT 1 FROM change c WHERE c.operation_id = o.id AND c.thing = 'contact' AND c.record_id IN ({_PEOPLE})
    AND (c.action <> 'update'
         OR EXISTS (SELECT 1 FROM json_each(c.fields) WHERE key NOT IN ('stage', 'stage_pinned'))))"""
"""Whether an operation ``o`` did nothing to the cards but what a stage's own entry says."""

_TOLD_BY_TOUCH = f"""
NOT EXISTS (SELECT 1 FROM change c WHERE c.operation_id = o.id AND c.thing = 'contact' AND c.record_id IN ({_PEOPLE})
    AND (c.action <> 'update' OR instr(c.fields, 'no_next_since') = 0
         OR EXISTS (SELECT 1 FROM json_each(c.fields) WHERE key <> 'no_next_since')))"""
"""Whether it only said, or took back, that there is no next step on purpose: what was logged or planned stands there."""

_DONE_AT = f"""
coalesce((SELECT min(k.created_at) FROM change c JOIN contact k ON k.id = c.record_id
    WHERE c.operation_id = o.id AND c.thing = 'contact' AND c.action = 'create' AND c.record_id IN ({_PEOPLE})), o.at)"""
"""When an operation ``o`` happened to a journey: it begins when its first card says that it was made."""

_ITS = "(SELECT id FROM {thing} WHERE contact_id = :id UNION SELECT id FROM {thing} WHERE customer_id = :id)"

PAST = f"""
SELECT group_concat(moment || ' ' || key || ' ' || kind, ' ') FROM (
    SELECT unixepoch(at) AS moment, {_OF_SORT[Sort.ACTIVITY].format("id")} AS key,
        CASE kind {_KIND} ELSE {JOURNEY_KINDS.index(ActivityKind.SYSTEM)} END AS kind
    FROM activity WHERE deleted_at IS NULL AND id IN ({OF_CONTACT})
    UNION ALL
    SELECT unixepoch(effective_at), {_OF_SORT[Sort.STAGE].format("id")}, {JOURNEY_KINDS.index(STAGE)}
    FROM stage_transition WHERE deleted_at IS NULL AND contact_id = :customer
    UNION ALL
    SELECT unixepoch(done_at), {_OF_SORT[Sort.REMINDER].format("id")}, {JOURNEY_KINDS.index(REMINDER)}
    FROM reminder WHERE deleted_at IS NULL AND done_at IS NOT NULL AND (contact_id = :id OR customer_id = :id)
    UNION ALL
    SELECT unixepoch(m.effective_at), {_OF_SORT[Sort.TICKET].format("m.id")}, {JOURNEY_KINDS.index(TICKET)}
    FROM ticket t JOIN ticket_transition m ON m.ticket_id = t.id AND m.deleted_at IS NULL
    WHERE t.deleted_at IS NULL AND t.id IN {_ITS.format(thing="ticket")}
    UNION ALL
    SELECT unixepoch(at), {_OF_SORT[Sort.SCORE].format("id")}, {JOURNEY_KINDS.index(SCORE)}
    FROM score WHERE deleted_at IS NULL AND of_id IS NULL AND id IN {_ITS.format(thing="score")}
    UNION ALL
    SELECT unixepoch({_DONE_AT}), {_OF_SORT[Sort.CHANGE].format("o.id")}, {JOURNEY_KINDS.index(CHANGE)}
    FROM operation o
    WHERE o.id IN (SELECT operation_id FROM change WHERE thing = 'contact' AND record_id IN ({_PEOPLE}))
        AND o.reverts_id IS NULL AND o.reverted_by_id IS NULL AND NOT ({_TOLD_BY_STAGE}) AND NOT ({_TOLD_BY_TOUCH})
)"""
"""Moment, key and kind of everything that happened, as one text."""


def past(connection: Connection, contact_id: int, customer_id: int) -> list[tuple[int, int, int]]:
    """Return moment (seconds), key and kind of everything that happened, in no order.

    It comes as one text, which takes a quarter of the time that as many rows do.
    """
    told = sql.scalar(connection, PAST, id=contact_id, customer=customer_id)
    numbers = array("q", map(int, str(told).split() if told else ()))
    return list(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))


def due(connection: Connection, contact_id: int) -> list[tuple[str, str | None, int]]:
    """Return the ``due_key``, the instant (if it has one) and the id of the open reminders, in no order."""
    query = (
        "SELECT r.due_key, r.due_at, r.id FROM reminder r LEFT JOIN contact c ON c.id = r.contact_id"
        " WHERE r.deleted_at IS NULL AND r.done_at IS NULL AND c.deleted_at IS NULL"
        " AND (r.contact_id = :id OR r.customer_id = :id)"
    )
    return [(str(key), at, number(reminder)) for key, at, reminder in sql.rows(connection, query, id=contact_id)]


def birthdays(connection: Connection, contact_id: int) -> list[tuple[int, str]]:
    """Return id and birthday of the contact and everybody who belongs to it, where one is known."""
    query = f"SELECT id, birthday FROM contact WHERE birthday IS NOT NULL AND deleted_at IS NULL AND id IN ({_PEOPLE})"
    return [(number(key), str(birthday)) for key, birthday in sql.rows(connection, query, id=contact_id)]


def stages(connection: Connection, customer_id: int) -> sql.Rows:
    """Return the transitions of a customer, oldest first: from_stage, to_stage, seconds."""
    query = (
        "SELECT from_stage, to_stage, unixepoch(effective_at) FROM stage_transition"
        " WHERE deleted_at IS NULL AND contact_id = :id ORDER BY effective_at, id"
    )
    return sql.rows(connection, query, id=customer_id)


def people(connection: Connection, contact_id: int, limit: int) -> list[int]:
    """Return the first contacts that belong to a customer, itself among them."""
    query = f"SELECT id FROM contact WHERE deleted_at IS NULL AND id IN ({_PEOPLE}) ORDER BY id LIMIT :limit"
    return [number(row[0]) for row in sql.rows(connection, query, id=contact_id, limit=limit)]


def transitions(connection: Connection, ids: Sequence[int]) -> sql.Rows:
    """Return transitions: id, contact_id, from_stage, to_stage, effective_at, why, operation_id, login."""
    query = (
        "SELECT t.id, t.contact_id, t.from_stage, t.to_stage, t.effective_at, t.why, t.operation_id, o.login"
        " FROM stage_transition t LEFT JOIN operation o ON o.id = t.operation_id WHERE t.id IN :ids"
    )
    return sql.rows_of(connection, query, ids)


def operations(connection: Connection, contact_id: int, ids: Sequence[int]) -> sql.Rows:
    """Return operations: id, at, login, source, label, arguments; ``at`` as the contact's journey dates them."""
    query = f"SELECT o.id, {_DONE_AT}, o.login, o.source, o.label, o.arguments FROM operation o WHERE o.id IN :ids"
    return sql.rows_of(connection, query, ids, id=contact_id)


def card_changes(connection: Connection, contact_id: int, ids: Sequence[int]) -> list[Logged]:
    """Return what operations did to the cards of the contact (which comes first) and of everybody who belongs to it."""
    query = (
        "SELECT operation_id, record_id, action, version, fields FROM change WHERE thing = 'contact'"
        f" AND record_id IN ({_PEOPLE}) AND operation_id IN :ids ORDER BY operation_id, record_id <> :id, record_id"
    )
    return [
        Logged(
            number(operation),
            "contact",
            number(record),
            read_change("contact", str(action), number(version), fields),
        )
        for operation, record, action, version, fields in sql.rows_of(connection, query, ids, id=contact_id)
    ]
