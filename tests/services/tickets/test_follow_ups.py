"""What is to be done about a ticket belongs to it: however the follow-up was set, it goes where its ticket goes."""

import pytest

from tests.services.example_people import NEXT_WEEK, TOMORROW, bob
from tests.services.ticket_examples import another, incident
from tests.store import difference, dump, wrong
from tui_crm.errors import BadInput, NotFound
from tui_crm.models.codes import ActivityKind
from tui_crm.services.crm import Crm


def follow_ups(crm: Crm) -> list[tuple[str, str, str]]:
    return [(entry.contact, entry.ticket, entry.text) for entry in crm.followups.find()]


def test_it_is_with_who_asks_and_moves_when_the_ticket_is_merged(li: Crm) -> None:
    into = incident(li)
    other = another(li)
    done = li.followups.add(TOMORROW, ticket_id=other, text="ask the courier", repeat="every week")
    assert done.what == "Set a follow-up with 张伟"
    li.followups.done(*done.ids)
    assert follow_ups(li) == [("张伟", "T-3", "ask the courier")], "the next of its series is about it, too"
    before = dump(li.database)
    li.tickets.merge(into, [other])
    assert follow_ups(li) == [("张伟", "T-1", "ask the courier")]
    li.history.undo()
    assert difference(before, dump(li.database)) == {}


def test_what_comes_next_after_something_was_logged_on_it(li: Crm) -> None:
    key = incident(li)
    person = li.contacts.meant("张伟")
    li.activities.log(ActivityKind.CALL, person, ticket_id=key, next_step=TOMORROW, next_note="call again")
    li.activities.log(ActivityKind.CALL, person, next_step=TOMORROW, next_note="by the way")
    assert {(ticket, text) for _contact, ticket, text in follow_ups(li)} == {("T-1", "call again"), ("", "by the way")}


def test_it_is_forgotten_with_the_ticket_though_a_colleague_is_called(li: Crm) -> None:
    key = incident(li)
    colleague = li.contacts.add({"name": "Mia", "company": "云帆"}).ids[0]
    li.followups.add(NEXT_WEEK, contact_id=colleague, ticket_id=key, text="does 张伟’s printer burn?")
    assert follow_ups(li) == [("Mia", "T-1", "does 张伟’s printer burn?")]
    li.contacts.forget(li.contacts.meant("张伟"))
    assert follow_ups(li) == []
    assert wrong(li.database) == {}


def test_a_ticket_that_is_not_theirs_or_no_longer_one_takes_none(li: Crm) -> None:
    into, stranger = incident(li), bob(li)
    other = another(li)
    with pytest.raises(BadInput, match="T-1 is a ticket of another customer than Bob"):
        li.followups.add(NEXT_WEEK, contact_id=stranger, ticket_id=into)
    with pytest.raises(BadInput, match="Bob"):
        li.followups.add_many(NEXT_WEEK, [li.contacts.meant("张伟"), stranger], ticket_id=into)
    li.tickets.merge(into, [other])
    with pytest.raises(BadInput, match="T-3 was merged into T-1"):
        li.followups.add(NEXT_WEEK, ticket_id=other)
    li.tickets.delete([into])
    with pytest.raises(NotFound, match="T-1 is in the trash"):
        li.followups.add(NEXT_WEEK, ticket_id=into)
    assert follow_ups(li) == []
