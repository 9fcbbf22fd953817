"""What the demo's help desk went through: tickets of the last months, thrown by dice, each with its words and its moves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from math import isqrt
from typing import TYPE_CHECKING, Final

from tui_crm.clock import Clock
from tui_crm.demo.cases import Case, Casebook
from tui_crm.demo.cases_de import GERMAN_CASES
from tui_crm.demo.cases_en import ENGLISH_CASES
from tui_crm.demo.cases_zh import CHINESE_CASES
from tui_crm.demo.cast import working_day_ago
from tui_crm.demo.colleagues import Written
from tui_crm.demo.dice import Dice
from tui_crm.demo.lands import CHINA, GERMANY
from tui_crm.demo.words import Tongue
from tui_crm.demo.words_de import GERMAN
from tui_crm.demo.words_en import ENGLISH
from tui_crm.demo.words_zh import CHINESE
from tui_crm.models.codes import ActivityKind, Direction, Stage
from tui_crm.models.ticket import TicketKind, TicketState

if TYPE_CHECKING:
    from tui_crm.models.sla import Targets
    from tui_crm.models.working_time import WorkingCalendar

_TICKETS: Final = 84
_DAYS: Final = 120
_SEED: Final = 17
_OWNERS: Final = ("anna", "anna", "anna", "li", "wang", "me")
_CHANNELS: Final[Mapping[str, tuple[str, ...]]] = {CHINA.country: ("wechat", "wechat", "phone"), "": ("email", "phone")}
_LATE, _SLOW, _ALONE = 12, 10, 30  # percent: a late answer, a late solution, first in nobody's hands but the team's
_SPARE: Final = timedelta(minutes=20)


@dataclass(frozen=True)
class Word:
    """Something said at a time, in or out, or a note among colleagues (no direction)."""

    at: datetime
    text: str
    direction: Direction | None


@dataclass
class Planned:
    """A ticket before it is written: whose it is, what is said on it, and which states it came to, oldest first.

    ``part`` is who sees to it ("": the team), ``item`` the ware that it is about, ``lines`` how many lines of the
    checklist are ticked off.
    """

    of: Written
    case: Case
    opened: datetime
    channel: str
    item: str
    part: str
    priority: str = ""
    words: list[Word] = field(default_factory=list)
    moves: list[tuple[TicketState, datetime]] = field(default_factory=list)
    ticket_id: int = 0

    @property
    def contact(self) -> int:
        """Who asks."""
        return self.of.staff[0] if self.of.staff else self.of.id

    @property
    def state(self) -> TicketState:
        """Where it is now."""
        return self.moves[-1][0] if self.moves else TicketState.NEW

    def reached(self, state: TicketState) -> datetime | None:
        """Return when it came to a state last."""
        return next((at for each, at in reversed(self.moves) if each is state), None)

    def filled(self, text: str) -> str:
        """Return a sentence of the case with its ware."""
        return text.format(item=self.item)


@dataclass(frozen=True)
class Desk:
    """Everything on the desk: all tickets by when they were opened, and those that are told of by name."""

    tickets: Sequence[Planned]
    burning: Planned
    first: Planned
    again: Planned
    customers: Sequence[Written]


class Planner:
    """Plans tickets for customers, in the team's working time, up to now; ``promised`` says the targets of a kind."""

    def __init__(self, clock: Clock, team: "WorkingCalendar", promised: "Mapping[str, Targets]") -> None:
        self._clock = clock
        self._now = clock.now()
        self._team = team
        self._promised = promised

    def desk(self, written: Sequence[Written]) -> Desk:
        """Plan everything for the customers that are there."""
        pool = [each for each in written if _can_ask(each)]
        pool.sort(key=lambda each: Dice(_SEED, each.id).below(1 << 30))
        burning, pressing, twice, *others = pool
        first, again = self._twice(twice)
        told = [self._burning(burning), self._pressing(pressing), first, again]
        told += [self._thrown(number, others[number % len(others)]) for number in range(_TICKETS)]
        burns = told[0]
        return Desk(sorted(told, key=lambda each: (each.opened, each.of.id)), burns, first, again, others)

    def _thrown(self, number: int, of: Written) -> Planned:
        dice = Dice(_SEED, -1 - number)
        case = dice.pick(casebook(of).cases)
        planned = self._planned(of, case, self._opened(number, dice), dice)
        if case.kind is not TicketKind.COMPLAINT and dice.happens(_ALONE):
            planned.part = ""
        self._go_on(planned, dice)
        return planned

    def _opened(self, number: int, dice: Dice) -> datetime:
        """Return when a ticket of so many was opened: more of them of late, none in what is still to come."""
        days = isqrt(_DAYS**2 * (_TICKETS - number) ** 3 // _TICKETS**3)
        wall = time(9 + dice.below(8), 5 * dice.below(12))
        while True:
            at = datetime.combine(working_day_ago(days, self._clock.today()), wall, self._clock.zone)
            if at < self._now - _SPARE:
                return at
            days += 1

    def _planned(self, of: Written, case: Case, opened: datetime, dice: Dice) -> Planned:
        item = _tongue(of).ware(dice).partition("|")[0]
        channel = dice.pick(_CHANNELS.get(_country(of), _CHANNELS[""]))
        return Planned(of, case, opened, channel, item, dice.pick(_OWNERS))

    def _go_on(self, planned: Planned, dice: Dice) -> None:
        """Let a ticket go its way as far as time allows: answered, asked back, solved, closed."""
        case, targets = planned.case, self._promised[planned.case.kind]
        share = dice.between(110, 160) if dice.happens(_LATE) else dice.between(5, 70)
        at = self._team.add(planned.opened, (targets.first or 0) * share // 100)
        if not self._say(planned, at, case.answer, Direction.OUT, TicketState.OPEN):
            return
        planned.part = planned.part or dice.pick(_OWNERS)
        if case.note:
            self._say(planned, self._team.add(at, dice.between(5, 25)), case.note, None)
        if case.ask:
            at = self._team.add(at, dice.between(30, 90))
            if not self._say(planned, at, case.ask, Direction.OUT, TicketState.WAITING):
                return
            at += timedelta(minutes=dice.between(200, 4000))
            if not self._say(planned, at, case.back, Direction.IN, TicketState.OPEN):
                return
        share = dice.between(110, 140) if dice.happens(_SLOW) else dice.between(15, 75)
        solved = self._team.add(planned.opened, (targets.resolution or 5 * (targets.next or 0)) * share // 100)
        solved = max(solved, self._team.add(at, 45))
        if self._say(planned, solved, case.solved, Direction.OUT, TicketState.RESOLVED):
            self._go_to(planned, TicketState.CLOSED, self._team.add(solved, dice.between(400, 1900)))

    def _say(
        self, planned: Planned, at: datetime, text: str, direction: Direction | None, then: TicketState | None = None
    ) -> bool:
        """Let something be said, and the ticket go on by it; tells whether it was said by now."""
        if at > self._now - _SPARE:
            return False
        planned.words.append(Word(at, planned.filled(text), direction))
        return then is None or self._go_to(planned, then, at)

    def _go_to(self, planned: Planned, state: TicketState, at: datetime) -> bool:
        if at > self._now - _SPARE:
            return False
        if planned.state is not state:
            planned.moves.append((state, at))
        return True

    def _burning(self, of: Written) -> Planned:
        """Plan the complaint that should have been solved an hour of work ago."""
        targets = self._promised[TicketKind.COMPLAINT]
        opened = self._team.add(self._team.add(self._now, -70), -(targets.resolution or 0))
        planned = self._planned(of, casebook(of).burning, opened, Dice(_SEED, of.id))
        planned.part = "me"
        self._say(planned, self._team.add(opened, 20), planned.case.answer, Direction.OUT, TicketState.OPEN)
        return planned

    def _pressing(self, of: Written) -> Planned:
        """Plan the failure that is to be answered within half an hour of work."""
        targets = self._promised["high"]
        opened = self._team.add(self._team.add(self._now, 35), -(targets.first or 0))
        planned = self._planned(of, casebook(of).pressing, opened, Dice(_SEED, of.id))
        planned.part, planned.priority = "me", "high"
        return planned

    def _twice(self, of: Written) -> tuple[Planned, Planned]:
        """Plan two tickets for one thing: somebody writes again the day after."""
        book, today = casebook(of), self._clock.today()
        wobbling = next(case for case in book.cases if case.wobbles)
        moments = (
            datetime.combine(self._team.add_days(today, -days), wall, self._clock.zone)
            for days, wall in ((2, time(15, 10)), (1, time(9, 12)))
        )
        dice = Dice(_SEED, of.id)
        first, again = (
            self._planned(of, case, at, dice) for case, at in zip((wobbling, book.again), moments, strict=True)
        )
        again.channel, again.part, first.part = first.channel, "", "anna"
        self._say(first, first.opened + timedelta(minutes=25), wobbling.answer, Direction.OUT, TicketState.OPEN)
        return first, again


def casebook(of: Written) -> Casebook:
    """Return the cases in a customer's language."""
    return {CHINA.country: CHINESE_CASES, GERMANY.country: GERMAN_CASES}.get(_country(of), ENGLISH_CASES)


def _tongue(of: Written) -> Tongue:
    return {CHINA.country: CHINESE, GERMANY.country: GERMAN}.get(_country(of), ENGLISH)


def _country(of: Written) -> str:
    return next((str(address[-1]) for address in _addresses(of)), "")


def _addresses(of: Written) -> Iterator[Sequence[object]]:
    listed = of.cast.head.said.get("addresses")
    assert isinstance(listed, list)
    yield from listed


def _can_ask(of: Written) -> bool:
    """Tell whether a customer may have tickets: one of every day who buys, and whom one may talk to."""
    is_customer = of.cast.stage in {Stage.ACTIVE, Stage.NEW}
    return not of.cast.key and is_customer and not of.cast.head.said.get("do_not_contact")


def way_of(planned: Planned, word: Word) -> tuple[ActivityKind, dict[str, object]]:
    """Return over which kind of activity a word of a ticket goes, with what is said of that."""
    if word.direction is None:
        return ActivityKind.NOTE, {"text": word.text}
    said: dict[str, object] = {"direction": word.direction, "text": word.text}
    if planned.channel == "email":
        return ActivityKind.EMAIL, {**said, "subject": f"Re: {planned.filled(planned.case.subject)}"}
    if planned.channel == "phone":
        return ActivityKind.CALL, {**said, "outcome": "reached", "minutes": 2 + len(word.text) % 9}
    return ActivityKind.MESSAGE, {**said, "channel": planned.channel}
