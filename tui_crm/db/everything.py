"""Which tables hold what cannot be derived, in which file of ``crm export all`` each stands, and how its rows are read.

A row is a dictionary with what it has; what is blank is left out, so that a column of a later schema changes no line.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from sqlalchemy import Connection

from tui_crm.db import rows, sql
from tui_crm.db.records import RECORD_TYPES, RecordType, as_tuples
from tui_crm.db.rows import number
from tui_crm.i18n import N_

Row: TypeAlias = dict[str, object]
Separators: TypeAlias = tuple[str, str]

EXPORTED: Final = N_("Exported everything: {count} records")
IMPORTED: Final = N_("Imported everything: {count} records")
NOTES: Final = (EXPORTED, IMPORTED)
"""Labels of operations that stand in the history of their own file alone: else no two exports were the same."""

READ_FROM: Final = "0013"
"""The oldest schema whose rows still mean what they meant: what came since are tables, and columns that may be blank."""

LAST_IDS: Final = "last_ids"
_SPACED: Final[Separators] = (", ", ": ")
_COMPACT: Final[Separators] = (",", ":")


@dataclass(frozen=True)
class Part:
    """The rows of one ``table``, sorted by ``key``: records of a ``kind``, or of the ``columns`` as they stand.

    Of ``nested`` columns, which hold JSON as text, the content stands in the row where it is written with these separators.
    """

    file: str
    table: str
    columns: tuple[str, ...]
    key: tuple[str, ...] = ("id",)
    kind: RecordType | None = None
    nested: Mapping[str, Separators] = field(default_factory=dict)


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{word}s"


def _records(kind: RecordType) -> Part:
    return Part(f"{_plural(kind.thing)}.jsonl", kind.table, ("id", "version", *kind.columns), kind=kind)


PARTS: Final = (
    Part("origin.jsonl", "origin", ("id",)),
    *map(_records, RECORD_TYPES.values()),
    Part(
        "operations.jsonl", "operation",
        ("id", "at", "login", "source", "label", "arguments", "reverts_id", "reverted_by_id", "records"),
        nested={"arguments": _SPACED},
    ),
    Part(
        "changes.jsonl", "change", ("operation_id", "thing", "record_id", "action", "version", "fields"),
        key=("operation_id", "thing", "record_id"), nested={"fields": _COMPACT},
    ),
    Part(
        "import_runs.jsonl", "import_run",
        (
            "id", "operation_id", "at", "login", "kind", "file", "rows", "created", "updated", "unchanged", "skipped",
            "rejected", "also_created", "seconds", "source",
        ),
        nested={"also_created": _SPACED},
    ),
    Part(f"{LAST_IDS}.jsonl", LAST_IDS, ("table", "last"), key=("table",)),
)  # fmt: skip
"""Everything, in an order in which records only refer to what stands before them, or to their own kind."""

DERIVED: Final[Mapping[str, str]] = {
    "contact_summary": "what lists show of contacts",
    "ticket_clock": "runs of the clocks of tickets",
    "ticket_summary": "what lists show of tickets",
    "search_document": "the words that are searched",
    "search_name": "the index of names, with its own tables",
    "search_text": "the index of words, with its own tables",
}
"""Tables that are not exported since they are made anew, with what is in them."""

ELSEWHERE: Final[Mapping[str, str]] = {
    "alembic_version": "the schema stands in the manifest",
    "sqlite_sequence": f"{LAST_IDS} has what the tables do not tell",
}
"""Tables that are not exported as they are, with where it is that they say."""


def counted(part: Part) -> bool:
    """Tell whether the ids of a part are given once; those of operations end with what is exported."""
    return part.kind is not None or part.table == "import_run"


def read(connection: Connection, part: Part) -> Iterator[Row]:
    """Yield what is exported of a part, in the order of its key."""
    if part.table == LAST_IDS:
        yield from _last_ids(connection)
    elif part.kind is not None:
        for page in sql.pages(connection, f"SELECT id FROM {part.table} ORDER BY id"):
            yield from _read_records(connection, part.kind, [number(key) for (key,) in page])
    else:
        columns = ", ".join(part.columns)
        labels = ", ".join(f"'{label}'" for label in NOTES)
        but = f"WHERE label NOT IN ({labels})" if part.table == "operation" else ""
        for page in sql.pages(connection, f"SELECT {columns} FROM {part.table} {but} ORDER BY {', '.join(part.key)}"):
            for values in page:
                yield _row(part, values)


def _row(part: Part, values: Sequence[object]) -> Row:
    row = {name: value for name, value in zip(part.columns, values, strict=True) if value is not None}
    for name, separators in part.nested.items():
        if name in row:
            row[name] = _opened(str(row[name]), separators)
    return row


def _opened(text: str, separators: Separators) -> object:
    """Return the content of JSON as text, or the text where its content would not be written so again."""
    try:
        content = json.loads(text)
    except ValueError:
        return text
    return text if isinstance(content, str) or closed(content, separators) != text else content


def closed(content: object, separators: Separators) -> str:
    """Return content as JSON in the form in which a nested column holds it."""
    return json.dumps(content, ensure_ascii=False, separators=separators)


def _read_records(connection: Connection, kind: RecordType, ids: Sequence[int]) -> Iterator[Row]:
    found = rows.load(connection, kind.thing, ids)
    for key in ids:
        values = found[key]
        row = {"id": key, **{name: values[name] for name in ("version", *kind.columns) if values[name] is not None}}
        for part in kind.collections:
            if several := as_tuples(values[part.name]):
                row[part.name] = [
                    {name: item for name, item in zip(part.columns, value, strict=True) if item is not None}
                    for value in several
                ]
        yield row


def _last_ids(connection: Connection) -> Iterator[Row]:
    """Yield up to which id a table has given ids, where the row of the last one is there no more."""
    for name, part in sorted((part.table.strip('"'), part) for part in PARTS if counted(part)):
        query = (
            "SELECT seq FROM sqlite_sequence WHERE name = :name"
            f" AND seq > (SELECT coalesce(max(id), 0) FROM {part.table})"
        )
        last = sql.scalar(connection, query, name=name)
        if last is not None:
            yield {"table": name, "last": number(last)}
