"""A week of a help desk, written down before it is played: who does what on which ticket, minute by minute.

Five agents, Monday to Sunday with its nights, a day off in the middle and the end of summer time at its end. The same seed
gives the same week. Tickets are only merged with those of the same half (``half``), so that two can play a half each.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

BERLIN: Final = ZoneInfo("Europe/Berlin")
MONDAY: Final = datetime(2026, 10, 19, tzinfo=BERLIN)
END: Final = datetime(2026, 10, 27, 18, tzinfo=BERLIN)
NOW: Final = datetime(2026, 10, 28, 12, tzinfo=ZoneInfo("UTC"))
HOURS: Final = {0: "9-12:30,13-17", 1: "9-12:30,13-17", 2: "9-12:30,13-17", 3: "9-12:30,13-17", 4: "9-15", 5: "10-12"}
DAY_OFF: Final = "2026-10-21"
DESKS: Final = ("li", "mei")
"""Who has the program open all week."""
CALLERS: Final = ("anna", "bo", "tom")
"""Who works on the command line."""
CUSTOMERS: Final = 12
KINDS: Final = ("question", "request", "incident", "complaint", "suggestion")
_PAUSES: Final = (3, 12, 25, 45, 70, 120, 240, 480, 1000, 1500, 2900)


@dataclass(frozen=True, order=True)
class Step:
    """Something is done on a ticket (by its number) at a moment; ``said`` is what, by verb: see ``week_desk``."""

    at: datetime
    ticket: str
    verb: str
    agent: str
    said: str = ""
    more: str = ""

    @property
    def half(self) -> int:
        """Which of two plays it."""
        return int(self.ticket.partition("-")[2]) % 2


@dataclass
class _Ticket:
    number: str
    customer: int
    steps: list[Step] = field(default_factory=list)
    states: list[tuple[datetime, str]] = field(default_factory=list)

    def state_at(self, at: datetime) -> str:
        return [state for since, state in self.states if since <= at][-1] if at >= self.states[0][0] else ""


class Script:
    """The week of ``size`` tickets; so many of a hundred steps are done on the command line as ``callers`` says."""

    def __init__(self, size: int, *, seed: int = 7, callers: int = 40) -> None:
        self._random = Random(seed)
        self._callers = callers
        tickets = [self._ticket(f"H-{number}") for number in range(1, size + 1)]
        self._merge(tickets, size // 12)
        self.steps = sorted(step for ticket in tickets for step in ticket.steps)

    def _agent(self) -> str:
        return self._random.choice(CALLERS if self._random.randrange(100) < self._callers else DESKS)

    def _ticket(self, number: str) -> _Ticket:
        ticket = _Ticket(number, self._random.randrange(CUSTOMERS))
        at = MONDAY + timedelta(days=self._random.randrange(7), minutes=self._random.randrange(24 * 60))
        if self._random.random() < 0.6:  # most write in office hours
            at = at.replace(hour=self._random.randrange(9, 17))
        kind = self._random.choice(KINDS)
        owner = self._random.choice((*DESKS, *CALLERS, ""))
        self._do(ticket, at, "open", "new", f"{kind} {ticket.customer}", owner)
        if self._random.random() < 0.2:
            at += timedelta(minutes=1)
            self._do(ticket, at, "nps", "", str(ticket.customer), str(self._random.randint(0, 10)))
        for _each in range(self._random.randint(1, 9)):
            at += timedelta(minutes=self._random.choice(_PAUSES) + self._random.randrange(10))
            if at > END:
                break
            self._go_on(ticket, at)
        return ticket

    def _go_on(self, ticket: _Ticket, at: datetime) -> None:
        pick, state = self._random.choice, ticket.states[-1][1]
        usual = [("note", ""), ("assign", ""), ("urgent", "")]
        match state:
            case "new" | "open":
                ways = [("reply", "open")] * 4 + [("wait", "waiting")] * 2 + usual
                ways += [("resolve", "resolved"), ("close", "closed")] + [("asks", "")] * 2
            case "waiting":
                ways = [("asks", "open")] * 3 + [("take", "open"), ("resolve", "resolved"), ("note", "")]
            case "resolved":
                ways = [("close", "closed")] * 3 + [("asks", "open"), ("take", "open"), ("note", "")]
            case _:
                ways = [("rate", "")] * 3 + [("asks", "open"), ("take", "open"), ("thanks", "")]
        verb, becomes = pick(ways)
        since_over = [step.verb for step in ticket.steps if step.at >= ticket.states[-1][0]]
        if verb == "rate" and "rate" in since_over:  # once each time it was closed
            verb = "note"
        said = {"assign": pick((*DESKS, *CALLERS)), "rate": str(pick((1, 2, 3, 4, 4, 5, 5)))}.get(verb, "")
        self._do(ticket, at, verb, becomes, said)

    def _do(self, ticket: _Ticket, at: datetime, verb: str, becomes: str, said: str = "", more: str = "") -> None:
        ticket.steps.append(Step(at, ticket.number, verb, self._agent(), said, more))
        if becomes:
            ticket.states.append((at, becomes))

    def _merge(self, tickets: list[_Ticket], wanted: int) -> None:
        """Let some tickets that are still open at their last step go into others of the customer that are open then."""
        gone: set[str] = set()
        kept: set[str] = set()
        for ticket in tickets:
            at = ticket.steps[-1].at + timedelta(minutes=5)
            live = ticket.states[-1][1] in {"new", "open", "waiting"} and ticket.number not in kept
            into = [
                other
                for other in tickets
                if other.customer == ticket.customer
                and other is not ticket
                and other.number not in gone
                and other.steps[0].half == ticket.steps[0].half
                and other.state_at(at) in {"new", "open", "waiting"}
            ]
            if len(gone) < wanted and live and into and at <= END:
                gone.add(ticket.number)
                kept.add(into[0].number)
                self._do(ticket, at, "merge", "closed", into[0].number)
