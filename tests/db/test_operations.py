"""What an operation did to a record in several steps is told as one."""

import pytest

from tui_crm.db.operations import FORGOTTEN, Recorded

MADE = Recorded("create", 1)
RENAMED = Recorded("update", 2, {"name": ("Ann", "Anna")})
MOVED = Recorded("update", 3, {"name": ("Anna", "Eve"), "level": (None, "A")})
TAKEN_OUT = Recorded("remove", 3, kept={"name": "Eve", "level": "A", "version": 3})
FORGOT = Recorded(FORGOTTEN, 3)


@pytest.mark.parametrize(
    ("first", "then", "together"),
    [
        (MADE, RENAMED, Recorded("create", 2)),
        (MADE, TAKEN_OUT, None),
        (RENAMED, MOVED, Recorded("update", 3, {"name": ("Ann", "Eve"), "level": (None, "A")})),
        (RENAMED, TAKEN_OUT, Recorded("remove", 3, kept={"name": "Ann", "level": "A", "version": 3})),
        (MADE, FORGOT, FORGOT),
        (RENAMED, FORGOT, FORGOT),
    ],
)
def test_two_steps_are_one(first: Recorded, then: Recorded, together: Recorded | None) -> None:
    assert first.then(then) == together


@pytest.mark.parametrize(
    ("did", "text"),
    [
        (MADE, None),
        (FORGOT, None),
        (RENAMED, '{"name":["Ann","Anna"]}'),
        (Recorded("update", 2, {"tags": ((), ((1,), (2,)))}), '{"tags":[[],[[1],[2]]]}'),
        (Recorded("remove", 1, kept={"name": "李"}), '{"name":"李"}'),
    ],
)
def test_the_log_is_json(did: Recorded, text: str | None) -> None:
    assert did.as_json() == text
