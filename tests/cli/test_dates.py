"""A day in full."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from tui_crm.cli.dates import in_full


def test_a_date_has_its_weekday_and_is_the_same_everywhere() -> None:
    assert in_full(date(2026, 11, 25), ZoneInfo("Pacific/Kiritimati")) == "Wed 2026-11-25"


def test_an_instant_is_told_where_the_user_is() -> None:
    instant = datetime(2026, 11, 25, 17, 5, tzinfo=UTC)
    assert in_full(instant, ZoneInfo("UTC")) == "Wed 2026-11-25 17:05"
    assert in_full(instant, ZoneInfo("Asia/Shanghai")) == "Thu 2026-11-26 01:05"
