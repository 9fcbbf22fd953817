"""Which days a week and a month show, and where turning the page leads, at the ends of months, years and the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.screens.followup_view import Look, View


@pytest.mark.parametrize(
    ("day", "view", "first", "weeks"),
    [
        (date(2026, 11, 21), View.WEEK, date(2026, 11, 16), 1),
        (date(2026, 11, 21), View.MONTH, date(2026, 10, 26), 6),
        (date(2027, 2, 28), View.MONTH, date(2027, 2, 1), 4),
        (date(2027, 1, 1), View.WEEK, date(2026, 12, 28), 1),
    ],
)
def test_whole_weeks_are_shown_from_monday_on(day: date, view: View, first: date, weeks: int) -> None:
    look = Look(day, view)
    assert (look.first, look.weeks, (look.last - first).days + 1) == (first, weeks, 7 * weeks)


def test_a_month_keeps_the_day_where_it_has_one() -> None:
    look = Look(date(2028, 1, 31), View.MONTH)
    assert [look.paged(pages).day for pages in (1, 2, -1, 12)] == [
        date(2028, 2, 29),
        date(2028, 3, 31),
        date(2027, 12, 31),
        date(2029, 1, 31),
    ]
    assert Look(date(2026, 12, 31), View.WEEK).paged(1).day == date(2027, 1, 7)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.sampled_from([View.WEEK, View.MONTH]), st.integers(-9, 9))
def test_the_day_is_among_those_shown(day: date, view: View, pages: int) -> None:
    look = Look(day, view).paged(pages)
    assert look.first <= look.day <= look.last
    assert look.first.weekday() == 0
    assert look.month is None or look.first - look.month <= timedelta(0) <= look.last - look.month


def test_one_key_turns_through_all_views() -> None:
    look = Look(date(2026, 11, 21))
    assert [look.turned(views).view for views in range(4)] == [View.LIST, View.WEEK, View.MONTH, View.LIST]
