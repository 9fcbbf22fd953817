"""What every test stands on: a home of its own, no settings of the developer's, English, and the command line."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import pytest
from typer.testing import CliRunner, Result

import tui_crm
from tui_crm import i18n

CHECKOUT = Path(tui_crm.__file__).parents[1]

RunCrm = Callable[..., Result]
RunProcess = Callable[..., "subprocess.CompletedProcess[str]"]

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
def crm(monkeypatch: pytest.MonkeyPatch) -> RunCrm:
    """Return a call that runs ``crm`` with these arguments in this process: ``crm("config", "show").stdout``.

    A defect, which a user would see as exit 70, fails the test with its own traceback.
    """
    from tui_crm.cli import failures, tree  # noqa: PLC0415 - tests of other layers load no command line

    def surface(error: Exception) -> NoReturn:
        raise error

    monkeypatch.setattr(failures, "_defect", surface)

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(tree.app, list(arguments), input=stdin, prog_name="crm", catch_exceptions=False)

    return run


@pytest.fixture
def process(home: Path) -> RunProcess:
    """Return a call that runs ``crm`` as a process of its own, with nothing on its standard input."""

    def run(
        *arguments: str, env: Mapping[str, str] | None = None, **options: Any
    ) -> "subprocess.CompletedProcess[str]":
        environ = {"HOME": str(home), "LC_ALL": "C.UTF-8"} if env is None else dict(env)
        settings: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
        return subprocess.run(
            [sys.executable, "-m", "tui_crm", *arguments],
            env=environ,
            cwd=CHECKOUT,
            check=False,
            encoding="utf-8",
            **{**settings, **options},
        )

    return run
