"""Whether what happened with a person moves with them to another customer, when they join or leave a company.

It counts for the customer that they belonged to when it happened, and goes on doing so unless somebody says otherwise.
"""

from collections.abc import Iterable, Mapping
from typing import cast

from sqlalchemy import Connection

from tui_crm.db import contacts, past
from tui_crm.db.transaction import Transaction
from tui_crm.models.cards import ContactCard
from tui_crm.models.ids import shown
from tui_crm.services.contact_input import Said


def may_move(said: Said, card: ContactCard) -> bool:
    """Tell whether what is ``said`` seems to give a person another primary company, or none."""
    now = {card.row.company.casefold(), *(shown("contact", tie.contact_id) for tie in card.companies if tie.is_primary)}
    if "company" in said:
        return str(said["company"] or "").strip().casefold() not in now
    if "remove_companies" not in said and "add_companies" not in said:
        return False
    left = {str(text).strip().casefold() for text in cast("Iterable[object]", said.get("remove_companies", ()))}
    return not card.row.company or bool(left & now)


def size(connection: Connection, contact_id: int) -> int:
    """Return how many records about a contact (activities, reminders, tickets …) count for its customer."""
    customer = contacts.customers_of(connection, [contact_id]).get(contact_id, contact_id)
    return sum(len(past.counting_for(connection, thing, contact_id, customer)) for thing in past.THINGS)


def move(writing: Transaction, before: Mapping[int, int]) -> None:
    """Let what counted for the customers that contacts had ``before`` count for the ones that they have now."""
    now = contacts.customers_of(writing.connection, list(before))
    for contact_id, customer in before.items():
        if now[contact_id] != customer:
            for thing in past.THINGS:
                theirs = past.counting_for(writing.connection, thing, contact_id, customer)
                writing.update_many(thing, {key: {"customer_id": now[contact_id]} for key in theirs})
