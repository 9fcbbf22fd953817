"""`crm ticket reply` that goes: handed to a command, opened or copied as messages are, and kept once it went."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm.cli import clipboard


@pytest.fixture
def office(people: RunCrm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunCrm:
    """Give the people of the desk a ticket, a command that keeps the answer it is handed, and a mail program."""
    people("ticket", "open", "c2", "-s", "Invoice", "--receipt", "none")
    for name, said in (("send", "cat"), ("xdg-open", 'printf %s "$1"')):
        script = tmp_path / name
        script.write_text(f"#!/bin/sh\n{said} > {tmp_path}/sent\n", encoding="utf-8")
        script.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    people("config", "set", "message_command", "send")
    return people


def test_an_answer_is_sent_with_its_number_and_kept(office: RunCrm, tmp_path: Path) -> None:
    office("ticket", "reply", "T-1", "--incoming", "--kind", "email", "--subject", "AW: Bill $5", "--text", "?")
    sent = office("ticket", "reply", "T-1", "--text", "It costs $name.", "--send", "--then", "waiting", "-m", "5")
    assert (sent.exit_code, sent.stdout) == (0, "a2\n")
    assert sent.stderr == "Handed the message to Li Ming over\nAnswered T-1\n"
    assert json.loads((tmp_path / "sent").read_text(encoding="utf-8")) == {
        "contact": "c2", "name": "Li Ming", "channel": "email", "service": None, "to": "li@acme.com",
        "subject": "Re: Bill $5 [T-1]", "text": "It costs $name.", "template": None, "occasion": "answer", "ticket": "T-1",
    }  # fmt: skip
    ticket = read(office("ticket", "show", "T-1", "-f", "json"))
    word = ticket["replies"][-1]
    assert (word["kind"], word["direction"], word["text"]) == ("email", "out", "It costs $name.")
    assert ticket["state"] == "waiting"
    office("undo")
    back = read(office("ticket", "show", "T-1", "-f", "json"))
    assert (back["state"], len(back["replies"])) == ("new", 1)
    office("template", "add", "Fixed", "-o", "answer", "--text", "$number is fixed, $name.")
    office("ticket", "reply", "T-1", "--template", "fixed", "--send")
    told = json.loads((tmp_path / "sent").read_text(encoding="utf-8"))
    assert (told["template"], told["text"]) == ("Fixed", "T-1 is fixed, Li Ming.")


def test_it_opens_in_the_mail_program_or_is_copied(
    office: RunCrm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(clipboard, "copy", seen.append)
    opened = office("ticket", "reply", "T-1", "--text", "yes", "--open", "--subject", "Bill")
    assert opened.stderr == "Opened the e-mail to Li Ming\nAnswered T-1\n"
    assert (tmp_path / "sent").read_text() == "mailto:li@acme.com?subject=Bill%20%5BT-1%5D&body=yes"
    copied = office("ticket", "reply", "T-1", "--text", "said", "--copy", "--kind", "message")
    assert (copied.stderr.splitlines()[0], seen) == ("Copied the message to Li Ming", ["said"])
    assert [word["kind"] for word in read(office("ticket", "show", "T-1", "-f", "json"))["replies"]] == [
        "email", "message",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--send", "--open"], 2, "goes one way"),
        (["--send", "--incoming"], 2, "go without --incoming"),
        (["--copy", "--kind", "call"], 2, "a call is kept, not sent"),
        (["--open", "--kind", "message"], 2, "--kind says otherwise"),
        (["--send", "--at", "yesterday"], 2, "--at is said of what went already"),
        (["--send", "--channel", "fax"], 2, "--channel is said of what went already"),
        (["--send", "--then", "closed"], 4, "before T-1 is closed"),
        (["--send"], 74, "send did not take the message: no route"),
    ],
)
def test_what_does_not_go_is_not_kept(office: RunCrm, tmp_path: Path, words: list[str], code: int, said: str) -> None:
    (tmp_path / "send").write_text("#!/bin/sh\necho no route >&2\nexit 9\n")
    office("way", "set", "question", "--needs", "cause")
    refused = office("ticket", "reply", "T-1", "--text", "x", *words)
    assert (refused.exit_code, refused.stdout) == (code, "")
    assert said in refused.stderr
    assert read(office("ticket", "show", "T-1", "-f", "json"))["replies"] == []


def test_who_is_not_to_be_written_to_is_not(office: RunCrm, tmp_path: Path) -> None:
    office("contact", "edit", "c2", "--do-not-contact")
    refused = office("ticket", "reply", "T-1", "--text", "x", "--send")
    assert (refused.exit_code, (tmp_path / "sent").exists()) == (4, False)
    assert "Li Ming is not to be contacted" in refused.stderr
    assert office("ticket", "reply", "T-1", "--text", "said by phone").exit_code == 0
    office("ticket", "open", "c2", "-s", "again", "--receipt", "none")
    office("ticket", "merge", "T-2", "T-1")
    office("contact", "edit", "c2", "--contact-again")
    merged = office("ticket", "reply", "T-1", "--text", "x", "--send")
    assert (merged.exit_code, "T-1 was merged into T-2" in merged.stderr) == (4, True)
    assert not (tmp_path / "sent").exists()
