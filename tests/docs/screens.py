"""The pictures of the screens in the documents: the real program with the demo's business, its clock standing still.

``make screens`` (``python -m tests.docs.screens --write``) draws them anew, in every language.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import chdir
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from tests.conftest import CHECKOUT
from tests.docs.picture import picture
from tests.docs.walkthrough import NOW, ZONE, sandbox
from tests.screens.stage import Stage
from tui_crm import i18n, paths
from tui_crm.app import CrmApp
from tui_crm.clock import FixedClock
from tui_crm.demo.business import demo_database
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.journey import JourneyScreen
from tui_crm.settings import UserSettings, store
from tui_crm.widgets.board import Board
from tui_crm.widgets.calendar_grid import CalendarGrid

CLOCK: Final = FixedClock(datetime.fromisoformat(NOW), ZoneInfo(ZONE))
FOLDER: Final = CHECKOUT / "docs" / "screens"
WIDTH, HEIGHT = 116, 32
_WIDTHS: Final = {"journey": 108, "tickets": 140}  # without room for a card beside them, they have all of it
_A_FEW: Final = 15  # lines of a screen that is filled
_ENDINGS: Final = {"en": "", "zh_CN": ".zh"}
LANGUAGES: Final = tuple(_ENDINGS)

Scene = Callable[[Stage], Awaitable[None]]


async def _contacts(stage: Stage) -> None:
    """The list, with the card of somebody with a story."""
    company, _person, filtered = _HEROES[i18n.language()]
    await stage.press("2")
    await stage.look_for(filtered)
    await stage.press("slash", "enter")
    while company not in stage.names[stage.table.cursor_position]:
        await stage.press("j")
    await stage.press(*["j"] * 9, *["k"] * 9)  # from the edge of the list to its middle
    await stage.previewed()


async def _journey(stage: Stage) -> None:
    """The story of a customer, with an entry unfolded."""
    name = _STORIES[i18n.language()]
    await stage.press("2")
    await stage.look_for(name)
    await stage.until(lambda: any(name in each for each in stage.names))
    await stage.press("slash", "enter")
    while name not in stage.names[stage.table.cursor_position]:
        await stage.press("j")
    await stage.press("enter")
    await stage.until(lambda: isinstance(stage.app.screen, JourneyScreen) and stage.app.screen.entry_at_hand())
    await stage.press("j", "j", "enter")


async def _form(stage: Stage) -> None:
    """A call while it is logged, with what comes next."""
    _company, name, _filter = _HEROES[i18n.language()]
    said, when, what_for = _CALLS[i18n.language()]
    await stage.press("2")
    await stage.look_for(name)
    await stage.until(lambda: stage.names[:1] == [name])
    await stage.press("slash", "enter", "c")
    await stage.until(lambda: isinstance(stage.app.screen, FormDialog))
    await stage.press("1", "tab")
    await stage.type(said)
    await stage.press("tab")
    await stage.type(when)
    await stage.press("tab")
    await stage.type(what_for)
    await stage.press("shift+tab")


async def _settings(stage: Stage) -> None:
    """What can be set."""
    await stage.press("8")
    await stage.until(lambda: sum(map(bool, stage.lines)) > _A_FEW)
    await stage.press(*["j"] * 9)  # to the team's own, which lie in no file of a temporary home


async def _today(stage: Stage) -> None:
    """What waits today."""
    await stage.press("1")
    await stage.until(lambda: sum(map(bool, stage.lines)) > _A_FEW)


async def _followups(stage: Stage) -> None:
    """What shall happen in a month."""
    await stage.press("4", "v", "v")
    await stage.until(lambda: isinstance(stage.app.focused, CalendarGrid) and stage.app.focused.shown_weeks > 1)
    await stage.press("j")


async def _tickets(stage: Stage) -> None:
    """The board of tickets, the cursor on one that is being worked on."""
    await stage.press("6")
    await stage.until(lambda: isinstance(stage.app.focused, Board) and stage.app.focused.board.count)
    await stage.press("l")


_STORIES: Final = {"en": "Maison Dubois", "zh_CN": "上海云帆"}
"""Whose journey is shown."""

_HEROES: Final = {
    "en": ("Harbor", "Grace Miller", "level:A,VIP"),
    "zh_CN": ("上海云帆", "张伟", "level:A,VIP city:上海,成都,深圳,杭州,苏州"),
}
"""Whose company and who is shown, in each language, and the filter that finds them among others."""

_CALLS: Final = {
    "en": ("wants the wall lights before Christmas", "next wed 3pm", "confirm the fitters"),
    "zh_CN": ("三期想一次做完", "下周三下午3点", "带总价和木样过去"),
}
"""What is said of a call with them, when the next one shall be, and what for."""

SCENES: Final[Mapping[str, Scene]] = {
    "contacts": _contacts,
    "journey": _journey,
    "today": _today,
    "followups": _followups,
    "tickets": _tickets,
    "form": _form,
    "settings": _settings,
}
"""What is drawn, by the name of its file."""


def file_of(name: str, language: str) -> Path:
    """Return where the picture of a scene is."""
    return FOLDER / f"{name}{_ENDINGS[language]}.svg"


async def drawn(name: str, language: str, database: Path) -> str:
    """Return a scene in a language, which is spoken from then on, over the demo's database."""
    i18n.set_language(language)
    with chdir(database.parent):  # a picture with the path of a temporary folder would be another one each time
        for setting, value in (("language", language), ("theme", "dusk"), ("start", "contacts")):
            store(paths.config_file(), setting, value)
        settings = UserSettings(paths.config_file(), flags={"database": database.name, "user": "demo"}, environ={})
        app = CrmApp(settings, CLOCK)
        try:
            async with app.run_test(size=(_WIDTHS.get(name, WIDTH), HEIGHT), notifications=True) as pilot:
                return await _taken(Stage(app, pilot), SCENES[name])
        finally:
            app.close()


async def _taken(stage: Stage, scene: Scene) -> str:
    await stage.until(lambda: stage.app._crm is not None)
    await scene(stage)
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
