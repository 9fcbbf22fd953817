"""How tickets of a file are written: with the past that it tells, and at the end tied to each other.

Nothing is asked that closing a ticket by hand asks for, and nothing follows from it, no call afterwards and no receipt.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tui_crm.db import problems, rows, tickets
from tui_crm.db.records import as_tuples
from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.codes import ActivityKind, Direction
from tui_crm.models.ticket import OVER, TicketState
from tui_crm.services.importing.records import given
from tui_crm.services.importing.records.along import Along
from tui_crm.services.importing.records.colleagues import Colleague, Colleagues
from tui_crm.services.importing.records.ticket_replies import Replies, Reply
from tui_crm.services.importing.records.ticket_story import Step, Story
from tui_crm.services.importing.records.whom import Person, Whom
from tui_crm.services.tickets.moving import note_move
from tui_crm.services.tickets.opening import write_new
from tui_crm.services.tickets.promises import promised

if TYPE_CHECKING:
    from tui_crm.db.records import Values
    from tui_crm.db.transaction import Transaction

TARGETS: Final = ("first_minutes", "next_minutes", "resolution_minutes")
"""The columns of what is promised."""


@dataclass(frozen=True)
class Plan:
    """What is written of a row: ``said`` are columns, ``movers`` who moved it, by the names in its steps."""

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
    problem: str = ""
    movers: Mapping[str, Colleague | None] = field(default_factory=dict)
    ties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    replies: tuple[Reply, ...] = ()


class TicketWriter:
    """Writes tickets one by one, for those whom their rows name."""

    def __init__(self, whom: Whom, colleagues: Colleagues, along: Along, replies: Replies) -> None:
        self._replies = replies
        self._whom = whom
        self._colleagues = colleagues
        self._along = along
        self._ties: list[tuple[int, Mapping[str, tuple[str, ...]]]] = []

    def write(self, writing: "Transaction", there: int | None, plan: Plan) -> None:
        """Write a new ticket with its past, or what changes of the one that is ``there``."""
        ticket_id = self._open(writing, plan) if there is None else self._change(writing, there, plan)
        if plan.ties:
            self._ties.append((ticket_id, plan.ties))

    def _open(self, writing: "Transaction", plan: Plan) -> int:
        assert plan.person is not None
        person = self._whom.settled(writing, plan.person)
        owned = self._owned(writing, plan)
        over = plan.story.state in OVER
        further: Values = {"state": str(plan.story.state), **({"checklist": ()} if over else {})}
        targets: Values = {name: plan.said[name] for name in TARGETS if name in plan.said}
        said = {name: value for name, value in plan.said.items() if name not in targets}
        author = self._colleagues.user(writing, plan.author)
        ticket_id = write_new(
            writing, person, said, author, number=plan.number, opened_at=plan.story.opened,
            owned={"owner_id": None, "team_id": None, **owned} if over else owned, **further,
        )  # fmt: skip
        if targets:
            writing.update("ticket", ticket_id, targets)
        self._tell(writing, ticket_id, plan, TicketState.NEW)
        return ticket_id

    def _change(self, writing: "Transaction", ticket_id: int, plan: Plan) -> int:
        was = writing.record("ticket", ticket_id)
        changes = {**plan.said, **self._owned(writing, plan)}
        if plan.steps:
            changes["state"] = str(plan.steps[-1].state)
        if plan.person is not None:
            person = self._whom.settled(writing, plan.person)
            changes |= {"contact_id": person.id, "customer_id": person.customer_id}
        if {"kind", "priority"} & plan.said.keys():
            changes = promised(writing.connection, {**was, **changes}) | changes
        writing.update("ticket", ticket_id, changes)
        self._tell(writing, ticket_id, plan, TicketState(str(was["state"])))
        return ticket_id

    def _owned(self, writing: "Transaction", plan: Plan) -> dict[str, object]:
        found: dict[str, object] = {}
        if plan.owner is not None:
            found["owner_id"] = self._colleagues.user(writing, plan.owner)
        if plan.team:
            found["team_id"] = self._colleagues.team(writing, plan.team)
        if plan.problem:
            found["problem_id"] = self._problem(writing, plan.problem)
        return found

    def _problem(self, writing: "Transaction", name: str) -> int:
        found = problems.id_called(writing.connection, name)
        if found is None:
            self._along.made["problem"] += 1
            found = writing.create("problem", {"name": name})
        return found

    def _tell(self, writing: "Transaction", ticket_id: int, plan: Plan, was: TicketState) -> None:
        """Write the answer and the steps of a ticket, each by whom the row names, else by whoever sees to it."""
        ticket = writing.record("ticket", ticket_id)
        owner = ticket["owner_id"]
        assert owner is None or isinstance(owner, int)
        if plan.answered:
            writing.create("activity", _answer(ticket_id, ticket, plan.answered, owner))
        self._replies.write(writing, ticket_id, plan.replies)
        if plan.rating is not None:
            contact, customer = rows.number(ticket["contact_id"]), rows.number(ticket["customer_id"])
            given.write(writing, plan.rating, contact, customer, None, ticket_id)
        for step in plan.steps:
            by = self._colleagues.user(writing, plan.movers[step.by]) if step.by else owner
            note_move(writing, ticket_id, was, step.state, at=step.at, author=by)
            was = step.state

    def tie(self, writing: "Transaction") -> None:
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
