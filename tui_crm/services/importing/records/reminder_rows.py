"""What becomes of the rows of reminders: each once, known again by whom it is with, when it is due and what it says."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING, Final

from tui_crm.db import reminders, rows
from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.codes import Priority
from tui_crm.models.ids import number_of as number_of_id
from tui_crm.models.when import When
from tui_crm.services.followups import reminder_values
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.columns.reminder_fields import MINE
from tui_crm.services.importing.records.colleagues import Colleague
from tui_crm.services.importing.records.earlier import Earlier
from tui_crm.services.importing.records.on_ticket import numbers_of, of_ours, ticket_named, with_whom
from tui_crm.services.importing.records.records import Decision, ReadRow, Records
from tui_crm.services.importing.records.whom import Person
from tui_crm.services.importing.report import ImportOptions
from tui_crm.services.repeating import Repeating

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm

_SAID: Final = ("text", "priority", "place", "minutes")
_WHEN: Final = ("due_on", "due_time", "zone")
_CHANGED: Final = ("priority", "place", "minutes", "repeat", "done_at")
_SERIES: Final = ("repeat", "repeat_from", "repeat_on")


@dataclass(frozen=True)
class Plan:
    """What is written of a row: ``said`` are columns; a ``ticket`` is (id, customer)."""

    said: Mapping[str, object]
    person: Person | None
    owner: Colleague | None
    ticket: tuple[int, int] | None = None


class ReminderRows(Records):
    """One pass over rows of reminders."""

    def __init__(
        self, crm: "Crm", options: ImportOptions, connection: "Connection", again: Callable[[], Iterator[ReadRow]]
    ) -> None:
        super().__init__(crm, options, connection, again)
        self._earlier = Earlier()
        self._repeating = Repeating(crm)

    def decide(self, connection: "Connection", row: ReadRow) -> Decision:
        """Return what becomes of a row. Raises BadInput, NotFound with why it is rejected."""
        values = row.values
        ticket = ticket_named(connection, values)
        person = with_whom(self.whom.find(connection, values), ticket, partial(of_ours, connection, "reminder", values))
        plan = Plan(
            self._said(values), person, self._owner(values), None if ticket is None else (ticket.id, ticket.customer_id)
        )
        name = " · ".join(filter(None, (person.name if person else "", str(values.get("text", "")))))
        if self._is_again(row, plan):
            return Decision(row.line, "unchanged", name)
        there = _there(connection, plan, number_of_id("reminder", str(values.get("id", ""))))
        if there is None or self.options.on_match is OnMatch.CREATE:
            self._check_owner(plan, None)
            return Decision(row.line, "created", name, None, _told(plan), plan=plan)
        if self.options.on_match is OnMatch.SKIP:
            return Decision(row.line, "skipped", name, there)
        changes = self._changes(connection, there, plan, row)
        return Decision(
            row.line, "updated" if changes else "unchanged", name, there, changes, plan=plan if changes else None
        )

    def _said(self, values: Mapping[str, object]) -> dict[str, object]:
        """Return the columns that a row fills. Raises BadInput."""
        due = values["due"]
        assert isinstance(due, tuple | list)
        day, clock, zone = due
        when = When(
            date.fromisoformat(day), time.fromisoformat(clock) if clock else None, zone or str(self.crm.clock.zone)
        )
        given = {name: values[name] for name in _SAID if name in values}
        whole = reminder_values(when, **given)
        said = {name: whole[name] for name in (*_WHEN, *given)}
        if "repeat" in values:
            said |= self._repeating.first(str(values["repeat"]), when)
        if "done_at" in values:
            said["done_at"] = str(values["done_at"])
            if str(values["done_at"]) > self.now:
                raise BadInput(_("it was done at {at}, which is still to come").format(at=values["done_at"]))
        return said

    def _owner(self, values: Mapping[str, object]) -> Colleague | None:
        """Return whose it is."""
        return self.colleagues.find({"owner": self.crm.actor.login} if MINE in values else values, "owner")

    def _check_owner(self, plan: Plan, known: object) -> None:
        """Raise BadInput where it is still to be done, and becomes that of one who has left and is not ``known`` to have it."""
        owner = plan.owner
        if owner is not None and owner.has_left and "done_at" not in plan.said and owner.id != known:
            raise BadInput(_("{login} has left and is given nothing more").format(login=owner.login))

    def _is_again(self, row: ReadRow, plan: Plan) -> bool:
        """Tell whether an earlier row is the same. Raises BadInput where it is the same reminder with something else said."""
        mark = (
            row.values.get("id"),
            plan.person and (plan.person.id or plan.person.said),
            *(plan.said.get(key) for key in (*_WHEN, "text")),
        )
        found = self._earlier.find(row.line, row.file, mark, row.values)
        if found is None:
            return False
        first, is_same = found
        if not is_same:
            raise BadInput(_("{place} is about the same reminder").format(place=first.place))
        return True

    def _changes(
        self, connection: "Connection", there: int, plan: Plan, row: ReadRow
    ) -> dict[str, tuple[object, object]]:
        """Return what a row says otherwise than the reminder that is there."""
        record = rows.load(connection, "reminder", [there])[there]
        self._check_owner(plan, record["owner_id"])
        said = {name: plan.said[name] for name in _CHANGED if name in plan.said}
        known = {name: record[name] for name in _CHANGED}
        if plan.owner is not None and MINE not in row.values:
            said["owner"], known["owner"] = plan.owner.login, self.colleagues.login(record["owner_id"])
        if plan.ticket is not None:
            said["ticket"], known["ticket"] = numbers_of(connection, plan.ticket[0], record["ticket_id"])
        return self.wins.changes(said, known, row.blanks)

    def write(self, writing: "Transaction", decision: Decision) -> None:
        """Write a new reminder, or what changes of one."""
        plan = decision.plan
        assert isinstance(plan, Plan)
        owner = self.colleagues.user(writing, plan.owner)
        if decision.target is None:
            person = plan.person and self.whom.settled(writing, plan.person)
            tied: dict[str, object] = {"owner_id": owner}
            if person is not None:
                tied |= {"contact_id": person.id, "customer_id": person.customer_id}
            if plan.ticket is not None:
                tied |= {"ticket_id": plan.ticket[0], "customer_id": plan.ticket[1]}
            self.write_later({"priority": str(Priority.NORMAL), **plan.said, **tied})
            return
        changed = {*decision.changes, *(_SERIES if "repeat" in decision.changes else ())}
        record: dict[str, object] = {name: plan.said.get(name) for name in changed if name in (*_CHANGED, *_SERIES)}
        if "owner" in changed:
            record["owner_id"] = owner
        if "ticket" in changed and plan.ticket is not None:
            record["ticket_id"], record["customer_id"] = plan.ticket
        writing.update("reminder", decision.target, record)


def _there(connection: "Connection", plan: Plan, known: int | None) -> int | None:
    """Return the reminder that a row is about, which has the number ``known`` where it is ours."""
    if plan.person is not None and not plan.person.id:
        return None
    said = {name: str(plan.said.get(name) or "") for name in ("due_on", "due_time", "text")}
    return reminders.same(connection, plan.person.id if plan.person else None, known, **said)


def _told(plan: Plan) -> Mapping[str, tuple[object, object]]:
    """Return what a new reminder is made with, in words."""
    hidden = {*_WHEN, "repeat_from", "repeat_on"}
    told: dict[str, object] = {"due": " ".join(str(plan.said[name]) for name in _WHEN if plan.said.get(name))}
    told |= {name: value for name, value in plan.said.items() if name not in hidden}
    told |= {"contact": plan.person and plan.person.name, "owner": plan.owner.login if plan.owner else None}
    return {name: (None, value) for name, value in told.items() if value not in (None, "")}
