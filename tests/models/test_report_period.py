"""Which days a report is about, which it is compared with, and when they begin."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_crm.errors import UsageError
from tui_crm.models.record import stored_instant
from tui_crm.models.report_period import PERIODS, compared_with, months_of, offsets, period_meant
from tui_crm.models.span import Period

TODAY = date(2026, 11, 21)
ZONES = ("UTC", "Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia")


def days(text: str) -> str:
    first, last = period_meant(text, TODAY)
    return f"{first}..{last}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", "2026-11-21..2026-11-21"),
        ("1d", "2026-11-21..2026-11-21"),
        ("30d", "2026-10-23..2026-11-21"),
        ("2w", "2026-11-08..2026-11-21"),
        ("3m", "2026-08-22..2026-11-21"),
        ("12m", "2025-11-22..2026-11-21"),
        ("this-month", "2026-11-01..2026-11-30"),
        ("上周", "2026-11-09..2026-11-15"),
        ("2026-10..2026-11", "2026-10-01..2026-11-30"),
        (" 2026-10 .. today ", "2026-10-01..2026-11-21"),
        ("2026-11..2026-q3", "2026-07-01..2026-11-30"),
        ("90d..last-week", "2026-08-24..2026-11-21"),
        ("2026", "2026-01-01..2026-12-31"),
    ],
)
def test_a_period_is_what_it_says(text: str, meant: str) -> None:
    assert days(text) == meant


@pytest.mark.parametrize(
    "text", ["", "..", "2026..", "..2026", "12h", "soon", "2026-13", "0999", "9999y", "1800..today"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        period_meant(text, TODAY)
    assert "period" in refused.value.message


def test_the_usual_periods_are_periods() -> None:
    for text in PERIODS:
        assert period_meant(text, TODAY).first <= TODAY


@pytest.mark.parametrize(
    ("period", "word", "before"),
    [
        ("this-month", "previous", "2026-10-01..2026-10-31"),
        ("2026-q4", "previous", "2026-07-01..2026-09-30"),
        ("2026-02", "上期", "2026-01-01..2026-01-31"),
        ("2026-11-01..2026-11-21", "previous", "2026-10-11..2026-10-31"),
        ("30d", "previous", "2026-09-23..2026-10-22"),
        ("this-week", "previous", "2026-11-09..2026-11-15"),
        ("this-month", "last-year", "2025-11-01..2025-11-30"),
        ("30d", "last year", "2025-10-23..2025-11-21"),
        ("2029-02", "同比", "2028-02-01..2028-02-29"),
        ("2028-02", "last-year", "2027-02-01..2027-02-28"),
        ("30d", "2025-q1", "2025-01-01..2025-03-31"),
    ],
)
def test_what_a_period_is_compared_with(period: str, word: str, before: str) -> None:
    first, last = compared_with(word, period_meant(period, TODAY), TODAY)
    assert f"{first}..{last}" == before


def test_what_cannot_be_compared_with_names_the_words() -> None:
    with pytest.raises(UsageError) as refused:
        compared_with("before", period_meant("30d", TODAY), TODAY)
    assert refused.value.hint.startswith("previous, last-year, or a period: ")


def test_months_are_those_that_a_period_touches() -> None:
    assert list(months_of(Period(date(2025, 12, 31), date(2026, 2, 1)))) == ["2025-12", "2026-01", "2026-02"]


@settings(max_examples=60)
@given(
    st.sampled_from(ZONES),
    st.dates(date(1990, 1, 1), date(2035, 12, 31)),
    st.integers(0, 400),
    st.floats(0, 1, exclude_max=True),
)
def test_offsets_turn_every_instant_into_wall_time(name: str, first: date, length: int, part: float) -> None:
    zone, period = ZoneInfo(name), Period(first, first + timedelta(days=length))
    begin = datetime.combine(period.first, datetime.min.time(), UTC)
    moment = begin + timedelta(seconds=int(part * 86_400 * (length + 1)))
    found = offsets(zone, period)
    assert all(earlier.until < later.until for earlier, later in pairwise(found))
    ahead = next(offset.seconds for offset in found if stored_instant(moment) < offset.until)
    assert (moment + timedelta(seconds=ahead)).replace(tzinfo=None) == moment.astimezone(zone).replace(tzinfo=None)
