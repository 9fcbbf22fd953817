"""`crm due`: what is to do today."""

from pathlib import Path

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
    """Return the ids that are listed; words of the program itself, such as ``--now``, go before the command."""
    ahead = words[:2] if words and words[0] in {"--now", "--as"} else ()
    return [reminder["id"] for reminder in read(desk(*ahead, "due", *words[len(ahead) :], "--format", "json"))]


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


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return what the desktop is told: title and lines of each notification."""
    kept: list[list[str]] = []
    monkeypatch.setattr("tui_crm.desktop.notify", lambda title, lines: kept.append([title, *lines]))
    return kept


def test_the_desktop_is_told_once_of_one_s_own_that_have_come_due(busy: RunCrm, told: list[list[str]]) -> None:
    assert due(busy, "--notify") == ["r1", "r2"]
    assert (due(busy, "--notify"), busy("due", "--notify").stdout) == ([], "")
    assert told == [["2 follow-ups are due", "Fri 2026-11-20 · Li Ming", "Li Ming"]]
    assert due(busy, "--now", "2026-11-21T23:00:00Z", "--notify") == ["r3"]
    assert told[1:] == [["1 follow-up is due", "23:00 · Li Ming"]]


def test_what_was_put_off_is_told_again_when_it_is_due(busy: RunCrm, told: list[list[str]]) -> None:
    busy("due", "--notify")
    busy("reminder", "snooze", "r1", "2026-11-21 12:00")
    assert due(busy, "--notify") == []
    assert due(busy, "--now", "2026-11-21T12:00:00Z", "--notify") == ["r1"]
    assert len(told) == 2


def test_others_and_earlier_ones_are_told_where_one_says_so(busy: RunCrm, told: list[list[str]]) -> None:
    assert due(busy, "--notify", "--owner", "wang") == ["r6"]
    assert due(busy, "--notify", "--all", "--limit", "1") == ["r1"]
    assert due(busy, "--notify", "--until", "tomorrow") == ["r3", "r2", "r4"]
    assert due(busy, "--as", "nobody", "--notify") == []
    assert busy("due", "--notify", "--owner", "nobody").exit_code == 3
    assert [lines[0][:1] for lines in told] == ["1", "1", "3"]


def test_more_than_a_notification_holds_are_counted(people: RunCrm, told: list[list[str]]) -> None:
    for _number in range(6):
        people("reminder", "add", "-", "2026-11-20", "--note", "x")
    people("due", "--notify")
    assert told == [["6 follow-ups are due", *["Fri 2026-11-20 · x"] * 4, "… 2 more"]]


def test_where_nothing_shows_notifications_nothing_counts_as_told(
    busy: RunCrm, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for _time in range(2):
        failed = busy("due", "--notify")
        assert (failed.exit_code, failed.stdout) == (74, "")
        assert "this machine has no program that shows notifications" in failed.stderr
    assert busy("--now", "2026-11-01T00:00:00Z", "due", "--notify").exit_code == 0
