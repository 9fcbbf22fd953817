"""What waits for somebody: reminders in which section, in which order and how many, and until when."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import NOW, OpenCrm
from tests.services.agenda_of_today import DAY, TODAY, add, call, lines, on, texts
from tui_crm.clock import FixedClock
from tui_crm.models.agenda import DUE, Section, Tally
from tui_crm.models.when import When
from tui_crm.services.crm import Crm
from tui_crm.services.people import ensure_user

ZONES = ("UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago")
TIMES = ("", "", "00:00", "09:30", "12:00", "23:59")


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
