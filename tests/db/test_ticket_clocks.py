"""Whatever is done with tickets and the calendar, their clocks are as if just worked out, and undo restores them exactly."""

from random import Random

import pytest

from tests.conftest import OpenCrm
from tests.services.example_people import bob
from tests.services.ticket_examples import incident
from tests.store import Dump, difference, dump
from tests.ticket_workload import TICKET_ACTIONS
from tests.workload import Office, take_back
from tui_crm.db import health, sql, ticket_clocks
from tui_crm.errors import CrmError
from tui_crm.models.ticket import TicketState
from tui_crm.services.crm import Crm


def wrong(crm: Crm) -> str:
    return health.clocks(crm.database, repair=False)[1]


def day_at_the_desk(crm: Crm, seed: int, steps: int) -> None:
    """Do so many things at random, hold the clocks right after each, and take all back one by one."""
    office = Office(crm, Random(seed))
    office.open()
    done: list[tuple[Dump, int | None, str]] = []
    while len(done) < steps:
        before = dump(crm.database)
        act = office.act(office.one(TICKET_ACTIONS))
        if act is not None:
            assert wrong(crm) == "", (seed, len(done), act.what)
            done.append((before, act.operation_id, act.what))
    for place, (before, operation_id, what) in reversed(list(enumerate(done))):
        assert crm.history.undo(operation_id).kept == (), (seed, place, what)
        assert difference(before, dump(crm.database)) == {}, (seed, place, what)


@pytest.mark.parametrize("seed", range(3))
def test_a_day_at_the_desk_is_taken_back_step_by_step(li: Crm, seed: int) -> None:
    day_at_the_desk(li, seed, 25)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(1000, 1200))
def test_long_days_at_the_desk_are_taken_back(li: Crm, seed: int) -> None:
    day_at_the_desk(li, seed, 120)


@pytest.mark.parametrize("seed", range(2))
def test_clocks_are_right_after_anything(open_crm: OpenCrm, seed: int) -> None:
    office = Office(open_crm(), Random(seed))
    office.open()
    for _step in range(50):
        office.act(office.one(TICKET_ACTIONS))
        if office.random.random() < 0.3:
            try:
                take_back(office)
            except CrmError:
                continue
        office.act() if office.random.random() < 0.3 else None
    assert wrong(office.crm) == ""
    before = dump(office.crm.database)
    assert before["ticket_clock"]
    with office.crm.database.maintain() as connection:
        ticket_clocks.rebuild(connection)
    assert dump(office.crm.database) == before


def test_the_desk_does_everything(open_crm: OpenCrm) -> None:
    """An action that never succeeds would prove nothing."""
    office = Office(open_crm(), Random(7))
    office.open()
    missing = list(range(len(TICKET_ACTIONS)))
    for _round in range(400):
        if not missing:
            break
        missing = [place for place in missing if office.act(TICKET_ACTIONS[place]) is None]
        office.act(office.one(TICKET_ACTIONS))
    assert missing == []


def test_clocks_stand_where_a_ticket_is(li: Crm) -> None:
    key = incident(li)
    card = li.tickets.card(key)
    assert [(run.clock, run.target, run.met, run.due_at is None) for run in card.clocks] == [
        ("first", 480, True, True), ("next", 480, True, True), ("resolution", 2400, None, True),
    ]  # fmt: skip
    assert (card.row.paused, card.row.clock, card.row.clock_at, card.row.replies) == (True, "", None, 1)
    li.tickets.reply(key, "P1", incoming=True)
    row = li.tickets.card(key).row
    assert (row.paused, row.clock, row.awaiting_since) == (False, "next", li.clock.now())
    li.tickets.delete([key])
    assert li.tickets.card(key).clocks == ()
    assert wrong(li) == ""


def test_only_tickets_alive_then_are_worked_out_anew_for_a_day(li: Crm) -> None:
    gone = li.tickets.open(bob(li), subject="q").ids[0]
    li.tickets.move([gone], TicketState.CLOSED)
    alive = incident(li)
    with li.database.read() as connection:
        days: list[tuple[list[str], set[int]]] = [
            ([], set()),
            (["2026-11-20"], {gone, alive}),
            (["2027-03-01", "2027-02-01"], {alive}),
            (["2025-01-01"], set()),
        ]
        assert [set(ticket_clocks.touched_by(connection, when)) for when, _touched in days] == [
            ids for _when, ids in days
        ]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE ticket_clock SET spent = 7",
        "UPDATE ticket_summary SET replies = 7",
        "DELETE FROM ticket_clock WHERE position = 1",
        "DELETE FROM ticket_summary",
        "INSERT INTO ticket_summary (ticket_id, paused, replies) VALUES (77, 0, 0)",
    ],
)
def test_the_check_up_finds_and_mends_wrong_clocks(li: Crm, damage: str) -> None:
    incident(li)
    before = dump(li.database)
    with li.database.maintain() as connection:
        sql.run(connection, damage)
    assert li.tickets.card(1).row.number == "T-1"
    assert wrong(li) == "the clocks of 1 ticket were not right"
    assert health.clocks(li.database, repair=True)[2]
    assert difference(before, dump(li.database)) == {}


def test_what_cannot_be_read_is_told(li: Crm) -> None:
    incident(li)
    with li.database.maintain() as connection:
        sql.run(connection, "UPDATE ticket SET opened_at = 'once'")
    assert wrong(li).endswith("is damaged: opened_at of t1 is “once”")
