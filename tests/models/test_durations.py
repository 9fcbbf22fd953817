"""How long something lasts reads the same wherever it is said."""

import pytest

from tui_crm.models.durations import left, left_or_late, rough, worked

HOUR = 3600


@pytest.mark.parametrize(
    ("seconds", "said_rough", "said_left", "said_worked"),
    [
        (-5, "0 min", "0 min", "0 min"),
        (59 * 60 + 59, "59 min", "59 min", "59 min"),
        (3 * HOUR, "3 h", "3 h", "3 h"),
        (3 * HOUR + 5 * 60, "3 h", "3 h 05", "3 h 5 min"),
        (10 * HOUR + 5 * 60, "10 h", "10 h", "10 h 5 min"),
        (48 * HOUR - 1, "47 h", "47 h", "47 h 59 min"),
        (48 * HOUR, "2 d", "2 d", "48 h"),
    ],
)
def test_minutes_stand_beside_a_few_hours_and_days_from_two_on(
    seconds: int, said_rough: str, said_left: str, said_worked: str
) -> None:
    assert (rough(seconds), left(seconds), worked(seconds)) == (said_rough, said_left, said_worked)


def test_a_clock_is_late_from_the_moment_after_it_ran_out() -> None:
    told = [left_or_late(seconds) for seconds in (30 * HOUR, 9.5 * HOUR, 0, -1, -30 * HOUR, -50 * HOUR)]
    assert told == ["30 h left", "9 h 30 left", "0 min left", "0 min late", "30 h late", "2 d late"]
