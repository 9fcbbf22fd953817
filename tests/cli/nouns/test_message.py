"""`crm message`: printed, and sent on and logged only where it is whole and wanted."""

import base64
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm.cli.clipboard import copy
from tui_crm.errors import Busy, UsageError
from tui_crm.services import handing_over
from tui_crm.services.messages import Messages


@pytest.fixture
def office(people: RunCrm) -> RunCrm:
    """Return the people with a template for any way, and one for e-mails."""
    people("contact", "edit", "c5", "--gender", "male", "--channel", "微信", "--handle", "wechat=zw88")
    people("template", "add", "Hello", "-o", "greeting", "--text", "$salutation，您好！\n\n$me")
    people(
        "template",
        "add",
        "Talk",
        "-o",
        "follow-up",
        "--subject",
        "On $last_touch",
        "--text",
        "Hi $name",
        "--channel",
        "email",
    )
    return people


def test_it_is_printed_as_a_letter_or_a_record(office: RunCrm) -> None:
    assert office("message", "张伟", "-t", "hello").stdout == "To: WeChat zw88\n\n张先生，您好！\n\nli\n"
    assert office("--lang", "zh_CN", "message", "c5", "-t", "m1").stdout.startswith("收件人：微信 zw88\n\n张先生")
    by_mail = office("message", "li ming", "-t", "Hello", "--channel", "email", "-f", "json")
    assert read(by_mail) == {
        "template": "Hello", "occasion": "greeting", "contact": "Li Ming", "contact_id": "c2", "channel": "email",
        "service": None, "to": "li@acme.com", "subject": None, "text": "Li Ming，您好！\n\nli", "missing": [],
        "logged": None, "next": None,
    }  # fmt: skip


def test_what_is_not_known_is_told_and_never_sent(office: RunCrm) -> None:
    printed = office("message", "c2", "-t", "Talk")
    assert (printed.exit_code, printed.stdout) == (1, "To: li@acme.com\nSubject: On $last_touch\n\nHi Li Ming\n")
    assert printed.stderr == (
        "crm: the message is not whole: it still says $last_touch\n  say it with: --set last_touch=…\n"
    )
    for way in ("--log", "--open", "--copy", "--send"):
        refused = office("message", "c2", "-t", "Talk", way)
        assert (refused.exit_code, refused.stdout) == (4, ""), way
    said = office("message", "c2", "-t", "Talk", "--set", "last_touch=Monday")
    assert (said.exit_code, said.stdout.splitlines()[1]) == (0, "Subject: On Monday")


def test_it_is_logged_with_a_follow_up(office: RunCrm) -> None:
    logged = office("message", "c5", "-t", "hello", "--log", "--next", "next wed", "--next-note", "ask", "-f", "json")
    assert logged.stderr == "Logged a message to 张伟 from template Hello\nr1 is due on Wed 2026-11-25\n"
    record = read(logged)
    assert (record["logged"], record["next"]) == ("a1", {"id": "r1", "due": "2026-11-25", "text": "ask"})
    (entry,) = [each for each in read(office("contact", "timeline", "c5", "-f", "json")) if each["id"] == "a1"]
    assert (entry["kind"], entry["note"]) == ("message", "Hello — 张先生，您好！\n\nli")
    office("undo")
    assert office("due", "--all", "-f", "ids").stdout == ""


def test_it_goes_to_the_mail_program_and_to_a_command(
    office: RunCrm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, folder = tmp_path / "said", tmp_path / "bin"
    folder.mkdir(mode=0o700)
    for name, what in (("xdg-open", "sys.argv[1]"), ("send", "sys.stdin.read()")):
        (folder / name).write_text(f"#!{sys.executable} -S\nimport sys; open({str(said)!r}, 'w').write({what})")
        (folder / name).chmod(0o700)
    monkeypatch.setenv("PATH", str(folder))
    opened = office("message", "c2", "-t", "hello", "--open", "--log")
    assert opened.stderr == "Opened the e-mail to Li Ming\nLogged an e-mail to Li Ming from template Hello\n"
    assert said.read_text().startswith("mailto:li@acme.com?body=Li%20Ming%EF%BC%8C")
    off = office("message", "c5", "-t", "hello", "--send", "--log")
    assert (off.exit_code, "no command is configured" in off.stderr) == (2, True)
    office("config", "set", "message_command", "send")
    sent = office("message", "c5", "-t", "hello", "--send")
    assert sent.stderr == "Handed the message to 张伟 over\n"
    assert '"to": "zw88"' in said.read_text()
    refused = office("message", "c4", "-t", "hello", "--send", "--log")
    assert (refused.exit_code, refused.stderr) == (4, "crm: 云帆贸易 has no e-mail address\n")
    assert read(office("contact", "timeline", "c4", "-f", "json"))[0]["id"] is None
    assert [each["id"] for each in read(office("contact", "timeline", "c5", "-f", "json")) if each["id"]] == []


def test_what_cannot_be(office: RunCrm) -> None:
    office("contact", "edit", "c3", "--do-not-contact")
    for words, code, told in (
        (["c3", "-t", "hello"], 4, "Wang Fang is not to be contacted"),
        (["c3", "-t", "hello", "--log"], 4, "Wang Fang is not to be contacted"),
        (["nobody", "-t", "hello"], 3, "no contact fits"),
        (["c2", "-t", "helo"], 3, "did you mean “Hello”?"),
        (["c2"], 2, "--template is missing"),
        (["c2", "-t", "hello", "--open", "--copy"], 2, "a message goes one way"),
        (["c2", "-t", "hello", "--open", "--channel", "message"], 2, "--channel says otherwise"),
        (["c2", "-t", "hello", "--next", "tomorrow"], 2, "--next goes with --log"),
        (["c2", "-t", "hello", "--log", "--next-note", "x"], 2, "--next-note needs --next"),
        (["c2", "-t", "hello", "--set", "company"], 2, "is no name and value"),
        (["c2", "-t", "hello", "--set", "firm=x"], 2, "there is no placeholder “$firm”"),
        (["c4", "-t", "hello", "--open"], 4, "云帆贸易 has no e-mail address"),
        (["c2", "-t", "hello", "--copy"], 2, "there is no terminal"),
    ):
        refused = office("message", *words)
        assert (refused.exit_code, told in refused.stderr) == (code, True), refused.stderr
    assert office("history", "-f", "json").stdout.count("Logged") == 0


class Screen(TextIOWrapper):
    def isatty(self) -> bool:
        return True


def test_what_went_and_cannot_be_logged_is_told(office: RunCrm, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_words: object, **_more: object) -> None:
        told = "busy"
        raise Busy(told, hint="again")

    monkeypatch.setattr(Messages, "log", busy)
    monkeypatch.setattr(handing_over, "hand_over", lambda *_words: None)
    for ways, hint in (
        (["--send", "--log"], "the message has gone but is not logged; log it with: crm log message c5"),
        (["--log"], "again"),
    ):
        failed = office("message", "c5", "-t", "hello", *ways)
        assert (failed.exit_code, failed.stdout) == (6, "")
        assert failed.stderr.endswith(f"crm: busy\n  {hint}\n")


def test_the_clipboard_of_the_terminal_is_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = BytesIO()
    monkeypatch.setattr(sys, "stderr", Screen(raw, encoding="utf-8"))
    copy("张\x1b]52;c;x\a\n")
    sequence = raw.getvalue()
    assert sequence[:7] == b"\x1b]52;c;"
    assert base64.b64decode(sequence[7:-1]).decode() == "张\x1b]52;c;x\a\n"
    monkeypatch.setattr(sys, "stderr", None)
    with pytest.raises(UsageError):
        copy("x")
