"""The team's working calendar: what of it is set, what it says of a day, and who may change it meanwhile."""

from datetime import UTC, date, datetime

import pytest

from tests.store import dump
from tui_crm.db import sql
from tui_crm.errors import BadInput, Conflict, NotFound, UsageError
from tui_crm.models.when import When
from tui_crm.models.working_time import DayKind
from tui_crm.services.crm import Crm
from tui_crm.services.people import ensure_user

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (20, 21, 22, 23))


def test_the_calendar_is_set_up_by_what_the_team_has_set(li: Crm) -> None:
    assert li.calendar.current().add_days(date(2026, 9, 30), 1) == date(2026, 10, 8)
    li.settings.set("calendar_country", "de-by")
    li.settings.set("calendar_hours", "mon-thu 8-12; sat 10-14")
    li.settings.set("calendar_zone", "Europe/Berlin")
    calendar = li.calendar.current()
    assert [calendar.add_days(date(2026, 10, 1), step) for step in (0, 1)] == [date(2026, 10, 1), date(2026, 10, 5)]
    opens = datetime(2026, 10, 1, 6, tzinfo=UTC)
    assert calendar.open_on(date(2026, 10, 1)) == [(opens, opens.replace(hour=10))]
    assert not calendar.is_working_day(date(2027, 1, 6))


def test_hours_that_nobody_can_read_are_the_usual_ones(li: Crm) -> None:
    li.calendar.work_on(SATURDAY, hours="9-12")
    with li.database.write(li.actor, "by a newer program") as writing:
        sql.run(writing.connection, "UPDATE calendar_day SET hours = 'from dawn'")
    assert li.calendar.current().is_working_day(SATURDAY)
    assert len(li.calendar.current().open_on(SATURDAY)) == 2


def test_what_the_team_says_of_a_day_stands_before_its_country_and_its_weekday(li: Crm) -> None:
    li.calendar.take_off(FRIDAY, name=" outing ")
    li.calendar.take_off(date(2026, 10, 10))
    li.calendar.work_on(SATURDAY, hours="9-12")
    li.calendar.work_on(date(2026, 10, 1))
    li.calendar.work_on(SUNDAY)
    calendar = li.calendar.current()
    assert [calendar.day(day).works for day in (FRIDAY, date(2026, 10, 10), SATURDAY, date(2026, 10, 1))] == [
        False, False, True, True,
    ]  # fmt: skip
    assert calendar.day(FRIDAY).name == "outing"
    assert (calendar.day(SATURDAY).spans, len(calendar.day(SUNDAY).spans)) == (((540, 720),), 2)
    assert [day.kind for day in li.calendar.days(FRIDAY, MONDAY)] == [
        DayKind.OWN_OFF, DayKind.OWN_WORK, DayKind.OWN_WORK, DayKind.WORKDAY,
    ]  # fmt: skip


def test_a_day_is_said_once_and_can_be_said_anew(li: Crm) -> None:
    li.calendar.take_off(FRIDAY)
    assert li.calendar.take_off(FRIDAY).what == "Nothing changed"
    done = li.calendar.work_on(FRIDAY, SATURDAY, name="fair", hours="9-12")
    assert (done.what, len(done.ids)) == ("Made 2026-11-20 – 2026-11-21 a working day", 2)
    assert [(day.day, day.kind, day.name) for day in li.calendar.own_days()] == [
        (FRIDAY, "work", "fair"),
        (SATURDAY, "work", "fair"),
    ]
    li.calendar.as_usual(FRIDAY, SUNDAY)
    assert li.calendar.own_days() == []


def test_a_day_is_changed_from_the_version_that_one_saw(li: Crm) -> None:
    own_id = li.calendar.work_on(SATURDAY, name="fair", hours="9-12").ids[0]
    seen = li.calendar.own_day(own_id).version
    assert li.calendar.change(own_id, base=seen, name="great fair").what == "Changed 2026-11-21 in the calendar"
    assert li.calendar.change(own_id, base=seen, kind="off").ids == (own_id,)
    with pytest.raises(Conflict, match="somebody else changed name of w1"):
        li.calendar.change(own_id, base=seen, name="small fair")
    own = li.calendar.own_day(own_id)
    assert (own.kind, own.name, own.hours) == ("off", "great fair", "")
    assert li.calendar.change(own_id, hours="9-12").what == "Nothing changed"  # a day off has none
    with pytest.raises(BadInput, match="either off or worked"):
        li.calendar.change(own_id, kind="maybe")
    with pytest.raises(NotFound, match="no w99"):
        li.calendar.change(99, kind="off")


def test_what_cannot_be_said_is_refused_and_nothing_is_written(li: Crm) -> None:
    ensure_user(li)
    before = dump(li.database)
    with pytest.raises(BadInput, match="“18-9” ends before it begins") as caught:
        li.calendar.work_on(SATURDAY, hours="18-9")
    assert caught.value.field == "hours"
    with pytest.raises(BadInput, match="at most 366 days"):
        li.calendar.take_off(FRIDAY, date(2027, 11, 21))
    with pytest.raises(BadInput, match="2026-11-20 comes before 2026-11-21"):
        li.calendar.take_off(SATURDAY, FRIDAY)
    with pytest.raises(NotFound, match="said nothing of 2026-11-21"):
        li.calendar.as_usual(SATURDAY)
    for name, value, reason in (
        ("calendar_hours", "mon 9-9", "ends before"),
        ("calendar_country", "XX", "two letters"),
        ("calendar_country", "DE-XX", "the parts of DE are: BB, BE"),
        ("calendar_country", "SG-1", "the parts of SG are: —"),
    ):
        with pytest.raises(UsageError, match=reason):
            li.settings.set(name, value)
    assert dump(li.database) == before


def test_holidays_and_what_is_not_known_are_of_the_country(li: Crm) -> None:
    assert [holiday.name for holiday in li.calendar.holidays(date(2026, 9, 1), date(2026, 10, 31))] == [
        "Mid-Autumn Festival",
        "National Day",
    ]
    assert [unknown.last for unknown in li.calendar.unknown(date(2089, 12, 1), date(2090, 2, 1))] == [2090]
    li.settings.set("calendar_country", "none")
    assert li.calendar.holidays(FRIDAY, date(2027, 1, 1)) == []
    assert li.calendar.unknown(FRIDAY, date(2090, 1, 1)) == []


def test_filters_count_working_days_too(li: Crm) -> None:
    early, late = li.contacts.add({"name": "Ann"}).ids[0], li.contacts.add({"name": "Bob"}).ids[0]
    li.followups.add(When(MONDAY, None, "UTC"), contact_id=early)
    li.followups.add(When(date(2026, 11, 25), None, "UTC"), contact_id=late)
    assert list(li.contacts.find(li.contacts.parse('next:<="下个工作日"')).ids) == [early]
    li.calendar.take_off(MONDAY, date(2026, 11, 24))
    assert set(li.contacts.find(li.contacts.parse('next:<="in 1 working day"')).ids) == {early, late}
    assert list(li.contacts.find(li.contacts.parse('next:"下个工作日"')).ids) == [late]
