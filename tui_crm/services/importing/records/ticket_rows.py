"""What becomes of the rows of tickets: opened with their past, changed by their number, tied to each other at the end."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from tui_crm.db import problems, rows, scores, tickets
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import _
from tui_crm.models.folding import label_key
from tui_crm.models.ids import shown
from tui_crm.models.record import stored_instant
from tui_crm.models.ticket import OVER, TicketRow, TicketState
from tui_crm.services import answers
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.collisions import Collisions
from tui_crm.services.importing.columns.shapes import says_nothing
from tui_crm.services.importing.records import given
from tui_crm.services.importing.records.colleagues import Colleague
from tui_crm.services.importing.records.earlier import Earlier
from tui_crm.services.importing.records.records import Decision, ReadRow, Records
from tui_crm.services.importing.records.ticket_replies import Replies, Reply
from tui_crm.services.importing.records.ticket_story import Step, Story, story
from tui_crm.services.importing.records.ticket_writing import Plan, TicketWriter
from tui_crm.services.importing.records.whom import Person
from tui_crm.services.importing.report import ImportOptions
from tui_crm.services.tickets.opening import checked

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


class TicketRows(Records):
    """One pass over rows of tickets."""

    def __init__(
        self, crm: "Crm", options: ImportOptions, connection: "Connection", again: Callable[[], Iterator[ReadRow]]
    ) -> None:
        super().__init__(crm, options, connection, again)
        self._earlier = Earlier()
        self._replies = Replies(self.whom, self.colleagues, self.now)
        self._writer = TicketWriter(self.whom, self.colleagues, self.along, self._replies)

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        """The numbers that the file gives its tickets, folded, each with that of the ticket it went into, or an empty one."""
        rows = (row.values for row in self.again() if "number" in row.values)
        return {_folded(values["number"]): _folded(values.get("merged_into", "")) for values in rows}

    def decide(self, connection: "Connection", row: ReadRow) -> Decision:
        """Return what becomes of a row. Raises BadInput, NotFound with why it is rejected."""
        values = row.values
        person = None if _names_the_asker(connection, values) else self.whom.find(connection, values)
        there = self._there(connection, values, person)
        self._check_once(row, values, person)
        told = story(values, self.now, tickets.opened(connection, there) if there is not None else "")
        ties = self._tied(connection, values)
        name = " ".join(filter(None, (str(values.get("number", "")), str(values.get("subject", "")))))
        if there is not None and self.options.on_match is OnMatch.SKIP:
            return Decision(row.line, "skipped", name, there)
        if there is None or self.options.on_match is OnMatch.CREATE:
            plan = self._new(connection, values, told, person, ties, taken=there is not None)
            rating = self._rating(connection, row, told, None)
            plan = replace(plan, rating=rating, movers=self._movers(plan.steps))
            plan = self._with_replies(plan, self._replies.fresh(connection, values, None, person))
            return Decision(row.line, "created", name, None, _told_of_new(plan), plan=plan)
        plan, changes = self._changed(connection, there, row, told, person, ties)
        plan = replace(plan, movers=self._movers(plan.steps))
        rating = self._rating(connection, row, told, there)
        if rating is not None and rating.outcome != "unchanged":
            plan = replace(plan, rating=rating)
            changes["rating"] = (rating.was, rating.answer.value)
        fresh = self._replies.fresh(connection, values, there, person)
        plan = self._with_replies(plan, fresh if self.wins.takes("replies", None) else ())
        if plan.replies:
            changes["replies"] = (None, len(plan.replies))
        outcome = "updated" if changes else "unchanged"
        return Decision(row.line, outcome, name, there, changes, plan=plan if changes else None)

    def _with_replies(self, plan: Plan, found: tuple[Reply, ...]) -> Plan:
        """Return a plan with what was said; a first answer that is among that is not made up of its time alone."""
        told = plan.answered if not any(each.is_answer for each in found) else None
        return replace(plan, replies=found, answered=told)

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
        about: tuple[object, ...] = ("number", _folded(values.get("number", "")))
        if "number" not in values:
            about = person and (person.id or person.said), label_key(str(values["subject"])), values.get("opened")
        if found := self._earlier.find(row.line, row.file, about):
            raise BadInput(_("{place} is about the same ticket").format(place=found[0].place))

    def _tied(self, connection: "Connection", values: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
        """Return the numbers of the tickets that a row names. Raises NotFound for one that neither file has."""
        found: dict[str, tuple[str, ...]] = {}
        for name in _TIES:
            said = values.get(name)
            numbers = tuple(map(str, said)) if isinstance(said, list | tuple) else (str(said),) if said else ()
            for number in numbers:
                if _folded(number) not in self._numbers and tickets.numbered(connection, number) is None:
                    raise NotFound(_("there is no ticket “{number}”").format(number=number))
            if numbers:
                found[name] = numbers
        own = _folded(values.get("number", ""))
        if own and (own in map(_folded, found.get("split_from", ())) or self._goes_round(connection, own)):
            raise BadInput(_("{number} would come from itself, or go into itself").format(number=values["number"]))
        return found

    def _goes_round(self, connection: "Connection", own: str) -> bool:
        """Tell whether a ticket would be merged into itself in the end: by the file, and by what is there already."""
        passed, at = {own}, self._numbers.get(own, "")
        while at and at not in passed:
            passed.add(at)
            at = self._numbers.get(at) or tickets.merged_number(connection, at)
        return at == own

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
            problem=self._problem(connection, values),
            author=self.colleagues.find(values, "author"),
            answered=told.answered,
            ties=ties,
        )

    def _problem(self, connection: "Connection", values: Mapping[str, object]) -> str:
        """Return the known problem that a row names, "" where it names none; one that is not there comes along."""
        name = str(values.get("problem", ""))
        if says_nothing(name):
            return ""
        if name and problems.id_called(connection, name) is None:
            self.along.comes("problem", name)
        return name

    def _movers(self, steps: tuple[Step, ...]) -> dict[str, Colleague | None]:
        return {step.by: self.colleagues.find({"by": step.by}, "by") for step in steps if step.by}

    def _rating(self, connection: "Connection", row: ReadRow, told: Story, there: int | None) -> given.Given | None:
        """Return how the customer rated a ticket, when that was not said: when it was done. Raises BadInput."""
        values = row.values
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
        return given.weighed(connection, answer, before, self.wins, given.Columns("rating", "rating_comment"))

    def _owner(self, values: Mapping[str, object], state: TicketState, known: str = "") -> Colleague | None:
        """Return whose a ticket is. Raises BadInput where it needs somebody else than the ``known`` one, and that is one
        who has left.
        """
        found = self.colleagues.find(values, "owner")
        if found is not None and found.has_left and state not in OVER and found.login != known:
            raise BadInput(_("{login} has left and is given nothing more").format(login=found.login))
        return found

    def _changed(
        self,
        connection: "Connection",
        there: int,
        row: ReadRow,
        told: Story,
        person: Person | None,
        ties: Mapping[str, tuple[str, ...]],
    ) -> tuple[Plan, dict[str, tuple[object, object]]]:
        """Return what a row changes of a ticket, and the same in words: field → (old, new)."""
        (line,) = tickets.rows_for(connection, [there])
        record, values, takes = rows.load(connection, "ticket", [there])[there], row.values, self.wins.takes
        changes = self._plain_changes(record, row)
        said = {name: new for name, (_old, new) in changes.items()}
        steps = self._steps(connection, line, told) if told.said and takes("state", line.state) else ()
        state = steps[-1].state if steps else TicketState(line.state)
        if steps:
            changes["state"] = (line.state, str(state))
        owner = self._owner(values, state, line.owner)
        if owner is None or owner.login == line.owner or not takes("owner", line.owner):
            owner = None
        else:
            changes["owner"] = (line.owner, owner.login)
        team = self.colleagues.team_named(connection, values)
        if team.casefold() == line.team.casefold() or not takes("team", line.team):
            team = ""
        if team:
            changes["team"] = (line.team, team)
        problem = self._problem(connection, values)
        known = problems.id_called(connection, problem) if problem else None
        if not takes("problem", record["problem_id"]) or (known is not None and known == record["problem_id"]):
            problem = ""
        if problem:
            changes["problem"] = (None, problem)
        if person is None or person.id == line.contact_id or not takes("contact", line.contact_id):
            person = None
        else:
            changes["contact"] = (line.contact, person.name)
        answered = told.answered if line.first_at is None and takes("first_response", None) else None
        if answered:
            changes["first_response"] = (None, answered)
        ties = _fresh_ties(connection, there, record, ties, self.wins)
        changes |= {name: (None, numbers) for name, numbers in ties.items()}
        return Plan(said, told, steps, "", person, owner, team, None, answered, ties=ties, problem=problem), changes

    def _plain_changes(self, record: Mapping[str, object], row: ReadRow) -> dict[str, tuple[object, object]]:
        """Return by column what a row says otherwise than the ticket, in so many words. Raises BadInput."""
        said = checked({name: row.values[name] for name in _FIELDS if name in row.values}, complete=False)
        named = {name: row.values[name] for name in _TARGETS if name in row.values}
        known = {**record, **{name: record[column] for name, column in _TARGETS.items()}}
        changes = self.wins.changes(said | named, known, row.blanks)
        return {_TARGETS.get(name, name): change for name, change in changes.items()}

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
        if line.merged_into_id is not None:
            other = tickets.merged_number(connection, line.number)
            raise BadInput(_("{number} was merged into {other}").format(number=line.number, other=other))
        return tuple(steps)

    def write(self, writing: "Transaction", decision: Decision) -> None:
        """Write a new ticket with its past, or what changes of one."""
        assert isinstance(decision.plan, Plan)
        self._writer.write(writing, decision.target, decision.plan)

    def finish(self, writing: "Transaction") -> None:
        """Tie the tickets to those that their rows name."""
        self._writer.tie(writing)


def _folded(number: object) -> str:
    return str(number).casefold()


def _targets(values: Mapping[str, object]) -> "Values":
    return {column: values[name] for name, column in _TARGETS.items() if name in values}


def _fresh_ties(
    connection: "Connection",
    ticket_id: int,
    record: Mapping[str, object],
    ties: Mapping[str, tuple[str, ...]],
    wins: Collisions,
) -> dict[str, tuple[str, ...]]:
    """Return the ties that a ticket does not have yet."""
    linked = set(tickets.linked(connection, ticket_id))
    links = ties.get("links", ()) if wins.takes("links", None) else ()
    found = {"links": tuple(each for each in links if tickets.numbered(connection, each) not in linked)}
    for name in ("merged_into", "split_from"):
        there = record[f"{name}_id"]
        is_live = name == "merged_into" and record["state"] != TicketState.CLOSED
        stays = not wins.takes(name, there or (is_live or None))
        if name in ties and tickets.numbered(connection, ties[name][0]) != there and not stays:
            found[name] = ties[name]
    return {name: numbers for name, numbers in found.items() if numbers}


def _told_of_new(plan: Plan) -> Changes:
    """Return what a new ticket is made with, in words."""
    assert plan.person is not None
    told: dict[str, object] = {**plan.said, "state": str(plan.story.state), "contact": plan.person.name}
    told |= {
        "owner": plan.owner.login if plan.owner else None,
        "team": plan.team,
        "problem": plan.problem,
        "opened": plan.story.opened,
    }
    rating = plan.rating.answer.value if plan.rating else None
    told |= {"replies": len(plan.replies) or None, "first_response": plan.answered, "rating": rating, **plan.ties}
    return {name: (None, value) for name, value in told.items() if value not in (None, "")}


def _names_the_asker(connection: "Connection", values: Mapping[str, object]) -> bool:
    """Tell whether a row of our own export names who asked for its ticket on file, be it one in the trash."""
    if not {"number", "contact", "contact_id"} <= values.keys():
        return False
    there = tickets.numbered(connection, str(values["number"]))
    if there is None:
        return False
    (line,) = tickets.rows_for(connection, [there])
    is_theirs = shown("contact", line.contact_id) == values["contact_id"]
    return is_theirs and line.contact.casefold() == str(values["contact"]).casefold()
