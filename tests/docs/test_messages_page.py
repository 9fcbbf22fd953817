"""The pages about messages hold word for word: their commands print what is said, and the command of one's own sends."""

import io
import json
import re
import subprocess
import sys
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.docs.walkthrough import commands, fits, parts, sandbox
from tui_crm.models.messaging import Channel, Message, Reach
from tui_crm.models.placeholders import PLACEHOLDERS
from tui_crm.services.handing_over import as_json

PAGES = {"en": "docs/messages.md", "zh_CN": "docs/messages.zh.md"}
EACH = pytest.mark.parametrize("language", list(PAGES))


def text(language: str) -> str:
    return (CHECKOUT / PAGES[language]).read_text(encoding="utf-8")


@EACH
def test_the_commands_print_what_is_said(language: str, tmp_path: Path) -> None:
    box = sandbox(tmp_path / "box", language)
    box.run("crm contact list")  # which makes the database, and says so
    for part in parts(text(language)):
        for command in commands(part.text):
            printed = box.run(command.line)
            assert fits(printed, command.printed or ()), "\n".join([command.line, *printed])


@EACH
def test_every_placeholder_is_there_and_every_link_leads_somewhere(language: str) -> None:
    assert {name for name in PLACEHOLDERS if f"`${name}`" not in text(language)} == set()
    for place in re.findall(r"\]\(((?!http)[^)#]+)\)", text(language)):
        assert (CHECKOUT / "docs" / place).exists(), place


@EACH
def test_the_command_of_ones_own_sends_what_it_is_handed(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = re.findall(r"^```python\n(.*?)^```$", text(language), re.MULTILINE | re.DOTALL)[0]
    sent: list[bytes] = []
    monkeypatch.setattr(subprocess, "run", lambda _command, *, input, check: sent.append(input) if check else None)  # noqa: A006
    reach = Reach(Channel.EMAIL, "", "zhang@yunfan.example")
    message = Message(1, "张伟", "展会后", "thanks", reach, "谢谢 & mehr", "张先生，您好！\n\n…")
    monkeypatch.setattr(sys, "stdin", io.StringIO(as_json(message)))
    exec(compile(program, "send-mail", "exec"), {})
    mail = message_from_bytes(sent[0], policy=policy.default)
    assert (mail["To"], mail["Subject"]) == ("zhang@yunfan.example", "谢谢 & mehr")
    assert mail.get_content() == "张先生，您好！\n\n…\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps({"channel": "message", "to": "zw88"})))
    with pytest.raises(SystemExit):
        exec(compile(program, "send-mail", "exec"), {})
