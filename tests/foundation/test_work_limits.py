"""Limits of the board as people write them."""

import pytest

from tui_crm.work_limits import parse_limits, written_limits


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("", {}),
        ("open 20, waiting 30", {"open": 20, "waiting": 30}),
        (" Waiting:5；open=7 ,", {"open": 7, "waiting": 5}),
        ("new 1，resolved 99999", {"new": 1, "resolved": 99_999}),
        ("open 2, open 3", {"open": 3}),
    ],
)
def test_what_is_written_is_understood(text: str, limits: dict[str, int]) -> None:
    assert parse_limits(text) == limits
    assert parse_limits(written_limits(limits)) == limits


@pytest.mark.parametrize(
    "text", ["open", "20", "open 0", "open -1", "closed 5", "somewhere 5", "open 1.5", "open 123456"]
)
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no limit"):
        parse_limits(f"waiting 3, {text}")
