"""Statements that clean the log of people who are forgotten: what their records held, and the names operations are told by."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection

from tui_crm.db import operations, sql
from tui_crm.db.operations import FORGOTTEN
from tui_crm.db.rows import number

_NAMES = ("name", "nickname")
_LISTS = ("emails", "phones")


def defer_references(connection: Connection) -> None:
    """Have it checked at the end of the transaction that what is named is there: a long series goes piece by piece."""
    sql.run(connection, "PRAGMA defer_foreign_keys = ON")


def gone_records_of(connection: Connection, thing: str, column: str, ids: Sequence[int]) -> list[int]:
    """Return the records whose ``column`` names one of ``ids`` that are in no table any more: the log alone holds them."""
    query = (
        "SELECT DISTINCT record_id FROM change WHERE thing = :thing AND action = 'remove'"
        f" AND json_extract(fields, '$.{column}') IN :ids"
    )
    return [number(row[0]) for row in sql.rows_of(connection, query, ids, thing=thing)]


def merged_into(connection: Connection, contact_id: int, labels: Sequence[str]) -> list[int]:
    """Return the contacts that operations with these labels, done to this one and still in effect, put in the trash."""
    query = (
        "SELECT DISTINCT c.record_id FROM operation o JOIN change c ON c.operation_id = o.id AND c.thing = 'contact'"
        " JOIN contact t ON t.id = c.record_id AND t.deleted_at IS NOT NULL"
        " WHERE o.label IN :labels AND o.reverted_by_id IS NULL AND json_extract(o.arguments, '$.contact') = :id"
        " AND c.record_id <> :id"
    )
    return [number(row[0]) for row in sql.rows(connection, query, labels=list(labels), id=contact_id)]


def names_in_log(connection: Connection, contact_ids: Sequence[int]) -> set[str]:
    """Return every name, nickname, e-mail and phone that the log knows of these contacts."""
    query = "SELECT action, version, fields FROM change WHERE thing = 'contact' AND record_id IN :ids AND fields IS NOT NULL"
    found: set[str] = set()
    for action, version, fields in sql.rows(connection, query, ids=list(contact_ids)):
        did = operations.read_change("contact", str(action), number(version), fields)
        for name, pair in did.fields.items():
            for value in pair:
                found |= names_in({name: value})
        found |= names_in(did.kept or {})
    return found


def ticket_numbers(connection: Connection, contact_ids: Sequence[int]) -> dict[str, int]:
    """Return the numbers of these contacts' tickets, those that only the log knows too, but the ones made of their ids."""
    query = """SELECT number, id FROM ticket WHERE contact_id IN :ids
        UNION SELECT json_extract(fields, '$.number'), record_id FROM change
        WHERE thing = 'ticket' AND action = 'remove' AND json_extract(fields, '$.contact_id') IN :ids"""
    found = {str(text): number(key) for text, key in sql.rows_of(connection, query, contact_ids)}
    return {text: key for text, key in found.items() if text != f"T-{key}"}


def names_in(values: Mapping[str, object]) -> set[str]:
    """Return the names, e-mails and phones in a contact's record."""
    found = {str(values[name]) for name in _NAMES if values.get(name)}
    for name in _LISTS:
        listed = values.get(name)
        found |= {str(value[0]) for value in listed} if isinstance(listed, tuple) else set()
    return found


def clean_changes(connection: Connection, thing: str, ids: Sequence[int]) -> None:
    """Leave of every change to these records only that it was one."""
    statement = "UPDATE change SET action = :action, fields = NULL WHERE thing = :thing AND record_id IN :ids"
    for piece in sql.chunks(ids):
        sql.run(connection, statement, action=FORGOTTEN, thing=thing, ids=list(piece))


def clean_arguments(
    connection: Connection, victims: Mapping[str, Collection[int]], clean: Callable[[str, object], object]
) -> None:
    """Rewrite the arguments of every operation that changed one of the ``victims`` (ids by thing) or was done to one of
    the contacts among them, and of its undos and redos.

    ``clean`` gets the name of an argument and a value that is no labelled operation itself.
    """
    for operation_id in _operations_on(connection, victims):
        arguments = sql.scalar(connection, "SELECT arguments FROM operation WHERE id = :id", id=operation_id)
        cleaned = _cleaned(json.loads(str(arguments)), clean)
        text = json.dumps(cleaned, ensure_ascii=False)
        if text != arguments:
            sql.run(connection, "UPDATE operation SET arguments = :text WHERE id = :id", text=text, id=operation_id)


def _cleaned(arguments: Mapping[str, object], clean: Callable[[str, object], object]) -> dict[str, object]:
    return {
        name: {**value, "arguments": _cleaned(value["arguments"], clean)}
        if isinstance(value, dict) and "label" in value
        else clean(name, value)
        for name, value in arguments.items()
    }


def _operations_on(connection: Connection, victims: Mapping[str, Collection[int]]) -> list[int]:
    touched: set[int] = set()
    query = "SELECT DISTINCT operation_id FROM change WHERE thing = :thing AND record_id IN :ids"
    for thing, ids in victims.items():
        touched |= _numbers(sql.rows_of(connection, query, sorted(ids), thing=thing))
    query = "SELECT id FROM operation WHERE json_extract(arguments, '$.contact') IN :ids"
    touched |= _numbers(sql.rows_of(connection, query, sorted(victims["contact"])))
    fresh = touched
    query = "SELECT id FROM operation WHERE reverts_id IN :ids"
    while fresh:
        fresh = _numbers(sql.rows_of(connection, query, sorted(fresh))) - touched
        touched |= fresh
    return sorted(touched)


def _numbers(rows: Iterable[Sequence[object]]) -> set[int]:
    return {number(row[0]) for row in rows}
