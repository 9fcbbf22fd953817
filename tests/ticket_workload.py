"""A busy help desk at random: what can be done with tickets, and with what their clocks depend on, for ``tests.workload``."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from tui_crm.models.cards import Done
from tui_crm.models.codes import ActivityKind, Priority
from tui_crm.models.sla_policies import Subject
from tui_crm.models.ticket import SPOKEN, Clock, TicketKind, TicketState
from tui_crm.services.sla.policies import Said

if TYPE_CHECKING:
    from tests.workload import Office

Action: TypeAlias = Callable[["Office"], Done]

FIRST = datetime(2026, 11, 2, tzinfo=UTC)
HOURS = 24 * 19
"""From there to when it is now in tests."""


def moment(office: "Office") -> datetime:
    """Return a moment of the last weeks."""
    return FIRST + timedelta(hours=office.random.randrange(HOURS), seconds=office.random.randrange(3600))


def opened(office: "Office") -> Done:
    """Open a ticket, some while ago."""
    kind, priority = office.one(TicketKind), office.one(("", *Priority))
    return office.crm.tickets.open(
        office.some("contact"), kind=kind, priority=priority, subject="help", at=moment(office)
    )


def ticket(office: "Office") -> int:
    """Return a ticket."""
    return office.some("ticket")


def moved(office: "Office") -> Done:
    """Move a ticket, now or some while ago."""
    said: dict[str, Any] = office.maybe({"cause": "rain", "remedy": "umbrella"}, {})
    at = office.maybe(moment(office), None)
    return office.crm.tickets.move([ticket(office)], office.one(TicketState), at=at, **said)


def answered(office: "Office") -> Done:
    """Say something to the customer, or hear from them, now or some while ago."""
    then = office.one((None, None, TicketState.WAITING, TicketState.RESOLVED))
    return office.crm.tickets.reply(
        ticket(office),
        "words",
        kind=office.one(SPOKEN),
        incoming=office.maybe(True, False),
        then=then,
        at=moment(office),
    )


def edited_word(office: "Office") -> Done:
    """Change when something was said, by whom, or what it was."""
    said: dict[str, Any] = office.one(({"kind": ActivityKind.NOTE}, {"direction": "in"}, {"text": "other words"}, {}))
    word = office.some("activity", "ticket_id IS NOT NULL AND deleted_at IS NULL")
    return office.crm.activities.edit(word, at=office.maybe(moment(office), None), **said)


def own_day(office: "Office") -> Done:
    """Take a day off, or work on one, or have it as usual."""
    day = date(2026, 11, 1) + timedelta(days=office.random.randrange(30))
    calendar = office.crm.calendar
    match office.random.randrange(3):
        case 0:
            return calendar.take_off(day, day + timedelta(days=office.random.randrange(4)))
        case 1:
            return calendar.work_on(day, hours=office.one(("", "8-12", "0-24")))
        case _:
            return calendar.as_usual(day, day + timedelta(days=9))


def set_up(office: "Office") -> Done:
    """Set the calendar up in another way."""
    name, value = office.one(
        (
            ("calendar_hours", "mon-fri 9-17"),
            ("calendar_hours", None),
            ("calendar_zone", "Europe/Berlin"),
            ("calendar_country", "DE"),
            ("calendar_country", None),
        )
    )
    return office.crm.settings.set(name, value)


PROBLEMS = ("Outage", "打印机", "x y")
WHOLE = "deleted_at IS NULL AND merged_into_id IS NULL"
"""Tickets of their own."""


def several(office: "Office") -> list[int]:
    """Return up to three tickets."""
    return list(dict.fromkeys(office.some("ticket", WHOLE) for _count in range(office.random.randint(1, 3))))


def merged(office: "Office") -> Done:
    """Make tickets one, whosever they are."""
    into, *others = several(office)
    return office.crm.tickets.merge(into, others, anyway=True)


def split(office: "Office") -> Done:
    """Part a ticket that something was said on."""
    key = office.some("ticket", f"{WHOLE} AND id IN (SELECT ticket_id FROM activity WHERE deleted_at IS NULL)")
    said = [entry.id for entry in office.crm.tickets.thread(key)]
    return office.crm.tickets.split(key, said[office.random.randrange(len(said) or 1) :])


def linked(office: "Office") -> Done:
    """Tie tickets to each other."""
    first, *others = several(office)
    return office.crm.tickets.link(first, others)


def unlinked(office: "Office") -> Done:
    """Take the ties of a ticket away."""
    key = office.some("ticket", f"{WHOLE} AND id IN (SELECT ticket_id FROM ticket_link)")
    return office.crm.tickets.unlink(key, [row.id for row in office.crm.tickets.card(key).links])


def promised(office: "Office") -> Done:
    """Promise something else, for open tickets at times, or nothing of its own any more."""
    subject = Subject(kind=office.one(("", *TicketKind)), priority=office.one(("", "urgent")))
    if office.random.random() < 0.2:
        return office.crm.sla.remove(subject, apply=office.maybe(True, False))
    times = {clock: office.one(("15m", "3h", "2d", "none")) for clock in Clock}
    steps = office.one((None, ["75:notify"], ["100:raise", "150:notify"]))
    return office.crm.sla.set(subject, Said(times, steps), apply=office.maybe(True, False))


TICKET_ACTIONS: tuple[Action, ...] = (
    opened,
    opened,
    moved,
    moved,
    moved,
    answered,
    answered,
    answered,
    edited_word,
    merged,
    split,
    linked,
    unlinked,
    lambda office: office.crm.problems.add(office.one(PROBLEMS), text="said"),
    lambda office: office.crm.problems.edit(office.one(PROBLEMS), name=office.one(PROBLEMS), workaround="wait"),
    lambda office: office.crm.problems.collect(office.one(PROBLEMS), several(office)),
    lambda office: office.crm.problems.solve(
        office.one(PROBLEMS), resolve=office.maybe(True, False), answer=office.maybe("It works again", "")
    ),
    lambda office: office.crm.problems.reopen(office.one(PROBLEMS)),
    lambda office: office.crm.problems.delete(office.one(PROBLEMS)),
    own_day,
    set_up,
    promised,
    lambda office: office.crm.sla.escalate(),
    lambda office: office.crm.tickets.note(ticket(office), "among us"),
    lambda office: office.crm.tickets.edit(ticket(office), priority=office.one(Priority), kind=office.one(TicketKind)),
    lambda office: office.crm.tickets.delete([ticket(office)]),
    lambda office: office.crm.tickets.restore([office.some("ticket", "deleted_at IS NOT NULL")]),
    lambda office: office.crm.activities.delete(
        office.some("activity", "ticket_id IS NOT NULL AND deleted_at IS NULL")
    ),
)
"""Everything that may change the clocks of a ticket, what is common more than once."""
