"""Today on a stage: which line the cursor is on, whose card is beside it, and how to go to a line."""

from datetime import time, timedelta

from tests.conftest import NOW
from tests.screens.stage import Stage
from tui_crm.models.when import When
from tui_crm.screens.contact_preview import ContactPreview
from tui_crm.screens.today import TodayScreen
from tui_crm.widgets.record_table import RecordTable

TODAY = NOW.date()


def on(days: int, at: str = "") -> When:
    return When(TODAY + timedelta(days=days), time.fromisoformat(at) if at else None, "UTC")


class Screen:
    """Today on a stage."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.press = stage.press

    @property
    def screen(self) -> TodayScreen:
        found = self.stage.app.screen_stack[0]
        assert isinstance(found, TodayScreen)
        return found

    @property
    def table(self) -> RecordTable:
        return self.screen.query_one(RecordTable)

    @property
    def preview(self) -> ContactPreview:
        return self.screen.query_one(ContactPreview)

    @property
    def card_name(self) -> str:
        """Whose card is beside the list."""
        sections = self.preview._sections
        return sections[0].rows[0].cells[0].text if sections else ""

    @property
    def here(self) -> str:
        """What the line under the cursor is about."""
        line = self.screen.line
        return "" if line is None else line.name or line.text

    async def open(self) -> None:
        await self.press("1")
        await self.stage.until(lambda: isinstance(self.stage.app.screen, TodayScreen) and self.screen._lines)
        await self.stage.pilot.pause()

    async def until_here(self, name: str) -> None:
        await self.stage.until(lambda: self.here == name)

    async def go_to(self, name: str) -> None:
        """Put the cursor on the line of somebody."""
        assert self.screen._lines is not None
        lines = self.screen._lines.lines
        wanted = [key for key, line in lines.items() if name in {line.name, line.text}]
        assert wanted, f"{name} does not wait: {self.stage.lines}"
        await self.stage.put_cursor(self.table, wanted[0])
