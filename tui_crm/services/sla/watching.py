"""Which promises are in danger: tickets of which a clock has used three quarters of its time, or all of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tui_crm.db import calendar_days, contacts, sla_running, team, tickets
from tui_crm.db.sla_running import EVERYBODY, Running, Whose
from tui_crm.i18n import _
from tui_crm.models.agenda import AgendaLine, AgendaPage, Horizon, Section, Tally
from tui_crm.models.record import instant_of, stored_instant
from tui_crm.models.ticket import TEAM, TicketKind
from tui_crm.services.people import find_user
from tui_crm.services.tickets.owners import find_team

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.models.cards import ContactRow
    from tui_crm.models.ticket import TicketRow
    from tui_crm.models.working_time import WorkingCalendar

_NOBODY = 0  # no user's id


class Pressing(NamedTuple):
    """The clock of a ticket that presses most, and its working time left in minutes, below 0 where it has run out:
    less than a minute ago is one.
    """

    run: Running
    left: int


def whose(connection: "Connection", login: str | None) -> Whose:
    """Return whose tickets a login means, ``team:support`` those of a team, None everybody's. Raises NotFound."""
    if login is None:
        return EVERYBODY
    if login.casefold().startswith(TEAM):
        return Whose(team_id=find_team(connection, login[len(TEAM) :]))
    return Whose(find_user(connection, login))


def mine(connection: "Connection", login: str) -> Whose:
    """Return what somebody, who may have written nothing yet, has to see to: what nobody has is everybody's."""
    return Whose(team.user_with_login(connection, login) or _NOBODY, of_nobody=True)


def count(connection: "Connection", now: datetime, of: Whose) -> Tally:
    """Return how many tickets there are, cheaply enough for every minute."""
    return sla_running.warned_count(connection, stored_instant(now), of)


def page(
    connection: "Connection", horizon: Horizon, of: Whose, limit: int, ids: Sequence[int] | None = None
) -> AgendaPage:
    """Return the tickets, of some ``ids`` only where they are said; complaints first, then whose clock runs out first."""
    now = stored_instant(horizon.now)
    among = None if ids is None else set(ids)
    found = sla_running.warned_ids(connection, now, of, limit if among is None else -1)
    found = [key for key in found if among is None or key in among]
    tally = sla_running.warned_count(connection, now, of) if among is None else Tally(len(found))
    if not found:
        return AgendaPage(Section.SLA, tally, ())
    shown = found[:limit]
    pressing = _pressing(sla_running.of_tickets(connection, shown), calendar_days.calendar(connection), horizon.now)
    rows = tickets.rows_for(connection, shown)
    people = {row.id: row for row in contacts.rows_for(connection, [row.contact_id for row in rows])}
    lines = (_line(row, people.get(row.contact_id), pressing[row.id], horizon) for row in rows if row.id in pressing)
    return AgendaPage(Section.SLA, tally, tuple(lines))


def _pressing(running: Sequence[Running], calendar: "WorkingCalendar", now: datetime) -> dict[int, Pressing]:
    """Return for each ticket the clock with the least left of what was promised, in parts of it."""
    found: dict[int, Pressing] = {}
    for run in running:
        due = instant_of(run.due_at)
        left = calendar.worked(now, due) // timedelta(minutes=1)
        each = Pressing(run, min(left, -1) if due < now else left)
        before = found.get(run.ticket_id)
        if before is None or each.left * before.run.target < before.left * run.target:
            found[run.ticket_id] = each
    return found


def _line(row: "TicketRow", person: "ContactRow | None", pressing: Pressing, horizon: Horizon) -> AgendaLine:
    """Return a ticket as a line; what is left is told as on the board, on the wall."""
    due = instant_of(pressing.run.due_at)
    day, wall = horizon.on_the_wall(due)
    left = (due - horizon.now) // timedelta(minutes=1)
    text = _("{number} complaint: {subject}") if row.kind == TicketKind.COMPLAINT else "{number} {subject}"
    return AgendaLine(
        section=Section.SLA,
        thing="ticket",
        id=row.id,
        contact_id=row.contact_id,
        name=row.contact,
        company=row.company,
        stage="",
        text=text.format(number=row.number, subject=row.subject),
        person=row.owner or row.team,
        day=day,
        time=wall,
        last_at=person.last_at if person else None,
        priority=row.priority,
        clock=pressing.run.clock,
        minutes=left,
    )
