"""The timer of a call: what it counts, and what a draft keeps of it."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tui_crm.call_timer import CallTimer

SECOND = timedelta(seconds=1)


def test_it_counts_whole_minutes_that_were_begun_and_goes_on_where_it_stopped() -> None:
    timer = CallTimer().started(NOW, 0)
    assert (timer.minutes(NOW), timer.shown(NOW)) == (0, "0:00")
    assert (timer.minutes(NOW + SECOND), timer.shown(NOW + 187 * SECOND)) == (1, "3:07")
    timer = timer.stopped(NOW + 61 * SECOND)
    assert (timer.since, timer.minutes(NOW + 900 * SECOND)) == (None, 2)
    again = timer.started(NOW + 900 * SECOND, 2)
    assert (again.elapsed(NOW + 902 * SECOND), again.shown(NOW + 5402 * SECOND)) == (63, "1:16:03")
    assert timer.started(NOW, 10).elapsed(NOW) == 600


def test_a_clock_that_was_set_back_takes_nothing_off() -> None:
    assert CallTimer(60).started(NOW, 1).elapsed(NOW - 90 * SECOND) == 60


def test_it_comes_back_from_what_a_draft_kept() -> None:
    running, standing = CallTimer(5).started(NOW, 1), CallTimer(75)
    assert CallTimer.kept(running.text, NOW + SECOND) == running
    assert CallTimer.kept(standing.text, NOW) == standing
    assert (CallTimer().text, CallTimer.kept("", NOW)) == ("", CallTimer())
    assert CallTimer.kept(running.text, NOW + timedelta(hours=13)) == CallTimer(5)


@pytest.mark.parametrize("text", ["x@", "5@soon", "5@2026-11-21T09:30:00", "@@"])
def test_what_is_no_timer_stands_at_zero(text: str) -> None:
    assert CallTimer.kept(text, NOW) == CallTimer()
