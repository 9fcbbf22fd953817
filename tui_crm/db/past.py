"""What happened with contacts, and shall happen, while they belonged to a customer: its activities and reminders."""

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number

THINGS = ("activity", "reminder")
"""What carries the customer that it counts for."""


def counting_for(connection: Connection, thing: str, contact_id: int, customer_id: int) -> list[int]:
    """Return the activities (or reminders) about a contact that count for a customer, those in the trash among them."""
    query = f"SELECT id FROM {thing} WHERE contact_id = :contact AND customer_id = :customer ORDER BY id"
    return [number(row[0]) for row in sql.rows(connection, query, contact=contact_id, customer=customer_id)]
