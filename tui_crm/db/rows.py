"""How records become rows and rows become records: for every recorded thing alike, in batches."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.records import RECORD_TYPES, Collection, RecordType, Values, as_tuples
from tui_crm.models.record import DamagedValue
from tui_crm.settings import SETTINGS


def load(connection: Connection, thing: str, ids: Sequence[int]) -> dict[int, Values]:
    """Return the records with these ids, each with its ``version``, its columns and its collections."""
    kind = RECORD_TYPES[thing]
    found: dict[int, Values] = {}
    names = ("version", *kind.columns)
    columns = ", ".join(f'"{name}"' for name in names)
    for row in sql.rows_of(connection, f"SELECT id, {columns} FROM {kind.table} WHERE id IN :ids", ids):
        found[number(row[0])] = dict(zip(names, row[1:], strict=True))
    for part in kind.collections:
        _load_values(connection, part, found)
    return found


def _load_values(connection: Connection, part: Collection, found: dict[int, Values]) -> None:
    order = "position" if part.ordered else ", ".join(part.columns)
    query = (
        f"SELECT {part.owner}, {', '.join(part.columns)} FROM {part.table} WHERE {part.owner} IN :ids ORDER BY {order}"
    )
    grouped: dict[int, list[tuple[object, ...]]] = {}
    for row in sql.rows_of(connection, query, list(found)):
        grouped.setdefault(number(row[0]), []).append(tuple(row[1:]))
    for record_id, record in found.items():
        record[part.name] = tuple(grouped.get(record_id, ()))


def normal(kind: RecordType, name: str, value: object) -> object:
    """Return a field's value in the form in which it is loaded: a list as tuples, a set of values sorted."""
    part = kind.collection(name)
    if part is None:
        return value
    values = as_tuples(value)
    return values if part.ordered else tuple(sorted(set(values), key=_none_first))


def _none_first(value: tuple[object, ...]) -> tuple[tuple[bool, str], ...]:
    return tuple((item is not None, f"{item:020d}" if isinstance(item, int) else str(item)) for item in value)


def insert(connection: Connection, kind: RecordType, records: Sequence[tuple[int, Values]], region: str) -> None:
    """Write new rows; a record without ``version`` starts at 1. ``region`` is the team's phone region."""
    names = ("id", "version", *kind.columns, *kind.derived)
    rows = []
    for record_id, values in records:
        derived = kind.derive(values, region)
        own = map(values.get, kind.columns)
        rows.append((record_id, values.get("version", 1), *own, *map(derived.get, kind.derived)))
    quoted = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    sql.many(connection, f"INSERT INTO {kind.table} ({quoted}) VALUES ({marks})", rows)
    for part in kind.collections:
        _insert_values(connection, part, ((key, values.get(part.name)) for key, values in records), region)


def _insert_values(
    connection: Connection, part: Collection, values_of: Iterable[tuple[int, object]], region: str
) -> None:
    rows = []
    for record_id, values in values_of:
        for position, value in enumerate(as_tuples(values)):
            place = (position,) if part.ordered else ()
            rows.append((record_id, *place, *value, *part.derive(value, region)))
    names = (part.owner, *(("position",) if part.ordered else ()), *part.columns, *part.derived)
    marks = ", ".join("?" * len(names))
    sql.many(connection, f"INSERT INTO {part.table} ({', '.join(names)}) VALUES ({marks})", rows)


def update(
    connection: Connection, kind: RecordType, record_id: int, before: Values, changes: Mapping[str, object], region: str
) -> None:
    """Write changed fields of one row and raise its version; ``before`` is the record as loaded."""
    columns = {name: value for name, value in changes.items() if name in kind.columns}
    columns.update(kind.derive({**before, **columns}, region))
    assignments = "".join(f', "{name}" = :{name}' for name in columns)
    statement = f"UPDATE {kind.table} SET version = version + 1{assignments} WHERE id = :record_id"
    sql.run(connection, statement, record_id=record_id, **columns)
    for name, value in changes.items():
        if part := kind.collection(name):
            sql.run(connection, f"DELETE FROM {part.table} WHERE {part.owner} = :record_id", record_id=record_id)
            _insert_values(connection, part, [(record_id, value)], region)


def delete(connection: Connection, kind: RecordType, ids: Sequence[int]) -> None:
    """Take rows and what belongs to them out of their tables."""
    for piece in sql.chunks(ids):
        for part in kind.collections:
            sql.run(connection, f"DELETE FROM {part.table} WHERE {part.owner} IN :ids", ids=list(piece))
        sql.run(connection, f"DELETE FROM {kind.table} WHERE id IN :ids", ids=list(piece))


def versions(connection: Connection, thing: str, ids: Sequence[int]) -> dict[int, int]:
    """Return the versions of records of one kind that are there."""
    query = f"SELECT id, version FROM {RECORD_TYPES[thing].table} WHERE id IN :ids"
    return {number(key): number(version) for key, version in sql.rows_of(connection, query, ids)}


def next_id(connection: Connection, kind: RecordType) -> int:
    """Return the first id that no record of this kind ever had."""
    used = sql.scalar(connection, "SELECT seq FROM sqlite_sequence WHERE name = :name", name=kind.table.strip('"'))
    return number(used) + 1 if used is not None else 1


def number(value: object) -> int:
    """Return a column that holds an integer as one. Raises DamagedValue."""
    if not isinstance(value, int):
        raise DamagedValue(value)
    return value


def team_region(connection: Connection) -> str:
    """Return the team's phone region, which the keys of phones without a country code depend on."""
    query = "SELECT value FROM setting WHERE name = 'phone_region' AND deleted_at IS NULL"
    return str(sql.scalar(connection, query) or SETTINGS["phone_region"].default)
