"""The desktop is told by the notifier that is there, in words that no shell reads; what goes wrong is one sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tui_crm import desktop
from tui_crm.errors import OutputFailed

MakeProgram = Callable[..., None]
NASTY = '-x "$(touch /tmp/never)" `id` <b>&\x1b]0;x\x07'
SAFE = '-x "$(touch /tmp/never)" `id` <b>&␛]0;x␇'


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeProgram:
    """Return a call that gives the machine, which has no notifier, a program that keeps what it was told."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    keep = f"""#!/bin/sh
for word in "$@"; do printf '%s|' "$word" >> {tmp_path}/words; done
while IFS= read -r line || [ -n "$line" ]; do printf '%s/' "$line" >> {tmp_path}/read; done
printf '%s|%s|%s' "$CRM_TITLE" "$CRM_BODY" "$DBUS_SESSION_BUS_ADDRESS" > {tmp_path}/environ
"""

    def make(name: str, then: str = "exit 0") -> None:
        program = tmp_path / "bin" / name
        program.write_text(keep + then, encoding="utf-8")
        program.chmod(0o755)

    return make


def test_notify_send_gets_words_and_where_the_desktop_listens(machine: MakeProgram, tmp_path: Path) -> None:
    machine("notify-send")
    (tmp_path / "bus").touch()
    desktop.notify("Due", [NASTY, "two"])
    body = SAFE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert (tmp_path / "words").read_text(encoding="utf-8") == f"--app-name=tui-crm|--|Due|{body}\ntwo|"
    assert (tmp_path / "environ").read_text(encoding="utf-8") == f"||unix:path={tmp_path}/bus"


def test_those_of_macos_and_windows_get_text_apart_from_their_script(machine: MakeProgram, tmp_path: Path) -> None:
    machine("powershell.exe")
    desktop.notify("Due", [NASTY])
    assert (tmp_path / "environ").read_text(encoding="utf-8") == f"Due|{SAFE}|"
    assert "touch" not in (tmp_path / "words").read_text(encoding="utf-8")
    machine("osascript")
    desktop.notify("Due", [NASTY])
    assert (tmp_path / "words").read_text(encoding="utf-8").endswith(f"|-e|end run|Due|{SAFE}|")
    machine("terminal-notifier")
    desktop.notify("Due", [NASTY, "two"])
    assert (tmp_path / "words").read_text(encoding="utf-8").endswith("|-title|Due|")
    assert (tmp_path / "read").read_text(encoding="utf-8") == f"{SAFE}/two/"


@pytest.mark.parametrize(
    ("then", "reason"),
    [
        ("echo 'no bus' >&2; exit 1", "notify-send showed no notification: no bus"),
        ("exit 3", "notify-send showed no notification: exit code 3"),
        ("printf '\\033[31m' >&2; exit 1", "notify-send showed no notification: ␛[31m"),
        ("while :; do :; done", "notify-send showed no notification: no answer within 0 s"),
    ],
)
def test_a_notifier_that_fails_is_told_of(
    machine: MakeProgram, monkeypatch: pytest.MonkeyPatch, then: str, reason: str
) -> None:
    monkeypatch.setattr(desktop, "SECONDS", 0.1 if "while" in then else 10.0)
    machine("notify-send", then)
    with pytest.raises(OutputFailed) as told:
        desktop.notify("Due", ["x"])
    assert told.value.message == reason


@pytest.mark.usefixtures("machine")
def test_a_machine_without_one_says_so() -> None:
    with pytest.raises(OutputFailed, match="no program that shows notifications"):
        desktop.notify("Due", ["x"])
