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
