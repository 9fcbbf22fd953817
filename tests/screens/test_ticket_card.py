"""How a run of a clock is told on the page of a ticket."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tui_crm.models.ticket import ClockRun, TicketState
from tui_crm.screens.ticket_card import run_cells
from tui_crm.screens.times import Moment
from tui_crm.widgets.cell import Role

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


@pytest.mark.parametrize(
    ("due", "warn", "role"),
    [(1, 1, Role.PLAIN), (1, 0, Role.WARNING), (0, -1, Role.WARNING), (-1, -2, Role.ERROR), (1, None, Role.PLAIN)],
)
def test_what_is_at_risk_and_what_is_late_is_coloured(due: int, warn: int | None, role: Role) -> None:
    warn_at = None if warn is None else NOW + timedelta(hours=warn)
    run = ClockRun("next", 60, NOW, None, 0, NOW + timedelta(hours=due), met=None, warn_at=warn_at)
    assert run_cells(run, TicketState.OPEN, Moment(NOW))[0].role is role
