"""Clocks: the same instant, read in another zone."""

from zoneinfo import ZoneInfo

from tests.conftest import NOW
from tui_crm.clock import FixedClock, SystemClock, in_zone

KIRITIMATI = ZoneInfo("Pacific/Kiritimati")  # 14 hours ahead


def test_a_clock_that_stands_still_shows_another_day_elsewhere() -> None:
    clock = FixedClock(NOW.replace(hour=23))
    moved = in_zone(clock, KIRITIMATI)
    assert moved.now() == clock.now()
    assert (moved.today() - clock.today()).days == 1


def test_the_machine_s_clock_goes_on() -> None:
    moved = in_zone(SystemClock(ZoneInfo("UTC")), KIRITIMATI)
    assert isinstance(moved, SystemClock)
    assert moved.zone is KIRITIMATI
