"""Which columns point to which things, read off their foreign keys; and what undo asks about them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.records import RECORD_TYPES, RecordType, Values, as_tuples
from tui_crm.db.rows import number


@dataclass(frozen=True)
class Reference:
    """A column of a record (or of its ``collection``) that holds the id of a ``target``; without a ``required`` one it is
    no record.
    """

    holder: RecordType
    collection: str | None
    column: str
    target: str
    required: bool

    @property
    def field(self) -> str:
        """The field of the holder that the reference stands in."""
        return self.collection or self.column

    @property
    def place(self) -> tuple[str, str]:
        """The table that the column is in, and that table's column with the holder's id."""
        part = self.holder.collection(self.field)
        return (part.table, part.owner) if part else (self.holder.table, "id")

    def id_in(self, value: Sequence[object]) -> object:
        """Return the id that one value of the collection names."""
        part = self.holder.collection(self.field)
        assert part is not None
        return value[part.columns.index(self.column)]

    def without(self, value: object, ids: frozenset[int]) -> object:
        """Return a field's value with nothing in it that names one of ``ids``."""
        if self.collection is None:
            return None
        return tuple(each for each in as_tuples(value) if self.id_in(each) not in ids)

    def ids_in(self, values: Mapping[str, object]) -> Iterator[int]:
        """Yield the ids that a record's values name through this column."""
        if self.collection is None:
            held = [values.get(self.column)]
        else:
            held = [self.id_in(value) for value in as_tuples(values.get(self.collection))]
        yield from (number(key) for key in held if key is not None)


_FOREIGN_KEYS = (
    'SELECT m.name, k."table", k."from", c."notnull" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) k'
    " JOIN pragma_table_info(m.name) c ON c.name = k.\"from\" WHERE m.type = 'table' ORDER BY m.name, k.id"
)


def references(connection: Connection) -> list[Reference]:
    """Return every reference between recorded things, as the foreign keys of the file's tables say."""
    things = {kind.table.strip('"'): thing for thing, kind in RECORD_TYPES.items()}
    columns: dict[str, list[tuple[str, str, bool]]] = {}
    for table, target, column, needed in sql.rows(connection, _FOREIGN_KEYS):
        if str(target) in things:
            columns.setdefault(str(table), []).append((str(column), things[str(target)], bool(needed)))
    found: list[Reference] = []
    for kind in RECORD_TYPES.values():
        own = columns.get(kind.table.strip('"'), [])
        found += [Reference(kind, None, column, target, required=needed) for column, target, needed in own]
        for part in kind.collections:
            of_part = (each for each in columns.get(part.table.strip('"'), []) if each[0] != part.owner)
            found += [Reference(kind, part.name, column, target, required=False) for column, target, _needed in of_part]
    return found


def holders_of(connection: Connection, reference: Reference, ids: Sequence[int]) -> list[int]:
    """Return the records that name one of these through a reference."""
    table, holder = reference.place
    query = f'SELECT DISTINCT {holder} FROM {table} WHERE "{reference.column}" IN :ids ORDER BY 1'
    return [number(row[0]) for row in sql.rows_of(connection, query, ids)]


def into_trash(connection: Connection, things: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return the records of ``things`` in the trash that others outside it name: thing, id, how many references."""
    found: Counter[tuple[str, int]] = Counter()
    for reference in references(connection):
        if reference.target in things:
            table, holder = reference.place
            query = (
                f"SELECT t.id, count(*) FROM {table} h JOIN {RECORD_TYPES[reference.target].table} t"
                f' ON t.id = h."{reference.column}" AND t.deleted_at IS NOT NULL'
                f" JOIN {reference.holder.table} r ON r.id = h.{holder} AND r.deleted_at IS NULL GROUP BY t.id"
            )
            for record_id, count in sql.rows(connection, query):
                found[reference.target, number(record_id)] += number(count)
    return [(thing, record_id, count) for (thing, record_id), count in sorted(found.items())]


def staying(
    connection: Connection, known: Sequence[Reference], thing: str, ids: Sequence[int], changed: set[int]
) -> set[int]:
    """Return which of these records, in the order of their ids, cannot be taken out together: ``changed`` ones, and
    whatever others still name.

    ``known`` are the references between things.
    """

    def among(key: int | None) -> bool:
        place = bisect_left(ids, key) if key is not None else len(ids)
        return place < len(ids) and ids[place] == key

    stay = set(changed)
    stay.update(target for target, holder in _holders(connection, known, thing, ids) if not among(holder))
    fresh = stay
    while fresh:
        fresh = {named for named in _named(connection, known, thing, sorted(fresh)) if among(named)} - stay
        stay |= fresh
    return stay


def _holders(
    connection: Connection, known: Sequence[Reference], thing: str, ids: Sequence[int]
) -> Iterator[tuple[int, int | None]]:
    """Yield (one of ``ids``, who names it): a record of the same thing by its id, any other as None."""
    for reference in known:
        if reference.target != thing:
            continue
        table, holder = reference.place
        query = f'SELECT DISTINCT "{reference.column}", {holder} FROM {table} WHERE "{reference.column}" IN :ids'
        for piece in sql.chunks(ids):  # one by one: of a million, not all are held at once
            for target, by in sql.rows(connection, query, ids=piece):
                yield number(target), number(by) if reference.holder.thing == thing else None


def _named(connection: Connection, known: Sequence[Reference], thing: str, ids: Sequence[int]) -> Iterator[int]:
    """Yield which records of a thing these records of the same thing name."""
    for reference in known:
        if reference.target == reference.holder.thing == thing:
            table, holder = reference.place
            column = f'"{reference.column}"'
            query = f"SELECT DISTINCT {column} FROM {table} WHERE {holder} IN :ids AND {column} IS NOT NULL"
            yield from (number(target) for (target,) in sql.rows_of(connection, query, ids))


@dataclass(frozen=True)
class Dangling:
    """What a record names through a reference and is not there."""

    record_id: int
    reference: Reference
    ids: frozenset[int]


def dangling(
    connection: Connection,
    known: Sequence[Reference],
    thing: str,
    records: Mapping[int, Values],
    coming: Callable[[Sequence[int]], set[int]],
) -> list[Dangling]:
    """Return what these records name that is not there; ``coming`` tells which records of ``thing`` soon will be."""
    found: list[Dangling] = []
    for reference in known:
        if reference.holder.thing != thing:
            continue
        named = {record_id: set(reference.ids_in(values)) for record_id, values in records.items()}
        wanted = sorted(set().union(*named.values()))
        there = _there(connection, reference.target, wanted)
        if reference.target == thing:
            there |= coming([key for key in wanted if key not in there])
        found += [
            Dangling(record_id, reference, frozenset(ids - there)) for record_id, ids in named.items() if ids - there
        ]
    return found


def _there(connection: Connection, thing: str, ids: Sequence[int]) -> set[int]:
    query = f"SELECT id FROM {RECORD_TYPES[thing].table} WHERE id IN :ids"
    return {number(row[0]) for row in sql.rows_of(connection, query, ids)}


def taken(connection: Connection, kind: RecordType, records: Mapping[int, Values], region: str) -> set[int]:
    """Return which of these records would be outside the trash under a name that another record has there."""
    if not kind.unique:
        return set()
    query = (
        f"SELECT id FROM {kind.table} WHERE lower({kind.unique}) = lower(:name) AND deleted_at IS NULL AND id <> :own"
    )
    found: set[int] = set()
    for record_id, values in records.items():
        name = {**values, **kind.derive(values, region)}[kind.unique]
        if values.get("deleted_at") is None and sql.scalar(connection, query, name=name, own=record_id) is not None:
            found.add(record_id)
    return found
