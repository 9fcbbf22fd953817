"""What waits for somebody: in which section, in which order, and what makes it go."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import NOW, OpenCrm
from tui_crm.clock import FixedClock
from tui_crm.db import summaries
from tui_crm.models.agenda import DUE, AgendaLine, Section, Tally
from tui_crm.models.codes import ActivityKind, Stage
from tui_crm.models.when import When
from tui_crm.services.crm import Crm
from tui_crm.services.people import ensure_user

TODAY = NOW.date()
DAY = timedelta(days=1)
ZONES = ("UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago")
TIMES = ("", "", "00:00", "09:30", "12:00", "23:59")


def on(days: int, at: str = "", zone: str = "UTC") -> When:
    """Return a moment so many days from today."""
    return When(TODAY + days * DAY, time.fromisoformat(at) if at else None, zone)


def add(crm: Crm, name: str = "Ann", **said: object) -> int:
    return crm.contacts.add({"name": name, **said}).ids[0]


def call(crm: Crm, contact_id: int, days_ago: int = 0, text: str = "") -> int:
    return crm.activities.log(ActivityKind.CALL, contact_id, at=NOW - days_ago * DAY, text=text).ids[0]


def lines(crm: Crm, section: Section, *, everybody: bool = False) -> Sequence[AgendaLine]:
    (page,) = (page for page in crm.today.pages(everybody=everybody) if page.section is section)
    assert page.tally == Tally(len(page.lines))
    return page.lines


def names(crm: Crm, section: Section, *, everybody: bool = False) -> list[str]:
    return [line.name for line in lines(crm, section, everybody=everybody)]


def texts(crm: Crm, section: Section, *, everybody: bool = False) -> list[str]:
    return [line.text for line in lines(crm, section, everybody=everybody)]


@pytest.fixture
def wang(open_crm: OpenCrm) -> Crm:
    crm = open_crm("wang")
    crm.users.add("wang", name="王强")
    return crm


def test_nothing_waits_in_an_empty_file(li: Crm) -> None:
    pages = li.today.pages()
    assert [page.section for page in pages] == [section for section in Section if section is not Section.HOLIDAYS]
    assert {(page.tally, page.lines) for page in pages} == {(Tally(0), ())}
    assert li.history.newest() == 0


@pytest.mark.parametrize("zone", ZONES)
def test_an_open_reminder_is_in_one_section_or_later(open_crm: OpenCrm, zone: str) -> None:
    random = Random(zone)
    clock = FixedClock(NOW, ZoneInfo(zone))
    crm = open_crm("li", clock=clock)
    crm.users.add("wang")
    trash, today = add(crm, "gone"), (clock.today() - TODAY).days
    for _number in range(120):
        due = on(random.choice((random.randint(-12, 12), today)), random.choice(TIMES), random.choice(ZONES))
        owner, contact_id = random.choice(("li", "li", "wang", "")), random.choice((None, None, None, trash))
        minutes, place = random.choice((0, 45, 3000)), random.choice(("", "", "here"))
        key = crm.followups.add(due, owner=owner, contact_id=contact_id, minutes=minutes, place=place).ids[0]
        if random.random() < 0.2:
            random.choice((crm.followups.done, crm.followups.delete))(key)
    crm.contacts.delete([trash])
    for everybody in (False, True):
        found = {section: {line.id for line in lines(crm, section, everybody=everybody)} for section in DUE}
        waiting = crm.followups.find(owner=None if everybody else "li")
        expected: dict[Section, set[int]] = {section: set() for section in DUE}
        for entry in waiting:
            day = entry.due_at.astimezone(clock.zone).date() if entry.due_at else entry.due_on
            ahead = (day - clock.today()).days
            if entry.overdue or ahead <= 7:
                appointment = entry.due_at and (entry.minutes or entry.place)
                now = Section.APPOINTMENTS if appointment else Section.TODAY
                expected[Section.OVERDUE if entry.overdue else now if ahead <= 0 else Section.WEEK].add(entry.id)
        assert found == expected
        assert all(expected.values())
        counts = crm.today.counts(everybody=everybody)
        today_ids = found[Section.TODAY] | found[Section.APPOINTMENTS]
        assert [counts.overdue.number, counts.today.number] == [len(found[Section.OVERDUE]), len(today_ids)]
        (due_today,) = crm.today.waiting([Section.TODAY], owner=None if everybody else "li")
        assert {line.id for line in due_today.lines} == today_ids


def test_reminders_come_soonest_first_with_what_one_needs(li: Crm) -> None:
    key = add(li, company="Acme")
    call(li, key, 3)
    li.followups.add(on(-1), text="late", contact_id=key, priority="urgent")
    li.followups.add(on(-9), text="later still")
    li.followups.add(on(0, "14:00", "Asia/Shanghai"), text="gone by")
    assert texts(li, Section.OVERDUE) == ["later still", "late", "gone by"]
    line = lines(li, Section.OVERDUE)[1]
    assert (line.thing, line.name, line.company, line.contact_id, line.person) == ("reminder", "Ann", "Acme", key, "li")
    assert (line.day, line.time, line.last_at, line.priority) == (TODAY - DAY, None, NOW - 3 * DAY, "urgent")


def test_an_appointment_stands_there_until_it_is_over(open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    crm.followups.add(on(0, "09:00"), contact_id=add(crm), text="demo", minutes=60, place="Hafen 3")
    crm.followups.add(on(0, "09:00"), text="call")
    (line,) = lines(crm, Section.APPOINTMENTS)
    assert (line.text, line.time, line.minutes, line.place) == ("demo", "09:00", 60, "Hafen 3")
    assert texts(crm, Section.OVERDUE) == ["call"]
    later = open_crm("li", clock=FixedClock(NOW + timedelta(minutes=31)))
    assert sorted(texts(later, Section.OVERDUE)) == ["call", "demo"]


def test_a_holiday_stands_there_until_it_is_planned(open_crm: OpenCrm) -> None:
    """The Mid-Autumn Festival of 2026 is on 25 September, the National Day begins on 1 October."""
    crm = open_crm("li", clock=FixedClock(datetime(2026, 9, 24, 8, 0, tzinfo=UTC)))
    crm.users.add("wang")
    page = crm.today.holidays()
    assert [(line.name, line.day) for line in page.lines] == [
        ("Mid-Autumn Festival", date(2026, 9, 25)),
        ("National Day", date(2026, 10, 1)),
    ]
    assert (page.tally, page.lines[1].minutes) == (Tally(2), 3 * 24 * 60)
    crm.followups.add(When(date(2026, 9, 25), None, ""), text="greet all: mid-autumn festival")
    crm.followups.add(When(date(2026, 10, 2), None, ""), text="National Day is over")
    assert [line.name for line in crm.today.holidays().lines] == ["National Day"]
    crm.followups.done(1)
    crm.followups.add(When(date(2026, 9, 28), None, ""), text="National Day wishes", owner="wang")
    assert [line.name for line in crm.today.holidays().lines] == ["National Day"]
    assert crm.today.holidays(everybody=True).lines == ()


def test_a_time_is_that_of_the_users_wall(open_crm: OpenCrm) -> None:
    crm = open_crm("li", clock=FixedClock(NOW, ZoneInfo("Asia/Shanghai")))
    crm.followups.add(on(0, "17:00", "Europe/Berlin"))
    (line,) = lines(crm, Section.WEEK)
    assert (line.day, line.time) == (TODAY + DAY, "00:00")


def test_a_section_has_a_first_page(li: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_crm.services.today.PAGE", 2)
    for number in range(5):
        li.followups.add(on(-number - 1), text=str(number))
        add(li, f"c{number}", owner="li", birthday="--11-23")
    pages = {page.section: page for page in li.today.pages()}
    assert [line.text for line in pages[Section.OVERDUE].lines] == ["4", "3"]
    for section in (Section.OVERDUE, Section.SILENT, Section.BIRTHDAYS):
        assert (str(pages[section].tally), len(pages[section].lines)) == ("5", 2)


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


def test_counting_stops_somewhere(li: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_crm.db.tallying.MOST", 3)
    for number in range(3):
        li.followups.add(on(-1))
        add(li, str(number), owner="li", birthday="--11-21")
    pages = {page.section: page for page in li.today.pages()}
    capped = (Section.OVERDUE, Section.SILENT, Section.BIRTHDAYS)
    assert {str(pages[section].tally) for section in capped} == {"3"}
    li.followups.add(on(-1))
    add(li, "one more", owner="li", birthday="--11-21")
    pages = {page.section: page for page in li.today.pages()}
    assert {str(pages[section].tally) for section in capped} == {"3+"}
    assert str(li.today.counts().overdue) == "3+"


def test_today_is_the_users_own(open_crm: OpenCrm) -> None:
    late = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
    crm = open_crm("li", clock=FixedClock(late, ZoneInfo("Asia/Shanghai")))
    crm.followups.add(on(0), text="yesterday's")
    crm.followups.add(on(1), text="today's")
    assert (texts(crm, Section.OVERDUE), texts(crm, Section.TODAY)) == (["yesterday's"], ["today's"])


@pytest.mark.parametrize("login", ["li", "LI"])
def test_a_login_may_be_written_otherwise(li: Crm, open_crm: OpenCrm, login: str) -> None:
    ensure_user(li)
    li.followups.add(on(0))
    assert open_crm(login).today.counts().today == Tally(1)
