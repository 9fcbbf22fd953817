"""Tickets: what customers ask for, in which state that is, and what is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Final

from tui_crm.i18n import N_, NP_
from tui_crm.models.codes import ActivityKind


class TicketKind(StrEnum):
    """What a customer asks for."""

    QUESTION = "question"
    REQUEST = "request"
    INCIDENT = "incident"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"


class TicketState(StrEnum):
    """Where a ticket is on its way, in order; while it waits for the customer the clocks pause."""

    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Confirmed(StrEnum):
    """The customer's word on whether it is solved."""

    YES = "yes"
    NO = "no"


class Clock(StrEnum):
    """What runs out: by when somebody has an answer, by when each further one, by when it is solved."""

    FIRST = "first"
    NEXT = "next"
    RESOLUTION = "resolution"


TEAM: Final = "team:"
"""Stands before the name of a team where a user could be meant."""

LIVE: Final = (TicketState.NEW, TicketState.OPEN, TicketState.WAITING)
"""The states in which a ticket still needs somebody."""

AGES: Final = (1, 3, 7, 14, 30)
"""Where the bands end in which the age of tickets is told, in days."""

OVER: Final = (TicketState.RESOLVED, TicketState.CLOSED)
"""The states that a ticket may be reopened from."""

SPOKEN: Final = (
    ActivityKind.EMAIL,
    ActivityKind.MESSAGE,
    ActivityKind.CALL,
    ActivityKind.MEETING,
    ActivityKind.VISIT,
)
"""The kinds of activity that are said with a customer; a note is not, nor what the program sends by itself."""

TICKET_KIND_LABELS: Final[Mapping[str, str]] = {
    TicketKind.QUESTION: N_("question"),
    TicketKind.REQUEST: N_("request"),
    TicketKind.INCIDENT: N_("incident"),
    TicketKind.COMPLAINT: N_("complaint"),
    TicketKind.SUGGESTION: N_("suggestion"),
}
WAYS_IN: Final[Mapping[str, str]] = {"phone": N_("phone"), "email": N_("mail"), "wechat": N_("WeChat")}
"""What the channels are called that the program itself knows; any other is called as it was written."""
TICKET_STATE_LABELS: Final[Mapping[str, str]] = {
    TicketState.NEW: NP_("state of a ticket", "new"),
    TicketState.OPEN: NP_("state of a ticket", "open"),
    TicketState.WAITING: NP_("state of a ticket", "waiting"),
    TicketState.RESOLVED: NP_("state of a ticket", "resolved"),
    TicketState.CLOSED: NP_("state of a ticket", "closed"),
}
CONFIRMED_LABELS: Final[Mapping[str, str]] = {
    Confirmed.YES: N_("the customer says it is solved"),
    Confirmed.NO: N_("the customer says it is not solved"),
}
CLOCK_LABELS: Final[Mapping[str, str]] = {
    Clock.FIRST: N_("first response"),
    Clock.NEXT: N_("next response"),
    Clock.RESOLUTION: N_("resolution"),
}


class Urgency(IntEnum):
    """How near a running clock is to its end: after three quarters of its time it is at risk, after all of it late."""

    CALM = 0
    AT_RISK = 1
    LATE = 2


def urgency(due_at: datetime | None, warn_at: datetime | None, now: datetime) -> Urgency:
    """Return how near a clock is to its end, which comes at ``due_at`` (None: it does not run)."""
    if due_at is None:
        return Urgency.CALM
    if due_at < now:
        return Urgency.LATE
    return Urgency.AT_RISK if warn_at is not None and warn_at <= now else Urgency.CALM


@dataclass(frozen=True)
class TicketRow:
    """A ticket as a card of the board or a line of a list.

    ``clock`` is the one that runs out next, at ``clock_at`` (empty, None: none runs); ``paused`` tells that they wait with
    the customer; ``warn_at`` is when the first of those that run has used three quarters of its time. ``awaiting_since``
    is the customer's oldest word that nobody has answered. ``owner`` is a login, ``team`` a name. Whoever asks may be in
    the trash (``contact_deleted``): what was promised to them holds.
    """

    id: int
    number: str
    kind: str
    state: str
    priority: str
    subject: str
    channel: str
    product: str
    contact_id: int
    contact: str
    customer_id: int
    company: str
    owner: str
    team: str
    cause: str
    confirmed: str
    opened_at: datetime
    clock: str
    clock_at: datetime | None
    paused: bool
    first_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    awaiting_since: datetime | None
    replies: int
    merged_into_id: int | None
    version: int
    deleted: bool = False
    contact_deleted: bool = False
    warn_at: datetime | None = None

    @property
    def is_live(self) -> bool:
        """Whether somebody still has to see to it."""
        return self.state in LIVE

    def urgency(self, now: datetime) -> "Urgency":
        """Return how its clocks stand when it is ``now``: as the filter ``sla:`` has it of those that run."""
        return urgency(self.clock_at, self.warn_at, now)


@dataclass(frozen=True)
class ClockRun:
    """One run of a clock: ``target`` in minutes of working time, ``spent`` in seconds of it; ``met`` is None while that is open.

    ``warn_at`` is when three quarters of it are used, of one that runs, where a single card was asked for.
    """

    clock: str
    target: int | None
    started_at: datetime
    ended_at: datetime | None
    spent: int
    due_at: datetime | None
    met: bool | None
    warn_at: datetime | None = None


@dataclass(frozen=True)
class Check:
    """A line of a checklist; ``done_by`` is a login."""

    text: str
    done_at: datetime | None = None
    done_by: str = ""


@dataclass(frozen=True)
class Move:
    """A step of a ticket from a state (empty when it was opened) to another; ``by`` is a login, ``why`` a person's words."""

    id: int
    from_state: str
    to_state: str
    at: datetime
    by: str
    why: str


@dataclass(frozen=True)
class TicketCard:
    """Everything about one ticket but its thread. ``links`` and ``merged`` are other tickets, ``merged`` those that went into it.

    ``workaround`` is what helps until the known problem behind it is solved.
    """

    row: TicketRow
    text: str
    remedy: str
    by: str
    problem_id: int | None
    problem: str
    first_minutes: int | None
    next_minutes: int | None
    resolution_minutes: int | None
    split_from_id: int | None
    checklist: tuple[Check, ...] = ()
    clocks: tuple[ClockRun, ...] = ()
    moves: tuple[Move, ...] = ()
    links: tuple[TicketRow, ...] = ()
    merged: tuple[TicketRow, ...] = field(default=())
    workaround: str = ""
