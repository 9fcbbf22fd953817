"""Keys and mouse on a list, and where the cursor stays when the result changes."""

from array import array

import pytest
from textual.strip import Strip

from tests.widgets.lines import screen_lines
from tests.widgets.stage import NAME_COLUMNS, CountedIds, Names, Stage
from tui_crm.widgets.record_table import RecordTable

MILLION = array("I", range(1, 1_000_001))


def highlighted(stage: Stage) -> list[int | None]:
    return [message.record_id for message in stage.all_heard(RecordTable.Highlighted)]


def top_line(stage: Stage) -> str:
    """Return the text of the first row on the screen."""
    return screen_lines(stage)[1][1:].split("  ")[0]


KEYS = {
    "down": 2,
    "j": 2,
    "j k": 1,
    "down up": 1,
    "up": 1,
    "pagedown": 11,
    "pagedown pageup": 1,
    "pagedown pagedown pagedown": 31,
    "ctrl+d": 6,
    "ctrl+d ctrl+d ctrl+u": 6,
    "end": 1_000_000,
    "G": 1_000_000,
    "G down": 1_000_000,
    "G up": 999_999,
    "G pageup": 999_990,
    "G home": 1,
    "G g": 1,
}


async def test_keys_move_the_cursor() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        for keys, record_id in KEYS.items():
            table.show(Names(MILLION), keep_cursor=False)
            await pilot.press(*keys.split())
            await pilot.pause()
            assert table.highlighted_id == record_id, keys
            assert highlighted(stage)[-1] == record_id, keys
            assert any(line.startswith(f"▎row {record_id} ") for line in screen_lines(stage)), keys


async def test_no_key_looks_at_more_ids_than_a_few_screens() -> None:
    table, ids = RecordTable(NAME_COLUMNS, selectable=True), CountedIds(1_000_000)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(ids), keep_cursor=False)
        await pilot.press("pagedown", "down")
        await pilot.pause()
        for bindings in table._bindings.key_to_bindings.values():
            for binding in bindings:
                ids.looked_at = 0
                await table.run_action(binding.action)
                screen_lines(stage)
                slice_of_marks = 16_384 if binding.action == "mark_all" else 0
                assert ids.looked_at <= slice_of_marks + 100, binding.action
                table.clear_selection()


async def test_showing_looks_at_the_neighbourhood_only() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(CountedIds(1_000_000)), keep_cursor=False)
        await pilot.press("G", "pageup")
        fresh = CountedIds(1_000_000)
        table.show(Names(fresh), keep_cursor=True)
        await pilot.pause()
        assert table.highlighted_id == 999_990
        assert fresh.looked_at < 2_000


async def test_the_page_moves_with_the_cursor() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(MILLION), keep_cursor=False)
        await pilot.press("down", "pagedown")
        await pilot.pause()
        assert (table.highlighted_id, top_line(stage)) == (12, "row 11")


async def test_at_an_end_nothing_is_said_twice() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(range(1, 3)), keep_cursor=False)
        await pilot.press("up", "up", "down", "down", "down")
        await pilot.pause()
        assert highlighted(stage) == [1, 2]


async def test_enter_and_a_double_click_open() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(range(1, 100)), keep_cursor=False)
        await pilot.press("down", "enter")
        await pilot.click(table, offset=(5, 4))
        assert table.highlighted_id == 4
        await pilot.double_click(table, offset=(5, 6))
        assert [message.record_id for message in stage.all_heard(RecordTable.Selected)] == [2, 6]


async def test_a_click_beside_the_rows_does_nothing() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(range(1, 3)), keep_cursor=False)
        await pilot.press("down")
        await pilot.double_click(table, offset=(5, 0))
        await pilot.double_click(table, offset=(5, 8))
        assert table.highlighted_id == 2
        assert stage.all_heard(RecordTable.Selected) == []


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(MILLION), keep_cursor=False)
        await pilot.pause()
        table.scroll_to(y=500, animate=False)
        await pilot.pause()
        assert (table.highlighted_id, top_line(stage)) == (1, "row 501")
        await pilot.click(table, offset=(5, 3))
        assert table.highlighted_id == 503


async def test_keys_in_an_empty_list_do_nothing() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.focus()
        await pilot.press("down", "up", "pagedown", "G", "g", "space", "enter", "ctrl+u")
        await pilot.pause()
        assert (table.highlighted_id, table.cursor_position, stage.heard) == (None, 0, [])


async def test_the_cursor_stays_on_its_record_and_line() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(range(1, 500)), keep_cursor=False)
        await pilot.press("pagedown", "pagedown", "down", "down", "down")
        await pilot.pause()
        line = next(number for number, text in enumerate(screen_lines(stage)) if text.startswith("▎"))
        table.show(Names([*range(1_000, 1_300), *range(1, 500)]), keep_cursor=True)
        await pilot.pause()
        assert (table.highlighted_id, table.cursor_position) == (24, 323)
        assert screen_lines(stage)[line].startswith("▎row 24 ")


async def test_where_its_record_is_gone_the_cursor_keeps_its_position() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(range(1, 500)), keep_cursor=False)
        await pilot.press("pagedown", "pagedown")
        table.show(Names([number for number in range(1, 500) if number != 21]), keep_cursor=True)
        await pilot.pause()
        assert (table.highlighted_id, table.cursor_position, top_line(stage)) == (22, 20, "row 22")
        table.show(Names([5, 6]), keep_cursor=True)
        await pilot.pause()
        assert (table.highlighted_id, top_line(stage)) == (6, "row 5")
        table.show(Names([]), keep_cursor=True)
        await pilot.pause()
        assert highlighted(stage)[-3:] == [22, 6, None]


async def test_without_keeping_the_cursor_goes_to_the_top() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(MILLION), keep_cursor=False)
        await pilot.press("G")
        table.show(Names(range(7, 500)), keep_cursor=False)
        await pilot.pause()
        assert (table.highlighted_id, top_line(stage)) == (7, "row 7")


async def test_a_reader_who_scrolled_away_is_not_called_back() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(range(1, 500)), keep_cursor=False)
        await pilot.pause()
        table.scroll_to(y=200, animate=False)
        await pilot.pause()
        table.show(Names([900, *range(1, 500)]), keep_cursor=True)
        await pilot.pause()
        assert (table.highlighted_id, top_line(stage)) == (1, "row 201")


async def test_the_exact_ids_replace_a_first_page_unnoticed() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(range(1, 61), count=1_000_000), keep_cursor=False)
        await pilot.press("down", "down")
        await pilot.pause()
        before = screen_lines(stage)
        table.show(Names(MILLION), keep_cursor=True)
        await pilot.pause()
        assert screen_lines(stage) == before
        assert highlighted(stage) == [1, 2, 3]


async def test_one_may_jump_to_the_end_before_the_ids_are_there() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(range(1, 61), count=1_000_000), keep_cursor=False)
        await pilot.press("G", "enter", "space")
        await pilot.pause()
        assert (table.highlighted_id, table.cursor_position) == (None, 999_999)
        assert screen_lines(stage)[10] == "▎"
        table.show(Names(MILLION), keep_cursor=True)
        await pilot.pause()
        assert highlighted(stage)[-1] == 1_000_000
        assert screen_lines(stage)[10].startswith("▎row 1000000")
        assert stage.all_heard(RecordTable.Selected) == []


async def test_refreshing_reads_again_and_moves_nothing() -> None:
    table, source = RecordTable(NAME_COLUMNS, selectable=True), Names(range(1, 100))
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(source, keep_cursor=False)
        await pilot.press("down", "space")
        source.name = "new"
        table.refresh_records()
        await pilot.pause()
        assert screen_lines(stage)[2].startswith("▌new 2 ")
        assert (table.highlighted_id, table.selection) == (3, {2})


async def test_every_key_can_be_given_another_one() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        stage.set_keymap({"list.down": "n"})
        table.show(Names(range(1, 10)), keep_cursor=False)
        await pilot.press("n", "n", "j")
        await pilot.pause()
        assert table.highlighted_id == 3
        ids = [binding.id for bindings in table._bindings.key_to_bindings.values() for binding in bindings]
        assert None not in ids


async def test_a_small_terminal_keeps_the_cursor_in_sight() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 21) as pilot:
        table.show(Names(range(1, 100)), keep_cursor=False)
        await pilot.press(*["down"] * 15)
        await pilot.resize_terminal(40, 6)
        await pilot.pause()
        assert screen_lines(stage)[5].startswith("▎row 16 ")


class Counting(RecordTable):
    """A list that counts the lines it draws."""

    drawn = 0

    def render_line(self, y: int) -> Strip:
        self.drawn += 1
        return super().render_line(y)


@pytest.mark.parametrize("key", ["down", "space"])
async def test_a_key_that_does_not_scroll_draws_two_lines(key: str) -> None:
    table = Counting(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(MILLION), keep_cursor=False)
        await pilot.pause()
        table.drawn = 0
        await pilot.press(key)
        await pilot.pause()
        assert table.drawn == 2
