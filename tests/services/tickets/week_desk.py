"""Playing a week of a help desk: two agents have the program open, three work on the command line, all on one file."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, Protocol, Self
from zoneinfo import ZoneInfo

from tests.services.tickets.week_script import BERLIN, CALLERS, CUSTOMERS, DAY_OFF, DESKS, HOURS, MONDAY, NOW, Step
from tui_crm.actor import Source
from tui_crm.models.codes import ActivityKind
from tui_crm.models.ticket import TicketState
from tui_crm.services.crm import Crm

SOLVED: Final = {"cause": "worn out", "remedy": "mended"}
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Result(Protocol):
    """What a command came to."""

    @property
    def exit_code(self) -> int: ...
    @property
    def output(self) -> str: ...


@dataclass
class Wall:
    """The clock on the wall of the office, set by the script."""

    instant: datetime = MONDAY
    zone: ZoneInfo = BERLIN

    def now(self) -> datetime:
        return self.instant.astimezone(UTC)

    def today(self) -> date:
        return self.instant.astimezone(self.zone).date()

    def elapsed(self) -> float:
        return 0.0


def open_shop(crm: Crm) -> None:
    """Make the team, its calendar and its customers."""
    crm.settings.set("calendar_country", "none")
    crm.settings.set("calendar_zone", "Europe/Berlin")
    crm.settings.set("calendar_hours", " ".join(f"{_DAYS[day]} {spans}" for day, spans in HOURS.items()))
    crm.calendar.take_off(date.fromisoformat(DAY_OFF), name="outing")
    for login in (*DESKS, *CALLERS):
        if login not in crm.users.logins():
            crm.users.add(login)
    for number in range(CUSTOMERS):
        crm.contacts.add(
            {"name": f"Customer {number}", "emails": [f"c{number}@x.com"], "level": "A" if number % 3 else "B"}
        )


class Office:
    """The desks that are open all week, and the command line ``run`` (None: the desks do its steps, too)."""

    def __init__(self, file: Path, run: Callable[..., Result] | None = None) -> None:
        self._file = file
        self._run = run
        self.wall = Wall()
        self._open = ExitStack()
        self._desks: dict[str, Crm] = {}
        self.commands = 0

    def __enter__(self) -> Self:
        for login in DESKS:
            crm = Crm.open(self._file, login=login, source=Source.SCREEN, clock=self.wall)
            self._desks[login] = self._open.enter_context(crm)
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.close()

    @property
    def crm(self) -> Crm:
        """The first desk."""
        return self._desks[DESKS[0]]

    def open_shop(self) -> None:
        """Make what a week begins with."""
        open_shop(self.crm)

    def play(self, steps: Iterable[Step]) -> None:
        """Do the steps one after the other, whose turn it ever is; then it is the Wednesday after."""
        for step in steps:
            self.do(step)
        self.wall.instant = NOW

    def do(self, step: Step) -> None:
        """Do one step."""
        self.wall.instant = step.at
        if step.agent in self._desks or self._run is None or step.verb not in _COMMANDS:
            desk = self._desks.get(step.agent) or self._desks[DESKS[step.half]]
            _by_desk(desk, step)
        else:
            self._by_command(step, self._run)

    def _by_command(self, step: Step, run: Callable[..., Result]) -> None:
        said = ["--now", f"{step.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "--as", step.agent, "--db", str(self._file)]
        found = run(*said, "ticket", *_COMMANDS[step.verb](step))
        assert found.exit_code == 0, (step, found.output)
        self.commands += 1


def _customer(number: str) -> str:
    return f"c{number}@x.com"


def _opening(step: Step) -> list[str]:
    kind, customer = step.said.split()
    owner = ["--owner", step.more] if step.more else []
    return ["open", _customer(customer), "--number", step.ticket, "--kind", kind, "--subject", step.ticket, *owner]


_COMMANDS: Final[Mapping[str, Callable[[Step], list[str]]]] = {
    "open": _opening,
    "reply": lambda step: ["reply", step.ticket, "--text", "so", "--kind", "email"],
    "wait": lambda step: ["reply", step.ticket, "--text", "what?", "--then", "waiting"],
    "asks": lambda step: ["reply", step.ticket, "--text", "and?", "--incoming"],
    "note": lambda step: ["note", step.ticket, "--text", "hm"],
    "take": lambda step: ["move", step.ticket, "open"],
    "resolve": lambda step: ["resolve", step.ticket],
    "close": lambda step: ["close", step.ticket, "--cause", SOLVED["cause"], "--remedy", SOLVED["remedy"]],
    "assign": lambda step: ["assign", step.ticket, step.said],
    "urgent": lambda step: ["edit", step.ticket, "--priority", "urgent"],
    "merge": lambda step: ["merge", step.said, step.ticket],
}


def _by_desk(crm: Crm, step: Step) -> None:
    if step.verb == "nps":
        crm.scores.add("nps", int(step.more), contact_id=crm.contacts.meant(_customer(step.said)))
    elif step.verb == "open":
        kind, customer = step.said.split()
        whom = crm.contacts.meant(_customer(customer))
        crm.tickets.open(whom, number=step.ticket, owner=step.more or None, kind=kind, subject=step.ticket)
    else:
        _ON_TICKET[step.verb](crm, crm.tickets.meant(step.ticket), step.said)


_ON_TICKET: Final[Mapping[str, Callable[[Crm, int, str], object]]] = {
    "reply": lambda crm, key, _said: crm.tickets.reply(key, "so", kind=ActivityKind.EMAIL),
    "wait": lambda crm, key, _said: crm.tickets.reply(key, "what?", then=TicketState.WAITING),
    "asks": lambda crm, key, _said: crm.tickets.reply(key, "and?", incoming=True),
    "note": lambda crm, key, _said: crm.tickets.note(key, "hm"),
    "thanks": lambda crm, key, _said: crm.tickets.note(key, "she says thanks"),
    "take": lambda crm, key, _said: crm.tickets.move([key], TicketState.OPEN),
    "resolve": lambda crm, key, _said: crm.tickets.move([key], TicketState.RESOLVED),
    "close": lambda crm, key, _said: crm.tickets.move(
        [key], TicketState.CLOSED, cause=SOLVED["cause"], remedy=SOLVED["remedy"]
    ),
    "assign": lambda crm, key, said: crm.tickets.assign([key], said),
    "urgent": lambda crm, key, _said: crm.tickets.edit(key, priority="urgent"),
    "rate": lambda crm, key, said: crm.scores.add("csat", int(said), ticket_id=key),
    "merge": lambda crm, key, said: crm.tickets.merge(crm.tickets.meant(said), [key]),
}
