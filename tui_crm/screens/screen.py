"""What every screen is to the app: a place with commands, which paints itself first and is given the services later."""

import asyncio
from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Input

from tui_crm.commands import COMMANDS, Command, Where, given_at, key_hints
from tui_crm.errors import CrmError
from tui_crm.i18n import _
from tui_crm.modes import MODES
from tui_crm.screens.messages import OPENING, DataChanged, ReadFailed, RunWrite, ShowThere
from tui_crm.screens.toasts import toast
from tui_crm.widgets.key_bar import KeyBar
from tui_crm.widgets.tab_bar import Tab, TabBar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.worker import WorkType

    from tui_crm.services.crm import Crm
    from tui_crm.services.feed import Changes


_MINUTE: Final = 60.0
_Known = TypeVar("_Known")


class CrmScreen(Screen[None]):
    """A screen between the bar of tabs and the line of keys, in which ``note`` stands until a CRM is opened.

    ``MODE`` names it, ``PLACES`` has where its commands can be given, the nearest first.
    """

    MODE: ClassVar[str]
    PLACES: ClassVar[tuple[Where, ...]]

    def __init__(self, note: str) -> None:
        super().__init__()
        self.crm: Crm | None = None
        self._note = note
        self._counts: Mapping[str, str] = {}
        self._tabs = TabBar(_tabs({}), active=self.MODE)
        self._keys = KeyBar(note=note)
        self._missed = False
        self.came_from: str | None = None
        """The mode one was in before this one."""

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield self._tabs
        yield from self.body()
        yield self._keys

    @abstractmethod
    def body(self) -> ComposeResult:
        """Compose what stands between the tabs and the keys."""

    def open(self, crm: "Crm") -> None:
        """Show what is in ``crm`` from now on."""
        self.crm = crm
        self._note = f"{crm.database.path.name} · {crm.actor.login}"
        self.show_work("")
        self.opened(crm)
        self.show_keys()

    @abstractmethod
    def opened(self, crm: "Crm") -> None:
        """Begin to show what is in ``crm``, in the place of whatever was shown."""

    @abstractmethod
    def data_changed(self, changes: "Changes") -> None:
        """Read again what is shown, since somebody has written or time has passed; only while one can see the screen."""

    @on(DataChanged)
    def _hear_of_changes(self, event: DataChanged) -> None:
        if self in self.app.screen_stack:
            self.data_changed(event.changes)
        else:
            self._missed = True

    def on_mount(self) -> None:
        """Keep true what is said of the time."""
        self.set_interval(_MINUTE, self.minute_passed)

    def minute_passed(self) -> None:
        """Keep true what is said of the time: read again what is shown."""
        self.look_again()

    def on_screen_resume(self) -> None:
        """Catch up with what was written, and with the time that passed, while another screen was shown."""
        if self._missed:
            self._missed = False
            self.look_again()

    def look_again(self) -> None:
        """Read again whatever is shown; where one is elsewhere, once one is back."""
        from tui_crm.services.feed import Changes  # noqa: PLC0415 - loaded behind the first paint

        if self.crm is not None:
            self._hear_of_changes(DataChanged(Changes({}, everything=True)))

    def show_work(self, label: str) -> None:
        """Say what is being written, which lasts, in the place of the file's name; an empty label says that it is done."""
        self._keys.show(note=label or self._note, firm=bool(label))

    def show_counts(self, counts: "Mapping[str, str]") -> None:
        """Show in the bar of tabs how much waits in each mode, by the modes' names."""
        self._counts = counts
        self._tabs.show(_tabs(counts))

    @property
    def places(self) -> tuple[Where, ...]:
        """Where the person is, as far as keys are concerned: typing takes all of them."""
        if isinstance(self.focused, Input):
            return (Where.FILTER,)
        return tuple(place for place in self.PLACES if place is not Where.FILTER)

    def commands(self) -> list[Command]:
        """Return what the keys do just now."""
        return [command for command in given_at(*self.places) if command.is_enabled(self)]

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Show the keys of where one is now."""
        self.show_keys()

    def show_keys(self) -> None:
        """Show the keys that do something just now; call it when that has changed."""
        self._keys.show(key_hints(self.commands()))
        self._tabs.show(_tabs(self._counts))

    @on(KeyBar.Chosen)
    async def _press(self, event: KeyBar.Chosen) -> None:
        for command in self.commands():
            if command.bar is not None and command.first_key == event.key:
                await self.app.run_action(command.action)
                return

    @on(TabBar.Chosen)
    async def _go(self, event: TabBar.Chosen) -> None:
        await self.app.run_action(COMMANDS[f"go.{event.name}"].action)

    def action_show_report(self, name: str) -> None:
        """Show a report."""
        self.post_message(ShowThere("reports", lambda screen: screen.choose(name)))

    def action_show_setting(self, key: str) -> None:
        """Show a setting, among the others."""
        self.post_message(ShowThere("settings", lambda screen: screen.point_at(key)))

    def undo(self) -> None:
        """Take back what the person did last."""
        self.post_message(RunWrite(_("Undoing…"), lambda crm: crm.history.undo(), back="app.redo"))

    def redo(self) -> None:
        """Do again what the person took back last."""
        self.post_message(RunWrite(_("Redoing…"), lambda crm: crm.history.redo()))

    def copy(self, command: str) -> None:
        """Put the command line that does the same into the clipboard."""
        self.app.copy_to_clipboard(command)
        toast(self.app, _("Copied: {command}").format(command=command))

    def read_first(self, crm: "Crm", read: "Callable[[Crm], _Known]", then: "Callable[[_Known], object]") -> None:
        """Read in a thread what a dialog must know, then open it; what is typed meanwhile is meant for it."""
        reading: WorkType[None] = partial(self._read_first, crm, read, then)
        self.run_worker(reading, group=OPENING, exclusive=True)

    async def _read_first(
        self, crm: "Crm", read: "Callable[[Crm], _Known]", then: "Callable[[_Known], object]"
    ) -> None:
        try:
            known = await asyncio.to_thread(read, crm)
        except CrmError as error:
            self.tell_failure(error)
            return
        if self.is_current:
            then(known)

    def tell_failure(self, error: "CrmError") -> None:
        """Have the person told that something could not be read; from any thread."""
        self.post_message(ReadFailed(error))


def _tabs(counts: "Mapping[str, str]") -> list[Tab]:
    """Return the tabs, each with the key that opens it as people call it; a dot where it has none."""
    keys = {name: COMMANDS[f"go.{name}"].first_key or "·" for name in MODES}
    return [
        Tab(mode.name, keys[mode.name], _(mode.title), counts.get(mode.name, ""), calm=mode.calm)
        for mode in MODES.values()
        if mode.tab
    ]
