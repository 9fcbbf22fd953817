"""`crm demo`: a made-up business to look around in."""

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

import tui_crm
from tests.conftest import RunCrm
from tui_crm import paths
from tui_crm.cli import opening
from tui_crm.clock import Clock
from tui_crm.settings import UserSettings


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Let the screens only note which database they open on, and exit with 5."""
    found: list[Path] = []

    def run(settings: UserSettings, clock: Clock) -> int:
        database = Path(settings.get("database"))
        assert database.is_file()
        assert (settings.get("user"), clock.now().isoformat()) == ("wang", "2026-11-21T09:30:00+00:00")
        found.append(database)
        return 5

    screens = ModuleType("tui_crm.app")
    screens.__dict__["run"] = run
    monkeypatch.setitem(sys.modules, "tui_crm.app", screens)
    monkeypatch.setattr(tui_crm, "app", screens, raising=False)
    monkeypatch.setattr(opening, "_can_draw", lambda: True)
    return found


def test_it_is_thrown_away_when_the_screens_close(crm: RunCrm, opened: list[Path]) -> None:
    assert crm("--as", "wang", "--now", "2026-11-21T09:30:00Z", "demo").exit_code == 5
    assert not opened[0].parent.exists()
    assert not paths.default_database().exists()


def test_it_is_kept_in_a_folder_that_is_named(crm: RunCrm, opened: list[Path], tmp_path: Path) -> None:
    words = ("--as", "wang", "--now", "2026-11-21T09:30:00Z", "demo", "--path", str(tmp_path / "demo"))
    assert crm(*words).exit_code == 5
    assert opened[0].parent == tmp_path / "demo"
    assert opened[0].exists()
    assert crm(*words).exit_code == 4


def test_scripts_get_the_path_of_a_lively_database(crm: RunCrm, tmp_path: Path) -> None:
    made = crm("demo", "--no-screens", "--path", str(tmp_path))
    database = made.stdout.strip()
    assert (made.exit_code, Path(database).parent) == (0, tmp_path)
    assert len(json.loads(crm("--db", database, "contact", "list", "-f", "json").stdout)) > 50
    assert crm("--db", database, "due").stdout


def test_without_a_terminal_nothing_is_made(crm: RunCrm, tmp_path: Path) -> None:
    refused = crm("demo", "--path", str(tmp_path / "demo"))
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("crm: the screens need a terminal\n")
    assert not (tmp_path / "demo").exists()
