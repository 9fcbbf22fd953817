"""When people work: minutes and days counted, over holidays, changes of the clocks, and days of the team's own."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tui_crm.models.public_holidays import special_days
from tui_crm.models.working_time import DayKind, NoWorkingTime, SpecialDay, SpecialDays, WorkingCalendar
from tui_crm.working_hours import ORDINARY_HOURS, Week, parse_week

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Asia/Kolkata")
WEEK = parse_week(ORDINARY_HOURS)
CHINA = WorkingCalendar(WEEK, SHANGHAI, lambda year: special_days("CN", year), lambda *_days: ())
ALWAYS = parse_week("mon-sun 0-24")


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def local(instant: datetime, zone: ZoneInfo = SHANGHAI) -> str:
    assert instant.tzinfo is UTC
    return f"{instant.astimezone(zone):%a %m-%d %H:%M}"


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-18 09:00", 60, "Wed 11-18 10:00"),
        ("2026-11-18 11:30", 60, "Wed 11-18 13:30"),  # over lunch
        ("2026-11-18 11:30", 30, "Wed 11-18 12:00"),  # the end of the morning, not the beginning of the afternoon
        ("2026-11-18 17:30", 60, "Thu 11-19 09:30"),  # over night
        ("2026-11-18 03:00", 60, "Wed 11-18 10:00"),  # from the middle of the night
        ("2026-11-20 17:59", 2, "Mon 11-23 09:01"),  # over a weekend
        ("2026-11-21 12:00", 480, "Mon 11-23 18:00"),  # from a Saturday
        ("2026-11-18 09:00", 0, "Wed 11-18 09:00"),
        ("2026-11-18 09:00", -60, "Tue 11-17 17:00"),
        ("2026-11-18 09:30", -30, "Wed 11-18 09:00"),
        ("2026-11-22 09:30", -1, "Fri 11-20 17:59"),
        ("2026-09-30 17:00", 120, "Thu 10-08 10:00"),  # National Day: 1 to 7 October
        ("2026-10-09 17:00", 120, "Sat 10-10 10:00"),  # a make-up Saturday has the hours of a Monday
        ("2026-09-18 17:00", 120, "Sun 09-20 10:00"),  # a make-up Sunday
        ("2026-02-14 17:00", 120, "Tue 02-24 10:00"),  # Spring Festival
    ],
)
def test_working_minutes_are_added(start: str, minutes: int, end: str) -> None:
    assert local(CHINA.add(at(start), minutes)) == end
    assert CHINA.between(at(start), CHINA.add(at(start), minutes)) == minutes


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-18 08:00", "2026-11-18 20:00", 480),
        ("2026-11-18 12:00", "2026-11-18 13:00", 0),
        ("2026-11-20 18:00", "2026-11-23 09:00", 0),
        ("2026-11-16 00:00", "2026-11-23 00:00", 5 * 480),
        ("2026-10-01 00:00", "2026-10-08 00:00", 0),
        ("2026-09-14 00:00", "2026-09-21 00:00", 6 * 480),
        ("2026-11-18 10:00:40", "2026-11-18 10:02:20", 1),
        ("2026-11-18 10:02:20", "2026-11-18 10:00:40", -1),
    ],
)
def test_working_minutes_between(start: str, end: str, minutes: int) -> None:
    assert CHINA.between(at(start), at(end)) == minutes
    assert CHINA.between(at(end), at(start)) == -minutes


def test_the_working_time_is_known_exactly_too() -> None:
    assert CHINA.worked(at("2026-11-18 11:59:30"), at("2026-11-18 13:00:10")) == timedelta(seconds=40)
    assert CHINA.after(at("2026-11-18 11:59:30"), timedelta(seconds=40)) == at("2026-11-18 13:00:10")
    assert CHINA.after(at("2026-11-18 13:00:10"), timedelta(seconds=-40)) == at("2026-11-18 11:59:30")


@pytest.mark.parametrize(
    ("day", "works", "kind", "name"),
    [
        ("2026-11-18", True, DayKind.WORKDAY, ""),
        ("2026-11-21", False, DayKind.DAY_OFF, ""),
        ("2026-10-01", False, DayKind.HOLIDAY, "National Day"),
        ("2026-10-10", True, DayKind.MAKE_UP, "worked instead of 2026-10-07"),
        ("2026-10-07", False, DayKind.HOLIDAY, "day off, worked on 2026-10-10"),
    ],
)
def test_a_day_says_whether_and_why(day: str, works: object, kind: DayKind, name: str) -> None:
    found = CHINA.day(date.fromisoformat(day))
    assert (found.works, found.kind, found.name) == (works, kind, name)
    assert CHINA.is_working_day(date.fromisoformat(day)) == works


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        ("2026-11-18", 3, "2026-11-23"),
        ("2026-11-18", 0, "2026-11-18"),
        ("2026-11-21", 0, "2026-11-23"),
        ("2026-11-21", 1, "2026-11-23"),
        ("2026-11-23", -1, "2026-11-20"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-10-08", 2, "2026-10-10"),
        ("2025-12-31", 1, "2026-01-04"),
        ("2024-02-28", 2, "2024-03-01"),
    ],
)
def test_working_days_are_counted(day: str, count: int, found: str) -> None:
    assert CHINA.add_days(date.fromisoformat(day), count) == date.fromisoformat(found)


def test_days_of_the_teams_own() -> None:
    friday, saturday, sunday = (date(2026, 11, 20) + timedelta(days=step) for step in range(3))
    special = {
        friday: SpecialDay(DayKind.OWN_OFF, "outing"),
        saturday: SpecialDay(DayKind.OWN_WORK, "fair", ((600, 720),)),
        sunday: SpecialDay(DayKind.OWN_WORK),
    }
    calendar = WorkingCalendar.of(parse_week("tue-thu 8-12"), SHANGHAI, special)
    assert [calendar.day(day).spans for day in (friday, saturday, sunday)] == [(), ((600, 720),), ((480, 720),)]


def test_hours_last_as_long_as_they_do_while_the_clocks_change() -> None:
    night = WorkingCalendar.of(parse_week("sun 0-24"), BERLIN)
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    for day, hours in ((spring, 23), (autumn, 25)):
        ((opens, closes),) = night.open_on(day)
        assert closes - opens == timedelta(hours=hours)
    assert local(night.add(at("2026-03-29 01:30", BERLIN), 60), BERLIN) == "Sun 03-29 03:30"


def test_hours_that_the_clocks_skip_begin_at_the_change_and_those_that_come_twice_at_the_first() -> None:
    early = WorkingCalendar.of(parse_week("sun 2:30-3:30"), BERLIN)
    assert early.open_on(date(2026, 3, 29)) == [(at("2026-03-29 03:00", BERLIN), at("2026-03-29 03:30", BERLIN))]
    assert early.between(at("2026-10-25 00:00", BERLIN), at("2026-10-26 00:00", BERLIN)) == 120
    skipped = WorkingCalendar.of(parse_week("sun 2-3"), BERLIN)
    assert skipped.open_on(date(2026, 3, 29)) == []


def test_a_day_that_a_country_left_out_has_no_working_time() -> None:
    samoa = ZoneInfo("Pacific/Apia")
    assert WorkingCalendar.of(ALWAYS, samoa).open_on(date(2011, 12, 30)) == []


def test_a_calendar_that_never_works_is_not_searched_for_ever() -> None:
    never = WorkingCalendar.of(((),) * 7, SHANGHAI)
    for minutes in (1, -1):
        with pytest.raises(NoWorkingTime, match="no working time within ten years of 2026-11-18"):
            never.add(at("2026-11-18 09:00"), minutes)
    with pytest.raises(NoWorkingTime):
        never.add_days(date(2026, 11, 18), 1)
    assert never.between(at("2026-11-18 09:00"), at("2026-12-18 09:00")) == 0


@dataclass(frozen=True)
class Question:
    """A calendar made by chance, with an instant and a number of minutes."""

    calendar: WorkingCalendar
    at: datetime
    minutes: int

    @classmethod
    def by(cls, chance: Random) -> "Question":
        zone = ZoneInfo(chance.choice(ZONES))
        day = date(chance.choice((2024, 2025, 2026)), chance.choice((2, 3, 4, 9, 10, 11)), chance.randint(1, 28))
        special = _special(chance, day)
        if chance.random() < 0.3:
            calendar = WorkingCalendar(
                _week(chance), zone, lambda year: special_days("CN", year) | special, lambda *_: ()
            )
        else:
            calendar = WorkingCalendar.of(_week(chance), zone, special)
        wall = datetime.combine(day, time(chance.randrange(24), chance.randrange(60), chance.randrange(60)), UTC)
        return cls(
            calendar, wall, chance.choice((1, -1)) * chance.choice((1, 15, 60, 500, 5000)) * chance.randint(1, 9)
        )


def _week(chance: Random) -> Week:
    week = [_spans(chance) if chance.random() < 0.7 else () for _day in range(7)]
    week[chance.randrange(7)] = _spans(chance)
    return tuple(week)


def _spans(chance: Random) -> tuple[tuple[int, int], ...]:
    moments = sorted(chance.sample(range(0, 1441, chance.choice((1, 30, 60))), chance.choice((2, 2, 4, 6))))
    return tuple(zip(moments[::2], moments[1::2], strict=True))


def _special(chance: Random, around: date) -> SpecialDays:
    days: SpecialDays = {}
    for _day in range(chance.randrange(12)):
        kind = chance.choice((DayKind.OWN_OFF, DayKind.HOLIDAY, DayKind.MAKE_UP, DayKind.OWN_WORK))
        spans = _spans(chance) if kind is DayKind.OWN_WORK else None
        days[around + timedelta(days=chance.randint(-20, 20))] = SpecialDay(kind, spans=spans)
    return days


def give_back(question: Question) -> None:
    calendar, start, minutes = question.calendar, question.at, question.minutes
    end = calendar.add(start, minutes)
    assert calendar.between(start, end) == minutes
    assert calendar.worked(start, end) == timedelta(minutes=minutes)
    within = timedelta(seconds=1 if minutes > 0 else -1)
    assert abs(calendar.worked(start, end - within)) < abs(timedelta(minutes=minutes)), "not the nearest such instant"
    halfway = start + (end - start) / 2
    assert calendar.worked(start, halfway) + calendar.worked(halfway, end) == timedelta(minutes=minutes)


def minute_by_minute(question: Question) -> None:
    """Hold the working time of three days against a walk over each of their minutes, whose wall clock is looked up."""
    calendar, start = question.calendar, question.at.replace(second=0)
    walls = ((start + timedelta(minutes=step)).astimezone(calendar.zone) for step in range(3 * 1440))
    open_minutes = sum(
        any(first <= wall.hour * 60 + wall.minute < last for first, last in calendar.day(wall.date()).spans)
        for wall in walls
    )
    assert calendar.between(start, start + timedelta(days=3)) == open_minutes


def test_what_is_added_lies_between() -> None:
    chance = Random(4)
    for _question in range(100):
        give_back(Question.by(chance))


def test_working_time_is_what_a_walk_over_its_minutes_counts() -> None:
    chance = Random(5)
    for _question in range(12):
        question = Question.by(chance)
        if not _clocks_change(question):
            minute_by_minute(question)


def _clocks_change(question: Question) -> bool:
    """Tell whether the clocks are changed in these days: what comes twice is then counted once, as the calendar says."""
    ends = [(question.at + timedelta(days=days)).astimezone(question.calendar.zone).utcoffset() for days in (0, 3)]
    return ends[0] != ends[1]


@pytest.mark.torture
def test_what_is_added_to_ten_thousand_calendars_lies_between() -> None:
    chance = Random()
    for _question in range(10_000):
        question = Question.by(chance)
        give_back(question)
        if not _clocks_change(question) and _question % 50 == 0:
            minute_by_minute(question)
