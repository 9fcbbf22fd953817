"""The tables of customer service, as SQLModel classes: tickets, their promises, what customers think of it.

They stand apart from ``tables.py`` only for their length.
"""

from sqlmodel import Column, Field, Index, Integer, SQLModel

from tui_crm.models.record import INSTANT
from tui_crm.models.table_columns import BY_KEY as _BY_KEY
from tui_crm.models.table_columns import NEVER_REUSED as _NEVER_REUSED
from tui_crm.models.table_columns import Record
from tui_crm.models.table_columns import names as _names
from tui_crm.models.table_columns import part_of as _part_of


class Problem(Record, table=True):
    """A known problem, which collects the tickets that it causes; ``workaround`` helps until it is solved."""

    __table_args__ = (_NEVER_REUSED,)
    name: str
    text: str | None = None
    workaround: str | None = None
    solved_at: str | None = Field(default=None, max_length=INSTANT)
    created_at: str = Field(max_length=INSTANT)
    name_key: str = Field(index=True)


class Ticket(Record, table=True):
    """A customer's request. ``contact_id`` is who asks, ``author_id`` who recorded it; ``owner_id`` and ``team_id`` are
    in whose hands it is.

    ``first_minutes``, ``next_minutes`` and ``resolution_minutes`` are what was promised, in minutes of working time;
    ``confirmed`` is the customer's word (``yes``, ``no``) on whether it is solved; ``number_key`` is the number folded.
    """

    __table_args__ = (
        Index("ticket_by_state", "state", "opened_at"),
        Index("ticket_by_contact", "contact_id", "opened_at"),
        Index("ticket_by_customer", "customer_id", "opened_at"),
        _NEVER_REUSED,
    )
    number: str
    kind: str
    state: str
    priority: str
    subject: str
    text: str | None = None
    channel: str | None = None
    product: str | None = Field(default=None, index=True)
    contact_id: int = Field(sa_column=_names("contact", needed=True))
    customer_id: int = Field(sa_column=_names("contact", needed=True))
    owner_id: int | None = Field(default=None, sa_column=_names("user", index=True))
    team_id: int | None = Field(default=None, sa_column=_names("team", index=True))
    author_id: int | None = Field(default=None, sa_column=_names("user", index=True))
    cause: str | None = Field(default=None, index=True)
    remedy: str | None = None
    confirmed: str | None = None
    problem_id: int | None = Field(default=None, sa_column=_names("problem", index=True))
    first_minutes: int | None = None
    next_minutes: int | None = None
    resolution_minutes: int | None = None
    opened_at: str = Field(max_length=INSTANT, index=True)
    merged_into_id: int | None = Field(default=None, sa_column=_names("ticket", index=True))
    split_from_id: int | None = Field(default=None, sa_column=_names("ticket", index=True))
    created_at: str = Field(max_length=INSTANT)
    number_key: str = Field(index=True)


class TicketCheck(SQLModel, table=True):
    """A line of a ticket's checklist; ``done_at`` is when, and ``done_by`` by whom, it was ticked off."""

    __tablename__ = "ticket_check"
    __table_args__ = (_BY_KEY,)
    ticket_id: int = Field(sa_column=_part_of("ticket"))
    position: int = Field(primary_key=True)
    text: str
    done_at: str | None = Field(default=None, max_length=INSTANT)
    done_by: int | None = Field(default=None, sa_column=_names("user"))


class TicketLink(SQLModel, table=True):
    """A tie from a ticket to another one that it has to do with; it is kept on one of the two and holds for both."""

    __tablename__ = "ticket_link"
    __table_args__ = (_BY_KEY,)
    ticket_id: int = Field(sa_column=_part_of("ticket"))
    other_id: int = Field(sa_column=_part_of("ticket", index=True))


class TicketTransition(Record, table=True):
    """A ticket's step from one state to another: when it took effect, when it was recorded, by whom and why."""

    __tablename__ = "ticket_transition"
    __table_args__ = (Index("ticket_transition_by_ticket", "ticket_id", "effective_at"), _NEVER_REUSED)
    ticket_id: int = Field(sa_column=_names("ticket", needed=True))
    from_state: str | None = None
    to_state: str
    effective_at: str = Field(max_length=INSTANT)
    recorded_at: str = Field(max_length=INSTANT)
    author_id: int | None = Field(default=None, sa_column=_names("user", index=True))
    why: str | None = None
    operation_id: int


class SlaPolicy(Record, table=True):
    """What is promised, in minutes of working time, for tickets of a priority, a kind and a customer's level, each where
    one is named; found by ``subject_key``.
    """

    __tablename__ = "sla_policy"
    __table_args__ = (_NEVER_REUSED,)
    priority: str | None = None
    kind: str | None = None
    level: str | None = None
    first_minutes: int | None = None
    next_minutes: int | None = None
    resolution_minutes: int | None = None
    subject_key: str = Field(index=True)


class SlaStep(SQLModel, table=True):
    """What is done when so many percent of a promised time have passed: ``notify``, ``raise`` or ``reassign``."""

    __tablename__ = "sla_step"
    __table_args__ = (_BY_KEY,)
    policy_id: int = Field(sa_column=_part_of("sla_policy"))
    position: int = Field(primary_key=True)
    percent: int
    action: str
    user_id: int | None = Field(default=None, sa_column=_names("user"))
    team_id: int | None = Field(default=None, sa_column=_names("team"))


class Escalation(Record, table=True):
    """A step that was taken: for which run of which of a ticket's clocks (``started_at``), and when."""

    __table_args__ = (Index("escalation_by_ticket", "ticket_id", "clock"), _NEVER_REUSED)
    ticket_id: int = Field(sa_column=_names("ticket", needed=True))
    clock: str
    started_at: str = Field(max_length=INSTANT)
    percent: int
    action: str
    at: str = Field(max_length=INSTANT)


class ServiceWay(Record, table=True):
    """How tickets of a kind go: where they start, what closing asks for (0 or 1), the lines of the checklist, and after
    how many days one asks the customer again.
    """

    __tablename__ = "service_way"
    __table_args__ = (_NEVER_REUSED,)
    kind: str = Field(index=True)
    priority: str
    owner_id: int | None = Field(default=None, sa_column=_names("user", index=True))
    team_id: int | None = Field(default=None, sa_column=_names("team", index=True))
    aftercare_days: int | None = None
    needs_cause: bool
    needs_remedy: bool
    needs_confirmation: bool
    checklist: str | None = None


class Survey(Record, table=True):
    """A question that is put to those whom a filter finds, found by ``name_key`` (folded)."""

    __table_args__ = (_NEVER_REUSED,)
    name: str
    kind: str
    filter: str
    template_id: int | None = Field(default=None, sa_column=_names("template", index=True))
    ended_at: str | None = Field(default=None, max_length=INSTANT)
    created_at: str = Field(max_length=INSTANT)
    name_key: str = Field(index=True)


class Invitation(Record, table=True):
    """Somebody who was asked: in a survey, or about a ticket that was closed; ``reminders`` is how often they were
    reminded.
    """

    __table_args__ = (Index("invitation_of_survey", "survey_id", "contact_id"), _NEVER_REUSED)
    survey_id: int | None = Field(default=None, sa_column=_names("survey"))
    ticket_id: int | None = Field(default=None, sa_column=_names("ticket", index=True))
    contact_id: int = Field(sa_column=_names("contact", index=True, needed=True))
    customer_id: int = Field(sa_column=_names("contact", index=True, needed=True))
    kind: str
    channel: str | None = None
    asked_at: str = Field(max_length=INSTANT)
    reminded_at: str | None = Field(default=None, max_length=INSTANT)
    reminders: int
    author_id: int | None = Field(default=None, sa_column=_names("user", index=True))


class Score(Record, table=True):
    """An answer of a customer: CSAT, NPS, CES, or one aspect of the answer ``of_id``; ``at`` is when it was given."""

    __table_args__ = (
        Index("score_by_contact", "contact_id", "at"),
        Index("score_by_customer", "customer_id", "at"),
        Index("score_by_kind", "kind", "at"),
        _NEVER_REUSED,
    )
    kind: str
    value: int
    comment: str | None = None
    contact_id: int = Field(sa_column=_names("contact", needed=True))
    customer_id: int = Field(sa_column=_names("contact", needed=True))
    ticket_id: int | None = Field(default=None, sa_column=_names("ticket", index=True))
    activity_id: int | None = Field(default=None, sa_column=_names("activity", index=True))
    stage: str | None = None
    at: str = Field(max_length=INSTANT)
    author_id: int | None = Field(default=None, sa_column=_names("user", index=True))
    of_id: int | None = Field(default=None, sa_column=_names("score", index=True))
    invitation_id: int | None = Field(default=None, sa_column=_names("invitation", index=True))
    created_at: str = Field(max_length=INSTANT)


class TicketClock(SQLModel, table=True):
    """One run of a ticket's clock, worked out from the records: ``target`` in minutes, ``spent`` in seconds of working time.

    ``due_at`` is there while it runs towards a target, ``ended_at`` when it is over; ``met`` is 1 or 0 once that is clear.
    """

    __tablename__ = "ticket_clock"
    __table_args__ = (_BY_KEY,)
    ticket_id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    position: int = Field(primary_key=True)
    clock: str
    target: int | None = None
    started_at: str = Field(max_length=INSTANT)
    ended_at: str | None = Field(default=None, max_length=INSTANT)
    spent: int
    due_at: str | None = Field(default=None, max_length=INSTANT, index=True)
    met: int | None = None


class TicketSummary(SQLModel, table=True):
    """What lists show of a ticket, worked out from the records: ``clock`` is the one that runs out next, at ``clock_at``.

    ``awaiting_since`` is the customer's oldest word that nobody has answered; ``replies`` counts what was said by either side;
    ``warn_at`` is when the first of the running clocks has used three quarters of its time.
    """

    __tablename__ = "ticket_summary"
    __table_args__ = (Index("ticket_summary_by_clock", "clock_at", "ticket_id"),)
    ticket_id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    clock: str | None = None
    clock_at: str | None = Field(default=None, max_length=INSTANT)
    paused: int
    first_at: str | None = Field(default=None, max_length=INSTANT)
    resolved_at: str | None = Field(default=None, max_length=INSTANT)
    closed_at: str | None = Field(default=None, max_length=INSTANT)
    last_in_at: str | None = Field(default=None, max_length=INSTANT)
    last_out_at: str | None = Field(default=None, max_length=INSTANT)
    awaiting_since: str | None = Field(default=None, max_length=INSTANT)
    replies: int
    warn_at: str | None = Field(default=None, max_length=INSTANT)
