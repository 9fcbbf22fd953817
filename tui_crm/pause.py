"""What the screens do in the pause after the start, so that nothing stops them when it is wanted for the first time."""

import asyncio
import gc
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from tui_crm.modes import MODES

if TYPE_CHECKING:
    from textual.app import App


async def load_the_rest(app: "App[None]") -> None:
    """Load the other screens and the dialogs, in a thread, and then their style sheets, one in each turn of the loop."""
    for sheet in await asyncio.to_thread(_load_modules):
        app.stylesheet.read(sheet)
        app.stylesheet.parse()  # what is parsed already is not parsed again; a screen that finds its sheet read does nothing
        await asyncio.sleep(0)


def _load_modules() -> list[Path]:
    """Load what nobody has asked for yet; returns the style sheets."""
    from tui_crm import screens  # noqa: PLC0415 - behind the first paint
    from tui_crm.screens import dialogs  # noqa: PLC0415 - as above

    for mode in MODES.values():
        import_module(mode.module)
    for found in iter_modules(dialogs.__path__):
        import_module(f"{dialogs.__name__}.{found.name}")
    gc.freeze()
    return sorted(Path(screens.__path__[0]).rglob("*.tcss"))
