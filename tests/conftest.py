"""What every test stands on: a home of its own, no settings of the developer's, English, and the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tui_crm import i18n

RunCrm = Callable[..., Result]

_FOREIGN = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR", "COLUMNS", "LINES", "PYTHONIOENCODING")
_CRM = ("CRM_DB", "CRM_USER", "CRM_LANG", "CRM_THEME", "CRM_ZONE")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test an empty home, UTC, an English terminal and the login ``li``; returns the home's path."""
    for name in (*_FOREIGN, *_CRM):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    for name, folder in (("CONFIG", "config"), ("DATA", "share"), ("STATE", "state"), ("CACHE", "cache")):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / folder))
    for name, value in (("LC_ALL", "C.UTF-8"), ("TZ", "UTC"), ("TERM", "xterm-256color"), ("LOGNAME", "li")):
        monkeypatch.setenv(name, value)
    home.mkdir()
    i18n.set_language("en")
    return home


@pytest.fixture
def crm() -> RunCrm:
    """Return a call that runs ``crm`` with these arguments in this process: ``crm("config", "show").stdout``."""
    from tui_crm.cli.tree import app  # noqa: PLC0415 - tests of other layers load no command line

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, list(arguments), input=stdin, prog_name="crm", catch_exceptions=False)

    return run
