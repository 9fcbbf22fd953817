"""How an operation is taken back: from its changes in the log, inside an operation of its own.

What somebody changed since stays as it is and is named: a field by its value, an element of a list by itself, a record
that was made by the changes and children it got since (it goes to the trash instead). An undo is reverted like anything
else; that is redo.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tui_crm.db import operations, rows, sql
from tui_crm.db.operations import Logged
from tui_crm.db.records import RECORD_TYPES, Values, as_tuples
from tui_crm.db.references import dangling, referred
from tui_crm.db.transaction import Transaction

_PAGE = 500


class Why(StrEnum):
    """Why something was not taken back."""

    CHANGED = "changed"
    IN_USE = "in use"
    GONE = "gone"


@dataclass(frozen=True)
class Kept:
    """Something that was not taken back: a field of a record, or the whole record (``field`` empty)."""

    thing: str
    record_id: int
    field: str
    why: Why


def revert(transaction: Transaction, operation_id: int) -> list[Kept]:
    """Take back what ``operation_id`` did, as far as nobody changed it since; returns what was kept."""
    sql.run(transaction.connection, "PRAGMA defer_foreign_keys = ON")
    kept: list[Kept] = []
    for thing in RECORD_TYPES:
        for page in _pages(transaction, operation_id, thing):
            kept += _put_back(transaction, thing, [change for change in page if change.did.action == "remove"])
            kept += _set_back(transaction, thing, [change for change in page if change.did.action == "update"])
    for thing in reversed(RECORD_TYPES):
        made: list[int] = []
        for page in _pages(transaction, operation_id, thing):
            made += [change.record_id for change in page if change.did.action == "create"]
        kept += _take_out(transaction, operation_id, thing, made)
    return kept


def _pages(transaction: Transaction, operation_id: int, thing: str) -> Iterator[Sequence[Logged]]:
    after = 0
    while page := operations.changes_of(transaction.connection, operation_id, thing, after, _PAGE):
        yield page
        after = page[-1].record_id


def _put_back(transaction: Transaction, thing: str, changes: Sequence[Logged]) -> list[Kept]:
    records: dict[int, Values] = {change.record_id: dict(change.did.kept or {}) for change in changes}
    lost = dangling(transaction.connection, thing, records)
    back = [{**values, "id": record_id} for record_id, values in records.items() if record_id not in lost]
    for values in back:
        values["version"] = rows.number(values.get("version", 1)) + 1
    if back:
        transaction.create_many(thing, back)
    return [Kept(thing, record_id, "", Why.GONE) for record_id in sorted(lost)]


def _set_back(transaction: Transaction, thing: str, changes: Sequence[Logged]) -> list[Kept]:
    current = rows.load(transaction.connection, thing, [change.record_id for change in changes])
    kept: list[Kept] = []
    restored: dict[int, Values] = {}
    for change in changes:
        if change.record_id not in current:
            kept.append(Kept(thing, change.record_id, "", Why.GONE))
            continue
        now = current[change.record_id]
        back: Values = {}
        for name, (old, new) in change.did.fields.items():
            value, whole = _reverted(now[name], old, new)
            back[name] = value
            if not whole:
                kept.append(Kept(thing, change.record_id, name, Why.CHANGED))
        restored[change.record_id] = back
    lost = dangling(transaction.connection, thing, restored)
    kept += [Kept(thing, record_id, "", Why.GONE) for record_id in sorted(lost)]
    transaction.update_many(thing, {key: back for key, back in restored.items() if key not in lost})
    return kept


def _reverted(now: object, old: object, new: object) -> tuple[object, bool]:
    """Return the value after taking old → new back from ``now``, and whether all of it could be taken back."""
    if now in (new, old):
        return old, True
    if not (isinstance(now, tuple) and isinstance(old, tuple) and isinstance(new, tuple)):
        return now, False
    added = [value for value in as_tuples(new) if value not in old]
    lost = [value for value in as_tuples(old) if value not in new]
    remaining = [value for value in as_tuples(now) if value not in added]
    whole = all(value in now for value in added)
    return (*remaining, *(value for value in lost if value not in remaining)), whole


def _take_out(transaction: Transaction, operation_id: int, thing: str, made: Sequence[int]) -> list[Kept]:
    changed = operations.changed_since(transaction.connection, thing, made, operation_id)
    remaining = [key for key in made if key not in changed]
    used = referred(transaction.connection, thing, remaining)
    while len(used) < len(remaining):  # whoever names another record goes before it
        transaction.remove(thing, [key for key in remaining if key not in used])
        remaining = sorted(used)
        used = referred(transaction.connection, thing, remaining)
    stay = sorted(changed | used)
    if "deleted_at" in RECORD_TYPES[thing].columns:
        there = rows.load(transaction.connection, thing, stay)
        trash = {key: {"deleted_at": transaction.at} for key, values in there.items() if not values["deleted_at"]}
        transaction.update_many(thing, trash)
    return [Kept(thing, key, "", Why.IN_USE if key in used else Why.CHANGED) for key in stay]
