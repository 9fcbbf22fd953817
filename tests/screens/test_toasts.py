"""What is said in passing is bounded, harmless and never markup."""

from tests.widgets.lines import screen_lines
from tests.widgets.stage import Stage
from tui_crm.screens.toasts import toast


async def test_lines_stand_below_each_other() -> None:
    stage = Stage()
    async with stage.open() as pilot:
        toast(stage, "[b]Deleted[/b] 2\ncontacts", "", "c3 city was changed since")
        await pilot.pause()
        text = "\n".join(screen_lines(stage))
        assert "[b]Deleted[/b] 2 contacts" in text
        assert "c3 city was changed since" in text


async def test_too_many_lines_end_in_a_dash() -> None:
    stage = Stage()
    async with stage.open() as pilot:
        toast(stage, *(f"line {number}" for number in range(50)))
        await pilot.pause()
        text = "\n".join(screen_lines(stage))
        assert "line 6" in text
        assert "line 7" not in text
        assert "…" in text
