"""Statements that read the log for people: operations newest first, found by words, and what one of them did."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.operations import Logged, read_change
from tui_crm.db.rows import number


@dataclass(frozen=True)
class Word:
    """A word that operations are looked for by: in the texts they are told with, or by what it stands for.

    ``text`` is looked for, whatever its case, in the login and in what fills the label; it may stand for some ``labels`` (as
    they are stored), for ``sources``, and for the operation with the id ``operation_id``.
    """

    text: str
    labels: Sequence[str] = ()
    sources: Sequence[str] = ()
    operation_id: int | None = None


_END = (1 << 63) - 1  # behind every id
_OPERATION = "id, at, login, source, label, arguments, records, reverts_id, reverted_by_id"


def listed(connection: Connection, *, before: int | None, limit: int, login: str | None) -> sql.Rows:
    """Return operations, newest first: id, at, login, source, label, arguments, records, reverts_id, reverted_by_id."""
    theirs = "AND login = :login" if login is not None else ""
    query = f"SELECT {_OPERATION} FROM operation WHERE id < :before {theirs} ORDER BY id DESC LIMIT :limit"
    return sql.rows(connection, query, before=_END if before is None else before, login=login, limit=limit)


def by_ids(connection: Connection, ids: Sequence[int]) -> sql.Rows:
    """Return these operations, in no order, with the columns of :func:`listed`."""
    query = f"SELECT {_OPERATION} FROM operation WHERE id IN :ids"
    return sql.rows_of(connection, query, ids)


def found(connection: Connection, words: Sequence[Word], *, before: int | None, after: int, limit: int) -> list[int]:
    """Return the ids of the operations that all ``words`` fit, newest first, newer than ``after`` and older than ``before``."""
    values: dict[str, object] = {"before": _END if before is None else before, "after": after, "limit": limit}
    fits = ""
    for place, word in enumerate(words):
        fits += (
            f" AND (login LIKE :text{place} ESCAPE '\\' OR id = :id{place}"
            f" OR label IN :labels{place} OR source IN :sources{place}"
            f" OR EXISTS (SELECT 1 FROM json_tree(arguments)"
            f" WHERE atom LIKE :text{place} ESCAPE '\\' OR atom IN :labels{place}))"
        )
        escaped = re.sub(r"([%_\\])", r"\\\1", word.text)
        values |= {f"text{place}": f"%{escaped}%", f"id{place}": word.operation_id}
        values |= {f"labels{place}": list(word.labels) or [""], f"sources{place}": list(word.sources) or [""]}
    query = f"SELECT id FROM operation WHERE id < :before AND id > :after{fits} ORDER BY id DESC LIMIT :limit"
    return [number(row[0]) for row in sql.rows(connection, query, **values)]


def labels_after(connection: Connection, operation_id: int) -> set[str]:
    """Return the labels of the operations newer than this one."""
    query = "SELECT DISTINCT label FROM operation WHERE id > :after"
    return {str(row[0]) for row in sql.rows(connection, query, after=operation_id)}


def note_kept(connection: Connection, operation_id: int, kept: Sequence[Sequence[str | int]], more: int) -> None:
    """Let an undo or redo remember what it could not take back, each as thing, id, field and why; ``more`` are not named."""
    query = "UPDATE operation SET arguments = json_set(arguments, '$.kept', json(:kept), '$.kept_more', :more) WHERE id = :id"
    sql.run(connection, query, kept=json.dumps(kept), more=more, id=operation_id)


def first_changes(connection: Connection, operation_id: int, limit: int) -> list[Logged]:
    """Return the first changes of an operation, by thing and id of the record."""
    query = (
        "SELECT thing, record_id, action, version, fields FROM change WHERE operation_id = :operation"
        " ORDER BY thing, record_id LIMIT :limit"
    )
    return [
        Logged(operation_id, str(thing), number(key), read_change(str(thing), str(action), number(version), fields))
        for thing, key, action, version, fields in sql.rows(connection, query, operation=operation_id, limit=limit)
    ]
