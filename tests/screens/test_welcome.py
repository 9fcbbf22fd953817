"""The very first start."""

from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.screens.stage import on_stage
from tui_crm import paths
from tui_crm.errors import OutputFailed
from tui_crm.screens import welcome
from tui_crm.screens.contacts import ContactsScreen
from tui_crm.screens.dialogs.first_start import BeginningChooser, LanguageChooser
from tui_crm.screens.importing.steps import At
from tui_crm.screens.importing.wizard import ImportWizard

FULL = OutputFailed("the disk is full")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "new" / "crm.db"


def is_there(file: Path) -> bool:
    return file.exists()


async def test_it_asks_for_the_language_and_speaks_it_at_once_and_from_then_on(new: Path) -> None:
    async with on_stage(new, first=True, wait=False) as stage:
        await stage.until(lambda: isinstance(stage.app.screen, LanguageChooser))
        assert not is_there(new)
        await stage.press("down", "enter")
        await stage.until_shown("从哪里开始？")
        await stage.press("down", "down", "enter")
        await stage.until_shown("2 联系人", "这里还没有联系人。")
    assert paths.config_file().read_text(encoding="utf-8") == 'language = "zh_CN"\n'
    async with on_stage(new, first=True, wait=False) as stage:
        await stage.until_shown("这里还没有联系人。")


async def test_a_language_that_was_said_is_not_asked_for(new: Path) -> None:
    async with on_stage(new, first=True, wait=False, CRM_LANG="en") as stage:
        await stage.until(lambda: isinstance(stage.app.screen, BeginningChooser))
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, ContactsScreen))
        await stage.until_shown("demo.db")
        await stage.until_shown("Adam")
    assert not is_there(new)


async def test_a_file_can_be_imported_right_away(new: Path, tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("姓名,手机\n张伟,138 0013 8000\n", encoding="gb18030")
    async with on_stage(new, 100, 30, first=True, wait=False, CRM_LANG="en") as stage:
        await stage.until(lambda: isinstance(stage.app.screen, BeginningChooser))
        await stage.press("down", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, ImportWizard) and stage.app.focused is not None)
        wizard = stage.app.screen
        assert isinstance(wizard, ImportWizard)
        await stage.type(str(tmp_path / "leads.csv"))
        await stage.press("enter")
        for step in (At.COLUMNS, At.PLAN, At.DONE):
            await stage.until(lambda: wizard.at is step and not wizard._is_working)  # noqa: B023 - awaited within the loop
            await stage.press("enter")
        await stage.until(lambda: stage.names == ["张伟"])


async def test_who_answers_nothing_begins_empty(new: Path) -> None:
    async with on_stage(new, first=True, wait=False) as stage:
        await stage.until(lambda: isinstance(stage.app.screen, LanguageChooser))
        await stage.press("escape")
        await stage.until(lambda: isinstance(stage.app.screen, BeginningChooser))
        await stage.press("escape")
        await stage.until_shown("Nobody here yet.")
    assert is_there(new)
    assert not is_there(paths.config_file())


async def test_a_language_that_cannot_be_kept_is_spoken_all_the_same(
    new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(welcome, "store", _full)
    async with on_stage(new, first=True, wait=False) as stage:
        await stage.until(lambda: isinstance(stage.app.screen, LanguageChooser))
        await stage.press("down", "enter")
        await stage.until_shown("从哪里开始？")
        await stage.until_told("语言没能保存：the disk is full")


def _full(*_said: object) -> None:
    raise FULL


async def test_who_has_settings_is_not_asked(new: Path) -> None:
    async with on_stage(new, wait=False) as stage:
        assert isinstance(stage.app.screen, ContactsScreen)


async def test_who_has_a_database_is_not_asked(crm_file: Path, open_crm: OpenCrm) -> None:
    open_crm("li")
    async with on_stage(crm_file, first=True, wait=False) as stage:
        assert isinstance(stage.app.screen, ContactsScreen)
