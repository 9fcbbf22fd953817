"""How a list looks: goldens at two widths, marks, empty lists, colours that follow theme and focus."""

from collections.abc import Mapping, Sequence

import pytest
from rich.segment import Segment
from textual.strip import Strip

from tests.widgets.lines import assert_golden, screen_lines, screen_strips
from tests.widgets.stage import NAME_COLUMNS, Names, Stage
from tui_crm.themes import built_in_themes
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.columns import Column
from tui_crm.widgets.record_table import RecordTable

COLUMNS = (
    Column("name", "Name", 16, fraction=2, priority=9),
    Column("company", "Company", 16, fraction=3, priority=5),
    Column("stage", "Stage", 10, priority=7),
    Column("owner", "Owner", 6, priority=2),
    Column("touched", "Touched", 8, priority=4),
    Column("next", "Next", 12, priority=6),
    Column("value", "Value ¥", 9, align="right", priority=3),
)
PEOPLE = """
张伟|上海云帆贸易有限公司|●|active|li|3 d|Mon 09:30|82,000
Anna Schmidt|Nordlicht GmbH|●|active|me|today|—|12,400
王芳|杭州小满咖啡|◐|dormant|—|94 d|2 d late|9,150
欧阳娜娜|北京启航教育科技发展股份有限公司上海分公司|○|lead|wang|1 d|today 15:00|—
Jean-Baptiste de La Salle|Boulangerie Dupont et Fils|◔|new|me|6 d|Thu|1,234,567,890
Björn Åkesson|—|○|lead|—|—|—|—
"""


class People:
    """The rows of PEOPLE, again and again."""

    def __init__(self, count: int) -> None:
        self.ids = range(1, count + 1)
        self.count = count

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        lines = [line.split("|") for line in PEOPLE.strip().splitlines()]
        drawn = {}
        for record_id in ids:
            name, company, mark, stage, *rest = lines[(record_id - 1) % len(lines)]
            cells = [Cell(name, Role.STRONG), Cell(company, Role.MUTED), Cell(stage, mark=mark, mark_role=Role.SUCCESS)]
            drawn[record_id] = [*cells, *(Cell(text) for text in rest)]
        return drawn


@pytest.mark.parametrize("count", [0, 3, 1_000])
@pytest.mark.parametrize("width", [8, 33, 80])
async def test_every_line_is_as_wide_as_the_list(count: int, width: int) -> None:
    table = RecordTable(COLUMNS, selectable=True)
    table.empty = (Cell("nobody"),)
    stage = Stage(table)
    async with stage.open(width, 8) as pilot:
        table.show(People(count), keep_cursor=False)
        await pilot.pause()
        assert {strip.cell_length for strip in screen_strips(stage)} == {width}


@pytest.mark.parametrize("width", [80, 140])
async def test_the_list_looks_right(width: int) -> None:
    table = RecordTable(COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(width, 12) as pilot:
        table.show(People(1_000), keep_cursor=False)
        await pilot.press("down", "space", "space", "up", "up")
        await pilot.pause()
        assert_golden(f"record_table_{width}", screen_lines(stage))


def segments_of(strip: Strip, text: str) -> Segment:
    """Return the segment of ``strip`` that holds ``text``."""
    return next(segment for segment in strip if text in segment.text)


def colours_of(strip: Strip, text: str) -> tuple[str, str]:
    """Return the colours of ``text`` in ``strip``, ink and ground."""
    style = segments_of(strip, text).style
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    return style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex


async def test_roles_and_grounds_are_the_themes_and_follow_it() -> None:
    table = RecordTable(COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(140, 12) as pilot:
        table.show(People(5), keep_cursor=False)
        for name in ("dusk", "paper", "dusk"):
            stage.theme = name
            await pilot.pause()
            theme = built_in_themes()[name].colours
            titles, cursor, other = screen_strips(stage)[:3]
            assert colours_of(titles, "Name") == (theme["muted"], theme["background"])
            assert colours_of(cursor, "▎") == (theme["accent"], theme["panel"])
            assert colours_of(cursor, "张伟") == (theme["foreground"], theme["panel"])
            assert colours_of(other, "●") == (theme["success"], theme["background"])
            assert colours_of(other, "Nordlicht") == (theme["muted"], theme["background"])
            style = segments_of(other, "Anna").style
            assert style is not None
            assert style.bold


async def test_the_bar_is_bright_only_where_the_keys_go() -> None:
    table, other = RecordTable(NAME_COLUMNS, selectable=True), RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table, other)
    theme = built_in_themes()["dusk"].colours
    async with stage.open(60, 12) as pilot:
        table.show(Names(range(1, 4)), keep_cursor=False)
        for focused, colour in ((table, "accent"), (other, "muted"), (table, "accent")):
            focused.focus()
            await pilot.pause()
            assert colours_of(screen_strips(stage)[1], "▎") == (theme[colour], theme["panel"])


async def test_marked_lines_have_a_thick_bar() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 6) as pilot:
        table.show(Names(range(1, 4)), keep_cursor=False)
        table.select([1, 3])
        await pilot.pause()
        assert [line[:6] for line in screen_lines(stage)[1:4]] == ["▌row 1", " row 2", "▌row 3"]
        theme = built_in_themes()["dusk"].colours
        assert colours_of(screen_strips(stage)[3], "▌") == (theme["primary"], theme["surface"])


async def test_an_empty_list_says_what_to_do() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    table.empty = (Cell("Nobody here.", Role.STRONG), Cell("n  adds the first"))
    stage = Stage(table)
    async with stage.open(40, 8) as pilot:
        await pilot.pause()
        assert screen_lines(stage)[1:5] == ["", " Nobody here.", " n  adds the first", ""]
        table.empty = (Cell("Nobody fits."),)
        await pilot.pause()
        assert screen_lines(stage)[2:4] == [" Nobody fits.", ""]


async def test_rows_that_are_not_told_yet_are_drawn_later() -> None:
    table, source = RecordTable(NAME_COLUMNS, selectable=True), Names(range(1, 4))
    source.missing = {2}
    stage = Stage(table)
    async with stage.open(40, 6) as pilot:
        table.show(source, keep_cursor=False)
        await pilot.pause()
        assert [line[:6] for line in screen_lines(stage)[1:4]] == ["▎row 1", "", " row 3"]
        source.missing = set()
        table.refresh_records([2])
        await pilot.pause()
        assert [line[:6] for line in screen_lines(stage)[1:4]] == ["▎row 1", " row 2", " row 3"]


async def test_only_lines_on_the_screen_are_read_and_only_once() -> None:
    table, source = RecordTable(NAME_COLUMNS, selectable=True), Names(range(1, 1_000_001))
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(source, keep_cursor=False)
        await pilot.pause()
        assert source.asked == [list(range(1, 11))]
        await pilot.press("down", "down", "up")
        await pilot.pause()
        assert len(source.asked) == 1
        await pilot.press("G")
        await pilot.pause()
        assert source.asked[1:] == [list(range(999_991, 1_000_001))]
        table.refresh_records([999_995])
        await pilot.pause()
        assert source.asked[2:] == [[999_995]]


async def test_what_is_kept_stays_bounded() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 31) as pilot:
        table.show(Names(range(1, 10_001)), keep_cursor=False)
        for _ in range(60):
            table.action_page(1)
            await pilot.pause()
        assert len(table._rows) < 1_100
        assert len(table._strips) < 1_200
        assert screen_lines(stage)[-1].startswith(" row 1830")


async def test_the_scrollbar_is_at_the_end_when_the_list_is() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 11) as pilot:
        table.show(Names(range(1, 1_000_001)), keep_cursor=False)
        await pilot.pause()
        assert table.max_scroll_y == 999_990
        await pilot.press("end")
        await pilot.pause()
        bar = table.vertical_scrollbar
        assert (bar.window_virtual_size, bar.window_size, bar.position) == (1_000_001, 11, 999_990)
        assert screen_lines(stage)[10].split() == ["▎row", "1000000", "1,000,000"]


async def test_columns_do_not_move_when_a_scrollbar_comes() -> None:
    table = RecordTable(NAME_COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(40, 6) as pilot:
        table.show(Names(range(1, 3)), keep_cursor=False)
        await pilot.pause()
        few = screen_lines(stage)[1]
        assert few.endswith(" 1")
        table.show(Names(range(1, 30)), keep_cursor=False)
        await pilot.pause()
        assert screen_lines(stage)[1][:-1].rstrip() == few


async def test_a_resized_terminal_gets_columns_that_fit() -> None:
    table = RecordTable(COLUMNS, selectable=True)
    stage = Stage(table)
    async with stage.open(140, 8) as pilot:
        table.show(People(3), keep_cursor=False)
        await pilot.pause()
        assert screen_lines(stage)[0].split() == ["Name", "Company", "Stage", "Owner", "Touched", "Next", "Value", "¥"]
        await pilot.resize_terminal(40, 8)
        await pilot.pause()
        assert screen_lines(stage)[0].split() == ["Name", "Stage"]
        assert max(len(line) for line in screen_lines(stage)) <= 40
        await pilot.resize_terminal(3, 8)
        await pilot.pause()
