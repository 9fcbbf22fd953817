"""The program on a stage: its screens on a test's database, driven by keys, waited for by state."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from tests.conftest import NOW
from tests.screens.waiting import until
from tests.widgets.lines import screen_lines
from tui_crm import paths
from tui_crm.app import CrmApp
from tui_crm.clock import Clock, FixedClock
from tui_crm.screens.contact_preview import ContactPreview
from tui_crm.screens.contacts import ContactsScreen
from tui_crm.settings import UserSettings
from tui_crm.widgets.filter_bar import FilterBar
from tui_crm.widgets.record_table import RecordTable


class Stage:
    """The running program: what is on it, and how to wait for it."""

    def __init__(self, app: CrmApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def contacts(self) -> ContactsScreen:
        found = self.app.screen_stack[0]
        assert isinstance(found, ContactsScreen)
        return found

    @property
    def table(self) -> RecordTable:
        return self.contacts.query_one(RecordTable)

    @property
    def filter(self) -> FilterBar:
        return self.contacts.query_one(FilterBar)

    @property
    def preview(self) -> ContactPreview:
        return self.contacts.query_one(ContactPreview)

    async def put_cursor(self, table: RecordTable, record_id: int) -> None:
        """Put the cursor of a list on a record, however many lines away it is."""
        table.action_move(list(table.source.ids).index(record_id) - table.cursor_position)
        await self.until(lambda: table.highlighted_id == record_id)
        await self.pilot.pause()

    @property
    def lines(self) -> list[str]:
        """The text on the screen."""
        return screen_lines(self.app)

    @property
    def names(self) -> list[str]:
        """The names in the list, as far as they are on the screen, top to bottom."""
        rows = self.table.source.rows(list(self.table.source.ids[:50]))
        return [rows[record_id][0].text for record_id in self.table.source.ids[:50]]

    @property
    def toasts(self) -> list[str]:
        """What was said in passing and still stands."""
        return [str(notification.message) for notification in self.app._notifications]

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        await until(self.pilot, holds, lambda: self.lines)

    async def until_shown(self, *texts: str) -> None:
        """Wait until all ``texts`` stand on the screen."""
        await self.until(lambda: all(text in "\n".join(self.lines) for text in texts))

    async def until_told(self, *texts: str) -> None:
        """Wait until all ``texts`` are said in passing."""
        await self.until(lambda: all(text in "\n".join(self.toasts) for text in texts))

    async def previewed(self) -> None:
        """Wait until the card beside the list is that of the highlighted contact."""
        await self.until(lambda: self.card_name == self.names[self.table.cursor_position])

    @property
    def card_name(self) -> str:
        """Whose card is beside the list."""
        sections = self.preview._sections
        return sections[0].rows[0].cells[0].text if sections else ""

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Type a text, character by character."""
        names = {" ": "space", ":": "colon", "-": "minus", ",": "comma"}
        await self.pilot.press(*(names.get(character, character) for character in text))

    async def click(self, x: int, y: int) -> None:
        """Click on a cell of the screen as a terminal tells it, and wait once; the pilot waits after each of four events."""
        for kind, button in ((events.MouseMove, 0), (events.MouseDown, 1), (events.MouseUp, 1)):
            self.app.post_message(kind(None, x, y, 0, 0, button, shift=False, meta=False, ctrl=False))
        await self.pilot.pause()

    async def paste(self, text: str) -> None:
        """Paste a text into what has the focus."""
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def look_for(self, text: str) -> None:
        """Filter by ``text`` at once and wait for the whole answer."""
        self.filter.text = text
        await self.answered(text)

    async def answered(self, text: str = "") -> None:
        """Wait for the whole answer to ``text``."""
        await self.until(lambda: self.is_answered(text))

    def is_answered(self, text: str) -> bool:
        """Return whether the list shows the whole answer to ``text``."""
        shown = self.contacts._shown
        return shown is not None and shown.complete and shown.question.text == text


@asynccontextmanager
async def on_stage(
    file: Path,
    width: int = 80,
    height: int = 24,
    *,
    theme: str = "dusk",
    clock: Clock | None = None,
    wait: bool = True,
    start: str = "contacts",
    first: bool = False,
    **environ: str,
) -> AsyncIterator[Stage]:
    """Run the program on ``file`` as li, on 21 November 2026 at 09:30 UTC; ``wait`` for the first answer.

    ``environ`` has the settings given by the environment. ``first``: nothing was ever kept, so that it asks at first.
    """
    if not first:
        paths.config_file().parent.mkdir(parents=True, exist_ok=True)
        paths.config_file().touch()
    settings = UserSettings(
        paths.config_file(), flags={"database": str(file), "theme": theme, "start": start}, environ=environ
    )
    app = CrmApp(settings, clock or FixedClock(NOW))
    try:
        async with app.run_test(size=(width, height), notifications=True, tooltips=True) as pilot:
            stage = Stage(app, pilot)
            if wait:
                await stage.answered()
                await pilot.pause()
            yield stage
    finally:
        app.close()
