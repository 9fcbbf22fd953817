"""The headline: pieces side by side, cut where it is narrow."""

from tests.widgets.lines import screen_lines
from tests.widgets.stage import Stage
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.headline import Headline


async def test_it_shows_its_lines_and_cuts_them() -> None:
    head = Headline()
    stage = Stage(head)
    async with stage.open(24, 4) as pilot:
        head.show(
            (Cell("张伟", Role.STRONG), Cell("上海云帆贸易有限公司", Role.MUTED)),
            (Cell("lead", mark="○"), Cell("→"), Cell("active", mark="●"), Cell("silent 3 days")),
        )
        await pilot.pause()
        assert screen_lines(stage)[:2] == [" 张伟 上海云帆贸易有限…", " ○ lead → ● active sil…"]
        assert head.size.height == 2
        head.show((Cell("one"),))
        await pilot.pause()
        assert head.size.height == 1
