"""The screens as one program: it paints first, opens the database behind that, writes, and tells every screen of changes."""

import gc
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final
from zoneinfo import ZoneInfo

from textual import on
from textual.binding import BindingType
from textual.message import Message
from textual.worker import WorkerFailed

from tui_crm.actor import Source
from tui_crm.clock import Clock, in_zone
from tui_crm.commands import COMMANDS, Command, Where, bindings, given_at
from tui_crm.errors import CrmError, NotFound
from tui_crm.i18n import _, set_language
from tui_crm.modes import MODES, Mode
from tui_crm.pause import load_the_rest
from tui_crm.screens.daily_backup import DailyBackup
from tui_crm.screens.messages import (
    DataChanged,
    GoBack,
    ReadFailed,
    RunWrite,
    ShowCalls,
    ShowImport,
    ShowPage,
    ShowThere,
    ShowTicket,
    StartAgain,
)
from tui_crm.screens.screen import CrmScreen
from tui_crm.screens.toasts import toast
from tui_crm.screens.writing import WriteWorker
from tui_crm.settings import UserSettings
from tui_crm.waiting import WaitingApp

if TYPE_CHECKING:
    from textual.worker import WorkType

    from tui_crm.models.cards import Done
    from tui_crm.services.crm import Crm
    from tui_crm.services.feed import Changes

LOOK_SECONDS: Final = 0.25
"""How often the app looks whether anybody has written."""

BACKUP_SECONDS: Final = (5.0, 1800.0)
"""How long after the start, and how often from then on, the app sees to the backup of the day."""

LOAD_SECONDS: Final = 1.0
"""How long after the database is open the app loads the screens that nobody has asked for yet."""

_LASTS: Final = 0.4  # seconds after which a write is said to last


class CrmApp(WaitingApp):
    """The program on a terminal. ``failure`` is why it ended, if it did not end by itself."""

    TITLE = "crm"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.EVERYWHERE)

    @dataclass
    class Opened(Message):
        """The database is open."""

        crm: "Crm"

    @dataclass
    class NotOpened(Message):
        """The database cannot be opened."""

        error: CrmError

    @dataclass
    class Waiting(Message):
        """Something waits for another program; ``sentence`` says for whom."""

        sentence: str

    @dataclass
    class Noticed(Message):
        """Somebody has written; None where it was nothing that shows."""

        changes: "Changes | None"

    def __init__(self, user_settings: UserSettings, clock: Clock) -> None:
        super().__init__(user_settings, clock)
        for mode in MODES.values():
            if mode.name != self.DEFAULT_MODE:
                self.add_mode(mode.name, partial(self._made, mode))
        self._writer = WriteWorker()
        self._backup = DailyBackup()
        self._looking = self._loaded = False
        self.starts_again = False
        self.failure: CrmError | None = None
        self._failing: set[str] = set()

    def get_default_screen(self) -> CrmScreen:
        """Return the first screen. It is no mode yet: of the screen of a mode Textual reads the style sheet once more."""
        return self._made(MODES[self.DEFAULT_MODE])

    def _made(self, mode: Mode) -> CrmScreen:
        """Return the screen of ``mode``, which paints itself before anything is open."""
        screen: CrmScreen = getattr(import_module(mode.module), mode.screen)(f"{self._file.name} · {self._login}")
        screen._css_update_count = self._css_update_count  # noqa: SLF001 - else Textual styles all screens anew for it
        return screen

    async def action_go(self, name: str) -> None:
        """Show the screen of a mode, as it was left."""
        if self.current_mode != name:
            await self._go(name, self.current_mode)

    async def _go(self, name: str, came_from: str | None = None) -> None:
        """Show the screen of a mode; where one ``came_from`` another, that is where it goes back to from now on."""
        await self.switch_mode(name)
        if isinstance(self.screen, CrmScreen):
            self.screen.came_from = came_from or self.screen.came_from
            if self._crm is not None and self.screen.crm is not self._crm:
                self.screen.open(self._crm)
                self.screen.show_counts(self._waiting)

    @on(ShowThere)
    async def _show_there(self, event: ShowThere) -> None:
        await self.action_go(event.mode)
        while len(self.screen_stack) > 1 and isinstance(self.screen, CrmScreen):
            await self.pop_screen()  # a page that was opened over it before
        if len(self.screen_stack) == 1:
            event.then(self.screen)

    @on(ShowPage)
    async def _show_page(self, event: ShowPage) -> None:
        from tui_crm.screens.contact_page import ContactPage  # noqa: PLC0415 - loaded when one is opened

        await self._open_over(ContactPage("", event.contact_id, event.mode))

    @on(ShowTicket)
    async def _show_ticket(self, event: ShowTicket) -> None:
        from tui_crm.screens.ticket_page import TicketPage  # noqa: PLC0415 - as above

        await self._open_over(TicketPage("", event.ticket_id, event.mode))

    @on(ShowCalls)
    async def _show_calls(self, event: ShowCalls) -> None:
        from tui_crm.screens.calling import CallScreen  # noqa: PLC0415 - as above

        await self._open_over(CallScreen("", event.calls, event.mode))

    @on(ShowImport)
    async def _show_import(self) -> None:
        from tui_crm.screens.importing.wizard import ImportWizard  # noqa: PLC0415 - as above

        if isinstance(self.screen, CrmScreen) and not isinstance(self.screen, ImportWizard):
            await self._open_over(ImportWizard("", self.screen.MODE))

    async def _open_over(self, screen: CrmScreen) -> None:
        """Open a screen over the one that is shown."""
        if self._crm is not None:
            await self.push_screen(screen)
            screen.open(self._crm)
            screen.show_counts(self._waiting)

    @on(GoBack)
    async def _go_back(self, event: GoBack) -> None:
        await self._go(event.mode)

    def on_mount(self) -> None:
        """Paint, and begin to open the database behind that."""
        self.mind_signals()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.begin_tidying()
        if self.DEFAULT_MODE in MODES:
            self.add_mode(self.DEFAULT_MODE, partial(self._made, MODES[self.DEFAULT_MODE]))  # to come back to
        self.begin_personal()
        self.begin()
        self.set_interval(LOOK_SECONDS, self._look)
        first, every = BACKUP_SECONDS
        self.set_timer(first, self._back_up)
        self.set_interval(every, self._back_up)
        self.begin_waiting()

    def open_file(self, file: Path) -> None:
        """Load the services and open the database, in a thread."""
        from tui_crm.services.crm import Crm  # noqa: PLC0415 - behind the first paint

        try:
            crm = Crm.open(
                file,
                login=self._login,
                source=Source.SCREEN,
                clock=self._clock,
                waiting=self._tell_waiting,
            )
        except CrmError as error:
            self.post_message(self.NotOpened(error))
        else:
            for service in ("contacts", "activities", "history"):
                getattr(crm, service)  # loads its modules
            gc.freeze()  # what is loaded stays; looking through it again and again would stop the screen
            self.post_message(self.Opened(crm))

    def _tell_waiting(self, sentence: str) -> None:
        """Pass on, from any thread, that something waits for another program."""
        self.post_message(self.Waiting(sentence))

    @on(Waiting)
    def _show_waiting(self, event: Waiting) -> None:
        toast(self, event.sentence)

    @on(NotOpened)
    def _end_with(self, event: NotOpened) -> None:
        self.failure = event.error
        self.exit(return_code=event.error.exit_code)

    @on(Opened)
    def _go_on_with(self, event: Opened) -> None:
        self._close_crm()
        self._crm = event.crm
        event.crm.feed.stirred()  # from now on, in this thread: no change behind what the screens read first is missed
        for screen in self._our_screens():
            screen.open(event.crm)
        self._count()
        if not self._loaded:
            self._loaded = True
            self.set_timer(LOAD_SECONDS, lambda: self.run_worker(load_the_rest(self), group="load"))
        self.begun()

    def _look(self) -> None:
        """See whether anybody has written; what they wrote is read in a thread."""
        if self._crm is not None and not self._looking and self._crm.feed.stirred():
            self._looking = True
            self.run_worker(partial(self._notice, self._crm), group="feed", thread=True)

    def _back_up(self) -> None:
        """See to the backup of the day, once the database is open."""
        if self._crm is not None:
            backing_up: WorkType[None] = partial(self._backed_up, self._crm)
            self.run_worker(backing_up, group="backup")

    async def _backed_up(self, crm: "Crm") -> None:
        if failure := await self._backup.run(crm):
            told = _("The backup of today could not be made: {reason}").format(reason=failure.message)
            toast(self, told, severity="warning")

    def _notice(self, crm: "Crm") -> None:
        try:
            changes = crm.feed.changes()
        except CrmError as error:
            self.post_message(ReadFailed(error))
            changes = None
        self.post_message(self.Noticed(changes))

    @on(Noticed)
    def _tell_screens(self, event: Noticed) -> None:
        self._looking = False
        if event.changes is not None:
            for screen in self._our_screens():
                screen.post_message(DataChanged(event.changes))
            self._count()

    @on(ReadFailed)
    def _tell_failure(self, event: ReadFailed) -> None:
        """Say what could not be read, once for as long as that stands there: it fails as often as it is asked for."""
        told = event.error.message
        if told not in self._failing:
            self._failing.add(told)
            # no method of a set: Textual counts the parameters of what it calls, and cannot see those of C
            self.set_timer(self.NOTIFICATION_TIMEOUT, lambda: self._failing.discard(told))
            toast(self, told, event.error.hint, severity="error")

    @on(RunWrite)
    def _run_write(self, event: RunWrite) -> None:
        if self._crm is not None:
            writing: WorkType[None] = partial(self._write, event, self._crm)
            self.run_worker(writing, group="write")

    async def _write(self, wanted: RunWrite, crm: "Crm") -> None:
        lasting = self.set_timer(_LASTS, lambda: self.show_work(wanted.label))
        done = await self._writer.run(wanted.call, crm)
        lasting.stop()
        self.show_work("")
        # of several in a row, told or yet to be told, only the last can be taken back
        self.call_later(self.clear_notifications)
        shown = wanted.reply is not None and wanted.reply(done)
        if isinstance(done, CrmError) and not shown:
            toast(self, done.message, done.hint, severity="information" if isinstance(done, NotFound) else "error")
        elif not isinstance(done, CrmError) and not wanted.is_told:
            self._tell_done(done, COMMANDS[wanted.back])
        self._look()

    def show_work(self, label: str) -> None:
        """Say what is being written, which lasts, on every screen; an empty label says that it is done."""
        for screen in self._our_screens():
            screen.show_work(label)

    def _tell_done(self, done: "Done", back: Command) -> None:
        told = done.what
        if done.operation_id is not None and back.first_key:
            told = _("{what} · {key} to {command}").format(what=told, key=back.first_key, command=_(back.title))
        toast(self, told, *done.also, *done.kept, severity="warning" if done.kept else "information")

    def action_undo(self) -> None:
        """Take back what the person did last, or what the screen says."""
        if isinstance(self.screen, CrmScreen):
            self.screen.undo()

    def action_redo(self) -> None:
        """Do again what the person took back last, or what the screen says."""
        if isinstance(self.screen, CrmScreen):
            self.screen.redo()

    @on(StartAgain)
    def _start_again(self) -> None:
        self.starts_again = True
        self.exit()

    def action_keys(self) -> None:
        """Show the keys of the screen one is on."""
        from tui_crm.screens.dialogs.keys import keys_page  # noqa: PLC0415 - a dialog is loaded when it opens
        from tui_crm.screens.dialogs.reader import Reader  # noqa: PLC0415 - as above

        self.push_screen(Reader(keys_page(self._given())))

    def action_palette(self) -> None:
        """Ask for a command by its name, and give it; or for a contact or ticket, and go there."""
        from tui_crm.screens.dialogs.palette import Palette, going  # noqa: PLC0415 - as above
        from tui_crm.screens.report_commands import report_commands  # noqa: PLC0415 - as above
        from tui_crm.screens.setting_commands import setting_commands  # noqa: PLC0415 - as above

        every = (*self._given(), *report_commands(), *setting_commands())
        given = {each.id: each for each in every if each.palette}

        def give(chosen: str | None) -> None:
            if chosen is None:
                return
            if chosen in given:
                self.call_later(self.run_action, given[chosen].action)
            elif isinstance(self.screen, CrmScreen):
                self.post_message(going(chosen, self.screen.MODE))

        self.push_screen(Palette(list(given.values()), self._crm), give)

    def _given(self) -> list[Command]:
        """Return what can be done on this screen, where there is something to do it with."""
        places = self.screen.PLACES if isinstance(self.screen, CrmScreen) else ()
        return [command for command in given_at(*places) if command.is_enabled(self.screen)]

    def action_help_quit(self) -> None:
        """Say how to leave from anywhere, to somebody who pressed ctrl+c."""
        toast(self, _("{key} leaves the program.").format(key=COMMANDS["dialog.quit"].all_keys))

    def _fatal_error(self) -> None:
        """End without Textual's page of locals, which hold customers; ``run`` passes the defect on to the command line."""
        self._close_messages_no_wait()

    def _close_crm(self) -> None:
        if self._crm is not None:
            self._crm.feed.close()
            self._crm.close()

    def close(self) -> None:
        """Finish what is being written, and let go of every file."""
        self.end_tidying()
        self._backup.close()
        self._writer.close()
        self._close_crm()
        self._left_behind.close()


def run(user_settings: UserSettings, clock: Clock) -> int:
    """Open the screens and return the exit code when they are left. Raises CrmError where they cannot go on."""
    from tui_crm.services import preferences  # noqa: PLC0415 - behind the first paint

    while (app := _shown(user_settings, clock)).starts_again:
        user_settings = user_settings.read_again()
        set_language(preferences.own(user_settings, "language").value)
        clock = in_zone(clock, ZoneInfo(preferences.own(user_settings, "zone").value))
    return app.return_code or 0


def _shown(user_settings: UserSettings, clock: Clock) -> CrmApp:
    """Open the screens, and return the app when they are left."""
    app = CrmApp(user_settings, clock)
    try:
        app.run()
    finally:
        app.close()
    crash = app._exception  # noqa: SLF001 - Textual has no other place to tell of one
    if failure := app.failure or (crash.error if isinstance(crash, WorkerFailed) else crash):
        raise failure
    return app
