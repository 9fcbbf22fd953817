"""The numbers of a report: the cursor goes from one to the next, and stays on its own."""

import pytest

from tests.payloads import PAYLOADS
from tests.widgets.lines import screen_lines, screen_strips
from tests.widgets.stage import Stage
from tests.widgets.test_hostile import FORBIDDEN
from tui_crm.widgets.cell import Cell
from tui_crm.widgets.charts import Chart, ChartLine, ChartPiece
from tui_crm.widgets.painting import PLAIN


def number(key: str, text: str, heat: float = 0) -> ChartPiece:
    return ChartPiece(Cell(text), key, heat)


GRID: list[ChartLine] = [
    [ChartPiece(Cell("a title"))],
    [ChartPiece(Cell("Mon")), number("mon.9", "  1", 0.1), number("mon.10", " 20", 1)],
    [ChartPiece(Cell("Tue")), number("tue.9", "  3", 0.15), number("tue.10", "  0")],
    [],
    *([ChartPiece(Cell(f"row {at}")), number(f"row.{at}", f" {at}")] for at in range(20)),
]


async def test_keys_go_from_number_to_number() -> None:
    chart = Chart()
    stage = Stage(chart)
    async with stage.open(40, 8) as pilot:
        chart.show(GRID, keep_cursor=False)
        chart.focus()
        await pilot.pause()
        for keys, where in (
            ("", "mon.9"), ("right", "mon.10"), ("j", "tue.10"), ("h", "tue.9"), ("k", "mon.9"), ("up", "mon.9"),
            ("G", "row.19"), ("pageup", "row.12"), ("g", "mon.9"), ("left", "mon.9"), ("down,down", "row.0"),
        ):  # fmt: skip
            await pilot.press(*filter(None, keys.split(",")))
            assert chart.highlighted == where, keys
        await pilot.press("enter")
        assert [message.key for message in stage.all_heard(Chart.Chosen)] == ["row.0"]


async def test_the_number_under_the_cursor_is_in_sight() -> None:
    chart = Chart()
    stage = Stage(chart)
    async with stage.open(40, 8) as pilot:
        chart.show(GRID, keep_cursor=False)
        chart.focus()
        await pilot.press("G")
        await pilot.pause()
        assert any("row 19" in line for line in screen_lines(stage))
        await pilot.press("g")
        await pilot.pause()
        assert "a title" in screen_lines(stage)[0]


async def test_the_cursor_stays_on_its_number_when_the_lines_change() -> None:
    chart = Chart()
    stage = Stage(chart)
    async with stage.open(40, 30) as pilot:
        chart.show(GRID, keep_cursor=False)
        chart.focus()
        await pilot.press("j")
        chart.show([[], *GRID[1:]], keep_cursor=True)
        assert chart.highlighted == "tue.9"
        chart.show(GRID[:2], keep_cursor=True)
        assert chart.highlighted == "mon.9"
        chart.show([], keep_cursor=True)
        await pilot.press("j", "enter", "l", "G")
        assert chart.highlighted == ""
        assert not stage.all_heard(Chart.Chosen)


async def test_the_mouse_chooses_at_a_double_click() -> None:
    chart = Chart()
    stage = Stage(chart)
    async with stage.open(40, 30) as pilot:
        chart.show(GRID, keep_cursor=False)
        await pilot.pause()
        await pilot.click(offset=(screen_lines(stage)[2].index("3"), 2), times=2)
        assert chart.highlighted == "tue.9"
        assert [message.key for message in stage.all_heard(Chart.Chosen)] == ["tue.9"]


async def test_shades_rise_with_the_numbers_and_can_be_read() -> None:
    chart = Chart()
    stage = Stage(chart)
    async with stage.open(40, 30) as pilot:
        shades = [0.05, 0.3, 0.6, 1.0]
        chart.show([[number(str(at), " 7", at) for at in shades], [number("x", " 1")]], keep_cursor=False)
        chart.focus()
        await pilot.press("j")
        await pilot.pause()
        (strip, *_rest) = screen_strips(stage)
        drawn = [segment.style for segment in strip if segment.text == "7"]
        grounds = [style.bgcolor for style in drawn if style is not None]
        assert len(set(grounds)) == len(shades)


async def test_plain_numbers_stand_in_brackets() -> None:
    chart = Chart()
    stage = Stage(chart)
    async with stage.open(40, 8) as pilot:
        stage.add_class(PLAIN)
        chart.show(GRID, keep_cursor=False)
        await pilot.pause()
        assert screen_lines(stage)[1].startswith("> Mon  [1]")


@pytest.mark.parametrize("name", PAYLOADS)
async def test_no_text_gets_out_of_its_place(name: str) -> None:
    chart = Chart()
    stage = Stage(chart)
    async with stage.open(40, 8) as pilot:
        chart.show([[ChartPiece(Cell(PAYLOADS[name])), number("a", PAYLOADS[name])]], keep_cursor=False)
        await pilot.pause()
        drawn = "".join(strip.text for strip in screen_strips(stage))
        assert FORBIDDEN.isdisjoint(drawn)
        await pilot.click(offset=(3, 0))
        assert stage.is_running
