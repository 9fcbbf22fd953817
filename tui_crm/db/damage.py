"""Which stored values nobody can read: days, times, instants and numbers that another hand wrote into the file.

What a column holds is told by its name, as a test holds the names against the tables.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.records import RECORD_TYPES
from tui_crm.db.rows import number
from tui_crm.errors import BadFile
from tui_crm.i18n import _
from tui_crm.models.birthday import birthday_of
from tui_crm.models.codes import Priority
from tui_crm.models.ids import shown
from tui_crm.models.record import DamagedValue
from tui_crm.models.score import ScoreKind
from tui_crm.models.ticket import Clock, Confirmed, TicketKind, TicketState

_TIMES: Final = {"%Y-%m-%d": ("day", "_on"), "%H:%M": ("_time",), "%Y-%m-%dT%H:%M:%SZ": ("at", "_at", "_since")}
"""How what is in a column whose name is, or ends, so is written."""
_NUMBERS: Final = ("INTEGER", "BOOLEAN")
_CODES: Final[Mapping[tuple[str, str], type[StrEnum]]] = {
    ("ticket", "kind"): TicketKind,
    ("ticket", "state"): TicketState,
    ("ticket", "priority"): Priority,
    ("ticket", "confirmed"): Confirmed,
    ("ticket_transition", "from_state"): TicketState,
    ("ticket_transition", "to_state"): TicketState,
    ("sla_policy", "kind"): TicketKind,
    ("sla_policy", "priority"): Priority,
    ("escalation", "clock"): Clock,
    ("service_way", "kind"): TicketKind,
    ("service_way", "priority"): Priority,
    ("score", "kind"): ScoreKind,
    ("survey", "kind"): ScoreKind,
    ("invitation", "kind"): ScoreKind,
}
"""What stands in a column as one of few words; another one is of another hand, or of a newer program."""


@dataclass(frozen=True)
class Damage:
    """A ``value`` that cannot be in this ``column`` of a record."""

    thing: str
    record_id: int
    column: str
    value: object

    @property
    def told(self) -> str:
        """Which value of which record it is."""
        return _("{column} of {id} is “{value}”").format(
            column=self.column, id=shown(self.thing, self.record_id), value=self.value
        )


def holding(connection: Connection, value: object) -> Damage | None:
    """Return where a damaged value is; where it is only derived from one, the first that there is."""
    first = None
    for damage in damaged(connection):
        if damage.value == value:
            return damage
        first = first or damage
    return first


def as_failure(path: Path, damage: Damage) -> BadFile:
    """Return what is said where somebody needs the value."""
    return BadFile(
        _("{path} is damaged: {reason}").format(path=path, reason=damage.told),
        hint=_("restore a backup with: crm restore FILE"),
    )


def form_of(column: str) -> str:
    """Return how what is in a column is written, in the words of strftime; an empty text where that is not told."""
    ends = ((form, end) for form, named in _TIMES.items() for end in named)
    return next((form for form, end in ends if column == end or (end[0] == "_" and column.endswith(end))), "")


def damaged(connection: Connection) -> Iterator[Damage]:
    """Yield the first value that nobody can read of each record that has one, in the order of kinds and records."""
    tables = {kind.thing: kind.table for kind in RECORD_TYPES.values()} | {"operation": "operation"}
    for thing, table in tables.items():
        said = sql.rows(connection, "SELECT name, type FROM pragma_table_info(:table)", table=table.strip('"'))
        wrongs = ((name, _wrong(name, kind) or _foreign(table, name)) for name, kind in said)
        cases = " ".join(f"WHEN {wrong} THEN '{name}'" for name, wrong in wrongs if wrong)
        query = f"SELECT id, CASE {cases} END AS found FROM {table} WHERE found IS NOT NULL ORDER BY id"
        for record_id, column in sql.rows(connection, query):
            value = sql.scalar(connection, f'SELECT "{column}" FROM {table} WHERE id = :id', id=record_id)
            yield Damage(thing, number(record_id), column, value)
    yield from _birthdays(connection)


def _birthdays(connection: Connection) -> Iterator[Damage]:
    for (value,) in sql.rows(connection, "SELECT DISTINCT birthday FROM contact WHERE birthday IS NOT NULL"):
        try:
            birthday_of(value)
        except DamagedValue:
            found = sql.rows(connection, "SELECT id FROM contact WHERE birthday = :value ORDER BY id", value=value)
            yield from (Damage("contact", number(row[0]), "birthday", value) for row in found)


def _wrong(column: str, kind: str) -> str:
    """Return the condition that a column of this kind holds what it cannot; an empty text where it may hold anything."""
    if kind in _NUMBERS:
        return f"typeof(\"{column}\") NOT IN ('integer', 'null')"
    form = form_of(column)
    same = f"strftime('{form}', \"{column}\", '+0 days')"  # without the days, some versions take a 31 February
    early = f" OR \"{column}\" < '0001'" if form.startswith("%Y") else ""  # which Python has no year for
    return f'("{column}" IS NOT {same}{early})' if form else ""


def _foreign(table: str, column: str) -> str:
    """Return the condition that a column of text holds something else, or another word than the few that it may hold."""
    codes = _CODES.get((table, column))
    words = ", ".join(f"'{code}'" for code in codes or ())
    return f'"{column}" NOT IN ({words})' if words else f"typeof(\"{column}\") = 'blob'"
