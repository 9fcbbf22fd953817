"""A help desk to look for tickets in: customers of several levels, five weeks of requests in every state, and what came of
them, the same each time for a seed.
"""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from tests.conftest import NOW
from tui_crm.models.codes import ActivityKind, Priority
from tui_crm.models.record import stored_instant
from tui_crm.models.ticket import TicketKind, TicketState
from tui_crm.services.crm import Crm

SUBJECTS = (
    "The printer prints no more", "打印机坏了", "Where is my order?", "> quoted subject", "Invoice 2026-11", "C++ manual", "!!!",
    "送货太慢", "Straße wrong", "VIP printer on fire",
)  # fmt: skip
TEXTS = (
    "It does not print any more. Please help!", "昨天开始打印机不能用了。", "> what you said before\nNo, it still does not print.",
    "Please call me back after 5", "谢谢", "The fan is loud; the printer is quiet.",
)  # fmt: skip
PRODUCTS = ("printer X1", "Printer X2", "扫描仪")
CAUSES = ("worn out", "Wrong address", "软件问题")
CHANNELS = ("phone", "email", "微信")
PEOPLE = (
    ("Wang Fang", "上海云帆", "A", "vip"), ("李明", "上海云帆", "", ""), ("Anna Schmidt", "Nordlicht GmbH", "b", "partner"),
    ("Jörg Müller", "", "VIP", "vip"), ("Bo", "", "", ""),
)  # fmt: skip
USERS = ("li", "zhao", "Anna")


class HelpDesk:
    """Fills an open CRM; ``tickets`` are the ids in order of creation, those in the trash and the merged ones too."""

    def __init__(self, crm: Crm, seed: int = 5) -> None:
        self._crm = crm
        self._random = Random(seed)
        self.tickets: list[int] = []
        self._people: list[int] = []

    def open(self, size: int) -> None:
        """Make the team, its customers, ``size`` tickets, and what became of them."""
        crm, random = self._crm, self._random
        crm.users.add("zhao", team_name="Support")
        crm.users.add("Anna", team_name="二线")
        for name, company, level, tag in PEOPLE:
            said: dict[str, object] = {"name": name, "tags": [tag] * bool(tag)}
            if company:
                said |= {"company": company}
            self._people.append(crm.contacts.add(said).ids[0])
            if level:
                crm.contacts.edit(self._people[-1], {"level": level})
        crm.segments.add("Good ones", "tag:vip or level:a")
        crm.segments.add("Printers", "bo")
        crm.settings.set("calendar_hours", "mon-sun 0-24")
        problems = self._problems()
        for number in range(size):
            self._live(number)
        with crm.database.write(crm.actor, "what else became of them") as writing:
            for ticket in random.sample(self.tickets, size // 4):
                writing.update("ticket", ticket, {"problem_id": random.choice(problems)})
            for ticket in random.sample(self.tickets, size // 8):
                writing.update("ticket", ticket, dict.fromkeys(("first_minutes", "next_minutes", "resolution_minutes")))
        self._answers()
        self._merge(random.sample(self.tickets, size // 8))
        crm.tickets.delete(random.sample(self.tickets, size // 10))
        self._surveys(size)

    def _problems(self) -> list[int]:
        named = ("Fan noise", "打印机 固件")
        with self._crm.database.write(self._crm.actor, "problems") as writing:
            made = writing.create_many("problem", [{"name": name} for name in (*named, "Gone")])
            writing.update("problem", made[-1], {"deleted_at": writing.at})
        return made

    def _live(self, number: int) -> None:
        crm, pick = self._crm, self._random.choice
        at = NOW - timedelta(
            minutes=self._random.choice((5, 100, 410, 60 * 20, 60 * 24 * 3, 60 * 24 * 20, 60 * 24 * 35))
        )
        said = {
            "kind": pick(list(TicketKind)),
            "subject": pick(SUBJECTS),
            "text": self._some(0.7, *TEXTS),
            "product": self._some(0.6, *PRODUCTS),
            "channel": self._some(0.5, *CHANNELS),
            "priority": self._some(0.4, *Priority),
        }
        owner = self._some(0.6, *USERS, "team:support", "team:二线") or (
            None if said["kind"] == TicketKind.COMPLAINT else ""
        )
        ticket = crm.tickets.open(
            pick(self._people), owner=owner, number=f"CN-{number}" if number % 7 == 0 else "", at=at, **said
        ).ids[0]
        self.tickets.append(ticket)
        for _step in range(self._random.randrange(5)):
            at = min(NOW, at + timedelta(minutes=self._random.choice((1, 30, 200, 60 * 24, 60 * 24 * 6))))
            self._step(ticket, at)

    def _step(self, ticket: int, at: datetime) -> None:
        tickets, pick = self._crm.tickets, self._random.choice
        match self._random.randrange(4):
            case 0:
                kind = pick((ActivityKind.EMAIL, ActivityKind.CALL, ActivityKind.MESSAGE))
                tickets.reply(ticket, pick(TEXTS), kind=kind, incoming=pick((True, False, False)), at=at)
            case 1:
                tickets.note(ticket, pick(TEXTS), at=at)
            case _:
                said: dict[str, Any] = {
                    "cause": pick(CAUSES),
                    "remedy": "mended",
                    "confirmed": self._some(0.6, "yes", "no"),
                }
                tickets.move([ticket], pick(list(TicketState)), at=at, **said)

    def _answers(self) -> None:
        with self._crm.database.write(self._crm.actor, "answers") as writing:
            for ticket in self._random.sample(self.tickets, len(self.tickets) // 2):
                asked = writing.record("ticket", ticket)
                whose = {name: asked[name] for name in ("contact_id", "customer_id")}
                for kind in self._random.choice((("csat",), ("csat", "csat"), ("nps", "csat"), ("nps",))):
                    at = stored_instant(NOW - timedelta(hours=self._random.choice((1, 30, 24 * 9))))
                    value = self._random.randint(1, 5) if kind == "csat" else self._random.randint(0, 10)
                    said = {**whose, "kind": kind, "value": value, "ticket_id": ticket, "at": at}
                    made = writing.create("score", said)
                    if self._random.random() < 0.1:
                        writing.update("score", made, {"deleted_at": writing.at})

    def _surveys(self, size: int) -> None:
        """Write what else customers said, with no ticket: how much effort it was, and of aspects."""
        crm, pick = self._crm, self._random.choice
        with crm.database.write(crm.actor, "surveys") as writing:
            for _number in range(size):
                who = pick(self._people)
                at = stored_instant(NOW - timedelta(days=self._random.randrange(60)))
                kind = pick(("ces", "nps", "speed", "attitude", "ability"))
                value = self._random.randint(0, 10) if kind == "nps" else self._random.randint(1, 5)
                customer = crm.contacts.rows([who])[0].customer_id
                said = {"kind": kind, "value": value, "contact_id": who, "customer_id": customer, "at": at}
                writing.create("score", said)

    def _merge(self, away: list[int]) -> None:
        into = next(ticket for ticket in self.tickets if ticket not in away)
        with self._crm.database.write(self._crm.actor, "merged") as writing:
            for ticket in away:
                writing.update("ticket", ticket, {"merged_into_id": into})

    def _some(self, share: float, *values: str) -> str | None:
        return self._random.choice(values) if self._random.random() < share else None
