"""`crm` itself: the global options, and what it does alone."""

import os
import pty
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import tui_crm
from tests.cli.conftest import AddNoun
from tests.conftest import CHECKOUT, RunCrm, RunProcess
from tui_crm.cli import opening
from tui_crm.cli.commands import Context, Noun
from tui_crm.clock import Clock
from tui_crm.settings import UserSettings


def test_the_version(crm: RunCrm) -> None:
    assert crm("--version").stdout == f"crm {tui_crm.__version__}\n"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--db", "postgresql://li:secret@host/crm"], "cannot open a database at postgresql://: only SQLite files"),
        (["--db", ""], "the database has no name"),
        (["--as", " "], "--as needs a value"),
        (["--lang", "klingon"], "“klingon” does not do for setting language (--lang)"),
        (["--now", "yesterday"], "“yesterday” is no instant in ISO 8601"),
    ],
)
def test_a_wrong_global_option_is_refused_whatever_the_command(crm: RunCrm, options: list[str], sentence: str) -> None:
    result = crm(*options, "config", "path")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"crm: {sentence}")
    assert "secret" not in result.stderr


def test_the_language_is_the_one_that_was_asked_for(crm: RunCrm, add_noun: AddNoun) -> None:
    noun = Noun()

    @noun.verb("speak")
    def speak(ctx: Context) -> None:
        """Say the language."""
        ctx.session.out.line(tui_crm.i18n.language())

    add_noun(noun)
    assert crm("--lang", "zh_CN", "sample", "speak").stdout == "zh_CN\n"
    assert crm("sample", "speak").stdout == "en\n"


def test_alone_without_a_terminal_it_names_commands_instead(process: RunProcess) -> None:
    result = process()
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("crm: the screens need a terminal\n")
    assert "crm contact list" in result.stderr


def test_a_dumb_terminal_is_none(home: Path) -> None:
    controller, terminal = pty.openpty()
    result = subprocess.run(
        [sys.executable, "-m", "tui_crm"],
        cwd=CHECKOUT,
        env={"HOME": str(home), "TERM": "dumb"},
        stdin=terminal,
        stdout=terminal,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    os.close(controller)
    os.close(terminal)
    assert result.returncode == 2
    assert result.stderr.startswith("crm: the screens need a terminal\n")


def test_alone_on_a_terminal_it_opens_the_screens_and_exits_as_they_do(
    crm: RunCrm, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    def run(settings: UserSettings, clock: Clock) -> int:
        opened.append((settings.get("user"), clock.now().isoformat()))
        return 5

    screens = ModuleType("tui_crm.app")
    screens.__dict__["run"] = run
    monkeypatch.setitem(sys.modules, "tui_crm.app", screens)
    monkeypatch.setattr(tui_crm, "app", screens, raising=False)
    monkeypatch.setattr(opening, "_can_draw", lambda: True)
    assert crm("--as", "wang", "--now", "2026-11-21T09:30:00Z").exit_code == 5
    assert opened == [("wang", "2026-11-21T09:30:00+00:00")]
