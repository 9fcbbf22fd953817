"""A small business to report on: a year and a half of activities, promises kept and broken, put off, undone and deleted."""

from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.services.finding_business import Business
from tui_crm.actor import Actor, Source
from tui_crm.clock import FixedClock
from tui_crm.models.record import stored_instant
from tui_crm.services.crm import Crm

KINDS = ("call", "call", "call", "meeting", "visit", "email", "message", "note", "survey", "system")
OUTCOMES = (None, None, "reached", "no answer", "call back", "=wrong", "已接通", "none", "-")
DAYS = 540


def fill(crm: Crm, seed: int, size: int) -> None:
    """Fill an empty CRM: ``size`` people beside a few companies, and for each a few activities and reminders."""
    random = Random(seed)
    Business(crm, seed).open(size)
    with crm.database.read() as connection:
        contacts = [row[0] for row in connection.exec_driver_sql("SELECT id FROM contact")]
        users = [row[0] for row in connection.exec_driver_sql('SELECT id FROM "user"')]
    _write_past(crm, random, contacts, users)
    _put_off(crm, random)
    _complete(crm, random)
    _put_off(crm, random)


def _write_past(crm: Crm, random: Random, contacts: list[int], users: list[int]) -> None:
    now = crm.clock.now()

    def ago() -> datetime:
        return now - timedelta(minutes=random.randrange(60 * 24 * DAYS))

    with crm.database.write(Actor("li", Source.IMPORT, crm.clock), "Demo data") as writing:
        for contact in random.sample(contacts, len(contacts) // 2):
            writing.update("contact", contact, {"created_at": stored_instant(ago())})
        for _number in range(4 * len(contacts)):
            contact = random.choice(contacts)
            writing.create(
                "activity",
                {
                    "kind": random.choice(KINDS),
                    "contact_id": contact,
                    "customer_id": contact,
                    "at": stored_instant(ago()),
                    "outcome": random.choice(OUTCOMES),
                    "author_id": random.choice([None, *users]),
                    "deleted_at": writing.at if random.random() < 0.1 else None,
                    "participants": (),
                },
            )
        for _number in range(3 * len(contacts)):
            writing.create("reminder", _reminder(random, now.date(), random.choice([None, *contacts]), users))


def _reminder(random: Random, today: date, contact: int | None, users: list[int]) -> dict[str, object]:
    due = today + timedelta(days=random.randrange(-120, 20))
    timed = random.random() < 0.4
    done = random.random() < 0.6
    moment = datetime.combine(due, datetime.min.time(), ZoneInfo("UTC")) + timedelta(hours=random.randrange(-60, 150))
    return {
        "contact_id": contact,
        "customer_id": contact,
        "due_on": due.isoformat(),
        "due_time": random.choice(("00:10", "09:00", "23:50")) if timed else None,
        "zone": random.choice(("UTC", "Asia/Shanghai", "America/New_York")) if timed else None,
        "minutes": random.choice((None, 30, 60 * 24)),
        "owner_id": random.choice([None, *users]),
        "priority": "normal",
        "done_at": stored_instant(moment) if done else None,
        "deleted_at": stored_instant(moment) if random.random() < 0.1 else None,
    }


def _put_off(crm: Crm, random: Random) -> None:
    """Move some reminders later, some earlier, some within the day; take some of it back, and some of that again."""
    for entry in random.sample(crm.followups.find(done=True), 30):
        values: dict[str, object] = {"due_on": (entry.due_on + timedelta(days=random.choice((-2, 1, 3)))).isoformat()}
        if entry.due_time and random.random() < 0.5:
            values = {"due_time": random.choice(("08:00", "23:59"))}
        actor = Actor("li", Source.SCREEN, FixedClock(crm.clock.now()))
        with crm.database.write(actor, "Put off: {what}", {"what": ""}) as writing:
            changed = writing.update_many("reminder", {entry.id: values})
        if changed and random.random() < 0.4:
            undone = crm.history.undo(writing.operation_id).operation_id
            if random.random() < 0.4:
                crm.history.undo(undone)


def _complete(crm: Crm, random: Random) -> None:
    """Complete some reminders, and reopen a few of them: what is put off then was done, or done once."""
    for entry in random.sample(crm.followups.find(), 20):
        done = crm.followups.done(entry.id)
        if random.random() < 0.3:
            crm.followups.reopen(entry.id)
        elif random.random() < 0.3 and done.operation_id is not None:
            crm.history.undo(crm.history.undo(done.operation_id).operation_id)
