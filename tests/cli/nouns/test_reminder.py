"""`crm reminder`: what shall happen."""

import json

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm


@pytest.fixture
def busy(people: RunCrm) -> RunCrm:
    """Give the people of the desk four reminders, one of them done."""
    people("reminder", "add", "c2", "2026-11-25 10:00", "--note", "send the offer", "--priority", "high")
    people("reminder", "add", "c3", "2026-11-20")
    people("--as", "wang", "reminder", "add", "-", "2026-11-21", "--note", "file taxes")
    people("reminder", "add", "c5", "2026-11-19", "--note", "over")
    people("reminder", "done", "r4")
    return people


def listed(desk: RunCrm, *words: str) -> list[str]:
    result = desk("reminder", "list", *words, "--format", "ids")
    assert result.exit_code == 0, result.stderr
    return result.stdout.split()


def test_a_reminder_is_said_back_in_full(people: RunCrm) -> None:
    added = people("reminder", "add", "li ming", "next wed 10am", "--note", "offer")
    assert (added.stdout, added.stderr) == (
        "r1\n",
        "Set a follow-up with Li Ming\nr1 is due on Wed 2026-11-25 10:00\n",
    )


def test_everything_that_can_be_said_is_kept(people: RunCrm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_ZONE", "Asia/Shanghai")
    people("user", "add", "wang")
    words = ("--note", "offer", "--priority", "urgent", "--place", "café", "--minutes", "30", "--owner", "wang")
    assert read(people("reminder", "add", "c2", "下周三下午3点", *words, "--format", "json")) == {
        "id": "r1",
        "due": "2026-11-25T07:00:00Z",
        "due_on": "2026-11-25",
        "due_time": "15:00",
        "zone": "Asia/Shanghai",
        "overdue": False,
        "contact": "Li Ming",
        "contact_id": "c2",
        "text": "offer",
        "ticket": None,
        "ticket_id": None,
        "priority": "urgent",
        "owner": "wang",
        "place": "café",
        "minutes": 30,
        "repeat": None,
        "repeat_from": None,
        "repeat_on": None,
        "done_at": None,
        "version": 1,
    }


def test_the_open_ones_are_listed_soonest_first(busy: RunCrm) -> None:
    assert listed(busy) == ["r2", "r3", "r1"]
    assert listed(busy, "--all") == ["r4", "r2", "r3", "r1"]
    assert listed(busy, "--contact", "li ming") == ["r1"]
    assert listed(busy, "--owner", "wang") == ["r3"]
    assert listed(busy, "--owner", "me") == ["r2", "r1"]
    assert listed(busy, "--until", "today") == ["r2", "r3"]
    assert listed(busy, "--until", "tomorrow", "--limit", "1") == ["r2"]


def test_they_are_listed_by_day_owner_weight_and_words(busy: RunCrm) -> None:
    busy("reminder", "edit", "r2", "--owner", "-")
    assert listed(busy, "--owner", "-") == ["r2"]
    assert busy("due", "--owner", "-", "--format", "ids").stdout == "r2\n"
    assert listed(busy, "--since", "today") == ["r3", "r1"]
    assert listed(busy, "--since", "today", "--until", "today") == ["r3"]
    assert listed(busy, "--priority", "high") == ["r1"]
    assert listed(busy, "offer") == listed(busy, "li", "ming") == ["r1"]
    assert listed(busy, "nothing") == []


def test_several_are_put_off_and_handed_over_at_once(busy: RunCrm) -> None:
    busy("user", "add", "zhao")
    assert busy("reminder", "snooze", "r1", "r2", "in 3 days").stderr == (
        "Put off: 2 reminders\nr1 is due on Tue 2026-11-24 10:00\nr2 is due on Tue 2026-11-24\n"
    )
    changed = busy("reminder", "edit", "r1", "r3", "--owner", "zhao", "--priority", "low")
    assert changed.stderr.startswith("Edited 2 follow-ups\n")
    assert listed(busy, "--owner", "zhao", "--priority", "low") == ["r3", "r1"]
    assert busy("undo").exit_code == 0
    assert listed(busy, "--owner", "zhao") == []
    refused = busy("reminder", "edit", "r1", "r3", "--note", "x", "--base", "1")
    assert (refused.exit_code, "--base" in refused.stderr) == (2, True)


def test_the_table(busy: RunCrm) -> None:
    assert busy("reminder", "list").stdout == (
        "id  due               overdue  contact    what            priority  owner  repeat\n"
        "r2  2026-11-20        yes      Wang Fang                  normal    li\n"
        "r3  2026-11-21                            file taxes      normal    wang\n"
        "r1  2026-11-25 10:00           Li Ming    send the offer  high      li\n"
    )


def test_one_comes_back(people: RunCrm) -> None:
    rule = ("--repeat", "every 2 weeks on mon and thu")
    assert people("reminder", "add", "c2", "2026-11-23", *rule).stderr == (
        "Set a follow-up with Li Ming\n"
        "r1 is due on Mon 2026-11-23; every 2 weeks on Mon, Thu: then Thu 2026-11-26, Mon 2026-12-07\n"
    )
    assert people("reminder", "done", "r1").stderr == "Done: Li Ming\nnext one: Thu 2026-11-26\n"
    (entry,) = read(people("reminder", "list", "--format", "json"))
    assert (entry["id"], entry["repeat"], entry["repeat_from"], entry["repeat_on"]) == (
        "r2", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "2026-11-23", "2026-11-26",
    )  # fmt: skip
    assert "every 2 weeks on Mon, Thu" in people("reminder", "list").stdout
    assert people("--lang", "zh_CN", "reminder", "edit", "r2", "--repeat", "完成后30天").stderr.endswith(
        "完成后30天：之后是 2026-12-26（周六）、2027-01-25（周一）\n"
    )
    assert people("reminder", "reopen", "r1").stderr == "Reopened: Li Ming\nthe next one is taken back\n"
    people("reminder", "edit", "r1", "--repeat", "none")
    assert read(people("reminder", "list", "--format", "json"))[0]["repeat"] is None
    refused = people("reminder", "add", "c2", "2026-11-23", "--repeat", "biweekly")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "“biweekly” can mean twice in one or once in two" in refused.stderr


def test_one_about_a_ticket_is_with_who_asks(people: RunCrm) -> None:
    people("ticket", "open", "li ming", "--subject", "no light", "--receipt", "none")
    added = people("reminder", "add", "-", "next wed", "--ticket", "T-1", "--note", "lamp?", "--format", "json")
    said = read(added)
    assert (said["contact"], said["ticket"], said["ticket_id"], said["text"]) == ("Li Ming", "T-1", "t1", "lamp?")
    assert added.stderr.splitlines()[0] == "Set a follow-up with Li Ming"
    refused = people("reminder", "add", "c3", "next wed", "--ticket", "T-1")
    assert (refused.exit_code, "T-1 is a ticket of another customer than Wang Fang" in refused.stderr) == (4, True)
    assert people("reminder", "add", "-", "next wed", "--ticket", "T-9").exit_code == 3


def test_done_and_open_again(busy: RunCrm) -> None:
    assert busy("reminder", "done", "r1", "2", "r1").stderr == "Done: 2 reminders\n"
    assert listed(busy) == ["r3"]
    assert busy("reminder", "done", "r1").stderr == "Nothing changed\n"
    busy("undo")
    assert listed(busy) == ["r2", "r3", "r1"]
    assert busy("reminder", "done", "r1", "r99").exit_code == 3
    assert listed(busy) == ["r2", "r3", "r1"]
    busy("reminder", "done", "r1", "r2")
    assert busy("reminder", "reopen", "r1").stderr == "Reopened: Li Ming · send the offer\n"
    assert listed(busy) == ["r3", "r1"]


def test_put_off(busy: RunCrm) -> None:
    assert busy("reminder", "snooze", "r1", "in 3 days").stderr == (
        "Put off: Li Ming · send the offer\nr1 is due on Tue 2026-11-24 10:00\n"
    )


def test_put_off_until_a_day_alone_keeps_the_time_of_day(busy: RunCrm) -> None:
    busy("reminder", "edit", "r1", "--when", "2026-12-24 15:00", "--minutes", "45")
    assert busy("reminder", "snooze", "r1", "r2", "下周三").stderr == (
        "Put off: 2 reminders\nr1 is due on Wed 2026-11-25 15:00\nr2 is due on Wed 2026-11-25\n"
    )
    assert json.loads(busy("reminder", "list", "--contact", "c2", "-f", "json").stdout)[0]["minutes"] == 45


def test_edit_changes_what_is_named(busy: RunCrm) -> None:
    before = json.loads(busy("reminder", "list", "--contact", "c2", "-f", "json").stdout)[0]
    busy("reminder", "edit", "r1", "--when", "2026-12-24", "--note", "", "--owner", "wang", "--minutes", "5")
    after = json.loads(busy("reminder", "list", "--contact", "c2", "-f", "json").stdout)[0]
    assert {key: after[key] for key in after if after[key] != before[key]} == {
        "due": "2026-12-24",
        "due_on": "2026-12-24",
        "due_time": None,
        "zone": None,
        "text": "",
        "owner": "wang",
        "minutes": 5,
        "version": 2,
    }


def test_one_that_is_late_from_the_start_is_told(busy: RunCrm) -> None:
    assert busy("reminder", "add", "c2", "yesterday").stderr.splitlines()[1:] == [
        "r5 is due on Fri 2026-11-20",
        "r5 is overdue already",
    ]


def test_an_empty_value_is_not_taken_for_none(busy: RunCrm) -> None:
    for words in (["--owner", ""], ["--contact", ""], ["--until", ""]):
        assert busy("reminder", "list", *words).exit_code in {2, 3}
    assert busy("due", "--until", "").exit_code == 2
    assert busy("reminder", "edit", "r1", "--note", "x", "--when", "").exit_code == 2
    assert busy("log", "call", "c2", "--at", "").exit_code == 2
    assert busy("log", "call", "c2", "--next", "").exit_code == 2
    assert busy("undo", "").exit_code == 2
    assert listed(busy) == ["r2", "r3", "r1"]


def test_an_empty_owner_is_nobody(busy: RunCrm) -> None:
    assert busy("reminder", "edit", "r1", "--owner", "").exit_code == 0
    assert listed(busy, "--owner", "me") == ["r2"]


def test_edits_that_cannot_be(busy: RunCrm) -> None:
    assert busy("reminder", "edit", "r1").exit_code == 2
    busy("reminder", "edit", "r1", "--place", "here")
    assert busy("reminder", "edit", "r1", "--place", "there", "--base", "1").exit_code == 5
    assert busy("reminder", "edit", "r99", "--place", "x").exit_code == 3
    assert busy("reminder", "done", "c2").exit_code == 2
    assert busy("reminder", "snooze", "r1", "soonish").exit_code == 2


def test_a_deleted_one_comes_back_with_an_undo(busy: RunCrm) -> None:
    assert busy("reminder", "delete", "r1").stderr == "Deleted the follow-up Li Ming · send the offer\n"
    assert listed(busy, "--all") == ["r4", "r2", "r3"]
    busy("undo")
    assert listed(busy) == ["r2", "r3", "r1"]


def test_those_that_are_done_are_listed_alone(busy: RunCrm) -> None:
    assert listed(busy, "--done") == ["r4"]
    assert listed(busy, "--done", "--all") == ["r4", "r2", "r3", "r1"]
    head, *lines = busy("reminder", "list", "--all").stdout.splitlines()
    assert [line[:2] for line in lines if line[head.index("done") :].strip()] == ["r4"]
    assert "done" not in busy("reminder", "list").stdout.splitlines()[0]
