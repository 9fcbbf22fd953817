"""A list in sections: how the cursor passes headings by, how wide they are, and what leaves its section."""

import pytest

from tests.widgets.lines import screen_lines, screen_strips
from tests.widgets.stage import NAME_COLUMNS, Names, Stage
from tui_crm.widgets.record_table import RecordTable


def highlighted(stage: Stage) -> list[int | None]:
    return [message.record_id for message in stage.all_heard(RecordTable.Highlighted)]


SECTIONS = (-1, 1, 2, -2, -3, 3, 4, -4)


@pytest.fixture
def sections() -> RecordTable:
    """Return a list of four records under headings."""
    return RecordTable(NAME_COLUMNS)


async def test_the_cursor_passes_headings_by(sections: RecordTable) -> None:
    stage = Stage(sections)
    async with stage.open(40, 11) as pilot:
        sections.show(Names(SECTIONS), keep_cursor=False)
        for key, record_id in [("up", 1), ("down", 2), ("j", 3), ("G", 4), ("down", 4), ("up", 3), ("k", 2), ("g", 1)]:
            await pilot.press(key)
            assert sections.highlighted_id == record_id, key
        await pilot.press("pagedown")
        assert sections.highlighted_id == 4


async def test_the_headings_above_the_cursor_are_shown(sections: RecordTable) -> None:
    stage = Stage(sections)
    async with stage.open(40, 5) as pilot:
        sections.show(Names((-1, 1, 2, 3, 4, 5, 6, -2, -3, 7)), keep_cursor=False)
        await pilot.press("G")
        await pilot.pause()
        assert [line[1:].split()[1] for line in screen_lines(stage)[1:]] == ["6", "-2", "-3", "7"]
        await pilot.press("g")
        await pilot.pause()
        assert screen_lines(stage)[1].strip() == "row -1 -1"


async def test_a_heading_is_no_record(sections: RecordTable) -> None:
    stage = Stage(sections)
    async with stage.open(40, 11) as pilot:
        sections.show(Names(SECTIONS), keep_cursor=False)
        await pilot.click(RecordTable, offset=(3, 5))
        assert sections.highlighted_id == 1
        sections.show(Names((-1, -2)), keep_cursor=True)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert stage.all_heard(RecordTable.Selected) == []
        assert highlighted(stage)[-1] is None
        sections.show(Names(SECTIONS), keep_cursor=True)
        assert sections.highlighted_id is not None


async def test_a_heading_takes_the_whole_width(sections: RecordTable) -> None:
    stage = Stage(sections)
    async with stage.open(40, 11) as pilot:
        sections.show(Names(SECTIONS, name="张" * 40), keep_cursor=False)
        for width, shown in ((41, 19), (10, 3), (4, 0), (1, 0)):
            await pilot.resize_terminal(width, 11)
            await pilot.pause()
            assert {strip.cell_length for strip in screen_strips(stage)} == {width}
            assert screen_lines(stage)[1].strip() == "张" * shown


async def test_what_leaves_its_place_is_not_followed(sections: RecordTable) -> None:
    async with Stage(sections).open(40, 11) as pilot:
        sections.show(Names(SECTIONS), keep_cursor=False)
        sections.show(Names((-1, 2, -2, -3, 1, 3, 4)), keep_cursor=True, leaving={1})
        assert sections.highlighted_id == 2
        sections.show(Names((-1, -2, -3, 1, 2, 3, 4)), keep_cursor=True, leaving={1})
        assert sections.highlighted_id == 2
        sections.show(Names((-1, -2, -3, 1, 4, 3)), keep_cursor=True, leaving={2})
        await pilot.pause()
        assert sections.highlighted_id == 4


async def test_where_nothing_can_be_marked_the_keys_are_free(sections: RecordTable) -> None:
    async with Stage(sections).open(40, 11) as pilot:
        sections.show(Names((1, 2)), keep_cursor=False)
        await pilot.press("space", "asterisk")
        assert not sections.selection
        assert sections.highlighted_id == 1
        assert not sections.check_action("mark", ())
        assert sections.check_action("choose", ())
