"""How the program begins: with what is there, or at the very first start with what the person chooses."""

import asyncio
import os
import signal
from abc import abstractmethod
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import TYPE_CHECKING, Final

from textual import on
from textual.driver import Driver
from textual.screen import Screen

from tui_crm import workplace
from tui_crm.clock import Clock
from tui_crm.i18n import _
from tui_crm.lasting_driver import outlasting
from tui_crm.personal import PersonalApp
from tui_crm.screens.messages import Begin, OpenDemo, ShowImport
from tui_crm.settings import UserSettings

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

GRACE_SECONDS: Final = 30.0
"""So long the program may take to end once the line has dropped or somebody has asked it to."""

_WELCOME: Final = "welcome"
_SIGNALS: Final = ("SIGHUP", "SIGTERM")


class BeginningApp(PersonalApp):
    """An app that knows what to begin with."""

    def __init__(self, settings: UserSettings, clock: Clock) -> None:
        self._clock = clock
        self._file = workplace.database_file(settings)
        self._login = workplace.login(settings)
        self._is_first_start = _nothing_in(self._file) and not settings.file.exists()
        self.DEFAULT_MODE = _WELCOME if self._is_first_start else settings.get("start")  # type: ignore[misc]  # read once
        super().__init__(settings)
        self.add_mode(_WELCOME, self._welcome)
        self._crm: Crm | None = None
        self._then_import = False
        self._left_behind = ExitStack()

    def _welcome(self) -> Screen[None]:
        from tui_crm.screens.welcome import Welcome  # noqa: PLC0415 - seen once in the life of a database

        return Welcome(self.settings)

    @abstractmethod
    def open_file(self, file: Path) -> None:
        """Open a database, in a thread; the app goes on with it."""

    @abstractmethod
    def show_work(self, label: str) -> None:
        """Say what is being written, which lasts, on every screen; an empty label says that it is done."""

    def get_driver_class(self) -> type[Driver]:
        """Return the driver of this system's terminals; overridden."""
        return outlasting(super().get_driver_class())

    @on(Driver.SignalResume)
    def _paint_again(self) -> None:
        """Paint everything: the terminal was somebody else's meanwhile."""
        self.refresh(layout=True)

    def mind_signals(self) -> None:
        """Let a line that drops or a polite kill end the program in order; the exit code tells which it was."""
        if self.is_headless:
            return
        for name in _SIGNALS:
            if number := getattr(signal, name, None):
                leave = partial(self.exit, return_code=128 + number)
                signal.signal(number, partial(_leave, asyncio.get_running_loop(), leave))

    def begin(self) -> None:
        """Open what is there, unless the person is asked first."""
        if not self._is_first_start:
            self._open_in_thread()

    def _open_in_thread(self) -> None:
        self.run_worker(partial(self.open_file, self._file), group="open", thread=True)

    @on(Begin)
    async def _begin_with(self, event: Begin) -> None:
        """Go on with what was chosen."""
        from tui_crm.screens.dialogs.first_start import DEMO, IMPORT  # noqa: PLC0415 - as above

        self._then_import = event.beginning == IMPORT
        await self.switch_mode("contacts" if self._then_import else self.start)
        if event.beginning == DEMO:
            self._open_demo()
        else:
            self._open_in_thread()

    def begun(self) -> None:
        """Go on to the import, where that is how the person begins; once a CRM is open."""
        if self._then_import:
            self._then_import = False
            self.action_import()

    def action_import(self) -> None:
        """Ask for a file to import."""
        self.post_message(ShowImport())

    @on(OpenDemo)
    def _open_demo(self) -> None:
        self.show_work(_("Making up a business…"))
        self.run_worker(self._make_demo, group="open", thread=True)

    def _make_demo(self) -> None:
        """Make the demo in a folder that goes away with the program, and open it, in a thread."""
        from tui_crm.demo.business import demo_database  # noqa: PLC0415 - few people come by here

        folder = self._left_behind.enter_context(TemporaryDirectory(prefix="tui-crm-"))
        self.open_file(demo_database(Path(folder), self._clock, self._login))


def _leave(loop: asyncio.AbstractEventLoop, leave: Callable[[], None], number: int, _frame: object) -> None:
    """Leave in order, or at last without: with a terminal that takes nothing more the loop may stand still for ever.

    Nothing is lost then: drafts are on disk with every keystroke, and what is being written is whole or not there.
    """
    last = Timer(GRACE_SECONDS, os._exit, (128 + number,))
    last.daemon = True
    last.start()
    if not loop.is_closed():
        loop.call_soon_threadsafe(leave)


def _nothing_in(file: Path) -> bool:
    """Return whether there is no database yet."""
    try:
        return file.stat().st_size == 0
    except FileNotFoundError:
        return True
    except OSError:
        return False  # what is wrong with it is told when it is opened
