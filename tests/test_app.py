"""The screens as one program: how it starts, ends, survives what goes wrong, and keeps what was chosen."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from textual.app import App

from tests.conftest import CHECKOUT, NOW, OpenCrm
from tests.screens.stage import on_stage
from tui_crm import app, i18n, paths
from tui_crm.app import CrmApp
from tui_crm.clock import FixedClock
from tui_crm.commands import COMMANDS
from tui_crm.db.database import Database
from tui_crm.errors import BadFile, Busy, NotFound, UsageError
from tui_crm.models.cards import Done
from tui_crm.screens.dialogs.palette import Palette
from tui_crm.screens.dialogs.reader import Reader
from tui_crm.screens.dialogs.themes import ThemeChooser
from tui_crm.screens.messages import ReadFailed, RunWrite
from tui_crm.services.contacts import Contacts
from tui_crm.services.crm import Crm
from tui_crm.settings import UserSettings, store

BUSY = Busy("the file is busy", hint="try again")
NOTHING = NotFound("there is nothing to undo")
KEPT = Done(7, "Undid: Edited 张伟", (), ("c1 city was changed since and stays as it is",))
CRASH = ZeroDivisionError("张伟, 138 0013 8000")


def settings(file: Path, **flags: str) -> UserSettings:
    return UserSettings(paths.config_file(), flags={"database": str(file), **flags}, environ={})


def test_the_first_paint_needs_no_database() -> None:
    check = (
        "import sys, tui_crm.app, tui_crm.screens.contacts, tui_crm.screens.today;"
        "print([name for name in sys.modules if name.partition('.')[0] in {'sqlmodel', 'sqlalchemy', 'pydantic', 'typer'}"
        " or name.startswith(('tui_crm.db', 'tui_crm.services', 'tui_crm.models', 'tui_crm.log', 'tui_crm.keymap', 'tui_crm.screens.dialogs'))])"
    )
    done = subprocess.run([sys.executable, "-c", check], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_it_paints_before_the_database_is_open(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(CrmApp, "open_file", lambda _app, file: opened.append(file))
    async with on_stage(people, wait=False) as stage:
        await stage.until(lambda: opened)
        assert stage.lines[0].startswith(" 1 Today  2 Contacts")
        assert "Name" in stage.lines[4]
        assert stage.lines[-1].endswith("crm.db · li")
        await stage.press("j", "slash", "a", "escape", "u", "delete", "y", "enter", "space")
        assert stage.app.is_running


async def test_what_was_typed_before_it_was_open_is_asked(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    late: list[tuple[CrmApp, Path]] = []
    original = CrmApp.open_file
    monkeypatch.setattr(CrmApp, "open_file", lambda self, file: late.append((self, file)))
    async with on_stage(people, wait=False) as stage:
        await stage.press("slash", "a", "n", "n")
        await stage.until(lambda: late)
        original(*late[0])
        await stage.answered("ann")
        assert stage.names == ["Anna Schmidt"]


async def test_what_waits_for_another_program_says_so(people: Path) -> None:
    async with on_stage(people) as stage:
        stage.app._tell_waiting("waiting for wang, who is writing…")
        await stage.until_told("waiting for wang, who is writing…")


async def test_the_backup_of_the_day_is_made_behind_the_screens(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "BACKUP_SECONDS", (0.01, 0.01))
    folder = people.with_name("crm.db.backups")
    async with on_stage(people) as stage:
        await stage.until(lambda: list(folder.glob("daily-*.db.sha256")))
    assert len(list(folder.glob("*.db"))) == 1


async def test_a_backup_that_fails_is_told_once_and_nothing_ends(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "BACKUP_SECONDS", (0.01, 0.01))
    people.with_name("crm.db.backups").write_text("in the way", encoding="utf-8")
    async with on_stage(people) as stage:
        await stage.until_told("The backup of today could not be made: cannot write ")
        await stage.press("down")
        assert sum("The backup of today" in text for text in stage.toasts) == 1


async def test_a_file_that_cannot_be_opened_ends_it(tmp_path: Path) -> None:
    foreign = tmp_path / "notes.db"
    foreign.write_text("no database at all", encoding="utf-8")
    async with on_stage(foreign, wait=False) as stage:
        await stage.until(lambda: stage.app._exit)
        assert isinstance(stage.app.failure, BadFile)
        assert stage.app.return_code == 7


def test_run_raises_what_ended_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def end(self: CrmApp) -> None:
        self.failure = BadFile("no database")

    monkeypatch.setattr(App, "run", end)
    with pytest.raises(BadFile, match="no database"):
        app.run(settings(tmp_path / "crm.db"), FixedClock(NOW))


def test_run_returns_the_exit_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(App, "run", lambda _app: None)
    assert app.run(settings(tmp_path / "crm.db"), FixedClock(NOW)) == 0


def test_the_screens_open_again_with_what_was_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str, str, str]] = []

    def show(self: CrmApp) -> None:
        shown.append((i18n.language(), self.settings.get("start"), self._clock.zone.key))
        if len(shown) == 1:
            for name, value in (("language", "zh_CN"), ("start", "journey"), ("zone", "Asia/Tokyo")):
                store(self.settings.file, name, value)
            self.starts_again = True

    monkeypatch.setattr(App, "run", show)
    assert app.run(settings(tmp_path / "crm.db"), FixedClock(NOW)) == 0
    assert shown == [("en", "today", "UTC"), ("zh_CN", "journey", "Asia/Tokyo")]


def test_a_theme_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nope"):
        CrmApp(settings(tmp_path / "crm.db", theme="nope"), FixedClock(NOW))


async def test_a_theme_file_that_cannot_be_used_is_told(people: Path) -> None:
    folder = paths.private_folder(paths.user_themes())
    (folder / "bad.toml").write_text('dark = "yes"', encoding="utf-8")
    async with on_stage(people, 140, 40) as stage:
        assert any("bad.toml" in text for text in stage.toasts)


async def test_the_theme_that_was_chosen_is_kept(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.press("ctrl+t")
        await stage.until(lambda: isinstance(stage.app.screen, ThemeChooser))
        await stage.press("home", "enter")
        await stage.until(lambda: len(stage.app.screen_stack) == 1)
        assert stage.app.theme == "contrast"
    assert 'theme = "contrast"' in paths.config_file().read_text(encoding="utf-8")


async def test_a_theme_that_cannot_be_kept_is_told(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tui_crm.personal.store", refuse)
    async with on_stage(people) as stage:
        stage.app._keep_theme("paper")
        await stage.until_told("The theme could not be kept", "Permission denied")


async def test_the_environments_theme_comes_back(people: Path) -> None:
    async with on_stage(people) as stage:
        stage.app.settings = UserSettings(paths.config_file(), flags={}, environ={"CRM_THEME": "dusk"})
        stage.app._keep_theme("paper")
        await stage.until_told("CRM_THEME decides")


async def test_the_help_shows_the_keys(people: Path) -> None:
    async with on_stage(people, 100, 60) as stage:
        await stage.press("question_mark")
        await stage.until(lambda: isinstance(stage.app.screen, Reader))
        await stage.pilot.pause()
        text = "\n".join(stage.lines)
        for command in (COMMANDS["contacts.filter"], COMMANDS["list.page_down"], COMMANDS["filter.complete"]):
            assert command.title in text
        assert COMMANDS["contacts.demo"].help not in text
        await stage.press("q")
        assert stage.app.screen is stage.contacts


async def test_the_palette_gives_a_command(people: Path) -> None:
    async with on_stage(people) as stage:
        name = stage.names[0]
        await stage.press("ctrl+p")
        await stage.until(lambda: isinstance(stage.app.screen, Palette))
        await stage.type("delete")
        await stage.press("enter")
        await stage.until_shown(f"Deleted {name}")


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_a_key_leaves(people: Path, key: str) -> None:
    async with on_stage(people) as stage:
        await stage.press(key)
        await stage.until(lambda: stage.app._exit)
        assert not stage.app.return_code


async def test_one_can_leave_from_a_dialog(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.press("question_mark", "ctrl+q")
        await stage.until(lambda: stage.app._exit)


async def test_ctrl_c_says_how_to_leave(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.press("ctrl+c")
        await stage.until_shown("ctrl+q leaves the program.")


async def test_what_is_said_of_one_write_makes_room_for_the_next(people: Path) -> None:
    def nothing(_crm: Crm) -> Done:
        raise NOTHING

    async with on_stage(people) as stage:
        for _time in range(2):
            stage.contacts.post_message(RunWrite("Undoing…", nothing))
            await stage.until_told("there is nothing to undo")
        await stage.press("delete")
        await stage.until(lambda: ["Deleted" in text for text in stage.toasts] == [True])


async def test_a_failed_write_is_told(people: Path) -> None:
    def refuse(_crm: Crm) -> Done:
        raise BUSY

    async with on_stage(people) as stage:
        stage.contacts.post_message(RunWrite("Writing…", refuse))
        await stage.until_told("the file is busy", "try again")
        assert [each.severity for each in stage.app._notifications] == ["error"]


async def test_a_defect_in_a_write_is_told_and_the_program_goes_on(people: Path) -> None:
    def crash(_crm: Crm) -> Done:
        raise CRASH

    async with on_stage(people) as stage:
        stage.contacts.post_message(RunWrite("Writing…", crash))
        await stage.until_told("something went wrong that should not")
        assert "张伟" not in stage.toasts[0]
        await stage.press("delete")
        await stage.until_shown("Deleted")


async def test_what_an_undo_had_to_keep_is_named(people: Path) -> None:
    async with on_stage(people) as stage:
        stage.contacts.post_message(RunWrite("Undoing…", lambda _crm: KEPT, back="app.redo"))
        await stage.until_told("Undid: Edited 张伟 · ctrl+r to redo", "c1 city was changed since")


async def test_a_write_that_lasts_is_shown(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_LASTS", 0.001)
    gate = threading.Event()

    def slow(_crm: Crm) -> Done:
        assert gate.wait(30)
        return Done(None, "Nothing changed")

    async with on_stage(people) as stage:
        stage.contacts.post_message(RunWrite("Writing a lot…", slow))
        await stage.until(lambda: stage.lines[-1].endswith("Writing a lot…"))
        await stage.press("j")
        gate.set()
        await stage.until(lambda: stage.lines[-1].endswith("crm.db · li"))
        assert stage.table.cursor_position == 1


async def test_what_cannot_be_read_is_told_and_the_program_goes_on(
    people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise BUSY

    async with on_stage(people) as stage:
        monkeypatch.setattr(Contacts, "rows", refuse)
        stage.table.refresh_records()
        await stage.until_told("the file is busy")
        stage.app.clear_notifications()
        monkeypatch.undo()
        stage.table.refresh_records()
        await stage.until_shown("Anna Schmidt")


async def test_a_failing_look_is_told_and_looked_again(people: Path, open_crm: OpenCrm) -> None:
    async with on_stage(people) as stage:
        for failure in (BUSY, BUSY, BadFile("it is damaged")):
            stage.app.post_message(ReadFailed(failure))
        await stage.until_told("the file is busy", "it is damaged")
        assert "\n".join(stage.toasts).count("the file is busy") == 1
        stage.app.NOTIFICATION_TIMEOUT = 0.01  # type: ignore[misc]
        stage.app.post_message(ReadFailed(NOTHING))
        await stage.pilot.pause()
        await stage.until(lambda: "there is nothing to undo" not in stage.app._failing)
        open_crm("wang").contacts.add({"name": "Aaron"})
        await stage.until_shown("Aaron")


async def test_the_demo_opens_and_is_thrown_away(crm_file: Path) -> None:
    async with on_stage(crm_file) as stage:
        await stage.until_shown("d demo")
        await stage.press("d")
        await stage.until(lambda: len(stage.names) == 50)
        assert stage.lines[-1].endswith("demo.db · li")
        crm = stage.app._crm
        assert crm is not None
        folder = crm.database.path.parent
        await stage.press("delete")
        await stage.until_shown("Deleted")
    assert not folder.exists()
    with Database(crm_file) as untouched, untouched.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM contact").scalar() == 0


async def test_a_crash_shows_no_locals(people: Path, capsys: pytest.CaptureFixture[str]) -> None:
    crashed = CrmApp(settings(people), FixedClock(NOW))
    async with crashed.run_test():
        crashed._fatal_error()
    crashed._print_error_renderables()
    assert capsys.readouterr().err == ""
