"""Statements about mails and tickets: which ticket a mail or a conversation is on, and which one a number means."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.db.ticket_ties import kept

_ON_TICKET = "ticket_id IS NOT NULL AND deleted_at IS NULL"


class OnTicket(NamedTuple):
    """A ticket that a mail is on: its number, who asks (the contact and its name), and whose customer it counts for."""

    id: int
    number: str
    contact_id: int
    contact: str
    customer_id: int


def by_mails(connection: Connection, message_ids: Sequence[str]) -> dict[str, int]:
    """Return on which ticket each of these mails is, those that are on none left out."""
    query = f"SELECT message_id, ticket_id FROM activity WHERE message_id IN :ids AND {_ON_TICKET} ORDER BY id DESC"
    found = sql.rows_of(connection, query, message_ids)
    return {str(message_id): number(ticket_id) for message_id, ticket_id in found}


def by_threads(connection: Connection, threads: Sequence[str]) -> dict[str, int]:
    """Return on which ticket the newest mail is of each of these conversations that is on any."""
    query = f"SELECT thread, ticket_id FROM activity WHERE thread IN :ids AND {_ON_TICKET} ORDER BY at, id"
    return {str(thread): number(ticket_id) for thread, ticket_id in sql.rows_of(connection, query, threads)}


def by_numbers(connection: Connection, numbers: Sequence[str]) -> dict[str, int]:
    """Return the tickets outside the trash with these numbers, which are folded, by the number."""
    query = "SELECT number_key, id FROM ticket WHERE number_key IN :ids AND deleted_at IS NULL ORDER BY id DESC"
    return {str(key): number(ticket_id) for key, ticket_id in sql.rows_of(connection, query, numbers)}


def kept_ones(connection: Connection, ids: Iterable[int]) -> dict[int, OnTicket]:
    """Return for each of these tickets the one it went into, itself where it was not merged; none where that is in the trash."""
    ways = {key: kept(connection, key) for key in ids}
    query = """SELECT t.id, t.number, t.contact_id, c.name, t.customer_id FROM ticket t JOIN contact c ON c.id = t.contact_id
        WHERE t.id IN :ids AND t.deleted_at IS NULL AND t.merged_into_id IS NULL"""
    there = {
        number(key): OnTicket(number(key), str(named), number(contact_id), str(contact), number(customer_id))
        for key, named, contact_id, contact, customer_id in sql.rows_of(connection, query, sorted({*ways.values()}))
    }
    return {key: there[end] for key, end in ways.items() if end in there}
