"""`crm check`: exit 1 where something wants attention."""

import json

import pytest

from tests.conftest import RunCrm


@pytest.fixture
def busy(people: RunCrm) -> RunCrm:
    people("reminder", "add", "c2", "2026-11-21 23:00", "--note", "send a sample")
    people("--as", "wang", "reminder", "add", "-", "2026-11-20")
    return people


def found(desk: RunCrm, *words: str) -> tuple[int, list[str]]:
    checked = desk("check", "followups", "-f", "json", *words)
    assert checked.stderr == ""
    return checked.exit_code, [line["id"] for each in json.loads(checked.stdout)["sections"] for line in each["lines"]]


def test_it_looks_at_what_it_is_told_to(busy: RunCrm) -> None:
    assert found(busy) == (1, ["r2", "r1"])
    assert found(busy, "--overdue-only") == (1, ["r2"])
    assert found(busy, "--owner", "me") == (1, ["r1"])
    assert found(busy, "--owner", "me", "--overdue-only") == (0, [])
    assert found(busy, "--owner", "me", "--overdue-only", "--without-next-step") == (1, ["c4"])
    assert found(busy, "--owner", "me", "--overdue-only", "--cadence") == (0, [])
    busy("contact", "edit", "c4", "--cadence", "1")
    assert found(busy, "--owner", "me", "--overdue-only") == (0, [])
    assert found(busy, "--owner", "me", "--overdue-only", "--cadence", "--without-next-step") == (1, ["c4"])
    assert busy("check", "followups", "--owner", "nobody").exit_code == 3


def test_the_same_moment_prints_the_same_bytes(busy: RunCrm) -> None:
    for form, begins in (("text", "Follow-ups of everybody"), ("md", "# Follow-ups"), ("html", "<!doctype html>")):
        first, second = (busy("check", "followups", "-f", form) for _time in range(2))
        assert (first.exit_code, first.stdout.startswith(begins), first.stdout) == (1, True, second.stdout)


def test_quiet_where_all_is_fine(busy: RunCrm) -> None:
    fine = ("check", "followups", "--owner", "me", "--overdue-only")
    assert busy(*fine).stdout.endswith("\nNothing waits.\n")
    assert (busy(*fine, "--quiet").exit_code, busy(*fine, "--quiet").stdout) == (0, "")
    assert "send a sample" in busy("check", "followups", "--quiet").stdout


@pytest.fixture
def late(people: RunCrm, monkeypatch: pytest.MonkeyPatch) -> tuple[RunCrm, list[list[str]]]:
    """Return a help desk that is always open, with a ticket of li's that is late and one of wang's that soon will be, and
    what the desktop is told.
    """
    told: list[list[str]] = []
    monkeypatch.setattr("tui_crm.desktop.notify", lambda title, lines: told.append([title, *lines]))
    people("user", "add", "wang")
    people("config", "set", "calendar_hours", "mon-sun 0-24")
    people("sla", "set", "--first", "2h", "--next", "none", "--resolution", "none", "--step", "100:raise")
    people("--now", "2026-11-21T06:30:00Z", "ticket", "open", "c2", "-s", "fire", "--owner", "me")
    people("--now", "2026-11-21T07:50:00Z", "ticket", "open", "c2", "-s", "smoke", "--owner", "wang")
    return people, told


def test_promises_in_danger_are_told(late: tuple[RunCrm, list[list[str]]]) -> None:
    desk, _told = late
    checked = desk("check", "sla")
    assert checked.exit_code == 1
    assert checked.stdout.startswith("Tickets at risk, of everybody")
    assert "T-1 fire  (first response 1 h late, li, t1)" in checked.stdout
    assert "T-2 smoke  (first response in 20 min, wang, t2)" in checked.stdout
    mine = json.loads(desk("check", "sla", "--owner", "me", "-f", "json").stdout)
    assert [(line["id"], line["clock"], line["left_minutes"]) for line in mine["sections"][0]["lines"]] == [
        ("t1", "first", -60)
    ]
    assert desk("check", "sla", "--owner", "wang", "kind:complaint", "--quiet").stdout == ""
    assert desk("check", "sla", "state:sleeping").exit_code == 2


def test_steps_are_taken_when_cron_says_so(late: tuple[RunCrm, list[list[str]]]) -> None:
    desk, _told = late
    assert desk("check", "sla", "--escalate", "-f", "md").stdout.count("· high ·") == 1
    assert "Escalated T-1" in desk("history", "--limit", "1").stdout
    desk("check", "sla", "--escalate")
    assert desk("history", "-f", "json").stdout.count("Escalated") == 1


def test_the_desktop_is_told_of_each_once(late: tuple[RunCrm, list[list[str]]]) -> None:
    desk, told = late
    assert desk("check", "sla", "--notify").exit_code == 1
    assert told == [["1 ticket is at risk", "first response 1 h late · T-1 fire · Li Ming"]]
    assert desk("check", "sla", "--notify", "--quiet").exit_code == 0
    assert "T-2" in desk("check", "sla", "--notify", "--owner", "wang").stdout
    assert len(told) == 2
