"""How an everyday story goes: its beats, and the arcs in which one beat follows from another.

An arc is a few beats within days of each other about one ware; between arcs weeks go by.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from tui_crm.demo.dice import Dice
from tui_crm.models.codes import ActivityKind, Direction, Stage

Arc: TypeAlias = tuple[str, ...]

ORDERS = frozenset({"first_order", "reorder"})
"""The beats in which somebody buys."""


@dataclass(frozen=True)
class Beat:
    """One thing that happens: the ``feelings`` it may leave, how many minutes it takes, and the objection that is made."""

    kind: ActivityKind
    direction: Direction | None = None
    feelings: tuple[int, ...] = ()
    minutes: tuple[int, int] = (0, 0)
    outcome: str = ""
    objection: str = ""
    campaign: bool = False
    all_staff: bool = False


def _call(*feelings: int, direction: Direction = Direction.OUT, objection: str = "") -> Beat:
    return Beat(ActivityKind.CALL, direction, feelings, (2, 28), "reached", objection)


def _rang(outcome: str) -> Beat:
    return Beat(ActivityKind.CALL, Direction.OUT, outcome=outcome)


def _mail(direction: Direction, *, campaign: bool = False) -> Beat:
    return Beat(ActivityKind.EMAIL, direction, campaign=campaign)


def _message(direction: Direction, *feelings: int) -> Beat:
    return Beat(ActivityKind.MESSAGE, direction, feelings)


BEATS: Mapping[str, Beat] = {
    "form": Beat(ActivityKind.SYSTEM, Direction.IN),
    "fair": Beat(ActivityKind.NOTE, campaign=True),
    "cold": _call(0, 0, 1),
    "hint": _mail(Direction.IN),
    "missed": _rang("no answer"),
    "voicemail": _rang("left message"),
    "busy": _rang("call back"),
    "wrong": _rang("wrong number"),
    "needs": _call(1, 1, 0),
    "catalogue": _mail(Direction.OUT, campaign=True),
    "showroom": Beat(ActivityKind.MEETING, Direction.IN, (1, 2), (30, 90)),
    "measure": Beat(ActivityKind.VISIT, Direction.OUT, (1, 0), (40, 120)),
    "quote": _mail(Direction.OUT),
    "quote_asked": _mail(Direction.IN),
    "price": _call(-1, -1, 0, direction=Direction.IN, objection="price"),
    "slow": _call(-1, direction=Direction.IN, objection="timing"),
    "supplier": _call(0, -1, objection="competitor"),
    "budget": _call(0, -1, objection="need"),
    "terms": _call(1),
    "first_order": _mail(Direction.IN),
    "dates": _message(Direction.OUT),
    "arrived": _message(Direction.IN, 2, 1),
    "late": _call(-1, direction=Direction.IN),
    "damage": _call(-2, direction=Direction.IN),
    "repaired": Beat(ActivityKind.VISIT, Direction.OUT, (1,), (30, 100)),
    "rated": Beat(ActivityKind.SURVEY, Direction.IN, (2,)),
    "care": _call(1, 0, 1),
    "photos": _message(Direction.OUT),
    "news": _mail(Direction.OUT, campaign=True),
    "reorder": _call(2, 1, direction=Direction.IN),
    "visit": Beat(ActivityKind.VISIT, Direction.OUT, (1, 1, 0), (25, 90)),
    "plans": Beat(ActivityKind.MEETING, Direction.OUT, (1, 0), (45, 120), all_staff=True),
    "internal": Beat(ActivityKind.NOTE),
    "cool": _call(0, -1),
    "unanswered": _mail(Direction.OUT),
    "gone": Beat(ActivityKind.EMAIL, Direction.IN, (-1, -2)),
}
"""Every beat by its name; the languages have the words for each."""

_OPENINGS: tuple[Arc, ...] = (
    ("form", "catalogue", "needs"),
    ("form", "missed", "needs", "showroom"),
    ("fair", "catalogue", "busy", "needs"),
    ("fair", "needs", "measure"),
    ("cold", "catalogue", "needs"),
    ("cold", "voicemail", "needs", "showroom"),
    ("hint", "needs", "catalogue"),
    ("hint", "showroom"),
)
_STUCK: tuple[Arc, ...] = (
    ("quote",),
    ("quote", "quote_asked"),
    ("quote", "price"),
    ("quote", "slow"),
    ("supplier",),
    ("budget",),
    ("missed", "voicemail"),
    ("wrong",),
    (),
    (),
)
_SALES: tuple[Arc, ...] = (
    ("quote", "first_order"),
    ("measure", "quote", "first_order"),
    ("quote", "quote_asked", "first_order"),
    ("quote", "price", "terms", "first_order"),
    ("measure", "quote", "slow", "terms", "first_order"),
    ("supplier", "quote", "terms", "first_order"),
)
_DELIVERIES: tuple[Arc, ...] = (
    ("dates", "arrived"),
    ("dates", "arrived", "rated"),
    ("dates", "late", "arrived"),
    ("dates", "damage", "repaired", "rated"),
    ("arrived", "internal"),
)
_REORDERS: tuple[Arc, ...] = (
    ("photos", "reorder", "dates"),
    ("visit", "quote", "reorder"),
    ("reorder", "dates", "arrived"),
    ("news", "reorder"),
)
_REGULARS: tuple[Arc, ...] = (
    ("care",),
    ("news", "visit"),
    ("plans",),
    ("photos", "care"),
    ("internal",),
    ("damage", "repaired"),
    ("missed", "care"),
    ("busy", "visit", "quote"),
    ("late", "care"),
    ("rated",),
)
_COOLINGS: tuple[Arc, ...] = (("cool", "missed"), ("news", "cool"), ("care", "unanswered"), ("price", "unanswered"))
_PARTINGS: tuple[Arc, ...] = (("cool", "gone"), ("price", "gone"), ("missed", "unanswered"))

_REGULAR = {Stage.ACTIVE: (2, 5), Stage.DORMANT: (1, 3), Stage.CHURNED: (0, 2)}


def arcs(stage: Stage, dice: Dice) -> list[Arc]:
    """Return the arcs of a story that ends in ``stage``, in order."""
    opening = dice.pick(_OPENINGS)
    if stage is Stage.LEAD:
        return [opening, dice.pick(_STUCK)]
    told = [opening, dice.pick(_SALES), dice.pick(_DELIVERIES)]
    if stage is Stage.NEW:
        return told[: dice.between(2, 3)]
    middle = [dice.pick(_REORDERS), *_some(_REGULARS, dice.between(*_REGULAR[stage]), dice)]
    told += _some(tuple(middle), len(middle), dice)
    if stage is Stage.DORMANT:
        told.append(dice.pick(_COOLINGS))
    elif stage is Stage.CHURNED:
        told.append(dice.pick(_PARTINGS))
    return told


def _some(choices: tuple[Arc, ...], count: int, dice: Dice) -> list[Arc]:
    """Return ``count`` different ones of ``choices``, shuffled."""
    left = list(choices)
    return [left.pop(dice.below(len(left))) for _ in range(count)]
