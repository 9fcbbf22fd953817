"""Ages, periods and months: how they are read, and where they begin and end."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.errors import UsageError
from tui_crm.models.span import MONTHS, Age, Period, Unit, add_months, parse_age, parse_period, period_around

TODAY = date(2026, 11, 21)  # a Saturday
DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))


@pytest.mark.parametrize(
    ("text", "canonical", "day"),
    [
        ("30d", "30d", date(2026, 10, 22)),
        ("6w", "6w", date(2026, 10, 10)),
        ("3m", "3m", date(2026, 8, 21)),
        ("1Y", "1y", date(2025, 11, 21)),
        ("12h", "12h", date(2026, 11, 21)),
        ("36h", "36h", date(2026, 11, 20)),
        ("３０天", "30d", date(2026, 10, 22)),
        ("6周", "6w", date(2026, 10, 10)),
        ("3個月", "3m", date(2026, 8, 21)),
        ("1 年", "1y", date(2025, 11, 21)),
        ("12小时", "12h", date(2026, 11, 21)),
    ],
)
def test_an_age_counts_back_from_a_day(text: str, canonical: str, day: date) -> None:
    age = parse_age(text)
    assert str(age) == canonical
    assert age.before(TODAY) == day


def test_an_age_counts_back_from_an_instant() -> None:
    noon = datetime(2026, 3, 31, 12, tzinfo=UTC)
    assert parse_age("36h").before(noon) == datetime(2026, 3, 30, tzinfo=UTC)
    assert parse_age("1m").before(noon) == datetime(2026, 2, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "d", "30", "-3d", "3.5d", "30x", "30dd", "1000y", "99999d", "٣d", "3 d d"])
def test_what_is_no_age_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no age") as caught:
        parse_age(text)
    assert (caught.value.text, caught.value.at) == (text, 0)


@given(st.integers(0, 999), st.sampled_from("hdwmy"), DAYS)
def test_every_age_reads_back_and_lies_before(count: int, letter: str, day: date) -> None:
    age = parse_age(f"{count}{letter}")
    assert parse_age(str(age)) == age
    assert age.before(day) <= day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2026-11-21", "2026-11-21"),
        ("Yesterday", "2026-11-20", "2026-11-20"),
        ("tomorrow", "2026-11-22", "2026-11-22"),
        ("this-week", "2026-11-16", "2026-11-22"),
        ("next week", "2026-11-23", "2026-11-29"),
        ("last_week", "2026-11-09", "2026-11-15"),
        ("this-month", "2026-11-01", "2026-11-30"),
        ("last-month", "2026-10-01", "2026-10-31"),
        ("next-month", "2026-12-01", "2026-12-31"),
        ("this-quarter", "2026-10-01", "2026-12-31"),
        ("last-quarter", "2026-07-01", "2026-09-30"),
        ("next-quarter", "2027-01-01", "2027-03-31"),
        ("this-year", "2026-01-01", "2026-12-31"),
        ("last-year", "2025-01-01", "2025-12-31"),
        ("next-year", "2027-01-01", "2027-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-11-21", "2026-11-21", "2026-11-21"),
        ("2026/3/5", "2026-03-05", "2026-03-05"),
        ("2026-q3", "2026-07-01", "2026-09-30"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-w47", "2026-11-16", "2026-11-22"),
        ("2026-w01", "2025-12-29", "2026-01-04"),
        ("今天", "2026-11-21", "2026-11-21"),
        ("昨天", "2026-11-20", "2026-11-20"),
        ("前天", "2026-11-19", "2026-11-19"),
        ("明天", "2026-11-22", "2026-11-22"),
        ("後天", "2026-11-23", "2026-11-23"),
        ("本周", "2026-11-16", "2026-11-22"),
        ("這週", "2026-11-16", "2026-11-22"),
        ("上周", "2026-11-09", "2026-11-15"),
        ("上上周", "2026-11-02", "2026-11-08"),
        ("下个星期", "2026-11-23", "2026-11-29"),
        ("本月", "2026-11-01", "2026-11-30"),
        ("上個月", "2026-10-01", "2026-10-31"),
        ("下月", "2026-12-01", "2026-12-31"),
        ("本季度", "2026-10-01", "2026-12-31"),
        ("今年", "2026-01-01", "2026-12-31"),
        ("去年", "2025-01-01", "2025-12-31"),
        ("前年", "2024-01-01", "2024-12-31"),
        ("明年", "2027-01-01", "2027-12-31"),
        ("2026年", "2026-01-01", "2026-12-31"),
        ("2026年11月", "2026-11-01", "2026-11-30"),
        ("２０２６年１１月２１日", "2026-11-21", "2026-11-21"),
        ("2026年三季度", "2026-07-01", "2026-09-30"),
        ("2026年第4季度", "2026-10-01", "2026-12-31"),
    ],
)
def test_periods_in_words_and_written_out(text: str, first: str, last: str) -> None:
    assert parse_period(text, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "week",
        "本",
        "去周",
        "this-day",
        "2026-13",
        "2026-02-30",
        "2026-q5",
        "2026-w54",
        "26-11",
        "0000",
        "2026-",
        "٢٠٢٦",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no period") as caught:
        parse_period(text, TODAY)
    assert (caught.value.text, caught.value.at) == (text, 0)


@pytest.mark.parametrize("text", ["next-year", "next-week", "next-month"])
def test_a_period_past_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_period(text, date.max)


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_a_usage_error(text: str) -> None:
    try:
        first, last = parse_period(text, TODAY)
    except UsageError as error:
        assert error.text == text  # noqa: PT017 - either outcome is right
    else:
        assert first <= last


@given(DAYS)
def test_a_written_day_month_and_year_hold_the_day(day: date) -> None:
    for text in (f"{day}", f"{day:%Y-%m}", f"{day:%Y}"):
        period = parse_period(text, TODAY)
        assert period.first <= day <= period.last


@given(DAYS, st.sampled_from([Unit.WEEK, *MONTHS]), st.integers(-50, 50))
def test_periods_lie_end_to_end(day: date, unit: Unit, shift: int) -> None:
    around = period_around(day, unit)
    assert around.first <= day <= around.last
    one, other = period_around(day, unit, shift), period_around(day, unit, shift + 1)
    assert (other.first - one.last).days == 1
    assert period_around(one.last, unit) == one == Period(*one)


@given(DAYS, st.integers(-600, 600))
def test_months_are_added_on_the_calendar(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and add_months(moved.replace(day=1), 1).replace(day=1) > moved)


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_a_shorter_month_clamps_to_its_last_day(day: date, months: int, moved: date) -> None:
    assert add_months(day, months) == moved


def test_a_month_past_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="10000"):
        add_months(date.max, 1)
    assert Age(1, Unit.MONTH).before(date(1, 2, 1)) == date.min
