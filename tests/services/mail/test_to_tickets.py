"""Mails come to the ticket they go on with, or open one; what is forged, automatic or broken does no harm."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.payloads import PAYLOADS
from tests.services.example_people import TOMORROW
from tests.services.mail.test_service import mail, mailbox
from tests.store import difference, dump, wrong
from tui_crm.errors import BadInput, NotFound
from tui_crm.models.codes import ActivityKind
from tui_crm.models.ticket import TicketState
from tui_crm.services.crm import Crm
from tui_crm.services.importing.report import ImportOptions
from tui_crm.services.mail.to_tickets import Taken


@pytest.fixture
def desk(li: Crm) -> Crm:
    """Return a database with Ann (c2) and Al (c3) of Acme (c1), Bo (c4) on his own, and the addresses of li and wang."""
    li.contacts.add({"name": "Ann", "company": "Acme", "emails": ["Ann@acme.com"]})
    li.contacts.add({"name": "Al", "company": "Acme", "emails": ["al@acme.com"]})
    li.contacts.add({"name": "Bo", "emails": ["bo@b.cn"]})
    li.users.edit("li", email="li@us.cn")
    li.users.add("wang", email="Wang@us.cn")
    return li


def taken(crm: Crm, *contents: bytes, creates: bool = True, **said: object) -> list[Taken]:
    return [*crm.mail.to_tickets([*enumerate(contents, start=1)], creates=creates, **said).mails]  # type: ignore[arg-type]


def take(crm: Crm, *arguments: object, **headers: str) -> Taken:
    (one,) = taken(crm, mail(*arguments, **headers))  # type: ignore[arg-type]
    return one


def thread(crm: Crm, ticket_id: int = 1) -> list[tuple[str, str, str]]:
    return [(entry.kind, entry.direction, entry.subject) for entry in crm.tickets.thread(ticket_id)]


def state(crm: Crm, ticket_id: int = 1) -> str:
    return crm.tickets.card(ticket_id).row.state


def test_a_mail_opens_a_ticket_and_is_the_first_thing_on_it(desk: Crm) -> None:
    one = take(desk, 1, Subject="printer on fire")
    assert (one.what, one.opened, one.also, one.refused) == ("Opened T-1 with Ann", True, (), None)
    card = desk.tickets.card(1)
    row = card.row
    assert (row.number, row.subject, row.kind, row.channel, row.contact_id, row.customer_id, row.state) == (
        "T-1", "printer on fire", "question", "email", 2, 1, "new",
    )  # fmt: skip
    assert (card.text, row.opened_at) == ("", datetime(2026, 11, 20, 10, 0, tzinfo=UTC))
    (entry,) = desk.tickets.thread(1)
    assert (entry.text, entry.message_id, entry.direction, entry.ticket_id) == ("hello", "1@x", "in", 1)
    assert card.row.awaiting_since == row.opened_at


def test_what_is_said_of_new_ones_holds_for_them_alone(desk: Crm) -> None:
    (one,) = taken(desk, mail(1), kind="complaint", owner="wang", subject="late")
    row = desk.tickets.card(one.ticket_id or 0).row
    assert (row.kind, row.owner, row.priority, row.subject) == ("complaint", "wang", "high", "late")
    (two,) = taken(desk, mail(2, answers="<1@x>"), priority="low")
    assert (two.ticket_id, two.also) == (1, ("what is said of a new ticket changes nothing of T-1",))
    with pytest.raises(NotFound):
        taken(desk, mail(3), owner="nobody")
    with pytest.raises(BadInput):
        taken(desk, mail(3), colour="red")


def test_the_same_mail_is_taken_once(desk: Crm) -> None:
    take(desk, 1)
    before = dump(desk.database)
    again = desk.mail.to_tickets([(1, mail(1, Subject="changed on its way")), (9, mail(1))])
    assert again.operation_id is None
    assert {each.what for each in again.mails} == {"this mail is on T-1 already, as a1"}
    assert difference(before, dump(desk.database)) == {}


@pytest.mark.parametrize("headers", [{"References": "<0@x> <1@x>"}, {"In-Reply-To": "<1@x>"}, {"References": "<2@x>"}])
def test_an_answer_comes_to_the_ticket_of_its_conversation(desk: Crm, headers: dict[str, str]) -> None:
    take(desk, 1)
    take(desk, 2, sender="li@us.cn", to="ann@acme.com", answers="<1@x>", Date="Fri, 20 Nov 2026 11:00:00 +0000")
    assert (state(desk), thread(desk)[1]) == ("open", ("email", "out", "mail 2"))
    desk.tickets.move([1], TicketState.CLOSED, at=datetime(2026, 11, 20, 12, tzinfo=UTC))
    one = take(desk, 3, Subject="thanks", Date="Fri, 20 Nov 2026 13:00:00 +0000", **headers)
    assert (one.ticket_id, one.opened, one.also) == (1, False, ("T-1 is open again",))
    assert (state(desk), thread(desk)[2]) == ("open", ("email", "in", "thanks"))
    desk.history.undo()
    assert state(desk) == "closed"


@pytest.mark.parametrize(
    ("sender", "subject", "to"),
    [
        ("ann@acme.com", "Re: [T-1] printer", 1),
        ("al@acme.com", "t-1", 1),
        ("bo@b.cn", "Re: [T-1] printer", 2),
        ("stranger@x.cn", "#T-1", 2),
        ("ann@acme.com", "T-99", 2),
    ],
)
def test_a_number_in_the_subject_is_believed_to_the_customer(desk: Crm, sender: str, subject: str, to: int) -> None:
    take(desk, 1)
    one = take(desk, 2, sender=sender, Subject=subject)
    assert one.ticket_id == to
    forged = to == 2 and "99" not in subject
    assert ("T-1, which the subject names, is another customer’s" in one.also) == forged


def test_a_conversation_proves_what_a_number_does_not(desk: Crm) -> None:
    take(desk, 1)
    one = take(desk, 2, sender="Zoë <zoe@home.cn>", answers="<1@x>", Subject="from home")
    assert one.ticket_id == 1
    entry = desk.tickets.thread(1)[1]
    assert (entry.contact_id, entry.direction, entry.text) == (2, "in", "Zoë <zoe@home.cn>\n\nhello")


def test_a_mail_on_a_merged_ticket_goes_where_that_went(desk: Crm) -> None:
    for number in (1, 2, 3):
        take(desk, number)
    desk.tickets.merge(2, [1])
    desk.tickets.merge(3, [2])
    assert take(desk, 4, Subject="[T-1]").ticket_id == 3
    assert take(desk, 5, answers="<2@x>").ticket_id == 3
    desk.tickets.delete([3])
    assert take(desk, 6, Subject="[T-1]").ticket_id == 4
    assert isinstance(take(desk, 5).refused, NotFound)


def test_after_a_split_each_goes_on_with_its_own(desk: Crm) -> None:
    take(desk, 1)
    take(desk, 2, answers="<1@x>")
    desk.tickets.split(1, [desk.tickets.thread(1)[1].id])
    assert take(desk, 3, answers="<1@x> <2@x>").ticket_id == 2
    assert take(desk, 4, answers="<1@x>").ticket_id == 1


def test_a_stranger_becomes_a_contact_once(desk: Crm) -> None:
    first, second = taken(
        desk, mail(1, sender="=?utf-8?B?546L6Iqz?= <fang@x.cn>"), mail(2, sender="Fang@x.cn"), mail(3, sender="q@x.cn")
    )[:2]
    assert (first.what, first.also) == ("Opened T-1 with 王芳", ("made a new contact: 王芳 (c5)",))
    assert (second.ticket_id, desk.tickets.card(2).row.contact_id) == (2, 5)
    assert desk.contacts.card(6).row.name == "q@x.cn"
    before = dump(desk.database)
    (one,) = taken(desk, mail(4, sender="r@x.cn"), creates=False)
    assert isinstance(one.refused, NotFound)
    assert difference(before, dump(desk.database)) == {}
    desk.history.undo()
    assert (desk.tickets.rows([1]), desk.contacts.rows([5])) == ([], [])


@pytest.mark.parametrize(
    ("to", "kind"),
    [
        ("ann@acme.com", "email"), ("home@ann.cn", "email"), ("wang@us.cn", "note"), ("bo@b.cn", "note"),
        ("all@us.cn", "note"), ("wang@us.cn, al@acme.com", "email"),
    ],
)  # fmt: skip
def test_what_we_write_answers_only_if_it_goes_to_them(desk: Crm, to: str, kind: str) -> None:
    take(desk, 1)
    take(desk, 2, sender="li@us.cn", to=to, Subject="[T-1] look", Date="Fri, 20 Nov 2026 11:00:00 +0000")
    assert thread(desk)[1][:2] == (kind, "out" if kind == "email" else "")
    assert state(desk) == ("open" if kind == "email" else "new")


def test_a_mail_of_ours_opens_a_ticket_of_whom_it_went_to(desk: Crm) -> None:
    one = take(desk, 1, sender="li@us.cn", to="wang@us.cn, bo@b.cn")
    assert (one.what, state(desk)) == ("Opened T-1 with Bo", "open")
    refused = take(desk, 2, sender="li@us.cn", to="wang@us.cn, all@us.cn")
    assert (refused.what, type(refused.refused)) == ("it is a mail among ourselves", BadInput)


def test_machines_open_nothing_and_move_nothing(desk: Crm) -> None:
    before = dump(desk.database)
    for _again in range(2):
        one = take(desk, 8, **{"Auto-Submitted": "auto-replied"}, Subject="I am away")
        assert (one.what[:22], one.refused, one.ticket_id) == ("nobody wrote this mail", None, None)
    assert difference(before, dump(desk.database)) == {}
    take(desk, 1)
    desk.tickets.move([1], TicketState.WAITING)
    take(desk, 2, answers="<1@x>", Precedence="bulk")
    take(desk, 3, Subject="Automatic reply: [T-1]")
    assert [kind for kind, *_rest in thread(desk)] == ["email", "system", "system"]
    card = desk.tickets.card(1).row
    assert (card.state, card.replies, card.first_at) == ("waiting", 1, None)


def test_what_was_logged_before_comes_to_a_ticket(desk: Crm) -> None:
    logged = desk.mail.log(mail(1)).ids[0]
    one = take(desk, 1)
    assert (one.ticket_id, one.activity_id, thread(desk)) == (1, logged, [("email", "in", "mail 1")])
    assert take(desk, 1).what == "this mail is on T-1 already, as a1"
    desk.activities.delete(logged)
    assert isinstance(take(desk, 1).refused, NotFound)


def test_many_are_one_operation_in_the_order_they_were_sent(desk: Crm) -> None:
    before = dump(desk.database)
    dates = {2: "Fri, 20 Nov 2026 11:00:00 +0000", 3: "Fri, 20 Nov 2026 12:00:00 +0000"}
    box = [
        mail(3, answers="<2@x>", Date=dates[3]),
        b"no mail\n\nx\n",
        mail(2, sender="li@us.cn", to="ann@acme.com", answers="<1@x>", Date=dates[2]),
        mail(4, sender="bo@b.cn", Precedence="junk"),
        mail(1),
    ]
    done = desk.mail.to_tickets([*enumerate(box, start=1)])
    assert done.what == "Mails taken to their tickets: 3"
    assert [(each.line, each.ticket_id, each.refused is not None) for each in done.mails] == [
        (1, 1, False), (2, None, True), (3, 1, False), (4, None, False), (5, 1, False),
    ]  # fmt: skip
    assert [subject for *_rest, subject in thread(desk)] == ["mail 1", "mail 2", "mail 3"]
    assert desk.history.list()[0].what == done.what
    desk.history.undo()
    assert difference(before, dump(desk.database)) == {}
    for nothing in ([], [(1, mail(1))] * 1001):
        with pytest.raises(BadInput):
            desk.mail.to_tickets(nothing)


def test_logging_ties_a_mail_to_the_ticket_of_its_conversation(desk: Crm, tmp_path: Path) -> None:
    take(desk, 1)
    desk.tickets.move([1], TicketState.WAITING, at=datetime(2026, 11, 20, 10, 30, tzinfo=UTC))
    done = desk.mail.log(mail(2, answers="<1@x>", Date="Fri, 20 Nov 2026 11:00:00 +0000"))
    assert (done.also, state(desk)) == (("it is on T-1",), "open")
    desk.mail.log(mail(6, answers="<1@x>"), next_step=TOMORROW, next_note="ring them")
    assert [entry.said for entry in desk.followups.find()] == ["T-1 · ring them"]
    desk.history.undo()
    desk.tickets.move([1], TicketState.RESOLVED, at=datetime(2026, 11, 20, 11, 30, tzinfo=UTC))
    box = mailbox(
        tmp_path / "box",
        mail(3, Subject="[T-1]", sender="al@acme.com", Date="Fri, 20 Nov 2026 12:00:00 +0000"),
        mail(4, sender="nobody@x.cn", answers="<3@x>", Date="Fri, 20 Nov 2026 12:30:00 +0000"),
        mail(4, sender="nobody@x.cn", answers="<3@x>"),
        mail(5, sender="bo@b.cn", Subject="[T-1] mine?"),
    )
    report = desk.mail.run(box, ImportOptions())
    assert (report.created, report.unchanged, report.skipped) == (3, 1, 0)
    assert [subject for *_rest, subject in thread(desk)] == ["mail 1", "mail 2", "[T-1]", "mail 4"]
    assert state(desk) == "open"
    assert wrong(desk.database) == {}
    desk.history.undo(report.operation_id)
    assert (len(thread(desk)), state(desk)) == (2, "resolved")


HOSTILE = {
    "ten thousand references": (1, mail(2, answers=" ".join(f"<{number}@y>" for number in range(10_000)) + " <1@x>")),
    "a huge subject": (1, mail(2, Subject="[T-1] " * 50_000)),
    "ten thousand numbers": (1, mail(2, Subject=" ".join(f"T-{number}" for number in range(10_000)))),
    "an id that is taken": (1, mail(2, **{"Message-ID": "<1@x>"})),
    "a huge id": (2, mail(2, **{"Message-ID": f"<{'1' * 100_000}@x>", "In-Reply-To": f"<{'2' * 100_000}@x>"})),
    "many from": (2, mail(2, sender=", ".join(f"a{number}@y.cn" for number in range(10_000)), Subject="[T-1]")),
    "an address in a name": (2, mail(2, sender='"ann@acme.com" <evil@y.cn>', Subject="[T-1]")),
    "an encoded address": (2, mail(2, sender="=?utf-8?q?ann=40acme=2Ecom?= <evil@y.cn>", Subject="[T-1]")),
    "a second sender": (2, mail(2, sender="evil@y.cn, ann@acme.com", Subject="[T-1]")),
    "no text, no subject": (2, mail(2, Subject="").replace(b"hello", b"")),
    "an odd charset": (2, mail(2, **{"Content-Type": "text/plain; charset=utf-7-with-cream"})),
    "a number on two lines": (2, mail(2, Subject="[T-\r\n 1]")),
    "zero octets": (1, mail(2, Subject="[T-1]\0").replace(b"hello", b"\0" * 1000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mails_do_no_harm(desk: Crm, name: str) -> None:
    take(desk, 1)
    before = dump(desk.database)
    ticket_id, content = HOSTILE[name]
    (one,) = taken(desk, content)
    assert (one.ticket_id, one.opened, one.refused) == (ticket_id, ticket_id == 2, None)
    assert wrong(desk.database) == {}
    if one.activity_id is not None:
        desk.history.undo()
    assert difference(before, dump(desk.database)) == {}


def test_hostile_words_are_kept_as_they_are(desk: Crm) -> None:
    text = "From: x{number}@y.cn\nTo: li@us.cn\nSubject: {payload}\n\n{payload}\n"
    mails = [
        text.format(number=number, payload=payload).encode(errors="surrogateescape")
        for number, payload in enumerate(PAYLOADS.values(), start=1)
    ]
    assert all(one.refused is None or isinstance(one.refused, BadInput) for one in taken(desk, *mails))
    assert wrong(desk.database) == {}


def test_a_date_to_come_is_now(desk: Crm) -> None:
    take(desk, 1, Date="Fri, 20 Nov 2099 10:00:00 +0000")
    assert desk.tickets.card(1).row.opened_at == NOW
    assert desk.tickets.thread(1)[0].kind == ActivityKind.EMAIL
