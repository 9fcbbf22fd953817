"""The keys of every command: look them up, give a command another key by pressing it, or the keys it comes with."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui_crm import paths
from tui_crm.commands import COMMANDS, HEADINGS, TOGETHER, Command, Where, bindings, given_at, keymap_in_use
from tui_crm.i18n import N_, _
from tui_crm.key_names import canonical, shown
from tui_crm.keymap import edited, parse_keymap, store_keymap
from tui_crm.models.cards import Done
from tui_crm.screens.dialogs.dialog import Dialog
from tui_crm.screens.messages import PersonalChanged, RunWrite
from tui_crm.services.preferences import ORIGINS
from tui_crm.settings import Origin
from tui_crm.toml_files import Unreadable, stored_text
from tui_crm.widgets.cell import Cell, Role, known
from tui_crm.widgets.columns import Column
from tui_crm.widgets.record_source import KnownRows
from tui_crm.widgets.record_table import RecordTable
from tui_crm.widgets.safe_text import safe_content

_TALLEST: Final = 18  # lines
_DIALOGS: Final = N_("In dialogs and forms")


class KeyLines(KnownRows):
    """Every command under the heading of its place, as a list shows it."""

    def __init__(self) -> None:
        cells: dict[int, Sequence[Cell]] = {}
        self.commands: dict[int, Command] = {}
        for heading, (title, commands) in enumerate(_sections(), 1):
            cells[-heading] = (Cell(_(title), Role.MUTED),)
            for command in commands:
                number = len(self.commands) + 1
                self.commands[number] = command
                cells[number] = _cells(command)
        super().__init__(cells)


def _sections() -> Iterator[tuple[str, Sequence[Command]]]:
    for place, title in HEADINGS.items():
        if commands := given_at(place):
            yield title, commands
    yield _DIALOGS, given_at(*(place for place in Where if place not in HEADINGS))


def _cells(command: Command) -> Sequence[Cell]:
    own = command.id in keymap_in_use().keys
    return (
        Cell(_(command.title), Role.STRONG),
        known(command.all_keys, Role.ACCENT),
        Cell(_(ORIGINS[Origin.FILE if own else Origin.DEFAULT]), Role.PLAIN if own else Role.MUTED),
        Cell(command.id, Role.MUTED),
    )


class OwnKeys(Dialog[None]):
    """The list of all keys."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.OWN_KEYS)
    KEYS: ClassVar[Mapping[str, str]] = {
        "list.open": N_("another key"),
        "own_keys.reset": N_("default"),
        "dialog.leave": N_("close"),
    }

    def __init__(self) -> None:
        super().__init__()
        self.list = RecordTable(
            (
                Column("title", _("Command"), 16, fraction=2, priority=9),
                Column("keys", _("Keys"), 14, fraction=1, priority=8),
                Column("origin", _("From"), 14, priority=5),
                Column("id", _("In keys.toml"), 18, fraction=1, priority=4),
            )
        )
        self._lines = KeyLines()

    def compose(self) -> ComposeResult:
        """Lay the list out."""
        with Vertical(classes="box things"):
            yield Static(safe_content(_("Keys"), "bold"), classes="title")
            yield self.list
            yield self.key_bar()

    def on_mount(self) -> None:
        """Show every command."""
        self.list.styles.height = _TALLEST
        self.list.focus()
        self.list.show(self._lines, keep_cursor=False)

    def _show(self) -> None:
        """Show the keys as they are by now."""
        self._lines = KeyLines()
        self.list.show(self._lines, keep_cursor=True)

    @property
    def here(self) -> Command | None:
        """The command under the cursor."""
        return self._lines.commands.get(self.list.highlighted_id or 0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether there is a key to take back."""
        if action == "reset":
            return self.here is not None and self.here.id in keymap_in_use().keys
        return super().check_action(action, parameters)

    @on(RecordTable.Selected)
    def _ask(self) -> None:
        if self.here is not None:
            self.app.push_screen(PressKey(self.here), self._keep)

    def _keep(self, key: str | None) -> None:
        if key is not None and self.here is not None:
            self._write(self.here, key)

    def action_reset(self) -> None:
        """Give the command the keys it comes with."""
        if self.here is not None:
            self._write(self.here, None)

    def _write(self, command: Command, key: str | None) -> None:
        def write(_crm: object) -> Done:
            file = paths.keys_file()
            store_keymap(file, edited(stored_text(file), command.id, key))
            keys = " ".join(shown(each) for each in (command.keys.split(",") if key is None else (key,)))
            return Done(None, _("{command}: {keys}").format(command=_(command.title), keys=keys))

        def told(_result: object) -> bool:
            self.post_message(PersonalChanged(self._show))
            return False

        self.post_message(RunWrite(_("Saving…"), write, reply=told))


class PressKey(Dialog[str]):
    """Asks for a key by having it pressed; its answer is the key in its canonical form."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, command: Command) -> None:
        super().__init__()
        self._command = command
        self._problem = Static("", classes="problem")

    def compose(self) -> ComposeResult:
        """Lay the question out."""
        with Vertical(classes="box"):
            asked = _("Press the key that shall be “{command}”").format(command=_(self._command.title))
            yield Static(safe_content(asked))
            yield self._problem
            yield self.key_bar()

    async def on_key(self, event: events.Key) -> None:
        """Take the key, where nothing else has it; the keys that leave dialogs leave this one."""
        event.stop()
        event.prevent_default()
        for name in ("dialog.leave", "dialog.quit"):
            if event.key in map(canonical, COMMANDS[name].keys_in_use):
                await self.app.run_action(COMMANDS[name].action, self)
                return
        if (reason := self._wrong(event.key)) is None:
            self.dismiss(canonical(event.key))
        else:
            self._problem.update(safe_content(reason, "$error"))

    def _wrong(self, key: str) -> str | None:
        """Return why the command cannot have ``key``, None where it can."""
        file = paths.keys_file()
        try:
            text = edited(stored_text(file), self._command.id, canonical(key))
        except Unreadable as error:
            return error.message
        except ValueError as error:
            return str(error)
        keymap = parse_keymap(text, file, COMMANDS, TOGETHER)
        if self._command.id in keymap.keys:
            return None
        before = {problem.reason for problem in keymap_in_use().problems}
        return next((each.reason for each in keymap.problems if each.reason not in before), _("that key will not do"))
