"""Garbage is collected in pauses: never while a key is answered, never with a dialog open, and as before at the end."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screens.stage import on_stage
from tui_crm.screens.dialogs.tagging import Tagging
from tui_crm.widgets.form_text import FormText


@pytest.fixture(autouse=True)
def collections(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return what was asked of the collector, which does nothing meanwhile."""
    asked: list[str] = []

    def collect(*_generation: int) -> int:
        asked.append("collect")
        return 0

    monkeypatch.setattr(gc, "collect", collect)
    monkeypatch.setattr(gc, "freeze", lambda: asked.append("freeze"))
    before = gc.get_threshold()
    yield asked
    assert gc.get_threshold() == before, "afterwards it is as it was"


async def test_a_pause_is_used_and_only_one(people: Path, collections: list[str]) -> None:
    async with on_stage(people) as stage:
        assert gc.get_threshold()[2] > 1_000_000
        await stage.press("down")
        collections.clear()
        stage.app._tidy()
        assert collections == [], "the person is at it"
        stage.app._tidy()
        assert collections == ["collect", "freeze"]
        stage.app._tidy()
        assert collections == ["collect", "freeze"], "nothing was done since"


async def test_no_dialog_is_put_aside_for_ever(people: Path, collections: list[str]) -> None:
    async with on_stage(people) as stage:
        await stage.press("t")
        await stage.until(lambda: isinstance(stage.app.screen, Tagging))
        collections.clear()
        stage.app._tidy()
        stage.app._tidy()
        assert collections == []
        await stage.press("escape")
        stage.app._tidy()
        stage.app._tidy()
        assert collections == ["collect", "freeze"]


async def test_a_closed_form_is_not_remembered_by_the_app(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.press("c")
        await stage.until(lambda: stage.app.screen.query(FormText))
        await stage.press("escape")
        await stage.until(lambda: len(stage.app.screen_stack) == 1)
        await stage.pilot.pause()
        watching = [each[0] for each in getattr(stage.app, "__watchers", {}).get("theme", ())]
        assert not [widget for widget in watching if isinstance(widget, FormText)]
