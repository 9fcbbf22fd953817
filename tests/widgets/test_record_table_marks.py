"""Which records of a list are marked: one by one, all at once, by the screen, and under another filter."""

from tests.widgets.lines import screen_lines
from tests.widgets.stage import NAME_COLUMNS, Names, Stage
from tests.widgets.test_record_table import MILLION
from tui_crm.widgets.record_table import RecordTable


async def test_space_marks_and_moves_on() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(range(1, 100)), keep_cursor=False)
        await pilot.press("space", "space", "g", "space")
        await pilot.pause()
        assert table.selection == {2}
        assert table.highlighted_id == 2
        assert len(stage.all_heard(RecordTable.SelectionChanged)) == 3


async def test_marks_survive_another_filter() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(range(1, 100)), keep_cursor=False)
        await pilot.press("space", "down", "space")
        table.show(Names([3, 4]), keep_cursor=False)
        await pilot.pause()
        assert table.selection == {1, 3}
        assert [line[:1] for line in screen_lines(stage)[1:3]] == ["▌", " "]


async def test_the_star_marks_all_and_takes_all_back() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(MILLION), keep_cursor=False)
        table.focus()
        await pilot.press("*")
        while not stage.all_heard(RecordTable.SelectionChanged):
            await pilot.pause()
        assert len(table.selection) == 1_000_000
        assert {line[:1] for line in screen_lines(stage)[1:]} == {"▌"}
        await pilot.press("space")
        await pilot.pause()
        assert len(table.selection) == 999_999
        await pilot.press("*")
        while len(stage.all_heard(RecordTable.SelectionChanged)) < 3:
            await pilot.pause()
        assert len(table.selection) == 1_000_000
        await pilot.press("*")
        await pilot.pause()
        assert table.selection == set()
        assert stage.all_heard(RecordTable.SelectionChanged)[-1].ids == set()


async def test_all_is_not_marked_before_all_is_known() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(range(1, 61), count=1_000_000), keep_cursor=False)
        await pilot.press("*")
        await pilot.pause()
        assert table.selection == set()
        assert stage.all_heard(RecordTable.SelectionChanged) == []


async def test_marks_can_be_set_and_cleared_by_the_screen() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(range(1, 10)), keep_cursor=False)
        table.select([1, 2])
        table.select([2, 400])
        await pilot.pause()
        assert table.selection == {1, 2, 400}
        table.clear_selection()
        await pilot.pause()
        assert table.selection == set()
        assert len(stage.all_heard(RecordTable.SelectionChanged)) == 3
