"""What a customer's journey tells of tickets and scores: each step with its words, answers as touches, whose each is."""

import io
from datetime import timedelta

from tests.conftest import NOW, OpenCrm
from tests.screens.test_journey_rows import said
from tests.services.tickets.test_life_of_contacts import asked_and_answered
from tui_crm.actor import Actor, Source
from tui_crm.clock import FixedClock
from tui_crm.db import sql
from tui_crm.db.journey import PAST
from tui_crm.models.journey import Asked, JourneyEntry
from tui_crm.models.ticket import TicketState
from tui_crm.services.crm import Crm

MONDAY = NOW - timedelta(days=4)


def entries(crm: Crm, contact_id: int, *kinds: str) -> list[JourneyEntry]:
    return list(crm.journey.timeline(contact_id, Asked(kinds=kinds)))


def test_each_step_of_a_ticket_is_told_with_how_long_it_took(open_crm: OpenCrm) -> None:
    crm = open_crm(clock=FixedClock(NOW))
    key = crm.contacts.add({"name": "Ann", "company": "Acme"}).ids[0]
    opened = MONDAY.replace(hour=1, minute=0, second=0, microsecond=0)
    ticket = crm.tickets.open(key, kind="complaint", subject="late", at=opened).ids[0]
    crm.tickets.reply(ticket, "sorry", at=opened + timedelta(hours=1))
    crm.tickets.note(ticket, "her third", at=opened + timedelta(hours=2))
    crm.tickets.move([ticket], TicketState.RESOLVED, at=opened + timedelta(hours=2, minutes=10), why="sent anew")
    crm.tickets.move([ticket], TicketState.CLOSED, at=opened + timedelta(hours=4), cause="snow", remedy="a plough")
    crm.tickets.reply(ticket, "late again", incoming=True, at=opened + timedelta(hours=5))
    told = [entry.note for entry in entries(crm, crm.contacts.meant("Acme"), "ticket")]
    assert told == [
        "T-1 complaint opened again: late",
        "T-1 complaint → closed: late",
        "T-1 complaint → resolved: late",
        "T-1 complaint → open: late",
        "T-1 complaint opened: late",
    ]
    crm.history.undo()
    solved = entries(crm, key, "ticket")[1]
    assert solved.note == "T-1 complaint resolved in 2 h 10 min (target 16 h): late"
    assert (solved.why, solved.ticket, solved.ticket_id, solved.by, solved.source) == (
        "sent anew",
        "T-1",
        ticket,
        "li",
        "",
    )
    talk = [(entry.kind, entry.ticket, entry.note) for entry in entries(crm, key, "message", "note")]
    assert talk == [("note", "T-1", "her third"), ("message", "T-1", "sorry")]
    assert [entry.note for entry in crm.journey.timeline(key, Asked(search="resolved"))] == [solved.note]
    assert " ".join(said(solved)) == "Ann · T-1 complaint resolved in 2 h 10 min (target 16 h) · late · sent anew"


def test_what_the_program_did_is_marked_and_a_merge_is_told(li: Crm) -> None:
    key = li.contacts.add({"name": "Ann"}).ids[0]
    first, second = (li.tickets.open(key, subject=name).ids[0] for name in ("one", "two"))
    machine = Crm(li.database, Actor("li", Source.SYSTEM, li.clock))
    machine.tickets.move([first], TicketState.OPEN)
    li.tickets.merge(first, [second])
    newest, before, *_rest = entries(li, key, "ticket")
    assert (newest.note, newest.why, newest.source) == ("T-2 question merged into T-1: two", "", "")
    assert (before.note, before.source) == ("T-1 question → open: one", "system")
    assert said(before)[-4:] == ["question", "→ open", "(the program)", "· one"]
    li.tickets.delete([second])
    assert {entry.ticket for entry in entries(li, key, "ticket")} == {"T-1"}


def test_an_answer_is_a_touch_and_says_its_aspects(li: Crm) -> None:
    key = li.contacts.add({"name": "Ann"}).ids[0]
    ticket = li.tickets.open(key, subject="q").ids[0]
    assert li.journey.outline(key).head.silent is None
    asked_and_answered(li, ticket, "fast answer")
    (entry,) = entries(li, key, "score")
    assert entry.note == "CSAT 5 (speed 5) — fast answer (ticket T-1)"
    assert said(entry)[-3:] == ["CSAT 5 (speed 5)", "— fast answer", "(ticket T-1)"]
    assert li.journey.outline(key).head.silent == 1
    page = io.StringIO()
    li.journey.share(key, page)
    assert "CSAT 5 (speed 5) — fast answer" in page.getvalue()
    assert "T-1 question opened: q" in page.getvalue()
    last = li.journey.last_answer(key)
    assert last is not None
    assert last.key == entry.key


def test_tickets_and_scores_are_found_by_their_customer(li: Crm) -> None:
    with li.database.read() as connection:
        plan = sql.rows(connection, f"EXPLAIN QUERY PLAN {PAST}", id=1, customer=1)
    steps = [str(step.detail) for step in plan]
    assert any("ticket_by_customer" in step for step in steps)
    assert any("score_by_contact" in step for step in steps)
    assert not [step for step in steps if step in {"SCAN t", "SCAN m", "SCAN score"}]


def test_a_reminder_of_a_ticket_says_which(li: Crm) -> None:
    key = li.contacts.add({"name": "Ann"}).ids[0]
    ticket = li.tickets.open(key, subject="q").ids[0]
    with li.database.write(li.actor, "calls") as writing:
        shared = {"contact_id": key, "customer_id": key, "ticket_id": ticket, "owner_id": 1, "priority": "normal"}
        for text in ("call back", "about T-1", None):
            writing.create("reminder", {**shared, "due_on": "2026-11-21", "text": text})
    assert [entry.said for entry in li.followups.due()] == ["T-1 · call back", "about T-1", "T-1"]
    assert [entry.text for entry in li.followups.due()] == ["call back", "about T-1", ""]
    lines = [line.text for page in li.today.pages() for line in page.lines if line.is_reminder]
    assert lines == ["T-1 · call back", "about T-1", "T-1"]
