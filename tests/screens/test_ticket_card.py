"""How a run of a clock is told on the page of a ticket."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tui_crm.models.ticket import ClockRun, TicketState
from tui_crm.screens.ticket_card import run_cells
from tui_crm.screens.times import Moment

HOUR = 60


@pytest.mark.parametrize(
    ("target", "spent", "told"),
    [
        (24 * HOUR, 23 * HOUR, ("23 h of 24 h", "kept")),  # three days of eight hours, not one
        (40 * HOUR, 64 * HOUR + 30, ("64 h 30 min of 40 h", "missed by 24 h 30 min")),
        (30, 12, ("12 min of 30 min", "kept")),
    ],
)
def test_working_time_is_told_in_hours(target: int, spent: int, told: tuple[str, ...]) -> None:
    run = ClockRun("resolution", target, NOW - timedelta(9), NOW, spent * 60, None, met=spent <= target)
    assert tuple(cell.text for cell in run_cells(run, TicketState.RESOLVED, Moment(NOW))) == told


def test_what_is_left_is_time_on_the_wall() -> None:
    run = ClockRun("resolution", 24 * HOUR, NOW, None, 0, NOW + timedelta(days=3, hours=2), met=None)
    left, _due = run_cells(run, TicketState.OPEN, Moment(NOW))
    assert left.text == "3 d left"
