"""The log: what each operation did to each record, written in its transaction and read by undo, history and audit.

A creation is one change row without values, an update one row a record with JSON ``{field: [old, new]}``, a removal keeps
the record as JSON. An operation that takes another one back points to it, and that one points back.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.records import RECORD_TYPES, Values
from tui_crm.db.rows import normal, number

if TYPE_CHECKING:
    from tui_crm.db.transaction import Transaction


FORGOTTEN = "forgotten"
"""The action of a change whose record, and with it what the change said, was really deleted."""


@dataclass(frozen=True)
class Recorded:
    """What one operation did to one record: ``create``, ``update`` (fields old → new), ``remove`` (the record kept), or
    FORGOTTEN.
    """

    action: str
    version: int
    fields: Mapping[str, tuple[object, object]] = field(default_factory=dict)
    kept: Values | None = None

    def then(self, later: "Recorded") -> "Recorded | None":
        """Return both as one; None where the record was made and removed again. What is removed stays so."""
        assert self.action not in {"remove", FORGOTTEN}
        if later.action == FORGOTTEN:
            return later
        if self.action == "create":
            return None if later.action == "remove" else Recorded("create", later.version)
        if later.action == "remove":
            before = {name: old for name, (old, _new) in self.fields.items()}
            return Recorded("remove", later.version, kept={**(later.kept or {}), **before})
        merged = dict(self.fields)
        for name, (old, new) in later.fields.items():
            merged[name] = (merged[name][0] if name in merged else old, new)
        return Recorded(self.action, later.version, merged, self.kept)

    def as_json(self) -> str | None:
        """Return the column ``change.fields``."""
        content = {"update": self.fields, "remove": self.kept}.get(self.action)
        return None if content is None else json.dumps(content, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Logged:
    """A change read back from the log."""

    operation_id: int
    thing: str
    record_id: int
    did: Recorded


def begin(connection: Connection, transaction: "Transaction") -> int:
    """Write the operation's row and return its id; one that reverts another marks it as taken back."""
    actor, reverts = transaction.actor, transaction.reverts
    sql.run(
        connection,
        "INSERT INTO operation (at, login, source, label, arguments, reverts_id, records)"
        " VALUES (:at, :login, :source, :label, :arguments, :reverts, 0)",
        at=transaction.at, login=actor.login, source=str(actor.source), label=transaction.label,
        arguments=json.dumps(transaction.arguments, ensure_ascii=False), reverts=reverts,
    )  # fmt: skip
    operation_id = number(sql.scalar(connection, "SELECT last_insert_rowid()"))
    if reverts is not None:
        sql.run(
            connection,
            "UPDATE operation SET reverted_by_id = :id WHERE id = :reverts",
            id=operation_id,
            reverts=reverts,
        )
    return operation_id


def record(transaction: "Transaction", changes: Mapping[tuple[str, int], Recorded], bulk: int, *, again: bool) -> None:
    """Write the change rows of an operation, and what is known by now to tell it by; ``bulk`` counts those that
    set-based statements have written.

    ``again`` says that some rows of the operation are there already: what it did to the same record becomes one row.
    """
    connection, operation_id = transaction.connection, transaction.operation_id
    earlier = _earlier(connection, operation_id, changes) if again else {}
    together = {key: earlier[key].then(did) if key in earlier else did for key, did in changes.items()}
    same = "operation_id = ? AND thing = ? AND record_id = ?"
    sql.many(connection, f"DELETE FROM change WHERE {same}", [(operation_id, *key) for key in earlier])
    written = [
        (operation_id, *key, did.action, did.version, did.as_json()) for key, did in together.items() if did is not None
    ]
    insert = "INSERT INTO change (operation_id, thing, record_id, action, version, fields) VALUES (?, ?, ?, ?, ?, ?)"
    sql.many(connection, insert, written)
    count = len(written) - len(earlier) + bulk
    sql.run(connection, "UPDATE operation SET records = records + :count WHERE id = :id", count=count, id=operation_id)
    if (transaction.label, transaction.arguments) != transaction.begun_with:
        sql.run(
            connection,
            "UPDATE operation SET label = :label, arguments = :arguments WHERE id = :id",
            label=transaction.label,
            arguments=json.dumps(transaction.arguments, ensure_ascii=False),
            id=operation_id,
        )
        transaction.begun_with = transaction.label, dict(transaction.arguments)


def _earlier(
    connection: Connection, operation_id: int, changes: Mapping[tuple[str, int], Recorded]
) -> dict[tuple[str, int], Recorded]:
    """Return what the operation's log says already of these records."""
    query = (
        "SELECT record_id, action, version, fields FROM change"
        " WHERE operation_id = :operation AND thing = :thing AND record_id IN :ids"
    )
    found: dict[tuple[str, int], Recorded] = {}
    for thing in {thing for thing, _record_id in changes}:
        ids = [record_id for kind, record_id in changes if kind == thing]
        logged = sql.rows_of(connection, query, ids, operation=operation_id, thing=thing)
        for key, action, version, fields in logged:
            found[thing, number(key)] = read_change(thing, str(action), number(version), fields)
    return found


def read_change(thing: str, action: str, version: int, fields: object) -> Recorded:
    """Return a change row as what it says, its values in the form in which records are loaded."""
    kind = RECORD_TYPES[thing]
    content = json.loads(str(fields)) if fields is not None else {}
    if action == "remove":
        return Recorded(action, version, kept={name: normal(kind, name, value) for name, value in content.items()})
    pairs = {name: (normal(kind, name, old), normal(kind, name, new)) for name, (old, new) in content.items()}
    return Recorded(action, version, pairs)


def originals_since(connection: Connection, thing: str, record_id: int, base: int) -> Values:
    """Return the fields of a record that changed after version ``base``, each with the value it had then."""
    query = (
        "SELECT action, version, fields FROM change"
        " WHERE record_id = :id AND thing = :thing AND version > :base AND action = 'update' ORDER BY version"
    )
    originals: Values = {}
    for action, version, fields in sql.rows(connection, query, id=record_id, thing=thing, base=base):
        for name, (old, _new) in read_change(thing, str(action), number(version), fields).fields.items():
            originals.setdefault(name, old)
    return originals


def changes_of(
    connection: Connection, operation_id: int, thing: str, action: str, after: int, limit: int
) -> Sequence[Logged]:
    """Return a page of an operation's changes of one sort to one kind of thing, in the order of the records' ids."""
    query = (
        "SELECT record_id, version, fields FROM change WHERE operation_id = :operation AND thing = :thing"
        " AND action = :action AND record_id > :after ORDER BY record_id LIMIT :limit"
    )
    found = sql.rows(connection, query, operation=operation_id, thing=thing, action=action, after=after, limit=limit)
    return [
        Logged(operation_id, thing, number(key), read_change(thing, action, number(version), fields))
        for key, version, fields in found
    ]


def removed_by(connection: Connection, operation_id: int, thing: str, ids: Sequence[int]) -> set[int]:
    """Return which of these records an operation has removed."""
    query = (
        "SELECT record_id FROM change WHERE operation_id = :operation AND thing = :thing AND record_id IN :ids"
        " AND action = 'remove'"
    )
    return {number(row[0]) for row in sql.rows_of(connection, query, ids, operation=operation_id, thing=thing)}


def changed_since(connection: Connection, thing: str, ids: Sequence[int], operation_id: int) -> set[int]:
    """Return which of these records an operation newer than ``operation_id``, still in effect, has changed."""
    query = (
        "SELECT DISTINCT c.record_id FROM change c JOIN operation o ON o.id = c.operation_id"
        " WHERE c.thing = :thing AND c.record_id IN :ids AND c.operation_id > :operation"
        " AND o.reverts_id IS NULL AND o.reverted_by_id IS NULL"
    )
    return {number(row[0]) for row in sql.rows_of(connection, query, ids, thing=thing, operation=operation_id)}


def written_since(connection: Connection, thing: str, ids: Sequence[int], operation_id: int, *, but: int) -> set[int]:
    """Return which of these records any operation newer than ``operation_id`` has written, ``but`` one: done or undone."""
    query = (
        "SELECT DISTINCT record_id FROM change"
        " WHERE thing = :thing AND record_id IN :ids AND operation_id > :operation AND operation_id <> :but"
    )
    found = sql.rows_of(connection, query, ids, thing=thing, operation=operation_id, but=but)
    return {number(row[0]) for row in found}


_REVERSIBLE = "EXISTS (SELECT 1 FROM change WHERE operation_id = operation.id AND action <> 'forgotten')"
_OF_PROGRAM = "source = 'system'"


def is_reversible(connection: Connection, operation_id: int) -> bool:
    """Tell whether an operation changed something that can be taken back."""
    query = f"SELECT 1 FROM operation WHERE id = :id AND {_REVERSIBLE}"
    return sql.scalar(connection, query, id=operation_id) is not None


def is_of_program(connection: Connection, operation_id: int) -> bool:
    """Tell whether the program did this for itself: nobody asked for it, and everything after stands on it.

    What it did to tickets that run late can be taken back.
    """
    escalated = "EXISTS (SELECT 1 FROM change c WHERE c.operation_id = operation.id AND c.thing = 'escalation')"
    query = f"SELECT 1 FROM operation WHERE id = :id AND {_OF_PROGRAM} AND NOT {escalated}"
    return sql.scalar(connection, query, id=operation_id) == 1


def newest_in_effect(connection: Connection, login: str) -> int | None:
    """Return the newest operation of ``login`` that can be undone.

    It changed something that is not forgotten, is not undone, and is no undo, redo or the machine's own.
    """
    query = (
        "SELECT id FROM operation WHERE login = :login AND reverts_id IS NULL AND reverted_by_id IS NULL"
        f" AND NOT {_OF_PROGRAM} AND {_REVERSIBLE} ORDER BY id DESC LIMIT 1"
    )
    found = sql.scalar(connection, query, login=login)
    return None if found is None else number(found)


def newest_labelled(connection: Connection, labels: Sequence[str], contact_id: int) -> int | None:
    """Return the newest operation in effect with one of these labels that was done to a contact, or changed it."""
    query = (
        "SELECT max(id) FROM operation WHERE label IN :labels AND reverts_id IS NULL AND reverted_by_id IS NULL"
        " AND (json_extract(arguments, '$.contact') = :id OR EXISTS (SELECT 1 FROM change c"
        " WHERE c.operation_id = operation.id AND c.thing = 'contact' AND c.record_id = :id))"
    )
    found = sql.scalar(connection, query, id=contact_id, labels=list(labels))
    return None if found is None else number(found)


def newest_on(connection: Connection, thing: str, record_id: int) -> int | None:
    """Return the newest operation that changed a record."""
    query = "SELECT max(operation_id) FROM change WHERE thing = :thing AND record_id = :id"
    found = sql.scalar(connection, query, thing=thing, id=record_id)
    return None if found is None else number(found)


def newest_told(connection: Connection, login: str, label: str, after: int) -> int | None:
    """Return the newest operation of ``login`` with this label that is newer than the operation ``after``."""
    query = "SELECT max(id) FROM operation WHERE login = :login AND label = :label AND id > :after"
    found = sql.scalar(connection, query, login=login, label=label, after=after)
    return None if found is None else number(found)


def newest_since(connection: Connection, login: str, label: str, arguments: str, since: str) -> int | None:
    """Return the newest operation of a person with this label and these arguments after the instant ``since``.

    It is looked for among their newest ones only: a program that writes all day walks no long log.
    """
    query = (
        "SELECT max(id) FROM (SELECT * FROM operation WHERE login = :login ORDER BY id DESC LIMIT 1000)"
        " WHERE label = :label AND arguments = :arguments AND at > :since"
    )
    found = sql.scalar(connection, query, login=login, label=label, arguments=arguments, since=since)
    return None if found is None else number(found)


def newest_undone(connection: Connection, login: str) -> int | None:
    """Return the operation that ``login`` undid last and may redo: they changed nothing new since."""
    query = (
        "SELECT o.id FROM operation o JOIN operation u ON u.id = o.reverted_by_id"
        " WHERE o.reverts_id IS NULL AND u.login = :login AND NOT EXISTS (SELECT 1 FROM operation n"
        " WHERE n.login = :login AND n.id > u.id AND n.reverts_id IS NULL AND n.source <> 'system'"
        " AND EXISTS (SELECT 1 FROM change c WHERE c.operation_id = n.id))"
        " ORDER BY u.id DESC LIMIT 1"
    )
    found = sql.scalar(connection, query, login=login)
    return None if found is None else number(found)


def root_of(connection: Connection, operation_id: int) -> tuple[int, int] | None:
    """Return the operation that a chain of undo and redo began with and how many steps ago; None where it is not there.

    An even number of steps means that the operation does what the root did, an odd one that it takes it back.
    """
    current, steps = operation_id, 0
    while True:
        found = sql.row(connection, "SELECT reverts_id FROM operation WHERE id = :id", id=current)
        if found is None:
            return None
        if found[0] is None:
            return current, steps
        current, steps = number(found[0]), steps + 1


def last_of_chain(connection: Connection, root: int) -> int:
    """Return the newest undo or redo of ``root``, or ``root`` itself where it was never undone."""
    query = (
        "WITH RECURSIVE chain(id) AS (SELECT :root UNION ALL"
        " SELECT o.id FROM operation o JOIN chain ON o.reverts_id = chain.id) SELECT max(id) FROM chain"
    )
    return number(sql.scalar(connection, query, root=root))


def set_in_effect(connection: Connection, root: int, undone_by: int | None) -> None:
    """Mark ``root`` as undone by an operation, or with None as in effect again."""
    sql.run(connection, "UPDATE operation SET reverted_by_id = :by WHERE id = :id", by=undone_by, id=root)


def describe(connection: Connection, operation_id: int) -> tuple[str, str, bool] | None:
    """Return an operation's label, its arguments as JSON, and whether it is undone."""
    query = "SELECT label, arguments, reverted_by_id FROM operation WHERE id = :id"
    found = sql.row(connection, query, id=operation_id)
    return None if found is None else (str(found[0]), str(found[1]), found[2] is not None)


def record_ids(connection: Connection, operation_id: int, thing: str) -> tuple[int, ...]:
    """Return the ids of the ``thing`` records that an operation changed."""
    query = "SELECT record_id FROM change WHERE operation_id = :id AND thing = :thing ORDER BY record_id"
    return tuple(number(row[0]) for row in sql.rows(connection, query, id=operation_id, thing=thing))


def newest_id(connection: Connection) -> int:
    """Return the id of the newest operation, 0 where there is none."""
    return number(sql.scalar(connection, "SELECT coalesce(max(id), 0) FROM operation"))


def records_since(connection: Connection, operation_id: int, limit: int) -> list[tuple[str, int]]:
    """Return the thing and id of every record that operations after ``operation_id`` wrote, ``limit`` at most."""
    query = "SELECT DISTINCT thing, record_id FROM change WHERE operation_id > :after LIMIT :limit"
    return [(str(thing), number(key)) for thing, key in sql.rows(connection, query, after=operation_id, limit=limit)]
