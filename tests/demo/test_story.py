"""What happened with the demo's customers."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tui_crm.clock import Clock, FixedClock
from tui_crm.demo.cast import Story, working_day, working_day_ago
from tui_crm.demo.customers import customers
from tui_crm.demo.story import story
from tui_crm.models.codes import Stage

CLOCKS = [
    FixedClock(datetime(2026, 11, 21, 1, 0, tzinfo=UTC), ZoneInfo("Asia/Shanghai")),
    FixedClock(datetime(2026, 11, 22, 23, 30, tzinfo=UTC), ZoneInfo("America/New_York")),
    FixedClock(datetime(2028, 2, 29, 12, 0, tzinfo=UTC), ZoneInfo("Europe/Berlin")),
]
EACH = pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.zone.key)


def _stories(clock: Clock) -> list[tuple[Stage, Story]]:
    return [(customer.stage, story(customer, clock)) for customer in customers()]


@EACH
def test_nothing_has_happened_in_the_future_or_before_the_last_year(clock: Clock) -> None:
    for _stage, told in _stories(clock):
        moments = [touch.at for touch in told.touches]
        assert moments == sorted(moments)
        assert clock.now() - timedelta(days=370) < told.began == moments[0]
        assert max([*moments, *(step.at for step in told.steps)]) <= clock.now()


@EACH
def test_people_work_on_working_days(clock: Clock) -> None:
    for _stage, told in _stories(clock):
        for touch in told.touches:
            local = touch.at.astimezone(clock.zone)
            assert local.weekday() < 5
            assert 9 <= local.hour < 19


@EACH
def test_the_last_touch_fits_the_stage(clock: Clock) -> None:
    silences: dict[Stage, list[int]] = {}
    for stage, told in _stories(clock):
        silences.setdefault(stage, []).append((clock.now() - told.touches[-1].at).days)
    assert max(silences[Stage.ACTIVE]) < 60
    assert 90 <= min(silences[Stage.DORMANT]) <= max(silences[Stage.DORMANT]) < 180
    assert min(silences[Stage.CHURNED]) >= 180


def test_the_steps_lead_to_the_stage_in_order() -> None:
    for stage, told in _stories(CLOCKS[0]):
        way = [Stage.LEAD, *(step.now for step in told.steps)]
        assert [step.was for step in told.steps] == way[:-1]
        assert way[-1] is stage
        assert [step.at for step in told.steps] == sorted(step.at for step in told.steps)


@EACH
def test_reminders_are_due_around_today(clock: Clock) -> None:
    days = [
        (promise.due.date - clock.today()).days
        for _stage, told in _stories(clock)
        for promise in told.promises
        if promise.done_at is None
    ]
    overdue, today, this_week = (
        sum(day < 0 for day in days),
        days.count(0),
        sum(0 < day < 8 for day in days),
    )
    assert min(overdue, today) >= 8
    assert this_week >= 30
    assert max(days) < 60


def test_what_is_done_was_due_on_the_day() -> None:
    done = [each for _stage, told in _stories(CLOCKS[0]) for each in told.promises if each.done_at]
    assert len(done) > 100
    assert all(each.done_at and each.due.date == each.done_at.astimezone(CLOCKS[0].zone).date() for each in done)


def test_somebody_takes_part_only_where_there_is_somebody() -> None:
    for customer in customers():
        for touch in story(customer, CLOCKS[0]).touches:
            assert (touch.person is None) == (not customer.staff)
            assert touch.person is None or touch.person < len(customer.staff)


@pytest.mark.parametrize("today", [date(2026, 11, 24), date(2026, 11, 21)], ids=["Tuesday", "Saturday"])
def test_days_ago_keep_their_order_and_fall_on_all_working_days_alike(today: date) -> None:
    days = [working_day_ago(ago, today) for ago in range(364)]
    assert days == sorted(days, reverse=True)
    assert days[0] == working_day(today)
    counts = Counter(day.weekday() for day in days)
    assert set(counts) == set(range(5))
    assert max(counts.values()) - min(counts.values()) < 30
    assert all(abs((today - day).days - ago) <= 2 for ago, day in enumerate(days))
