"""Statements about mails that were logged: which are there, in which conversation, and whom their addresses belong to."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.models.emails import email_key


class Owner(NamedTuple):
    """A live contact with an address: the contact, its name and its customer."""

    id: int
    name: str
    customer_id: int


class Logged(NamedTuple):
    """An activity that a mail was logged as, in the trash too."""

    id: int
    thread: str
    deleted: bool


def logged(connection: Connection, message_ids: Sequence[str]) -> dict[str, Logged]:
    """Return what was logged of these mails; of one that was logged twice somehow, the first."""
    query = "SELECT message_id, id, thread, deleted_at FROM activity WHERE message_id IN :ids ORDER BY id DESC"
    return {
        str(message_id): Logged(number(key), str(thread or message_id), deleted is not None)
        for piece in sql.chunks(message_ids)
        for message_id, key, thread, deleted in sql.rows(connection, query, ids=list(piece))
    }


def threaded(connection: Connection, threads: Sequence[str]) -> dict[int, str]:
    """Return the activities in these conversations, each with its conversation."""
    query = "SELECT id, thread FROM activity WHERE thread IN :threads ORDER BY id"
    return {
        number(key): str(thread)
        for piece in sql.chunks(threads)
        for key, thread in sql.rows(connection, query, threads=list(piece))
    }


def owners(connection: Connection, addresses: Sequence[str]) -> dict[str, tuple[Owner, ...]]:
    """Return the live contacts with each of these addresses, by the address, the oldest first."""
    query = (
        "SELECT e.address_key, c.id, c.name, s.customer_id FROM contact_email e JOIN contact c ON c.id = e.contact_id"
        " JOIN contact_summary s ON s.contact_id = c.id WHERE e.address_key IN :keys AND c.deleted_at IS NULL"
        " ORDER BY c.id"
    )
    found: dict[str, tuple[Owner, ...]] = {}
    for piece in sql.chunks(addresses):
        for key, contact, name, customer in sql.rows(connection, query, keys=list(piece)):
            owner = Owner(number(contact), str(name), number(customer))
            found[str(key)] = (*found.get(str(key), ()), owner)
    return found


def team(connection: Connection) -> dict[str, int]:
    """Return the users, also those who left, by the addresses that they have."""
    query = "SELECT email, id FROM \"user\" WHERE email <> '' AND deleted_at IS NULL ORDER BY id DESC"
    return {email_key(str(address)): number(key) for address, key in sql.rows(connection, query)}
