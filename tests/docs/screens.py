"""The pictures of the screens in the documents: the real program with the demo's business, its clock standing still.

``make screens`` (``python -m tests.docs.screens --write``) draws them anew, in every language.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from tests.conftest import CHECKOUT
from tests.docs.picture import picture
from tests.docs.walkthrough import NOW, ZONE, sandbox
from tests.screens.stage import Stage, on_stage
from tui_crm import i18n
from tui_crm.clock import FixedClock
from tui_crm.demo.business import demo_database
from tui_crm.screens.contact_preview import ContactPreview
from tui_crm.screens.journey import JourneyScreen

CLOCK: Final = FixedClock(datetime.fromisoformat(NOW), ZoneInfo(ZONE))
FOLDER: Final = CHECKOUT / "docs" / "screens"
WIDTH, HEIGHT = 116, 32
_ENDINGS: Final = {"en": "", "zh_CN": ".zh"}
LANGUAGES: Final = tuple(_ENDINGS)

Scene = Callable[[Stage], Awaitable[None]]


async def _contacts(stage: Stage) -> None:
    """The list, with the card of somebody with a story."""
    await stage.press("2", "slash")
    await stage.type("level:A,VIP")
    await stage.answered("level:A,VIP")
    await stage.press("enter")
    while "Harbor" not in stage.names[stage.table.cursor_position]:
        await stage.press("j")
    await stage.press(*["j"] * 9, *["k"] * 9)  # from the edge of the list to its middle
    await stage.previewed()


async def _today(stage: Stage) -> None:
    """What waits today."""
    await stage.press("1")
    await stage.until(lambda: "demo.db" in stage.lines[-1] and len("".join(stage.lines)) > 1500)


async def _journey(stage: Stage) -> None:
    """The story of that somebody, with an entry unfolded."""
    await _contacts(stage)
    await stage.press("enter")
    await stage.until(lambda: isinstance(stage.app.screen, JourneyScreen) and stage.app.screen.entry_at_hand())
    screen = stage.app.screen
    assert isinstance(screen, JourneyScreen)
    await stage.until(lambda: screen.query_one(ContactPreview)._sections)
    await stage.press("j", "j", "enter")


SCENES: Final[Mapping[str, Scene]] = {"contacts": _contacts, "today": _today, "journey": _journey}
"""What is drawn, by the name of its file."""


def file_of(name: str, language: str) -> Path:
    """Return where the picture of a scene is."""
    return FOLDER / f"{name}{_ENDINGS[language]}.svg"


async def drawn(name: str, language: str, database: Path) -> str:
    """Return a scene in a language, which is spoken from then on, over the demo's database."""
    i18n.set_language(language)
    async with on_stage(database, WIDTH, HEIGHT, clock=CLOCK, wait=False, CRM_USER="demo") as stage:
        await stage.until(lambda: stage.app._crm is not None)
        await SCENES[name](stage)
        stage.app.clear_notifications()
        await stage.app.workers.wait_for_complete()
        await stage.pilot.pause()
        return picture(stage.app)


def business(folder: Path, language: str) -> Path:
    """Make the demo in a language."""
    i18n.set_language(language)
    folder.mkdir(parents=True)
    return demo_database(folder, CLOCK, "demo")


def main() -> None:
    """Draw everything."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= sandbox(Path(folder) / "box").environ
        for language in LANGUAGES:
            for name in SCENES:
                database = business(Path(folder) / f"{name}-{language}", language)
                svg = asyncio.run(drawn(name, language, database))
                file_of(name, language).write_text(svg, encoding="utf-8")


if __name__ == "__main__" and "--write" in sys.argv[1:]:
    main()
