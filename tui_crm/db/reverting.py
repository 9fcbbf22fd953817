"""How an operation is taken back: from its changes in the log, inside an operation of its own.

What somebody changed since stays as it is and is named: a field by its value, a value of a list by itself, a record that
was made by its changes and by what names it since (it goes to the trash instead). What would point to nothing, or take a
name that another has by now, is not put back, and named too. An undo is reverted like anything else; that is redo.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tui_crm.db import operations, rows, sql
from tui_crm.db.operations import Logged
from tui_crm.db.records import RECORD_TYPES, RecordType, Values, as_tuples
from tui_crm.db.references import Dangling, dangling, staying, taken
from tui_crm.db.three_way import taken_back
from tui_crm.db.transaction import Transaction

_PAGE = 500


class Why(StrEnum):
    """Why something was not taken back, or not as it was."""

    CHANGED = "changed"
    EDITED = "edited"
    IN_USE = "in use"
    GONE = "gone"
    POINTLESS = "pointless"
    TAKEN = "taken"


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
        for page in _pages(transaction, operation_id, thing, "remove"):
            kept += _put_back(transaction, thing, page)
        for page in _pages(transaction, operation_id, thing, "update"):
            kept += _set_back(transaction, thing, page)
    for thing in reversed(RECORD_TYPES):
        made = [change.record_id for page in _pages(transaction, operation_id, thing, "create") for change in page]
        kept += _take_out(transaction, operation_id, thing, made)
    return kept


def _pages(transaction: Transaction, operation_id: int, thing: str, action: str) -> Iterator[Sequence[Logged]]:
    after = 0
    while page := operations.changes_of(transaction.connection, operation_id, thing, action, after, _PAGE):
        yield page
        after = page[-1].record_id


def _put_back(transaction: Transaction, thing: str, changes: Sequence[Logged]) -> list[Kept]:
    records: dict[int, Values] = {change.record_id: dict(change.did.kept or {}) for change in changes}
    kept: list[Kept] = []
    lost = taken(transaction.connection, RECORD_TYPES[thing], records, transaction.region)
    kept += [Kept(thing, key, "", Why.TAKEN) for key in sorted(lost)]
    for loose in _dangling(transaction, thing, records, changes[0].operation_id):
        if loose.reference.required:
            lost.add(loose.record_id)
            kept.append(Kept(thing, loose.record_id, "", Why.GONE))
        else:
            record, field = records[loose.record_id], loose.reference.field
            record[field] = loose.reference.without(record[field], loose.ids)
            kept.append(Kept(thing, loose.record_id, field, Why.POINTLESS))
    back = [{**values, "id": key, "version": rows.number(values["version"]) + 1} for key, values in records.items()]
    transaction.create_many(thing, [values for values in back if values["id"] not in lost])
    return kept


def _dangling(
    transaction: Transaction, thing: str, records: Mapping[int, Values], operation_id: int
) -> Sequence[Dangling]:
    def coming(ids: Sequence[int]) -> set[int]:
        return operations.removed_by(transaction.connection, operation_id, thing, ids)

    return dangling(transaction.connection, thing, records, coming)


def _set_back(transaction: Transaction, thing: str, changes: Sequence[Logged]) -> list[Kept]:
    kind = RECORD_TYPES[thing]
    current = rows.load(transaction.connection, thing, [change.record_id for change in changes])
    kept: list[Kept] = []
    restored: dict[int, Values] = {}
    for change in changes:
        if change.record_id not in current:
            kept.append(Kept(thing, change.record_id, "", Why.GONE))
            continue
        back = restored[change.record_id] = {}
        for name, (old, new) in change.did.fields.items():
            back[name], whole = _reverted(kind, name, (current[change.record_id][name], old, new), transaction.region)
            if not whole:
                kept.append(Kept(thing, change.record_id, name, Why.CHANGED))
    kept += _without_dangling(transaction, thing, restored, changes)
    named = {key: {**current[key], **back} for key, back in restored.items()}
    for key in sorted(taken(transaction.connection, kind, named, transaction.region)):
        del restored[key]
        kept.append(Kept(thing, key, "", Why.TAKEN))
    transaction.update_many(thing, restored)
    return kept


def _without_dangling(
    transaction: Transaction, thing: str, restored: dict[int, Values], changes: Sequence[Logged]
) -> list[Kept]:
    """Leave out of what is set back whatever would point to nothing; a field of one value then stays as it is."""
    kept: list[Kept] = []
    for loose in _dangling(transaction, thing, restored, changes[0].operation_id):
        back, reference = restored[loose.record_id], loose.reference
        if reference.collection is None:
            del back[reference.field]
        else:
            back[reference.field] = reference.without(back[reference.field], loose.ids)
        kept.append(Kept(thing, loose.record_id, reference.field, Why.POINTLESS))
    return kept


def _reverted(kind: RecordType, name: str, values: tuple[object, object, object], region: str) -> tuple[object, bool]:
    """Return the value after taking old → new back from now (``values``: now, old, new), and whether all of it could be."""
    now, old, new = values
    if now in (new, old):
        return old, True
    part = kind.collection(name)
    if part is None:
        return now, False
    return taken_back(part, as_tuples(now), as_tuples(old), as_tuples(new), region)


def _take_out(transaction: Transaction, operation_id: int, thing: str, made: Sequence[int]) -> list[Kept]:
    changed = operations.changed_since(transaction.connection, thing, made, operation_id)
    stay = staying(transaction.connection, thing, made, changed)
    transaction.remove(thing, [key for key in made if key not in stay])
    if not RECORD_TYPES[thing].trash:
        return [Kept(thing, key, "", Why.CHANGED) for key in sorted(stay)]
    there = rows.load(transaction.connection, thing, sorted(stay))
    trash = {key: {"deleted_at": transaction.at} for key, values in there.items() if not values["deleted_at"]}
    transaction.update_many(thing, trash)
    return [Kept(thing, key, "", Why.EDITED if key in changed else Why.IN_USE) for key in there]
