"""Reminders that come back: one live instance, the next one when it is done, and all of it taken back in one piece."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.conftest import NOW, OpenCrm
from tests.store import difference, dump
from tui_crm.clock import FixedClock
from tui_crm.errors import BadInput
from tui_crm.models.cards import ReminderEntry
from tui_crm.models.repeat import stored_in_words
from tui_crm.models.when import When
from tui_crm.services.crm import Crm
from tui_crm.services.repeating import Repeating

TODAY = When(date(2026, 11, 21), None, "UTC")  # a Saturday
MORNING = When(date(2026, 11, 23), time(9, 0), "Asia/Shanghai")


def add(crm: Crm, repeat: str, due: When = TODAY, **said: object) -> int:
    return crm.followups.add(due, repeat=repeat, **said).ids[0]  # type: ignore[arg-type]


def open_ones(crm: Crm) -> list[tuple[int, str]]:
    return [(entry.id, entry.due_on.isoformat()) for entry in crm.followups.find()]


def live(crm: Crm) -> ReminderEntry:
    (entry,) = crm.followups.find()
    return entry


def at(open_crm: OpenCrm, day: str) -> Crm:
    return open_crm("li", clock=FixedClock(datetime.fromisoformat(f"{day}T08:00").replace(tzinfo=UTC)))


def test_the_next_one_comes_with_the_answer(li: Crm) -> None:
    ann = li.contacts.add({"name": "Ann", "company": "Acme"}).ids[0]
    key = add(li, "every week", MORNING, contact_id=ann, text="call", place="here", minutes=20, priority="high")
    done = li.followups.done(key)
    assert (done.what, done.also) == ("Done: Ann · call", ("next one: Mon 2026-11-30 01:00",)), (
        "on the wall of whoever reads"
    )
    entry = live(li)
    late = When(date(2026, 11, 30), time(5, 0), "Asia/Shanghai")
    assert Repeating(li).ahead("every day", late, number=2) == [date(2026, 11, 29), date(2026, 11, 30)]
    assert (entry.contact, entry.text, entry.place, entry.minutes, entry.priority, entry.owner) == (
        "Ann", "call", "here", 20, "high", "li",
    )  # fmt: skip
    assert (entry.due_on, entry.due_time, entry.zone) == (date(2026, 11, 30), "09:00", "Asia/Shanghai")
    assert (entry.repeat, entry.repeat_from) == ("FREQ=WEEKLY", "2026-11-23T09:00[Asia/Shanghai]")
    assert entry.repeat_on == date(2026, 11, 30)
    assert [step.reminder_id for step in [li.contacts.card(ann).row.next] if step] == [entry.id]


def test_done_undone_and_done_again(li: Crm) -> None:
    key = add(li, "every day")
    before = dump(li.database)
    li.followups.done(key)
    after = dump(li.database)
    assert open_ones(li) == [(2, "2026-11-22")]
    li.history.undo()
    assert difference(before, dump(li.database)) == {}
    li.history.redo()
    assert difference(after, dump(li.database)) == {}


def test_a_rule_ends(li: Crm, open_crm: OpenCrm) -> None:
    add(li, "every day, 2 times")
    assert li.followups.done(1).also == ("next one: Sun 2026-11-22",)
    assert at(open_crm, "2026-11-22").followups.done(2).also == ()
    assert li.followups.find() == []
    add(li, "every week until 2026-11-27")
    assert li.followups.done(3).also == ()


def test_one_that_is_put_off_or_moved_leaves_its_series(li: Crm) -> None:
    add(li, "every week", MORNING)
    li.followups.snooze(1, When(date(2026, 11, 26), time(15, 0), "UTC"))
    li.followups.done(1)
    li.followups.edit(2, due=When(date(2026, 12, 2), None, "UTC"))
    assert (live(li).due_on, live(li).due_time) == (date(2026, 12, 2), None)
    li.followups.done(2)
    assert (live(li).due_on, live(li).due_time, live(li).zone) == (date(2026, 12, 7), "09:00", "Asia/Shanghai")


def test_what_was_missed_is_not_made_up_for(li: Crm, open_crm: OpenCrm) -> None:
    add(li, "every week")
    at(open_crm, "2026-12-06").followups.done(1)
    assert open_ones(li) == [(2, "2026-12-12")]


def test_it_counts_from_the_day_it_is_done(li: Crm, open_crm: OpenCrm) -> None:
    add(li, "30 days after it is done, 3 times", MORNING)
    at(open_crm, "2026-12-01").followups.done(1)
    assert (live(li).due_on, live(li).due_time, live(li).repeat_from) == (
        date(2026, 12, 31), "09:00", "2026-12-31T09:00[Asia/Shanghai]",
    )  # fmt: skip
    assert stored_in_words(live(li).repeat) == "30 days after it is done, 2 times"
    at(open_crm, "2026-12-02").followups.done(2)
    assert live(li).due_on == date(2027, 1, 1)
    assert li.followups.done(3).also == ()


def test_there_is_one_live_one(li: Crm, open_crm: OpenCrm) -> None:
    add(li, "every day")
    li.followups.done(1)
    assert li.followups.reopen(1).also == ("the next one is taken back",)
    assert open_ones(li) == [(1, "2026-11-21")]
    li.followups.done(1)
    assert open_ones(li) == [(3, "2026-11-22")]
    li.followups.done(3)
    assert li.followups.reopen(1).also == ("the next one is taken back",), "long past: the fourth one was the live one"
    assert open_ones(li) == [(1, "2026-11-21")]
    li.history.undo()
    assert open_ones(li) == [(4, "2026-11-23")]
    open_crm("wang").followups.delete(4)
    li.followups.reopen(3)
    assert li.followups.done(3).also == ("next one: Mon 2026-11-23",)


def test_one_that_somebody_changed_is_not_taken_back(li: Crm) -> None:
    add(li, "every day")
    li.followups.done(1)
    li.followups.snooze(2, MORNING)
    before = dump(li.database)
    with pytest.raises(BadInput, match="r2, which came after r1, was changed since") as raised:
        li.followups.reopen(1)
    assert raised.value.hint == "delete that one first: crm reminder delete r2"
    assert difference(before, dump(li.database)) == {}
    li.followups.delete(2)
    assert li.followups.reopen(1).also == ()


def test_of_one_series_one_is_opened_again(li: Crm) -> None:
    add(li, "every day")
    li.followups.done(1)
    li.followups.done(2)
    with pytest.raises(BadInput, match="r1 and r2 are of one series, of which only one can be open"):
        li.followups.reopen(1, 2)
    assert open_ones(li) == [(3, "2026-11-23")]


def test_undo_of_an_early_one_takes_back_what_came_after_it(li: Crm) -> None:
    add(li, "every day")
    early = li.followups.done(1).operation_id
    li.followups.done(2)
    before = dump(li.database)
    undone = li.history.undo(early)
    assert (undone.also, undone.kept) == (
        ("the next one is taken back",), ("r2 was changed since and went to the trash",),
    )  # fmt: skip
    assert open_ones(li) == [(1, "2026-11-21")]
    li.history.undo(undone.operation_id)
    assert difference(before, dump(li.database)) == {}


def test_undo_leaves_an_early_one_done_where_the_live_one_was_changed(li: Crm) -> None:
    add(li, "every day")
    early = li.followups.done(1).operation_id
    li.followups.done(2)
    li.followups.snooze(3, MORNING)
    assert li.history.undo(early).kept[-1] == "r1 done stays as it is: what came after it was changed since"
    assert open_ones(li) == [(3, "2026-11-23")]
    deleted = li.followups.delete(3).operation_id
    li.followups.reopen(1)
    li.history.undo(deleted)
    assert open_ones(li) == [(1, "2026-11-21")]


def test_undo_and_redo_out_of_turn_leave_one(li: Crm) -> None:
    add(li, "every day")
    done = li.followups.done(1).operation_id
    deleted = li.followups.delete(2).operation_id
    li.history.undo(done)
    kept = li.history.undo(deleted).kept[-1]
    assert kept == "r2 in the trash stays as it is: what came after it was changed since"
    assert open_ones(li) == [(1, "2026-11-21")]
    add(li, "every day")
    undone = li.history.undo(li.followups.done(3).operation_id).operation_id
    li.followups.done(3)
    assert li.history.undo(undone).also == ("the next one is taken back",), "what the redo brings is the live one"
    assert [key for key, _day in open_ones(li)] == [1, 4]


def test_two_people_mark_one_done(li: Crm, open_crm: OpenCrm) -> None:
    add(li, "every day")
    wang = open_crm("wang", clock=FixedClock(NOW + timedelta(seconds=5)))
    real = wang.followups._entries
    wang.followups._entries = lambda ids: [*real(ids), *li.followups.rows(li.followups.done(1).ids)][:1]  # type: ignore[method-assign]
    wang.followups.done(1)
    assert open_ones(li) == [(2, "2026-11-22")]


def test_several_are_done_at_once(li: Crm) -> None:
    for repeat in ("every day", "every week", "", "every day, 1 time"):
        add(li, repeat)
    assert li.followups.done(1, 2, 3, 4).also == ("2 come again",)
    assert open_ones(li) == [(5, "2026-11-22"), (6, "2026-11-28")]
    assert li.followups.reopen(1, 2).also == ("the 2 next ones are taken back",)


def test_many_at_once_come_back(li: Crm) -> None:
    people = [li.contacts.add({"name": name}).ids[0] for name in ("Ann", "Bob")]
    made = li.followups.add_many(TODAY, people, repeat="每周六", text="greet").ids
    assert {li.followups.get(key).repeat for key in made} == {"FREQ=WEEKLY;BYDAY=SA"}
    li.followups.done(made[1])
    assert [(entry.contact, entry.due_on.day) for entry in li.followups.find()] == [("Ann", 21), ("Bob", 28)]


def test_the_rule_is_changed_from_this_one_on(li: Crm) -> None:
    key = add(li, "every day", MORNING, text="call")
    li.followups.snooze(key, When(date(2026, 11, 25), None, "UTC"))
    assert li.followups.edit(key, repeat="every month on the 1st").what == "Edited the follow-up call"
    entry = live(li)
    assert (entry.due_on, entry.repeat_on, entry.repeat_from) == (
        date(2026, 11, 25), date(2026, 11, 23), "2026-11-23T09:00[Asia/Shanghai]",
    )  # fmt: skip
    assert li.followups.edit(key, repeat="每月1日").operation_id is None
    li.followups.done(key)
    assert (live(li).due_on, live(li).due_time) == (date(2026, 12, 1), "09:00")
    li.followups.edit(2, repeat="")
    assert (live(li).repeat, live(li).repeat_from, live(li).repeat_on) == ("", "", None)
    assert li.followups.done(2).also == ()


def test_with_another_date_it_begins_anew(li: Crm) -> None:
    key = add(li, "every week", MORNING)
    li.followups.edit(key, due=When(date(2026, 11, 26), time(10, 0), "UTC"), repeat="every week")
    li.followups.done(key)
    assert (live(li).due_on, live(li).due_time) == (date(2026, 12, 3), "10:00")


def test_several_get_the_same_rule_each_from_its_own_day(li: Crm) -> None:
    li.followups.add(TODAY)
    li.followups.add(MORNING)
    li.followups.edit_many([1, 2], repeat="every week")
    assert [li.followups.get(key).repeat_from for key in (1, 2)] == ["2026-11-21", "2026-11-23T09:00[Asia/Shanghai]"]


def test_what_will_not_do_is_told(li: Crm) -> None:
    with pytest.raises(BadInput, match="cannot read “blah” as a repeat") as raised:
        li.followups.add(TODAY, repeat="blah")
    assert raised.value.field == "repeat"
    with pytest.raises(BadInput, match="ends on 2026-11-20, before it begins on 2026-11-21"):
        li.followups.add(TODAY, repeat="FREQ=DAILY;UNTIL=20261120")
    li.followups.add(TODAY)
    with pytest.raises(BadInput, match="ends on 2026-11-20"):
        li.followups.edit(1, repeat="FREQ=DAILY;UNTIL=20261120")
    assert li.followups.get(1).version == 1


def test_a_rule_that_nobody_can_read_ends(li: Crm) -> None:
    key = add(li, "every day")
    with li.database.write(li.actor, "by hand") as writing:
        writing.update("reminder", key, {"repeat": "FREQ=HOURLY"})
    assert li.followups.done(key).also == ()


def test_the_days_ahead_are_those_that_come(li: Crm, open_crm: OpenCrm) -> None:
    rules = Repeating(li)
    assert rules.ahead("every month on the 15th", TODAY) == [date(2026, 11, 21), date(2026, 12, 15), date(2027, 1, 15)]
    assert rules.ahead("10 days after it is done", TODAY) == [date(2026, 11, 21), date(2026, 12, 1), date(2026, 12, 11)]
    assert rules.ahead("every day, 2 times", TODAY) == [date(2026, 11, 21), date(2026, 11, 22)]
    key = add(li, "every week", MORNING)
    li.followups.snooze(key, When(date(2026, 12, 5), None, "UTC"))
    told = rules.ahead("every week", None, live(li))
    assert told == [date(2026, 12, 5), date(2026, 12, 7), date(2026, 12, 14)]
    at(open_crm, "2026-12-05").followups.done(key)
    at(open_crm, "2026-12-07").followups.done(2)
    assert open_ones(li) == [(3, "2026-12-14")]


def test_what_falls_on_a_day_off_is_moved(li: Crm, open_crm: OpenCrm) -> None:
    li.settings.set("calendar_country", "CN")
    li.calendar.take_off(date(2026, 12, 7))
    add(li, "每月5日，遇节假日顺延", When(date(2026, 9, 27), None, "UTC"))
    assert live(li).due_on == date(2026, 9, 28)  # a Sunday
    at(open_crm, "2026-09-28").followups.done(1)
    assert (live(li).due_on, live(li).repeat_on) == (date(2026, 10, 8), date(2026, 10, 5))  # behind the National Day
    at(open_crm, "2026-10-08").followups.done(2)
    assert live(li).due_on == date(2026, 11, 5)
    at(open_crm, "2026-11-05").followups.done(3)
    assert live(li).due_on == date(2026, 12, 8)  # behind a weekend, and a day that the team has off


def test_every_working_day(li: Crm, open_crm: OpenCrm) -> None:
    add(li, "every working day")
    assert live(li).due_on == date(2026, 11, 23)
    at(open_crm, "2026-11-23").followups.done(1)
    at(open_crm, "2026-11-28").followups.done(2)  # a Saturday
    assert live(li).due_on == date(2026, 11, 30)
    li.calendar.take_off(date(2026, 12, 1))
    assert Repeating(li).ahead("every working day", None, live(li))[1:] == [date(2026, 12, 2), date(2026, 12, 3)]


def test_the_last_day_of_all_is_not_moved(li: Crm) -> None:
    li.calendar.take_off(date.max)
    add(li, "every working day", When(date.max, None, "UTC"))
    assert live(li).due_on == date.max


def test_history_says_it_in_words(li: Crm) -> None:
    ann = li.contacts.add({"name": "Ann"}).ids[0]
    li.followups.add(TODAY, contact_id=ann)
    done = li.followups.edit(1, repeat="every 2 weeks")
    assert done.operation_id is not None
    (card,) = li.history.changes_of(done.operation_id).records
    assert [(field.title, field.old, field.new) for field in card.fields] == [("repeat", "", "every 2 weeks")]


def test_two_who_answer_it_at_once_make_one_follower(
    li: Crm, open_crm: OpenCrm, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = add(li, "every day")
    wang = at(open_crm, "2026-11-22")
    read = li.followups.rows

    def read_before(ids: Sequence[int]) -> list[ReminderEntry]:
        monkeypatch.undo()
        found = read(ids)
        wang.followups.done(key)
        wang.followups.done(2)
        wang.followups.delete(3)
        return found

    monkeypatch.setattr(li.followups, "rows", read_before)
    assert li.followups.done(key).operation_id is None
    assert open_ones(li) == []
    assert li.followups.get(key).done_at == datetime(2026, 11, 22, 8, tzinfo=UTC)
