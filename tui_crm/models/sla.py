"""Which clocks of a ticket ran, how long, and which runs out next: worked out from what happened to it.

The three clocks count the team's working time, and stand still while the ticket waits for the customer:

- *first response*: from the opening to the first word to the customer, or to the end where nobody said any;
- *next response*: from the customer's oldest unanswered word, the opening being one, to the next word to them, or to the end;
- *resolution*: from the opening to the end. A ticket taken up again goes on with it; while it was over does not count.

The end is that a ticket is resolved or closed. What is dated before the opening counts as if it had happened then.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from itertools import pairwise
from typing import Final, NamedTuple

from tui_crm.models.ticket import OVER, Clock, TicketState
from tui_crm.models.working_time import NoWorkingTime, WorkingCalendar

_NOTHING: Final = timedelta()


class Moved(NamedTuple):
    """A ticket comes to a state."""

    at: datetime
    to_state: str


class Said(NamedTuple):
    """Something is said between the team and the customer: ``incoming`` by the customer."""

    at: datetime
    incoming: bool


@dataclass(frozen=True)
class Targets:
    """What is promised, in minutes of working time; None promises nothing."""

    first: int | None = None
    next: int | None = None
    resolution: int | None = None

    def of(self, clock: Clock) -> int | None:
        """Return what is promised for ``clock``."""
        return {Clock.FIRST: self.first, Clock.NEXT: self.next, Clock.RESOLUTION: self.resolution}[clock]


NO_TARGETS: Final = Targets()
"""Nothing is promised."""


@dataclass(frozen=True)
class Facts:
    """What a ticket's clocks are worked out from; of moves, and of messages, at one moment the later given is the later."""

    opened_at: datetime
    moves: Sequence[Moved] = ()
    messages: Sequence[Said] = ()
    targets: Targets = NO_TARGETS


@dataclass(frozen=True)
class Run:
    """One run of a clock. ``target`` is in minutes of working time.

    ``spent`` is the working time that it ran: to its end, to the pause, or, where it runs now, to ``since``, from when on
    it does. ``due_at`` is when it runs out, or ran out, as long as it runs, ``warn_at`` when three quarters of the promised
    time have passed; ``met`` whether it ended in time.
    """

    clock: Clock
    target: int | None
    started_at: datetime
    ended_at: datetime | None
    spent: timedelta
    since: datetime | None = None
    due_at: datetime | None = None
    paused: bool = False
    met: bool | None = None
    warn_at: datetime | None = None

    @property
    def to_spare(self) -> timedelta | None:
        """What was left of the promised time when it ended, negative where that was late; None while it has not."""
        if self.ended_at is None or self.target is None:
            return None
        return timedelta(minutes=self.target) - self.spent

    def spent_by(self, now: datetime, calendar: WorkingCalendar) -> timedelta:
        """Return the working time that it has run when it is ``now``."""
        return self.spent if self.since is None else self.spent + max(_NOTHING, calendar.worked(self.since, now))


@dataclass(frozen=True)
class Standing:
    """What there is to know of a ticket at a glance: ``clock`` is the one that runs out next, at ``clock_at``.

    ``first_at`` is the first word to the customer, ``awaiting_since`` their oldest unanswered one; ``resolved_at`` and
    ``closed_at`` are when it came there, as long as it is; ``replies`` counts what either side said.
    """

    clock: Clock | None
    clock_at: datetime | None
    paused: bool
    first_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    last_in_at: datetime
    last_out_at: datetime | None
    awaiting_since: datetime | None
    replies: int


class _Going(Enum):
    ON = auto()
    PAUSED = auto()
    OVER = auto()


class _Stretch(NamedTuple):
    """A time in which a ticket goes on, waits or is over; the last one has no end."""

    start: datetime
    end: datetime | None
    going: _Going


def runs(facts: Facts, calendar: WorkingCalendar) -> tuple[Run, ...]:
    """Return every run of every clock: the first response, each next response in order, and the resolution."""
    return _Story(facts, calendar).runs()


def standing(facts: Facts, found: Iterable[Run]) -> Standing:
    """Return what there is to know at a glance; ``found`` is what :func:`runs` says."""
    running = [run for run in found if run.ended_at is None]
    ahead = min((run for run in running if run.due_at), key=lambda run: run.due_at or run.started_at, default=None)
    stretches, words = _stretches(facts), _words(facts)
    states = _states(facts)
    now = stretches[-1]
    closed = [at for at, state in states[_last_other(states, TicketState.CLOSED) :] if state == TicketState.CLOSED]
    answers = [word.at for word in words if not word.incoming]
    return Standing(
        clock=ahead.clock if ahead else None,
        clock_at=ahead.due_at if ahead else None,
        paused=now.going is _Going.PAUSED,
        first_at=answers[0] if answers else None,
        resolved_at=now.start if now.going is _Going.OVER else None,
        closed_at=closed[0] if closed else None,
        last_in_at=max((word.at for word in words if word.incoming), default=facts.opened_at),
        last_out_at=answers[-1] if answers else None,
        awaiting_since=next((run.started_at for run in running if run.clock is Clock.NEXT), None),
        replies=len(words),
    )


@dataclass(frozen=True)
class _Story:
    facts: Facts
    calendar: WorkingCalendar
    stretches: list[_Stretch] = field(init=False)
    starts: list[datetime] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "stretches", _stretches(self.facts))
        object.__setattr__(self, "starts", [stretch.start for stretch in self.stretches])

    def runs(self) -> tuple[Run, ...]:
        opened, now = self.facts.opened_at, self.stretches[-1]
        answered = (word.at for word in _words(self.facts) if not word.incoming)
        ends = (stretch.start for stretch in self.stretches if stretch.going is _Going.OVER)
        done = min((at for at in (next(answered, None), next(ends, None)) if at), default=None)
        return (
            self._run(Clock.FIRST, opened, done),
            *(self._run(Clock.NEXT, start, end) for start, end in self._unanswered()),
            self._run(Clock.RESOLUTION, opened, now.start if now.going is _Going.OVER else None),
        )

    def _unanswered(self) -> Iterator[tuple[datetime, datetime | None]]:
        """Yield from when to when the customer waited for a word, in order."""
        since: datetime | None = self.facts.opened_at
        for at, asks in self._turns():
            if asks:
                since = since or at
            elif since:
                yield since, at
                since = None
        if since:
            yield since, None

    def _turns(self) -> Iterator[tuple[datetime, bool]]:
        """Yield when a word is owed to the customer, and when none is any more; on one that is over only once it goes on."""
        over = heard = False
        for at, _turn, event in self._events():
            if isinstance(event, Said):
                heard = over and event.incoming
                if not heard:
                    yield at, event.incoming
            else:
                over = event is _Going.OVER
                if over or heard:
                    yield at, not over
                heard = False

    def _events(self) -> list[tuple[datetime, int, _Going | Said]]:
        """Return all that happened in its order: at one moment, what the ticket comes to before what is said."""
        changes = [(stretch.start, 0, stretch.going) for stretch in self.stretches]
        said = [(word.at, 1, word) for word in _words(self.facts)]
        return sorted([*changes, *said], key=lambda event: event[:2])

    def _run(self, clock: Clock, start: datetime, end: datetime | None) -> Run:
        target = self.facts.targets.of(clock)
        promised = None if target is None else timedelta(minutes=target)
        marks = [] if promised is None else [promised, promised * 3 / 4]
        reached: list[datetime | None] = [None for _mark in marks]
        spent, since = _NOTHING, None
        for opens, closes in self._ran(start, end):
            if closes is None:
                since = opens
                break
            worked = self.calendar.worked(opens, closes)
            for place, mark in enumerate(marks):
                if reached[place] is None and spent + worked >= mark:
                    reached[place] = self._after(opens, mark - spent)
            spent += worked
        if end is not None:
            return Run(clock, target, start, end, spent, met=None if promised is None else spent <= promised)
        if since is None:
            return Run(clock, target, start, None, spent, paused=True)
        ends = [at or self._after(since, mark - spent) for at, mark in zip(reached, marks, strict=True)]
        due, warn = ends or (None, None)
        return Run(clock, target, start, None, spent, since, due, warn_at=warn)

    def _ran(self, start: datetime, end: datetime | None) -> Iterator[tuple[datetime, datetime | None]]:
        """Yield the stretches from ``start`` to ``end`` in which clocks run."""
        for place in range(bisect_right(self.starts, start) - 1, len(self.stretches)):
            opens, closes, going = self.stretches[place]
            if end is not None and opens >= end:
                return
            if going is _Going.ON:
                yield max(opens, start), end if closes is None or (end is not None and end < closes) else closes

    def _after(self, start: datetime, time: timedelta) -> datetime | None:
        """Return when so much working time has passed, None where nobody works for years and no promise runs out."""
        try:
            return self.calendar.after(start, time)
        except NoWorkingTime:
            return None


def _states(facts: Facts) -> list[Moved]:
    """Return the ticket's states in their order; the first begins at its opening."""
    moves = sorted(
        (Moved(max(move.at, facts.opened_at), move.to_state) for move in facts.moves), key=lambda move: move.at
    )
    return [Moved(facts.opened_at, TicketState.NEW), *moves]


def _words(facts: Facts) -> list[Said]:
    words = (Said(max(word.at, facts.opened_at), word.incoming) for word in facts.messages)
    return sorted(words, key=lambda word: word.at)


def _stretches(facts: Facts) -> list[_Stretch]:
    """Return the stretches of a ticket's time, in order, without gaps; none is empty and no two alike touch."""
    states = _states(facts)
    lasting = [one for one, later in pairwise(states) if one.at < later.at] + states[-1:]
    changes: list[tuple[datetime, _Going]] = []
    for at, state in lasting:
        going = _Going.PAUSED if state == TicketState.WAITING else _Going.OVER if state in OVER else _Going.ON
        if not changes or changes[-1][1] is not going:
            changes.append((at, going))
    ends = [*(at for at, _going in changes[1:]), None]
    return [_Stretch(at, end, going) for (at, going), end in zip(changes, ends, strict=True)]


def _last_other(states: Sequence[Moved], state: str) -> int:
    """Return the place after the last move to anywhere but ``state``."""
    return max((place + 1 for place, move in enumerate(states) if move.to_state != state), default=0)
