"""The numbers of the reports, worked out again from the export alone: by counting minutes, with nothing of the program.

Working time is counted minute by minute from the weekly hours and the day off; medians, ninth deciles and shares are done
by hand. The rules are those of the help texts of the reports.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, NamedTuple, TypeAlias

from tests.services.tickets.week_script import BERLIN, DAY_OFF, HOURS, MONDAY, NOW

Ticket: TypeAlias = Mapping[str, Any]
Numbers: TypeAlias = dict[str, float | None]

_SAID: Final = {"email", "message", "call", "meeting", "visit"}
_OVER: Final = {"resolved", "closed"}
_FIRST: Final = int(MONDAY.timestamp()) // 60
_LAST: Final = int(NOW.timestamp()) // 60


def _minute(text: str) -> int:
    """Return the minute since 1970 of an instant of the export; the script does everything on the minute."""
    at = datetime.fromisoformat(text)
    assert at.second == 0
    return int(at.timestamp()) // 60


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for span in text.split(","):
        yield tuple(
            60 * int(hour) + int(minute or 0)
            for hour, _sign, minute in (each.partition(":") for each in span.split("-"))
        )  # type: ignore[misc]


def _works(minute: int) -> bool:
    """Tell whether anybody works in the minute that begins then."""
    wall = datetime.fromtimestamp(minute * 60, UTC).astimezone(BERLIN)
    of_day = 60 * wall.hour + wall.minute
    hours = HOURS.get(wall.weekday(), "")
    return f"{wall:%Y-%m-%d}" != DAY_OFF and bool(hours) and any(a <= of_day < b for a, b in _spans(hours))


class Run(NamedTuple):
    """One run of a clock: ``spent`` minutes; ``out`` is when it ended, or ran out while it still runs, if it did."""

    clock: str
    target: int | None
    spent: int
    out: int | None
    ended: bool

    @property
    def kept(self) -> bool | None:
        """Whether the promise was kept, None where nothing was promised."""
        return None if self.target is None else self.ended and self.spent <= self.target


class Stay(NamedTuple):
    """A time in a state that was left."""

    state: str
    spent: int


@dataclass(frozen=True)
class Week:
    """What the exports of tickets and of scores say."""

    tickets: Sequence[Ticket]
    scores: Sequence[Mapping[str, Any]]

    @classmethod
    def read(cls, tickets: str, scores: str) -> "Week":
        """Read two exports in JSON, an object a line; tickets that went into others count nowhere."""
        every = [json.loads(line) for line in tickets.splitlines()]
        return cls(
            [ticket for ticket in every if not ticket["merged_into"]],
            [json.loads(line) for line in scores.splitlines()],
        )

    @cached_property
    def _worked(self) -> list[int]:
        """How many minutes were worked before each minute of the weeks."""
        found = [0]
        for minute in range(_FIRST, _LAST):
            found.append(found[-1] + _works(minute))
        return found

    def worked(self, start: int, end: int) -> int:
        """Return the minutes of working time from one minute to another."""
        return self._worked[end - _FIRST] - self._worked[start - _FIRST]

    def _ran(self, ticket: Ticket, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches in which the clocks of a ticket ran: while it was new or open."""
        moves = [(_minute(move["at"]), move["to_state"]) for move in ticket["moves"]]
        for (since, state), (until, _next) in zip(moves, [*moves[1:], (_LAST, "")], strict=True):
            first, last = max(since, start), min(until, end)
            if state in {"new", "open"} and first < last:
                yield first, last

    def _run(self, ticket: Ticket, clock: str, start: int, end: int | None) -> Run:
        stretches = list(self._ran(ticket, start, _LAST if end is None else end))
        spent = sum(self.worked(*stretch) for stretch in stretches)
        target = ticket["targets"][clock]
        if end is not None or target is None:
            return Run(clock, target, spent, end, end is not None)
        runs_now = ticket["state"] in {"new", "open"}
        return Run(clock, target, spent, self._ran_out(stretches, target) if runs_now else None, ended=False)

    def _ran_out(self, stretches: Iterable[tuple[int, int]], target: int) -> int | None:
        """Return the minute after which so much was worked, None where it has not come."""
        left = target
        for start, end in stretches:
            for minute in range(start, end):
                left -= self.worked(minute, minute + 1)
                if left == 0:
                    return minute + 1
        return None

    def runs(self, ticket: Ticket) -> Iterator[Run]:
        """Yield every run of the three clocks of a ticket."""
        opened = _minute(ticket["opened_at"])
        first: int | None = None
        asked: int | None = opened
        over: int | None = None
        for at, what in self._happened(ticket):
            answered = what in _OVER or what == "out"
            if answered and first is None:
                first = at
            if answered and asked is not None:
                yield self._run(ticket, "next", asked, at)
                asked = None
            if what == "in" and asked is None:
                asked = at
            if what in _OVER:
                over = at if over is None else over
            elif what in {"new", "open", "waiting"}:
                over = None
        if asked is not None:
            yield self._run(ticket, "next", asked, None)
        yield self._run(ticket, "first", opened, first)
        yield self._run(ticket, "resolution", opened, over)

    def _happened(self, ticket: Ticket) -> list[tuple[int, str]]:
        """Return the states that a ticket came into and the words on it, in order: of one minute the states first."""
        opened = _minute(ticket["opened_at"])
        moves = [(_minute(move["at"]), 0, move["to_state"]) for move in ticket["moves"]]
        words = [
            (max(opened, _minute(word["at"])), 1, word["direction"])
            for word in ticket["replies"]
            if word["kind"] in _SAID
        ]
        return [(at, what) for at, _turn, what in sorted([*moves, *words], key=lambda event: event[:2])]

    def clocks(self, ticket: Ticket) -> list[tuple[object, ...]]:
        """Return what the export should say of the clocks of a ticket: which, promised and spent minutes, kept or not.

        Of one that still runs only its promise is said: what it has spent depends on when that is asked.
        """
        runs = [
            (run.clock, run.target, float(run.spent), run.kept) if run.ended else (run.clock, run.target)
            for run in self.runs(ticket)
        ]
        return sorted(runs, key=str)

    def stays(self, ticket: Ticket) -> Iterator[Stay]:
        """Yield the times in states that a ticket has left; closed is none."""
        moves = [(_minute(move["at"]), move["to_state"]) for move in ticket["moves"]]
        for (since, state), (until, _next) in pairwise(moves):
            if state != "closed":
                yield Stay(state, self.worked(since, until))

    def sla(self, person: Callable[[str | None], str]) -> Numbers:
        """Return what the report on promises says in all, by clock, by owner, kind and priority."""
        groups: dict[tuple[str, str], list[Run]] = defaultdict(list)
        for ticket in self.tickets:
            for run in self.runs(ticket):
                if run.out is not None:
                    groups["total", ""].append(run)
                    groups["clock", run.clock].append(run)
                    groups["owner", person(ticket["owner"])].append(run)
                    groups["kind", ticket["kind"]].append(run)
                    groups["priority", ticket["priority"]].append(run)
        found: Numbers = {}
        for (table, row), runs in groups.items():
            for name, value in _promises(runs).items():
                found[f"{table}.{name}" if table == "total" else f"{table}.{name}.{row}"] = value
        return found

    def bottlenecks(self) -> Numbers:
        """Return how long tickets were in the states that they left."""
        every = [stay for ticket in self.tickets for stay in self.stays(ticket)]
        found: Numbers = {}
        for state in ("", "new", "open", "waiting", "resolved"):
            times = [stay.spent for stay in every if state in ("", stay.state)]
            said = {"time": sum(times), "stays": len(times), "median": median(times), "p90": ninth(times)}
            table, row = ("state", f".{state}") if state else ("total", "")
            found |= {f"{table}.{name}{row}": value for name, value in said.items()}
        return found

    def satisfaction(self, person: Callable[[str | None], str]) -> Numbers:
        """Return what customers think, in all and by the owner of the ticket; nobody owns a customer of the week."""
        owners = {ticket["number"]: ticket["owner"] for ticket in self.tickets}
        groups: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for score in self.scores:
            for row in ("total", "owner." + person(owners.get(score["ticket"]))):
                groups[row].append((score["kind"], score["value"]))
        found: Numbers = {}
        for row, given in groups.items():
            table, dot, whose = row.partition(".")
            csat, nps = ([value for kind, value in given if kind == wanted] for wanted in ("csat", "nps"))
            said = {"csat": _share(csat, 4, 5), "csat_answers": len(csat), "nps_answers": len(nps)}
            promoters, detractors = (
                len([value for value in nps if value >= 9]),
                len([value for value in nps if value <= 6]),
            )
            said["nps"] = _tenth(100 * (promoters - detractors), len(nps)) if nps else None
            found |= {f"{table}.{name}{dot}{whose}": value for name, value in said.items()}
        return found

    def asked(self) -> Numbers:
        """Return how many tickets were opened, are solved, and are open."""
        found: Numbers = {}
        for kind in ("", *{ticket["kind"] for ticket in self.tickets}):
            of_kind = [ticket for ticket in self.tickets if kind in ("", ticket["kind"])]
            solved = len([ticket for ticket in of_kind if ticket["state"] in _OVER])
            table, row = ("kind", f".{kind}") if kind else ("total", "")
            said = {"opened": len(of_kind), "solved": solved, "open": len(of_kind) - solved}
            found |= {f"{table}.{name}{row}": value for name, value in said.items()}
        return found


def _promises(runs: Sequence[Run]) -> Numbers:
    promised = [run.kept for run in runs if run.kept is not None]
    found: Numbers = {
        "met": _tenth(100 * promised.count(True), len(promised)) if promised else None,
        "broken": promised.count(False),
    }
    for clock in ("first", "next", "resolution"):
        times = [run.spent for run in runs if run.clock == clock and run.ended]
        found |= {clock: median(times), f"{clock}_p90": ninth(times)}
    return found


def median(times: Sequence[int]) -> float | None:
    """Return the middle one, of an even number the mean of the two in the middle."""
    row = sorted(times)
    return (row[(len(row) - 1) // 2] + row[len(row) // 2]) / 2 if row else None


def ninth(times: Sequence[int]) -> float | None:
    """Return the ⌈0.9 n⌉-th."""
    return sorted(times)[-(-9 * len(times) // 10) - 1] if times else None


def _share(values: Sequence[int], *wanted: int) -> float | None:
    return _tenth(100 * len([value for value in values if value in wanted]), len(values)) if values else None


def _tenth(part: int, whole: int) -> float:
    """Return part / whole to one decimal."""
    return round(part / whole, 1)
