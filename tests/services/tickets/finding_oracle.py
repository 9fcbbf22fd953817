"""Which tickets a filter finds, and in which order, by a plain scan over everything that is known of each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from tests.models.matching_oracle import scan_matches, stands, words
from tui_crm.db import sql, ticket_clocks
from tui_crm.db.calendar_days import calendar
from tui_crm.models.cards import ContactRow
from tui_crm.models.codes import Priority, Stage
from tui_crm.models.filter_dates import Stretch, stretch
from tui_crm.models.filters import And, Condition, FieldTest, Filter, Node, Not, Operator, Or, SortKey, Words
from tui_crm.models.folding import label_key
from tui_crm.models.names import name_key
from tui_crm.models.sla import runs
from tui_crm.models.ticket import TicketCard, TicketRow, TicketState
from tui_crm.models.viewpoint import Viewpoint
from tui_crm.services.crm import Crm

SPEAKING = {"in", "state", "closed", "resolved", "id", "number", "csat", "confirmed"}
"""The fields that bring in the closed ones."""


@dataclass(frozen=True)
class Known:
    """What there is to know of a ticket; ``said`` is every text of a message on it, without what it quotes."""

    card: TicketCard
    asking: ContactRow
    customer: ContactRow
    segments: frozenset[str]
    said: Sequence[str]
    problem: str
    csat: int | None
    sla: str | None

    @property
    def row(self) -> TicketRow:
        return self.card.row


def known(crm: Crm, ids: Sequence[int], segments: Mapping[str, frozenset[int]]) -> list[Known]:
    """Read everything about these tickets; ``segments`` are the contacts of each."""
    found = []
    for ticket in ids:
        card = crm.tickets.card(ticket)
        people = {row.id: row for row in crm.contacts.rows([card.row.contact_id, card.row.customer_id])}
        messages = [entry for entry in crm.tickets.thread(ticket) if entry.kind != "system"]
        texts = [part for entry in messages for part in (entry.subject, entry.text) if part]
        said = ["\n".join(line for line in text.splitlines() if not line.startswith(">")) for text in texts]
        customer = people[card.row.customer_id]
        inside = frozenset(name for name, contacts in segments.items() if customer.id in contacts)
        problem, csat, sla = _more(crm, ticket)
        found.append(Known(card, people[card.row.contact_id], customer, inside, said, problem, csat, sla))
    return found


def _more(crm: Crm, ticket: int) -> tuple[str, int | None, str | None]:
    """Return the live known problem, the latest satisfaction, and how the promises stand."""
    now = crm.clock.now()
    with crm.database.read() as connection:
        problem = sql.scalar(
            connection,
            "SELECT p.name FROM ticket t JOIN problem p ON p.id = t.problem_id WHERE t.id = :id AND p.deleted_at IS NULL",
            id=ticket,
        )
        scores = sql.rows(
            connection, "SELECT at, id, value, kind, deleted_at FROM score WHERE ticket_id = :id", id=ticket
        )
        team = calendar(connection)
        ((_id, facts, deleted),) = ticket_clocks.facts(connection, [ticket])
    answers = sorted(
        (str(at), int(key), int(value)) for at, key, value, kind, gone in scores if kind == "csat" and not gone
    )
    promised = [] if deleted else [run for run in runs(facts, team) if run.target is not None]
    used = [(run, run.spent_by(now, team), timedelta(minutes=run.target or 0)) for run in promised]
    if not promised:
        state = None
    elif any(spent > target for _run, spent, target in used):
        state = "breached"
    elif crm.tickets.card(ticket).row.paused:
        state = "paused"
    else:
        risky = any(spent >= target * 0.75 for run, spent, target in used if run.ended_at is None)
        state = "at-risk" if risky else "ok"
    return str(problem or ""), answers[-1][2] if answers else None, state


@dataclass(frozen=True)
class Oracle:
    """All tickets, as ``view`` sees them."""

    tickets: Sequence[Known]
    view: Viewpoint

    def found(self, wanted: Filter) -> list[int]:
        """Return the tickets that match, in the order asked for, else: unsolved complaints, what runs out next, the oldest."""
        spoken = wanted.fields()
        shown = [
            each
            for each in self.tickets
            if ("in" in spoken or not (each.row.deleted or each.row.merged_into_id))
            and (spoken & SPEAKING or each.row.state != "closed")
            and self.holds(wanted.where, each)
        ]
        shown.sort(key=_usual)
        for key in reversed(wanted.sort):
            shown = _sorted(shown, key)
        return [each.row.id for each in shown]

    def holds(self, node: Node, each: Known) -> bool:
        match node:
            case Words(terms):
                return _searched(" ".join(f'"{term}"' for term in terms), each)
            case Not(inner):
                return not self.holds(inner, each)
            case And(nodes):
                return all(self.holds(inner, each) for inner in nodes)
            case Or(nodes):
                return any(self.holds(inner, each) for inner in nodes)
            case Condition(field, tests):
                return any(self._passes(field, test, each) for test in tests)

    def _passes(self, field: str, test: FieldTest, each: Known) -> bool:
        if field == "in" and test.operator is Operator.ANY:
            return True
        values = [value for value in VALUES[field](each) if value not in {None, ""}]
        if test.operator in {Operator.NONE, Operator.ANY}:
            there = [value for value in values if not (field == "owner" and str(value).startswith("team:"))]
            return bool(there) == (test.operator is Operator.ANY)
        return any(self._is(field, test, value, each) for value in values)

    def _is(self, field: str, test: FieldTest, value: object, each: Known) -> bool:
        view = self.view
        if field == "due" and test.value == "overdue":
            return isinstance(value, datetime) and value < view.clock.now()
        if field in {"opened", "resolved", "closed", "unanswered", "due"}:
            return _within(value, stretch(test, view, ahead=field == "due"))
        if field in {"contact", "customer"}:
            return _named(test, each.asking if field == "contact" else each.customer)
        meant = view.login if (field, test.value) == ("owner", "me") else test.value
        return TESTS.get(field, _equal)(replace(test, value=meant), str(value))


def _equal(test: FieldTest, value: str) -> bool:
    return value.lower() == test.value.lower()


def _worded(test: FieldTest, value: str) -> bool:
    wanted, has = words(test.value), words(value)
    return wanted == has if test.operator is Operator.EXACTLY else stands(wanted, [has])


def _begins(test: FieldTest, value: str) -> bool:
    key, wanted = value.lower(), test.value.lower()
    return key == wanted if test.operator is Operator.EXACTLY else key.startswith(wanted)


def _compares(test: FieldTest, text: str) -> bool:
    value = float(text)
    low, high = (float(end.removeprefix("t")) if end else None for end in (test.value, test.upper))
    if test.operator is Operator.BETWEEN:
        return (low is None or value >= low) and (high is None or value <= high)
    assert low is not None
    return {"": value == low, ">": value > low, ">=": value >= low, "<": value < low, "<=": value <= low}[test.operator]


TESTS: Mapping[str, Callable[[FieldTest, str], bool]] = {
    **dict.fromkeys(("text", "subject", "product", "cause", "channel", "problem"), _worded),
    **dict.fromkeys(("id", "csat"), _compares),
    "number": _begins,
    "tag": lambda test, value: label_key(test.value) == label_key(value),
}


VALUES: Mapping[str, Callable[[Known], Sequence[object]]] = {
    **{
        name: partial(lambda name, each: [getattr(each.row, name)], name)
        for name in ("id", "number", "state", "kind", "priority", "team", "contact", "channel", "product", "cause", "confirmed")
    },
    "subject": lambda each: [each.row.subject],
    "owner": lambda each: [each.row.owner, f"team:{each.row.team}" if each.row.team else ""],
    "customer": lambda each: [each.customer.name],
    "text": lambda each: [each.row.subject, each.card.text, *each.said],
    "problem": lambda each: [each.problem],
    "opened": lambda each: [each.row.opened_at],
    "resolved": lambda each: [each.row.resolved_at],
    "closed": lambda each: [each.row.closed_at],
    "unanswered": lambda each: [each.row.awaiting_since],
    "waiting": lambda each: ["us" if each.row.awaiting_since else "", "customer" if each.row.paused else ""],
    "clock": lambda each: [each.row.clock],
    "due": lambda each: [each.row.clock_at],
    "sla": lambda each: [each.sla],
    "csat": lambda each: [each.csat],
    "stage": lambda each: [each.customer.stage],
    "level": lambda each: [each.customer.level],
    "tag": lambda each: each.customer.tags,
    "segment": lambda each: list(each.segments),
    "in": lambda each: [
        "trash" if each.row.deleted else "merged" if each.row.merged_into_id else "list",
    ],
}  # fmt: skip

SORTS: Mapping[str, Callable[[Known], object]] = {
    **{name: partial(lambda name, each: getattr(each.row, name) or None, name) for name in ("id", "kind", "owner", "team", "product", "cause")},
    "state": lambda each: list(TicketState).index(TicketState(each.row.state)),
    "priority": lambda each: list(Priority).index(Priority(each.row.priority)),
    "contact": lambda each: _key(each.asking),
    "customer": lambda each: _key(each.customer),
    "opened": lambda each: each.row.opened_at,
    "resolved": lambda each: each.row.resolved_at,
    "closed": lambda each: each.row.closed_at,
    "unanswered": lambda each: each.row.awaiting_since,
    "due": lambda each: each.row.clock_at,
    "csat": lambda each: each.csat,
    "stage": lambda each: list(Stage).index(Stage(each.customer.stage)),
    "level": lambda each: each.customer.level or None,
}  # fmt: skip


def _key(who: ContactRow) -> str:
    return name_key(who.name, person=who.kind == "person")


def _usual(each: Known) -> tuple[object, ...]:
    row = each.row
    first = row.kind == "complaint" and row.state not in {"resolved", "closed"}
    return (not first, row.clock_at is None, row.clock_at or row.opened_at, row.opened_at, row.id)


def _sorted(shown: Sequence[Known], key: SortKey) -> list[Known]:
    """Sort by one key, blanks last either way; what is equal stays in its order."""
    keyed = [(SORTS[key.field](each), each) for each in shown]
    present = sorted({value for value, _each in keyed if value is not None}, reverse=key.descending)  # type: ignore[type-var]
    places = {value: place for place, value in enumerate(present)}
    keyed.sort(key=lambda pair: places.get(pair[0], len(places)))
    return [each for _value, each in keyed]


def _searched(query: str, each: Known) -> bool:
    texts = [each.row.number, each.row.subject, each.card.text, *each.said]
    return scan_matches(query, [], person=False, texts=[text for text in texts if text])


def _named(test: FieldTest, who: ContactRow) -> bool:
    if test.operator is Operator.EXACTLY:
        return words(who.name) == words(test.value)
    return scan_matches(test.value, [who.name], person=who.kind == "person")


def _within(value: object, reach: Stretch) -> bool:
    assert isinstance(value, datetime)
    return (reach.start is None or value >= reach.start) and (reach.end is None or value < reach.end)
