"""What reports count: the sets of records there are, in which dimensions they can be told apart, and the two statements
over them: how many records there are of each combination of members, and which records some of them are.

A record of a contact in the trash does not count, unless the filter asks for the trash; one of no contact counts where
there is no filter.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.cancelling import Cancel, stopped_by
from tui_crm.db.filter_sql import Asked, Query
from tui_crm.db.no_next import SILENT, tended
from tui_crm.db.overdue import is_overdue
from tui_crm.db.promises import DUE, PUT_OFF
from tui_crm.db.rows import number
from tui_crm.db.sqlite.functions import add_functions
from tui_crm.models.codes import ActivityKind
from tui_crm.models.filters import EVERYTHING
from tui_crm.models.report import NOBODY, Member
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


@dataclass(frozen=True)
class Facts:
    """A set of records of one ``thing``: what stands behind FROM, the record's ``alias``, the column of its owner.

    ``within`` is what must hold of each, ``contact`` how the condition on its contact is put (``{}`` in its place, that
    contact is ``c``), ``newest`` by what they are sorted. ``dimensions`` are expressions by name.
    """

    thing: str
    source: str
    alias: str
    owner: str
    within: str
    contact: str
    newest: str
    dimensions: Mapping[str, str] = field(default_factory=dict)


_OF_CONTACT: Final = "{alias}.contact_id IN (SELECT c.id FROM contact c WHERE {{}})"
_LIVE: Final = "EXISTS (SELECT 1 FROM contact c WHERE c.id = {alias}.contact_id AND c.deleted_at IS NULL)"

_CARDS: Final = "contact_summary s CROSS JOIN contact c ON c.id = s.contact_id"

# {local[COLUMN]} stands for what turns the instant in a column into the wall time of the report's zone
_DONE_ON: Final = "date(r.done_at, {local[r.done_at]})"
_DELAY: Final = f"CAST(julianday({_DONE_ON}) - julianday({DUE}) AS INTEGER)"
_STATE: Final = f"""CASE WHEN r.done_at IS NOT NULL THEN CASE WHEN {_DONE_ON} <= {DUE} THEN 'kept' ELSE 'late' END
    WHEN {is_overdue("r", ":now", ":today")} THEN 'overdue' ELSE 'ahead' END"""

FACTS: Final[Mapping[str, Facts]] = {
    "activities": Facts(
        thing="activity",
        source="activity a",
        alias="a",
        owner="a.author_id",
        within=f"a.at >= :since AND a.at < :until AND a.deleted_at IS NULL AND a.kind <> '{ActivityKind.SYSTEM}'",
        contact=_OF_CONTACT.format(alias="a"),
        newest="a.at",
        dimensions={
            "person": f"coalesce(a.author_id, {NOBODY})",
            "kind": "a.kind",
            "outcome": "coalesce(a.outcome, '')",
            "weekday": "(CAST(strftime('%w', a.at, {local[a.at]}) AS INTEGER) + 6) % 7",
            "hour": "CAST(strftime('%H', a.at, {local[a.at]}) AS INTEGER)",
        },
    ),
    "reminders": Facts(
        thing="reminder",
        source="reminder r",
        alias="r",
        owner="r.owner_id",
        within=f"r.deleted_at IS NULL AND {DUE} BETWEEN :first AND :last",
        contact=_OF_CONTACT.format(alias="r"),
        newest="r.due_key",
        dimensions={
            "person": f"coalesce(r.owner_id, {NOBODY})",
            "state": _STATE,
            "delay": f"CASE WHEN r.done_at IS NULL THEN 0 ELSE max(0, {_DELAY}) END",
            "put_off": PUT_OFF,
            "moved": f"{PUT_OFF} > 0",
        },
    ),
    "customers": Facts(
        thing="contact",
        source=_CARDS,
        alias="c",
        owner="c.owner_id",
        within="s.customer_id = s.contact_id AND c.created_at < :until",
        contact="{}",
        newest="c.created_at",
        dimensions={
            "person": f"coalesce(c.owner_id, {NOBODY})",
            "stage": "c.stage",
            "level": "coalesce(c.level, '')",
            "source": "coalesce(c.source, '')",
            "is_new": "c.created_at >= :since",
            "month": "CASE WHEN c.created_at >= :since THEN strftime('%Y-%m', c.created_at, {local[c.created_at]}) ELSE '' END",
        },
    ),
    "silent": Facts(
        thing="contact",
        source=_CARDS,
        alias="c",
        owner="c.owner_id",
        within=f"{SILENT} AND {tended('c')}",
        contact="{}",
        newest="coalesce(s.last_at, '')",
        dimensions={"person": f"coalesce(c.owner_id, {NOBODY})", "stage": "c.stage"},
    ),
}
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
    """Return the records that have one of these members in each of these dimensions, the newest first."""
    asking = _Asking(connection, FACTS[name], scope)
    for place, (dimension, _allowed) in enumerate(members):
        asking.rows += f" AND {asking.expression(dimension)} IN :members{place}"
    values = {f"members{place}": list(allowed) for place, (_dimension, allowed) in enumerate(members)}
    facts = FACTS[name]
    query = f"SELECT {facts.alias}.id FROM {asking.rows} ORDER BY {facts.newest} DESC, {facts.alias}.id DESC"
    return [number(row[0]) for row in sql.rows(connection, query, **asking.values, **values)]


class _Asking:
    """Facts as they are asked for in a scope: ``rows`` is what stands behind FROM, ``values`` are bound."""

    def __init__(self, connection: Connection, facts: Facts, scope: Scope) -> None:
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
