"""What was done, by whom, and taking it back: undo and redo, honest about what they had to keep.

An operation and its undos and redos form a chain, each pointing to the one before; each is an operation itself. To undo is
to take back what the first of the chain did, to redo is to take back what the last undo did.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tui_crm.db import history, operations, team
from tui_crm.db.reverting import Kept, Why, revert
from tui_crm.errors import Conflict, NotFound
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done, OperationEntry
from tui_crm.models.changes import OperationChanges
from tui_crm.models.codes import SOURCE_LABELS, field_in_words
from tui_crm.models.ids import number_of, shown
from tui_crm.models.record import instant_of
from tui_crm.services.forgetting import FORGOT
from tui_crm.services.labels import told, told_json
from tui_crm.services.one_live import settle
from tui_crm.services.people import ensure_user, find_user

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from tui_crm.services.crm import Crm

_REMEMBERED: Final = 500  # of what could not be taken back, so many are remembered by name

_WHY = {
    Why.CHANGED: N_("{where} was changed since and stays as it is"),
    Why.EDITED: N_("{where} was changed since and went to the trash"),
    Why.IN_USE: N_("{where} has been used since and went to the trash"),
    Why.NEEDED: N_("{where} has been used since and stays as it is"),
    Why.GONE: N_("{where} is gone and could not be put back"),
    Why.POINTLESS: N_("{where}: what it named is gone"),
    Why.TAKEN: N_("{where} stays as it is: its name is taken by now"),
    Why.FOLLOWED: N_("{where} stays as it is: what came after it was changed since"),
}


class History:
    """The log of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm
        self._labels: set[str] = set()
        self._labels_until = 0

    def list(self, *, limit: int = 50, before: int | None = None, login: str | None = None) -> list[OperationEntry]:
        """Return operations, newest first; ``before`` an operation's id continues a list.

        ``login`` is whose they are: a login of the log, or anything that means a user. Raises NotFound where it is neither.
        """
        with self._crm.database.read() as connection:
            found = history.listed(connection, before=before, limit=limit, login=login)
            if not found and login is not None and before is None:
                user = team.login_of(connection, find_user(connection, login))
                found = history.listed(connection, before=before, limit=limit, login=user)
            return [self._entry(connection, row) for row in found]

    def ids(self, words: str = "", *, before: int | None = None, after: int = 0, limit: int) -> Sequence[int]:
        """Return the ids of operations, newest first; ``before`` continues a list, ``after`` tells what is new in it.

        Each of ``words`` is found in who did it, where, or what: as told, in the language in use.
        """
        with self._crm.database.read() as connection:
            return history.found(connection, self._meant(connection, words), before=before, after=after, limit=limit)

    def entries(self, ids: Sequence[int]) -> "dict[int, OperationEntry]":
        """Return these operations by their ids; one that is not there is left out."""
        with self._crm.database.read() as connection:
            return {row.id: self._entry(connection, row) for row in history.by_ids(connection, ids)}

    def _meant(self, connection: "Connection", text: str) -> Sequence[history.Word]:
        """Return what the words of ``text`` may stand for; there are about a hundred labels, of which new ones are read."""
        if not text.strip():
            return []
        newest = operations.newest_id(connection)
        self._labels |= history.labels_after(connection, self._labels_until)
        self._labels_until = newest
        return [self._word(word) for word in text.split()]

    def _word(self, text: str) -> history.Word:
        low = text.casefold()
        labels = [label for label in self._labels if low in _(label).casefold()]
        sources = [source for source, label in SOURCE_LABELS.items() if low in _(label).casefold()]
        return history.Word(text, labels, sources, number_of("operation", text))

    def _entry(self, connection: "Connection", row: "Row[*tuple[Any, ...]]") -> OperationEntry:
        return OperationEntry(
            row.id, instant_of(row.at), row.login, row.source, told_json(row.label, row.arguments), row.records,
            self._state(connection, row),
        )  # fmt: skip

    def changes_of(self, operation_id: int, *, limit: int = 100) -> OperationChanges:
        """Return what an operation did to the first ``limit`` records, and what could not be taken back. Raises NotFound."""
        from tui_crm.services.change_words import in_words_of  # noqa: PLC0415 - undo needs no words for values

        with self._crm.database.read() as connection:
            found = history.by_ids(connection, [operation_id])
            if not found:
                raise _no_operation(operation_id)
            entry = self._entry(connection, found[0])
            changes = history.first_changes(connection, operation_id, limit)
            records = in_words_of(connection, changes, self._crm.clock.zone)
            kept, more = self._remembered(connection, operation_id)
        return OperationChanges(entry, records, entry.records - len(records), kept, more)

    @staticmethod
    def _remembered(connection: "Connection", operation_id: int) -> tuple[tuple[str, ...], int]:
        """Return what an undo or redo, or the last one of an operation, could not take back, and how much it did not name."""
        _root, steps = operations.root_of(connection, operation_id) or (operation_id, 0)
        speaker = operation_id if steps else operations.last_of_chain(connection, operation_id)
        _label, arguments, _undone = operations.describe(connection, speaker) or ("", "{}", False)
        said = json.loads(arguments)
        kept = [Kept(thing, number, field, Why(why)) for thing, number, field, why in said.get("kept", ())]
        return _kept_in_words(kept), int(said.get("kept_more", 0))

    @staticmethod
    def _state(connection: "Connection", row: "Row[*tuple[Any, ...]]") -> str:
        if row.reverts_id is None:
            return "done" if row.reverted_by_id is None else "undone"
        _root, steps = operations.root_of(connection, row.id) or (row.id, 0)
        return "undo" if steps % 2 else "redo"

    def newest(self) -> int:
        """Return the id of the newest operation; it grows with every write of anybody."""
        with self._crm.database.read() as connection:
            return operations.newest_id(connection)

    def undo(self, operation_id: int | None = None) -> Done:
        """Take back the newest operation of the user at the keyboard, or the one named. Raises NotFound.

        ``kept`` of the answer names what somebody changed since, which stays. Naming an undo redoes what it took back.
        """
        ensure_user(self._crm)
        if operation_id is None:
            return self._undo_newest()
        with self._crm.database.read() as connection:
            found = operations.root_of(connection, operation_id)
        if found is None:
            raise _no_operation(operation_id)
        root, steps = found
        return self._turn(root, undo=steps % 2 == 0)

    def _undo_newest(self) -> Done:
        """Take back one's newest operation; what was done after it and cannot be taken back is named."""
        login = self._crm.actor.login
        with self._crm.database.read() as connection:
            newest = operations.newest_in_effect(connection, login)
            final = operations.newest_told(connection, login, FORGOT, newest or 0)
            passed = _cannot_be_undone(connection, final) if final is not None else ""
        if newest is None:
            raise NotFound(_("there is nothing to undo"), hint=passed)
        done = self._turn(newest, undo=True)
        return replace(done, kept=(passed, *done.kept)) if passed else done

    def redo(self, operation_id: int | None = None) -> Done:
        """Do again what the user at the keyboard undid last, unless they did something else since; or the one named.

        Raises NotFound.
        """
        ensure_user(self._crm)
        with self._crm.database.read() as connection:
            if operation_id is None:
                root = operations.newest_undone(connection, self._crm.actor.login)
            else:
                root, _steps = operations.root_of(connection, operation_id) or (None, 0)
        if operation_id is not None and root is None:
            raise _no_operation(operation_id)
        if root is None:
            raise NotFound(_("there is nothing to redo"))
        return self._turn(root, undo=False)

    def _turn(self, root: int, *, undo: bool) -> Done:
        with self._crm.database.read() as connection:
            if undo and operations.is_of_program(connection, root):
                text = _("{id} is the program's own and cannot be undone")
                raise NotFound(text.format(id=shown("operation", root)))
            if not operations.is_reversible(connection, root):
                raise NotFound(_("{id} changed nothing that can be taken back").format(id=shown("operation", root)))
            described = operations.describe(connection, root)
            last = operations.last_of_chain(connection, root)
        assert described is not None
        label, arguments, undone = described
        if undo == undone:
            text = _("{id} is undone already") if undo else _("{id} is in effect already")
            raise NotFound(text.format(id=shown("operation", root)))
        message = N_("Undid: {what}") if undo else N_("Redid: {what}")
        what = {"what": {"label": label, "arguments": json.loads(arguments)}}
        with self._crm.database.write(self._crm.actor, message, what, reverts=last) as writing:
            if operations.last_of_chain(writing.connection, root) != last:
                raise Conflict(_("somebody else has just undone or redone {id}").format(id=shown("operation", root)))
            operation_id = writing.operation_id
            kept = revert(writing, root if undo else last)
            also, followed = settle(writing, root if undo else last)
            kept += followed
            if kept:
                named = [(item.thing, item.record_id, item.field, str(item.why)) for item in kept[:_REMEMBERED]]
                history.note_kept(writing.connection, operation_id, named, len(kept) - len(named))
            operations.set_in_effect(writing.connection, root, operation_id if undo else None)
            writing.flush()
            ids = operations.record_ids(writing.connection, operation_id, "contact")
        return Done(operation_id, told(message, what), ids, _kept_in_words(kept), also)


def _kept_in_words(kept: Sequence[Kept]) -> tuple[str, ...]:
    sentences = []
    for item in kept:
        where = shown(item.thing, item.record_id) + (f" {field_in_words(item.thing, item.field)}" if item.field else "")
        sentences.append(_(_WHY[item.why]).format(where=where))
    return tuple(sentences)


def _cannot_be_undone(connection: "Connection", operation_id: int) -> str:
    label, arguments, _undone = operations.describe(connection, operation_id) or ("", "{}", False)
    text = _("{id} cannot be undone: {what}")
    return text.format(id=shown("operation", operation_id), what=told_json(label, arguments))


def _no_operation(operation_id: int) -> NotFound:
    return NotFound(
        _("there is no operation {id}").format(id=shown("operation", operation_id)), hint=_("see: crm history")
    )
