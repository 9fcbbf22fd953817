"""The history on the screen: who did what, what it changed, taking any of it back, and what could not be."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.payloads import PAYLOADS
from tests.screens.stage import Stage, on_stage
from tests.screens.test_hostile import SOME, assert_harmless
from tests.widgets.lines import assert_golden
from tui_crm import i18n
from tui_crm.errors import Busy
from tui_crm.models.changes import OperationChanges
from tui_crm.models.codes import ActivityKind
from tui_crm.screens import history
from tui_crm.screens.dialogs.reader import Reader
from tui_crm.screens.history import HistoryScreen
from tui_crm.screens.operation_preview import OperationPreview
from tui_crm.services.history import History
from tui_crm.widgets.record_table import RecordTable

BUSY = Busy("the file is busy")


class Past(Stage):
    """The history on a stage."""

    @property
    def screen(self) -> HistoryScreen:
        found = self.app.screen_stack[0]
        assert isinstance(found, HistoryScreen)
        return found

    @property
    def ops(self) -> RecordTable:
        return self.screen.query_one(RecordTable)

    @property
    def told(self) -> list[str]:
        """What was done, as far as it is on the screen."""
        ids = list(self.ops.source.ids[:50])
        rows = self.ops.source.rows(ids)
        return [rows[number][2].text for number in ids]

    @property
    def states(self) -> list[str]:
        ids = list(self.ops.source.ids[:50])
        rows = self.ops.source.rows(ids)
        return [rows[number][5].text for number in ids]


@asynccontextmanager
async def past(file: Path, width: int = 80, height: int = 24) -> AsyncIterator[Past]:
    async with on_stage(file, width, height) as stage:
        await stage.press("U")
        shown = Past(stage.app, stage.pilot)
        await shown.until(lambda: isinstance(stage.app.screen, HistoryScreen) and shown.ops.source.count)
        await shown.pilot.pause()
        yield shown


@pytest.fixture
def busy(people: Path, open_crm: OpenCrm) -> Path:
    """Return the people, with something changed by two of the team, and something of it taken back."""
    li, wang = open_crm("li"), open_crm("wang")
    edited = li.contacts.edit(2, {"note": "prefers mornings", "city": "杭州", "tags": ["vip"]})
    wang.contacts.edit(2, {"note": "prefers evenings"})
    li.history.undo(edited.operation_id)
    li.contacts.delete([6])
    return people


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_the_screen_looks_right(busy: Path, language: str, width: int, height: int) -> None:
    i18n.set_language(language)
    async with past(busy, width, height) as stage:
        await stage.press("down")
        preview = stage.screen.query_one(OperationPreview)
        await stage.until(lambda: not preview.display or preview._sections)
        await stage.pilot.pause()
        assert_golden(f"history_{width}_{language}", stage.lines)


@pytest.mark.parametrize(("width", "height"), [(20, 5), (1, 1), (200, 60), (111, 12)])
async def test_any_size_will_do(busy: Path, width: int, height: int) -> None:
    async with past(busy, width, height) as stage:
        await stage.press("down", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, Reader))
        assert len(stage.lines) == height


async def test_the_line_is_taken_back_and_done_again(busy: Path, open_crm: OpenCrm) -> None:
    wang = open_crm("wang")
    async with past(busy) as stage:
        assert stage.told[:3] == ["Deleted 王芳", "Undid: Edited 张伟", "Edited 张伟"]
        await stage.press("down", "down")
        here = stage.ops.highlighted_id
        assert here is not None
        await stage.press("u")
        await stage.until_told("Undid: Edited 张伟 · ctrl+r to redo")
        await stage.until(lambda: len(stage.told) > 3 and stage.told[0] == "Undid: Edited 张伟")
        assert stage.ops.highlighted_id == here, "what comes on top does not move the cursor"
        await stage.until(lambda: stage.states[stage.told.index("Edited 张伟")] == "undone")
        assert wang.contacts.card(2).note == "prefers mornings"
        await stage.press("ctrl+r")
        await stage.until_told("Redid: Edited 张伟 · u to undo")
        assert wang.contacts.card(2).note == "prefers evenings"
        await stage.press("ctrl+r")
        await stage.until_told("is in effect already")


async def test_a_long_text_does_not_push_its_number_off(people: Path, open_crm: OpenCrm) -> None:
    text = "asks " + "whether the brass is not a little too much " * 3
    (number,) = open_crm("li").activities.log(ActivityKind.NOTE, 2, text=text).ids
    async with past(people, 120, 40) as stage:
        await stage.until_shown(f"activity a{number} · made", "too much whether the brass")


async def test_what_could_not_be_taken_back_stays_on_a_page(people: Path, open_crm: OpenCrm) -> None:
    wang = open_crm("wang")
    open_crm("li").contacts.edit(2, {"note": "prefers mornings", "city": "杭州"})
    wang.contacts.edit(2, {"note": "prefers evenings"})
    async with past(people) as stage:
        await stage.press("down", "u")
        await stage.until(lambda: isinstance(stage.app.screen, Reader))
        await stage.until_shown("Could not be taken back", "c2 note was changed since and stays as it is", "undone")
        await stage.press("escape", "enter")
        await stage.until_shown("Could not be taken back", "c2 note was changed since and stays as it is")
    async with past(people) as again:
        await again.press("enter")
        await again.until_shown("Undid: Edited 张伟", "Could not be taken back")


async def test_the_pane_tells_the_fields(busy: Path) -> None:
    async with past(busy, 120, 40) as stage:
        await stage.press("down", "down", "down")
        await stage.until_shown("张伟 · contact c2 · changed", "address", "杭州")
        assert any("prefers calls after five" in line for line in stage.lines)


async def test_words_find_what_was_done(busy: Path) -> None:
    async with past(busy) as stage:
        await stage.press("slash")
        await stage.type("wang edited")
        await stage.until(lambda: stage.told == ["Edited 张伟"])
        await stage.press("enter")
        assert stage.ops.has_focus
        await stage.press("slash")
        await stage.type(" nothing")
        await stage.until_shown("Nothing like that was done.", "esc in the list takes the filter back.")
        await stage.press("escape", "escape")
        await stage.until(lambda: len(stage.told) > 10)
        await stage.press("escape")
        await stage.until(lambda: stage.app.current_mode == "contacts")


async def test_what_others_do_appears_by_itself(busy: Path, open_crm: OpenCrm) -> None:
    async with past(busy) as stage:
        await stage.press("slash")
        await stage.type("anna")
        await stage.until(lambda: stage.told == ["Logged a call with Anna Schmidt", "Added Anna Schmidt"])
        open_crm("wang").contacts.edit(4, {"note": "x"})
        open_crm("wang").contacts.edit(2, {"note": "x"})
        await stage.until(lambda: stage.told[0] == "Edited Anna Schmidt")


async def test_a_long_history_is_read_piece_by_piece(
    people: Path, open_crm: OpenCrm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "PAGE", 20)
    monkeypatch.setattr(history, "_NEAR", 5)
    crm = open_crm("li")
    for number in range(60):
        crm.contacts.edit(2, {"note": f"number {number}"})
    async with past(people) as stage:
        assert stage.ops.source.count < 80
        await stage.until_shown("0+")
        while stage.told[-1] != "New user li" and stage.ops.source.count < crm.history.newest():
            count = stage.ops.source.count
            await stage.press("end")
            await stage.until(lambda count=count: stage.ops.source.count > count)  # type: ignore[misc]
        assert list(stage.ops.source.ids) == list(range(crm.history.newest(), 0, -1))
        for number in range(30):
            crm.contacts.edit(2, {"note": f"again {number}"})
        await stage.until(lambda: stage.ops.source.ids[0] == crm.history.newest())


async def test_what_could_not_be_read_on_is_read_later(
    people: Path, open_crm: OpenCrm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "PAGE", 20)
    monkeypatch.setattr(history, "_NEAR", 5)
    crm = open_crm("li")
    for number in range(30):
        crm.contacts.edit(2, {"note": f"number {number}"})
    ids = History.ids

    def refuse(*_said: object, **_more: object) -> list[int]:
        raise BUSY

    async with past(people) as stage:
        await stage.until(lambda: not stage.screen._is_reading)
        monkeypatch.setattr(History, "ids", refuse)
        await stage.press("end")
        await stage.until_told("the file is busy")
        monkeypatch.setattr(History, "ids", ids)
        await stage.press("up", "end")
        await stage.until(lambda: stage.ops.source.count == crm.history.newest())


async def test_a_page_that_is_read_slowly_does_not_open_over_another_screen(
    busy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, go_on, read = threading.Event(), threading.Event(), History.changes_of

    def slowly(service: History, *said: int, **more: int) -> OperationChanges:
        asked.set()
        assert go_on.wait(30)
        return read(service, *said, **more)

    async with past(busy) as stage:
        monkeypatch.setattr(History, "changes_of", slowly)
        await stage.press("enter")
        await stage.until(asked.is_set)
        await stage.press("2")
        go_on.set()
        await stage.until(lambda: all(worker.is_finished for worker in stage.app.workers if worker.group == "page"))
        assert stage.app.screen is stage.contacts


async def test_the_command_that_takes_it_back_is_copied(busy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with past(busy) as stage:
        copied: list[str] = []
        monkeypatch.setattr(stage.app, "copy_to_clipboard", copied.append)
        await stage.press("down", "y")
        assert copied == [f"crm --db {busy} undo op{stage.ops.highlighted_id}"]


async def test_an_empty_history_teaches(crm_file: Path) -> None:
    async with on_stage(crm_file) as stage:
        await stage.press("U")
        await stage.until_shown("Nothing was done yet.")
        await stage.press("u", "ctrl+r", "enter", "y")
        assert stage.toasts == []


async def test_no_payload_gets_through(busy: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    for name in SOME:
        crm.contacts.edit(2, {"name": "x", "note": "y"})
        stored = PAYLOADS[name].encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        with crm.database.maintain() as connection:
            connection.exec_driver_sql("UPDATE contact SET name = ?", (stored,))
        crm.contacts.edit(2, {"note": f"{stored} again", "city": stored})
        async with past(busy, 140, 40) as stage:
            await stage.press("down", "up")
            await stage.until_shown("changed")
            assert_harmless(stage, name)
            await stage.press("enter")
            await stage.until(lambda: isinstance(stage.app.screen, Reader))
            await stage.pilot.pause()
            assert_harmless(stage, name)
