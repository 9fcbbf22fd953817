"""What is done with the contacts of the list: deleted, taken back, marked, tagged, added, and their filter saved."""

import threading
from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.screens.stage import Stage, on_stage
from tui_crm.db.cancelling import Cancel
from tui_crm.models.filters import Filter
from tui_crm.screens import contact_search, form_screen
from tui_crm.screens.dialogs.question import Question as Dialog
from tui_crm.screens.dialogs.segment_form import SegmentForm
from tui_crm.screens.dialogs.tagging import Tagging
from tui_crm.services.contacts import Contacts
from tui_crm.services.finding import ResultSet
from tui_crm.widgets.filter_input import FilterInput


async def test_delete_undo_and_redo(people: Path) -> None:
    async with on_stage(people) as stage:
        name = stage.names[0]
        await stage.press("delete")
        await stage.until_shown(f"Deleted {name} · u to undo")
        await stage.until(lambda: stage.names[0] != name)
        assert stage.table.cursor_position == 0
        await stage.press("u")
        await stage.until_shown("Undid: Deleted", "ctrl+r to redo")
        await stage.until(lambda: stage.names[0] == name)
        await stage.press("ctrl+r")
        await stage.until_shown("Redid: Deleted")
        await stage.until(lambda: stage.names[0] != name)


async def test_nothing_to_undo_is_said(crm_file: Path) -> None:
    async with on_stage(crm_file) as stage:
        await stage.press("u")
        await stage.until_shown("there is nothing to undo")
        await stage.press("ctrl+r")
        await stage.until_shown("there is nothing to redo")


async def test_the_selected_are_deleted_together(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.press("space", "space", "j", "space")
        await stage.until_shown("3 selected · 13")
        await stage.press("delete")
        await stage.until_shown("Deleted 3 contacts")
        await stage.until(lambda: len(stage.names) == 10)
        assert not stage.table.selection


async def test_all_are_not_selected_before_all_are_found(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contact_search, "PAGE", 2)
    go_on, find = threading.Event(), Contacts.find

    def slowly(service: Contacts, wanted: Filter, *, cancelled: Cancel) -> ResultSet:
        assert go_on.wait(30)
        return find(service, wanted, cancelled=cancelled)

    monkeypatch.setattr(Contacts, "find", slowly)
    async with on_stage(people, wait=False) as stage:
        await stage.until(lambda: len(stage.table.source.ids) == 2)
        await stage.press("asterisk")
        assert not stage.table.selection
        go_on.set()
        await stage.answered()
        await stage.press("asterisk")
        await stage.until(lambda: len(stage.table.selection) == 13)


async def test_escape_takes_the_selection_back_before_the_filter(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.look_for("stage:lead")
        await stage.press("asterisk")
        await stage.until_shown("4 selected")
        await stage.press("escape")
        assert (len(stage.table.selection), stage.filter.text) == (0, "stage:lead")
        await stage.press("escape")
        assert stage.filter.text == ""


@pytest.mark.parametrize(("answer", "left"), [("y", 0), ("enter", 0), ("n", 13), ("escape", 13)])
async def test_before_many_are_deleted_one_is_asked(
    people: Path, monkeypatch: pytest.MonkeyPatch, answer: str, left: int
) -> None:
    monkeypatch.setattr(form_screen, "_MANY", 13)
    async with on_stage(people) as stage:
        await stage.press("asterisk", "delete")
        await stage.until(lambda: isinstance(stage.app.screen, Dialog))
        await stage.until_shown("Put 13 contacts in the trash?")
        await stage.press(answer)
        await stage.until(lambda: len(stage.app.screen_stack) == 1)
        await stage.until(lambda: len(stage.names) == left)
        assert len(stage.table.selection) == left


async def test_tags_are_put_on_and_taken_off(people: Path, open_crm: OpenCrm) -> None:
    async with on_stage(people) as stage:
        await stage.look_for("张伟")
        await stage.press("t")
        await stage.until(lambda: isinstance(stage.app.screen, Tagging))
        await stage.type("-pa")
        await stage.press("tab")
        assert stage.app.screen.query_one(FilterInput).value == "-partner"
        await stage.type(", key account")
        await stage.press("enter")
        await stage.until_shown("Tagged 张伟 · u to undo")
        (row,) = open_crm("li").contacts.rows([stage.table.source.ids[0]])
        assert set(row.tags) == {"vip", "key account"}


@pytest.mark.parametrize("keys", [("escape",), ("enter",), ("space", "enter")])
async def test_without_a_tag_nothing_is_written(people: Path, open_crm: OpenCrm, keys: tuple[str, ...]) -> None:
    newest = open_crm("li").history.newest()
    async with on_stage(people) as stage:
        await stage.press("t", *keys)
        await stage.until(lambda: len(stage.app.screen_stack) == 1)
        await stage.pilot.pause()
        assert open_crm("li").history.newest() == newest


async def add(stage: Stage, name: str) -> None:
    """Add somebody."""
    await stage.press("n")
    await stage.until_shown("New contact")
    await stage.type(name)
    await stage.press("ctrl+s")
    await stage.until_told(f"Added {name}")


async def test_the_cursor_goes_to_who_was_added(people: Path) -> None:
    async with on_stage(people, 120, 40) as stage:
        await add(stage, "Zoe Zimmer")
        await stage.until(lambda: stage.names and stage.names[stage.table.cursor_position] == "Zoe Zimmer")
        await stage.previewed()


async def test_who_is_hidden_by_the_filter_has_no_cursor_once_it_is_taken_back(people: Path) -> None:
    async with on_stage(people, 120, 40) as stage:
        await stage.look_for("王芳")
        await add(stage, "Zoe Zimmer")
        await stage.look_for("")
        assert "Zoe Zimmer" in stage.names
        assert stage.table.cursor_position == 0


async def test_a_filter_is_saved_under_a_name_and_asked_for_by_it(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    async with on_stage(people, 120, 30) as stage:
        await stage.press("S")
        await stage.until_shown("No segments yet: ctrl+s gives a filter a name.")
        assert not stage.contacts.check_action("save_filter", ())
        stage.contacts.look_for("tag:vip sort:-name")
        await stage.until(lambda: stage.contacts.check_action("save_filter", ()))
        found = list(stage.table.source.ids)
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.app.screen, SegmentForm) and stage.app.focused)
        await stage.type("Key accounts")
        await stage.press("ctrl+s")
        await stage.until(lambda: crm.segments.names() == ["Key accounts"])
        assert crm.segments.get("key accounts").filter == "tag:vip"
        await stage.until(lambda: stage.app.screen is stage.contacts)
        stage.contacts.look_for("")
        await stage.press("S")
        await stage.until_shown("Key accounts", "tag:vip", "1 contact")
        await stage.press("enter")
        await stage.until(lambda: stage.filter.text == 'segment:"Key accounts"')
        await stage.until(lambda: sorted(stage.table.source.ids) == sorted(found))
