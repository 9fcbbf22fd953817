"""What happened with a customer of the demo and what shall happen: a year that fits the stage where it ended.

Somebody who is ``dormant`` was last spoken with more than 90 days ago, an ``active`` customer this month; calls are made
on working days in working hours. All days count from the clock's today, so that the demo is always about now.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tui_crm.clock import Clock
from tui_crm.demo import phrases
from tui_crm.demo.customers import Customer, chat_of
from tui_crm.demo.dice import Dice
from tui_crm.i18n import _
from tui_crm.models.codes import ActivityKind, Direction, Priority, Stage
from tui_crm.models.when import When


@dataclass(frozen=True)
class Touch:
    """Something that happened: ``said`` in the words of ``ActivityFields``, ``person`` the place of one among the staff.

    ``person`` is None for the customer's own card; ``all_staff`` says that everybody took part.
    """

    kind: ActivityKind
    at: datetime
    person: int | None
    said: dict[str, object]
    all_staff: bool = False


@dataclass(frozen=True)
class Step:
    """A change of stage, and why."""

    was: Stage
    now: Stage
    at: datetime


@dataclass(frozen=True)
class Promise:
    """Something that shall happen, or was done at ``done_at``."""

    due: When
    text: str
    priority: Priority = Priority.NORMAL
    minutes: int | None = None
    done_at: datetime | None = None


@dataclass
class Story:
    """A customer's past, oldest first, and future; ``began`` when the first of it happened."""

    began: datetime
    touches: list[Touch] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)


@dataclass(frozen=True)
class _Pace:
    """Days ago of the first and the last touch, days from one to the next, and how likely something is planned."""

    first: tuple[int, int]
    last: tuple[int, int]
    gap: tuple[int, int]
    planned: int


_PACES = {
    Stage.LEAD: _Pace((8, 60), (0, 7), (6, 20), 70),
    Stage.NEW: _Pace((20, 50), (0, 12), (5, 14), 90),
    Stage.ACTIVE: _Pace((120, 365), (0, 35), (10, 40), 75),
    Stage.DORMANT: _Pace((210, 365), (92, 170), (12, 40), 15),
    Stage.CHURNED: _Pace((270, 365), (185, 250), (12, 35), 4),
}
_OUTCOMES = (*["reached"] * 10, *["no answer"] * 4, *["left message"] * 2, *["call back"] * 2, "wrong number")
_KINDS = (
    *[ActivityKind.CALL] * 9, *[ActivityKind.EMAIL] * 5, *[ActivityKind.MESSAGE] * 3, *[ActivityKind.VISIT] * 2,
    *[ActivityKind.MEETING] * 2, ActivityKind.NOTE,
)  # fmt: skip
_PRIORITIES = (
    Priority.NORMAL,
    Priority.NORMAL,
    Priority.NORMAL,
    Priority.NORMAL,
    Priority.HIGH,
    Priority.LOW,
    Priority.URGENT,
)
_SATURDAY = 5


def story(customer: Customer, clock: Clock) -> Story:
    """Return what happened with a customer up to the clock's now, and what is planned."""
    dice, pace = customer.dice, _PACES[customer.stage]
    moments = sorted(_moments(pace, dice, clock))
    told = Story(moments[0])
    for moment in moments:
        person = dice.below(len(customer.staff)) if customer.staff else None
        kind = dice.pick(_KINDS)
        told.touches.append(
            Touch(
                kind,
                moment,
                person,
                _said(kind, dice, chat_of(customer.profile)),
                kind is ActivityKind.MEETING and dice.happens(60),
            )
        )
        if dice.happens(20):
            due = When((moment.astimezone(clock.zone)).date(), None, clock.zone.key)
            told.promises.append(Promise(due, _(dice.pick(phrases.REMINDERS)), done_at=moment))
    told.steps.extend(_steps(customer.stage, moments))
    if dice.happens(pace.planned):
        told.promises.append(_planned(dice, clock))
    return told


def _moments(pace: _Pace, dice: Dice, clock: Clock) -> Iterator[datetime]:
    """Yield working moments from the first to the last touch, in order."""
    ago, last = dice.between(*pace.first), dice.between(*pace.last)
    while ago > last:
        yield _working_moment(ago, dice, clock)
        ago -= dice.between(*pace.gap)
    yield _working_moment(last, dice, clock)


def _working_moment(days_ago: int, dice: Dice, clock: Clock) -> datetime:
    day = clock.today() - timedelta(days=days_ago)
    wall = time(dice.between(9, 17), 5 * dice.below(12))
    moment = datetime.combine(_working_day(day), wall, clock.zone)
    return (
        moment if moment <= clock.now() else datetime.combine(_working_day(day - timedelta(days=1)), wall, clock.zone)
    )


def _working_day(day: date) -> date:
    """Return ``day``, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def _said(kind: ActivityKind, dice: Dice, chat: str) -> dict[str, object]:
    match kind:
        case ActivityKind.CALL:
            return _call(dice)
        case ActivityKind.EMAIL:
            direction = dice.pick((Direction.OUT, Direction.OUT, Direction.IN))
            subject, text = dice.pick(phrases.EMAILS_OUT if direction is Direction.OUT else phrases.EMAILS_IN)
            return {"direction": direction, "subject": _(subject), "text": _(text), **_campaign(dice)}
        case ActivityKind.MESSAGE:
            return {"direction": Direction.OUT, "channel": chat, "text": _(dice.pick(phrases.MESSAGES))}
        case ActivityKind.NOTE:
            return {"text": _(dice.pick(phrases.NOTES))}
    feeling, text = dice.pick(phrases.VISITS if kind is ActivityKind.VISIT else phrases.MEETINGS)
    return {"feeling": feeling, "minutes": 15 * dice.between(2, 8), "text": _(text), **_campaign(dice)}


def _call(dice: Dice) -> dict[str, object]:
    outcome = dice.pick(_OUTCOMES)
    feeling, text = dice.pick(phrases.CALLS[outcome])
    said: dict[str, object] = {"outcome": outcome, "text": _(text), "direction": Direction.OUT}
    if feeling is not None:
        said |= {
            "feeling": feeling,
            "minutes": dice.between(2, 35),
            "direction": dice.pick((Direction.OUT, Direction.IN)),
        }
        if feeling < 0:
            said["objection"] = _(dice.pick(phrases.OBJECTIONS))
    return said


def _campaign(dice: Dice) -> dict[str, object]:
    return {"campaign": _(dice.pick(phrases.CAMPAIGNS))} if dice.happens(15) else {}


def _steps(stage: Stage, moments: Sequence[datetime]) -> Iterator[Step]:
    """Yield the way to ``stage``: two orders on the way, then the silence."""
    if stage is Stage.LEAD:
        return
    yield Step(Stage.LEAD, Stage.NEW, moments[len(moments) // 4])
    if stage is Stage.NEW:
        return
    yield Step(Stage.NEW, Stage.ACTIVE, moments[len(moments) // 2])
    if stage is Stage.ACTIVE:
        return
    yield Step(Stage.ACTIVE, Stage.DORMANT, moments[-1] + timedelta(days=90))
    if stage is Stage.CHURNED:
        yield Step(Stage.DORMANT, Stage.CHURNED, moments[-1] + timedelta(days=180))


def _planned(dice: Dice, clock: Clock) -> Promise:
    """Return an open reminder: one in eight overdue, one in eight today, four in ten this week."""
    ahead = dice.pick((dice.between(-12, -1), 0, *[dice.between(1, 6)] * 3, *[dice.between(7, 45)] * 3))
    day = clock.today() + timedelta(days=ahead)
    if ahead > 0 and day.weekday() >= _SATURDAY:
        day += timedelta(days=7 - day.weekday())
    meeting = dice.happens(25)
    text = _(dice.pick(phrases.MEETING_REMINDERS if meeting else phrases.REMINDERS))
    wall = time(dice.between(9, 17), 30 * dice.below(2)) if meeting or dice.happens(20) else None
    when = When(day, wall, clock.zone.key)
    return Promise(when, text, dice.pick(_PRIORITIES), 15 * dice.between(2, 8) if meeting else None)
