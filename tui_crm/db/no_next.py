"""Customers with no next step on purpose: how long that holds, and of whom a next step is wanted.

It holds until something new is logged with them or a follow-up is set: each such write takes it back, and so does its undo.
"""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.records import RecordType
from tui_crm.db.rows import number
from tui_crm.models.codes import TENDED, ActivityKind

SILENT = "s.next_id IS NULL AND s.customer_id = s.contact_id AND s.no_next_since IS NULL"
"""A customer, by the summary ``s``, with no next step, and not on purpose."""

_STAGES = ", ".join(f"'{stage}'" for stage in TENDED)
_TOUCHING = frozenset({"activity", "reminder"})


def tended(alias: str) -> str:
    """Return the condition that a customer should have a next step: it is in such a stage, and may be contacted."""
    return f"NOT {alias}.do_not_contact AND {alias}.stage IN ({_STAGES})"


def touched(kind: RecordType, made: Iterable[Mapping[str, object]]) -> set[int]:
    """Return the customers of new records that say that one is in touch; what the program notes itself does not."""
    if kind.thing not in _TOUCHING:
        return set()
    spoken = (values for values in made if values.get("kind") != ActivityKind.SYSTEM)
    return {number(values["customer_id"]) for values in spoken if values.get("customer_id") is not None}


def resting(connection: Connection, customers: Collection[int]) -> list[int]:
    """Return those of ``customers`` that have no next step on purpose."""
    query = "SELECT id FROM contact WHERE id IN :ids AND no_next_since IS NOT NULL ORDER BY id"
    return [number(row[0]) for row in sql.rows_of(connection, query, sorted(customers))]


def is_over(connection: Connection, customer: int, since: str) -> bool:
    """Tell whether something was logged or planned with a customer after ``since``, or a follow-up is open."""
    query = """SELECT EXISTS (SELECT 1 FROM activity WHERE customer_id = :id AND deleted_at IS NULL AND kind <> :system
            AND created_at > :since)
        OR EXISTS (SELECT 1 FROM reminder WHERE customer_id = :id AND deleted_at IS NULL
            AND (done_at IS NULL OR created_at > :since))"""
    return bool(sql.scalar(connection, query, id=customer, since=since, system=str(ActivityKind.SYSTEM)))


def is_wanted(connection: Connection, contact_id: int) -> bool:
    """Tell whether the customer of a contact should have a next step and has none, as on Today.

    Whether there is none on purpose does not matter: that is over as soon as something is logged.
    """
    query = f"""SELECT count(*) FROM contact_summary mine CROSS JOIN contact_summary s ON s.contact_id = mine.customer_id
        CROSS JOIN contact k ON k.id = s.contact_id CROSS JOIN contact c ON c.id = mine.contact_id
        WHERE mine.contact_id = :id AND s.next_id IS NULL AND k.deleted_at IS NULL AND {tended("k")}
        AND NOT c.do_not_contact"""
    return bool(sql.scalar(connection, query, id=contact_id))
