"""Tickets made by chance, and a walk over each of their minutes that counts their clocks as the words of the rules say."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from tests.models.test_working_time import Question
from tui_crm.models.sla import Facts, Moved, Run, Said, Targets, runs
from tui_crm.models.ticket import Clock
from tui_crm.models.working_time import WorkingCalendar

MINUTE = timedelta(minutes=1)
STATES = ("open", "waiting", "open", "waiting", "resolved", "closed", "new")


@dataclass(frozen=True)
class Case:
    """A ticket made by chance in a calendar made by chance; ``last`` is after all that happened."""

    facts: Facts
    calendar: WorkingCalendar
    last: datetime

    @classmethod
    def by(cls, chance: Random, *, days: int = 6, step: timedelta = MINUTE) -> "Case":
        """Return a ticket of so many days whose moments are whole ``step``\\ s from its opening on."""
        question = Question.by(chance)
        opened = question.at.replace(second=0)
        steps = days * timedelta(days=1) // step

        def moment() -> datetime:
            return opened + step * (0 if chance.random() < 0.05 else chance.randrange(steps))

        moves = [Moved(moment(), chance.choice(STATES)) for _move in range(chance.randrange(9))]
        words = [Said(moment(), chance.random() < 0.55) for _word in range(chance.randrange(9))]
        words += [Said(move.at, chance.random() < 0.5) for move in moves if chance.random() < 0.3]
        targets = Targets(*(chance.choice((None, 1, 30, 60, 480, 2400)) for _clock in Clock))
        return cls(Facts(opened, moves, words, targets), question.calendar, opened + steps * step)

    def runs(self) -> tuple[Run, ...]:
        """Return the runs of its clocks."""
        return runs(self.facts, self.calendar)

    def with_moves(self, *moves: Moved) -> "Case":
        """Return it with further moves."""
        return replace(self, facts=replace(self.facts, moves=[*self.facts.moves, *moves]))


@dataclass
class Walked:
    """A clock as it is found by walking: ``due`` is when its minutes reached what was promised."""

    clock: Clock
    start: datetime
    target: int | None
    end: datetime | None = None
    minutes: int = 0
    due: datetime | None = None


@dataclass
class Walk:
    """A walk over a ticket's minutes: what it is in, and its clocks."""

    case: Case
    state: str = "new"
    heard: bool = False
    clocks: list[Walked] = field(default_factory=list)
    over_since: datetime | None = None

    def done(self) -> list[Walked]:
        """Walk to the end and return the clocks in the order in which runs tell them."""
        facts = self.case.facts
        for clock in Clock:
            self._start(clock, facts.opened_at)
        now = facts.opened_at
        while now < self.case.last:
            self._moves(now)
            self._words(now)
            if self.state in {"new", "open"} and self._works(now):
                self._count(now)
            now += MINUTE
        resolution = next(walked for walked in self.clocks if walked.clock is Clock.RESOLUTION)
        resolution.end = self.over_since
        return sorted(self.clocks, key=lambda walked: [*Clock].index(walked.clock))

    def _moves(self, now: datetime) -> None:
        before = self.state
        for move in self.case.facts.moves:
            self.state = move.to_state if move.at == now else self.state
        was_over, is_over = before in {"resolved", "closed"}, self.state in {"resolved", "closed"}
        if is_over and not was_over:
            self.over_since = now
            self._stop(Clock.FIRST, now)
            self._stop(Clock.NEXT, now)
        if was_over and not is_over:
            self.over_since = None
            if self.heard:
                self._start(Clock.NEXT, now)
        if was_over != is_over:
            self.heard = False

    def _words(self, now: datetime) -> None:
        for word in self.case.facts.messages:
            if word.at != now:
                continue
            if not word.incoming:
                self._stop(Clock.FIRST, now)
                self._stop(Clock.NEXT, now)
                self.heard = False
            elif self.state in {"resolved", "closed"}:
                self.heard = True
            elif not list(self._running(Clock.NEXT)):
                self._start(Clock.NEXT, now)

    def _count(self, now: datetime) -> None:
        for walked in self._running(*Clock):
            walked.minutes += 1
            if walked.minutes == walked.target:
                walked.due = now + MINUTE

    def _works(self, now: datetime) -> bool:
        wall = now.astimezone(self.case.calendar.zone)
        minutes = wall.hour * 60 + wall.minute
        return any(first <= minutes < last for first, last in self.case.calendar.day(wall.date()).spans)

    def _running(self, *clocks: Clock) -> Iterator[Walked]:
        return (walked for walked in self.clocks if walked.clock in clocks and walked.end is None)

    def _start(self, clock: Clock, now: datetime) -> None:
        self.clocks.append(Walked(clock, now, self.case.facts.targets.of(clock)))

    def _stop(self, clock: Clock, now: datetime) -> None:
        for walked in self._running(clock):
            walked.end = now


def clocks_change(case: Case) -> bool:
    """Tell whether the clocks are changed in these days: a minute of the wall that comes twice is then counted once."""
    days = (case.last - case.facts.opened_at).days
    moments = [case.facts.opened_at + timedelta(days=day) for day in range(-1, days + 2)]
    return len({moment.astimezone(case.calendar.zone).utcoffset() for moment in moments}) > 1
