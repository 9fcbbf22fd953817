"""How a message leaves: a mail program gets a link, a command of one's own gets JSON; nobody else's command ever runs."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from tui_crm import paths
from tui_crm.errors import BadInput, OutputFailed, UsageError
from tui_crm.models.messaging import Channel, Message, Reach
from tui_crm.services import handing_over
from tui_crm.settings import UserSettings, store

MAIL = Message(
    42,
    "张伟",
    "生日",
    "greeting",
    Reach(Channel.EMAIL, "", "z@x.cn"),
    "生日快乐 & mehr",
    "张先生，您好！\n$(id) `id` ; 'x' 100%",
)
CHAT = replace(MAIL, reach=Reach(Channel.MESSAGE, "wechat", "zw88"), subject="")

Program = Callable[[str, str], Path]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Return a call that makes a program of this name on the path, of a Python text."""
    folder = tmp_path / "bin"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    def make(name: str, text: str) -> Path:
        file = folder / name
        file.write_text(f"#!{sys.executable} -S\n{text}")
        file.chmod(0o700)
        return file

    return make


def configured(command: str) -> UserSettings:
    """Return settings in whose file this command stands."""
    store(paths.config_file(), "message_command", command)
    return UserSettings(paths.config_file(), flags={})


def test_a_mail_program_gets_the_whole_letter_as_one_link(program: Program, tmp_path: Path) -> None:
    program("xdg-open", f"import sys; open({str(tmp_path / 'link')!r}, 'w').write('|'.join(sys.argv[1:]))")
    handing_over.open_mail(MAIL)
    link = (tmp_path / "link").read_text()
    assert link.startswith("mailto:z@x.cn?subject=")
    assert "|" not in link
    assert unquote(link.partition("body=")[2]) == MAIL.text.replace("\n", "\r\n")


def test_what_cannot_be_opened_is_told(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    program("xdg-open", "raise SystemExit(3)")
    with pytest.raises(OutputFailed, match="no mail program could be opened: xdg-open: 3"):
        handing_over.open_mail(MAIL)
    with pytest.raises(BadInput, match="张伟 has no e-mail address"):
        handing_over.open_mail(CHAT)
    with pytest.raises(BadInput, match="\\$company is not known"):
        handing_over.open_mail(replace(MAIL, text="$company", missing=("company",)))
    with pytest.raises(OutputFailed, match="no mail program could be opened"):
        handing_over.open_mail(replace(MAIL, text="x" * 3_000_000))
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(OutputFailed, match="there is no xdg-open here"):
        handing_over.open_mail(MAIL)


def test_without_an_address_nothing_is_handed_over(program: Program, tmp_path: Path) -> None:
    program("send", f"open({str(tmp_path / 'said')!r}, 'w')")
    for message, told in ((MAIL, "张伟 has no e-mail address"), (CHAT, "张伟 has no account or phone for it")):
        with pytest.raises(BadInput, match=told):
            handing_over.hand_over(replace(message, reach=replace(message.reach, address="")), configured("send"))
    assert not (tmp_path / "said").exists()


def test_a_command_gets_the_message_as_json_and_its_own_arguments(program: Program, tmp_path: Path) -> None:
    said = tmp_path / "said"
    file = program(
        "send it", f"import sys; open({str(said)!r}, 'wb').write(sys.stdin.buffer.read() + repr(sys.argv[1:]).encode())"
    )
    handing_over.hand_over(CHAT, configured(f"'{file}' --to 'a b' '$(id)' ';' '*'"))
    text, _sign, arguments = said.read_text(encoding="utf-8").rpartition("}")
    assert arguments == "['--to', 'a b', '$(id)', ';', '*']"
    assert json.loads(text + "}") == {
        "contact": "c42", "name": "张伟", "channel": "message", "service": "wechat", "to": "zw88", "subject": None,
        "text": MAIL.text, "template": "生日", "occasion": "greeting", "ticket": None,
    }  # fmt: skip


def test_a_command_that_fails_is_told(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    program("fails", "import sys; sys.stderr.write('first\\nno \\x1b[31mroute\\n'); raise SystemExit(9)")
    with pytest.raises(OutputFailed, match="fails did not take the message: no ␛\\[31mroute"):
        handing_over.hand_over(MAIL, configured("fails"))
    program("mute", "raise SystemExit(9)")
    with pytest.raises(OutputFailed, match="it ended with 9"):
        handing_over.hand_over(MAIL, configured("mute"))
    program("deaf", "")
    handing_over.hand_over(replace(MAIL, text="x" * 1_000_000), configured("deaf"))
    monkeypatch.setattr(handing_over, "SECONDS", 0.3)
    program("waits", "import time; time.sleep(600)")
    with pytest.raises(OutputFailed, match="it was not done after"):
        handing_over.hand_over(MAIL, configured("waits"))


def test_a_command_that_is_interrupted_does_not_go_on(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = tmp_path / "started"
    program(
        "waits",
        f"import os, time; os.mkfifo({str(started)!r}); open({str(started)!r}, 'w').write(str(os.getpid())); time.sleep(600)",
    )

    def interrupted(_running: object, *_arguments: object, **_named: object) -> None:
        while not started.exists():
            pass
        with started.open() as stream:
            said.append(int(stream.read()))
        raise KeyboardInterrupt

    said: list[int] = []
    monkeypatch.setattr(subprocess.Popen, "communicate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        handing_over.hand_over(MAIL, configured("waits"))
    with pytest.raises(ProcessLookupError):
        os.kill(said[0], 0)


def test_nothing_runs_that_somebody_else_could_have_chosen(program: Program, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    file = program("send", f"open({str(ran)!r}, 'w')")
    settings = configured("send")
    for place, mode in ((settings.file, 0o620), (settings.file, 0o602), (settings.file.parent, 0o777), (file, 0o720)):
        before = place.stat().st_mode & 0o777
        place.chmod(mode)
        with pytest.raises(UsageError, match="others can write") as raised:
            handing_over.hand_over(MAIL, settings)
        assert raised.value.hint == f"take that away with: chmod go-w {place}"
        place.chmod(before)
    assert not ran.exists()
    handing_over.hand_over(MAIL, settings)
    assert ran.exists()


def test_it_is_off_until_somebody_switches_it_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_MESSAGE_COMMAND", "true")
    settings = UserSettings(paths.config_file(), flags={})
    assert not handing_over.is_configured(settings)
    with pytest.raises(UsageError, match="no command is configured"):
        handing_over.hand_over(MAIL, settings)
    with pytest.raises(UsageError, match="there is no program nowhere"):
        handing_over.hand_over(MAIL, configured("nowhere --x"))
    for bad in ("./send", "'open", "''", "bin/send"):
        with pytest.raises(UsageError, match="does not do for setting message_command"):
            configured(bad)
    with pytest.raises(UsageError, match="a command is a program and its arguments"):
        configured('send "a b').get("message_command")
    assert configured("~/bin/send  'a b'").get("message_command") == f"{Path.home()}/bin/send 'a b'"
