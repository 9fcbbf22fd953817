"""For whom the segments that have a cadence hold, so that it changes with writes only, whoever made them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from tui_crm.clock import FixedClock
from tui_crm.db import segments, sql
from tui_crm.db.conditions import Binds
from tui_crm.db.contact_filter import CONTACTS
from tui_crm.db.filter_sql import Asked, Query
from tui_crm.db.rows import number
from tui_crm.db.segments import Expansion, KeptFields
from tui_crm.db.sqlite.functions import add_functions
from tui_crm.db.summaries import Further, keep_cadence
from tui_crm.errors import UsageError
from tui_crm.models.filters import Condition, Filter
from tui_crm.models.viewpoint import Viewpoint

_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)  # no lasting filter asks for the time


def fleeting(connection: Connection, wanted: Filter) -> Iterator[Filter]:
    """Yield the tests in ``wanted``, each by itself, whose contacts change without a write or with who asks."""
    fields = KeptFields(connection)
    for condition in Expansion(connection).of(wanted).conditions():
        for test in condition.tests:
            if not fields.named(condition.field).kind.lasts(test):
                yield Filter(Condition(condition.field, (test,)))


def further(connection: Connection, binds: Binds | None = None) -> Further:
    """Return what the segments add to the cadences of tags and levels; their values go into ``binds``."""
    binds, queries = Binds() if binds is None else binds, []
    for asked, days in _holding(connection, binds):
        conditions = " AND ".join((asked.base, *(f"({clause.row})" for clause in asked.everything)))
        queries.append((f"SELECT c.id FROM contact c WHERE {conditions}", days))
    return Further(tuple(queries), binds.values)


def keep_all(connection: Connection) -> None:
    """Compute the cadence anew of all contacts that are in a segment with one, or may have been in one before."""
    binds = Binds()
    queries = ["SELECT contact_id FROM contact_summary WHERE cadence IS NOT NULL"]
    for asked, _days in _holding(connection, binds):
        queries.append(f"SELECT c.id FROM contact c WHERE {asked.where(asked.few(asked.everything))}")
    keep_cadence(connection, " UNION ".join(queries), further(connection, binds))


def held(connection: Connection, name: str) -> int:
    """Return for how many contacts the cadence of a segment holds; 0 where its filter cannot be kept any more."""
    asked = _asked(connection, name, Binds())
    if asked is None:
        return 0
    return asked.count(f"SELECT 1 FROM contact c WHERE {asked.where(asked.few(asked.everything))}")


def _holding(connection: Connection, binds: Binds) -> Iterator[tuple[Asked, int]]:
    """Yield the segments that have a cadence, ready to be asked, with the days; those that cannot be kept are left out."""
    query = (
        "SELECT s.name, k.days FROM cadence k JOIN segment s ON s.id = k.segment_id"
        " WHERE k.deleted_at IS NULL AND s.deleted_at IS NULL ORDER BY k.id"
    )
    for name, days in sql.rows(connection, query):
        asked = _asked(connection, str(name), binds)
        if asked is not None:
            yield asked, number(days)


def _asked(connection: Connection, name: str, binds: Binds) -> Asked | None:
    add_functions(connection)
    wanted = segments.asking_for(name)
    try:
        if next(fleeting(connection, wanted), None) is not None:
            return None
        view = Viewpoint(FixedClock(_EPOCH, _zone(connection)), "")
        return Asked(connection, Query(CONTACTS, wanted, KeptFields(connection).named, (), view), binds)
    except UsageError:
        return None


def _zone(connection: Connection) -> ZoneInfo:
    """Return the zone in which dates begin: the team's, so that it is the same for everybody."""
    query = "SELECT value FROM setting WHERE name = 'calendar_zone' AND deleted_at IS NULL"
    name = sql.scalar(connection, query)
    try:
        return ZoneInfo(str(name)) if name else ZoneInfo("UTC")
    except (ValueError, OSError, KeyError):  # another machine knows more zones
        return ZoneInfo("UTC")
