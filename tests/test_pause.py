"""What the screens do in the pause after the start: later nothing has to be loaded, nor parsed again."""

from pathlib import Path

import pytest
from textual.css.stylesheet import Stylesheet

from tests.conftest import CHECKOUT
from tests.screens.stage import on_stage
from tui_crm import app
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.settings import SettingsScreen

SHEETS = sorted((CHECKOUT / "tui_crm" / "screens").rglob("*.tcss"))


async def test_style_sheets_are_read_before_they_are_wanted(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "LOAD_SECONDS", 0.01)
    parsed_again: list[Stylesheet] = []
    reparse = Stylesheet.reparse

    def counted(sheet: Stylesheet) -> None:
        parsed_again.append(sheet)
        reparse(sheet)

    monkeypatch.setattr(Stylesheet, "reparse", counted)
    async with on_stage(people) as stage:
        await stage.until(lambda: all(stage.app.stylesheet.has_source(str(sheet)) for sheet in SHEETS))
        parsed_again.clear()
        await stage.press("n")
        await stage.until(lambda: isinstance(stage.app.screen, FormDialog))
        await stage.press("escape", "8")
        await stage.until(lambda: isinstance(stage.app.screen, SettingsScreen))
        assert len(SHEETS) > 5  # else nothing was looked at
        assert not parsed_again
