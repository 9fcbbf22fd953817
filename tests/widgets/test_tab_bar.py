"""The tabs on top: which is active, what waits, what happens where it gets narrow."""

from tests.widgets.lines import assert_golden, screen_lines, screen_strips
from tests.widgets.stage import Stage
from tui_crm.widgets.tab_bar import Tab, TabBar

TABS = (
    Tab("today", "1", "Today", "3"),
    Tab("contacts", "2", "Contacts"),
    Tab("客户旅程", "3", "客户旅程"),
    Tab("follow-ups", "4", "Follow-ups"),
    Tab("deals", "5", "Deals"),
    Tab("tickets", "6", "Tickets", "1"),
    Tab("reports", "7", "Reports"),
    Tab("settings", "8", "Settings"),
)


async def test_the_bar_looks_right_at_every_width() -> None:
    bar = TabBar(TABS, "contacts")
    stage = Stage(bar)
    async with stage.open(140, 3) as pilot:
        lines = []
        for width in (140, 100, 80, 60, 40, 20, 1):
            await pilot.resize_terminal(width, 3)
            await pilot.pause()
            lines += [f"{width}:", screen_lines(stage)[0]]
        assert_golden("tab_bar", lines)


async def test_the_active_tab_is_set_off() -> None:
    bar = TabBar(TABS, "contacts")
    stage = Stage(bar)
    async with stage.open(140, 3):
        bold = [segment.text for segment in screen_strips(stage)[0] if segment.style and segment.style.bold]
        assert bold == ["3", "2", "Contacts", "1"]


async def test_counts_change() -> None:
    bar = TabBar(TABS[:2], "contacts")
    stage = Stage(bar)
    async with stage.open(40, 3) as pilot:
        bar.show((Tab("today", "1", "Today"), Tab("contacts", "2", "Contacts", "9")))
        await pilot.pause()
        assert screen_lines(stage)[0].split() == ["1", "Today", "2", "Contacts", "9"]


async def test_a_click_says_which() -> None:
    bar = TabBar(TABS, "contacts")
    stage = Stage(bar)
    async with stage.open(140, 3) as pilot:
        for x in (2, 16, 30, 12, 130):
            await pilot.click(bar, offset=(x, 0))
        assert [message.name for message in stage.all_heard(TabBar.Chosen)] == ["today", "contacts", "客户旅程"]
