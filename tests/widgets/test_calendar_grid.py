"""The calendar: what a day shows at which size, and what keys and the mouse ask for."""

from datetime import date, timedelta

from tests.widgets.lines import screen_lines, screen_strips
from tests.widgets.stage import Stage
from tui_crm.widgets.calendar_grid import CalendarGrid, Day, Entry, Page
from tui_crm.widgets.cell import Role

NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
TODAY = date(2026, 11, 21)
FIRST = date(2026, 10, 26)
CALL = Entry("09:30", "[b]张伟", "send the quote", Role.ERROR)
DAYS = {
    TODAY: Day(1_204, (CALL, Entry("·", "Anna"), Entry("14:00", "Björn"))),
    date(2026, 11, 22): Day(off=True, note="Sunday"),
}
MONTH = Page(FIRST, 6, NAMES, TODAY, date(2026, 11, 1), DAYS)
WEEK = Page(date(2026, 11, 16), 1, NAMES, TODAY, None, DAYS, height=2)


async def test_a_day_shows_as_much_as_there_is_room_for() -> None:
    grid = CalendarGrid()
    stage = Stage(grid)
    async with stage.open(118, 19) as pilot:
        grid.show(MONTH, TODAY)
        await pilot.pause()
        lines = screen_lines(stage)
        assert lines[0].split() == [*NAMES]
        assert lines[10].split() == ["16", "17", "18", "19", "20", "▎21", "1,204", "22", "Sunday"]
        assert [lines[11].strip(), lines[12].strip()] == ["09:30 [b]张伟", "· Anna"]
        await pilot.resize_terminal(80, 13)
        await pilot.pause()
        assert screen_lines(stage)[8].strip() == "· [b]张伟"
        for size in ((20, 5), (6, 3), (1, 1)):
            await pilot.resize_terminal(*size)
            await pilot.pause()


async def test_an_entry_of_a_week_has_two_lines_or_none() -> None:
    grid = CalendarGrid()
    stage = Stage(grid)
    async with stage.open(118, 7) as pilot:
        grid.show(WEEK, TODAY, entry=1)
        await pilot.pause()
        wide = [line.strip() for line in screen_lines(stage)[2:]]
        assert wide == ["09:30 [b]张伟", "send the quote", "▎· Anna", "▎", ""]
        await pilot.resize_terminal(70, 7)
        await pilot.pause()
        assert [line.strip() for line in screen_lines(stage)[2:4]] == ["09:30", "[b]张伟"]
        await pilot.resize_terminal(70, 9)
        await pilot.pause()
        assert screen_lines(stage)[4].strip() == "▎· Anna"


async def test_days_off_stand_on_another_ground() -> None:
    grid = CalendarGrid()
    stage = Stage(grid)
    async with stage.open(80, 7) as pilot:
        grid.show(WEEK, TODAY - timedelta(days=5))
        await pilot.pause()
        grounds = [segment.style.bgcolor for segment in screen_strips(stage)[4] if segment.style]
        assert grounds[-2] != grounds[1]


async def test_keys_ask_for_days_pages_and_steps() -> None:
    grid = CalendarGrid()
    stage = Stage(grid)
    async with stage.open(80, 20) as pilot:
        grid.focus()
        await pilot.press("right", "enter")
        assert not stage.all_heard(CalendarGrid.Moved), "nothing is there yet"
        grid.show(MONTH, TODAY)
        await pilot.press("left", "l", "up", "j", "home", "G", "pageup", "right_square_bracket", "enter", "full_stop")
        moves = [(move.day - TODAY).days for move in stage.all_heard(CalendarGrid.Moved)]
        assert moves == [-1, 1, -7, 7, -20, 9], "today, where one is, is not asked for"
        assert [turn.pages for turn in stage.all_heard(CalendarGrid.Turned)] == [-1, 1]
        assert len(stage.all_heard(CalendarGrid.Entered)) == 1
        grid.show(WEEK, TODAY - timedelta(days=1))
        await pilot.press("down", "k", "full_stop", "home", "end")
        assert [step.rows for step in stage.all_heard(CalendarGrid.Stepped)] == [1, -1]
        moves = [(move.day - TODAY).days for move in stage.all_heard(CalendarGrid.Moved)][6:]
        assert moves == [0, -5, 1]


async def test_a_click_goes_to_its_day_and_two_into_it() -> None:
    grid = CalendarGrid()
    stage = Stage(grid)
    async with stage.open(80, 19) as pilot:
        grid.show(MONTH, TODAY)
        await pilot.pause()
        await pilot.click(grid, offset=(1, 0))
        for offset in ((1, 1), (79, 18)):
            await pilot.click(grid, offset=offset)
        assert [move.day for move in stage.all_heard(CalendarGrid.Moved)] == [FIRST, FIRST + timedelta(days=41)]
        await pilot.click(grid, offset=(1, 1), times=2)
        assert len(stage.all_heard(CalendarGrid.Entered)) == 1


async def test_the_calendar_ends_with_its_dates() -> None:
    grid = CalendarGrid()
    stage = Stage(grid)
    async with stage.open(80, 7) as pilot:
        grid.focus()
        end = date.max - timedelta(days=date.max.weekday())
        grid.show(Page(end - timedelta(days=7), 1, NAMES, TODAY), date.max)
        await pilot.press("right")
        assert not stage.all_heard(CalendarGrid.Moved)
