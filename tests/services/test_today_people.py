"""Whom Today names besides the reminders: the silent, calls that are due, birthdays, mentions; what makes them go."""

from datetime import date, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import NOW, OpenCrm
from tests.services.agenda_of_today import DAY, TODAY, add, call, lines, names, on, texts
from tui_crm.clock import FixedClock
from tui_crm.db import summaries
from tui_crm.models.agenda import Section
from tui_crm.models.codes import ActivityKind, Stage
from tui_crm.services.crm import Crm


@pytest.fixture
def wang(open_crm: OpenCrm) -> Crm:
    crm = open_crm("wang")
    crm.users.add("wang", name="王强")
    return crm


def test_customers_without_a_next_step_wait_the_longest_silent_first(li: Crm, wang: Crm) -> None:
    never, long, short = add(li, "never"), add(li, "long"), add(li, "short")
    person = add(li, "person", company="Acme")
    acme = li.contacts.meant("Acme")
    for key in (never, long, short, acme):
        li.contacts.edit(key, {"owner": "li"})
    call(li, long, 80, "price")
    call(li, short, 2)
    call(li, person, 5)
    assert names(li, Section.SILENT) == ["long", "Acme", "short", "never"]
    assert [line.last_at for line in lines(li, Section.SILENT)][0::3] == [NOW - 80 * DAY, None]
    assert texts(li, Section.SILENT) == ["price", "", "", ""]
    assert names(wang, Section.SILENT) == []
    assert names(wang, Section.SILENT, everybody=True) == ["long", "Acme", "short", "never"]
    wang.followups.add(on(40), contact_id=person)
    li.contacts.edit(short, {"do_not_contact": True})
    li.contacts.set_stage([long], Stage.CHURNED, why="gone")
    assert names(li, Section.SILENT) == ["never"]
    li.contacts.delete([never])
    assert names(li, Section.SILENT) == []


def test_who_is_to_be_called_again_waits_from_that_day_on_the_latest_first(li: Crm, wang: Crm) -> None:
    late, due, early, own = (add(li, name, owner="li") for name in ("late", "due", "early", "own"))
    li.contacts.edit(own, {"cadence": 7})
    person = add(li, "person", company="Acme", tags=["vip"])
    acme = li.contacts.meant("Acme")
    li.contacts.edit(acme, {"owner": "li"})
    for key in (late, due, early):
        li.contacts.edit(key, {"level": "A"})
    for key, days in ((late, 44), (due, 14), (early, 13), (own, 20), (person, 31)):
        call(li, key, days, "price")
    assert names(li, Section.CADENCE) == ["own"]
    li.cadences.set("level:A", 14)
    li.cadences.set("tag:vip", 30)
    assert names(li, Section.CADENCE) == ["late", "own", "person", "due"]
    first = lines(li, Section.CADENCE)[0]
    assert (first.day, first.cadence, first.text, first.is_reminder) == (TODAY - 30 * DAY, 14, "price", False)
    assert names(li, Section.SILENT) == ["Acme", "early"]
    assert names(wang, Section.CADENCE) == []
    assert names(wang, Section.CADENCE, everybody=True) == ["late", "own", "person", "due"]
    found = li.contacts.find(li.contacts.parse("kind:any touch_by:<=today next:none owner:me sort:touch_by"))
    assert [row.name for row in li.contacts.rows([*found])] == ["late", "own", "person", "due"]


def test_who_is_to_be_called_again_waits_until_there_is_a_touch_or_a_step(li: Crm, wang: Crm) -> None:
    key = add(li, "Ann", owner="li", cadence=7)
    call(li, key, 8)
    assert names(li, Section.CADENCE) == ["Ann"]
    wang.followups.add(on(60), contact_id=key)
    assert names(li, Section.CADENCE) == []
    wang.history.undo()
    li.contacts.edit(key, {"do_not_contact": True})
    assert names(li, Section.CADENCE) == []
    li.history.undo()
    li.activities.log(ActivityKind.CALL, key, at=NOW - 7 * DAY, without_next=True)
    assert (names(li, Section.CADENCE), names(li, Section.SILENT)) == (["Ann"], [])
    call(li, key)
    assert names(li, Section.CADENCE) == []
    li.history.undo()
    li.contacts.delete([key])
    assert names(li, Section.CADENCE) == []


def test_the_day_of_a_cadence_is_that_of_the_user(open_crm: OpenCrm) -> None:
    """Two hours after 09:30 in UTC it is 01:30 of the next day in Kiritimati."""
    for zone, waits in (("UTC", True), ("Asia/Shanghai", True), ("Pacific/Kiritimati", False)):
        crm = open_crm("li", clock=FixedClock(NOW, ZoneInfo(zone)))
        key = add(crm, zone, owner="li", cadence=7)
        crm.activities.log(ActivityKind.CALL, key, at=NOW - 7 * DAY + timedelta(hours=2))
        assert (zone in names(crm, Section.CADENCE)) is waits


def test_who_has_no_next_step_on_purpose_is_left_out_until_one_is_in_touch_again(li: Crm) -> None:
    key = add(li, "Ann", owner="li")
    done = li.activities.log(ActivityKind.CALL, key, without_next=True)
    assert (names(li, Section.SILENT), done.also) == ([], ("no next step, on purpose",))
    assert li.contacts.rows([key])[0].no_next_since == NOW
    li.activities.log(ActivityKind.SYSTEM, key)
    assert names(li, Section.SILENT) == []
    call(li, key)
    assert (names(li, Section.SILENT), li.contacts.rows([key])[0].no_next_since) == (["Ann"], None)
    li.history.undo()
    assert names(li, Section.SILENT) == []
    step = li.followups.add(on(3), contact_id=key).ids[0]
    li.followups.done(step)
    assert names(li, Section.SILENT) == ["Ann"]
    for _each in range(3):
        li.history.undo()
    assert names(li, Section.SILENT) == []
    li.history.undo()
    assert (names(li, Section.SILENT), li.contacts.rows([key])[0].no_next_since) == (["Ann"], None)
    with li.database.read() as connection:
        assert summaries.stale(connection) == []


def test_it_is_the_customer_that_has_no_next_step_on_purpose(li: Crm) -> None:
    person, colleague = add(li, "Ann", company="Acme"), add(li, "Bob", company="Acme")
    acme = li.contacts.meant("Acme")
    li.contacts.edit(acme, {"owner": "li"})
    li.activities.log(ActivityKind.CALL, person, without_next=True)
    assert names(li, Section.SILENT) == []
    assert [row.no_next_since for row in li.contacts.rows([person, colleague, acme])] == [NOW] * 3
    done = li.activities.log(ActivityKind.CALL, colleague, next_step=on(2), without_next=True)
    assert [row.no_next_since for row in li.contacts.rows([person, colleague, acme])] == [None] * 3
    assert done.also == ()
    li.followups.done(done.ids[1])
    assert names(li, Section.SILENT) == ["Acme"]


def test_whoever_logs_something_is_asked_for_the_next_step_of_whom_today_would_name(li: Crm) -> None:
    key, person = add(li), add(li, "Bob", company="Acme")
    acme = li.contacts.meant("Acme")
    wanted = li.activities.is_next_wanted
    assert [wanted(each) for each in (key, person, acme)] == [True, True, True]
    li.followups.add(on(2), contact_id=acme)
    assert [wanted(each) for each in (key, person, acme)] == [True, False, False]
    li.activities.log(ActivityKind.CALL, key, without_next=True)
    assert wanted(key)
    li.contacts.edit(key, {"do_not_contact": True})
    assert not wanted(key)
    li.contacts.edit(key, {"do_not_contact": False, "stage": Stage.CHURNED})
    assert not wanted(key)
    li.contacts.delete([key])
    assert not wanted(key)


def test_who_owns_many_sees_the_same(li: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(5)
    for number in range(40):
        key = add(
            li, f"c{number}", owner=random.choice(("li", "li", "")), stage=random.choice((Stage.LEAD, Stage.CHURNED))
        )
        if random.random() < 0.6:
            call(li, key, random.randint(1, 300))
        if number % 7 == 0:
            li.activities.log(ActivityKind.CALL, key, at=NOW - 300 * DAY, without_next=True)
        if random.random() < 0.3:
            li.followups.add(on(3), contact_id=key)
    before = li.today.pages()
    monkeypatch.setattr("tui_crm.db.agenda._FEW", 0)
    assert li.today.pages() == before
    assert 5 < len(names(li, Section.SILENT)) < 30


def test_birthdays_of_both_calendars_wait_until_they_are_seen_to(li: Crm, wang: Crm) -> None:
    today, tomorrow = add(li, "today", birthday="1990-11-21"), add(li, "tomorrow", birthday="--11-22")
    lunar, week = add(li, "lunar", birthday="lunar:1980-10-15"), add(li, "week", birthday="2001-11-28")
    everybody = [today, tomorrow, lunar, week]
    everybody += [add(li, "after", birthday="--11-29"), add(li, "before", birthday="--11-20")]
    everybody += [add(li, "never", birthday="--11-21", do_not_contact=True)]
    for key in everybody:
        li.contacts.edit(key, {"owner": "li"})
    assert names(li, Section.BIRTHDAYS) == ["today", "tomorrow", "lunar", "week"]
    assert [line.day for line in lines(li, Section.BIRTHDAYS)] == [
        TODAY, TODAY + DAY, date(2026, 11, 23), TODAY + 7 * DAY,
    ]  # fmt: skip
    assert texts(li, Section.BIRTHDAYS)[1:3] == ["--11-22", "lunar:1980-10-15"]
    assert names(wang, Section.BIRTHDAYS) == []
    assert len(names(wang, Section.BIRTHDAYS, everybody=True)) == 4
    call(li, tomorrow)
    call(li, today, days_ago=1)
    assert names(li, Section.BIRTHDAYS)[:2] == ["today", "tomorrow"]
    call(li, today)
    li.followups.add(on(1, "09:00"), contact_id=tomorrow)
    li.followups.add(on(1), contact_id=week)
    assert names(li, Section.BIRTHDAYS) == ["lunar", "week"]


def test_people_of_my_company_are_mine(li: Crm, wang: Crm) -> None:
    add(li, "Bob", company="Acme", birthday="--11-21")
    li.contacts.edit(li.contacts.meant("Acme"), {"owner": "wang"})
    assert names(li, Section.BIRTHDAYS) == []
    assert names(wang, Section.BIRTHDAYS) == ["Bob"]


@pytest.mark.parametrize("text", ["@wang please call", "请 @王强 跟进"])
def test_a_mention_waits_until_it_is_answered(li: Crm, wang: Crm, text: str) -> None:
    key = add(li)
    call(wang, key)
    activity = call(li, key, 2, text)
    (line,) = lines(wang, Section.MENTIONS)
    assert (line.thing, line.id, line.contact_id, line.name) == ("activity", activity, key, "Ann")
    assert (line.text, line.person, line.day, line.time) == (text, "li", TODAY - 2 * DAY, "09:30")
    assert names(li, Section.MENTIONS) == []
    assert names(li, Section.MENTIONS, everybody=True) == ["Ann"]
    call(li, key)
    assert names(wang, Section.MENTIONS) == ["Ann"]
    wang.activities.log(ActivityKind.NOTE, key, text="saw it")
    assert names(wang, Section.MENTIONS) == []
    wang.history.undo()
    wang.followups.add(on(5), contact_id=key)
    assert names(wang, Section.MENTIONS) == []


def test_a_mention_in_a_reminder_waits_until_it_is_answered_or_done(li: Crm, wang: Crm) -> None:
    key = add(li)
    first, second = (li.followups.add(on(3), contact_id=key, text=f"{word} @wang").ids[0] for word in "ab")
    mine = wang.followups.add(on(3), text="ask @li, not @wang").ids[0]
    found = lines(wang, Section.MENTIONS)
    assert {(line.thing, line.id, line.person) for line in found} == {
        ("reminder", first, "li"),
        ("reminder", second, "li"),
    }
    assert [(line.id, line.person) for line in lines(li, Section.MENTIONS)] == [(mine, "wang")]
    li.followups.done(first)
    assert [line.id for line in lines(wang, Section.MENTIONS)] == [second]
    wang.activities.log(ActivityKind.CALL, key)
    assert names(wang, Section.MENTIONS) == []


def test_what_mentions_nobody_who_waits(li: Crm, wang: Crm, open_crm: OpenCrm) -> None:
    key = add(li)
    call(li, key, 15, "@wang long ago")
    call(li, key, 1, "wrote to wang@wang.example")
    call(li, key, 1, "@li note to self")
    gone = add(li, "gone")
    call(li, gone, 1, "@wang")
    li.contacts.delete([gone])
    li.followups.add(on(1), text="@wang is asked already", owner="wang")
    assert names(wang, Section.MENTIONS) == []
    assert names(li, Section.MENTIONS, everybody=True) == []
    assert names(open_crm("stranger"), Section.MENTIONS) == []


def test_what_was_undone_and_redone_was_still_written_by_one(li: Crm, wang: Crm) -> None:
    li.followups.add(on(1), contact_id=add(li), text="@wang")
    wang.history.undo(li.history.newest())
    wang.history.undo(wang.history.newest())
    assert [line.person for line in lines(wang, Section.MENTIONS)] == ["li"]
