"""The list of contacts as a person meets it: what stands there, what filter and mouse do, and what others change."""

from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.screens.stage import on_stage
from tests.widgets.lines import assert_golden
from tui_crm import i18n
from tui_crm.screens import contacts
from tui_crm.screens.contact_search import Answer, Question
from tui_crm.screens.journey import JourneyScreen
from tui_crm.widgets.key_bar import KeyBar
from tui_crm.widgets.record_table import RecordTable

BY_NAME = ["Anna Schmidt", "杭州小满咖啡", "Björn Åkesson"]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (140, 40)])
async def test_the_screen_looks_right(people: Path, language: str, width: int, height: int) -> None:
    i18n.set_language(language)
    async with on_stage(people, width, height) as stage:
        await stage.press("down", "down", "down")
        if stage.preview.display:
            await stage.previewed()
        await stage.pilot.pause()
        assert_golden(f"contacts_{width}_{language}", stage.lines)


@pytest.mark.parametrize("width", [80, 140, 200])
async def test_the_screen_is_used_to_its_edges(people: Path, width: int) -> None:
    async with on_stage(people, width, 24) as stage:
        assert stage.filter.region.right == width - 1
        if stage.preview.display:
            assert stage.preview.region.right == stage.filter.region.right
            assert stage.table.region.right == stage.preview.region.x - 1
        else:
            assert stage.table.region.right == width


@pytest.mark.parametrize(("width", "height"), [(20, 5), (1, 1), (300, 80), (111, 12), (112, 12)])
async def test_any_size_will_do(people: Path, width: int, height: int) -> None:
    async with on_stage(people, width, height) as stage:
        await stage.press("down", "slash", "a", "escape", "question_mark")
        await stage.pilot.pause()
        assert len(stage.lines) == height
        await stage.press("escape", "ctrl+p", "escape", "ctrl+t")
        await stage.pilot.pause()
        assert stage.app.is_running


async def test_the_card_is_beside_the_list_where_there_is_room(people: Path) -> None:
    async with on_stage(people, 112, 24) as stage:
        await stage.until_shown("tel 138 0013 8002")
        await stage.pilot.resize_terminal(103, 24)
        await stage.until(lambda: not stage.preview.display)
        await stage.press("down")
        await stage.pilot.resize_terminal(112, 24)
        await stage.until_shown("PEOPLE")


async def test_where_nobody_is_there_is_no_card_until_somebody_comes(crm_file: Path, open_crm: OpenCrm) -> None:
    async with on_stage(crm_file, 140, 24) as stage:
        await stage.until_shown("Nobody here yet.")
        shown = [stage.preview.display]
        open_crm("li").contacts.add({"name": "Anna Schmidt"})
        await stage.until(lambda: stage.card_name == "Anna Schmidt")
        shown.append(stage.preview.display)
        await stage.look_for("nobody is called so")
        assert [*shown, stage.preview.display] == [False, True, True]


async def test_the_card_follows_the_cursor(people: Path) -> None:
    async with on_stage(people, 120, 24) as stage:
        await stage.until_shown("tel 138 0013 8002")
        for key in ("end", "home", "down"):
            await stage.press(key)
            await stage.previewed()


async def test_every_keystroke_finds(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.press("slash", "w")
        await stage.answered("w")
        assert stage.names == ["王芳"]
        await stage.press("backspace", "a", "n", "n")
        await stage.answered("ann")
        assert stage.names == ["Anna Schmidt"]
        assert "1 of 13" in stage.lines[2]


async def test_enter_goes_to_the_list_and_escape_clears(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.press("slash", "a", "n", "n")
        await stage.answered("ann")
        await stage.press("enter")
        assert stage.app.focused is stage.table
        await stage.press("escape")
        await stage.answered("")
        assert (stage.filter.text, len(stage.names)) == ("", 13)


async def test_one_escape_leaves_the_filter_and_another_clears_it(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.press("slash", "a", "n", "n", "escape")
        assert (stage.app.focused, stage.filter.text) == (stage.table, "ann")
        await stage.press("escape")
        assert stage.filter.text == ""


async def test_the_filter_completes_fields_and_values(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.press("slash")
        await stage.type("sta")
        await stage.press("tab")
        assert stage.filter.text == "stage:"
        await stage.type("dor")
        await stage.press("tab")
        await stage.answered("stage:dormant")
        assert set(stage.names) == {"王芳", "杭州小满咖啡"}


async def test_a_mistake_is_pointed_at_and_the_last_answer_stays(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contacts, "_GENTLE", 0.01)
    async with on_stage(people) as stage:
        await stage.look_for("stage:active")
        found = stage.names
        stage.filter.text = "stage:activ owner:me"
        await stage.until_shown("did you mean “active”?")
        assert stage.names == found
        stage.filter.text = "stage:active"
        await stage.until(lambda: "did you mean" not in "\n".join(stage.lines))


async def test_a_word_that_can_still_become_right_is_no_mistake_until_the_filter_is_left(
    people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contacts, "_GENTLE", 0.01)
    async with on_stage(people) as stage:
        await stage.press("slash")
        await stage.type("stage:ac")
        await stage.until(lambda: stage.contacts._mistake is not None)
        assert stage.contacts._pointing is None
        await stage.press("escape")
        await stage.until_shown("└ “ac” is none of lead, new")
        await stage.press("escape")
        await stage.until(lambda: "└" not in "\n".join(stage.lines))
        stage.filter.text = "stage:zz"
        await stage.until_shown("“zz” is none of lead, new")


async def test_a_tag_that_is_not_there_is_pointed_at_and_fits_nobody(
    people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contacts, "_GENTLE", 0.01)
    async with on_stage(people) as stage:
        stage.filter.text = "ann tag:nothing"
        await stage.until_shown("└ there is no tag “nothing”", "Nobody fits this filter.")
        stage.filter.text = "not tag:nothing"
        await stage.until_shown("└ there is no tag “nothing”")
        await stage.until(lambda: len(stage.names) == 13)
        stage.filter.text = "ann"
        await stage.until(lambda: "└" not in "\n".join(stage.lines))


async def test_what_answers_an_older_question_is_dropped(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.look_for("ann")
        stage.contacts.post_message(Answer(Question(0, "old"), (1, 2, 3), complete=True, total=3))
        await stage.pilot.pause()
        assert stage.names == ["Anna Schmidt"]


async def test_a_filter_that_fits_nobody_says_so(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.look_for("zzzz")
        await stage.until_shown("Nobody fits this filter.", "0 of 13")
        await stage.press("down", "enter", "space", "delete", "t")
        assert len(stage.app.screen_stack) == 1


async def test_the_command_that_prints_the_list_is_copied(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.look_for("stage:active 张")
        await stage.press("y")
        command = f"crm --db {people} contact list 'kind:any stage:active 张'"
        assert stage.app.clipboard == command
        assert stage.toasts == [f"Copied: {command}"]


async def test_a_colleagues_work_shows_and_the_cursor_stays(people: Path, open_crm: OpenCrm) -> None:
    async with on_stage(people) as stage:
        await stage.press("down", "down", "down")
        name, position = stage.names[3], stage.table.cursor_position
        wang = open_crm("wang")
        wang.contacts.add({"name": "Aaron Aaronson"})
        await stage.until_shown("Aaron Aaronson")
        assert stage.names[stage.table.cursor_position] == name
        assert stage.table.cursor_position == position + 1
        wang.contacts.edit(stage.table.highlighted_id or 0, {"name": "Renamed"})
        await stage.until_shown("Renamed")


async def test_a_colleagues_work_shows_on_the_card(people: Path, open_crm: OpenCrm) -> None:
    async with on_stage(people, 120, 30) as stage:
        await stage.until_shown("tel 138 0013 8002")
        open_crm("wang").contacts.edit(stage.table.highlighted_id or 0, {"note": "moved to Kiel"})
        await stage.until_shown("moved to Kiel")


async def test_the_filter_is_asked_again_when_others_write(people: Path, open_crm: OpenCrm) -> None:
    async with on_stage(people) as stage:
        await stage.look_for("stage:churned")
        open_crm("wang").contacts.edit(stage.table.highlighted_id or 0, {"stage": "active"})
        await stage.until_shown("Nobody fits this filter.")


async def test_the_keys_at_the_bottom_are_those_of_where_one_is(people: Path) -> None:
    async with on_stage(people, 160, 24) as stage:
        await stage.until_shown("space select", "del delete", "u undo")
        await stage.press("slash")
        await stage.until_shown("tab complete", "esc leave")
        assert "undo" not in stage.lines[-1]
        await stage.press("escape")
        await stage.until_shown("u undo")


async def test_a_key_at_the_bottom_can_be_clicked(people: Path) -> None:
    async with on_stage(people, 120, 24) as stage:
        bar = stage.contacts.query_one(KeyBar)
        await stage.pilot.click(bar, offset=(stage.lines[-1].index("filter"), 0))
        await stage.until(lambda: stage.app.focused is stage.filter.input)
        await stage.pilot.click(bar, offset=(stage.lines[-1].index("leave"), 0))
        await stage.until(lambda: stage.app.focused is stage.table)
        await stage.pilot.click(bar, offset=(stage.lines[-1].index("select"), 0))
        await stage.until(lambda: len(stage.table.selection) == 1)


async def test_the_mouse_chooses_and_opens(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.pilot.click(RecordTable, offset=(5, 3))
        assert stage.table.cursor_position == 2
        await stage.pilot.double_click(RecordTable, offset=(5, 4))
        await stage.until(lambda: isinstance(stage.app.screen, JourneyScreen))


async def test_an_empty_database_teaches_and_fills_itself(crm_file: Path, open_crm: OpenCrm) -> None:
    async with on_stage(crm_file) as stage:
        await stage.until_shown("Nobody here yet.", "crm import contacts FILE", "d demo")
        assert "select" not in stage.lines[-1]
        open_crm("wang").contacts.add({"name": "Anna"})
        await stage.until_shown("Anna")
        await stage.until(lambda: "d demo" not in stage.lines[-1])
        await stage.press("d")
        assert stage.names == ["Anna"]


@pytest.mark.parametrize("from_the_end", [False, True])
async def test_the_list_is_sorted_by_a_field(people: Path, *, from_the_end: bool) -> None:
    async with on_stage(people) as stage:
        await stage.look_for("kind:person stage:lead,new")
        for _time in range(1 + from_the_end):
            await stage.press("s")
            await stage.until_shown("Sort by")
            await stage.press("home", *["down"] * 2, "enter")
            await stage.until(lambda: len(stage.app.screen_stack) == 1)
        await stage.answered(f"kind:person stage:lead,new sort:{'-' * from_the_end}name")
        assert stage.names == sorted(stage.names, key=stage.names.index)
        assert stage.names[0] == ("欧阳娜娜" if from_the_end else "Björn Åkesson")
        assert f"Name {'↓' if from_the_end else '↑'}" in "\n".join(stage.lines)


async def test_a_click_on_a_title_sorts_and_another_turns_it_round(people: Path) -> None:
    async with on_stage(people, 140, 30) as stage:
        column = stage.lines[4].index("Touched")
        for text in ("sort:-last_activity", "sort:last_activity"):
            await stage.pilot.click(RecordTable, offset=(column, 0))
            await stage.answered(text)


async def test_the_selected_or_all_that_are_found_go_into_a_file(people: Path, tmp_path: Path) -> None:
    async with on_stage(people, 100, 30) as stage:

        async def export(name: str) -> None:
            await stage.press("X")
            await stage.until_shown("Write these contacts to", "contacts 2026-11-21.csv")
            await stage.press("ctrl+u", "ctrl+k")
            await stage.paste(str(tmp_path / name))
            await stage.press("enter")

        await export("all.jsonl")
        await stage.until_told(f"are in {tmp_path / 'all.jsonl'}")
        found = (tmp_path / "all.jsonl").read_text("utf-8").splitlines()
        await stage.press("space")
        await export("one.vcf")
        await stage.until_told(f"1 record is in {tmp_path / 'one.vcf'}")
        assert (len(found) > 1, (tmp_path / "one.vcf").read_text("utf-8").count("BEGIN:VCARD")) == (True, 1)
        await export("one.ics")
        await stage.until_told("there is no export in the format “ics”")
        assert not (tmp_path / "one.ics").exists()
