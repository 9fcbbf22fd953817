"""What all dialogs share: they close with escape, tell their keys, and the program can be left from them."""

from collections.abc import Mapping
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.binding import BindingType
from textual.screen import ModalScreen

from tui_crm.commands import COMMANDS, Where, bindings
from tui_crm.i18n import N_, _
from tui_crm.widgets.key_bar import KeyBar, KeyHint

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None], Generic[Answer]):
    """A dialog that is dismissed with its answer, or with None where there is none."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DIALOG)
    KEYS: ClassVar[Mapping[str, str]] = {"dialog.leave": N_("close")}
    """The commands in its line of keys, by id, each with a marked word for what it does here."""

    def keys(self) -> Mapping[str, str]:
        """Return the commands that do something in this very dialog, as in ``KEYS``."""
        return self.KEYS

    def key_bar(self) -> KeyBar:
        """Return its line of keys."""
        keys = {COMMANDS[name].first_key: _(title) for name, title in self.keys().items()}
        return KeyBar([KeyHint(key, title) for key, title in keys.items() if key])

    @on(KeyBar.Chosen)
    async def _give(self, event: KeyBar.Chosen) -> None:
        for command in map(COMMANDS.__getitem__, self.keys()):
            if command.first_key == event.key:
                await self.app.run_action(command.action)

    def action_leave(self) -> None:
        """Close the dialog without an answer."""
        self.dismiss(None)
