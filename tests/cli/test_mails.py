"""Whole mails on the command line: piped in or from a file, and mailboxes, with counts, exit codes and undo."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm

MAIL = """From: li@acme.com
To: me@us.cn
Subject: prices
Date: Fri, 20 Nov 2026 10:00:00 +0000
Message-ID: <1@acme.com>

how much?
"""


@pytest.fixture
def eml(tmp_path: Path) -> Path:
    file = tmp_path / "message.eml"
    file.write_text(MAIL)
    return file


def test_a_mail_is_piped_in_or_named(people: RunCrm, eml: Path) -> None:
    logged = people("log", "email", "-f", "json", stdin=MAIL)
    entry = read(logged)
    assert (entry["contact_id"], entry["subject"], entry["note"]) == ("c2", "prices", "how much?")
    assert (entry["direction"], entry["message_id"], entry["thread"]) == ("in", "1@acme.com", "1@acme.com")
    for words in ([str(eml)], ["-"]):
        again = people("log", "email", *words, stdin=MAIL)
        assert (again.exit_code, again.stdout) == (0, "a1\n")
        assert again.stderr == "this mail was logged before, as a1\n"


def test_what_is_said_beside_it(people: RunCrm) -> None:
    words = ["--next", "tomorrow", "--next-note", "answer", "--feeling", "1", "--note", "hot", "--with", "c3"]
    entry = read(people("log", "email", *words, "-f", "json", stdin=MAIL))
    assert (entry["note"], entry["feeling"], entry["with"]) == ("hot\n\nhow much?", 1, ["c3"])
    assert (entry["next"]["due"], entry["next"]["text"]) == ("2026-11-22", "answer")
    other = MAIL.replace("<1@", "<2@")
    assert people("log", "email", "--no-next", stdin=other).stderr.endswith("no next step, on purpose\n")
    assert people("log", "email", "--next-note", "x", stdin=other).exit_code == 2


def test_an_e_mail_is_logged_by_hand_as_ever(people: RunCrm) -> None:
    entry = read(people("log", "email", "li@acme.com", "--note", "by hand", "-f", "json", stdin=MAIL))
    assert (entry["contact_id"], entry["note"], entry["message_id"]) == ("c2", "by hand", "")
    assert people("log", "email", "none.eml", "--note", "x").exit_code == 3


@pytest.mark.parametrize(
    ("stdin", "code", "said"),
    [
        ("", 4, "there is no mail in it"),
        ("hello\n", 4, "the mail cannot be logged: it is no mail"),
        ("From: x@y.cn\n\nhello", 3, "nobody of this mail is on file: x@y.cn"),
        (b"\xff\xfe\x00From", 4, "it is no mail"),
    ],
)
def test_what_cannot_be_logged_is_one_sentence(people: RunCrm, stdin: str | bytes, code: int, said: str) -> None:
    refused = people("log", "email", stdin=stdin)
    assert (refused.exit_code, refused.stdout) == (code, "")
    assert said in refused.stderr


def test_on_a_terminal_one_is_asked_for_whom(people: RunCrm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_crm.cli.mails._is_typed", lambda: True)
    refused = people("log", "email")
    assert (refused.exit_code, refused.stderr.splitlines()[0]) == (2, "crm: say with whom it was, or give a whole mail")


def test_a_mailbox_goes_in_and_comes_out_again(people: RunCrm, tmp_path: Path) -> None:
    mark = "From x Fri Nov 20 10:00:00 2026\n"
    box = tmp_path / "box"
    box.write_text(f"{mark}{MAIL}\n{mark}broken\n\n{mark}{MAIL.replace('<1@', '<2@').replace('li@acme', 'x@y')}\n")
    only_mine = tmp_path / "mine.eml"
    only_mine.write_text(MAIL)
    for file, stdin in ((str(only_mine), None), ("-", MAIL)):
        nowhere = people("--db", str(tmp_path / "other.db"), "import", "activities", file, "--quiet", stdin=stdin)
        assert (nowhere.exit_code, (tmp_path / "other.db").exists()) == (3, False)
    dry = people("import", "activities", str(box), "--dry-run", "-f", "jsonl")
    assert [json.loads(line)["outcome"] for line in dry.stdout.splitlines()] == ["created", "rejected", "skipped"]
    assert (dry.exit_code, people("contact", "timeline", "c2", "--kind", "email").stdout) == (1, "")
    refused = people("import", "activities", str(box))
    assert (refused.exit_code, "--keep-good imports the others" in refused.stderr) == (4, True)
    assert people("import", "activities", str(box), "--quiet", "--dry-run").exit_code == 2
    assert people("import", "activities", str(box), "--quiet").exit_code == 4
    kept = people("import", "activities", str(box), "--keep-good", "-f", "json")
    report = json.loads(kept.stdout)
    assert (kept.exit_code, report["created"], report["skipped"], report["rejected"]) == (1, 1, 1, 1)
    assert "1 mail is with nobody on file: passed by" in kept.stderr
    assert [line["kind"] for line in read(people("import", "list", "-f", "json"))] == ["activities"]
    assert people("import", "undo", "i1").exit_code == 0
    assert people("contact", "timeline", "c2", "--kind", "email").stdout == ""
    quiet = people("import", "activities", str(box), "--keep-good", "--quiet")
    assert (quiet.exit_code, quiet.stdout, quiet.stderr) == (1, "", "")
    box.write_text(MAIL)
    assert people("import", "activities", str(box), "--quiet").exit_code == 0
