"""Which contacts a filter finds: the ids of all of them, in order, with a search's best hits (``first_page``) first."""

from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import TypeAlias

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from tui_crm.db import first_page
from tui_crm.db.filter_sql import Asked, Query
from tui_crm.db.first_page import Beginning
from tui_crm.db.sqlite.connection import driver_connection
from tui_crm.db.sqlite.functions import add_functions

Cancel: TypeAlias = Callable[[], bool]

_CHUNK = 10_000
_STEPS = 20_000  # of SQLite's machine: about a millisecond


class Cancelled(Exception):
    """Whoever asked no longer wants the answer."""


def first_ids(connection: Connection, query: Query, limit: int, cancelled: Cancel | None = None) -> Beginning:
    """Return the first ids of what :func:`ids_matching` returns, within milliseconds; perhaps fewer than there are.

    Raises Cancelled soon after ``cancelled`` says so.
    """
    with _stopped_by(cancelled, connection):
        return first_page.first_ids(Asked(connection, query), limit)


def ids_matching(connection: Connection, query: Query, cancelled: Cancel | None = None) -> "array[int]":
    """Return the ids of all contacts that match, in order. Raises Cancelled soon after ``cancelled`` says so."""
    asked = Asked(connection, query)
    with _stopped_by(cancelled, connection):
        head = first_page.head(asked).ids if asked.ranked else []
        where = asked.where(asked.few(asked.everything))
        cursor = asked.run(f"SELECT c.id FROM contact c WHERE {where} ORDER BY {asked.order}")
        found, ranked = array("q", head), frozenset(head)
        while rows := cursor.fetchmany(_CHUNK):
            ids = chain.from_iterable(rows)
            found.extend([number for number in ids if number not in ranked] if ranked else ids)
    return found


def count_matching(connection: Connection, query: Query, cancelled: Cancel | None = None) -> int:
    """Return how many contacts match. Raises Cancelled soon after ``cancelled`` says so."""
    asked = Asked(connection, query)
    with _stopped_by(cancelled, connection):
        where = asked.where(asked.few(asked.everything))
        return asked.count(f"SELECT 1 FROM contact c WHERE {where}")


@contextmanager
def _stopped_by(cancelled: Cancel | None, connection: Connection) -> Iterator[None]:
    """Let ``cancelled``, asked about once a millisecond, stop whatever statement runs, by raising Cancelled."""
    raw = driver_connection(connection)
    add_functions(raw)
    if cancelled is None:
        yield
        return
    raw.set_progress_handler(cancelled, _STEPS)
    try:
        yield
    except (OperationalError, raw.OperationalError) as error:
        if "interrupted" in str(error):
            raise Cancelled from error
        raise
    finally:
        raw.set_progress_handler(None, 0)
