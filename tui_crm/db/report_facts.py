"""The two statements over what reports count: how many records there are of each combination of members, and which records
some of them are.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.calendar_days import calendar
from tui_crm.db.cancelling import Cancel, stopped_by
from tui_crm.db.filter_sql import Asked, Query
from tui_crm.db.report_sets import CONTACT_FACTS, Facts
from tui_crm.db.rows import number
from tui_crm.db.sqlite.functions import add_functions, add_worked
from tui_crm.db.ticket_sets import TICKET_FACTS
from tui_crm.models.filters import EVERYTHING
from tui_crm.models.report import Member
from tui_crm.models.report_period import Offset
from tui_crm.models.span import Period

Cube: TypeAlias = Counter[tuple[Member, ...]]


@dataclass(frozen=True)
class Scope:
    """Whose records, and of which days: ``since`` ≤ instant < ``until`` (as stored), or ``period`` for dates.

    ``offsets`` say what a wall in the report's zone shows; ``now`` and ``today`` are there and then. ``owner`` None is
    everybody.
    """

    period: Period
    since: str
    until: str
    offsets: Sequence[Offset]
    now: str
    today: date
    query: Query
    owner: int | None


_LIVE: Final = "EXISTS (SELECT 1 FROM contact c WHERE c.id = {alias}.contact_id AND c.deleted_at IS NULL)"

FACTS: Final[Mapping[str, Facts]] = {**CONTACT_FACTS, **TICKET_FACTS}
"""Every set of records that reports count, by name."""


def counted(
    connection: Connection, name: str, dimensions: Sequence[str], scope: Scope, cancelled: Cancel | None = None
) -> Cube:
    """Return how many records there are of each combination of members, in the order of ``dimensions``.

    Raises Cancelled soon after ``cancelled`` says so.
    """
    asking = _Asking(connection, FACTS[name], scope)
    columns = ", ".join(map(asking.expression, dimensions)) or "1"
    places = ", ".join(str(place + 1) for place in range(max(1, len(dimensions))))
    query = f"SELECT {columns}, count(*) FROM {asking.rows} GROUP BY {places}"
    with stopped_by(cancelled, connection):
        found = sql.rows(connection, query, **asking.values)
    return Counter({tuple(row[:-1])[: len(dimensions)]: number(row[-1]) for row in found})


def ids(connection: Connection, name: str, members: Sequence[tuple[str, Sequence[Member]]], scope: Scope) -> list[int]:
    """Return the records that have one of these members in each of these dimensions, each once, the newest first."""
    asking = _Asking(connection, FACTS[name], scope)
    for place, (dimension, _allowed) in enumerate(members):
        asking.rows += f" AND {asking.expression(dimension)} IN :members{place}"
    values = {f"members{place}": list(allowed) for place, (_dimension, allowed) in enumerate(members)}
    facts = FACTS[name]
    query = f"SELECT {facts.alias}.id FROM {asking.rows} ORDER BY {facts.newest} DESC, {facts.alias}.id DESC"
    return list(dict.fromkeys(number(row[0]) for row in sql.rows(connection, query, **asking.values, **values)))


class _Asking:
    """Facts as they are asked for in a scope: ``rows`` is what stands behind FROM, ``values`` are bound."""

    def __init__(self, connection: Connection, facts: Facts, scope: Scope) -> None:
        if facts.by_calendar:
            add_worked(connection, calendar(connection))
        self._facts = facts
        self._offsets = scope.offsets
        self.values: dict[str, object] = {
            "since": scope.since,
            "until": scope.until,
            "first": scope.period.first.isoformat(),
            "last": scope.period.last.isoformat(),
            "now": scope.now,
            "today": scope.today.isoformat(),
        }
        for place, offset in enumerate(scope.offsets):
            self.values |= {f"until{place}": offset.until, f"ahead{place}": f"{offset.seconds:+d} seconds"}
        conditions = [facts.within, self._contact(connection, scope.query)]
        if scope.owner is not None:
            conditions.append(f"{facts.owner} = :owner")
            self.values["owner"] = scope.owner
        self.rows = f"{facts.source} WHERE {' AND '.join(conditions)}"

    def expression(self, dimension: str) -> str:
        """Return the expression of a dimension."""
        return self._facts.dimensions[dimension].format(local=_Local(self._modifier))

    def _contact(self, connection: Connection, query: Query) -> str:
        """Return the condition on the contact, whose values are bound."""
        facts = self._facts
        if query.wanted.where == EVERYTHING:
            if facts.thing == "contact":
                return "c.deleted_at IS NULL"
            live = _LIVE.format(alias=facts.alias)
            return f"({facts.alias}.contact_id IS NULL OR {live})"
        add_functions(connection)
        asked = Asked(connection, query)
        where = asked.where(asked.few(asked.everything))
        self.values |= asked.binds.values
        return facts.contact.format(f"({where})")

    def _modifier(self, instant: str) -> str:
        *earlier, last = range(len(self._offsets))
        cases = " ".join(f"WHEN {instant} < :until{place} THEN :ahead{place}" for place in earlier)
        return f"CASE {cases} ELSE :ahead{last} END" if cases else f":ahead{last}"


class _Local:
    """Gives ``{local[COLUMN]}`` in an expression its text."""

    def __init__(self, modifier: Callable[[str], str]) -> None:
        self._modifier = modifier

    def __getitem__(self, column: str) -> str:
        return self._modifier(column)
