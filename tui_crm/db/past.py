"""What happened with contacts, and shall happen, while they belonged to a customer: all that says for whom it counts."""

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number

THINGS = ("activity", "reminder", "invitation", "score", "ticket")
"""What carries the customer that it counts for; tickets come last, what is on them is found by their customer."""

_OF_CONTACT = "SELECT id FROM {thing} WHERE contact_id = :contact AND customer_id = :customer"
_WITH_TICKETS = f"""
{_OF_CONTACT} AND (ticket_id IS NULL OR ticket_id IN (SELECT id FROM ticket WHERE contact_id = :contact))
UNION SELECT id FROM {{thing}} WHERE customer_id = :customer AND ticket_id IN ({_OF_CONTACT.format(thing="ticket")})"""
"""What belongs to a ticket counts for whom the ticket does, whoever said it."""


def counting_for(connection: Connection, thing: str, contact_id: int, customer_id: int) -> list[int]:
    """Return the records of a thing about a contact that count for a customer, those in the trash among them."""
    query = (_OF_CONTACT if thing == "ticket" else _WITH_TICKETS).format(thing=thing)
    found = sql.rows(connection, f"{query} ORDER BY id", contact=contact_id, customer=customer_id)
    return [number(row[0]) for row in found]
