"""Which days a rule falls on, held against dateutil and borax; how rules are read, stored and said."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from borax.calendars.lunardate import LCalendars, LunarDate
from dateutil.rrule import rrulestr

from tests.models.repeat_examples import REFUSED, SAID
from tui_crm import i18n
from tui_crm.errors import BadInput
from tui_crm.models.repeat import (
    DAY_CODES,
    Every,
    Repeat,
    Series,
    Weekday,
    days,
    first_behind,
    in_words,
    parse_repeat,
    parse_rrule,
    stored_in_words,
)

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)  # a Saturday
INSTANCES = 50


def read(text: str) -> Repeat:
    return parse_repeat(text, now=NOW, zone=ZoneInfo("UTC"))


def first_days(rule: Repeat | str, start: str, number: int = 4) -> list[str]:
    found = days(parse_rrule(rule) if isinstance(rule, str) else rule, date.fromisoformat(start))
    return [day.isoformat() for day in islice(found, number)]


@pytest.mark.parametrize(("text", "rule"), SAID)
def test_what_is_said_is_read(text: str, rule: str) -> None:
    assert str(read(text)) == rule
    assert str(read(rule)) == rule


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_what_is_not_clear_is_refused_with_a_sentence(text: str, why: str) -> None:
    with pytest.raises(BadInput, match=why) as raised:
        read(text)
    assert raised.value.field == "repeat"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_is_said_back_is_read_again(language: str) -> None:
    i18n.set_language(language)
    for rule in dict.fromkeys(rule for _text, rule in SAID):
        words = in_words(parse_rrule(rule))
        assert str(read(words)) == rule, words
        assert "FREQ" not in words


def test_a_rule_is_said_in_both_languages() -> None:
    rules = (
        "FREQ=WEEKLY;INTERVAL=2;COUNT=10;BYDAY=MO,TH",
        "FREQ=MONTHLY;UNTIL=20270301;BYMONTHDAY=15,-1",
        "FREQ=MONTHLY;BYDAY=2TU,-1FR",
        "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24",
        "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=6L;BYMONTHDAY=30;SKIP=BACKWARD",
        "FREQ=DAILY;INTERVAL=30;X-FROM=DONE",
    )
    assert [stored_in_words(rule) for rule in rules] == [
        "every 2 weeks on Mon, Thu, 10 times",
        "every month on day 15, the last day, until 2027-03-01",
        "every month on the 2nd Tue, the last Fri",
        "every year on 24 Dec",
        "every year on lunar leap month 6, day 30",
        "30 days after it is done",
    ]
    i18n.set_language("zh_CN")
    assert [stored_in_words(rule) for rule in rules] == [
        "每2周的周一、周四，共10次",
        "每月15日、最后一天，直到 2027-03-01",
        "每月第二个周二、最后一个周五",
        "每年12月24日",
        "每年农历闰6月30日",
        "完成后30天",
    ]


def test_what_is_no_rule_is_said_as_it_stands() -> None:
    assert stored_in_words("FREQ=HOURLY") == "FREQ=HOURLY"
    assert stored_in_words("") == ""


def test_the_first_one_is_where_the_series_begins_and_counts() -> None:
    assert first_days("FREQ=MONTHLY;BYMONTHDAY=15;COUNT=3", "2026-11-20") == ["2026-11-20", "2026-12-15", "2027-01-15"]
    assert first_days("FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20261215", "2026-11-20") == ["2026-11-20", "2026-12-15"]
    assert first_days("FREQ=DAILY;UNTIL=20261119", "2026-11-20") == []


def test_days_that_a_month_does_not_have_are_skipped() -> None:
    assert first_days("FREQ=MONTHLY", "2026-01-31") == ["2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"]
    assert first_days("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31", 3) == ["2026-01-31", "2026-02-28", "2026-03-31"]
    assert first_days("FREQ=MONTHLY;BYDAY=5MO", "2026-11-30", 3) == ["2026-11-30", "2027-03-29", "2027-05-31"]
    assert first_days("FREQ=YEARLY", "2024-02-29", 3) == ["2024-02-29", "2028-02-29", "2032-02-29"]


def test_a_series_ends_with_the_calendar() -> None:
    assert first_days("FREQ=DAILY;INTERVAL=2", "9999-12-28") == ["9999-12-28", "9999-12-30"]
    assert first_days("FREQ=WEEKLY;BYDAY=TU,SU", "9999-12-28") == ["9999-12-28"]
    assert first_days("FREQ=YEARLY;INTERVAL=9999", "2026-11-20") == ["2026-11-20"]
    assert first_days("RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;SKIP=BACKWARD", "9998-06-01") == ["9998-06-01"]
    done = Repeat(Every.MONTH, interval=3, from_done=True)
    assert first_behind(done, date(9999, 11, 1), date(9999, 11, 1), date(9999, 11, 1), lambda day: day) is None


def random_rule(dice: Random) -> Repeat:
    """Return a rule of RFC 5545 that falls on some day."""
    every = dice.choice(list(Every))
    ends: dict[str, Any] = {"count": dice.randint(1, 60)} if dice.random() < 0.2 else {}
    rule: dict[str, Any] = {"interval": dice.choice((1, 1, 2, 3, dice.randint(1, 40))), **ends}
    if not ends and dice.random() < 0.2:
        rule["until"] = date(2026, 1, 1).fromordinal(dice.randint(739_000, 760_000))
    nth = [Weekday(dice.randrange(7), dice.choice((1, 2, 3, 4, 5, -1, -2, -3, -4, -5))) for _each in range(3)]
    dates = [dice.choice((dice.randint(1, 31), dice.randint(-31, -1))) for _each in range(4)]
    match every, dice.randrange(3):
        case Every.WEEK, 1 | 2:
            rule["weekdays"] = tuple(Weekday(dice.randrange(7)) for _each in range(dice.randint(1, 4)))
        case Every.MONTH, 1:
            rule["weekdays"] = tuple(nth[: dice.randint(1, 3)])
        case Every.MONTH, 2:
            rule["month_days"] = tuple(dates[: dice.randint(1, 4)])
        case Every.YEAR, 1:
            rule |= {"month": dice.randint(1, 12), "weekdays": tuple(nth[:1])}
        case Every.YEAR, 2:
            rule |= {"month": dice.randint(1, 12), "month_days": (dice.choice((-1, dice.randint(1, 28))),)}
    return Repeat(every, **rule)


def random_series(seed: int) -> Iterator[tuple[Repeat, datetime]]:
    """Yield rules with a beginning that fits them; for any other RFC 5545 leaves open what counts."""
    dice = Random(seed)
    while True:
        rule = random_rule(dice)
        around = datetime.fromordinal(dice.randint(735_000, 745_000))
        endless = Repeat(**{**vars(rule), "count": None, "until": None})
        start = rrulestr(str(endless), dtstart=around).after(around, inc=True)
        if start is not None and (rule.until is None or start.date() <= rule.until):
            yield rule, start


def check_against_dateutil(number: int, seed: int) -> None:
    for rule, start in islice(random_series(seed), number):
        theirs = [at.date() for at in islice(rrulestr(str(rule), dtstart=start), INSTANCES)]
        assert list(islice(days(rule, start.date()), INSTANCES)) == theirs, (str(rule), start)
        assert parse_rrule(str(rule)) == rule


def test_the_days_are_those_of_dateutil() -> None:
    check_against_dateutil(300, seed=7)


@pytest.mark.torture
def test_the_days_of_many_rules_are_those_of_dateutil() -> None:
    check_against_dateutil(5_000, seed=11)


NEW_MOONS = {(2089, 8): date(2089, 9, 4), (2097, 7): date(2097, 8, 7)}
"""The months that borax lets begin a day later, and the one before them a day longer. The Hong Kong Observatory's notes
to its conversion tables name these two new moons as within minutes of midnight; the day is that of the new moon in UTC+8,
as GB/T 33661-2017 has it.
"""


def almanac(year: int, month: int, day: int, *, leap: bool) -> date:
    """Return the day of a lunar date in a year, by borax and the two rules: a leap month that the year has not is the
    ordinary one, and what is longer than the month ends with it.
    """
    leap = leap and LCalendars.leap_month(year) == month
    if not leap and (year, month) in NEW_MOONS:
        return date.fromordinal(NEW_MOONS[year, month].toordinal() + day - 1)
    length = LCalendars.ndays(year, month, leap=1 if leap else 0)
    if (year, month + 1) in NEW_MOONS:
        length = 29
    return date.fromordinal(
        LunarDate(year, month, 1, 1 if leap else 0).to_solar_date().toordinal() + min(day, length) - 1
    )


def check_against_borax(month: int, day: int, *, leap: bool) -> None:
    rule = Repeat(Every.YEAR, month=month, month_days=(day,), lunar=True, leap=leap)
    expected = [almanac(year, month, day, leap=leap) for year in range(1950, 2100)]
    assert list(islice(days(rule, expected[0]), 150)) == expected, str(rule)


@pytest.mark.parametrize(
    ("month", "day", "leap"),
    [(1, 1, False), (5, 5, False), (8, 15, False), (7, 30, False), (12, 30, False), (6, 30, True), (11, 1, True)],
)
def test_lunar_days_are_those_of_another_library(month: int, day: int, leap: bool) -> None:  # noqa: FBT001 - a parameter
    check_against_borax(month, day, leap=leap)


@pytest.mark.torture
def test_every_lunar_day_is_that_of_another_library() -> None:
    for month in range(1, 13):
        for day in range(1, 31):
            for leap in (False, True):
                check_against_borax(month, day, leap=leap)


def test_day_30_and_leap_months() -> None:
    rule = "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day};SKIP=BACKWARD".format
    assert first_days(rule(month=12, day=30), "2025-01-28", 2) == ["2025-01-28", "2026-02-16"]  # 30 days, then 29
    assert first_days(rule(month="6L", day=1), "2025-07-25", 2) == [
        "2025-07-25",
        "2026-07-14",
    ]  # 2026 has no such month
    assert first_days(rule(month=6, day=1), "2025-06-25", 2) == ["2025-06-25", "2026-07-14"]  # never the leap month


def test_every_second_lunar_year() -> None:
    rule = "RSCALE=CHINESE;FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYMONTHDAY=1;SKIP=BACKWARD"
    assert first_days(rule, "2026-01-05", 3) == ["2026-01-05", "2027-02-06", "2029-02-13"]  # still the lunar year 2025


def weekend(day: date) -> date:
    """Return the Monday behind a Saturday or Sunday."""
    return date.fromordinal(day.toordinal() + max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def test_the_next_one_is_behind_the_last_one_and_not_past() -> None:
    daily, today = parse_rrule("FREQ=DAILY"), date(2026, 11, 21)
    begun, same = date(2026, 11, 1), lambda day: day
    assert first_behind(daily, begun, date(2026, 11, 10), today, same) == today  # those between are not made up for
    assert first_behind(daily, begun, today, today, same) == date(2026, 11, 22)
    assert first_behind(daily, begun, date(2026, 11, 30), today, same) == date(2026, 12, 1)  # done early
    assert first_behind(parse_rrule("FREQ=DAILY;COUNT=5"), begun, begun, today, same) is None  # those count, too
    assert first_behind(daily, begun, date(2026, 11, 20), today, weekend) == date(
        2026, 11, 21
    )  # due on Monday, the 23rd
    assert first_behind(daily, begun, today, today, weekend) == date(
        2026, 11, 24
    )  # the 22nd would be due with this one


@pytest.mark.parametrize(
    ("rule", "done", "following"),
    [
        (Repeat(Every.DAY, interval=30, from_done=True), "2026-11-21", "2026-12-21"),
        (Repeat(Every.WEEK, interval=2, from_done=True), "2026-11-21", "2026-12-05"),
        (Repeat(Every.MONTH, from_done=True), "2027-01-31", "2027-02-28"),
        (Repeat(Every.YEAR, from_done=True), "2028-02-29", "2029-02-28"),
        (Repeat(Every.DAY, from_done=True, count=1), "2026-11-21", None),
        (Repeat(Every.DAY, from_done=True, until=date(2026, 11, 21)), "2026-11-21", None),
    ],
)
def test_what_counts_from_when_it_is_done(rule: Repeat, done: str, following: str | None) -> None:
    begun, today = date(2026, 1, 1), date.fromisoformat(done)
    found = first_behind(rule, begun, begun, today, lambda day: day)
    assert found == (following and date.fromisoformat(following))


def test_a_series_is_stored_with_its_beginning() -> None:
    rule = parse_rrule("FREQ=DAILY")
    for series in (Series(rule, date(2026, 11, 24), "09:00", "Asia/Shanghai"), Series(rule, date(2026, 11, 24))):
        assert Series.stored(rule, series.begun) == series
    assert Series(rule, date(2026, 11, 24), "09:00", "Asia/Shanghai").begun == "2026-11-24T09:00[Asia/Shanghai]"


def test_days_of_the_week_are_called_as_rfc_5545_does() -> None:
    assert [str(Weekday(day)) for day in range(7)] == [*DAY_CODES]
    assert (str(Weekday(1, 2)), str(Weekday(4, -1))) == ("2TU", "-1FR")
