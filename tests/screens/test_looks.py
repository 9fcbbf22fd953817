"""How the screens look where nobody looks at them, but hears them read."""

from pathlib import Path

from tests.screens.stage import on_stage
from tui_crm.widgets.record_lines import HEAD


async def test_plain_screens_have_words_for_marks(people: Path) -> None:
    async with on_stage(people, 200, 40, CRM_PLAIN="yes") as stage:
        await stage.press("down", "space")
        text = "\n".join(stage.lines)
        assert not set(text) & set("●○◐◔▎▌▰▱│┊─")
        assert "[Contacts]" in stage.lines[0]
        assert stage.lines[stage.table.region.y + HEAD + 2].startswith(">")
        assert stage.lines[stage.table.region.y + HEAD + 1].startswith("*")
        assert not stage.preview.display, "one column, whatever the width"


async def test_the_terminals_cursor_goes_with_the_line(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.press("down", "down")
        assert stage.app.cursor_position == (0, stage.table.region.y + HEAD + 2)


async def test_what_is_said_stays_in_plain_mode(people: Path) -> None:
    async with on_stage(people, CRM_PLAIN="1") as stage:
        await stage.press("y")
        (said,) = stage.app._notifications
        assert said.timeout > 600
