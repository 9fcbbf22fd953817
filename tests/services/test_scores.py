"""Answers of customers: on the scale, once a closing, with the follow-up that a low one asks for."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import OpenCrm
from tests.services.example_people import YESTERDAY, ann, bob
from tests.services.ticket_examples import closed, incident
from tests.store import wrong
from tui_crm.clock import FixedClock
from tui_crm.db import sql
from tui_crm.errors import BadInput, NotFound
from tui_crm.models.codes import ActivityKind
from tui_crm.models.ids import shown
from tui_crm.models.score import Wanted
from tui_crm.models.ticket import TicketState
from tui_crm.services.crm import Crm


def follow_ups(crm: Crm) -> list[tuple[str, str, str, str]]:
    """Return the open follow-ups that are not aftercare: owner, priority, day, text."""
    found = [each for each in crm.followups.find() if not each.text.startswith("Ask whether")]
    return [(each.owner, each.priority, each.due_on.isoformat(), each.text) for each in found]


def test_an_answer_is_kept_with_its_aspects(li: Crm) -> None:
    key = ann(li)
    done = li.scores.add(
        "csat", 4, contact_id=key, comment=" quick\n", aspects={"ability": 3, "speed": 5}, at=YESTERDAY
    )
    assert (done.what, done.also) == ("Noted CSAT 4 from 张伟", ())
    entry = li.scores.get(done.ids[0])
    assert (entry.kind, entry.value, entry.comment, entry.at, entry.by) == ("csat", 4, "quick", YESTERDAY, "li")
    assert (entry.contact, entry.company, entry.aspects) == ("张伟", "云帆", {"speed": 5, "ability": 3})
    assert len(done.ids) == 3
    assert [each.id for each in li.scores.find()] == [entry.id]


@pytest.mark.parametrize(
    ("kind", "value", "more", "field"),
    [
        ("csat", 0, {}, "value"),
        ("speed", 3, {}, "kind"),
        ("nps", 9, {"aspects": {"speed": 6}}, "speed"),
        ("nps", 9, {"aspects": {"smell": 1}}, ""),
        ("ces", 4, {"stage": "vip"}, "stage"),
        ("ces", 4, {"at": datetime(2027, 1, 1, tzinfo=UTC)}, "at"),
        ("ces", 4, {"contact_id": None}, "contact"),
    ],
)
def test_what_cannot_be_is_refused(li: Crm, kind: str, value: int, more: dict[str, object], field: str) -> None:
    key = bob(li)
    with pytest.raises(BadInput) as raised:
        li.scores.add(kind, value, **{"contact_id": key, **more})  # type: ignore[arg-type]
    assert (raised.value.field or "") == field
    assert li.scores.find() == []


def test_who_or_what_is_not_there_is_told(li: Crm) -> None:
    key, other = bob(li), ann(li)
    call = li.activities.log(ActivityKind.CALL, other).ids[0]
    with pytest.raises(BadInput, match="another customer"):
        li.scores.add("csat", 5, contact_id=key, activity_id=call)
    with pytest.raises(NotFound):
        li.scores.add("csat", 5, contact_id=key, activity_id=99)
    with pytest.raises(NotFound):
        li.scores.add("csat", 5, contact_id=99)
    with pytest.raises(NotFound):
        li.scores.edit(99, value=1)
    made = li.scores.add("csat", 5, contact_id=other, activity_id=call, aspects={"speed": 5})
    assert li.scores.get(made.ids[0]).activity_id == call
    with pytest.raises(NotFound):  # an aspect is changed with its answer
        li.scores.edit(made.ids[1], value=1)


def test_a_ticket_is_rated_after_each_closing_again(open_crm: OpenCrm) -> None:
    li = open_crm("li")
    key = incident(li)
    with pytest.raises(BadInput, match="was not resolved yet"):
        li.scores.add("csat", 5, ticket_id=key)
    li.tickets.move([key], TicketState.RESOLVED, cause="a spark", remedy="water")
    li.scores.add("csat", 2, ticket_id=key)
    li.tickets.move([key], TicketState.CLOSED)  # that is no other round
    with pytest.raises(BadInput, match="was rated since it was resolved: CSAT sc1"):
        li.scores.add("csat", 5, ticket_id=key)
    li.scores.add("ces", 2, ticket_id=key)
    later = open_crm("li", clock=FixedClock(li.clock.now() + timedelta(hours=1)))
    later.tickets.reply(key, "It burns again", incoming=True)
    with pytest.raises(BadInput, match="was rated"):  # one still speaks of the first time
        later.scores.add("csat", 3, ticket_id=key)
    later.tickets.move([key], TicketState.CLOSED)
    made = later.scores.add("csat", 5, ticket_id=key)
    with pytest.raises(BadInput, match="was rated"):
        later.scores.add("csat", 4, ticket_id=key, at=li.clock.now())
    assert [(each.kind, each.value, each.ticket) for each in later.scores.of_ticket(key)] == [
        ("csat", 5, "T-1"), ("ces", 2, "T-1"), ("csat", 2, "T-1"),
    ]  # fmt: skip
    assert made.what == "Noted CSAT 5 for T-1"


def test_a_colleague_may_rate_it_but_no_stranger(li: Crm) -> None:
    key = closed(li)
    colleague = li.contacts.add({"name": "王芳", "company": "云帆"}).ids[0]
    with pytest.raises(BadInput, match="no ticket of Bob"):
        li.scores.add("csat", 5, ticket_id=key, contact_id=bob(li))
    li.scores.add("csat", 5, ticket_id=key, contact_id=colleague)
    assert [(each.contact, each.company) for each in li.scores.of_ticket(key)] == [("王芳", "云帆")]


def test_a_low_answer_sets_a_follow_up_with_who_has_to_see_to_it(li: Crm) -> None:
    li.users.add("zhao")
    key = closed(li)
    li.tickets.assign([key], "zhao")
    done = li.scores.add("csat", 2, ticket_id=key, comment="still warm")
    reminder = next(each for each in li.followups.find() if each.priority == "high")
    # 21 November 2026 is a Saturday: the team works again on Monday
    assert done.also == (f"CSAT 2 is low: follow-up {shown('reminder', reminder.id)} for zhao on 2026-11-23",)
    assert follow_ups(li) == [("zhao", "high", "2026-11-23", "T-1 · CSAT 2: “still warm”")]
    assert (reminder.contact, sql_ticket(li, reminder.id)) == ("张伟", key)
    li.history.undo()
    assert (follow_ups(li), li.scores.find(), wrong(li.database)) == ([], [], {})


def sql_ticket(crm: Crm, reminder_id: int) -> object:
    with crm.database.read() as connection:
        return sql.scalar(connection, "SELECT ticket_id FROM reminder WHERE id = :id", id=reminder_id)


def test_whose_follow_up_it_is_where_a_ticket_is_nobodys(open_crm: OpenCrm) -> None:
    li, wang = open_crm("li"), open_crm("wang")
    wang.users.add("li")
    key = ann(li)  # li's
    wang.scores.add("nps", 6, contact_id=key)
    wang.scores.add("ces", 7, contact_id=bob(wang))
    assert [(each[0], each[3]) for each in follow_ups(wang)] == [
        ("li", "NPS 6: ask what went wrong"), ("wang", "CES 7: ask what went wrong"),
    ]  # fmt: skip


def test_the_team_says_what_is_low(li: Crm) -> None:
    key = bob(li)
    for kind, value in (("csat", 3), ("nps", 7), ("ces", 5), ("nps", 10), ("ces", 1)):
        assert li.scores.add(kind, value, contact_id=key).also == ()
    li.settings.set("low_csat", "3")
    li.settings.set("low_nps", "None")
    li.settings.set("hard_ces", "5")
    assert li.scores.limits() == {"csat": 3, "nps": None, "ces": 5}
    assert [len(li.scores.add(*each, contact_id=key).also) for each in (("csat", 3), ("nps", 0), ("ces", 5))] == [
        1,
        0,
        1,
    ]


def test_one_that_becomes_low_is_followed_up_once_and_withdrawn_with_it(li: Crm) -> None:
    key = li.scores.add("nps", 9, contact_id=bob(li), aspects={"speed": 5}).ids[0]
    assert li.scores.edit(key, comment="fine", aspects={"ability": 4}).also == ()
    assert len(li.scores.edit(key, value=3, aspects={"speed": None}).also) == 1
    assert li.scores.edit(key, value=2, at=YESTERDAY).also == ()
    assert li.scores.edit(key, value=2).operation_id is None
    entry = li.scores.get(key)
    assert (entry.value, entry.comment, entry.at, entry.aspects) == (2, "fine", YESTERDAY, {"ability": 4})
    assert [each[3] for each in follow_ups(li)] == ["NPS 3: “fine”"]

    low = li.scores.add("nps", 1, contact_id=entry.contact_id).ids[0]
    assert len(follow_ups(li)) == 2
    assert li.scores.delete([low]).also == ("its follow-up is withdrawn",)
    assert [each[3] for each in follow_ups(li)] == ["NPS 3: “fine”"]
    with pytest.raises(NotFound, match="in the trash"):
        li.scores.edit(low, value=5)
    li.scores.restore([low])
    with pytest.raises(BadInput, match="not in the trash"):
        li.scores.restore([low])
    assert [each.value for each in li.scores.find()] == [1, 2]


def test_out_of_the_trash_comes_no_second_rating_of_one_closing(li: Crm) -> None:
    key = closed(li)
    gone = li.scores.add("csat", 1, ticket_id=key).ids[0]
    li.scores.delete([gone])
    li.scores.add("csat", 5, ticket_id=key)
    with pytest.raises(BadInput, match="rated since"):
        li.scores.restore([gone])
    assert [each.value for each in li.scores.of_ticket(key)] == [5]


def test_they_are_found_by_what_is_wanted(li: Crm) -> None:
    key, other = closed(li), bob(li)
    li.scores.add("csat", 5, ticket_id=key)
    li.scores.add("nps", 3, contact_id=other, at=YESTERDAY)
    li.scores.add("nps", 9, contact_id=other, at=YESTERDAY + timedelta(hours=1))
    company = li.contacts.meant("云帆")

    def values(**wanted: object) -> list[int]:
        return [each.value for each in li.scores.find(Wanted(**wanted))]  # type: ignore[arg-type]

    assert values() == [5, 9, 3]
    assert values(kind="nps") == values(contact_id=other) == [9, 3]
    assert values(contact_id=company) == values(ticket_id=key) == [5]
    assert values(below=5) == [3]
    assert values(since=YESTERDAY + timedelta(minutes=1)) == [5, 9]
    assert values(until=YESTERDAY + timedelta(minutes=1)) == [3]
    assert [each.value for each in li.scores.find(limit=1)] == [5]
    assert {kind: each.value for kind, each in li.scores.newest(other).items()} == {"nps": 9}
    assert {kind: each.value for kind, each in li.scores.newest(company).items()} == {"csat": 5}
    li.contacts.delete([other])
    assert values() == [5]


def test_they_go_with_a_merge_and_back(li: Crm) -> None:
    keep, other = bob(li), ann(li)
    li.scores.add("nps", 9, contact_id=other, aspects={"speed": 4})
    li.surveys.add("S", "nps", "stage:active")
    li.surveys.ask("S", li.surveys.to_ask("S").people)
    merged = li.contacts.merge(keep, [other])
    assert [(each.contact_id, each.aspects) for each in li.scores.find(Wanted(contact_id=keep))] == [
        (keep, {"speed": 4})
    ]
    assert [each.contact_id for each in li.surveys.waiting(contact_id=keep)] == [keep]
    li.history.undo(merged.operation_id)
    assert [each.contact_id for each in li.scores.find()] == [other]


def test_who_is_forgotten_leaves_no_answer_and_no_invitation(li: Crm) -> None:
    key, other = ann(li), bob(li)
    ticket = li.tickets.open(key, subject="q").ids[0]
    li.tickets.move([ticket], TicketState.CLOSED)
    li.surveys.ask_after(ticket, li.surveys.to_ask_after(ticket))
    made = li.scores.add("csat", 1, ticket_id=ticket, comment="Larkspur secret", aspects={"speed": 1}).ids[0]
    li.scores.edit(made, comment="Larkspur again")
    li.scores.add("nps", 9, contact_id=other)
    li.contacts.forget(key)
    with li.database.read() as connection:
        for query in ("SELECT count(*) FROM change WHERE fields LIKE '%Larkspur%'", "SELECT count(*) FROM invitation"):
            assert sql.scalar(connection, query) == 0
        assert sql.scalar(connection, "SELECT count(*) FROM reminder WHERE text LIKE '%Larkspur%'") == 0
    assert [each.contact_id for each in li.scores.find()] == [other]
    assert wrong(li.database) == {}
