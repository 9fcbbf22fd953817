"""How an operation is taken back: from its changes in the log, inside an operation of its own.

What somebody changed since stays as it is and is named: a field by its value, a value of a list by itself, a record that
was made by its changes and by what names it since (it goes to the trash instead, or stays where its kind has none). What
would point to nothing, or take a name that another has by now, is not put back, and named too. An undo is reverted like
anything else; that is redo.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tui_crm.db import operations, rows, sql
from tui_crm.db.operations import Logged
from tui_crm.db.records import RECORD_TYPES, RecordType, Values, as_tuples
from tui_crm.db.references import Dangling, dangling, references, staying, taken
from tui_crm.db.rows import number
from tui_crm.db.three_way import taken_back
from tui_crm.db.transaction import Transaction

_PAGE = 500


class Why(StrEnum):
    """Why something was not taken back, or not as it was."""

    CHANGED = "changed"
    EDITED = "edited"
    IN_USE = "in use"
    NEEDED = "needed"
    GONE = "gone"
    POINTLESS = "pointless"
    TAKEN = "taken"
    FOLLOWED = "followed"


@dataclass(frozen=True)
class Kept:
    """Something that was not taken back: a field of a record, or the whole record (``field`` empty)."""

    thing: str
    record_id: int
    field: str
    why: Why


def revert(transaction: Transaction, operation_id: int) -> list[Kept]:
    """Take back what ``operation_id`` did, as far as nobody changed it since; returns what was kept."""
    reverting = _Reverting(transaction, operation_id)
    reverting.revert()
    return reverting.kept


class _Reverting:
    """One operation being taken back within ``transaction``, and what of it was ``kept``."""

    def __init__(self, transaction: Transaction, operation_id: int) -> None:
        self.kept: list[Kept] = []
        self._writing = transaction
        self._connection = transaction.connection
        self._operation_id = operation_id
        self._references = references(transaction.connection)

    def revert(self) -> None:
        """Put back what was removed, set back what was changed, then take out what was made."""
        sql.run(self._connection, "PRAGMA defer_foreign_keys = ON")
        for thing in RECORD_TYPES:
            for page in self._pages(thing, "remove"):
                self._put_back(thing, page)
            for page in self._pages(thing, "update"):
                self._set_back(thing, page)
        for thing in reversed(RECORD_TYPES):
            made = (change.record_id for page in self._pages(thing, "create") for change in page)
            self._take_out(thing, array("q", made))  # in order, and of a million 8 MB

    def _pages(self, thing: str, action: str) -> Iterator[Sequence[Logged]]:
        after = 0
        while page := operations.changes_of(self._connection, self._operation_id, thing, action, after, _PAGE):
            yield page
            after = page[-1].record_id

    def _keep(self, thing: str, record_id: int, why: Why, field: str = "") -> None:
        self.kept.append(Kept(thing, record_id, field, why))

    def _put_back(self, thing: str, changes: Sequence[Logged]) -> None:
        records: dict[int, Values] = {change.record_id: dict(change.did.kept or {}) for change in changes}
        for loose in self._dangling(thing, records):
            if loose.reference.required:
                if records.pop(loose.record_id, None) is not None:
                    self._keep(thing, loose.record_id, Why.GONE)
            elif loose.record_id in records:
                record, field = records[loose.record_id], loose.reference.field
                record[field] = loose.reference.without(record[field], loose.ids)
                self._keep(thing, loose.record_id, Why.POINTLESS, field)
        self._leave_taken(thing, records, records)
        back = [{**values, "id": key, "version": number(values["version"]) + 1} for key, values in records.items()]
        self._writing.create_many(thing, back)

    def _set_back(self, thing: str, changes: Sequence[Logged]) -> None:
        current = rows.load(self._connection, thing, [change.record_id for change in changes])
        back: dict[int, Values] = {}
        for change in changes:
            if change.record_id in current:
                back[change.record_id] = self._restored(change, current[change.record_id])
            else:
                self._keep(thing, change.record_id, Why.GONE)
        for loose in self._dangling(thing, back):
            values, reference = back[loose.record_id], loose.reference
            if reference.collection is None:
                del values[reference.field]
            else:
                values[reference.field] = reference.without(values[reference.field], loose.ids)
            self._keep(thing, loose.record_id, Why.POINTLESS, reference.field)
        self._leave_taken(thing, back, {key: {**current[key], **values} for key, values in back.items()})
        self._writing.update_many(thing, back)

    def _restored(self, change: Logged, now: Values) -> Values:
        back: Values = {}
        for name, (old, new) in change.did.fields.items():
            back[name], whole = self._value(RECORD_TYPES[change.thing], name, now[name], old, new)
            if not whole:
                self._keep(change.thing, change.record_id, Why.CHANGED, name)
        return back

    def _value(self, kind: RecordType, name: str, now: object, old: object, new: object) -> tuple[object, bool]:
        """Return what a field is after old → new is taken back from ``now``, and whether all of it could be."""
        if now in (new, old):
            return old, True
        part = kind.collection(name)
        if part is None:
            return now, False
        return taken_back(part, as_tuples(now), as_tuples(old), as_tuples(new), self._writing.region)

    def _dangling(self, thing: str, records: Mapping[int, Values]) -> list[Dangling]:
        def coming(ids: Sequence[int]) -> set[int]:
            return operations.removed_by(self._connection, self._operation_id, thing, ids)

        return dangling(self._connection, self._references, thing, records, coming)

    def _leave_taken(self, thing: str, back: dict[int, Values], whole: Mapping[int, Values]) -> None:
        """Leave out of ``back`` the records that would, ``whole``, share a name with another."""
        for key in sorted(taken(self._connection, RECORD_TYPES[thing], whole, self._writing.region)):
            del back[key]
            self._keep(thing, key, Why.TAKEN)

    def _take_out(self, thing: str, made: Sequence[int]) -> None:
        changed = operations.changed_since(self._connection, thing, made, self._operation_id)
        stay = staying(self._connection, self._references, thing, made, changed)
        self._writing.remove(thing, [key for key in made if key not in stay] if stay else made)
        there = rows.load(self._connection, thing, sorted(stay))
        for key in there:
            self._keep(thing, key, self._why_staying(thing, edited=key in changed))
        if RECORD_TYPES[thing].trash:
            trash = {key: {"deleted_at": self._writing.at} for key, values in there.items() if not values["deleted_at"]}
            self._writing.update_many(thing, trash)

    @staticmethod
    def _why_staying(thing: str, *, edited: bool) -> Why:
        if RECORD_TYPES[thing].trash:
            return Why.EDITED if edited else Why.IN_USE
        return Why.CHANGED if edited else Why.NEEDED
