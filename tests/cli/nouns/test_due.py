"""`crm due`: what is to do today."""

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm


@pytest.fixture
def busy(people: RunCrm) -> RunCrm:
    for when in ("2026-11-20", "2026-11-21", "2026-11-21 23:00", "2026-11-22", "2026-12-24"):
        people("reminder", "add", "c2", when)
    people("--as", "wang", "reminder", "add", "-", "2026-11-21 08:00")
    return people


def due(desk: RunCrm, *words: str) -> list[str]:
    return [reminder["id"] for reminder in read(desk("due", *words, "--format", "json"))]


def test_up_to_today_soonest_first(busy: RunCrm) -> None:
    assert due(busy) == ["r1", "r6", "r3", "r2"]


def test_up_to_another_day_or_all(busy: RunCrm) -> None:
    assert due(busy, "--until", "tomorrow") == ["r1", "r6", "r3", "r2", "r4"]
    assert due(busy, "--all") == ["r1", "r6", "r3", "r2", "r4", "r5"]
    assert due(busy, "--all", "--limit", "2") == ["r1", "r6"]


def test_one_s_own(busy: RunCrm) -> None:
    assert due(busy, "--owner", "me") == ["r1", "r3", "r2"]
    assert due(busy, "--owner", "wang") == ["r6"]


def test_today_is_the_user_s(busy: RunCrm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_ZONE", "Pacific/Kiritimati")
    reminders = read(busy("--now", "2026-11-21T11:00:00Z", "due", "-f", "json"))
    assert [reminder["id"] for reminder in reminders] == ["r1", "r6", "r3", "r2", "r4"]


def test_what_is_done_is_not_due(busy: RunCrm) -> None:
    busy("reminder", "done", "r1", "r2", "r3")
    assert due(busy) == ["r6"]
    busy("reminder", "done", "r6")
    empty = busy("due")
    assert (empty.exit_code, empty.stdout, empty.stderr) == (0, "", "")
