"""Which columns point to which things, read off the foreign keys of the tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection
from sqlmodel import SQLModel

from tui_crm.db import sql
from tui_crm.db.records import RECORD_TYPES, RecordType, Values, as_tuples, table_of
from tui_crm.db.rows import number


@dataclass(frozen=True)
class Reference:
    """A column of a record (or of its ``collection``) that holds the id of a ``target``."""

    holder: RecordType
    collection: str | None
    column: str
    target: str

    def ids_in(self, values: Mapping[str, object]) -> Iterator[int]:
        """Yield the ids that a record's values name through this column."""
        if self.collection is None:
            held = [values.get(self.column)]
        else:
            part = self.holder.collection(self.collection)
            assert part is not None
            place = part.columns.index(self.column)
            held = [value[place] for value in as_tuples(values.get(self.collection))]
        yield from (number(key) for key in held if key is not None)


@cache
def references() -> tuple[Reference, ...]:
    """Return every reference between recorded things."""
    things = {table_of(kind.model): thing for thing, kind in RECORD_TYPES.items()}
    found: list[Reference] = []
    for kind in RECORD_TYPES.values():
        for part, model, owner in [(None, kind.model, ""), *((c.name, c.model, c.owner) for c in kind.collections)]:
            table = SQLModel.metadata.tables[table_of(model)]
            pointing = [(key.parent.name, key.column.table.name) for key in table.foreign_keys]
            found += [
                Reference(kind, part, column, things[target])
                for column, target in sorted(pointing)
                if column != owner and target in things
            ]
    return tuple(found)


def referred(connection: Connection, thing: str, ids: Sequence[int]) -> set[int]:
    """Return which of these records some other record still names."""
    found: set[int] = set()
    for reference in references():
        if reference.target != thing:
            continue
        part = reference.holder.collection(reference.collection or "")
        table, holder = (part.table, part.owner) if part else (reference.holder.table, "id")
        other = f' AND {holder} <> "{reference.column}"' if reference.holder.thing == thing else ""
        query = f'SELECT DISTINCT "{reference.column}" FROM {table} WHERE "{reference.column}" IN :ids{other}'
        for piece in sql.chunks(ids):
            found.update(number(row[0]) for row in sql.rows(connection, query, ids=list(piece)))
    return found


def dangling(connection: Connection, thing: str, records: Mapping[int, Values]) -> set[int]:
    """Return which of these records name something that is not there (nor among them)."""
    wanted: dict[str, dict[int, set[int]]] = {}
    for reference in references():
        if reference.holder.thing == thing:
            for record_id, values in records.items():
                for key in reference.ids_in(values):
                    if reference.target != thing or key not in records:
                        wanted.setdefault(reference.target, {}).setdefault(key, set()).add(record_id)
    missing: set[int] = set()
    for target, holders in wanted.items():
        for piece in sql.chunks(list(holders)):
            query = f"SELECT id FROM {RECORD_TYPES[target].table} WHERE id IN :ids"
            there = {number(row[0]) for row in sql.rows(connection, query, ids=list(piece))}
            for key in set(piece) - there:
                missing |= holders[key]
    return missing
