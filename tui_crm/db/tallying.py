"""How much is there, counted no further than people want to know?"""

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.models.agenda import Tally

MOST = 1_000
"""Counting stops there: ``1,000+``."""


def tally(connection: Connection, query: str, **values: object) -> Tally:
    """Return how many rows a query has, as far as they are counted."""
    return told(number(sql.scalar(connection, f"SELECT count(*) FROM ({query} LIMIT :most)", **values, most=MOST + 1)))


def told(counted: int) -> Tally:
    """Return a count as it is told."""
    return Tally(min(counted, MOST), more=counted > MOST)
