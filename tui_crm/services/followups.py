"""What shall happen: reminders, made, done, snoozed, and those that are due."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from pydantic import ValidationError

from tui_crm.db import reminders, rows
from tui_crm.db.reminders import Wanted
from tui_crm.db.transaction import Transaction
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done, ReminderEntry
from tui_crm.models.ids import shown
from tui_crm.models.record import stored_instant
from tui_crm.models.reminder import ReminderFields
from tui_crm.models.when import When
from tui_crm.models.worklist import State
from tui_crm.services.labels import told
from tui_crm.services.one_live import withdraw
from tui_crm.services.people import ensure_user, find_user, live_lines, working_user
from tui_crm.services.repeating import Repeating
from tui_crm.services.validation import bad_input

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.services.crm import Crm


def due_fields(due: When) -> dict[str, object]:
    """Return the columns that say when a reminder is due: a date, or a date with a wall time and its zone."""
    time = due.time.strftime("%H:%M") if due.time else None
    return {"due_on": due.date.isoformat(), "due_time": time, "zone": due.zone if time else None}


_SET = (N_("Set a reminder"), N_("Set a follow-up with {name}"), N_("Set follow-ups with {count} contacts"))
"""How it is told: with nobody, with one contact, with several."""

Along: TypeAlias = Callable[[Transaction, Sequence[int]], tuple[str, ...]]
"""What is done beside a change of these reminders, and tells in words what it did."""

_SAID = frozenset({"text", "priority", "place", "minutes"})
"""What a person says of a reminder beside when it is due, with whom and whose it is."""


def reminder_values(due: When, **said: object) -> dict[str, object]:
    """Return a reminder's fields cleaned; an empty value is none. Raises BadInput naming the field."""
    given = {name: value for name, value in said.items() if value not in (None, "")}
    return _checked(said, given | due_fields(due))


def _checked(said: Mapping[str, object], given: Mapping[str, object]) -> dict[str, object]:
    unknown = said.keys() - _SAID
    if unknown:
        raise BadInput(_("there is no field “{name}”").format(name=min(unknown)), field=min(unknown))
    try:
        return ReminderFields.model_validate(given).model_dump(mode="json")
    except ValidationError as error:
        raise bad_input(error) from error


class Followups:
    """The reminders of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def add(
        self,
        due: When,
        *,
        contact_id: int | None = None,
        ticket_id: int | None = None,
        owner: str | None = None,
        repeat: str = "",
        **said: object,
    ) -> Done:
        """Set a reminder; ``said`` may have text, priority, place and minutes. Owner: oneself; an empty one: nobody.

        ``repeat`` says in words, or as an RRULE, on which days it comes back; with ``ticket_id`` it goes where that ticket
        goes. Raises BadInput, also for a ticket that was merged or is another customer's, and NotFound.
        """
        ids = () if contact_id is None else (contact_id,)
        return self.add_many(due, ids, ticket_id=ticket_id, owner=owner, repeat=repeat, **said)

    def add_many(
        self,
        due: When,
        contact_ids: Sequence[int],
        *,
        ticket_id: int | None = None,
        owner: str | None = None,
        repeat: str = "",
        **said: object,
    ) -> Done:
        """Set the same reminder with each of several contacts, in one operation; without any it is set with nobody, or with
        whom the ticket is of that it is about. Raises as :meth:`add` does.
        """
        values = reminder_values(due, **said)
        if repeat.strip():
            values |= Repeating(self._crm).first(repeat, due)
        mine = ensure_user(self._crm)
        ids = list(dict.fromkeys(contact_ids))
        with self._crm.database.write(self._crm.actor, _SET[0]) as writing:
            values["owner_id"] = mine if owner is None else _owner(writing, owner)
            if ticket_id is not None:
                values["ticket_id"], ids = ticket_id, _about_ticket(writing, ticket_id, ids)
            writing.label = _SET[min(len(ids), len(_SET) - 1)]
            lines = live_lines(writing.connection, ids)
            if lines:
                writing.arguments |= {"name": lines[0].name} if len(lines) == 1 else {"count": len(lines)}
            tied = [{"contact_id": line.id, "customer_id": line.customer_id} for line in lines]
            made = writing.create_many("reminder", [values | each for each in tied or [{}]])
        return Done(writing.operation_id, told(writing.label, writing.arguments), tuple(made))

    def edit(
        self,
        reminder_id: int,
        *,
        due: When | None = None,
        owner: str | None = None,
        repeat: str | None = None,
        base: int | None = None,
        **said: object,
    ) -> Done:
        """Change what is named of a reminder; an empty text clears, an empty owner is nobody. Raises BadInput, NotFound, Conflict.

        Another date alone moves this one and not its series; together with a ``repeat`` it begins a series of its own. One
        that is done stays on the day it was due: raises BadInput.
        """
        return self.edit_many([reminder_id], due=due, owner=owner, repeat=repeat, base=base, **said)

    def edit_many(
        self,
        ids: Sequence[int],
        *,
        due: When | None = None,
        owner: str | None = None,
        repeat: str | None = None,
        base: int | None = None,
        **said: object,
    ) -> Done:
        """Change the same of several reminders, in one operation; ``base`` is the first one's. Raises as :meth:`edit` does."""
        given: dict[str, object] = {name: value for name, value in said.items() if value not in (None, "")}
        whole = _checked(said, {"due_on": "0001-01-01", **given})
        changes = {name: whole[name] for name in said} | (due_fields(due) if due else {})
        label, several = N_("Edited the follow-up {what}"), N_("Edited {count} follow-ups")
        repeating = Repeating(self._crm)

        def each(entry: ReminderEntry) -> Mapping[str, object]:
            if due is not None and _is_done(entry) and not _stands_at(entry, due):
                raise _over(entry)
            return {} if repeat is None else repeating.changed(repeat, due, entry)

        return self._change(ids, label, changes, owner=owner, base=base, several=several, each=each)

    def done(self, *ids: int) -> Done:
        """Mark reminders done, in one operation, which makes the next ones of those that repeat; one that is stays as it was."""
        label, several = N_("Done: {what}"), N_("Done: {count} reminders")
        follow = Repeating(self._crm).follow
        return self._change(ids, label, {"done_at": self._stamp()}, several=several, along=follow, only=_is_open)

    def reopen(self, *ids: int) -> Done:
        """Mark reminders not done after all, in one operation, which takes back the ones that came after them.

        Raises BadInput where somebody has changed one of those.
        """
        label, several = N_("Reopened: {what}"), N_("Reopened: {count} reminders")
        return self._change(ids, label, {"done_at": None}, several=several, along=withdraw, only=_is_done)

    def snooze(self, reminder_id: int, due: When) -> Done:
        """Put a reminder off; until a day alone, at the time of day it had. Raises BadInput where it is done."""
        return self.snooze_many([reminder_id], due)

    def snooze_many(self, ids: Sequence[int], due: When) -> Done:
        """Put reminders off until the same time, in one operation; those that are done stay. Raises BadInput where all are.

        Until a day alone: each at the time of day it had, and those without a time have none.
        """
        entries = self._entries(ids)
        if entries and all(map(_is_done, entries)):
            raise _over(entries[0])
        label, several = N_("Put off: {what}"), N_("Put off: {count} reminders")

        def each(entry: ReminderEntry) -> Mapping[str, object]:
            return due_fields(due.keeping(entry.due_time, entry.zone))

        return self._change(ids, label, {}, several=several, each=each, only=_is_open)

    def delete(self, *ids: int) -> Done:
        """Put reminders in the trash, in one operation."""
        label, several = N_("Deleted the follow-up {what}"), N_("Deleted {count} follow-ups")
        return self._change(ids, label, {"deleted_at": self._stamp()}, several=several)

    def _stamp(self) -> str:
        return stored_instant(self._crm.clock.now())

    def _change(
        self,
        ids: Sequence[int],
        label: str,
        changes: dict[str, object],
        *,
        owner: str | None = None,
        base: int | None = None,
        several: str = "",
        each: Callable[[ReminderEntry], Mapping[str, object]] | None = None,
        along: Along | None = None,
        only: Callable[[ReminderEntry], bool] = lambda _entry: True,
    ) -> Done:
        """Change the same of all reminders; more than one are told with ``several``. ``base`` is the first one's.

        ``each`` says what else changes of one of them; ``along`` does what else belongs to it, and says so. Others than
        ``only`` these stay, also where somebody else made them so a moment ago.
        """
        ensure_user(self._crm)
        entries = [entry for entry in self._entries(ids) if only(entry)]
        if not entries:
            return Done(None, _("Nothing changed"))
        arguments: dict[str, object] = {"what": _in_short(entries[0])}
        if len(entries) > 1:
            label, arguments = several, {"count": len(entries)}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            if owner is not None:
                changes["owner_id"] = _owner(writing, owner)
            bases = {} if base is None else {entries[0].id: base}
            there = self._read(writing.connection, [entry.id for entry in entries])
            wanted = {entry.id: {**changes, **(each(entry) if each else {})} for entry in there if only(entry)}
            changed = writing.update_many("reminder", wanted, bases=bases)
            also = along(writing, changed) if along else ()
        if not changed:
            return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(label, arguments), tuple(changed), also=also)

    def get(self, reminder_id: int) -> ReminderEntry:
        """Return one reminder. Raises NotFound."""
        with self._crm.database.read() as connection:
            found = reminders.by_id(connection, reminder_id, self._crm.clock.now(), self._crm.clock.today())
        if found is None:
            raise _not_there(reminder_id)
        return found

    def ahead(self, entry: ReminderEntry, number: int = 3) -> list[date]:
        """Return when a reminder that repeats is due, and then the next ones, if each is done on its day; at most ``number``."""
        try:
            return Repeating(self._crm).ahead(entry.repeat, None, entry, number)
        except BadInput:  # a rule that somebody else has written into the file
            return [entry.due_on]

    def rows(self, ids: Sequence[int]) -> list[ReminderEntry]:
        """Return these reminders in this order, done or not; those in the trash are left out."""
        with self._crm.database.read() as connection:
            return self._read(connection, ids)

    def _read(self, connection: "Connection", ids: Sequence[int]) -> list[ReminderEntry]:
        return reminders.by_ids(connection, ids, self._crm.clock.now(), self._crm.clock.today())

    def _entries(self, ids: Sequence[int]) -> list[ReminderEntry]:
        """Return these reminders, each once. Raises NotFound for the first that is not there."""
        wanted = list(dict.fromkeys(ids))
        found = self.rows(wanted)
        if len(found) < len(wanted):
            there = {entry.id for entry in found}
            raise _not_there(next(key for key in wanted if key not in there))
        return found

    def find(
        self,
        *,
        contact_id: int | None = None,
        owner: str | None = None,
        until: date | None = None,
        done: bool = False,
        undone: bool = True,
        limit: int | None = None,
        since: date | None = None,
        priority: str | None = None,
        text: str = "",
        unowned: bool = False,
    ) -> list[ReminderEntry]:
        """Return reminders, soonest first: the ``undone`` ones, with ``done`` those too; ``unowned``: those that are nobody's.

        They are due ``since`` a day, or ``until`` one, on the user's wall.
        ``text`` is a search, in what they say and in whom they are about. Raises NotFound.
        """
        with self._crm.database.read() as connection:
            wanted = Wanted(
                contact_id,
                None if owner is None else find_user(connection, owner),
                until,
                State.OPEN if not done else State.ALL if undone else State.DONE,
                since,
                priority,
                text,
                unowned=unowned,
                zone=self._crm.clock.zone,
            )
            return reminders.entries(connection, wanted, self._crm.clock.now(), self._crm.clock.today(), limit)

    def find_ids(self, wanted: Wanted, *, owner: str | None = None) -> list[int]:
        """Return the ids of the reminders that are wanted, soonest first, those of a user where one is named.

        Raises NotFound for a user who is none.
        """
        with self._crm.database.read() as connection:
            if owner is not None:
                wanted = replace(wanted, owner_id=find_user(connection, owner))
            return reminders.ids_wanted(connection, wanted)

    def due(self, *, owner: str | None = None, until: date | None = None) -> list[ReminderEntry]:
        """Return the open reminders due up to today, or up to ``until``, soonest first."""
        return self.find(owner=owner, until=until or self._crm.clock.today())


def _is_open(entry: ReminderEntry) -> bool:
    return entry.done_at is None


def _is_done(entry: ReminderEntry) -> bool:
    return entry.done_at is not None


def _stands_at(entry: ReminderEntry, due: When) -> bool:
    return due_fields(due) == {"due_on": entry.due_on.isoformat(), "due_time": entry.due_time, "zone": entry.zone}


def _over(entry: ReminderEntry) -> BadInput:
    message = _("“{what}” is done, and stays on the day it was due: reopen it first")
    return BadInput(message.format(what=_in_short(entry)), field="due_on")


def _not_there(reminder_id: int) -> NotFound:
    return NotFound(_("there is no reminder {id}").format(id=shown("reminder", reminder_id)))


def _owner(writing: Transaction, who: str) -> int | None:
    return working_user(writing.connection, who) if who.strip() else None


def _about_ticket(writing: Transaction, ticket_id: int, ids: Sequence[int]) -> list[int]:
    """Return with whom a reminder about a ticket is: with these, else with who asks. Raises NotFound, BadInput."""
    from tui_crm.services.tickets.presence import of_customer, unmerged  # noqa: PLC0415 - few reminders are about one

    who = [*ids] or [rows.number(unmerged(writing, ticket_id)["contact_id"])]
    for line in live_lines(writing.connection, who):
        of_customer(writing, ticket_id, line.customer_id, line.name)
    return who


def _in_short(entry: ReminderEntry) -> str:
    return " · ".join(filter(None, (entry.contact, entry.text))) or shown("reminder", entry.id)
