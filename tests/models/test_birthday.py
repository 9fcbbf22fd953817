"""Birthdays of both calendars: how they are read and written, on which days they fall, and by which key found."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.errors import BadInput
from tui_crm.models.birthday import Birthday, Calendar, in_words, keys_between, parse_birthday
from tui_crm.models.birthday.lunar import months_of

SOLAR, LUNAR = Calendar.SOLAR, Calendar.LUNAR
LUNAR_BIRTHDAYS = st.builds(
    Birthday,
    calendar=st.just(LUNAR),
    year=st.none() | st.integers(1900, 2030),
    month=st.integers(1, 12),
    day=st.integers(1, 30),
    leap=st.booleans(),
)
SOLAR_BIRTHDAYS = st.builds(
    lambda day, known: Birthday(SOLAR, day.year if known else None, day.month, day.day),
    day=st.dates(date(1900, 1, 1), date(2030, 12, 31)),
    known=st.booleans(),
)
BIRTHDAYS = SOLAR_BIRTHDAYS | LUNAR_BIRTHDAYS
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))  # 2033 has a leap month eleven


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("1990-03-05", "1990-03-05"),
        ("--03-05", "--03-05"),
        ("--0305", "--03-05"),
        ("--02-29", "--02-29"),
        ("1990-3-5", "1990-03-05"),
        ("1990/3/5", "1990-03-05"),
        ("1990.03.05", "1990-03-05"),
        ("19900305", "1990-03-05"),
        ("1990-03-05T00:00:00Z", "1990-03-05"),
        ("1990-03-05 00:00", "1990-03-05"),
        ("5 March 1990", "1990-03-05"),
        ("Mar 5th, 1990", "1990-03-05"),
        ("5-Mar-1990", "1990-03-05"),
        ("5 Mar", "--03-05"),
        ("1990年3月5日", "1990-03-05"),
        ("１９９０ 年 ３ 月 ５ 日", "1990-03-05"),
        ("一九九〇年三月五日", "1990-03-05"),
        ("3月5日", "--03-05"),
        ("3月5号", "--03-05"),
        ("公历1990年3月5日", "1990-03-05"),
        ("阳历八月十五", "--08-15"),
        ("lunar:1990-08-15", "lunar:1990-08-15"),
        ("Lunar: --08-15", "lunar:--08-15"),
        ("lunar:1990-L04-15", "lunar:1990-L04-15"),
        ("lunar:--L04-15", "lunar:--L04-15"),
        ("1990-L04-15", "lunar:1990-L04-15"),
        ("农历八月十五", "lunar:--08-15"),
        ("農曆八月十五", "lunar:--08-15"),
        ("阴历8月15", "lunar:--08-15"),
        ("1990年农历八月十五", "lunar:1990-08-15"),
        ("农历1990年8月15日", "lunar:1990-08-15"),
        ("1990-08-15 农历", "lunar:1990-08-15"),
        ("闰四月十五", "lunar:--L04-15"),
        ("1990年閏五月初五", "lunar:1990-L05-05"),
        ("正月初一", "lunar:--01-01"),
        ("冬月初十", "lunar:--11-10"),
        ("腊月三十", "lunar:--12-30"),
        ("臘月廿三", "lunar:--12-23"),
        ("八月廿", "lunar:--08-20"),
        ("八月卅", "lunar:--08-30"),
    ],
)
def test_birthdays_as_people_write_them(text: str, canonical: str) -> None:
    assert str(parse_birthday(text)) == canonical


@pytest.mark.parametrize(
    ("text", "canonical"),
    [("1990-08-15", "lunar:1990-08-15"), ("--02-30", "lunar:--02-30"), ("八月十五", "lunar:--08-15")],
)
def test_what_leaves_the_calendar_open_can_be_said_to_be_lunar(text: str, canonical: str) -> None:
    assert str(parse_birthday(text, lunar=True)) == canonical


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is no birthday"),
        ("soon", "is no birthday"),
        ("1990", "is no birthday"),
        ("5 Foo 1990", "is no birthday"),
        ("7-Feb-22", "is no birthday"),
        ("1990-03-05 14:30", "is no birthday"),
        ("三四月五日", "is no birthday"),
        ("3/5", "which is the day"),
        ("03-05", "which is the day"),
        ("3/5/1990", "which is the day"),
        ("05.03.90", "which is the day"),
        ("13/5/1990", "which is the day"),
        ("八月十五", "whether it is solar or lunar"),
        ("公历正月初一", "both solar and lunar"),
        ("1990-02-29", "no day 1990-02-29"),
        ("--02-30", "no day --02-30"),
        ("1990-13-01", "no day"),
        ("1990-00-01", "no day"),
        ("1990-01-00", "no day"),
        ("0990-01-01", "no day"),
        ("农历八月三十一", "no day lunar:--08-31"),
    ],
)
def test_what_is_no_birthday_is_refused_by_field(text: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as caught:
        parse_birthday(text)
    assert caught.value.field == "birthday"


def test_a_solar_birthday_is_never_taken_for_lunar() -> None:
    with pytest.raises(BadInput, match="both solar and lunar"):
        parse_birthday("公历1990年3月5日", lunar=True)
    with pytest.raises(BadInput, match="no day"):
        Birthday(SOLAR, 1990, 4, 15, leap=True)


@given(BIRTHDAYS)
def test_the_canonical_text_reads_back(birthday: Birthday) -> None:
    assert parse_birthday(str(birthday)) == birthday


@given(st.text(max_size=30), st.booleans())
def test_any_text_is_a_birthday_or_bad_input(text: str, lunar: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    try:
        assert parse_birthday(text, lunar=lunar).calendar in Calendar
    except BadInput as error:
        assert error.field == "birthday"  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1990-03-05", "03-05"),
        ("--03-05", "03-05"),
        ("lunar:1990-08-15", "L08-15"),
        ("lunar:--L04-15", "LL04-15"),
    ],
)
def test_the_key_is_the_month_and_day(text: str, key: str) -> None:
    assert parse_birthday(text).key == key


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("1990-03-05", 2026, "2026-03-05"),
        ("--02-29", 2024, "2024-02-29"),
        ("--02-29", 2026, "2026-02-28"),
        ("正月初一", 2024, "2024-02-10"),
        ("正月初一", 2025, "2025-01-29"),
        ("正月初一", 2026, "2026-02-17"),
        ("农历八月十五", 2025, "2025-10-06"),
        ("农历八月十五", 2026, "2026-09-25"),
        ("农历五月初五", 2026, "2026-06-19"),
        ("闰六月初一", 2025, "2025-07-25"),  # 2025 has that leap month
        ("农历六月初一", 2025, "2025-06-25"),
        ("闰六月初一", 2026, "2026-07-14"),  # 2026 has not: the ordinary month
        ("闰十一月初一", 2033, "2033-12-22"),
        ("腊月三十", 2025, "2025-01-28"),  # thirty days in the year that ends here
        ("腊月三十", 2026, "2026-02-16"),  # twenty-nine: the last day
    ],
)
def test_it_is_celebrated_on_a_solar_day(text: str, year: int, day: str) -> None:
    celebrated = parse_birthday(text).occurrences(date(year, 1, 1), date(year, 12, 31))
    assert celebrated[0] == date.fromisoformat(day)


def test_a_lunar_birthday_may_come_twice_in_a_solar_year_or_not_at_all() -> None:
    birthday = parse_birthday("农历十一月十五")
    years = {year: birthday.occurrences(date(year, 1, 1), date(year, 12, 31)) for year in range(2015, 2020)}
    assert [len(days) for days in years.values()] == [2, 1, 0, 2, 1]
    assert years[2018] == [date(2018, 1, 1), date(2018, 12, 21)]


def test_the_next_one_comes_after_the_day() -> None:
    assert parse_birthday("--11-21").next_after(date(2026, 11, 20)) == date(2026, 11, 21)
    assert parse_birthday("--11-21").next_after(date(2026, 11, 21)) == date(2027, 11, 21)
    assert parse_birthday("正月初一").next_after(date(2026, 2, 17)) == date(2027, 2, 6)


@pytest.mark.parametrize("text", ["--12-31", "腊月三十"])
def test_nothing_comes_after_the_end_of_the_calendar(text: str) -> None:
    with pytest.raises(ValueError, match="9999"):
        parse_birthday(text).next_after(date.max)


@given(BIRTHDAYS, DAYS)
def test_the_next_one_is_the_first_occurrence(birthday: Birthday, day: date) -> None:
    following = birthday.next_after(day)
    assert birthday.occurrences(day + timedelta(days=1), following) == [following]


@given(BIRTHDAYS, DAYS, st.integers(-1, 1200))
def test_a_key_is_between_two_days_exactly_when_the_birthday_is(birthday: Birthday, first: date, days: int) -> None:
    last = first + timedelta(days=days)
    assert (birthday.key in keys_between(first, last)) == bool(birthday.occurrences(first, last))


@pytest.mark.parametrize("text", ["--02-29", "--02-28", "腊月三十", "闰六月初一", "闰十一月三十", "正月初一"])
def test_the_keys_of_single_days_are_exact_too(text: str) -> None:
    birthday = parse_birthday(text)
    first = date(2023, 1, 1)
    for day in (first + timedelta(days=number) for number in range(1500)):
        assert (birthday.key in keys_between(day, day)) == bool(birthday.occurrences(day, day)), day


def test_a_long_time_has_all_keys_and_is_not_counted_through() -> None:
    everything = keys_between(date.min, date.max)
    assert len(everything) == 366 + 2 * 12 * 30
    assert keys_between(date(2026, 1, 1), date(2029, 12, 31)) == everything
    assert keys_between(date(1500, 1, 1), date(1500, 1, 2)) == {"01-01", "01-02"}
    assert keys_between(date.max, date.max) == {"12-31"}


def test_lunar_years_lie_end_to_end() -> None:
    months = [month for year in range(1900, 2101) for month in months_of(year)]
    for month, following in pairwise(months):
        assert month.first + timedelta(days=month.days) == following.first
    assert sum(month.leap for month in months) == 74
    assert months_of(1599) == months_of(9999) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1990-03-05", "1990-03-05"),
        ("--03-05", "03-05"),
        ("lunar:--08-15", "lunar month 8, day 15"),
        ("lunar:1990-08-15", "1990, lunar month 8, day 15"),
        ("lunar:1990-L04-15", "1990, lunar leap month 4, day 15"),
    ],
)
def test_people_read_it_in_words(text: str, said: str) -> None:
    assert in_words(parse_birthday(text)) == said
