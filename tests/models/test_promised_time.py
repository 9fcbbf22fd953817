"""Promised times, as people write and read them."""

import pytest

from tui_crm.models.promised_time import parse_promise, written_promise


@pytest.mark.parametrize(
    ("text", "minutes", "written"),
    [
        ("90", 90, "1h 30m"),
        ("30m", 30, "30m"),
        (" 4 H ", 240, "4h"),
        ("1d 4h 5 min", 725, "1d 4h 5m"),
        ("1h 30", 90, "1h 30m"),
        ("2天4小时", 1200, "2d 4h"),
        ("３０分钟", 30, "30m"),
        ("2个工作日", 960, "2d"),
        ("none", None, "none"),
        ("无", None, "none"),
    ],
)
def test_a_promised_time_is_read_and_written(text: str, minutes: int | None, written: str) -> None:
    assert parse_promise(text) == minutes
    assert written_promise(minutes) == written
    assert parse_promise(written) == minutes


@pytest.mark.parametrize(
    "text", ["", "soon", "4x", "h", "-3", "0", "261d", "9999999m", "1.5h", "1000000000m", "12345678", "30 40"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a time is"):
        parse_promise(text)
