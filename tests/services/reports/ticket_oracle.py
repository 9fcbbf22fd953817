"""The numbers of the reports on tickets and answers, worked out in plain Python from the raw records.

Only when clocks run is taken from ``models/sla.py``, which has oracles of its own; nothing from what is derived in the file.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from statistics import mean, median
from typing import Any, TypeAlias

from tests.services.reports.oracle import Business, user
from tui_crm.models.sla import Facts, Moved, Said, Targets, runs
from tui_crm.models.span import Period
from tui_crm.models.working_time import WorkingCalendar

SPOKEN = {"call", "meeting", "visit", "email", "message"}
BANDS = (0, 1, 3, 7, 14, 30)


@dataclass(frozen=True)
class Event:
    """Something that counts: ``key`` is the record's id, ``at`` when, ``of`` what it has by the names of rows, ``size`` how
    long it took in seconds, or which value was given.
    """

    key: int
    at: datetime
    owner: int | None
    contact: int
    of: Mapping[str, str]
    size: float = 0


Events: TypeAlias = Sequence[Event]
Told: TypeAlias = dict[str, tuple[float | None, frozenset[int]]]
"""What a report tells: value and records by the key of a number."""


def count(events: Events) -> float:
    return len(events)


def total(events: Events) -> float:
    return round(sum(event.size for event in events) / 60, 1)


def middle(events: Events) -> float | None:
    return round(median(event.size for event in events) / 60, 1) if events else None


def ninth(events: Events) -> float | None:
    """Return the ninth decile by nearest rank."""
    sizes = sorted(event.size for event in events)
    return round(sizes[(9 * len(sizes) + 9) // 10 - 1] / 60, 1) if sizes else None


def average(events: Events) -> float | None:
    return round(mean(int(event.size) for event in events), 2) if events else None


def share(*wanted: str, name: str) -> Callable[[Events], float | None]:
    def told(events: Events) -> float | None:
        having = [event for event in events if event.of[name] in wanted]
        return round(100 * len(having) / len(events), 1) if events else None

    return told


def balance(events: Events) -> float | None:
    """Return the net promoter score: the percentage of 9 and 10 less that of 0 to 6."""
    glad, cross = (len([event for event in events if event.size in values]) for values in (range(9, 11), range(7)))
    return round(100 * (glad - cross) / len(events), 1) if events else None


@dataclass(frozen=True)
class Desk:
    """Everything there is of tickets; ``calendar`` is when the team works."""

    business: Business
    calendar: WorkingCalendar

    @cached_property
    def tickets(self) -> Mapping[int, Mapping[str, Any]]:
        """Those that count: neither merged nor in the trash."""
        every = self.business.things["ticket"]
        return {
            key: ticket for key, ticket in every.items() if not ticket["deleted_at"] and not ticket["merged_into_id"]
        }

    @cached_property
    def moves(self) -> Mapping[int, list[tuple[datetime, str]]]:
        found: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
        for key, move in self.business.things["ticket_transition"].items():
            if not move["deleted_at"]:
                found[move["ticket_id"]].append((move["effective_at"], key, move["to_state"]))
        return {
            ticket: [(datetime.fromisoformat(at), state) for at, _key, state in sorted(found[ticket])]
            for ticket in self.tickets
        }

    @cached_property
    def words(self) -> Mapping[int, Sequence[Said]]:
        said: dict[int, list[tuple[str, int, bool]]] = defaultdict(list)
        for key, word in self.business.things["activity"].items():
            if word["ticket_id"] and not word["deleted_at"] and word["kind"] in SPOKEN:
                said[word["ticket_id"]].append((word["at"], key, word["direction"] == "in"))
        return {
            ticket: [Said(datetime.fromisoformat(at), incoming) for at, _key, incoming in sorted(said[ticket])]
            for ticket in self.tickets
        }

    def event(self, ticket: int, at: datetime, size: float = 0, **more: str) -> Event:
        values = self.tickets[ticket]
        named = {
            "kind": values["kind"],
            "priority": values["priority"],
            "product": values["product"] or "",
            "cause": values["cause"] or "",
            "channel": values["channel"] or "",
            "owner": user(values["owner_id"]),
            "month": f"{at.astimezone(self.business.zone):%Y-%m}",
        }
        return Event(ticket, at, values["owner_id"], values["contact_id"], {**named, **more}, size)

    def worked(self, since: datetime, until: datetime) -> float:
        return self.calendar.worked(since, until) // timedelta(seconds=1)

    def opened(self) -> Iterator[Event]:
        for key, ticket in self.tickets.items():
            yield self.event(key, datetime.fromisoformat(ticket["opened_at"]))

    def solved(self) -> Iterator[Event]:
        """Yield the tickets that are over, at the last time they came to that."""
        for key, moves in self.moves.items():
            over: datetime | None = None
            lasting = [one for one, later in pairwise(moves) if one[0] < later[0]] + moves[-1:]
            for at, state in lasting:
                over = (over or at) if state in {"resolved", "closed"} else None
            if over:
                yield self.event(key, over)

    def open_now(self) -> Iterator[Event]:
        now = self.business.now
        for key, ticket in self.tickets.items():
            if ticket["state"] in {"new", "open", "waiting"}:
                opened = datetime.fromisoformat(ticket["opened_at"])
                age = max(band for band in BANDS if now - opened >= timedelta(days=band))
                since = self.moves[key][-1][0]
                yield self.event(key, now, self.worked(since, now), age=str(age), state=ticket["state"])

    def clocks(self) -> Iterator[Event]:
        """Yield every run of a clock that ended, or ran out and still runs."""
        now = self.business.now
        for key, ticket in self.tickets.items():
            targets = Targets(*(ticket[f"{clock}_minutes"] for clock in ("first", "next", "resolution")))
            moves = [Moved(at, state) for at, state in self.moves[key]]
            facts = Facts(datetime.fromisoformat(ticket["opened_at"]), moves, self.words[key], targets)
            for run in runs(facts, self.calendar):
                at = run.ended_at or (run.due_at if run.due_at and run.due_at < now else None)
                if at:
                    kept = "" if run.target is None else "kept" if run.ended_at and run.met else "broken"
                    ended = "yes" if run.ended_at else ""
                    size = run.spent // timedelta(seconds=1)
                    yield self.event(key, at, size, clock=str(run.clock), kept=kept, ended=ended)

    def stays(self) -> Iterator[Event]:
        """Yield how long tickets were in a state that they left."""
        for key, moves in self.moves.items():
            for (since, state), (until, _next) in pairwise(moves):
                if state != "closed":
                    yield self.event(key, until, self.worked(since, until), state=state)

    def scores(self) -> Iterator[Event]:
        things = self.business.things
        for key, score in things["score"].items():
            ticket = things["ticket"].get(score["ticket_id"], {})
            if score["deleted_at"] or ticket.get("deleted_at"):
                continue
            at = datetime.fromisoformat(score["at"])
            owner = ticket.get("owner_id") or things["contact"][score["customer_id"]]["owner_id"]
            named = {
                "kind": ticket.get("kind") or "",
                "product": ticket.get("product") or "",
                "cause": ticket.get("cause") or "",
                "owner": user(owner),
                "month": f"{at.astimezone(self.business.zone):%Y-%m}",
                "scale": score["kind"],
                "aspect": score["kind"],
                "value": str(score["value"]),
            }
            yield Event(key, at, owner, score["contact_id"], named, score["value"])

    def told(self, report: str, period: Period, chosen: set[int] | None, owner: int | None) -> Told:
        """Return what a report tells of ``chosen`` contacts (all outside the trash, where None) and of an owner."""
        told: Told = {}
        every = {whole: list(whole(self)) for whole in dict.fromkeys(of[1] for of in MEASURES[report])}
        for name, whole, only_now, chooses, figure, tables in MEASURES[report]:
            events = [
                event
                for event in every[whole]
                if (only_now or period.first <= self._day(event.at) <= period.last)
                and (owner is None or event.owner == owner)
                and (event.contact in chosen if chosen is not None else self.business.is_live(event.contact))
                and all(event.of[place] in values for place, values in chooses.items())
            ]
            for table in tables.split():
                grouped: dict[str, list[Event]] = {"": events} if table == "total" else defaultdict(list)
                for event in events if table != "total" else ():
                    grouped[event.of[ROWS.get((report, table), table)]].append(event)
                for row, some in grouped.items():
                    key = f"{table}.{name}" if table == "total" else f"{table}.{name}.{row}"
                    told[key] = (figure(some), frozenset(event.key for event in some))
        return told

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.business.zone).date()


Chooses: TypeAlias = Mapping[str, tuple[str, ...]]
Of: TypeAlias = tuple[str, Callable[[Desk], Iterator[Event]], bool, Chooses, Callable[[Events], float | None], str]

ROWS = {("bottlenecks", "now"): "state", ("satisfaction", "aspect"): "scale"}
FIRST, NEXT, SOLUTION = ({"clock": (clock,), "ended": ("yes",)} for clock in ("first", "next", "resolution"))
CSAT, NPS, CES = ({"scale": (scale,)} for scale in ("csat", "nps", "ces"))
ASPECT: Chooses = {"scale": ("speed", "attitude", "ability")}
PROMISED: Chooses = {"kept": ("kept", "broken")}
EACH = "owner kind priority product cause month"
STATES = ("new", "open", "waiting", "resolved")
FEW = "kind owner product cause"

MEASURES: Mapping[str, Sequence[Of]] = {
    "tickets": (
        ("opened", Desk.opened, False, {}, count, f"total {FEW} channel month"),
        ("solved", Desk.solved, False, {}, count, f"total {FEW} month"),
        ("open", Desk.open_now, True, {}, count, f"total age {FEW}"),
    ),
    "sla": (
        ("met", Desk.clocks, False, PROMISED, share("kept", name="kept"), f"total clock {EACH}"),
        ("broken", Desk.clocks, False, {"kept": ("broken",)}, count, f"total clock {EACH}"),
        ("first", Desk.clocks, False, FIRST, middle, f"total {EACH}"),
        ("first_p90", Desk.clocks, False, FIRST, ninth, "total"),
        ("next", Desk.clocks, False, NEXT, middle, "total"),
        ("next_p90", Desk.clocks, False, NEXT, ninth, "total"),
        ("resolution", Desk.clocks, False, SOLUTION, middle, f"total {EACH}"),
        ("resolution_p90", Desk.clocks, False, SOLUTION, ninth, f"total {EACH}"),
    ),
    "bottlenecks": (
        ("time", Desk.stays, False, {}, total, f"total state {FEW}"),
        ("stays", Desk.stays, False, {}, count, "total state"),
        ("median", Desk.stays, False, {}, middle, "total state"),
        ("p90", Desk.stays, False, {}, ninth, "total state"),
        ("now", Desk.open_now, True, {}, count, "now"),
        ("stood", Desk.open_now, True, {}, middle, "now"),
        *((f"in_{state}", Desk.stays, False, {"state": (state,)}, total, FEW) for state in STATES),
    ),
    "satisfaction": (
        ("csat", Desk.scores, False, CSAT, share("4", "5", name="value"), f"total month {FEW}"),
        ("csat_answers", Desk.scores, False, CSAT, count, f"total month {FEW}"),
        ("nps", Desk.scores, False, NPS, balance, f"total month {FEW}"),
        ("nps_answers", Desk.scores, False, NPS, count, f"total month {FEW}"),
        ("ces", Desk.scores, False, CES, average, "total"),
        ("ces_answers", Desk.scores, False, CES, count, "total"),
        ("mean", Desk.scores, False, ASPECT, average, "aspect"),
        ("answers", Desk.scores, False, ASPECT, count, "aspect"),
    ),
}
"""By report: each measure with its events, whether it speaks of now, which of them, its figure, and its tables."""
