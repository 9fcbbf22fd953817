"""`crm ticket`: from opening to closing, and what is shown of it on the way."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm


@pytest.fixture
def busy(people: RunCrm) -> RunCrm:
    """Give the people of the desk an incident that waits for the customer, and a complaint."""
    said = ("--kind", "incident", "--text", "It burns.", "--channel", "phone", "--product", "P1", "--owner", "me")
    people("ticket", "open", "li ming", "--subject", "printer on fire", *said, "--at", "yesterday 3pm")
    people("ticket", "reply", "T-1", "--text", "-", "--kind", "call", "--then", "waiting", stdin="Which\none?\n")
    people("ticket", "open", "c5", "-s", "too late", "-k", "complaint")
    return people


def test_a_ticket_is_opened_as_its_way_says(people: RunCrm) -> None:
    people("user", "add", "wang", "--team", "support")
    opened = people("ticket", "open", "fang@example.com", "--subject", "late", "--kind", "complaint")
    assert (opened.stdout, opened.stderr) == ("t1\n", "Opened T-1 with Wang Fang\n")
    assert people("ticket", "open", "c3", "--subject", "q", "--number", "A/7", "--owner", "team:Support").exit_code == 0
    assert people("ticket", "list", "--format", "tsv").stdout.splitlines()[0].split("\t")[:4] == [
        "id", "number", "state", "kind",
    ]  # fmt: skip
    first, second = read(people("ticket", "list", "--format", "json"))
    assert (first["number"], first["priority"], first["handled_by"]) == ("T-1", "high", "li")
    assert (second["number"], second["priority"], second["owner"], second["handled_by"]) == (
        "A/7", "normal", None, "team:support",
    )  # fmt: skip


def test_complaints_come_first_and_the_closed_not_at_all(busy: RunCrm) -> None:
    assert busy("ticket", "list", "-f", "ids").stdout.split() == ["t2", "t1"]
    assert busy("ticket", "list", "-f", "ids", "--limit", "1").stdout.split() == ["t2"]
    table = busy("ticket", "list").stdout.splitlines()
    assert table[0].split() == [
        "number",
        "state",
        "kind",
        "priority",
        "subject",
        "contact",
        "owner",
        "age",
        "clock",
        "left",
    ]
    assert "  18 h" in table[2]
    busy("ticket", "close", "T-1", "--cause", "a spark", "--remedy", "water")
    assert busy("ticket", "list", "-f", "ids").stdout.split() == ["t2"]


def test_a_filter_finds_others_and_an_order_is_asked_for(busy: RunCrm) -> None:
    assert busy("ticket", "list", "state:waiting", "fire", "-f", "ids").stdout == "t1\n"
    assert busy("ticket", "list", "--sort", "-kind", "-f", "ids").stdout.split() == ["t1", "t2"]
    busy("ticket", "close", "T-1", "--cause", "a spark", "--remedy", "water")
    assert busy("ticket", "list", "state:closed", "-f", "ids").stdout == "t1\n"
    wrong = busy("ticket", "list", "state:gone")
    assert (wrong.exit_code, "“gone”" in wrong.stderr) == (2, True)
    assert busy("ticket", "list", "--sort", "fire").exit_code == 2
    assert "no user “bob”" in busy("ticket", "list", "owner:bob").stderr


def test_the_whole_of_it_is_shown(busy: RunCrm) -> None:
    busy("ticket", "note", "t-1", "--text", "he smokes")
    shown = read(busy("ticket", "show", "T-1", "--format", "json"))
    assert {key: shown[key] for key in ("id", "contact_id", "customer_id", "owner", "text", "opened_at", "reply_count")} == {
        "id": "t1", "contact_id": "c2", "customer_id": "c1", "owner": "li", "text": "It burns.",
        "opened_at": "2026-11-20T15:00:00Z", "reply_count": 1,
    }  # fmt: skip
    assert [(word["kind"], word["direction"], word["author"], word["text"]) for word in shown["replies"]] == [
        ("call", "out", "li", "Which\none?"),
        ("note", None, "li", "he smokes"),
    ]
    assert [(move["from_state"], move["to_state"]) for move in shown["moves"]] == [
        (None, "new"), ("new", "open"), ("open", "waiting"),
    ]  # fmt: skip
    page = busy("ticket", "show", "T-1").stdout
    assert "  Which\n" in page
    assert "internal note" in page
    assert "first response: met (" in page
    assert "resolution: paused (" in page
    assert "resolution: until 2026-11-24 10:00, 3 d left; 16 h are promised" in busy("ticket", "show", "T-2").stdout


def test_the_way_to_the_end_and_back(busy: RunCrm) -> None:
    assert busy("ticket", "reply", "T-1", "--incoming", "--text", "the red one", "-f", "json").exit_code == 0
    assert read(busy("ticket", "show", "T-1", "-f", "json"))["state"] == "open"
    busy("ticket", "resolve", "T-1", "--remedy", "water")
    refused = busy("ticket", "close", "T-1", "T-2")
    assert refused.exit_code == 4
    assert "--cause" in refused.stderr
    assert busy("ticket", "close", "T-1", "--cause", "a spark", "--confirmed", "yes").stderr == "Moved T-1 to closed\n"
    assert [each["text"] for each in read(busy("reminder", "list", "-f", "json"))] == [
        "Ask whether all is well since: T-1 printer on fire"
    ]
    busy("ticket", "reopen", "T-1", "--why", "it burns again")
    assert read(busy("ticket", "show", "T-1", "-f", "json"))["moves"][-1]["why"] == "it burns again"
    assert read(busy("reminder", "list", "-f", "json")) == []
    busy("ticket", "move", "T-1", "T-2", "waiting")
    assert busy("ticket", "assign", "T-1", "T-2", "-").exit_code == 4
    busy("ticket", "assign", "T-1", "-")
    busy("ticket", "edit", "T-1", "T-2", "--priority", "urgent", "--product", "")
    rows = read(busy("ticket", "list", "-f", "json"))
    assert [(row["state"], row["owner"], row["priority"], row["product"]) for row in rows] == [
        ("waiting", "li", "urgent", None),
        ("waiting", None, "urgent", None),
    ]


def test_the_trash_gives_it_back(busy: RunCrm) -> None:
    busy("ticket", "delete", "T-1")
    gone = busy("ticket", "show", "T-1")
    assert (gone.exit_code, "crm ticket restore t1" in gone.stderr) == (3, True)
    assert busy("ticket", "restore", "t-1").stderr == "Restored T-1\n"
    assert busy("ticket", "restore", "T-1").exit_code == 4
    assert busy("ticket", "restore", "T-9").exit_code == 3


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["open", "c2"], 2, "--subject is missing"),
        (["open", "nobody", "-s", "x"], 3, "no contact fits"),
        (["open", "c2", "-s", "x", "--at", "tomorrow"], 4, "still to come"),
        (["open", "c2", "-s", "x", "--number", "t-1"], 4, "t-1"),
        (["open", "c2", "-s", "x", "--owner", "team:nobody"], 3, "no team"),
        (["show", "T-9"], 3, "“T-9”"),
        (["reply", "T-1"], 2, "--text is missing"),
        (["reply", "T-1", "--text", " "], 4, "nothing in it"),
        (["reply", "T-1", "--text", "x", "--kind", "survey"], 2, "email, message, call"),
        (["move", "T-1", "gone"], 2, "new, open, waiting"),
        (["assign", "T-1", "bob"], 3, "bob"),
        (["check", "T-1", "1"], 3, "no line 1"),
        (["edit", "T-1"], 2, "nothing is said"),
        (["edit", "T-1", "T-2", "--base", "1", "-p", "low"], 2, "--base"),
        (["edit", "T-1", "--base", "1", "-p", "low"], 5, ""),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(busy: RunCrm, words: list[str], code: int, said: str) -> None:
    busy("ticket", "edit", "T-1", "--priority", "high")
    before = busy("history", "-f", "json").stdout
    refused = busy("ticket", *words)
    assert (refused.exit_code, refused.stdout) == (code, ""), refused.stderr
    assert said in refused.stderr
    assert json.loads(busy("history", "-f", "json").stdout) == json.loads(before)


@pytest.fixture
def office(people: RunCrm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunCrm:
    """Give the people of the desk templates, and a command that keeps the letters it is handed."""
    people(
        "template", "add", "got it", "-o", "receipt", "--subject", "$number", "--text", "$name: $number by $promised"
    )
    people("template", "add", "fixed", "-o", "answer", "--text", "$number is $state, $name. $role")
    script = tmp_path / "send"
    script.write_text(f"#!/bin/sh\ncat >> {tmp_path}/sent\n", encoding="utf-8")
    script.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return people


def test_a_receipt_is_shown_sent_on_and_kept(office: RunCrm, tmp_path: Path) -> None:
    shown = office("ticket", "open", "c2", "-s", "late", "-f", "ids")
    assert shown.stdout == "t1\n"
    assert shown.stderr == (
        "Opened T-1 with Li Ming\nTo: li@acme.com\nSubject: T-1\n\nLi Ming: T-1 by 23 November 2026, 10:00\n"
    )
    off = office("ticket", "open", "c2", "-s", "late", "--send")
    assert (off.exit_code, off.stdout) == (2, "t2\n")
    assert "T-2 is open; its receipt can be sent with: crm ticket receipt T-2" in off.stderr
    office("config", "set", "message_command", "send")
    assert office("ticket", "receipt", "T-2", "--send", "-f", "json").stderr == (
        "Handed the message to Li Ming over\nSent the receipt for T-2\n"
    )
    assert json.loads((tmp_path / "sent").read_text(encoding="utf-8"))["subject"] == "T-2"
    ticket = read(office("ticket", "show", "T-2", "-f", "json"))
    assert (ticket["state"], [(word["kind"], word["direction"]) for word in ticket["replies"]]) == (
        "new",
        [("system", "out")],
    )
    assert office("ticket", "open", "c2", "-s", "late", "--receipt", "none").stderr == "Opened T-3 with Li Ming\n"
    office("ticket", "reply", "T-3", "--text", "yes?")
    assert office("ticket", "receipt", "T-3").exit_code == 1
    refused = office("ticket", "open", "c2", "-s", "late", "--receipt", "gone")
    assert (refused.exit_code, refused.stdout) == (3, "")


def test_who_is_not_to_be_contacted_gets_no_receipt_but_an_answer(office: RunCrm) -> None:
    office("contact", "edit", "c2", "--do-not-contact")
    assert office("ticket", "open", "c2", "-s", "late").stderr == (
        "no receipt: Li Ming is not to be contacted: the card says so\nOpened T-1 with Li Ming\n"
    )
    refused = office("ticket", "open", "c2", "-s", "late", "--receipt", "got it")
    assert (refused.exit_code, refused.stdout) == (4, "")
    answered = office("ticket", "reply", "T-1", "--template", "fixed", "-f", "json")
    assert read(answered)["text"] == "T-1 is new, Li Ming. CEO"
    office("ticket", "open", "c3", "-s", "x", "--receipt", "none")
    missing = office("ticket", "reply", "T-2", "--template", "fixed")
    assert (missing.exit_code, "$role" in missing.stderr) == (4, True)
    assert office("ticket", "reply", "T-1", "--template", "fixed", "--text", "x").exit_code == 2
    assert read(office("ticket", "show", "T-2", "-f", "json"))["replies"] == []
