"""Days and times in few words."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.clock import FixedClock
from tui_crm.display import measure
from tui_crm.models.cards import NextStep
from tui_crm.screens.times import Moment, ago, at_time, coming, due_day, long_date, short_date, touched
from tui_crm.widgets.cell import Role

TODAY = date(2026, 11, 21)  # a Saturday
NOON = Moment(datetime(2026, 11, 21, 12, tzinfo=UTC))


def step(days: int, at: str | None = None, minutes: int | None = None) -> NextStep:
    day = TODAY + timedelta(days=days)
    due_at = datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=UTC) if at else None
    return NextStep(1, day, at, "", due_at, minutes)


def make_step(due_on: date, at: str | None = None) -> NextStep:
    return step((due_on - TODAY).days, at)


def test_the_present_is_the_users() -> None:
    clock = FixedClock(datetime(2026, 11, 21, 20, 5, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))
    moment = Moment.of(clock)
    assert (moment.today, moment.now.strftime("%H:%M")) == (date(2026, 11, 22), "04:05")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 24), "24 Nov"),
        (date(2026, 1, 2), "2 Jan"),
        (date(2027, 2, 3), "3 Feb"),
        (date(2027, 11, 20), "20 Nov"),
        (date(2027, 11, 21), "Nov 2027"),
        (date(2025, 11, 22), "22 Nov"),
        (date(2025, 11, 21), "Nov 2025"),
        (date(2024, 5, 6), "May 2024"),
    ],
)
def test_short_dates(day: date, said: str) -> None:
    assert short_date(day, TODAY) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 21, 9, 5, tzinfo=UTC), "09:05"),
        (datetime(2026, 11, 20, 23, 59, tzinfo=UTC), "20 Nov 23:59"),
        (datetime(2025, 11, 22, 8, 0, tzinfo=UTC), "22 Nov 08:00"),
        (datetime(2025, 11, 21, 8, 0, tzinfo=UTC), "2025-11-21"),
    ],
)
def test_when_something_was_done(at: datetime, said: str) -> None:
    assert at_time(at, date(2026, 11, 21)) == said


@pytest.mark.parametrize(("day", "said"), [(date(2026, 11, 24), "Tue 24 Nov"), (date(2027, 1, 1), "Fri 1 Jan 2027")])
def test_long_dates(day: date, said: str) -> None:
    assert long_date(day, TODAY) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (1, "1 d"), (94, "94 d"), (364, "364 d"), (365, "1 y"), (800, "2 y"), (-3, "24 Nov")],
)
def test_how_long_ago(days: int, said: str) -> None:
    assert ago(TODAY - timedelta(days=days), TODAY) == said


@pytest.mark.parametrize(("days", "role"), [(0, Role.MUTED), (89, Role.MUTED), (90, Role.ACCENT), (500, Role.ACCENT)])
def test_long_silence_shows(days: int, role: Role) -> None:
    clock = FixedClock(datetime(2026, 11, 21, 12, tzinfo=UTC))
    assert touched(clock.now() - timedelta(days=days), clock, TODAY).role is role


def test_a_touch_is_dated_where_the_user_is() -> None:
    clock = FixedClock(datetime(2026, 11, 21, 1, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))
    assert touched(datetime(2026, 11, 20, 17, tzinfo=UTC), clock, TODAY).text == "today"
    assert touched(datetime(2026, 11, 20, 15, tzinfo=UTC), clock, TODAY).text == "1 d"
    assert touched(None, clock, TODAY).text == "—"


@pytest.mark.parametrize(
    ("due", "said", "role"),
    [
        (step(-2, "09:30"), "2 d late", Role.ERROR),
        (step(0), "today", Role.ACCENT),
        (step(0, "15:00"), "today 15:00", Role.ACCENT),
        (step(0, "12:00"), "today 12:00", Role.ACCENT),
        (step(0, "11:59"), "today 11:59", Role.ERROR),
        (step(0, "11:30", 30), "today 11:30", Role.ACCENT),
        (step(0, "11:29", 30), "today 11:29", Role.ERROR),
        (step(-1, "23:00", 900), "Fri 23:00", Role.PLAIN),
        (step(1), "Sun", Role.PLAIN),
        (step(2, "09:30"), "Mon 09:30", Role.PLAIN),
        (step(6), "Fri", Role.PLAIN),
        (step(7, "09:30"), "28 Nov", Role.PLAIN),
        (step(400), "Dec 2027", Role.PLAIN),
    ],
)
def test_what_comes_next(due: NextStep, said: str, role: Role) -> None:
    cell = coming(due, NOON)
    assert (cell.text, cell.role) == (said, role)
    assert cell.bold == (role is not Role.PLAIN)


def test_a_time_is_the_readers() -> None:
    early = Moment(datetime(2026, 11, 22, 4, 5, tzinfo=ZoneInfo("Asia/Shanghai")))
    assert coming(step(0, "20:30"), early).text == "today 04:30"
    assert due_day(step(0, "20:30"), early) == "Sun 22 Nov 04:30"


def test_nothing_next_is_a_dash() -> None:
    assert coming(None, NOON).text == "—"


def test_a_due_day_has_its_time() -> None:
    assert due_day(step(2, "09:30"), NOON) == "Mon 23 Nov 09:30"
    assert due_day(step(2), NOON) == "Mon 23 Nov"


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from([None, "09:30"]))
def test_everything_fits_its_column(day: date, at: str | None) -> None:
    late_for_decades = day < date(2000, 1, 1)
    assert measure(coming(make_step(day, at), NOON).text) <= (12 if late_for_decades else 11)
    assert measure(ago(day, TODAY)) <= 8
