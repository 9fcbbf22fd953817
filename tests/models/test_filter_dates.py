"""Seen from Saturday, 21 November 2026, 17:30 in Shanghai, which is 09:30 UTC."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.clock import FixedClock
from tui_crm.errors import UsageError
from tui_crm.models.filter_dates import Stretch, check_date, stretch
from tui_crm.models.filters import FieldTest, Operator
from tui_crm.models.viewpoint import Viewpoint

SHANGHAI = FixedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))
VIEW = Viewpoint(SHANGHAI, "li")


def reach(text: str, *, ahead: bool = False) -> Stretch:
    """Read a test as a filter writes it."""
    low, dots, high = text.partition("..")
    if dots:
        return stretch(FieldTest(Operator.BETWEEN, low, high), VIEW, ahead=ahead)
    signs = (Operator.AT_LEAST, Operator.AT_MOST, Operator.MORE, Operator.LESS)
    operator = next((sign for sign in signs if text.startswith(sign)), Operator.IS)
    return stretch(FieldTest(operator, text.removeprefix(operator)), VIEW, ahead=ahead)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("today", "2026-11-20T16:00:00Z", "2026-11-21T16:00:00Z"),
        ("2026-11", "2026-10-31T16:00:00Z", "2026-11-30T16:00:00Z"),
        ("本月", "2026-10-31T16:00:00Z", "2026-11-30T16:00:00Z"),
        ("last-week", "2026-11-08T16:00:00Z", "2026-11-15T16:00:00Z"),
        ("wednesday", "2026-11-17T16:00:00Z", "2026-11-18T16:00:00Z"),
        ("2026-11-21 9:00", "2026-11-21T01:00:00Z", "2026-11-21T01:01:00Z"),
        (">2026-11", "2026-11-30T16:00:00Z", None),
        (">=2026-11", "2026-10-31T16:00:00Z", None),
        ("<2026-11", None, "2026-10-31T16:00:00Z"),
        ("<=2026-11", None, "2026-11-30T16:00:00Z"),
        ("2026-11..", "2026-10-31T16:00:00Z", None),
        ("..2026-11", None, "2026-11-30T16:00:00Z"),
        ("2026-10..2026-11", "2026-09-30T16:00:00Z", "2026-11-30T16:00:00Z"),
        ("2026-11..2026-10", "2026-09-30T16:00:00Z", "2026-11-30T16:00:00Z"),
        ("-7d", "2026-11-13T16:00:00Z", "2026-11-14T16:00:00Z"),
        ("today..+7d", "2026-11-20T16:00:00Z", "2026-11-28T16:00:00Z"),
        ("-2h", "2026-11-21T07:30:00Z", "2026-11-21T07:31:00Z"),
    ],
)
def test_a_date_reaches_from_midnight_to_midnight_where_the_user_is(
    text: str, start: str | None, end: str | None
) -> None:
    assert reach(text).instants() == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (">30d", None, "2026-10-22T09:30:00Z"),
        (">=30d", None, "2026-10-22T09:30:01Z"),
        ("<30d", "2026-10-22T09:30:01Z", None),
        ("<=30d", "2026-10-22T09:30:00Z", None),
        (">3m", None, "2026-08-21T09:30:00Z"),
        ("<12h", "2026-11-20T21:30:01Z", None),
        ("7d..30d", "2026-10-22T09:30:00Z", "2026-11-14T09:30:01Z"),
        ("30d..", None, "2026-10-22T09:30:01Z"),
        ("..30d", "2026-10-22T09:30:00Z", None),
    ],
)
def test_looking_back_more_is_longer_ago(text: str, start: str | None, end: str | None) -> None:
    assert reach(text).instants() == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("<7d", None, "2026-11-28T00:00"),
        ("<=7d", None, "2026-11-29T00:00"),
        (">7d", "2026-11-29T00:00", None),
        (">=7d", "2026-11-28T00:00", None),
        ("<2h", None, "2026-11-21T19:30"),
        ("1d..7d", "2026-11-22T00:00", "2026-11-29T00:00"),
        ("wednesday", "2026-11-25T00:00", "2026-11-26T00:00"),
        ("-7d..today", "2026-11-14T00:00", "2026-11-22T00:00"),
    ],
)
def test_looking_ahead_ages_are_days_to_come(text: str, start: str | None, end: str | None) -> None:
    assert reach(text, ahead=True).wall() == (start, end)


def test_days_are_those_that_are_touched() -> None:
    assert reach("2026-11").days() == (date(2026, 11, 1), date(2026, 11, 30))
    assert reach(">30d").days() == (None, date(2026, 10, 22))
    assert reach("2026-11-21 9:00").days() == (date(2026, 11, 21), date(2026, 11, 21))


def test_an_age_alone_is_no_date() -> None:
    with pytest.raises(UsageError) as caught:
        check_date(Operator.IS, "30d", VIEW, ahead=False)
    assert caught.value.message == "“30d” is an age, not a date"
    assert caught.value.hint == "<30d is less than that, >30d is more"


@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01", "9999y", "-9999y", "12025-01-01", "soonish", "", "32d x"])
def test_what_is_no_date_or_out_of_reach_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        check_date(Operator.MORE, text, VIEW, ahead=False)


def test_a_date_is_kept_as_it_is_said() -> None:
    assert check_date(Operator.IS, "  last  week ", VIEW, ahead=False) == "last week"


@given(
    st.text(max_size=12) | st.from_regex(r"[+-]?\d{1,4}[hdwmy]", fullmatch=True),
    st.sampled_from(Operator),
    st.booleans(),
)
def test_what_passes_the_check_has_a_reach(text: str, operator: Operator, ahead: bool) -> None:  # noqa: FBT001
    if operator in {Operator.NONE, Operator.ANY}:
        return
    try:
        kept = check_date(operator, text, VIEW, ahead=ahead)
    except UsageError:
        return
    assert check_date(operator, kept, VIEW, ahead=ahead) == kept
    found = stretch(FieldTest(operator, kept), VIEW, ahead=ahead)
    assert found.start is None or found.end is None or found.end > found.start
    assert found.instants() != (None, None)


@given(st.integers(1, 400), st.datetimes(datetime(2020, 1, 1), datetime(2026, 12, 1)))  # noqa: DTZ001 - made aware below
def test_something_is_either_longer_ago_or_not(days: int, naive: datetime) -> None:
    moment = naive.replace(tzinfo=UTC)
    inside = {
        sign: (found.start is None or moment >= found.start) and (found.end is None or moment < found.end)
        for sign in ("<", "<=", ">", ">=")
        for found in [reach(f"{sign}{days}d")]
    }
    assert inside[">"] != inside["<="]
    assert inside["<"] != inside[">="]
    assert inside[">"] == (SHANGHAI.now() - moment > timedelta(days=days))
