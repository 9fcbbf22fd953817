"""What shall happen: set, done, put off, handed over; and what is due by whose clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import NOW, OpenCrm
from tests.services.example_people import NEXT_WEEK, TOMORROW
from tui_crm.clock import FixedClock
from tui_crm.db import sql
from tui_crm.errors import BadInput, Conflict, NotFound
from tui_crm.models.when import When, parse_when
from tui_crm.services.crm import Crm

TODAY = When(date(2026, 11, 21), None, "UTC")


def add(crm: Crm, name: str = "Ann", **said: object) -> int:
    return crm.contacts.add({"name": name, **said}).ids[0]


def test_everything_that_was_said_is_kept(li: Crm) -> None:
    li.users.add("wang")
    key = add(li, company="Acme")
    done = li.followups.add(
        TOMORROW, contact_id=key, owner="wang", text=" call\r\n", priority="urgent", place=" here ", minutes=45
    )
    assert (done.what, done.ids) == ("Set a follow-up with Ann", (1,))
    entry = li.followups.get(1)
    assert (entry.contact, entry.contact_id, entry.owner, entry.priority) == ("Ann", key, "wang", "urgent")
    assert (entry.due_on, entry.due_time, entry.zone) == (date(2026, 11, 22), "09:00", "Asia/Shanghai")
    assert entry.due_at == datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
    assert (entry.text, entry.place, entry.minutes, entry.done_at, entry.version) == (" call\n", "here", 45, None, 1)
    assert [step.reminder_id for step in [li.contacts.card(li.contacts.meant("Acme")).row.next] if step] == [1]


def test_one_in_a_zone_that_only_another_machine_knows_is_that_time_anywhere(li: Crm) -> None:
    key = li.followups.add(TOMORROW, contact_id=add(li), repeat="every day").ids[0]
    with li.database.write(li.actor, "by a newer machine") as writing:
        sql.run(
            writing.connection, "UPDATE reminder SET zone = 'Mars/Base', repeat_from = '2026-11-22T09:00[Mars/Base]'"
        )
    done = li.followups.done(key)
    assert li.followups.get(key).done_at == NOW
    following = li.followups.get(key + 1)
    assert (following.due_time, following.zone, following.due_at) == ("09:00", "Mars/Base", None)
    assert done.operation_id is not None


def test_one_may_be_with_nobody(li: Crm) -> None:
    done = li.followups.add(TODAY, text="buy coffee")
    assert done.what == "Set a reminder"
    entry = li.followups.get(1)
    assert (entry.contact, entry.contact_id, entry.owner, entry.due_time, entry.due_at) == ("", None, "li", None, None)
    assert [entry.text for entry in li.followups.due()] == ["buy coffee"]


def test_one_is_changed_field_by_field(li: Crm) -> None:
    li.users.add("wang")
    li.followups.add(TOMORROW, contact_id=add(li), text="call", place="here")
    done = li.followups.edit(1, due=NEXT_WEEK, text="", priority="high", owner="wang")
    assert done.what == "Edited the follow-up Ann · call"
    entry = li.followups.get(1)
    assert (entry.due_on, entry.due_time, entry.zone, entry.due_at) == (date(2026, 11, 28), None, None, None)
    assert (entry.text, entry.place, entry.priority, entry.owner) == ("", "here", "high", "wang")
    assert li.followups.edit(1, priority="high").operation_id is None
    assert li.followups.edit(1, priority="").ids == (1,)
    assert li.followups.get(1).priority == "normal"


def test_two_change_the_same_one(li: Crm, open_crm: OpenCrm) -> None:
    li.followups.add(TOMORROW, text="call")
    open_crm("wang").followups.edit(1, text="theirs")
    with pytest.raises(Conflict, match="r1") as raised:
        li.followups.edit(1, text="mine", base=1)
    assert raised.value.fields == {"text": ("call", "mine", "theirs")}
    assert li.followups.edit(1, place="mine", base=1).ids == (1,)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"txt": "x"}, "txt"),
        ({"contact_id": 1}, "contact_id"),
        ({"due_on": "2026-13-99"}, "due_on"),
        ({"priority": "very"}, "priority"),
        ({"minutes": -5}, "minutes"),
        ({"minutes": 10**40}, "minutes"),
    ],
)
def test_what_will_not_do_is_told(li: Crm, said: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as raised:
        li.followups.edit(1, **said)  # type: ignore[arg-type]
    assert raised.value.field == field
    if field != "contact_id":
        with pytest.raises(BadInput) as raised:
            li.followups.add(TODAY, **said)  # type: ignore[arg-type]
        assert raised.value.field == field
    assert li.history.newest() == 0


def test_who_is_not_there_is_told(li: Crm) -> None:
    gone = add(li)
    li.contacts.delete([gone])
    with pytest.raises(NotFound, match="contact c1 is in the trash"):
        li.followups.add(TODAY, contact_id=gone)
    with pytest.raises(NotFound, match="there is no user “nobody”"):
        li.followups.add(TODAY, owner="nobody")
    for change in (li.followups.done, li.followups.reopen, li.followups.delete, li.followups.get):
        with pytest.raises(NotFound, match="there is no reminder r7"):
            change(7)
    assert li.followups.find() == []


def test_done_and_reopened(li: Crm, open_crm: OpenCrm) -> None:
    li.followups.add(TODAY, text="call")
    assert li.followups.done(1).what == "Done: call"
    assert li.followups.get(1).done_at == NOW
    later = open_crm("li", clock=FixedClock(NOW + timedelta(hours=1)))
    assert later.followups.done(1).what == "Nothing changed"
    assert later.followups.get(1).done_at == NOW
    assert li.followups.find() == []
    assert [entry.id for entry in li.followups.find(done=True)] == [1]
    assert li.followups.reopen(1).what == "Reopened: call"
    assert [entry.id for entry in li.followups.find()] == [1]
    assert li.followups.reopen(1).operation_id is None


def test_several_are_one_operation(li: Crm) -> None:
    for text in ("one", "two", "three"):
        li.followups.add(TODAY, text=text)
    li.followups.done(2)
    assert li.followups.done(1, 2, 3, 1).what == "Done: 2 reminders"
    assert li.followups.find() == []
    li.history.undo()
    assert [entry.id for entry in li.followups.find()] == [1, 3]
    li.history.undo()
    assert li.followups.delete(1, 3).ids == (1, 3)
    with pytest.raises(NotFound, match="r1"):
        li.followups.done(2, 1)
    assert [entry.id for entry in li.followups.find()] == [2]


def test_several_are_put_off_handed_over_and_weighed_at_once(li: Crm) -> None:
    li.users.add("wang")
    for text in ("one", "two", "three"):
        li.followups.add(TODAY, text=text)
    assert li.followups.snooze_many([1, 2], NEXT_WEEK).what == "Put off: 2 reminders"
    assert li.followups.edit_many([1, 3, 1], owner="wang", priority="high").what == "Edited 2 follow-ups"
    entries = li.followups.rows([3, 2, 1])
    assert [(entry.due_on.day, entry.owner, entry.priority) for entry in entries] == [
        (21, "wang", "high"),
        (28, "li", "normal"),
        (28, "wang", "high"),
    ]
    li.history.undo()
    assert {entry.owner for entry in li.followups.find()} == {"li"}
    with pytest.raises(NotFound, match="there is no reminder r9"):
        li.followups.edit_many([1, 9, 8], priority="low")
    assert li.followups.get(1).priority == "normal"


def test_an_appointment_is_late_when_it_is_over(open_crm: OpenCrm, li: Crm) -> None:
    li.followups.add(When(NOW.date(), time(9, 0), "UTC"), minutes=60)
    li.followups.add(When(NOW.date(), time(9, 0), "UTC"))
    assert [entry.overdue for entry in li.followups.find()] == [False, True]
    later = open_crm("li", clock=FixedClock(NOW + timedelta(minutes=31)))
    assert [entry.overdue for entry in later.followups.find()] == [True, True]


def test_they_are_found_by_what_they_say_and_whom_they_are_about(li: Crm) -> None:
    wei = add(li, "张伟", company="上海云帆贸易")
    gone = add(li, "gone")
    li.followups.add(TODAY, contact_id=wei, text="Send the quote")
    li.followups.add(TODAY, contact_id=li.contacts.meant("上海云帆贸易"), text="visit", place="云帆大厦", owner="")
    li.followups.add(TOMORROW, text="quote for nobody", priority="high")
    li.followups.add(TODAY, contact_id=gone, text="quote")
    li.contacts.delete([gone])

    def found(text: str = "", **said: object) -> list[int]:
        return [entry.id for entry in li.followups.find(text=text, **said)]  # type: ignore[arg-type]

    assert found("quote") == [1, 3]
    assert found("QUO the") == [1]
    assert (found("zhangwei"), found("zhang wei"), found("张"), found("shanghai")) == ([1], [1], [1], [1, 2])
    assert (found("大厦"), found("uote"), found('" )'), found("云帆 visit")) == ([2], [], [1, 2, 3], [2])
    assert (found(unowned=True), found(priority="high"), found(since=TOMORROW.date)) == ([2], [3], [3])
    assert [(entry.contact, entry.company) for entry in li.followups.find()] == [
        ("张伟", "上海云帆贸易"),
        ("上海云帆贸易", ""),
        ("", ""),
    ]


def test_an_edit_starts_from_a_version_that_was(li: Crm) -> None:
    li.followups.add(TODAY, text="call")
    for base in (2, 10**30):
        with pytest.raises(Conflict, match=f"r1 has had no version {base} yet: it is at 1"):
            li.followups.edit(1, text="mine", base=base)


def test_put_off_and_deleted(li: Crm) -> None:
    li.followups.add(TODAY, text="call")
    assert li.followups.snooze(1, NEXT_WEEK).what == "Put off: call"
    assert li.followups.due() == []
    assert [entry.id for entry in li.followups.due(until=date(2026, 11, 28))] == [1]
    assert li.followups.delete(1).what == "Deleted the follow-up call"
    with pytest.raises(NotFound):
        li.followups.get(1)
    assert li.followups.find(done=True) == []
    li.history.undo()
    assert li.followups.get(1).due_on == date(2026, 11, 28)


def test_until_a_day_alone_each_keeps_the_time_and_length_it_had(li: Crm) -> None:
    afternoon = When(date(2026, 11, 21), time(15, 0), "UTC")
    li.followups.add(afternoon, text="visit", minutes=45, place="here")
    li.followups.add(replace(afternoon, time=time(10, 30)), text="talk", minutes=20)
    li.followups.add(TODAY, text="some time")
    tomorrow = parse_when("明天", now=NOW, zone=ZoneInfo("UTC"))
    li.followups.snooze_many([1, 2, 3], tomorrow)
    entries = li.followups.rows([1, 2, 3])
    assert [(entry.due_on.day, entry.due_time, entry.zone, entry.minutes, entry.place) for entry in entries] == [
        (22, "15:00", "UTC", 45, "here"),
        (22, "10:30", "UTC", 20, ""),
        (22, None, None, None, ""),
    ]
    li.followups.snooze_many([1, 3], replace(NEXT_WEEK, time=time(8, 0)))
    assert [(entry.due_on.day, entry.due_time, entry.minutes) for entry in li.followups.rows([1, 3])] == [
        (28, "08:00", 45),
        (28, "08:00", None),
    ]


def test_the_day_is_that_of_whoever_puts_off_and_the_time_that_of_its_own_zone(open_crm: OpenCrm) -> None:
    new_york = ZoneInfo("America/New_York")
    li = open_crm("li", clock=FixedClock(NOW, new_york))
    li.followups.add(TOMORROW, text="call Shanghai", minutes=30)
    li.followups.snooze(1, parse_when("2026-12-01", now=NOW, zone=new_york))
    entry = li.followups.get(1)
    assert (entry.due_on, entry.due_time, entry.zone) == (date(2026, 12, 2), "09:00", "Asia/Shanghai")
    assert entry.due_at is not None
    assert entry.due_at.astimezone(new_york).date() == date(2026, 12, 1)


def test_a_time_that_the_clocks_skip_is_kept_as_it_was_written(li: Crm) -> None:
    berlin = When(date(2027, 3, 27), time(2, 30), "Europe/Berlin")
    li.followups.add(berlin)
    li.followups.snooze(1, When(date(2027, 3, 28), None, "Europe/Berlin"))
    entry = li.followups.get(1)
    assert (entry.due_time, entry.due_at) == ("02:30", datetime(2027, 3, 28, 1, 30, tzinfo=UTC))


def test_one_that_is_done_stays_on_the_day_it_was_due(li: Crm) -> None:
    for text in ("one", "two"):
        li.followups.add(TODAY, text=text)
    li.followups.done(1)
    for move in (partial(li.followups.snooze, 1), partial(li.followups.edit_many, [2, 1], text="late")):
        with pytest.raises(BadInput, match="“one” is done, and stays on the day it was due: reopen it") as refused:
            move(due=NEXT_WEEK)
        assert refused.value.field == "due_on"
    assert li.followups.edit(1, due=TODAY, text="was one").ids == (1,)
    assert li.followups.snooze_many([1, 2], NEXT_WEEK).ids == (2,)
    li.followups.reopen(1)
    li.followups.snooze(1, TOMORROW)
    assert [(entry.due_on.day, entry.text) for entry in li.followups.rows([1, 2])] == [(22, "was one"), (28, "two")]


def test_they_come_soonest_first_and_as_asked_for(li: Crm) -> None:
    li.users.add("wang")
    ann, bob = add(li, company="Acme"), add(li, "Bob")
    noon = replace(TODAY, time=time(12, 0))
    li.followups.add(NEXT_WEEK, contact_id=ann, text="later")
    li.followups.add(TODAY, contact_id=bob, owner="wang", text="some time today")
    li.followups.add(noon, contact_id=ann, text="noon")
    told = [entry.text for entry in li.followups.find()]
    assert told == ["noon", "some time today", "later"]
    assert [entry.text for entry in li.followups.find(limit=1)] == ["noon"]
    assert [entry.text for entry in li.followups.find(contact_id=li.contacts.meant("Acme"))] == ["noon", "later"]
    assert [entry.text for entry in li.followups.due(owner="wang")] == ["some time today"]
    assert [entry.text for entry in li.followups.due()] == ["noon", "some time today"]
    with pytest.raises(NotFound):
        li.followups.find(owner="nobody")


def test_those_of_a_contact_in_the_trash_are_not_due(li: Crm) -> None:
    key = add(li)
    li.followups.add(TODAY, contact_id=key)
    li.contacts.delete([key])
    assert li.followups.due() == []
    li.contacts.restore([key])
    assert len(li.followups.due()) == 1


@pytest.mark.parametrize(
    ("due", "overdue"),
    [
        (When(date(2026, 11, 20), None, "UTC"), True),
        (When(date(2026, 11, 21), None, "UTC"), False),
        (When(date(2026, 11, 21), time(9, 29), "UTC"), True),
        (When(date(2026, 11, 21), time(9, 30), "UTC"), False),
        (When(date(2026, 11, 21), time(17, 29), "Asia/Shanghai"), True),
        (When(date(2026, 11, 21), time(17, 31), "Asia/Shanghai"), False),
        (When(date(2026, 11, 21), time(4, 0), "America/New_York"), True),
        (When(date(2026, 11, 21), time(5, 0), "America/New_York"), False),
    ],
)
def test_overdue_is_told_by_the_instant(li: Crm, due: When, overdue: bool) -> None:  # noqa: FBT001 - a column
    li.followups.add(due)
    assert li.followups.get(1).overdue is overdue
    li.followups.done(1)
    assert not li.followups.get(1).overdue


def test_today_is_the_users(open_crm: OpenCrm) -> None:
    late = FixedClock(datetime(2026, 11, 21, 20, 0, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))
    crm = open_crm("li", clock=late)
    crm.followups.add(When(date(2026, 11, 21), None, "Asia/Shanghai"), text="yesterday's")
    crm.followups.add(When(date(2026, 11, 22), None, "Asia/Shanghai"), text="today's")
    assert [(entry.text, entry.overdue) for entry in crm.followups.due()] == [("yesterday's", True), ("today's", False)]


def test_the_same_is_set_with_several_in_one_operation(li: Crm) -> None:
    li.users.add("wang")
    person, alone = add(li, company="Acme"), add(li, "Bob")
    done = li.followups.add_many(TOMORROW, [person, alone, person], owner="wang", text="invite")
    assert (done.what, len(done.ids)) == ("Set follow-ups with 2 contacts", 2)
    entries = li.followups.find(owner="wang")
    assert [(entry.contact, entry.text, entry.due_time) for entry in entries] == [
        ("Ann", "invite", "09:00"),
        ("Bob", "invite", "09:00"),
    ]
    assert li.contacts.card(li.contacts.meant("Acme")).row.next is not None
    li.history.undo()
    assert li.followups.find() == []


def test_one_of_several_is_told_as_one_and_none_as_none(li: Crm) -> None:
    ann = add(li)
    assert li.followups.add_many(TOMORROW, [ann, ann]).what == "Set a follow-up with Ann"
    assert li.followups.add_many(TOMORROW, []).what == "Set a reminder"
    assert [entry.contact for entry in li.followups.find()] == ["Ann", ""]


def test_several_are_all_there_or_none_is_set(li: Crm) -> None:
    gone, here = add(li), add(li, "Bob")
    li.contacts.delete([gone])
    with pytest.raises(NotFound, match="c1 is in the trash"):
        li.followups.add_many(TOMORROW, [here, gone])
    assert li.followups.find() == []


def seen_from(crm: Crm, zone: str, at: datetime = NOW) -> Crm:
    """Return the same CRM, as somebody in ``zone`` sees it."""
    return Crm(crm.database, replace(crm.actor, clock=FixedClock(at, ZoneInfo(zone))))


@given(
    st.sampled_from(["2026-12-24", "24 dec", "12月24日", "tomorrow", "in 2 working days", "月底"]),
    st.sampled_from(["Pacific/Kiritimati", "Asia/Shanghai", "UTC", "America/New_York", "Pacific/Honolulu"]),
    st.integers(0, 23),
)
@settings(max_examples=15)
def test_a_day_without_a_time_is_that_day_for_everybody(li: Crm, text: str, zone: str, hour: int) -> None:
    here = seen_from(li, zone, NOW.replace(hour=hour))
    clock = here.clock
    when = parse_when(text, now=clock.now(), zone=clock.zone, calendar=here.calendar.current)
    number = here.followups.add(when).ids[0]
    for other in ("Pacific/Kiritimati", "Pacific/Honolulu", "Europe/Berlin"):
        entry = seen_from(li, other).followups.get(number)
        assert (entry.due_on, entry.due_time, entry.due_at) == (when.date, None, None)
        seen_from(li, other).followups.edit(number, text=f"seen from {other}")
    assert li.followups.get(number).due_on == when.date
