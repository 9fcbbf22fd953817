"""The card beside the list: read once, kept, dropped when it is stale."""

from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.screens.stage import on_stage
from tui_crm.errors import BadFile
from tui_crm.screens import contact_preview, preview
from tui_crm.screens.contact_preview import ContactPreview
from tui_crm.services.crm import Crm

DAMAGED = BadFile("the file is damaged")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the ids of the contacts whose cards are read, as they are."""
    ids: list[int] = []
    original = contact_preview.read_story

    def counted(crm: Crm, contact_id: int, recent: int) -> object:
        ids.append(contact_id)
        return original(crm, contact_id, recent)

    monkeypatch.setattr(contact_preview, "read_story", counted)
    return ids


async def test_a_card_is_read_once(people: Path, read: list[int]) -> None:
    async with on_stage(people, 120, 24) as stage:
        await stage.previewed()
        for key in ("down", "up", "down", "up"):
            await stage.press(key)
            await stage.previewed()
        assert len(read) == 2


async def test_a_card_that_is_passed_by_is_not_read(people: Path, read: list[int]) -> None:
    async with on_stage(people, 120, 24) as stage:
        await stage.previewed()
        for _row in range(5):
            stage.table.action_move(1)
        await stage.previewed()
        await stage.pilot.pause()
        assert read == [stage.table.source.ids[0], stage.table.source.ids[5]]


async def test_where_there_is_no_room_nothing_is_read(people: Path, read: list[int]) -> None:
    async with on_stage(people, 80, 24) as stage:
        await stage.press("down")
        await stage.pilot.pause(preview._REST * 2)
        assert read == []


async def test_what_was_read_before_a_change_is_dropped(people: Path) -> None:
    async with on_stage(people, 120, 24) as stage:
        await stage.previewed()
        before = stage.preview._sections
        stale = ContactPreview.Read(stage.table.highlighted_id or 0, stage.preview._state - 1, None)
        stage.preview.post_message(stale)
        await stage.pilot.pause()
        assert stage.preview._sections == before


async def test_only_so_many_cards_are_kept(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "_KEPT", 2)
    async with on_stage(people, 120, 24) as stage:
        for _row in range(4):
            await stage.previewed()
            await stage.press("down")
        await stage.previewed()
        assert list(stage.preview._found) == list(stage.table.source.ids[3:5])


async def test_nobody_highlighted_shows_nothing(people: Path) -> None:
    async with on_stage(people, 120, 24) as stage:
        await stage.previewed()
        await stage.look_for("zzzz")
        await stage.until(lambda: stage.preview._sections == ())


async def test_who_is_gone_meanwhile_shows_nothing(people: Path, open_crm: OpenCrm) -> None:
    async with on_stage(people, 120, 24) as stage:
        await stage.previewed()
        open_crm("wang")
        stage.preview.look_at(999)
        await stage.until(lambda: stage.preview._sections == ())


async def test_a_card_that_cannot_be_read_is_told(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise DAMAGED

    async with on_stage(people, 120, 24) as stage:
        await stage.previewed()
        monkeypatch.setattr(contact_preview, "read_story", refuse)
        await stage.press("down")
        await stage.until_shown("the file is damaged")
        await stage.press("down", "enter")
        assert stage.app.is_running
