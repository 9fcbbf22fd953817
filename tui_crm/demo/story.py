"""What happened with an everyday customer of the demo and what shall happen: a year that fits the stage where it ended.

Somebody who is ``dormant`` was last spoken with more than 90 days ago, an ``active`` customer this month; calls are made
on working days in working hours. All days count from the clock's today, so that the demo is always about now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tui_crm.clock import Clock
from tui_crm.demo import phrases
from tui_crm.demo.beats import BEATS, ORDERS, Beat, arcs
from tui_crm.demo.cast import (
    CHURNED_AFTER,
    DORMANT_AFTER,
    Promise,
    Step,
    Story,
    Touch,
    day_ahead,
    in_mail,
    working_day,
    working_day_ago,
)
from tui_crm.demo.customers import Customer, chat_of
from tui_crm.demo.dice import Dice
from tui_crm.demo.tongues import currency_of, tongue_of
from tui_crm.demo.words import Tongue
from tui_crm.i18n import _
from tui_crm.models.codes import ActivityKind, Priority, Stage
from tui_crm.models.when import When

_LONGEST = 362
_FIRST_ARCS = 3
"""How many arcs are about the first ware: getting to know each other, the sale, the delivery."""

_LAST = {
    Stage.LEAD: (0, 7),
    Stage.NEW: (0, 12),
    Stage.ACTIVE: (0, 35),
    Stage.DORMANT: (92, 170),
    Stage.CHURNED: (185, 250),
}
"""How many days ago the last touch was."""

_PLANNED = {Stage.LEAD: 70, Stage.NEW: 90, Stage.ACTIVE: 75, Stage.DORMANT: 15, Stage.CHURNED: 4}
"""How likely something is planned."""

_REMINDED = {Stage.LEAD: "lead", Stage.NEW: "customer", Stage.ACTIVE: "customer"}
_PRIORITIES = (*[Priority.NORMAL] * 4, Priority.HIGH, Priority.LOW, Priority.URGENT)


@dataclass(frozen=True)
class _Scene:
    """A beat with its words; ``gap`` is how many days passed since the one before."""

    name: str
    text: str
    gap: int


def story(customer: Customer, clock: Clock) -> Story:
    """Return what happened with a customer up to the clock's now, and what is planned."""
    dice, tongue = customer.dice, tongue_of(customer.profile)
    scenes = _scenes(customer, tongue)
    moments = _moments(scenes, customer.stage, dice, clock)
    told = Story(moments[0])
    left = list(tongue.reminders[_REMINDED.get(customer.stage, "cold")])
    ware = tongue.ware(dice)
    for scene, moment in zip(scenes, moments, strict=True):
        told.touches.append(_touch(scene, moment, customer))
        if len(left) > 1 and dice.happens(20):
            due = When(moment.astimezone(clock.zone).date(), None, clock.zone.key)
            text = _filled(left.pop(dice.below(len(left))), tongue, ware, customer)
            told.promises.append(Promise(due, text, done_at=moment))
    told.steps.extend(_steps(customer.stage, scenes, moments))
    if dice.happens(_PLANNED[customer.stage]):
        told.promises.append(_planned(left, tongue, ware, customer, clock))
    return told


def _scenes(customer: Customer, tongue: Tongue) -> list[_Scene]:
    """Return the beats of a story with their words, none of which are said twice."""
    dice, said = customer.dice, set[str]()
    scenes: list[_Scene] = []
    wares = [tongue.ware(dice)]
    slots = tongue.slots(dice, wares[0], currency_of(customer.profile))
    for number, arc in enumerate(arcs(customer.stage, dice)):
        if number >= _FIRST_ARCS:
            wares.append(dice.pick([*wares, tongue.ware(dice)]))
            slots = tongue.slots(dice, wares[-1], currency_of(customer.profile))
        for place, name in enumerate(arc):
            gap = dice.between(1, 8) if place else dice.between(9, 34)
            left = [text for text in (each.format(**slots) for each in tongue.beats[name]) if text not in said]
            if left:
                text = dice.pick(left)
                said |= {text} - {""}
                scenes.append(_Scene(name, text, gap))
    return scenes


def _moments(scenes: Sequence[_Scene], stage: Stage, dice: Dice, clock: Clock) -> list[datetime]:
    """Return working moments in order, the last as long ago as the stage wants, the first within a year."""
    last = dice.between(*_LAST[stage])
    agos = [0]
    for scene in reversed(scenes[1:]):
        agos.append(agos[-1] + scene.gap)
    whole = agos[-1]
    within = min(whole, _LONGEST - last)
    moments: list[datetime] = []
    for days in reversed(agos):
        ago = last + days * within // max(whole, 1)
        moments.append(_working_moment(ago, moments[-1] if moments else None, dice, clock))
    return moments


def _working_moment(days_ago: int, after: datetime | None, dice: Dice, clock: Clock) -> datetime:
    day = working_day_ago(days_ago, clock.today())
    wall = time(dice.between(9, 17), 5 * dice.below(12))
    moment = datetime.combine(day, wall, clock.zone)
    if moment > clock.now():
        moment = datetime.combine(working_day(day - timedelta(days=1)), wall, clock.zone)
    if after is not None and moment <= after:
        return after + timedelta(minutes=5 * dice.between(1, 4))
    return moment


def _touch(scene: _Scene, at: datetime, customer: Customer) -> Touch:
    dice, beat = customer.dice, BEATS[scene.name]
    person = None
    if customer.staff:
        person = 0 if dice.happens(75) else dice.below(len(customer.staff))
    said = _said(beat, scene.text, dice)
    if beat.kind is ActivityKind.MESSAGE:
        said["channel"] = chat_of(customer.profile)
    return Touch(beat.kind, at, person, said, beat.all_staff)


def _said(beat: Beat, text: str, dice: Dice) -> dict[str, object]:
    said = in_mail(text)
    if beat.direction:
        said["direction"] = beat.direction
    if beat.outcome:
        said["outcome"] = beat.outcome
    if beat.feelings:
        said["feeling"] = dice.pick(beat.feelings)
    if beat.minutes[1]:
        said["minutes"] = dice.between(*beat.minutes)
    if beat.objection:
        said["objection"] = beat.objection
    if beat.campaign and dice.happens(60):
        said["campaign"] = _(dice.pick(phrases.CAMPAIGNS))
    return said


def _steps(stage: Stage, scenes: Sequence[_Scene], moments: Sequence[datetime]) -> list[Step]:
    """Return the way to ``stage``: two orders, then the silence."""
    orders = [moment for scene, moment in zip(scenes, moments, strict=True) if scene.name in ORDERS]
    way = [Step(was, now, at, phrases.WHY[now]) for (was, now), at in zip(_BUYING, orders, strict=False)]
    if stage in (Stage.DORMANT, Stage.CHURNED):
        silent = moments[-1] + DORMANT_AFTER
        way.append(Step(Stage.ACTIVE, Stage.DORMANT, silent, phrases.WHY[Stage.DORMANT]))
    if stage is Stage.CHURNED:
        lost = moments[-1] + CHURNED_AFTER
        way.append(Step(Stage.DORMANT, Stage.CHURNED, lost, phrases.WHY[Stage.CHURNED]))
    return way


_BUYING = ((Stage.LEAD, Stage.NEW), (Stage.NEW, Stage.ACTIVE))


def _planned(left: Sequence[str], tongue: Tongue, ware: str, customer: Customer, clock: Clock) -> Promise:
    """Return an open reminder: one in ten overdue, one in ten today, four in ten within a week."""
    dice = customer.dice
    ahead = dice.pick((dice.between(-6, -1), 0, *[dice.between(1, 6)] * 4, *[dice.between(7, 45)] * 4))
    meeting = dice.happens(25)
    said, place = dice.pick(tongue.meetings) if meeting else (dice.pick(left), "")
    text = _filled(said, tongue, ware, customer)
    wall = time(dice.between(9, 17), 30 * dice.below(2)) if meeting or dice.happens(20) else None
    due = When(day_ahead(ahead, clock), wall, clock.zone.key)
    minutes = 15 * dice.between(2, 8) if meeting else None
    return Promise(due, text, dice.pick(_PRIORITIES), minutes, place.format(street=customer.profile.address.street))


def _filled(text: str, tongue: Tongue, ware: str, customer: Customer) -> str:
    return text.format(**tongue.slots(customer.dice, ware, currency_of(customer.profile)))
