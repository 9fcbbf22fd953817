"""A ticket's steps from one state to another, what closing one asks for, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from tui_crm.db import calendar_days, service_ways, tickets
from tui_crm.db.records import Values
from tui_crm.db.transaction import Transaction
from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _
from tui_crm.models.codes import Priority
from tui_crm.models.record import instant_of, stored_instant
from tui_crm.models.ticket import OVER, Confirmed, TicketState
from tui_crm.services.labels import told

if TYPE_CHECKING:
    from sqlalchemy import Connection

_AFTERCARE: Final = N_("Ask whether all is well since: {number} {subject}")


@dataclass(frozen=True)
class Step:
    """Where tickets shall go: to a ``state``, at a moment (as stored), by whom (a user's id), and why."""

    state: TicketState
    at: str
    author: int | None
    why: str = ""


def missing(connection: "Connection", ticket: Mapping[str, object], state: TicketState) -> tuple[str, ...]:
    """Return what must still be said of a ticket before it may come into a state: cause, remedy, confirmed."""
    if state is not TicketState.CLOSED or ticket.get("merged_into_id"):
        return ()
    way = service_ways.ways(connection)[str(ticket["kind"])]
    return tuple(name for name in way.asks if not ticket.get(name) or ticket.get(name) == Confirmed.NO)


def move(writing: Transaction, ticket_id: int, ticket: Values, step: Step, today: date) -> bool:
    """Move a ticket, as loaded, by a step; tells whether it was elsewhere. What follows from closing or reopening is done.

    ``today`` is the user's. Raises BadInput where closing asks for what is not said, or where it comes before its last step.
    """
    was = TicketState(str(ticket["state"]))
    if was is step.state:
        return False
    lacking = missing(writing.connection, ticket, step.state)
    if lacking:
        raise not_said(ticket, lacking)
    _check_order(writing, ticket_id, ticket, step.at)
    writing.update("ticket", ticket_id, {"state": str(step.state)})
    note_move(writing, ticket_id, was, step.state, at=step.at, author=step.author, why=step.why)
    if step.state is TicketState.CLOSED:
        _set_aftercare(writing, ticket_id, ticket, step, today)
    elif was is TicketState.CLOSED:
        gone = tickets.aftercare(writing.connection, [ticket_id])
        writing.update_many("reminder", {key: {"deleted_at": writing.at} for key in gone})
    return True


def note_move(
    writing: Transaction,
    ticket_id: int,
    was: TicketState | None,
    now: TicketState,
    *,
    at: str,
    author: int | None,
    why: str = "",
) -> int:
    """Write a ticket's step from one state to another, at an instant as stored."""
    values = {
        "ticket_id": ticket_id,
        "from_state": None if was is None else str(was),
        "to_state": str(now),
        "effective_at": at,
        "recorded_at": writing.at,
        "author_id": author,
        "why": why or None,
        "operation_id": writing.operation_id,
    }
    return writing.create("ticket_transition", values)


def answered(writing: Transaction, ticket_id: int, *, incoming: bool, at: str, author: int | None, today: date) -> None:
    """Let a ticket go where a word on it takes it: the customer's to open, the first one to them from new to open."""
    ticket = writing.record("ticket", ticket_id)
    was = TicketState(str(ticket["state"]))
    moves = was in {TicketState.WAITING, *OVER} if incoming else was is TicketState.NEW
    last = tickets.last_moved(writing.connection, ticket_id)
    if moves and (last is None or instant_of(at) >= last):
        move(writing, ticket_id, ticket, Step(TicketState.OPEN, at, author), today)


def _check_order(writing: Transaction, ticket_id: int, ticket: Values, at: str) -> None:
    last = tickets.last_moved(writing.connection, ticket_id)
    if last is not None and instant_of(at) < last:
        local = last.astimezone(writing.actor.clock.zone).replace(tzinfo=None)
        message = _("{number} came into its state at {at}, and cannot leave it before")
        raise BadInput(message.format(number=ticket["number"], at=local.isoformat(" ", "seconds")), field="at")


def not_said(ticket: Values, lacking: tuple[str, ...]) -> BadInput:
    """Return what is wrong with a ticket that is, or would be, closed while this is not said of it."""
    said = {
        "cause": _("what was the cause"),
        "remedy": _("what was done about it"),
        "confirmed": _("that the customer says it is solved"),
    }
    options = " ".join(f"--{name} {'yes' if name == 'confirmed' else '…'}" for name in lacking)
    message = _("before {number} is closed it must be said: {what}")
    return BadInput(
        message.format(number=ticket["number"], what=_(", ").join(said[name] for name in lacking)),
        hint=_("say it with: crm ticket close {number} {options}").format(number=ticket["number"], options=options),
        field=lacking[0],
    )


def _set_aftercare(writing: Transaction, ticket_id: int, ticket: Values, step: Step, today: date) -> None:
    """Set the call by which the customer is asked again, on a working day, where the kind's way wants one."""
    way = service_ways.ways(writing.connection)[str(ticket["kind"])]
    if not way.aftercare_days or ticket.get("merged_into_id"):
        return
    due = calendar_days.calendar(writing.connection).next_working_day(today + timedelta(days=way.aftercare_days))
    values = {
        "contact_id": ticket["contact_id"],
        "customer_id": ticket["customer_id"],
        "ticket_id": ticket_id,
        "owner_id": ticket["owner_id"] or step.author,
        "due_on": due.isoformat(),
        "priority": str(Priority.NORMAL),
        "text": aftercare_text(str(ticket["number"]), str(ticket["subject"])),
    }
    writing.create("reminder", values)


def aftercare_text(number: str, subject: str) -> str:
    """Return what the call after closing a ticket is for."""
    return told(_AFTERCARE, {"number": number, "subject": subject})


def moment(at: datetime | None, now: datetime) -> str:
    """Return when something took effect, as stored. Raises BadInput where that is still to come."""
    if at is not None and at > now:
        raise BadInput(_("that is still to come"), field="at")
    return stored_instant(at or now)
