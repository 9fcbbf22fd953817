"""Which records a filter finds: the ids of all of them, in order, with a search's best hits (``first_page``) first."""

from array import array
from itertools import chain

from sqlalchemy import Connection

from tui_crm.db import first_page
from tui_crm.db.cancelling import Cancel, stopped_by
from tui_crm.db.filter_sql import Asked, Query
from tui_crm.db.first_page import Beginning
from tui_crm.db.sqlite.functions import add_functions

_CHUNK = 10_000


def first_ids(connection: Connection, query: Query, limit: int, cancelled: Cancel | None = None) -> Beginning:
    """Return the first ids of what :func:`ids_matching` returns, within milliseconds; perhaps fewer than there are.

    Raises Cancelled soon after ``cancelled`` says so.
    """
    add_functions(connection)
    with stopped_by(cancelled, connection):
        return first_page.first_ids(Asked(connection, query), limit)


def ids_matching(connection: Connection, query: Query, cancelled: Cancel | None = None) -> "array[int]":
    """Return the ids of all records that match, in order. Raises Cancelled soon after ``cancelled`` says so."""
    add_functions(connection)
    with stopped_by(cancelled, connection):
        asked = Asked(connection, query)
        head = first_page.head(asked).ids if asked.ranked else []
        where = asked.where(asked.few(asked.everything))
        cursor = asked.run(f"{asked.selected('c.id', where)} ORDER BY {asked.order}")
        found, ranked = array("q", head), frozenset(head)
        while rows := cursor.fetchmany(_CHUNK):
            ids = chain.from_iterable(rows)
            found.extend([number for number in ids if number not in ranked] if ranked else ids)
    return found


def count_matching(connection: Connection, query: Query, cancelled: Cancel | None = None) -> int:
    """Return how many records match. Raises Cancelled soon after ``cancelled`` says so."""
    add_functions(connection)
    with stopped_by(cancelled, connection):
        asked = Asked(connection, query)
        return asked.count(asked.selected("1", asked.where(asked.few(asked.everything))))
