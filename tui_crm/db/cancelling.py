"""How a statement that runs is stopped when nobody wants its answer any more."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from tui_crm.db.sqlite.connection import driver_connection

Cancel: TypeAlias = Callable[[], bool]

_STEPS = 20_000  # of SQLite's machine: about a millisecond


class Cancelled(Exception):
    """Whoever asked no longer wants the answer."""


@contextmanager
def stopped_by(cancelled: Cancel | None, connection: Connection) -> Iterator[None]:
    """Let ``cancelled``, asked about once a millisecond, stop whatever statement runs, by raising Cancelled."""
    if cancelled is None:
        yield
        return
    raw = driver_connection(connection)
    raw.set_progress_handler(cancelled, _STEPS)
    try:
        yield
    except (OperationalError, raw.OperationalError) as error:
        if "interrupted" in str(error):
            raise Cancelled from error
        raise
    finally:
        raw.set_progress_handler(None, 0)
