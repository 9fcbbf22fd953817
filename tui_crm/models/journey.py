"""What a customer's journey consists of: its entries in order, by keys that tell what each is, and what stands between.

The journey is one sequence: what lies ahead first, the farthest before the nearest, then *now*, then what happened, newest
first. Only keys, kinds and times of all entries are held; the entries themselves are read a screen at a time.
"""

from array import array
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum
from itertools import compress, groupby
from operator import neg
from typing import Final

from tui_crm.i18n import N_
from tui_crm.models.changes import RecordChange
from tui_crm.models.codes import ACTIVITY_LABELS

STAGE: Final = "stage"
CHANGE: Final = "change"
REMINDER: Final = "reminder"
BIRTHDAY: Final = "birthday"
TICKET: Final = "ticket"
SCORE: Final = "score"

JOURNEY_LABELS: Final[Mapping[str, str]] = {
    **ACTIVITY_LABELS,
    TICKET: N_("ticket"),
    SCORE: N_("score"),
    STAGE: N_("stage"),
    CHANGE: N_("change"),
    REMINDER: N_("reminder"),
    BIRTHDAY: N_("birthday"),
}
"""What the kinds of entries are called: those of activities, and what else a journey has."""

JOURNEY_KINDS: Final = tuple(JOURNEY_LABELS)
"""The kinds of entries; an outline has them by their place here."""

SYSTEM_KINDS: Final = frozenset({"system", TICKET, STAGE, CHANGE, REMINDER, BIRTHDAY})
"""The kinds that are no touch: nobody spoke with the customer."""

_SORT_BITS: Final = 48


class Sort(IntEnum):
    """What an entry is made of; of one moment the later ones here come first, being the newer."""

    CHANGE = 0
    STAGE = 1
    ACTIVITY = 2
    TICKET = 3
    SCORE = 4
    REMINDER = 5
    BIRTHDAY = 6


def key_of(sort: Sort, number: int) -> int:
    """Return the key of the entry that is made of record ``number``: of an operation, a transition, an activity …"""
    return sort << _SORT_BITS | number


def parts_of(key: int) -> tuple[Sort, int]:
    """Return what an entry is made of, and the number of that record."""
    return Sort(key >> _SORT_BITS), key & (1 << _SORT_BITS) - 1


@dataclass(frozen=True)
class TicketStep:
    """What a ticket went through: its ``kind``, from which state (empty: it was opened) to which, in ``spent`` seconds of
    working time where it was solved by that, of the ``target`` in minutes that was promised.

    ``into`` is the number of the ticket that it was merged into by that.
    """

    kind: str
    was: str
    state: str
    spent: int | None = None
    target: int | None = None
    into: str = ""


@dataclass(frozen=True)
class Answer:
    """A score: its ``kind`` and ``value``, and those of the aspects that were told with it."""

    kind: str
    value: int
    aspects: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class JourneyEntry:
    """One entry. ``kind`` is one of JOURNEY_KINDS, ``at`` a date where no time is known, ``by`` a login.

    ``contact`` is whose entry it is. ``id`` is the activity's or reminder's, ``operation_id`` that of a stage or change;
    ``outcome`` of a stage is the one that began. ``note`` says on one line what an activity's ``subject`` and ``text``
    say, or what was changed. ``due_on`` and ``due_time`` are what the reader's wall shows, ``repeat`` the text of a
    reminder's rule. ``thread`` is the conversation of a mail. ``source`` is where a change came from, ``changes`` the
    cards with what changed on them. ``ticket`` is the number of the ticket that it belongs to, ``step`` what that went
    through, ``answer`` what a score says.
    """

    key: int
    kind: str
    at: datetime | date
    by: str = ""
    contact_id: int | None = None
    contact: str = ""
    outcome: str = ""
    note: str = ""
    id: int | None = None
    operation_id: int | None = None
    minutes: int | None = None
    feeling: int | None = None
    source: str = ""
    subject: str = ""
    text: str = ""
    channel: str = ""
    direction: str = ""
    objection: str = ""
    campaign: str = ""
    people: tuple[str, ...] = ()
    was: str = ""
    why: str = ""
    place: str = ""
    priority: str = ""
    done: bool = False
    overdue: bool = False
    due_on: date | None = None
    due_time: str = ""
    repeat: str = ""
    thread: str = ""
    changes: tuple[RecordChange, ...] = ()
    ticket_id: int | None = None
    ticket: str = ""
    step: TicketStep | None = None
    answer: Answer | None = None


@dataclass(frozen=True)
class StageStep:
    """A stage that a customer came to, and the instant in seconds (None: from the beginning, whenever that was)."""

    stage: str
    since: int | None


@dataclass(frozen=True)
class Silence:
    """``days`` without a touch, which ended with the one at ``until`` (in seconds; None: it lasts)."""

    days: int
    until: int | None


@dataclass(frozen=True)
class Head:
    """Whose journey it is, and how it stands: the way through the stages, the usual gap, and how long it is silent.

    ``people`` are the contacts whose entries need not say whose they are: the contact's own, and those of the only one
    who belongs to it.
    """

    contact_id: int
    name: str
    kind: str
    company: str
    role: str
    stages: tuple[StageStep, ...]
    pinned: bool
    deleted: bool
    usual_gap: int | None
    silent: int | None
    silences: tuple[Silence, ...]
    people: frozenset[int]


@dataclass(frozen=True)
class Asked:
    """Which entries: of some kinds (none: of all), from day to day, with some words in them, the first so many."""

    kinds: Collection[str] = ()
    first: date | None = None
    last: date | None = None
    search: str = ""
    limit: int | None = None


@dataclass(frozen=True)
class Month:
    """A month with entries: its first day, and the position of the first entry in it."""

    first: date
    position: int


@dataclass(frozen=True)
class Outline:
    """The entries of a journey, or some of them, in order: keys, kinds (places in JOURNEY_KINDS), seconds, days.

    The first ``ahead`` of them are still to come; ``days`` are the proleptic ordinals of the user's days. One that is
    ``narrowed`` to some of the entries has no silences: what was left out may have been said in them.
    """

    head: Head
    keys: "array[int]"
    kinds: "array[int]"
    times: "array[int]"
    days: "array[int]"
    ahead: int
    narrowed: bool = False

    def __len__(self) -> int:
        return len(self.keys)

    def kind(self, position: int) -> str:
        """Return the kind of the entry at a position."""
        return JOURNEY_KINDS[self.kinds[position]]

    def counts(self) -> dict[str, int]:
        """Return how many entries there are of each kind that there is, in the order of JOURNEY_KINDS."""
        found = ((kind, self.kinds.count(place)) for place, kind in enumerate(JOURNEY_KINDS))
        return {kind: count for kind, count in found if count}

    def of_kinds(self, kinds: Collection[str]) -> "Outline":
        """Return the entries of some kinds; of all where ``kinds`` is empty."""
        if not kinds:
            return self
        wanted = {place for place, kind in enumerate(JOURNEY_KINDS) if kind in kinds}
        return self.chosen([place in wanted for place in self.kinds])

    def of_days(self, first: date | None, last: date | None) -> "Outline":
        """Return the entries from ``first`` to ``last``, either of which may be open."""
        if first is None and last is None:
            return self
        low = first.toordinal() if first else date.min.toordinal()
        high = last.toordinal() if last else date.max.toordinal()
        return self.chosen([low <= day <= high for day in self.days])

    def past(self) -> "Outline":
        """Return what happened so far."""
        return replace(self.chosen([position >= self.ahead for position in range(len(self))]), narrowed=self.narrowed)

    def chosen(self, kept: Sequence[bool]) -> "Outline":
        """Return the entries of which ``kept`` says so."""
        return replace(
            self,
            keys=array("q", compress(self.keys, kept)),
            kinds=array("B", compress(self.kinds, kept)),
            times=array("q", compress(self.times, kept)),
            days=array("l", compress(self.days, kept)),
            ahead=sum(kept[: self.ahead]),
            narrowed=True,
        )

    def stage(self, position: int) -> str:
        """Return the stage that held at an entry of the past; nothing of what is still to come."""
        if position < self.ahead:
            return ""
        return stage_at(self.head.stages, self.times[position])

    def months(self) -> tuple[Month, ...]:
        """Return the months that have entries, in the order of the entries."""
        found: list[Month] = []
        position = 0
        for day, entries in groupby(self.days):
            first = date.fromordinal(day).replace(day=1)
            if not found or found[-1].first != first:
                found.append(Month(first, position))
            position += sum(1 for _entry in entries)
        return tuple(found)

    def silences(self) -> tuple[tuple[int, Silence], ...]:
        """Return the silences, each with the position of the first entry below it."""
        shown = () if self.narrowed else self.head.silences
        return tuple((self._below(silence.until), silence) for silence in shown)

    def _below(self, until: int | None) -> int:
        if until is None:
            return self.ahead
        return bisect_right(self.times, -until, lo=self.ahead, key=neg)


def stage_at(steps: Sequence[StageStep], moment: int) -> str:
    """Return the stage that held at ``moment``; before the first step that is the first one's."""
    started = [step.since if step.since is not None else -(1 << 62) for step in steps]
    return steps[max(0, bisect_right(started, moment) - 1)].stage if steps else ""
