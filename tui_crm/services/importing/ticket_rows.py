"""What becomes of the rows of tickets: opened with their past, changed by their number, tied to each other at the end.

The past is written as the file tells it: nothing is asked that closing a ticket by hand asks for, and nothing follows
from it, no call afterwards and no receipt.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from tui_crm.db import rows, scores, tickets
from tui_crm.db.records import as_tuples
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import _
from tui_crm.models.codes import ActivityKind, Direction
from tui_crm.models.folding import label_key
from tui_crm.models.record import stored_instant
from tui_crm.models.ticket import OVER, TicketRow, TicketState
from tui_crm.services import answers
from tui_crm.services.importing import given
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.colleagues import Colleague
from tui_crm.services.importing.records import Decision, ReadRow, RecordKind, Records
from tui_crm.services.importing.report import ImportOptions
from tui_crm.services.importing.ticket_story import Step, Story, story
from tui_crm.services.importing.whom import Person
from tui_crm.services.tickets.moving import note_move
from tui_crm.services.tickets.opening import checked, write_new
from tui_crm.services.tickets.promises import promised

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.records import Values
    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm

Changes = Mapping[str, tuple[object, object]]

_FIELDS: Final = ("kind", "priority", "subject", "text", "channel", "product", "cause", "remedy", "confirmed")
_TARGETS: Final = {
    "first_target": "first_minutes",
    "next_target": "next_minutes",
    "resolution_target": "resolution_minutes",
}
_TIES: Final = ("links", "merged_into", "split_from")


@dataclass(frozen=True)
class Plan:
    """What is written of a row: ``said`` are columns, ``whose`` owner and team where the row names them."""

    said: "Values"
    story: Story
    steps: tuple[Step, ...]
    number: str = ""
    person: Person | None = None
    owner: Colleague | None = None
    team: str = ""
    author: Colleague | None = None
    answered: str | None = None
    rating: given.Given | None = None
    ties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class TicketRows(Records):
    """One pass over rows of tickets; ``again`` reads the rows of the file once more."""

    def __init__(
        self, crm: "Crm", options: ImportOptions, connection: "Connection", again: Callable[[], Iterator[ReadRow]]
    ) -> None:
        super().__init__(crm, options, connection)
        self._again = again
        self._now = stored_instant(crm.clock.now())
        self._seen: dict[int, int] = {}
        self._ties: list[tuple[int, Mapping[str, tuple[str, ...]]]] = []

    @cached_property
    def _numbers(self) -> frozenset[str]:
        """The numbers that the file gives its tickets, folded."""
        return frozenset(str(row.values["number"]).casefold() for row in self._again() if "number" in row.values)

    def decide(self, connection: "Connection", row: ReadRow) -> Decision:
        """Return what becomes of a row. Raises BadInput, NotFound with why it is rejected."""
        values = row.values
        person = self.whom.find(connection, values)
        there = self._there(connection, values, person)
        self._check_once(row, values, person)
        told = story(values, self._now, tickets.opened(connection, there) if there is not None else "")
        ties = self._tied(connection, values)
        name = " ".join(filter(None, (str(values.get("number", "")), str(values.get("subject", "")))))
        if there is not None and self.options.on_match is OnMatch.SKIP:
            return Decision(row.line, "skipped", name, there)
        if there is None or self.options.on_match is OnMatch.CREATE:
            plan = self._new(connection, values, told, person, ties, taken=there is not None)
            plan = replace(plan, rating=self._rating(connection, values, told, None))
            return Decision(row.line, "created", name, None, _told_of_new(plan), plan=plan)
        plan, changes = self._changed(connection, there, values, told, person, ties)
        rating = self._rating(connection, values, told, there)
        if rating is not None and rating.outcome != "unchanged":
            plan = replace(plan, rating=rating)
            changes["rating"] = (rating.was, rating.answer.value)
        outcome = "updated" if changes else "unchanged"
        return Decision(row.line, outcome, name, there, changes, plan=plan if changes else None)

    def _there(self, connection: "Connection", values: Mapping[str, object], person: Person | None) -> int | None:
        """Return the ticket that a row is about: the one with its number, else the same person's with the same subject."""
        if "number" in values:
            return tickets.numbered(connection, str(values["number"]))
        if person is None or not person.id:
            return None
        opened = str(values["opened"]) if "opened" in values else None
        return tickets.same(connection, person.id, str(values["subject"]), opened)

    def _check_once(self, row: ReadRow, values: Mapping[str, object], person: Person | None) -> None:
        """Raise BadInput where an earlier row is about the same ticket."""
        if "number" in values:
            key = hash(("number", str(values["number"]).casefold()))
        else:
            key = hash((person and (person.id or person.said), label_key(str(values["subject"])), values.get("opened")))
        first = self._seen.setdefault(key, row.line)
        if first != row.line:
            raise BadInput(_("line {line} is about the same ticket").format(line=first))

    def _tied(self, connection: "Connection", values: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
        """Return the numbers of the tickets that a row names. Raises NotFound for one that neither file has."""
        found: dict[str, tuple[str, ...]] = {}
        for name in _TIES:
            said = values.get(name)
            numbers = tuple(map(str, said)) if isinstance(said, list | tuple) else (str(said),) if said else ()
            for number in numbers:
                if number.casefold() not in self._numbers and tickets.numbered(connection, number) is None:
                    raise NotFound(_("there is no ticket “{number}”").format(number=number))
            if numbers:
                found[name] = numbers
        return found

    def _new(
        self,
        connection: "Connection",
        values: Mapping[str, object],
        told: Story,
        person: Person | None,
        ties: Mapping[str, tuple[str, ...]],
        *,
        taken: bool,
    ) -> Plan:
        if "subject" not in values:
            raise BadInput(_("no ticket has this number, and without a subject none is made"))
        if person is None:
            raise BadInput(_("it does not say whose ticket it is"))
        said = checked({name: values[name] for name in _FIELDS if name in values})
        if "priority" not in values:
            del said["priority"]
        owner = self._owner(values, told.state)
        return Plan(
            said=said | _targets(values),
            story=told,
            steps=told.steps,
            number="" if taken else str(values.get("number", "")),
            person=person,
            owner=owner,
            team=self.colleagues.team_named(connection, values),
            author=self.colleagues.find(values, "author"),
            answered=told.answered,
            ties=ties,
        )

    def _rating(
        self, connection: "Connection", values: Mapping[str, object], told: Story, there: int | None
    ) -> given.Given | None:
        """Return how the customer rated a ticket, when that was not said: when it was done. Raises BadInput."""
        if "rating" not in values:
            if "rating_comment" in values:
                raise BadInput(_("it has what the customer says of a rating, and no rating"))
            return None
        known = "" if there is None else tickets.over_since(connection, there)
        at = str(values.get("rated") or told.over_since or known)
        if not at:
            raise BadInput(_("it is rated, and nothing says when"))
        comment = str(values.get("rating_comment", ""))
        answer = answers.answer("csat", int(str(values["rating"])), at, comment=comment)
        before = None if there is None else scores.rating(connection, there, "csat", str(values.get("rated", "")))
        return given.weighed(connection, answer, before, self.options.on_match)

    def _owner(self, values: Mapping[str, object], state: TicketState) -> Colleague | None:
        """Return whose a ticket is. Raises BadInput where it still needs somebody, and that is one who has left."""
        found = self.colleagues.find(values, "owner")
        if found is not None and found.has_left and state not in OVER:
            raise BadInput(_("{login} has left and is given nothing more").format(login=found.login))
        return found

    def _changed(
        self,
        connection: "Connection",
        there: int,
        values: Mapping[str, object],
        told: Story,
        person: Person | None,
        ties: Mapping[str, tuple[str, ...]],
    ) -> tuple[Plan, dict[str, tuple[object, object]]]:
        """Return what a row changes of a ticket, and the same in words: field → (old, new)."""
        (line,) = tickets.rows_for(connection, [there])
        record = rows.load(connection, "ticket", [there])[there]
        fills = self.options.on_match is OnMatch.FILL
        said = checked({name: values[name] for name in _FIELDS if name in values}, complete=False) | _targets(values)
        said = {name: new for name, new in said.items() if new != record[name] and not (fills and record[name])}
        changes: dict[str, tuple[object, object]] = {name: (record[name], new) for name, new in said.items()}
        steps = self._steps(connection, line, told) if told.said and not fills else ()
        if steps:
            changes["state"] = (line.state, str(steps[-1].state))
        owner = self._owner(values, steps[-1].state if steps else TicketState(line.state))
        if owner is None or owner.login == line.owner or (fills and line.owner):
            owner = None
        else:
            changes["owner"] = (line.owner, owner.login)
        team = self.colleagues.team_named(connection, values)
        if team.casefold() == line.team.casefold() or (fills and line.team):
            team = ""
        if team:
            changes["team"] = (line.team, team)
        if person is None or person.id == line.contact_id or fills:
            person = None
        else:
            changes["contact"] = (line.contact, person.name)
        answered = None if line.first_at is not None else told.answered
        if answered:
            changes["first_response"] = (None, answered)
        ties = _fresh_ties(connection, there, record, ties, fills=fills)
        changes |= {name: (None, numbers) for name, numbers in ties.items()}
        return Plan(said, told, steps, "", person, owner, team, None, answered, ties=ties), changes

    def _steps(self, connection: "Connection", line: TicketRow, told: Story) -> tuple[Step, ...]:
        """Return the steps by which a ticket comes to where the row has it. Raises BadInput where that was before its last one."""
        if told.state == line.state:
            return ()
        last = tickets.last_moved(connection, line.id)
        since = stored_instant(last) if last else ""
        steps: list[Step] = []
        for step in told.steps or (Step(told.opened, TicketState.NEW),):
            if step.at >= since and step.state != (steps[-1].state if steps else line.state):
                steps.append(step)
        if not steps or steps[-1].state is not told.state:
            raise BadInput(
                _("{number} came into its state at {at}, and cannot leave it before").format(
                    number=line.number, at=since
                )
            )
        return tuple(steps)

    def write(self, writing: "Transaction", decision: Decision) -> None:
        """Write a new ticket with its past, or what changes of one."""
        plan = decision.plan
        assert isinstance(plan, Plan)
        ticket_id = (
            self._open(writing, plan) if decision.target is None else self._change(writing, decision.target, plan)
        )
        if plan.ties:
            self._ties.append((ticket_id, plan.ties))

    def _open(self, writing: "Transaction", plan: Plan) -> int:
        assert plan.person is not None
        person = self.whom.settled(writing, plan.person)
        owned = self._owned(writing, plan)
        over = plan.story.state in OVER
        further: Values = {"checklist": ()} if over else {}
        targets = {name: plan.said[name] for name in _TARGETS.values() if name in plan.said}
        said = {name: value for name, value in plan.said.items() if name not in targets}
        author = self.colleagues.user(writing, plan.author)
        ticket_id = write_new(
            writing, person, said, author, number=plan.number, opened_at=plan.story.opened,
            owned={"owner_id": None, "team_id": None, **owned} if over else owned, **further,
        )  # fmt: skip
        writing.update("ticket", ticket_id, targets)
        self._tell(writing, ticket_id, plan)
        return ticket_id

    def _change(self, writing: "Transaction", ticket_id: int, plan: Plan) -> int:
        changes = {**plan.said, **self._owned(writing, plan)}
        if plan.person is not None:
            person = self.whom.settled(writing, plan.person)
            changes |= {"contact_id": person.id, "customer_id": person.customer_id}
        if {"kind", "priority"} & plan.said.keys():
            changes = promised(writing.connection, {**writing.record("ticket", ticket_id), **changes}) | changes
        writing.update("ticket", ticket_id, changes)
        self._tell(writing, ticket_id, plan)
        return ticket_id

    def _owned(self, writing: "Transaction", plan: Plan) -> dict[str, object]:
        found: dict[str, object] = {}
        if plan.owner is not None:
            found["owner_id"] = self.colleagues.user(writing, plan.owner)
        if plan.team:
            found["team_id"] = self.colleagues.team(writing, plan.team)
        return found

    def _tell(self, writing: "Transaction", ticket_id: int, plan: Plan) -> None:
        """Write the answer and the steps of a ticket, each by whom the row names, else by whoever sees to it."""
        ticket = writing.record("ticket", ticket_id)
        owner = ticket["owner_id"]
        assert owner is None or isinstance(owner, int)
        if plan.answered:
            writing.create("activity", _answer(ticket_id, ticket, plan.answered, owner))
        if plan.rating is not None:
            contact, customer = rows.number(ticket["contact_id"]), rows.number(ticket["customer_id"])
            given.write(writing, plan.rating, contact, customer, None, ticket_id)
        was = TicketState(str(ticket["state"]))
        for step in plan.steps:
            by = self.colleagues.user(writing, self.colleagues.find({"by": step.by}, "by")) if step.by else owner
            note_move(writing, ticket_id, was, step.state, at=step.at, author=by)
            was = step.state
        writing.update("ticket", ticket_id, {"state": str(was)})

    def finish(self, writing: "Transaction") -> None:
        """Tie the tickets to those that their rows name."""
        for ticket_id, ties in self._ties:
            record = writing.record("ticket", ticket_id)
            found = {name: [self._numbered(writing, number) for number in numbers] for name, numbers in ties.items()}
            changes: dict[str, object] = {
                f"{name}_id": found[name][0] for name in ("merged_into", "split_from") if name in found
            }
            if "links" in found:
                there = [other for (other,) in as_tuples(record["links"])]
                known = {*there, *tickets.linked(writing.connection, ticket_id), ticket_id}
                fresh = [other for other in found["links"] if other not in known]
                changes["links"] = tuple((other,) for other in (*there, *fresh))
            writing.update("ticket", ticket_id, changes)

    def _numbered(self, writing: "Transaction", number: str) -> int:
        found = tickets.numbered(writing.connection, number)
        if found is None:
            raise BadInput(
                _("a ticket is tied to {number}, whose row was rejected: mend that first").format(number=number)
            )
        return found


def _answer(ticket_id: int, ticket: "Mapping[str, object]", at: str, owner: int | None) -> "Values":
    """Return the first answer of a ticket, of which a file tells no more than when it was."""
    return {
        "kind": str(ActivityKind.MESSAGE),
        "direction": str(Direction.OUT),
        "contact_id": ticket["contact_id"],
        "customer_id": ticket["customer_id"],
        "ticket_id": ticket_id,
        "subject": ticket["subject"],
        "channel": ticket["channel"],
        "at": at,
        "author_id": owner,
    }


def _targets(values: Mapping[str, object]) -> "Values":
    return {column: values[name] for name, column in _TARGETS.items() if name in values}


def _fresh_ties(
    connection: "Connection",
    ticket_id: int,
    record: Mapping[str, object],
    ties: Mapping[str, tuple[str, ...]],
    *,
    fills: bool,
) -> dict[str, tuple[str, ...]]:
    """Return the ties that a ticket does not have yet."""
    linked = set(tickets.linked(connection, ticket_id))
    found = {"links": tuple(each for each in ties.get("links", ()) if tickets.numbered(connection, each) not in linked)}
    for name in ("merged_into", "split_from"):
        there = record[f"{name}_id"]
        if name in ties and tickets.numbered(connection, ties[name][0]) != there and not (fills and there):
            found[name] = ties[name]
    return {name: numbers for name, numbers in found.items() if numbers}


def _told_of_new(plan: Plan) -> Changes:
    """Return what a new ticket is made with, in words."""
    assert plan.person is not None
    told: dict[str, object] = {**plan.said, "state": str(plan.story.state), "contact": plan.person.name}
    told |= {"owner": plan.owner.login if plan.owner else None, "team": plan.team, "opened": plan.story.opened}
    rating = plan.rating.answer.value if plan.rating else None
    told |= {"first_response": plan.answered, "rating": rating, **plan.ties}
    return {name: (None, value) for name, value in told.items() if value not in (None, "")}


TICKET_ROWS: Final = RecordKind("tickets", TicketRows, "ticket")
"""Tickets, as they are imported."""
