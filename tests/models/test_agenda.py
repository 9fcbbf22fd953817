"""Where today, the next seven days and what is late begin and end, in any zone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.clock import FixedClock
from tui_crm.models.agenda import DUE, Horizon, Section, Tally
from tui_crm.models.record import stored_instant

ZONES = ("UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


def sections(horizon: Horizon, due_on: str, due_at: str | None, over: str = "") -> list[Section]:
    """Return in which sections a reminder with this date, and instants where it has a time, is due, or an appointment."""
    spans = {section: horizon.span(section) for section in DUE if section is not Section.APPOINTMENTS}
    if due_at is not None:
        return [
            section
            for section, span in spans.items()
            if span.since <= due_at < span.until and span.open_at <= over and (not span.over_by or over < span.over_by)
        ]
    return [section for section, span in spans.items() if span.first <= due_on < span.end]


@given(MOMENTS, st.sampled_from(ZONES), MOMENTS, st.sampled_from((0, 30, 7 * 24 * 60)))
def test_a_timed_one_is_in_one_section_by_its_instants(now: datetime, zone: str, due: datetime, minutes: int) -> None:
    horizon = Horizon.of(FixedClock(now, ZoneInfo(zone)))
    day = horizon.on_the_wall(due.replace(microsecond=0))[0]
    ahead = (day - horizon.today).days
    over = stored_instant(due + timedelta(minutes=minutes))
    late = over < stored_instant(now)
    expected = Section.OVERDUE if late else Section.TODAY if ahead <= 0 else Section.WEEK if ahead <= 7 else None
    assert sections(horizon, "0001-01-01", stored_instant(due), over) == ([expected] if expected else [])


@given(MOMENTS, st.sampled_from(ZONES), st.integers(-400, 400))
def test_one_without_a_time_is_in_one_section_by_its_date(now: datetime, zone: str, ahead: int) -> None:
    horizon = Horizon.of(FixedClock(now, ZoneInfo(zone)))
    expected = Section.OVERDUE if ahead < 0 else Section.TODAY if ahead == 0 else Section.WEEK if ahead <= 7 else None
    day = (horizon.today + timedelta(days=ahead)).isoformat()
    assert sections(horizon, day, None) == ([expected] if expected else [])


def test_todays_appointments_and_tasks_are_what_is_due_today() -> None:
    horizon = Horizon.of(FixedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC)))
    today = horizon.span(Section.TODAY)
    assert horizon.span(Section.APPOINTMENTS) == replace(today, appointments=True)
    assert horizon.tasks() == replace(today, appointments=False)


def test_a_day_may_have_an_hour_more() -> None:
    """In New York the clocks go back on 1 November 2026."""
    clock = FixedClock(datetime(2026, 11, 1, 4, 30, tzinfo=UTC), ZoneInfo("America/New_York"))
    horizon = Horizon.of(clock)
    assert horizon.begins(0)[0] == "2026-11-01"
    assert horizon.begins(1) == ("2026-11-02", "2026-11-02T05:00:00Z")


@pytest.mark.parametrize(
    ("tally", "text"), [(Tally(0), "0"), (Tally(1204), "1,204"), (Tally(1000, more=True), "1,000+")]
)
def test_a_tally_is_read(tally: Tally, text: str) -> None:
    assert str(tally) == text
