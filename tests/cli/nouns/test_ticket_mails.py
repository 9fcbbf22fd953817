"""`crm ticket open` with mails: from a pipe or a file, one or many, told and with exit codes for whoever pipes them in."""

from pathlib import Path

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm

MAIL = """From: {sender}
To: help@us.cn
Subject: {subject}
Date: Fri, 20 Nov 2026 10:00:00 +0000
Message-ID: <{number}@x>
{more}
how much?
"""


def mail(number: int = 1, sender: str = "li@acme.com", subject: str = "prices", more: str = "") -> str:
    return MAIL.format(number=number, sender=sender, subject=subject, more=more)


def test_a_mail_opens_a_ticket_once(people: RunCrm, tmp_path: Path) -> None:
    opened = people("ticket", "open", "--kind", "complaint", stdin=mail())
    assert (opened.stdout, opened.stderr) == ("t1\n", "Opened T-1 with Li Ming\n")
    file = tmp_path / "message.eml"
    file.write_text(mail())
    for words, stdin in (((str(file),), None), (("-",), mail())):
        again = people("ticket", "open", *words, stdin=stdin)
        assert (again.exit_code, again.stdout, again.stderr) == (0, "t1\n", "this mail is on T-1 already, as a1\n")
    shown = read(people("ticket", "show", "T-1", "-f", "json"))
    assert (shown["kind"], shown["text"], [word["text"] for word in shown["replies"]]) == (
        "complaint",
        None,
        ["how much?"],
    )


def test_many_are_told_one_by_one(people: RunCrm) -> None:
    box = [mail(1), mail(2, subject="Re: [T-1]"), mail(3, more="Precedence: bulk\n"), mail(4, sender="q@y.cn")]
    done = people(
        "ticket", "open", "--no-create", stdin="".join(f"From x Fri Nov 20 10:00:00 2026\n{one}\n" for one in box)
    )
    assert (done.exit_code, done.stdout) == (1, "t1\n")
    assert done.stderr.splitlines() == [
        "line 1: Opened T-1 with Li Ming",
        "line 10: Kept a mail on T-1",
        "line 19: nobody wrote this mail, and it answers none on a ticket, so it opens none: prices",
        "line 29: nobody of this mail is on file: q@y.cn",
        "Mails taken to their tickets: 2",
        "crm: mails that were not taken: 1 of 4",
    ]


@pytest.mark.parametrize(
    ("words", "stdin", "code", "said"),
    [
        (["--no-create"], mail(sender="q@y.cn"), 3, "nobody of this mail is on file: q@y.cn"),
        ([], "hello", 4, "the mail cannot be read"),
        ([], "", 4, "there is no mail in it"),
        (["--text", "x"], mail(), 2, "--text goes with a contact"),
        (["--owner", "nobody"], mail(), 3, "nobody"),
        (["c2", "--subject", "x", "--no-create"], "", 2, "--no-create goes with a mail"),
        ([], mail(more="Auto-Submitted: auto-replied\n"), 0, "nobody wrote this mail"),
    ],
)
def test_what_opens_none(people: RunCrm, words: list[str], stdin: str, code: int, said: str) -> None:
    before = people("history", "-f", "json").stdout
    done = people("ticket", "open", *words, stdin=stdin)
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr
    assert people("history", "-f", "json").stdout == before
