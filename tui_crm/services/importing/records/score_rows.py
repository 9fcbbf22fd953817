"""What becomes of the rows of scores: each answer once, known again by who gave it, on which ticket, to what, and when."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tui_crm.db import rows, scores, tickets
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import _
from tui_crm.models.score import ASKED, ASPECTS, ScoreKind, checked, kind_in_words
from tui_crm.services.answers import Answer, answer
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.records import given
from tui_crm.services.importing.records.colleagues import Colleague
from tui_crm.services.importing.records.earlier import Earlier
from tui_crm.services.importing.records.given import Given
from tui_crm.services.importing.records.records import Decision, ReadRow, Records
from tui_crm.services.importing.records.whom import Person
from tui_crm.services.importing.report import ImportOptions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm

_BEST: Final = ("created", "updated", "unchanged")


@dataclass(frozen=True)
class Plan:
    """What is written of a row: its answers, whose they are, on which ticket, and who recorded them.

    ``adds`` says that they are there already, or come with an earlier row, and get aspects.
    """

    found: tuple[Given, ...]
    person: Person
    ticket_id: int | None
    author: Colleague | None
    adds: bool


class ScoreRows(Records):
    """One pass over rows of scores."""

    def __init__(
        self, crm: "Crm", options: ImportOptions, connection: "Connection", again: Callable[[], Iterator[ReadRow]]
    ) -> None:
        super().__init__(crm, options, connection, again)
        self._earlier = Earlier()
        self._values: dict[int, int] = {}

    def decide(self, connection: "Connection", row: ReadRow) -> Decision:
        """Return what becomes of a row. Raises BadInput, NotFound with why it is rejected."""
        values = row.values
        ticket_id = _ticket(connection, values)
        person = _whose(connection, self.whom.find(connection, values), ticket_id)
        at = self._at(connection, values, ticket_id)
        answers = list(_answers(values, at)) or [self._of_aspects(connection, values, person, ticket_id, at)]
        found = [self._weighed(connection, each, person, ticket_id, row.blanks) for each in answers]
        self._check_once(row, person, ticket_id, found)
        name = f"{person.name} · {', '.join(kind_in_words(each.answer.kind) for each in found)}"
        there = next((each.there for each in found if each.there is not None), None)
        if there is not None and self.options.on_match is OnMatch.SKIP:
            return Decision(row.line, "skipped", name, there)
        outcome = next(best for best in _BEST if best in {each.outcome for each in found})
        if outcome == "unchanged":
            return Decision(row.line, outcome, name, there)
        adds = not any(True for _each in _answers(values, at))
        plan = Plan(tuple(found), person, ticket_id, self.colleagues.find(values, "author"), adds)
        return Decision(row.line, outcome, name, there, _told(found, at), plan=plan)

    def _at(self, connection: "Connection", values: Mapping[str, object], ticket_id: int | None) -> str:
        """Return when an answer was given: where that is not said, when its ticket was done. Raises BadInput."""
        at = str(values.get("at") or (tickets.over_since(connection, ticket_id) if ticket_id is not None else ""))
        if not at:
            raise BadInput(_("nothing says when it was given"))
        if at > self.now:
            raise BadInput(_("that is still to come"))
        return at

    def _weighed(
        self,
        connection: "Connection",
        said: Answer,
        person: Person,
        ticket_id: int | None,
        blanks: tuple[str, ...] = (),
    ) -> Given:
        there = scores.given_at(connection, person.id, ticket_id, said.kind, said.at) if person.id else None
        kind = str(said.kind)
        columns = given.Columns(kind if kind in self.wins.rules else "value")
        return given.weighed(connection, said, there, self.wins, columns, blanks)

    def _of_aspects(
        self,
        connection: "Connection",
        values: Mapping[str, object],
        person: Person,
        ticket_id: int | None,
        at: str,
    ) -> Answer:
        """Return the answer, on file or of an earlier row, that the aspects of a row belong to. Raises BadInput."""
        for kind in map(str, ASKED):
            there = scores.given_at(connection, person.id, ticket_id, kind, at) if person.id else None
            value = self._values.get(_key(person, ticket_id, kind, at))
            if there is not None:
                value = rows.number(rows.load(connection, "score", [there])[there]["value"])
            if value is not None:
                return answer(kind, value, at, aspects=_aspects(values))
        raise BadInput(_("an aspect is part of an answer, and none was given at that time"))

    def _check_once(self, row: ReadRow, person: Person, ticket_id: int | None, found: list[Given]) -> None:
        """Raise BadInput where an earlier row gives the same answer; a row of one aspect adds to it."""
        for each in found:
            aspect = tuple(each.answer.aspects) if "kind" in row.values else ()
            about = person.id or person.said, ticket_id, each.answer.kind, each.answer.at, aspect
            earlier = self._earlier.find(row.line, row.file, about)
            self._values[_key(person, ticket_id, each.answer.kind, each.answer.at)] = each.answer.value
            if earlier is not None:
                raise BadInput(_("{place} gives the same answer").format(place=earlier[0].place))

    def write(self, writing: "Transaction", decision: Decision) -> None:
        """Write the answers of a row."""
        plan = decision.plan
        assert isinstance(plan, Plan)
        person = self.whom.settled(writing, plan.person)
        author = self.colleagues.user(writing, plan.author)
        for decided in plan.found:
            each = self._weighed(writing.connection, decided.answer, person, plan.ticket_id) if plan.adds else decided
            given.write(writing, each, person.id, person.customer_id, author, plan.ticket_id)


def _ticket(connection: "Connection", values: Mapping[str, object]) -> int | None:
    """Return the ticket that a row names. Raises NotFound."""
    if "ticket" not in values:
        return None
    number = str(values["ticket"])
    found = tickets.numbered(connection, number)
    if found is None:
        raise NotFound(_("there is no ticket “{number}”").format(number=number))
    return found


def _whose(connection: "Connection", person: Person | None, ticket_id: int | None) -> Person:
    """Return who answered: whom the row names, else who asked for the ticket. Raises BadInput where these are strangers."""
    if ticket_id is None:
        if person is None:
            raise BadInput(_("an answer is somebody’s: name the contact, or a ticket"))
        return person
    (line,) = tickets.rows_for(connection, [ticket_id])
    if person is None:
        return Person(line.contact, (), line.contact_id, line.customer_id)
    if person.id != line.contact_id and person.customer_id != line.customer_id:
        message = _("{number} is no ticket of {name}, nor of their company")
        raise BadInput(message.format(number=line.number, name=person.name))
    return replace(person, customer_id=line.customer_id)


def _aspects(values: Mapping[str, object]) -> dict[str, int]:
    said = _said(values)
    return {kind: said[kind] for kind in map(str, ASPECTS) if kind in said}


def _said(values: Mapping[str, object]) -> dict[str, int]:
    """Return the values of a row by kind, whichever way it says them. Raises BadInput for one beside its scale."""
    said = {kind: int(str(values[kind])) for kind in map(str, ScoreKind) if kind in values}
    if "value" in values:
        kind = str(values["kind"])
        said[kind] = checked(kind, int(str(values["value"])))
    return said


def _answers(values: Mapping[str, object], at: str) -> Iterator[Answer]:
    """Yield the answers of a row; the first has its comment and its aspects."""
    said, comment, stage = _said(values), str(values.get("comment", "")), str(values.get("stage", ""))
    for place, kind in enumerate(kind for kind in map(str, ASKED) if kind in said):
        first = place == 0
        beside = _aspects(values) if first else {}
        yield answer(kind, said[kind], at, comment=comment if first else "", aspects=beside, stage=stage)


def _key(person: Person, ticket_id: int | None, kind: str, at: str) -> int:
    return hash((person.id or person.said, ticket_id, str(kind), at))


def _told(found: list[Given], at: str) -> Mapping[str, tuple[object, object]]:
    """Return what is created or changed, in words."""
    told: dict[str, tuple[object, object]] = {}
    for each in found:
        if each.outcome == "created":
            told[str(each.answer.kind)] = (None, each.answer.value)
            told |= {"comment": (None, each.answer.comment)} if each.answer.comment else {}
            told["at"] = (None, at)
        told |= {name: (each.was if name == "value" else None, new) for name, new in each.changes.items()}
        told |= {kind: (None, value) for kind, value in (each.aspects or each.answer.aspects).items()}
    return told
