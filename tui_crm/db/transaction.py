"""The one write path: every change to a record is made by a ``Transaction`` and recorded in the same transaction.

A write takes the write lock first, so what it reads is what it changes. It writes the rows, raises their versions, keeps
one change row a record (``db/operations.py``) and brings what is derived up to date: summaries and search index.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from sqlalchemy import Connection

from tui_crm.actor import Actor
from tui_crm.db import derived, no_next, operations, rows, sql
from tui_crm.db.operations import Recorded
from tui_crm.db.records import RECORD_TYPES, RecordType, Values
from tui_crm.errors import Conflict, NotFound
from tui_crm.i18n import _
from tui_crm.models.codes import field_in_words
from tui_crm.models.ids import shown
from tui_crm.models.record import stored_instant

_HELD = 20_000
"""How many changes are held in memory before they are written."""


class Transaction:
    """One operation being written: creates, updates and removes records, and remembers what it did.

    ``label`` is a message of the catalogue that ``arguments`` fill. A transaction that changed nothing leaves no trace.
    """

    def __init__(
        self,
        connection: Connection,
        actor: Actor,
        label: str,
        arguments: Mapping[str, object],
        reverts: int | None = None,
    ) -> None:
        self.connection = connection
        self.actor = actor
        self.at = stored_instant(actor.clock.now())
        self.label = label
        self.arguments = dict(arguments)
        self.reverts = reverts
        self.begun_with: tuple[str, dict[str, object]] = ("", {})
        self.derived = derived.Stale()
        self._changes: dict[tuple[str, int], Recorded] = {}
        self._bulk = 0
        self._flushed = False

    @cached_property
    def operation_id(self) -> int:
        """The id of the operation, which gets its row when it is first asked for."""
        self.begun_with = self.label, dict(self.arguments)
        return operations.begin(self.connection, self)

    @cached_property
    def region(self) -> str:
        """The team's phone region, which the keys of phones depend on."""
        return rows.team_region(self.connection)

    def next_id(self, thing: str) -> int:
        """Return the id that the next new record of a kind gets."""
        return rows.next_id(self.connection, RECORD_TYPES[thing])

    def create(self, thing: str, values: Mapping[str, object]) -> int:
        """Write one new record and return its id."""
        return self.create_many(thing, [values])[0]

    def create_many(self, thing: str, records: Sequence[Mapping[str, object]]) -> list[int]:
        """Write new records and return their ids in order; a record that says ``id`` (one put back) keeps it."""
        kind = RECORD_TYPES[thing]
        following = rows.next_id(self.connection, kind)
        made: list[tuple[int, Values]] = []
        for offset, values in enumerate(records):
            record = dict(values)
            if "created_at" in kind.columns:
                record.setdefault("created_at", self.at)
            made.append((rows.number(record.pop("id", following + offset)), record))
        rows.insert(self.connection, kind, made, self.region)
        for record_id, record in made:
            self.derived.note(kind, record_id, record)
            self._remember(thing, record_id, Recorded("create", rows.number(record.get("version", 1))))
        self.go_on_with(no_next.touched(kind, [record for record in records if "id" not in record]))
        return [record_id for record_id, _record in made]

    def go_on_with(self, customers: Collection[int]) -> None:
        """Let customers with no next step on purpose be asked for one again."""
        resting = no_next.resting(self.connection, customers)
        self.update_many("contact", {customer: {"no_next_since": None} for customer in resting})

    def record(self, thing: str, record_id: int) -> Values:
        """Return a record as it is by now, its version included. Raises NotFound."""
        found = rows.load(self.connection, thing, [record_id])
        if record_id not in found:
            raise NotFound(_("there is no {id}").format(id=shown(thing, record_id)))
        return found[record_id]

    def update(self, thing: str, record_id: int, changes: Mapping[str, object], *, base: int | None = None) -> bool:
        """Change fields of one record; tells whether anything differed. Raises NotFound, or Conflict.

        ``base`` is the version that the save started from: fields that others changed since and that are not in
        ``changes`` stay as they are; a field that both changed to different values raises Conflict.
        """
        return bool(self.update_many(thing, {record_id: changes}, bases={} if base is None else {record_id: base}))

    def update_many(
        self, thing: str, changes: Mapping[int, Mapping[str, object]], *, bases: Mapping[int, int] | None = None
    ) -> list[int]:
        """Change fields of many records; returns the ids of those that differed, in order."""
        kind = RECORD_TYPES[thing]
        changed: list[int] = []
        for piece in sql.chunks(list(changes)):
            before = rows.load(self.connection, thing, piece)
            for record_id in piece:
                if record_id not in before:
                    raise NotFound(_("there is no {id}").format(id=shown(thing, record_id)))
                wanted = {name: rows.normal(kind, name, value) for name, value in changes[record_id].items()}
                new = {name: value for name, value in wanted.items() if before[record_id][name] != value}
                if bases and record_id in bases:
                    self._check_base(thing, record_id, bases[record_id], before[record_id], new)
                if new:
                    self._update(kind, record_id, before[record_id], new)
                    changed.append(record_id)
        return changed

    def check_bases(self, thing: str, bases: Mapping[int, int]) -> None:
        """Raise Conflict for a record that never was at the version that ``bases`` says of it."""
        for record_id, before in rows.load(self.connection, thing, list(bases)).items():
            _check_had(thing, record_id, bases[record_id], before)

    def remove(self, thing: str, ids: Sequence[int]) -> None:
        """Take records out of their tables; the log keeps them whole."""
        kind = RECORD_TYPES[thing]
        for piece in sql.chunks(ids):
            before = rows.load(self.connection, thing, piece)
            rows.delete(self.connection, kind, list(before))
            for record_id, values in before.items():
                self.derived.note(kind, record_id, values)
                version = rows.number(values["version"])
                self._remember(thing, record_id, Recorded("remove", version, kept=values))

    def erase(self, thing: str, ids: Sequence[int]) -> None:
        """Take records out of their tables for good: the log says of them that it was done, and nothing else."""
        kind = RECORD_TYPES[thing]
        for piece in sql.chunks(ids):
            before = rows.load(self.connection, thing, piece)
            rows.delete(self.connection, kind, list(before))
            for record_id, values in before.items():
                self.derived.note(kind, record_id, values)
                self._remember(thing, record_id, Recorded(operations.FORGOTTEN, rows.number(values["version"])))

    def recorded_in_bulk(self, records: int) -> None:
        """Note that ``records`` records were written and logged under ``operation_id`` by set-based statements."""
        self._bulk += records
        self._flushed = True

    def made(self, thing: str) -> tuple[int, ...]:
        """Return the ids of the ``thing`` records made since the last flush."""
        return tuple(key for (kind, key), did in self._changes.items() if kind == thing and did.action == "create")

    def flush(self) -> int | None:
        """Write the log so far and bring what is derived up to date; returns the operation's id, None if nothing changed.

        It is done at the end, and in between where a write is so large that it should not be held in memory.
        """
        if self._changes or self._bulk:
            operations.record(self, self._changes, self._bulk, again=self._flushed)
            self.derived.refresh(self.connection, self._changes)
            self._changes, self._bulk, self._flushed = {}, 0, True
            self.derived = derived.Stale()
        return self.operation_id if "operation_id" in self.__dict__ else None

    def _check_base(self, thing: str, record_id: int, base: int, before: Values, new: Values) -> None:
        _check_had(thing, record_id, base, before)
        theirs = operations.originals_since(self.connection, thing, record_id, base)
        clashes = {
            name: (theirs[name], mine, before[name])
            for name, mine in new.items()
            if name in theirs and before[name] != theirs[name]
        }
        if clashes:
            names = _(", ").join(field_in_words(thing, name) for name in clashes)
            raise Conflict(
                _("somebody else changed {fields} of {id} meanwhile").format(fields=names, id=shown(thing, record_id)),
                fields=clashes,
                hint=_("look at both values and save again"),
            )

    def _update(self, kind: RecordType, record_id: int, before: Values, new: Values) -> None:
        rows.update(self.connection, kind, record_id, before, new, self.region)
        fields = {name: (before[name], value) for name, value in new.items()}
        version = rows.number(before["version"]) + 1
        self.derived.note(kind, record_id, before, changed=frozenset(new))
        self.derived.note(kind, record_id, new, changed=frozenset(new))
        self._remember(kind.thing, record_id, Recorded("update", version, fields))

    def _remember(self, thing: str, record_id: int, did: Recorded) -> None:
        earlier = self._changes.get((thing, record_id))
        together = did if earlier is None else earlier.then(did)
        if together is None:
            del self._changes[thing, record_id]
        else:
            self._changes[thing, record_id] = together
            if len(self._changes) >= _HELD:
                self.flush()


def _check_had(thing: str, record_id: int, base: int, before: Values) -> None:
    if base > rows.number(before["version"]):
        text = _("{id} has had no version {base} yet: it is at {version}")
        raise Conflict(text.format(id=shown(thing, record_id), base=base, version=before["version"]))
