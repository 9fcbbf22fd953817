"""What is written about a ticket: which receipt and which canned answers fit, what fills them in, and what is kept."""

import json

import pytest

from tests.services.example_people import ann, bob
from tui_crm.errors import BadInput, NotFound
from tui_crm.models.codes import ActivityKind
from tui_crm.models.messaging import Channel
from tui_crm.models.ticket import TicketState
from tui_crm.services.crm import Crm
from tui_crm.services.handing_over import as_json


def test_the_receipt_says_number_and_promise_in_its_own_language(li: Crm) -> None:
    for language in ("en", "zh_CN"):
        li.templates.add_starters(language)
    li.templates.add("paid", occasion="receipt", text="$today")
    key = li.contacts.add({"name": "王芳", "family_name": "王", "gender": "female"}).ids[0]
    usual = li.tickets.usual_receipt(key)
    assert usual is not None
    assert [each.name for each in li.tickets.receipts(key)] == [usual.name, "Ticket received"]
    ticket = li.tickets.open(key, subject="$me 迟到", kind="complaint").ids[0]
    message = li.tickets.receipt(ticket, usual)
    due = li.tickets.card(ticket).clocks[0].due_at
    assert due is not None
    local = due.astimezone(li.clock.zone)
    assert message.missing == ()
    assert (
        f"王女士，您好！\n\n您的反馈我们已收到，工单编号 T-1，我们会在{local:%Y年%-m月%-d日 %H:%M}之前答复您"
        in message.text
    )
    english = li.tickets.receipt(ticket, "ticket received")
    assert f"under the number T-1 and answer you by {local:%-d November %Y, %H:%M}." in english.text


def test_a_receipt_that_went_is_kept_and_is_no_answer(li: Crm) -> None:
    li.templates.add("got it", occasion="receipt", text="$number", subject="$subject", channel="email")
    ticket = li.tickets.open(ann(li), subject="late").ids[0]
    message = li.tickets.receipt(ticket, "got it")
    assert (message.reach.channel, message.subject, message.text) == (Channel.EMAIL, "late", "T-1")
    assert json.loads(as_json(message))["ticket"] == "T-1"
    li.tickets.keep_receipt(ticket, message)
    (entry,) = li.tickets.thread(ticket)
    assert (entry.kind, entry.direction, entry.channel, entry.text) == (ActivityKind.SYSTEM, "out", "email", "T-1")
    row = li.tickets.card(ticket).row
    assert (row.state, row.first_at, row.replies) == (TicketState.NEW, None, 0)
    li.history.undo()
    assert li.tickets.thread(ticket) == []


def test_the_team_says_which_receipt_or_none(li: Crm) -> None:
    key = bob(li)
    assert li.tickets.usual_receipt(key) is None
    li.templates.add("one", occasion="receipt", text="$number")
    li.templates.add("other", occasion="thanks", text="$number")
    li.settings.set("ticket_receipt", "Other")
    assert getattr(li.tickets.usual_receipt(key), "name", "") == "other"
    li.settings.set("ticket_receipt", "none")
    assert li.tickets.usual_receipt(key) is None
    li.settings.set("ticket_receipt", "gone")
    with pytest.raises(NotFound, match="gone"):
        li.tickets.usual_receipt(key)


def test_canned_answers_come_first_and_answer_even_whom_one_must_not_write_to(li: Crm) -> None:
    li.templates.add_starters("en")
    key = bob(li)
    li.contacts.edit(key, {"do_not_contact": True})
    ticket = li.tickets.open(key, subject="late").ids[0]
    names = [each.name for each in li.tickets.answers(ticket)]
    assert names[:2] == ["It is solved", "We need more"]
    assert not {"Ticket received", "How did we do?"} & {*names}
    filled = li.tickets.filled(ticket, "it is solved")
    assert ("T-1, “late”, is solved" in filled.text, filled.missing) == (True, ())
    li.templates.add("state", occasion="answer", text="$state $city $solved_by")
    li.tickets.move([ticket], TicketState.RESOLVED)
    assert li.tickets.filled(ticket, "state").missing == ("city", "solved_by")
    assert li.tickets.filled(ticket, "state").text.startswith("solved ")
    with pytest.raises(BadInput):
        li.tickets.receipt(ticket, "ticket received")
