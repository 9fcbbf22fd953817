"""What becomes of the rows of activities: each once, with its own author and time, whom it was with, and on which ticket."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from tui_crm.db import activities, mail, rows
from tui_crm.db.records import as_tuples
from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models import ids
from tui_crm.models.codes import ACTIVITY_LABELS, ActivityKind, Direction
from tui_crm.models.ticket import SPOKEN
from tui_crm.services.activities import checked
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.records.colleagues import Colleague
from tui_crm.services.importing.records.earlier import Earlier
from tui_crm.services.importing.records.on_ticket import numbers_of, of_ours, ticket_named, with_whom
from tui_crm.services.importing.records.records import Decision, ReadRow, Records
from tui_crm.services.importing.records.whom import Person
from tui_crm.services.importing.report import ImportOptions
from tui_crm.services.tickets.moving import answered

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction
    from tui_crm.models.ticket import TicketRow
    from tui_crm.services.crm import Crm

FIELDS: Final = (
    "channel", "direction", "outcome", "objection", "minutes", "feeling", "campaign", "subject", "text",
)  # fmt: skip
"""What is said of an activity beside its kind, its time and who it was with."""

_CHANGED: Final = ("kind", *FIELDS)
_ON_TICKETS: Final = frozenset({*SPOKEN, ActivityKind.NOTE, ActivityKind.SYSTEM})


@dataclass(frozen=True)
class Plan:
    """What is written of a row: ``said`` are columns; the customer is the ``ticket``'s (id, customer) where it is on one.

    ``known`` is the number that the row says it has with us.
    """

    said: Mapping[str, object]
    person: Person
    author: Colleague | None
    others: tuple[Person, ...] = ()
    ticket: tuple[int, int] | None = None
    known: int | None = None


@dataclass(frozen=True, order=True)
class _Word:
    """A word on a ticket, which takes that where it takes it."""

    at: str
    ticket_id: int
    incoming: bool
    author: int | None = field(compare=False)


class ActivityRows(Records):
    """One pass over rows of activities."""

    def __init__(
        self, crm: "Crm", options: ImportOptions, connection: "Connection", again: Callable[[], Iterator[ReadRow]]
    ) -> None:
        super().__init__(crm, options, connection, again)
        self._earlier = Earlier()
        self._words: list[_Word] = []

    def decide(self, connection: "Connection", row: ReadRow) -> Decision:
        """Return what becomes of a row. Raises BadInput, NotFound with why it is rejected."""
        values = row.values
        if str(values["at"]) > self.now:
            raise BadInput(_("that is still to come: what shall happen is imported as a reminder"))
        ticket = _ticket(connection, values)
        person = with_whom(self.whom.find(connection, values), ticket, partial(of_ours, connection, "activity", values))
        if person is None:
            raise BadInput(_("it does not say with whom it was"))
        said = _said(values, person, ticket)
        plan = Plan(
            said, person, self.colleagues.find(values, "author"), self._others(connection, values, person),
            None if ticket is None else (ticket.id, ticket.customer_id), ids.number_of("activity", str(values.get("id", ""))),
        )  # fmt: skip
        name = f"{person.name} · {values.get('subject') or _(ACTIVITY_LABELS[str(values['kind'])])}"
        if self._is_again(row, said, person):
            return Decision(row.line, "unchanged", name)
        there, in_trash = _there(connection, plan)
        if there is None and ticket is not None and said.get("direction") == Direction.OUT:
            there = activities.bare_answer(connection, ticket.id, str(said["at"]))
            plan = plan if there is None else replace(plan, said={"subject": None, **said})
        if there is None or (self.options.on_match is OnMatch.CREATE and not in_trash):
            return Decision(row.line, "created", name, None, _told(plan), plan=plan)
        if self.options.on_match is OnMatch.SKIP:
            return Decision(row.line, "skipped", name, there)
        changes = {} if in_trash else self._changes(connection, there, plan, row.blanks)
        outcome = "updated" if changes else "unchanged"
        return Decision(row.line, outcome, name, there, changes, plan=plan if changes else None)

    def _others(self, connection: "Connection", values: Mapping[str, object], person: Person) -> tuple[Person, ...]:
        """Return who else took part; colleagues among them are none. Raises BadInput, NotFound."""
        found: dict[object, Person] = {}
        names = values.get("participants", ())
        for name in names if isinstance(names, tuple | list) else ():
            if not self.colleagues.is_one(str(name)):
                other = self.whom.find(connection, {"contact": name})
                if other is not None and (other.id or other.said) != (person.id or person.said):
                    found[other.id or other.said] = other
        return tuple(found.values())

    def _is_again(self, row: ReadRow, said: Mapping[str, object], person: Person) -> bool:
        """Tell whether an earlier row is the same. Raises BadInput where it is the same activity with something else said."""
        mark = row.values.get("message_id") or (
            row.values.get("id"), person.id or person.said, said["kind"], said["at"], said.get("subject"), said.get("text"),
        )  # fmt: skip
        found = self._earlier.find(row.line, row.file, mark, row.values)
        if found is None:
            return False
        first, is_same = found
        if not is_same:
            raise BadInput(_("{place} is about the same activity").format(place=first.place))
        return True

    def _changes(
        self, connection: "Connection", there: int, plan: Plan, blanks: tuple[str, ...]
    ) -> dict[str, tuple[object, object]]:
        """Return what a row says otherwise than the activity that is there."""
        record = rows.load(connection, "activity", [there])[there]
        said = {name: plan.said[name] for name in _CHANGED if name in plan.said}
        known_now = {name: record[name] for name in _CHANGED}
        if plan.author is not None:
            said["author"], known_now["author"] = plan.author.login, self.colleagues.login(record["author_id"])
        if plan.ticket is not None:
            said["ticket"], known_now["ticket"] = numbers_of(connection, plan.ticket[0], record["ticket_id"])
        changes = self.wins.changes(said, known_now, blanks)
        known = {key for (key,) in as_tuples(record["participants"])}
        fresh = [other.name for other in plan.others if other.id not in known]
        if fresh and self.wins.takes("participants", tuple(known)):
            changes["participants"] = (None, tuple(fresh))
        return changes

    def write(self, writing: "Transaction", decision: Decision) -> None:
        """Write a new activity, or what changes of one."""
        plan = decision.plan
        assert isinstance(plan, Plan)
        person = self.whom.settled(writing, plan.person)
        author = self.colleagues.user(writing, plan.author)
        others = [self.whom.settled(writing, other).id for other in plan.others]
        if decision.target is None:
            self.write_later(self._new(plan, person, author, others))
        else:
            record = self._changed(writing, decision, author, others)
            writing.update("activity", decision.target, record)
        if plan.ticket is not None and (decision.target is None or "ticket" in decision.changes):
            self._note_word(plan, author)

    def _new(self, plan: Plan, person: Person, author: int | None, others: list[int]) -> dict[str, object]:
        ticket_id, customer = plan.ticket or (None, person.customer_id)
        record = {"contact_id": person.id, "customer_id": customer, "ticket_id": ticket_id, "author_id": author}
        people = tuple((key,) for key in dict.fromkeys(others) if key != person.id)
        return {**plan.said, **record, "participants": people}

    def _changed(
        self, writing: "Transaction", decision: Decision, author: int | None, others: list[int]
    ) -> dict[str, object]:
        assert isinstance(decision.plan, Plan)
        assert decision.target is not None
        plan, changed = decision.plan, decision.changes
        record: dict[str, object] = {name: plan.said.get(name) for name in changed if name in _CHANGED}
        if "author" in changed:
            record["author_id"] = author
        if "participants" in changed:
            known = [key for (key,) in as_tuples(writing.record("activity", decision.target)["participants"])]
            record["participants"] = tuple((key,) for key in dict.fromkeys((*known, *others)))
        if "ticket" in changed and plan.ticket is not None:
            record["ticket_id"], record["customer_id"] = plan.ticket
        return record

    def _note_word(self, plan: Plan, author: int | None) -> None:
        assert plan.ticket is not None
        if plan.said["kind"] in set(SPOKEN):
            incoming = plan.said.get("direction") == Direction.IN
            self._words.append(_Word(str(plan.said["at"]), plan.ticket[0], incoming, author))

    def finish(self, writing: "Transaction") -> None:
        """Let the tickets go where what was said on them takes them, in the order in which it was said."""
        today = self.crm.clock.today()
        for each in sorted(self._words):
            answered(
                writing, each.ticket_id, incoming=each.incoming, at=each.at, author=each.author, today=today
            )  # fmt: skip


def _ticket(connection: "Connection", values: Mapping[str, object]) -> "TicketRow | None":
    """Return the ticket that a row names. Raises NotFound, and BadInput for one on which such is not said."""
    found = ticket_named(connection, values)
    if found is not None and str(values["kind"]) not in _ON_TICKETS:
        raise BadInput(_("“{kind}” is nothing that is said on a ticket").format(kind=values["kind"]))
    return found


def _said(values: Mapping[str, object], person: Person, ticket: "TicketRow | None") -> dict[str, object]:
    """Return the columns that a row fills; a word on a ticket was the customer's where no colleague is named. Raises BadInput."""
    given = {name: values[name] for name in FIELDS if name in values}
    kind = str(values["kind"])
    if ticket is not None and kind in set(SPOKEN):
        given.setdefault("direction", str(Direction.OUT if "author" in values else Direction.IN))
    said = checked(given, kind=kind, contact_id=person.id, at=str(values["at"]))
    said.pop("contact_id")
    if "message_id" in values:
        said |= {"message_id": values["message_id"], "thread": values.get("thread", values["message_id"])}
    return said


def _there(connection: "Connection", plan: Plan) -> tuple[int | None, bool]:
    """Return the activity that a row is about, and whether it is in the trash."""
    said = plan.said
    if "message_id" in said:
        known = mail.logged(connection, [str(said["message_id"])]).get(str(said["message_id"]))
        return (known.id, known.deleted) if known is not None else (None, False)
    if not plan.person.id:
        return None, False
    at = str(said["at"])
    words = {name: str(said.get(name) or "") for name in ("kind", "subject", "text")}
    return activities.same(connection, plan.person.id, at, plan.known, **words), False


def _told(plan: Plan) -> Mapping[str, tuple[object, object]]:
    """Return what a new activity is made with, in words."""
    hidden = {"message_id", "thread"}
    told: dict[str, object] = {name: value for name, value in plan.said.items() if name not in hidden}
    told |= {"contact": plan.person.name, "author": plan.author.login if plan.author else None}
    told["participants"] = tuple(other.name for other in plan.others)
    return {name: (None, value) for name, value in told.items() if value not in (None, "", ())}
