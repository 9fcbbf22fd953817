"""Steps of policies: each is taken once for each run of a clock, whoever looks, and told to whom the ticket belongs."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest

from tests.conftest import OpenCrm
from tests.services.example_people import bob
from tui_crm.clock import FixedClock
from tui_crm.db import sql
from tui_crm.models.sla_policies import Subject
from tui_crm.models.ticket import Clock, TicketState
from tui_crm.services.crm import Crm
from tui_crm.services.sla.policies import Said

NINE = datetime(2026, 11, 19, 1, tzinfo=UTC)  # in Shanghai, a Thursday
HOUR = timedelta(hours=1)
ANY = Subject()


@pytest.fixture
def desk(open_crm: OpenCrm) -> Crm:
    """Return a CRM at ten, an hour after a ticket was opened that shall be answered in two, and resolved in eight."""
    crm = at(open_crm, 1)
    crm.users.add("zhao", team_name="support")
    steps = ["50:notify", "100:raise", "100:reassign:zhao", "150:reassign:team:support"]
    crm.sla.set(ANY, Said({Clock.FIRST: "2h", Clock.NEXT: "none", Clock.RESOLUTION: "8h"}, steps))
    crm.tickets.open(bob(crm), subject="help", owner="li", at=NINE)
    return crm


def at(open_crm: OpenCrm, hours: float, login: str = "li") -> Crm:
    return open_crm(login, clock=FixedClock(NINE + hours * HOUR))


def steps(crm: Crm) -> list[tuple[object, ...]]:
    with crm.database.read() as connection:
        query = "SELECT clock, percent, action FROM escalation WHERE deleted_at IS NULL ORDER BY id"
        return [tuple(row) for row in sql.rows(connection, query)]


def test_each_step_is_taken_when_its_time_has_come_and_once(desk: Crm, open_crm: OpenCrm) -> None:
    assert at(open_crm, 0.99).sla.escalate().what == "Nothing to escalate"
    done = desk.sla.escalate()
    assert (done.what, done.ids, steps(desk)) == ("Escalated T-1", (1,), [("first", 50, "notify")])
    (entry,) = (entry for entry in desk.history.list() if entry.id == done.operation_id)
    assert entry.source == "system"
    assert desk.sla.escalate().operation_id is None
    later = at(open_crm, 2)
    assert later.sla.escalate().ids == (1,)
    row = later.tickets.rows([1])[0]
    assert (row.owner, row.priority) == ("zhao", "high")
    assert later.tickets.card(1).first_minutes == 120, "what was promised stays"
    lunch = at(open_crm, 2.9)
    assert lunch.sla.escalate().operation_id is None
    lunch.sla.set(Subject(priority="high"), Said({}, ["100:reassign:li", "120:reassign:li"]))
    assert lunch.sla.escalate().operation_id is None, "it was not promised by that one"
    assert at(open_crm, 3.9).sla.escalate().ids == (1,)
    assert (lunch.tickets.rows([1])[0].owner, lunch.tickets.rows([1])[0].team) == ("", "support")


def test_what_came_due_while_nobody_looked_is_done_together_and_raised_once(desk: Crm, open_crm: OpenCrm) -> None:
    desk.sla.set(ANY, Said({Clock.NEXT: "2h"}), apply=True)
    desk.tickets.open(bob(desk), subject="more", at=NINE)
    late = at(open_crm, 9)
    assert late.sla.escalate().what == "Escalated 2 tickets"
    assert {row.priority for row in late.tickets.rows([1, 2])} == {"high"}
    assert len(steps(late)) == 2 * (4 + 4 + 3)
    assert late.sla.escalate().operation_id is None


def test_a_clock_that_is_answered_paused_or_gone_does_nothing(desk: Crm, open_crm: OpenCrm) -> None:
    person = bob(desk)
    answered, paused, gone = (desk.tickets.open(person, subject="q", at=NINE).ids[0] for _ticket in range(3))
    for ticket_id in (1, answered):
        desk.tickets.reply(ticket_id, "here")
    desk.tickets.move([paused], TicketState.WAITING)
    desk.tickets.delete([gone])
    assert at(open_crm, 2).sla.escalate().operation_id is None


def test_a_further_run_of_the_same_clock_begins_anew(desk: Crm, open_crm: OpenCrm) -> None:
    desk.sla.set(
        ANY, Said({Clock.FIRST: "none", Clock.NEXT: "1h", Clock.RESOLUTION: "none"}, ["100:notify"]), apply=True
    )
    assert at(open_crm, 1).sla.escalate().ids == (1,)
    second = at(open_crm, 1.5)
    second.tickets.reply(1, "here")
    second.tickets.reply(1, "again?", incoming=True)
    assert at(open_crm, 2.4).sla.escalate().operation_id is None
    assert at(open_crm, 2.5).sla.escalate().ids == (1,)
    assert steps(second) == [("next", 100, "notify")] * 2


@pytest.mark.usefixtures("desk")
def test_what_somebody_took_back_is_not_done_again(open_crm: OpenCrm) -> None:
    crm = at(open_crm, 2)
    done = crm.sla.escalate()
    crm.history.undo(done.operation_id)
    assert crm.tickets.rows([1])[0].owner == "li"
    assert crm.sla.escalate().operation_id is None


def test_who_has_left_gets_nothing_handed_over(desk: Crm, open_crm: OpenCrm) -> None:
    desk.users.retire("zhao", to="li")
    late = at(open_crm, 2)
    late.sla.escalate()
    assert late.tickets.rows([1])[0].owner == "li"
    assert ("first", 100, "reassign") in steps(late)


def test_two_programs_take_a_step_once(desk: Crm, open_crm: OpenCrm) -> None:
    both, ready = [at(open_crm, 2), at(open_crm, 2, "zhao")], Barrier(2)

    def run(crm: Crm) -> None:
        ready.wait()
        crm.sla.escalate()

    threads = [Thread(target=run, args=(crm,)) for crm in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(steps(desk)) == [("first", 50, "notify"), ("first", 100, "raise"), ("first", 100, "reassign")]


def test_it_is_told_to_whom_the_ticket_belongs(desk: Crm, open_crm: OpenCrm) -> None:
    zhao = at(open_crm, 1, "zhao")
    before = desk.sla.newest_step()
    desk.sla.escalate()
    (told,) = desk.sla.told_since(before)
    assert (told.number, told.contact, told.clock, told.percent, told.action) == ("T-1", "Bob", "first", 50, "notify")
    assert zhao.sla.told_since(before) == []
    late = at(open_crm, 2)
    late.sla.escalate()
    assert late.sla.told_since(told.id) == []
    assert [(each.percent, each.action) for each in zhao.sla.told_since(told.id)] == [(100, "reassign")]
    at(open_crm, 5).sla.escalate()
    assert zhao.sla.told_since(late.sla.newest_step()) == []


def test_without_promises_or_steps_there_is_nothing_to_do(desk: Crm, open_crm: OpenCrm) -> None:
    desk.sla.set(ANY, Said(steps=["none"]))
    for policy in desk.sla.policies():
        if policy.subject.key != ANY.key:
            desk.sla.remove(policy.subject)
    assert at(open_crm, 9).sla.escalate().operation_id is None


def test_a_raised_ticket_stays_with_the_steps_of_the_policy_that_promised(desk: Crm, open_crm: OpenCrm) -> None:
    desk.sla.set(ANY, Said({}, ["50:raise", "75:raise", "100:reassign:zhao"]))
    for hours, wanted in ((1, ("li", "high")), (1.5, ("li", "urgent")), (2, ("zhao", "urgent"))):
        crm = at(open_crm, hours)
        crm.sla.escalate()
        assert [(row.owner, row.priority) for row in crm.tickets.rows([1])] == [wanted]
    assert steps(desk) == [("first", 50, "raise"), ("first", 75, "raise"), ("first", 100, "reassign")]
    desk.tickets.edit(1, priority="high")
    at(open_crm, 2.1).sla.escalate()
    assert ("first", 100, "notify") not in steps(desk), "what is past is past"


@pytest.mark.usefixtures("desk")
def test_what_ran_out_before_it_was_written_down_is_nobodys_step(open_crm: OpenCrm) -> None:
    later = at(open_crm, 24)
    old = later.tickets.open(bob(later), subject="from the old program", at=NINE - 48 * HOUR).ids[0]
    assert old not in later.sla.escalate().ids
    assert str(later.sla.count_at_risk(everybody=True)) == "2"
