"""Tickets from opening to closing: numbers, owners, states, and what is said on them."""

from datetime import UTC, datetime

import pytest

from tests.services.example_people import YESTERDAY, ann, bob
from tests.services.ticket_examples import closed, incident
from tui_crm.db.calendar_days import calendar
from tui_crm.errors import BadInput, NotFound
from tui_crm.models.codes import ActivityKind
from tui_crm.models.ticket import TicketState
from tui_crm.services.crm import Crm


def test_a_ticket_has_a_number_and_a_first_state(li: Crm) -> None:
    done = li.tickets.open(bob(li), subject="  a question ")
    card = li.tickets.card(done.ids[0])
    assert (card.row.number, card.row.subject, card.row.state) == ("T-1", "a question", "new")
    assert (card.row.kind, card.row.priority, card.row.contact, card.by) == ("question", "normal", "Bob", "li")
    assert [(move.from_state, move.to_state, move.by) for move in card.moves] == [("", "new", "li")]
    assert li.tickets.meant("t-1") == li.tickets.meant("t1") == done.ids[0]


def test_an_own_number_is_kept_and_never_given_twice(li: Crm) -> None:
    key = bob(li)
    li.tickets.open(key, subject="imported", number="T-2")
    with pytest.raises(BadInput, match="t-2"):
        li.tickets.open(key, subject="again", number="t-2")
    assert li.tickets.rows(li.tickets.open(key, subject="next").ids)[0].number == "T-2-2"
    with pytest.raises(NotFound):
        li.tickets.meant("T-77")


def test_out_of_the_trash_comes_no_number_that_another_has_by_now(li: Crm) -> None:
    key = bob(li)
    gone = li.tickets.open(key, subject="first", number="A-1").ids[0]
    li.tickets.delete([gone])
    other = li.tickets.open(key, subject="second", number="a-1").ids[0]
    with pytest.raises(BadInput, match="A-1"):
        li.tickets.restore([gone])
    assert li.tickets.meant("A-1") == other


@pytest.mark.parametrize(("owner", "wanted"), [(None, "li"), ("zhao", "zhao")])
def test_a_complaint_has_an_owner_at_once(li: Crm, owner: str | None, wanted: str) -> None:
    li.users.add("zhao")
    done = li.tickets.open(ann(li), kind="complaint", subject="late", owner=owner)
    assert [(row.priority, row.owner) for row in li.tickets.rows(done.ids)] == [("high", wanted)]


def test_a_complaint_is_never_in_nobodys_hands(li: Crm) -> None:
    with pytest.raises(BadInput, match="somebody’s hands"):
        li.tickets.open(bob(li), kind="complaint", subject="late", owner="")
    key, other = incident(li), li.tickets.open(bob(li), kind="complaint", subject="late").ids[0]
    with pytest.raises(BadInput, match="somebody’s hands"):
        li.tickets.assign([key, other], "")
    li.users.edit("li", team_name="support")
    li.tickets.assign([other], "team:support")
    assert [(row.owner, row.team) for row in li.tickets.rows([key, other])] == [("li", ""), ("", "support")]


def test_what_closing_asked_for_is_not_taken_back_afterwards(li: Crm) -> None:
    key = closed(li)
    with pytest.raises(BadInput, match="T-1 is closed it must be said: what was done"):
        li.tickets.edit(key, remedy="")
    question = li.tickets.open(bob(li), subject="q").ids[0]
    li.tickets.move([question], TicketState.CLOSED)
    with pytest.raises(BadInput, match=r"what was the cause.*what was done"):
        li.tickets.edit(question, kind="complaint")
    li.tickets.edit(question, kind="complaint", cause="the post", remedy="a voucher")
    assert li.tickets.card(question).row.kind == "complaint"


def test_a_running_clock_tells_what_it_has_gone_by_now(li: Crm) -> None:
    key = li.tickets.open(bob(li), subject="q", kind="suggestion", at=YESTERDAY).ids[0]
    with li.database.read() as connection:
        team = calendar(connection)
    gone = team.worked(YESTERDAY, li.clock.now()).total_seconds()
    assert gone > 0
    assert [(run.clock, run.spent) for run in li.tickets.card(key).clocks] == [
        ("first", gone), ("next", gone), ("resolution", gone)
    ]  # fmt: skip


def test_who_is_nobodys_customer_and_complains_is_for_whoever_takes_it(li: Crm) -> None:
    done = li.tickets.open(bob(li), kind="complaint", subject="late")
    assert li.tickets.rows(done.ids)[0].owner == "li"


def test_what_is_promised_goes_with_kind_and_priority(li: Crm) -> None:
    key = li.tickets.open(bob(li), subject="q").ids[0]
    assert li.tickets.card(key).first_minutes == 480
    li.tickets.edit(key, priority="urgent")
    assert li.tickets.card(key).first_minutes == 60
    li.tickets.edit(key, kind="complaint")
    assert li.tickets.card(key).first_minutes == 30


def test_the_first_word_to_the_customer_opens_it_and_theirs_opens_it_again(li: Crm) -> None:
    key = li.tickets.open(bob(li), subject="q", at=YESTERDAY).ids[0]
    li.tickets.note(key, "who is that?")
    assert li.tickets.card(key).row.state == "new"
    li.tickets.reply(key, "Hello")
    assert li.tickets.card(key).row.state == "open"
    for state in (TicketState.WAITING, TicketState.RESOLVED, TicketState.CLOSED):
        li.tickets.move([key], state)
        li.tickets.reply(key, "And now?", incoming=True)
        assert li.tickets.card(key).row.state == "open"
    assert li.tickets.thread(key, newest=2) == li.tickets.thread(key)[-2:]
    kinds = [(entry.kind, entry.direction, entry.by) for entry in li.tickets.thread(key)]
    assert kinds == [("note", "", "li"), ("message", "out", "li"), *[("message", "in", "li")] * 3]


def test_an_old_word_moves_nothing(li: Crm) -> None:
    key = closed(li)
    li.tickets.reply(key, "I wrote that before", incoming=True, at=datetime(2026, 11, 20, 10, 0, tzinfo=UTC))
    assert li.tickets.card(key).row.state == "closed"


def test_closing_asks_for_what_the_way_wants(li: Crm) -> None:
    key = li.tickets.open(bob(li), kind="complaint", subject="late").ids[0]
    assert li.tickets.missing(key, TicketState.CLOSED) == ("cause", "remedy")
    with pytest.raises(BadInput, match=r"cause.*what was done"):
        li.tickets.move([key], TicketState.CLOSED)
    li.tickets.move([key], TicketState.RESOLVED)
    li.tickets.move([key], TicketState.CLOSED, cause="the post", remedy="a voucher")
    card = li.tickets.card(key)
    assert (card.row.state, card.row.cause, card.remedy) == ("closed", "the post", "a voucher")


def test_closing_sets_the_call_afterwards_and_reopening_takes_it_away(li: Crm) -> None:
    key = closed(li)
    reminders = [each for each in li.followups.find() if each.ticket_id == key]
    assert [(each.due_on.isoformat(), each.owner) for each in reminders] == [("2026-11-30", "li")]
    li.tickets.move([key], TicketState.OPEN)
    left = [each for each in li.followups.find() if each.ticket_id == key]
    assert left == []


def test_a_move_is_neither_to_come_nor_before_the_last(li: Crm) -> None:
    key = incident(li)
    with pytest.raises(BadInput, match="to come"):
        li.tickets.move([key], TicketState.OPEN, at=datetime(2031, 1, 1, tzinfo=UTC))
    with pytest.raises(BadInput, match="before"):
        li.tickets.move([key], TicketState.OPEN, at=YESTERDAY)


def test_several_are_moved_or_none(li: Crm) -> None:
    first, second = incident(li), li.tickets.open(bob(li), kind="complaint", subject="late").ids[0]
    li.tickets.edit(first, cause="a", remedy="b")
    with pytest.raises(BadInput):
        li.tickets.move([first, second], TicketState.CLOSED)
    assert {row.state for row in li.tickets.rows([first, second])} == {"waiting", "new"}


def test_nothing_said_is_refused(li: Crm) -> None:
    key = incident(li)
    with pytest.raises(BadInput):
        li.tickets.reply(key, "  ")
    with pytest.raises(BadInput):
        li.tickets.reply(key, "x", kind=ActivityKind.SURVEY)
    with pytest.raises(BadInput):
        li.tickets.open(bob(li), subject=" ")
    with pytest.raises(BadInput, match="colour"):
        li.tickets.edit(key, colour="red")
